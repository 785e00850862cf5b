package ingest

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"demarche/graph"
	"demarche/graph/edtf"
)

// A table is CSV with a header, read row by row.
type table struct {
	in     *Input
	csv    *csv.Reader
	header map[string]int // by the name in lower case, without blanks and underscores
	width  int
	terms  bool // whether cells are written as SPARQL's TSV has them: <address>, "text"@language, "text"^^<type>
}

// separators are what may stand between cells, the likeliest first.
const separators = ",\t;|"

// separatorOf is the separator that a header has most of.
func separatorOf(line string) rune {
	best, most := ',', 0
	for _, s := range separators {
		if n := strings.Count(line, string(s)); n > most {
			best, most = s, n
		}
	}
	return best
}

// column is a header's name as it is looked up: in lower case, without blanks and most punctuation.
func column(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("_-.?()/ \u00a0", r) {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(name)))
}

// readTable reads the header. Cells are separated by what the header has most of.
func readTable(in *Input) (*table, error) {
	beginning, err := in.text.Peek(headSize)
	if len(beginning) == 0 {
		if errors.Is(err, io.EOF) {
			err = errors.New("it is empty")
		}
		return nil, fmt.Errorf("%w: %s: %w", graph.ErrBadInput, in.Name, err)
	}
	first, _, _ := strings.Cut(string(beginning), "\n")
	opened := &table{in: in}
	opened.open(cmp.Or(in.separator, separatorOf(first)))
	header, err := opened.csv.Read()
	switch {
	case errors.Is(err, errTooLong):
		return nil, fmt.Errorf("%s: the header on line %d: %w", in.Name, in.skipped+1, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %s: the header: %w", graph.ErrBadInput, in.Name, err)
	}
	t := layout(header)
	t.in, t.csv, in.separator = in, opened.csv, opened.csv.Comma
	t.terms = t.csv.Comma == '\t' && strings.HasPrefix(header[0], "?")
	in.Next()
	return t, nil
}

// open begins reading rows.
func (t *table) open(separator rune) {
	t.in.tabular()
	t.csv = csv.NewReader(t.in.text)
	t.csv.Comma, t.csv.FieldsPerRecord, t.csv.ReuseRecord, t.csv.LazyQuotes = separator, -1, true, true
}

// A tail knows how what it has read ends.
type tail struct {
	r     io.Reader
	last  byte // other than the end of a line
	ended bool
}

// Read implements io.Reader.
func (t *tail) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if text := bytes.TrimRight(p[:n], "\r\n"); len(text) > 0 {
		t.last = text[len(text)-1]
	}
	t.ended = t.ended || errors.Is(err, io.EOF)
	return n, err
}

var errUnclosed = errors.New("it opens a quote that is not closed before the end of the file: close the quote, or remove it")

// unclosed reports whether the last cell of a row has a quote that is not closed. Where it takes other lines with it,
// that is an error.
func (t *table) unclosed(record []string, line int) (bool, error) {
	end := t.in.tail
	if len(record) == 0 || end == nil || !end.ended || t.in.text.Buffered() > 0 || end.last == '"' {
		return false, nil
	}
	last := record[len(record)-1]
	if strings.Contains(strings.TrimRight(last, "\r\n"), "\n") {
		return true, fmt.Errorf("%w: %s: the row that begins on line %d: %w", graph.ErrBadInput, t.in.Name, line+t.in.skipped, errUnclosed)
	}
	return strings.Contains(last, "\n"), nil
}

// layout is a table whose columns stand in a known order.
func layout(names []string) *table {
	t := &table{header: map[string]int{}, width: len(names)}
	for i, name := range names {
		if name = column(decoded(name)); name != "" {
			if _, twice := t.header[name]; !twice {
				t.header[name] = i
			}
		}
	}
	return t
}

// eachTabbed calls read for each row of a table with tabs, where quotes mean nothing, and then row. The first line is a
// header, or a row too.
func eachTabbed(in *Input, t *table, header bool, read func(cells), row func(*Row) error) error {
	in.tabular()
	if !header {
		return tabbed(in, t, 0, read, row)
	}
	if _, _, err := lineOf(in.text); err != nil {
		return in.at(1, err)
	}
	in.Next()
	return tabbed(in, t, 1, read, row)
}

