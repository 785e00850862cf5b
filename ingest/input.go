package ingest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
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

	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"demarche/graph"
	"demarche/internal/files"
)

// Limits of what a file may hold. A file is a stranger's.
const (
	maxRow      = 16 << 20 // bytes of one row
	maxCells    = 1 << 20  // bytes of one row of a table
	maxExpanded = 200      // times its size: what an archive may hold, beyond
	freeSize    = 64 << 20 // bytes, that any archive may hold
	maxMembers  = 10_000   // files in an archive
	headSize    = 64 << 10
)

// Head is the beginning of a file, by which its format is detected.
type Head struct {
	Name      string // without the folder, and without .gz
	Bytes     []byte // at most 64 KiB, as text
	Separator rune   // of cells, where a line before the text names it; else 0
}

// Lines returns the lines of the beginning, except the last if it is cut.
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
	// Traveller is who travelled, where the file does not name them; empty if it is not known.
	Traveller string
	Home      string // code of the travellers' own country, where the file does not name it; empty if it is not known

	Dates, Decimals string             // see Options
	again           func(survey) error // reads the input through for what its columns show
	seen            survey             // that; nil before it is asked for
	noting          bool               // whether this is that reading
	separator       rune               // of a table's cells
	skipped         int                // lines before the text
	longest         int64              // bytes of a row; 0: maxRow
	rows            int                // rows so far
	among           bool               // whether the archive holds other files too

	text  *bufio.Reader
	tail  *tail // of the text
	bound *bounded
	notes *[]string
}

// Note adds a line to what is said at the end of the import.
func (in *Input) Note(format string, args ...any) {
	*in.notes = append(*in.notes, fmt.Sprintf(format, args...))
}

// Row begins a row that stands on a line.
func (in *Input) Row(line int) *Row {
	in.rows++
	return &Row{Line: line + in.skipped, in: in, number: in.rows}
}

// Reader is the text of the input, in UTF-8 without a byte order mark. Of each row at most 16 MiB can be read, 1 MiB of
// a table's: Next begins another.
func (in *Input) Reader() *bufio.Reader { return in.text }

// Next says that a row has been read.
func (in *Input) Next() {
	in.bound.most = cmp.Or(in.longest, maxRow)
	in.bound.row.Store(in.bound.most)
}

// tabular says that rows are those of a table.
func (in *Input) tabular() {
	in.longest = maxCells
	in.Next()
}

// at is an error with the line on which the row begins, where the row is too long; any other stays what it is.
func (in *Input) at(line int, err error) error {
	if errors.Is(err, errTooLong) {
		return fmt.Errorf("%s: the row that begins on line %d: %w", in.Name, line+in.skipped, err)
	}
	return err
}

var errTooLong = fmt.Errorf("%w: a row is longer than", graph.ErrBadInput)

// bounded ends with an error where a row, or the whole, is too long.
type bounded struct {
	r     io.Reader
	row   atomic.Int64 // bytes left
	most  int64        // bytes of a row
	whole int64        // bytes left; negative: no bound
	name  string
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.row.Load() <= 0 {
		return 0, fmt.Errorf("%w %d MiB; a quote that is not closed may be the reason", errTooLong, b.most>>20)
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
	shapes []shape
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

// eachRaw calls read for the file, or for each file in the archive, in its order. Nothing is written to disk, so that a
// name in an archive leads nowhere.
func (f *file) eachRaw(read func(name string, raw *bufio.Reader, bound *bounded) error) error {
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
		return readRaw(strings.TrimSuffix(name, ".gz"), z, most, read)
	case "zip":
		return f.eachMember(most, read)
	}
	return readRaw(name, content, -1, read)
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
		err = readRaw(filepath.Base(member.Name), r, most, read)
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

// readRaw reads bytes within bounds.
func readRaw(name string, r io.Reader, most int64, read func(string, *bufio.Reader, *bounded) error) error {
	b := &bounded{r: r, whole: most, name: name, most: maxRow}
	b.row.Store(maxRow)
	err := read(name, bufio.NewReaderSize(b, headSize), b)
	if errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, zip.ErrChecksum) {
		return fmt.Errorf("%w: %s is cut short or broken: %w", graph.ErrBadInput, name, err)
	}
	return err
}

// A member is a file, or one of the archive's files, as text.
type member struct {
	at    int // its place among them
	name  string
	text  *bufio.Reader
	tail  *tail // of the text
	bound *bounded
	shape shape
}

// each calls read for the file, or for each file in the archive, in its order.
func (f *file) each(read func(member) error) error {
	at := -1
	return f.eachRaw(func(name string, raw *bufio.Reader, bound *bounded) error {
		at++
		m := member{at: at, name: name, bound: bound}
		if at < len(f.shapes) {
			m.shape = f.shapes[at]
		}
		if err := m.open(raw); err != nil {
			return err
		}
		return read(m)
	})
}

// open begins the text, in NFC: names are compared.
func (m *member) open(raw io.Reader) error {
	if m.shape.err != nil {
		m.text = bufio.NewReader(strings.NewReader(""))
		return nil //nolint:nilerr // the error is returned when the text is read
	}
	m.tail = &tail{r: norm.NFC.Reader(transform.NewReader(raw, m.shape.transformer()))}
	m.text = bufio.NewReaderSize(m.tail, headSize)
	for range m.shape.skipped {
		if _, _, err := lineOf(m.text); err != nil {
			return err
		}
	}
	return nil
}

// head is the beginning of the text, which is left to be read again. Of what cannot be decoded it is the bytes, with
// the reason.
func (m *member) head() (Head, error) {
	if m.shape.err != nil {
		return Head{Name: m.name, Bytes: m.shape.beginning}, m.shape.err
	}
	beginning, err := m.text.Peek(headSize)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return Head{Name: m.name, Bytes: bytes.Clone(beginning), Separator: m.shape.separator}, err
}

// looks reports whether the text looks like a format. An error of reading comes again when it is read.
func (m *member) looks(format Format) bool {
	head, _ := m.head()
	if m.shape.err != nil {
		head.Bytes = []byte(decodedAs(latin1, head.Bytes)) // names of columns are mostly ASCII
	}
	return format.Sniff(head)
}

// format is the format of that name or, with Auto, that of the first file in the archive that looks like one, and
// whether one looks like it.
func (f *file) format(name string) (format Format, looks bool, err error) {
	var unknown error // why the first file looks like none
	found := errors.New("found")
	err = f.each(func(m member) error {
		head, err := m.head()
		var refused errEncoding
		switch {
		case errors.As(err, &refused):
			if says, sure := other(name, head); sure {
				refused.error = fmt.Errorf("%w: %s: %s", graph.ErrBadInput, head.Name, says)
			}
			unknown = cmp.Or(unknown, refused.error)
			return nil // another of the archive's files may be read
		case err != nil:
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
