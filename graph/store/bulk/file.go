package bulk

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// arraySeparator stands between the items of a list. No text that a person writes holds it.
const arraySeparator = "\x1f"

// A file holds the records of one label or one type of edge as CSV for Neo4j's admin import. The types of its
// columns follow from the values. The header is therefore written last, into a file of its own.
type file struct {
	path  string
	file  *os.File
	out   *bufio.Writer
	fixed []string // columns that no property is: the node's id, or an edge's ends
	first columns
	last  columns // see begin
	line  []byte
}

// columns holds the names and types of record properties.
type columns struct{ names, types []string } // a type is empty where no value has come yet

func newBulkFile(dir, name string, fixed ...string) (*file, error) {
	path := filepath.Join(dir, name+".csv")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return &file{path: path, file: f, out: bufio.NewWriterSize(f, 64<<10), fixed: fixed}, nil
}

// add writes one record. All records have the same properties; a nil value is left empty.
func (f *file) add(props map[string]any, fixed ...string) error {
	line, err := f.begin(props, fixed...)
	if err != nil {
		return err
	}
	return f.end(line, nil)
}

// begin returns the start of a record's line for a later call of end. The line is valid until the next call.
func (f *file) begin(props map[string]any, fixed ...string) (line []byte, err error) {
	line = f.line[:0]
	for i, v := range fixed {
		if i > 0 {
			line = append(line, ',')
		}
		line = appendQuoted(line, v)
	}
	if f.line, err = f.first.append(line, props); err != nil {
		return nil, fmt.Errorf("%s: %v: %w", f.path, fixed, err)
	}
	return f.line, nil
}

// end completes a line of begin with the other properties of the record.
func (f *file) end(line []byte, props map[string]any) error {
	line, err := f.last.append(line, props)
	if err != nil {
		return fmt.Errorf("%s: %s: %w", f.path, line, err)
	}
	f.line = append(line, '\n')
	_, err = f.out.Write(f.line)
	return err
}

// append adds a record's properties to a line.
func (c *columns) append(line []byte, props map[string]any) ([]byte, error) {
	if c.names == nil {
		c.names = record.SortedKeys(props)
		c.types = make([]string, len(c.names))
	}
	for i, name := range c.names {
		line = append(line, ',')
		v, ok := props[name]
		if !ok {
			return line, fmt.Errorf("it lacks %s", name)
		}
		typ, err := "", error(nil)
		if line, typ, err = appendField(line, v); err != nil {
			return line, fmt.Errorf("%s: %w", name, err)
		}
		if typ != "" && c.types[i] != "" && c.types[i] != typ {
			return line, fmt.Errorf("%s is %s, and was %s before", name, typ, c.types[i])
		}
		if typ != "" {
			c.types[i] = typ
		}
	}
	return line, nil
}

func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		b = append(append(b, s[:i+1]...), '"')
		s = s[i+1:]
	}
	return append(append(b, s...), '"')
}

// appendField appends a value and returns its type for the header.
func appendField(b []byte, v any) (line []byte, typ string, err error) {
	switch v := v.(type) {
	case nil:
		return b, "", nil
	case string:
		return appendQuoted(b, v), "string", nil
	case bool:
		return strconv.AppendBool(b, v), "boolean", nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), "long", nil
	case int64:
		return strconv.AppendInt(b, v, 10), "long", nil
	case float64:
		return strconv.AppendFloat(b, v, 'g', -1, 64), "double", nil
	case bolt.Date:
		return append(b, bolt.DayOf(v).String()...), "date", nil
	case time.Time:
		return append(v.UTC().AppendFormat(b, time.RFC3339Nano), "[UTC]"...), "datetime", nil
	case []byte:
		return appendBytes(b, v), "byte[]", nil
	case []any:
		return appendList(b, v)
	}
	return b, "", fmt.Errorf("a %T cannot be written", v)
}

// appendBytes appends bytes as signed numbers, which Java uses.
func appendBytes(b, v []byte) []byte {
	for i, n := range v {
		if i > 0 {
			b = append(b, arraySeparator...)
		}
		b = strconv.AppendInt(b, int64(int8(n)), 10)
	}
	return b
}

func appendList(b []byte, list []any) (line []byte, typ string, err error) {
	if len(list) == 0 {
		return b, "", nil
	}
	items := make([]string, len(list))
	for i, v := range list {
		switch v := v.(type) {
		case string:
			items[i], typ = v, "string[]"
			if strings.Contains(v, arraySeparator) {
				return b, "", fmt.Errorf("%q holds a control character", v)
			}
		case int64:
			items[i], typ = strconv.FormatInt(v, 10), "long[]"
		default:
			return b, "", fmt.Errorf("a list of %T cannot be written", v)
		}
	}
	return appendQuoted(b, strings.Join(items, arraySeparator)), typ, nil
}

// close writes the header and returns the paths of both files for the admin import.
func (f *file) close() (files string, err error) {
	if err := f.out.Flush(); err != nil {
		return "", err
	}
	if err := f.file.Close(); err != nil {
		return "", err
	}
	header := slices.Clone(f.fixed)
	for _, c := range []columns{f.first, f.last} {
		for i, name := range c.names {
			if c.types[i] == "" {
				header = append(header, ":IGNORE") // none has this property
				continue
			}
			header = append(header, name+":"+c.types[i])
		}
	}
	path := strings.TrimSuffix(f.path, ".csv") + "-header.csv"
	return path + "," + f.path, os.WriteFile(path, []byte(strings.Join(header, ",")+"\n"), 0o600)
}
