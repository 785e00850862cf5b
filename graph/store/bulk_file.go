package store

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
)

// arraySeparator stands between the items of a list. No text that a person writes holds it.
const arraySeparator = "\x1f"

// A bulkFile is the records of one label or one type of edge as CSV, as Neo4j's admin import reads them. The types of its
// columns are those of the values that came, so that the header is written last, into a file of its own.
type bulkFile struct {
	path    string
	file    *os.File
	out     *bufio.Writer
	fixed   []string // columns that no property is: the node's id, or an edge's ends
	columns []string
	types   []string // by column; empty where no value has come yet
	line    []byte
}

func newBulkFile(dir, name string, fixed ...string) (*bulkFile, error) {
	path := filepath.Join(dir, name+".csv")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return &bulkFile{path: path, file: f, out: bufio.NewWriterSize(f, 1<<20), fixed: fixed}, nil
}

// add writes one record. All records have the same properties; nil is none.
func (f *bulkFile) add(props map[string]any, fixed ...string) error {
	if f.columns == nil {
		f.columns = sortedKeys(props)
		f.types = make([]string, len(f.columns))
	}
	line := f.line[:0]
	for i, v := range fixed {
		if i > 0 {
			line = append(line, ',')
		}
		line = appendQuoted(line, v)
	}
	for i, name := range f.columns {
		line = append(line, ',')
		v, ok := props[name]
		if !ok {
			return fmt.Errorf("%s: %v lacks %s", f.path, fixed, name)
		}
		typ, err := "", error(nil)
		if line, typ, err = appendField(line, v); err != nil {
			return fmt.Errorf("%s: %v: %s: %w", f.path, fixed, name, err)
		}
		if typ != "" && f.types[i] != "" && f.types[i] != typ {
			return fmt.Errorf("%s: %v: %s is %s, and was %s before", f.path, fixed, name, typ, f.types[i])
		}
		if typ != "" {
			f.types[i] = typ
		}
	}
	f.line = append(line, '\n')
	_, err := f.out.Write(f.line)
	return err
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

// appendField writes a value and names its type, as a header does.
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
	case neo4j.Date:
		y, m, d := v.Time().Date()
		return append(b, graph.DayOf(y, int(m), d).String()...), "date", nil
	case time.Time:
		return append(v.UTC().AppendFormat(b, time.RFC3339Nano), "[UTC]"...), "datetime", nil
	case []byte:
		return appendBytes(b, v), "byte[]", nil
	case []any:
		return appendList(b, v)
	}
	return b, "", fmt.Errorf("a %T cannot be written", v)
}

// appendBytes writes bytes as Java has them, with a sign.
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

// close writes the header and returns both files as the admin import takes them.
func (f *bulkFile) close() (files string, err error) {
	if err := f.out.Flush(); err != nil {
		return "", err
	}
	if err := f.file.Close(); err != nil {
		return "", err
	}
	header := slices.Clone(f.fixed)
	for i, name := range f.columns {
		if f.types[i] == "" {
			header = append(header, ":IGNORE") // none has this property
			continue
		}
		header = append(header, name+":"+f.types[i])
	}
	path := strings.TrimSuffix(f.path, ".csv") + "-header.csv"
	return path + "," + f.path, os.WriteFile(path, []byte(strings.Join(header, ",")+"\n"), 0o600)
}
