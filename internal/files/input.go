package files

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// Open opens what is at path for reading; Std is stdin. A read, or an opening, that waits (of a pipe, a terminal,
// standard input) ends with ctx. A folder is refused, and so is a device that has no end.
func Open(ctx context.Context, path string, stdin io.Reader) (io.ReadCloser, error) {
	if path == Std {
		if f, ok := stdin.(*os.File); ok {
			if err := checkFile("standard input", f); err != nil {
				return nil, err
			}
		}
		return piped(ctx, func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }), nil
	}
	is, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if err := check(path, is); err != nil {
		return nil, err
	}
	if is.Mode().IsRegular() {
		return os.Open(path)
	}
	return piped(ctx, func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		return f, nil
	}), nil
}

// Whole opens path like Open, for callers that read it more than once. It copies an input that is no regular file into
// a file without a name, which disappears when it is closed.
func Whole(ctx context.Context, path string, stdin io.Reader) (*os.File, error) {
	in, err := Open(ctx, path, stdin)
	if err != nil {
		return nil, err
	}
	if f, ok := in.(*os.File); ok {
		return f, nil
	}
	defer in.Close()
	kept, err := os.CreateTemp("", "demarche-input-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(kept.Name()); err != nil {
		kept.Close()
		return nil, err
	}
	if _, err := io.Copy(kept, in); err != nil {
		kept.Close()
		return nil, fmt.Errorf("reading %s: %w", Name(path), err)
	}
	_, err = kept.Seek(0, io.SeekStart)
	return kept, err
}

// Name is what path is called in messages.
func Name(path string) string {
	if path == Std {
		return "standard input"
	}
	return path
}

// Check reports whether Open would take path, without opening it.
func Check(path string) error {
	if path == Std {
		return nil
	}
	is, err := os.Stat(path)
	if err != nil {
		return err
	}
	return check(path, is)
}

func check(path string, is fs.FileInfo) error {
	switch mode := is.Mode(); {
	case mode.IsRegular(), mode&fs.ModeNamedPipe != 0:
		return nil
	case mode.IsDir():
		return fmt.Errorf("%s is a folder: name the files in it", path)
	case mode&fs.ModeSocket != 0:
		return fmt.Errorf("%s is a socket, and cannot be read as a file", path)
	case mode&fs.ModeCharDevice == 0:
		return fmt.Errorf("%s is a disk, not a file", path)
	}
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK|unix.O_NOCTTY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return checkFile(path, f)
}

// checkFile refuses character devices other than terminals and /dev/null: those have no end.
func checkFile(path string, f *os.File) error {
	is, err := f.Stat()
	if err != nil {
		return err
	}
	if is.IsDir() {
		return check(path, is)
	}
	if is.Mode()&fs.ModeCharDevice == 0 || term.IsTerminal(int(f.Fd())) {
		return nil
	}
	if null, err := os.Stat(os.DevNull); err == nil && os.SameFile(is, null) {
		return nil
	}
	return fmt.Errorf("%s is a device without an end, and cannot be read as a file", path)
}

// piped reads what open returns in a goroutine, which stays, where it waits for what never comes, until the process
// ends.
func piped(ctx context.Context, open func() (io.ReadCloser, error)) io.ReadCloser {
	r, w := io.Pipe()
	end := context.AfterFunc(ctx, func() { _ = w.CloseWithError(context.Cause(ctx)) })
	go func() {
		defer end()
		in, err := open()
		if err == nil {
			_, err = io.Copy(w, in)
		}
		if in != nil {
			in.Close()
		}
		_ = w.CloseWithError(err)
	}()
	return r
}
