package ingest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"demarche/graph"
	"demarche/internal/files"
)

// Limits of what a file may hold. A file is a stranger's.
const (
	maxRow      = 16 << 20 // bytes of one row
	maxExpanded = 200      // times its size: what an archive may hold, beyond
	freeSize    = 64 << 20 // bytes, that any archive may hold
	maxMembers  = 10_000   // files in an archive
	headSize    = 64 << 10
)

// Head is the beginning of a file, by which its format is told.
type Head struct {
	Name  string // without the folder, and without .gz
	Bytes []byte // at most 64 KiB, as text
}

// Lines are the lines of the beginning, but for the last where it is cut.
func (h Head) Lines() []string {
	lines := strings.Split(strings.ReplaceAll(string(h.Bytes), "\r\n", "\n"), "\n")
	if len(h.Bytes) >= headSize/2 && len(lines) > 1 {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// Input is a file, or one of an archive's files, while it is read.
type Input struct {
	Name    string       // of the file, or of the archive's file
	Source  graph.Source // the file
	EachRow bool         // see Options

	Dates, Decimals string             // see Options
	again           func(survey) error // reads the input through for what its columns show
	seen            survey             // that; nil before it is asked for
	noting          bool               // whether this is that reading
	separator       rune               // of a table's cells

	text  *bufio.Reader
	bound *bounded
	notes *[]string
}

// Note adds a line to what is said at the end of the import.
func (in *Input) Note(format string, args ...any) {
	*in.notes = append(*in.notes, fmt.Sprintf(format, args...))
}

// Row begins a row that stands on a line.
func (in *Input) Row(line int) *Row { return &Row{Line: line, in: in} }

// Reader is the text of the input, in UTF-8 without a byte order mark. Of each row at most 16 MiB can be read: Next begins
// another.
func (in *Input) Reader() *bufio.Reader { return in.text }

// Next says that a row has been read.
func (in *Input) Next() { in.bound.row.Store(maxRow) }

var errTooLong = fmt.Errorf("%w: a row is longer than %d MiB", graph.ErrBadInput, maxRow>>20)

// bounded ends with an error where a row, or the whole, is too long.
type bounded struct {
	r     io.Reader
	row   atomic.Int64 // bytes left
	whole int64        // bytes left; negative: no bound
	name  string
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.row.Load() <= 0 {
		return 0, errTooLong
	}
	if b.whole == 0 {
		return 0, fmt.Errorf("%w: %s expands to more than %d times its size: unpack it, and see whether it is what it should be", graph.ErrBadInput, b.name, maxExpanded)
	}
	if b.whole > 0 && int64(len(p)) > b.whole {
		p = p[:b.whole]
	}
	n, err := b.r.Read(p)
	b.row.Add(-int64(n))
	if b.whole > 0 {
		b.whole -= int64(n)
	}
	return n, err
}

// file is a file on disk, or a copy of what came through a pipe: plain, gzip or zip.
type file struct {
	*os.File
	ended  func() error // ends reading: the context's error
	path   string
	size   int64
	sha256 string
	kind   string // "", "gzip", "zip"
	read   atomic.Int64
}

// openFile opens a file and takes its SHA-256. Reading it ends with ctx.
func openFile(ctx context.Context, path string, stdin io.Reader) (*file, error) {
	f, err := files.Whole(ctx, path, stdin)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	out := &file{File: f, ended: ctx.Err, path: files.Name(path)}
	if err == nil {
		out.size = info.Size()
		sum := sha256.New()
		_, err = io.Copy(sum, struct{ io.Reader }{out})
		out.sha256 = hex.EncodeToString(sum.Sum(nil))
	}
	magic := make([]byte, 4)
	if n, _ := f.ReadAt(magic, 0); n == len(magic) {
		switch {
		case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
			out.kind = "gzip"
		case bytes.Equal(magic, []byte("PK\x03\x04")):
			out.kind = "zip"
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return out, nil
}

// Read counts what is read.
func (f *file) Read(p []byte) (int, error) {
	if err := f.ended(); err != nil {
		return 0, err
	}
	n, err := f.File.Read(p)
	f.read.Add(int64(n))
	return n, err
}

// ReadAt counts what is read.
func (f *file) ReadAt(p []byte, at int64) (int, error) {
	if err := f.ended(); err != nil {
		return 0, err
	}
	n, err := f.File.ReadAt(p, at)
	f.read.Add(int64(n))
	return n, err
}

// each calls read for the file, or for each file in the archive, in its order. Nothing is written to disk, so that a name in
// an archive leads nowhere.
func (f *file) each(read func(name string, text *bufio.Reader, bound *bounded) error) error {
	f.read.Store(0)
	content := io.NewSectionReader(f, 0, f.size) // and not the file itself, of which another reading may be under way
	most := max(freeSize, maxExpanded*f.size)
	name := filepath.Base(f.path)
	switch f.kind {
	case "gzip":
		z, err := gzip.NewReader(content)
		if err != nil {
			return fmt.Errorf("%w: %s: %w", graph.ErrBadInput, name, err)
		}
		return readText(strings.TrimSuffix(name, ".gz"), z, most, read)
	case "zip":
		return f.eachMember(most, read)
	}
	return readText(name, content, -1, read)
}

func (f *file) eachMember(most int64, read func(string, *bufio.Reader, *bounded) error) error {
	z, err := zip.NewReader(f, f.size)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", graph.ErrBadInput, f.path, err)
	}
	if len(z.File) > maxMembers {
		return fmt.Errorf("%w: %s holds %d files; %d at most", graph.ErrBadInput, f.path, len(z.File), maxMembers)
	}
	if slices.ContainsFunc(z.File, func(m *zip.File) bool { return m.Name == "[Content_Types].xml" || m.Name == "mimetype" }) {
		return fmt.Errorf("%w: %s is a file of an office program: save its sheet as CSV, and import that", graph.ErrBadInput, f.path)
	}
	some := false
	for _, member := range z.File {
		if member.FileInfo().IsDir() || strings.HasPrefix(member.Name, "__MACOSX/") || filepath.Base(member.Name) == ".DS_Store" { // what macOS adds
			continue
		}
		some = true
		r, err := member.Open()
		if err != nil {
			return fmt.Errorf("%w: %s: %s: %w", graph.ErrBadInput, f.path, member.Name, err)
		}
		err = readText(filepath.Base(member.Name), r, most, read)
		r.Close()
		if err != nil {
			return err
		}
	}
	if !some {
		return fmt.Errorf("%w: %s holds no file", graph.ErrBadInput, f.path)
	}
	return nil
}

// utf16Of is how UTF-16 without a byte order mark is decoded: it begins with ASCII, as all formats do, and so has a zero in every
// other byte. It is nil for all other text.
func utf16Of(beginning []byte) transform.Transformer {
	if len(beginning) < 8 {
		return nil
	}
	zeros := [2]int{}
	for i, b := range beginning {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(beginning) / 2
	switch zeros {
	case [2]int{0, half}:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case [2]int{half, 0}:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	return nil
}

// readText reads UTF-8 or UTF-16, and gives it in NFC.
func readText(name string, r io.Reader, most int64, read func(string, *bufio.Reader, *bounded) error) error {
	b := &bounded{r: r, whole: most, name: name}
	b.row.Store(maxRow)
	raw := bufio.NewReader(b)
	beginning, _ := raw.Peek(16) // an error comes again when it is read
	decoder := unicode.BOMOverride(encoding.Nop.NewDecoder())
	if d := utf16Of(beginning); d != nil {
		decoder = d
	}
	text := norm.NFC.Reader(transform.NewReader(raw, decoder)) // names are compared
	err := read(name, bufio.NewReaderSize(text, headSize), b)
	if errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, zip.ErrChecksum) {
		return fmt.Errorf("%w: %s is cut short or broken: %w", graph.ErrBadInput, name, err)
	}
	return err
}

// headOf is the beginning of a text, which is left to be read again.
func headOf(name string, text *bufio.Reader) (Head, error) {
	beginning, err := text.Peek(headSize)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return Head{Name: name, Bytes: bytes.Clone(beginning)}, err
}

// format is the format of that name or, with Auto, that of the first file in the archive that looks like one, and whether one looks
// like it.
func (f *file) format(name string) (format Format, looks bool, err error) {
	var unknown error // why the first file looks like none
	found := errors.New("found")
	err = f.each(func(file string, text *bufio.Reader, _ *bounded) error {
		head, err := headOf(file, text)
		if err != nil {
			return err
		}
		one, err := formatNamed(name, head)
		if err != nil {
			if unknown == nil {
				unknown = err
			}
			return nil
		}
		if format = one; format.Sniff(head) {
			return found
		}
		return nil
	})
	switch {
	case errors.Is(err, found):
		return format, true, nil
	case err == nil && format.Name == "":
		err = unknown
	}
	return format, false, err
}
