package neo4jd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fakeJava makes a java command that says it is of the given version, and returns its folder.
func fakeJava(t *testing.T, version string) string {
	t.Helper()
	home := t.TempDir()
	spec, _, _ := strings.Cut(version, ".")
	script := fmt.Sprintf("#!/bin/sh\necho '    java.home = %s\n    java.specification.version = %s\n    java.version = %s' >&2\n",
		home, spec, version)
	if version == "" {
		script = "#!/bin/sh\necho 'no Java installed' >&2\nexit 1\n"
	}
	if err := os.Mkdir(filepath.Join(home, "bin"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "bin", "java"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return home
}

func TestFindJava(t *testing.T) {
	tests := []struct {
		name           string
		javaHome, path string // versions; "none" for nothing there, "" for a command that fails
		want           string
	}{
		{"JAVA_HOME first", "21.0.1", "17.0.15", "21.0.1"},
		{"PATH when JAVA_HOME is too old", "11.0.2", "17.0.15", "17.0.15"},
		{"PATH when JAVA_HOME fails", "", "25", "25"},
		{"PATH alone", "none", "17.0.15", "17.0.15"},
		{"too old", "none", "11.0.2", ""},
		{"a stub", "none", "", ""},
		{"none", "none", "none", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("JAVA_HOME", "")
			t.Setenv("PATH", t.TempDir())
			if tt.javaHome != "none" {
				t.Setenv("JAVA_HOME", fakeJava(t, tt.javaHome))
			}
			if tt.path != "none" {
				t.Setenv("PATH", filepath.Join(fakeJava(t, tt.path), "bin"))
			}
			got, err := FindJava(t.Context())
			if got.Version != tt.want {
				t.Errorf("FindJava = %+v, %v, want version %q", got, err, tt.want)
			}
			if tt.want != "" {
				return
			}
			if !errors.Is(err, ErrNoJava) || !strings.Contains(err.Error(), "NEO4J_URI") || !strings.Contains(err.Error(), "17") {
				t.Errorf("error = %v, want what to install", err)
			}
		})
	}
}

func TestOpen_NoJava(t *testing.T) {
	t.Setenv("JAVA_HOME", "")
	t.Setenv("PATH", t.TempDir())
	if _, err := Open(t.Context(), testConfig(t.TempDir())); !errors.Is(err, ErrNoJava) {
		t.Errorf("Open = %v, want ErrNoJava", err)
	}
}