// tabbed is eachTabbed for what follows some lines.
func tabbed(in *Input, t *table, skipped int, read func(cells), row func(*Row) error) error {
	return eachLine(in, func(r *Row, line string) {
		r.Line += skipped
		values := strings.Split(line, "\t")
		if len(values) != t.width {
			r.Reject("row", line, fmt.Sprintf("it has %d cells, and the first row %d", len(values), t.width))
			return
		}
		in.noteRow(values)
		read(cells{r, t, values})
	}, row)
}

// has reports whether the table has all these columns.
func (t *table) has(names ...string) bool {
	for _, n := range names {
		if _, ok := t.header[column(n)]; !ok {
			return false
		}
	}
	return true
}

// hasOne reports whether a table has one of some columns.
func (t *table) hasOne(names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return t.has(n) })
}

// A cells is one row of a table.
type cells struct {
	*Row
	table  *table
	values []string
}

// cell is the value of the first of some columns that is there and not empty, without blanks around it.
func (c cells) cell(names ...string) string {
	text, _ := c.find(names...)
	return text
}

// find is cell, with the column in which the value stands.
func (c cells) find(names ...string) (text, in string) {
	for _, n := range names {
		if i, ok := c.table.header[column(n)]; ok && i < len(c.values) {
			v := strings.TrimSpace(decoded(c.values[i]))
			if c.table.terms {
				v = term(v)
			}
			if v != "" {
				return v, columnAt(i)
			}
		}
	}
	return "", ""
}

// field is cell, with the name of the column.
func (c cells) field(name string) field { return field{name, c.cell(name)} }

// dated is the date in the first of some columns that holds something; the row is rejected where it is none.
func (c cells) dated(names ...string) edtf.Date {
	text, in := c.find(names...)
	text = graph.FromInert(text)
	date, err := c.in.date(in, text)
	if err != nil {
		c.Reject(names[0], text, err.Error())
	}
	return date
}

// term is what a term of RDF says, without its language or type.
func term(s string) string {
	if address, ok := strings.CutPrefix(s, "<"); ok {
		return strings.TrimSuffix(address, ">")
	}
	end := strings.LastIndexByte(s, '"')
	if end <= 0 || s[0] != '"' {
		return s
	}
	if text, err := strconv.Unquote(s[:end+1]); err == nil {
		return text
	}
	return s[1:end]
}

// each calls read for each row, and then row. A row that has more or fewer cells than the header is rejected. Where the
// first row ends with a separator too many all may: in another one alone, a separator within a text has moved its
// cells.
func (t *table) each(read func(cells), row func(*Row) error) error {
	if t.terms {
		return tabbed(t.in, t, 1, read, row) // quotes do not hold cells together
	}
	ended := 1  // lines
	spare := -1 // cells that rows have beyond the header; not known yet
	for {
		record, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var syntax *csv.ParseError
		if err != nil && !errors.As(err, &syntax) {
			return t.in.at(ended+1, err)
		}
		line := t.line(syntax)
		ended = line
		unclosed, err := t.unclosed(record, line)
		if err != nil {
			return err
		}
		if spare < 0 && syntax == nil {
			spare = emptyBeyond(record, t.width)
		}
		r := t.in.Row(line)
		switch {
		case syntax != nil:
			r.Reject("row", "", syntax.Err.Error())
		case unclosed:
			r.Reject("row", strings.Join(record, string(t.csv.Comma)), errUnclosed.Error())
		case len(record) == 1 && strings.TrimSpace(record[0]) == "":
			continue // an empty line
		case len(record) != t.width && (spare == 0 || emptyBeyond(record, t.width) != spare):
			r.Reject("row", strings.Join(record, string(t.csv.Comma)), fmt.Sprintf("it has %d cells, and the header %d", len(record), t.width))
		default:
			t.in.noteRow(record)
			read(cells{r, t, record})
		}
		if err := row(r); err != nil {
			return err
		}
	}
}

// line is the line on which the last row begins.
func (t *table) line(syntax *csv.ParseError) int {
	if syntax != nil {
		return syntax.StartLine
	}
	line, _ := t.csv.FieldPos(0)
	return line
}

// emptyBeyond is how many cells a row has beyond those of the header; 0 where any of them holds something.
func emptyBeyond(record []string, width int) int {
	if len(record) <= width || strings.Join(record[width:], "") != "" {
		return 0
	}
	return len(record) - width
}

// decoded is a cell's text without control characters, other than tabs and ends of lines.
func decoded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || r == 0xFFFE || r == 0xFFFF || r == 0x85 {
			return -1
		}
		return r
	}, s)
}
