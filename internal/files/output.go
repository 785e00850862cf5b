package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// CheckNew returns the error with which Create would refuse path, or nil. The error wraps fs.ErrExist if anything
// exists at path, and fs.ErrNotExist if its folder is missing. A pipe or a character device, such as /dev/null, is
// accepted: writing to it replaces nothing.
func CheckNew(path string) error {
	if path == Std {
		return nil
	}
	is, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return checkParent(path)
	}
	if err != nil {
		return err
	}
	if passes(path) {
		return nil
	}
	what := "exists already"
	switch {
	case is.IsDir():
		return taken(path + " is a folder: name a file in it")
	case is.Mode()&fs.ModeSymlink != 0:
		what = "exists already, as a link"
	}
	advice := "name another file, or delete this one first"
	if strings.HasPrefix(path, "/dev/") || strings.HasPrefix(path, "/proc/") {
		advice = "name another file, or - for standard output"
	}
	return taken(fmt.Sprintf("%s %s, and nothing is overwritten: %s", path, what, advice))
}

// taken is the error of a path where something is. It is fs.ErrExist.
type taken string

func (t taken) Error() string { return string(t) }

func (taken) Is(target error) bool { return target == fs.ErrExist }

func checkParent(path string) error {
	dir := filepath.Dir(path)
	is, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no folder %s: make it first: %w", path, dir, err)
	case err != nil:
		return err
	case !is.IsDir():
		return fmt.Errorf("%s: %s is no folder: %w", path, dir, unix.ENOTDIR)
	}
	return nil
}

// passes reports whether what is written to path goes through it and replaces nothing: a pipe, or a character device.
func passes(path string) bool {
	is, err := os.Stat(path)
	return err == nil && is.Mode()&(fs.ModeNamedPipe|fs.ModeCharDevice) != 0
}

// An Output is a file that is being written. It has a name of its own, in the folder of the one that it is for, until
// Commit.
type Output struct {
	path string
	file *os.File
	end  func() bool // of the context's watch; nil for a temporary file
}

// Create begins to write the file at path, for its owner only until Commit. CheckNew says which paths it refuses.
// Opening a pipe, and writing to it, ends with ctx.
func Create(ctx context.Context, path string) (*Output, error) {
	if err := CheckNew(path); err != nil {
		return nil, err
	}
	if passes(path) {
		return through(ctx, path)
	}
	return Beside(path)
}

// Beside is Create for a file whose name is settled at the end, by CommitAs; path may be taken.
func Beside(path string) (*Output, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return nil, fmt.Errorf("writing %s: %w", path, err)
	}
	return &Output{path: path, file: f}, nil
}

// through opens a pipe or a device, which waits until somebody reads the other end.
func through(ctx context.Context, path string) (*Output, error) {
	type opened struct {
		file *os.File
		err  error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		done <- opened{f, err}
	}()
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("opening %s, which nobody reads: %w", path, ctx.Err())
	case o := <-done:
		if o.err != nil {
			return nil, o.err
		}
		end := context.AfterFunc(ctx, func() { _ = o.file.SetWriteDeadline(time.Unix(0, 1)) }) // some devices have none
		return &Output{path: path, file: o.file, end: end}, nil
	}
}

// Write writes to the file.
func (o *Output) Write(b []byte) (int, error) { return o.file.Write(b) }

// Commit ends the file and gives it its name and mode. Its error wraps fs.ErrExist where something has taken the name
// meanwhile. After an error the file is gone.
func (o *Output) Commit(mode fs.FileMode) error {
	if o.end != nil {
		o.end()
		return o.file.Close()
	}
	defer o.Discard()
	if err := errors.Join(o.file.Chmod(mode), o.file.Close()); err != nil {
		return err
	}
	return o.CommitAs(o.path)
}

// CommitAs gives the file another name in the same folder. The file can be written to until Discard. The error wraps
// fs.ErrExist if anything has that name.
func (o *Output) CommitAs(path string) error {
	err := os.Link(o.file.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		return taken(path + " was made meanwhile, and nothing is overwritten: name another file")
	}
	if err == nil {
		return nil
	}
	// A file system without hard links: take the name first.
	taken, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(taken.Close(), os.Rename(o.file.Name(), path))
}

// Discard ends the file and removes its own name. It does nothing to what Commit or CommitAs named.
func (o *Output) Discard() {
	_ = o.file.Close() // closed already after Commit
	if o.end == nil {
		_ = os.Remove(o.file.Name())
		return
	}
	o.end()
}

// Same reports whether the regular file at path, not a link, holds what was written so far.
func (o *Output) Same(path string) bool {
	is, err := os.Lstat(path)
	own, ownErr := o.file.Stat()
	if err != nil || ownErr != nil || !is.Mode().IsRegular() || is.Size() != own.Size() {
		return false
	}
	there, err := os.Open(path)
	if err != nil {
		return false
	}
	defer there.Close()
	written := io.NewSectionReader(o.file, 0, own.Size())
	for a, b := make([]byte, 64<<10), make([]byte, 64<<10); ; {
		n, err := io.ReadFull(there, a)
		m, ownErr := io.ReadFull(written, b)
		if n != m || !bytes.Equal(a[:n], b[:m]) {
			return false
		}
		if err != nil || ownErr != nil {
			return true
		}
	}
}
