package neo4jd

import (
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The line is what Neo4j's own set-initial-password wrote for this password.
func TestAuthLine(t *testing.T) {
	const want = "neo4j:SHA-256,e3a2ba5f2e88638481934bd93ede723fb17215a1c0fd25a2a253bb9b322731fe," +
		"a3fcc9a6332a7e733dfff237b3ea2915b292507394d853e0ce128d187f5c8a24,1024:\n"
	salt, err := hex.DecodeString("a3fcc9a6332a7e733dfff237b3ea2915b292507394d853e0ce128d187f5c8a24")
	if err != nil {
		t.Fatal(err)
	}
	if got := authLine("secret-word-1", salt); got != want {
		t.Errorf("authLine = %q, want %q", got, want)
	}
}

// withData makes a folder that looks as if the release had written a database there.
func withData(t *testing.T, version string) folder {
	t.Helper()
	f := folder(t.TempDir())
	if err := os.MkdirAll(filepath.Join(f.data(), "databases", "neo4j"), 0o700); err != nil {
		t.Fatal(err)
	}
	if version != "" {
		if err := os.WriteFile(f.versionFile(), []byte(version+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func TestFolder_Check(t *testing.T) {
	tests := []struct {
		written, run string
		want         error
	}{
		{"5.26.30", "5.26.30", nil},
		{"5.26.9", "5.26.30", nil},
		{"5.2.6", "5.26.30", ErrVersion},
		{"2026.05.0", "5.26.30", ErrVersion},
		{"5.26.30", "2026.05.0", ErrVersion},
		{"", "5.26.30", ErrVersion},
	}
	for _, tt := range tests {
		if err := withData(t, tt.written).check(Release{Version: tt.run}); !errors.Is(err, tt.want) {
			t.Errorf("written by %q, run by %q: %v, want %v", tt.written, tt.run, err, tt.want)
		}
	}
}

// A folder with files of somebody else is left as it is, by every way that makes a data folder.
func TestMakeFolder_foreign(t *testing.T) {
	for name, make := range map[string]func(dir string) error{
		"MakeFolder": MakeFolder,
		"Open":       func(dir string) error { _, err := Open(t.Context(), testConfig(dir)); return err },
		"Load":       func(dir string) error { return Load(t.Context(), testConfig(dir), strings.NewReader(""), true) },
		"Import":     func(dir string) error { return Import(t.Context(), testConfig(dir), nil) },
	} {
		dir := t.TempDir()
		version := filepath.Join(dir, "version")
		if err := errors.Join(os.WriteFile(version, []byte("mine"), 0o600), os.Chmod(dir, 0o755)); err != nil {
			t.Fatal(err)
		}
		if err := make(dir); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v, want ErrForeign", name, err)
		}
		text, err := os.ReadFile(version)
		entries, listed := os.ReadDir(dir)
		is, stated := os.Stat(dir)
		if err := errors.Join(err, listed, stated); err != nil || string(text) != "mine" || len(entries) != 1 || is.Mode().Perm() != 0o755 {
			t.Errorf("%s changed the folder: %q, %v, %v", name, text, entries, err)
		}
	}
	disk := t.TempDir() // a mount point is as good as empty
	if err := errors.Join(os.Mkdir(filepath.Join(disk, "lost+found"), 0o700), MakeFolder(disk), MakeFolder(disk)); err != nil {
		t.Error(err)
	}
}

func TestOpen_OtherVersion(t *testing.T) {
	f := withData(t, "4.4.1")
	_, err := Open(t.Context(), testConfig(string(f)))
	if !errors.Is(err, ErrVersion) || !strings.Contains(err.Error(), "4.4.1") || !strings.Contains(err.Error(), "restore") {
		t.Errorf("Open = %v, want ErrVersion and what to do", err)
	}
}

func TestOpen_PasswordGone(t *testing.T) {
	f := withData(t, DefaultVersion)
	if _, err := Open(t.Context(), testConfig(string(f))); err == nil || !strings.Contains(err.Error(), f.passwordFile()) {
		t.Errorf("Open = %v, want an error that names the file", err)
	}
}

// A restore that was killed between its two renames leaves the old data under another name.
func TestFolder_Check_FinishesRestore(t *testing.T) {
	f := withData(t, DefaultVersion)
	if err := os.Rename(f.data(), f.oldData()); err != nil {
		t.Fatal(err)
	}
	if err := f.check(Release{Version: DefaultVersion}); err != nil || !f.hasData() {
		t.Errorf("check = %v, data there: %v", err, f.hasData())
	}
}

func TestInspect_Nothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "absent")
	status, err := Inspect(dir)
	if err != nil || status.Exists || status.Running {
		t.Errorf("Inspect = %+v, %v", status, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("Inspect created the folder")
	}
	if err := Stop(t.Context(), dir); !errors.Is(err, ErrNotRunning) {
		t.Errorf("Stop = %v, want ErrNotRunning", err)
	}
}

func TestOpen_Unwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), testConfig(filepath.Join(file, "data"))); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("Open = %v, want an error that names %s", err, file)
	}
}

// A state file whose process id belongs to another process by now is stale.
func TestProcess_Alive(t *testing.T) {
	me, err := processOf(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if !me.alive() {
		t.Error("this process is not alive")
	}
	if (process{PID: me.PID, Start: "earlier"}).alive() {
		t.Error("another process with the same id is alive")
	}
	if (process{}).alive() {
		t.Error("no process is alive")
	}
}
