package neo4jd

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestClassArchive stops a Neo4j that has no class archive yet, starts one with the archive that it left, and one with
// an archive that is damaged.
func TestClassArchive(t *testing.T) {
	cfg := testConfig(t.TempDir())
	cfg.CacheDir = linkedCache(t)
	life := func(end func(*testing.T, *Server)) (options string) {
		t.Helper()
		s, err := Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		stopAtEnd(t, cfg.DataDir)
		line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(s.neo4j.PID), "cmdline"))
		if err != nil {
			t.Skip("no list of processes: ", err)
		}
		if err := addEvent(t.Context(), connect(t, s), 1); err != nil {
			t.Fatal(err)
		}
		end(t, s)
		mustEnd(t, s.neo4j)
		return string(line)
	}
	archive := func() string {
		t.Helper()
		// The shell that watched Neo4j names the archive when Neo4j is gone.
		for deadline := time.After(30 * time.Second); ; {
			found, err := filepath.Glob(filepath.Join(cfg.CacheDir, "neo4j-*", "classes-*.jsa"))
			if err != nil {
				t.Fatal(err)
			}
			if len(found) == 1 {
				return found[0]
			}
			select {
			case <-deadline:
				t.Fatal("no archive was left")
			case <-time.After(processPoll):
			}
		}
	}

	if options := life(mustClose); !strings.Contains(options, "ArchiveClassesAtExit") && !strings.Contains(options, "AOTCacheOutput") {
		t.Errorf("the first start writes no archive: %q", options)
	}
	file := archive()
	if options := life(kill9); !strings.Contains(options, "="+file) {
		t.Errorf("the second start does not use %s: %q", file, options)
	}
	if err := os.Truncate(file, 4096); err != nil {
		t.Fatal(err)
	}
	life(kill9) // fails the test unless Neo4j starts
}

// linkedCache returns a cache folder with the jars of the user's own, and no class archive.
func linkedCache(t *testing.T) string {
	t.Helper()
	java, err := FindJava(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	jars, err := resolve(t.Context(), Config{}, Releases()[0], java)
	if err != nil {
		t.Fatal(err)
	}
	cache := t.TempDir()
	dir := filepath.Join(cache, filepath.Base(jars))
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(jars)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), "classes-") {
			continue
		}
		if err := os.Symlink(filepath.Join(jars, entry.Name()), filepath.Join(dir, entry.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return cache
}
