package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func fifo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fifo")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What takes a name while a file is being written keeps it.
func TestOutput_takenMeanwhile(t *testing.T) {
	dir := t.TempDir()
	for name, take := range map[string]func(path string) error{
		"file":   func(path string) error { return os.WriteFile(path, []byte("mine"), 0o600) },
		"link":   func(path string) error { return os.Symlink("gone", path) },
		"folder": func(path string) error { return os.Mkdir(path, 0o700) },
	} {
		path := filepath.Join(dir, name)
		out, err := Create(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(out, "ours"); err != nil {
			t.Fatal(err)
		}
		if err := take(path); err != nil {
			t.Fatal(err)
		}
		before, err := os.Lstat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := out.Commit(0o644); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", name, err)
		}
		if after, err := os.Lstat(path); err != nil || !os.SameFile(before, after) {
			t.Errorf("%s was replaced: %v", name, err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 3 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// What is written to a pipe or a device goes through it, and it stays what it is.
func TestOutput_through(t *testing.T) {
	path := fifo(t)
	got := make(chan string)
	go func() {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		got <- string(b)
	}()
	for _, p := range []string{path, os.DevNull} {
		out, err := Create(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.WriteString(out, "ours")
		if err := errors.Join(err, out.Commit(0o644)); err != nil {
			t.Error(err)
		}
		if is, err := os.Lstat(p); err != nil || is.Mode().IsRegular() {
			t.Errorf("%s: %v, %v", p, is.Mode(), err)
		}
	}
	if text := <-got; text != "ours" {
		t.Errorf("%q went through", text)
	}
}

// endless is a reader that waits for ever.
func endless(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() }) // which ends who still reads
	return r
}

// Every wait ends when the context ends.
func TestWaiting_ends(t *testing.T) {
	slow := fifo(t)
	writer, err := os.OpenFile(slow, os.O_RDWR, 0) // keeps it open, and writes a little
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	if _, err := io.WriteString(writer, "a little"); err != nil {
		t.Fatal(err)
	}
	unread := fifo(t)
	reader, err := os.OpenFile(unread, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for name, wait := range map[string]func(ctx context.Context) error{
		"a pipe that nobody writes to": func(ctx context.Context) error { return all(ctx, fifo(t), nil) },
		"a pipe that stays open":       func(ctx context.Context) error { return all(ctx, slow, nil) },
		"standard input":               func(ctx context.Context) error { return all(ctx, Std, endless(t)) },
		"another reader":               func(ctx context.Context) error { return all(ctx, Std, struct{ io.Reader }{endless(t)}) },
		"the whole of a pipe": func(ctx context.Context) error {
			_, err := Whole(ctx, slow, nil)
			return err
		},
		"a pipe that nobody reads": func(ctx context.Context) error {
			_, err := Create(ctx, fifo(t))
			return err
		},
		"a pipe that is full": func(ctx context.Context) error {
			out, err := Create(ctx, unread)
			if err != nil {
				return err
			}
			_, err = out.Write(make([]byte, 1<<20))
			return err
		},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		done := make(chan error, 1)
		go func() { done <- wait(ctx) }()
		select {
		case err := <-done:
			if !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("%s: it still waits", name)
		}
		cancel()
	}
}

func all(ctx context.Context, path string, stdin io.Reader) error {
	in, err := Open(ctx, path, stdin)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(io.Discard, in)
	return err
}

// A pipe is read as a file is; what is no file is refused before anything is read.
func TestOpen(t *testing.T) {
	path := fifo(t)
	go func() {
		if err := os.WriteFile(path, []byte("through"), 0o600); err != nil {
			t.Error(err)
		}
	}()
	for p, want := range map[string]string{path: "through", Std: "standard", os.DevNull: ""} {
		f, err := Whole(t.Context(), p, strings.NewReader("standard"))
		if err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		for range 2 {
			_, err := f.Seek(0, io.SeekStart)
			b, readErr := io.ReadAll(f)
			if err := errors.Join(err, readErr); err != nil || string(b) != want {
				t.Errorf("%s: %q, %v", p, b, err)
			}
		}
		f.Close()
	}
	zero, err := os.Open("/dev/zero")
	if err != nil {
		t.Fatal(err)
	}
	defer zero.Close()
	for p, says := range map[string]string{t.TempDir(): "is a folder", "/dev/zero": "without an end", "/dev/urandom": "without an end", Std: "without an end"} {
		if _, err := Open(t.Context(), p, zero); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", p, err)
		}
		if err := Check(p); p != Std && (err == nil || !strings.Contains(err.Error(), says)) {
			t.Errorf("Check %s: %v", p, err)
		}
	}
}
