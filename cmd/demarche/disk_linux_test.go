package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"demarche/graph"
	"demarche/graph/store"
)

// disk is a folder of so many megabytes. Nobody but root can mount one.
func disk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=0700,size="+size); err != nil {
		t.Skip("no disk of its own can be mounted: ", err)
	}
	t.Cleanup(func() { within(t, func() error { return syscall.Unmount(dir, 0) }) })
	return dir
}

// fill takes all but so many bytes of the disk that a file is to lie on.
func fill(t *testing.T, file string, left int64) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := make([]byte, 1<<20)
	for err == nil {
		_, err = f.Write(b)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	end, err := f.Seek(0, io.SeekCurrent)
	if err == nil {
		err = f.Truncate(end - left)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// told fails the test unless err names the folder, what is wrong with it, and what to do.
func told(t *testing.T, err error, dir string, wrong error) {
	t.Helper()
	if !errors.Is(err, wrong) || !strings.Contains(fmt.Sprint(err), dir) || !strings.Contains(fmt.Sprint(err), "use another data folder") {
		t.Errorf("want an error that says what to do about %q of %s: %v", wrong, dir, err)
	}
}

// The disk becomes full in the middle of writing, and is read-only later. What was acknowledged outlasts both.
func TestDisk(t *testing.T) {
	managedOnly(t)
	mount := disk(t, "700m")
	dir, ballast := filepath.Join(mount, "data"), filepath.Join(mount, "ballast")
	c := &crashes{dir: dir, last: -1}
	open := func() error { return small(dir).withStore(t.Context(), func(*store.Store) error { return nil }) }
	whole := func(s *store.Store) error {
		c.kept(t, s, 0)
		c.sound(t, s)
		return nil
	}

	err := small(dir).withStore(t.Context(), func(s *store.Store) error {
		const left = 1 << 20
		err := keepWriting(t.Context(), s, 0, func(n int) {
			if c.last = n; n == 2 {
				fill(t, ballast, left)
			}
		})
		if _, _, reading := s.SchemaVersion(t.Context()); !errors.Is(reading, graph.ErrUnavailable) {
			t.Errorf("reading from a database that cannot write: %v", reading)
		}
		if ready := s.Ready(t.Context()); !errors.Is(ready, graph.ErrUnavailable) {
			t.Errorf("ready: %v", ready)
		}
		return err
	})
	t.Logf("%d batches were acknowledged; then: %v", c.last+1, err)
	told(t, err, dir, syscall.ENOSPC)
	told(t, open(), dir, syscall.ENOSPC)
	out, err := demarche(t, "--data-dir", dir, "doctor")
	if lines(t, out, "FAIL  data folder: only 0 MB are free for "+dir+": make room"); err == nil {
		t.Error("doctor is content with a full disk")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := small(dir).withStore(t.Context(), whole); err != nil {
		t.Fatal(err)
	}

	remount(t, mount, syscall.MS_RDONLY)
	told(t, open(), dir, syscall.EROFS)
	out, err = demarche(t, "--data-dir", dir, "doctor")
	if lines(t, out, "FAIL  data folder: "+dir+" cannot be written to: read-only file system: "); err == nil {
		t.Error("doctor is content with a read-only disk")
	}
	remount(t, mount, 0)
	if err := small(dir).withStore(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
}

// The files of an import in bulk do not fit: it says so, and nothing is left of them.
func TestDisk_import(t *testing.T) {
	c, a, _ := importOf(t, ownLines(t))
	a.DataDir = filepath.Join(disk(t, "128k"), "data")
	_, err := c.inBulk(t.Context(), a)
	told(t, err, a.DataDir, syscall.ENOSPC)
	empty(t, a.DataDir)
}

// remount changes how a disk is mounted. The shell around Neo4j, whose log lies there, ends a little later than Neo4j.
func remount(t *testing.T, dir string, flags uintptr) {
	t.Helper()
	within(t, func() error { return syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, "") })
}
