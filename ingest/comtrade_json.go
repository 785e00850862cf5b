package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"demarche/graph"
)

// eachFigure reads an answer of the API: an envelope with count and data, or with the dataset of the older API. Rows
// are numbered as they stand there.
func eachFigure(in *Input, row func(*Row) error) error {
	d := jsonOf(in)
	if _, err := d.Token(); err != nil {
		return broken(in, err)
	}
	rows, some := 0, false
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return broken(in, err)
		}
		if name != "data" && name != "dataset" {
			var value any
			if err := d.Decode(&value); err != nil {
				return broken(in, err)
			}
			if text, _ := value.(string); name == "error" && text != "" {
				in.Note("%s: the answer says: %s", in.Name, cut(text))
			}
			continue
		}
		some = true
		if rows, err = eachRecord(in, d, row); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return broken(in, err)
	}
	if !some {
		return fmt.Errorf("%w: %s: the answer has no data", graph.ErrBadInput, in.Name)
	}
	if rows == 0 {
		in.Note("%s: the answer holds no record (count: 0): Comtrade has nothing for what was asked", in.Name)
	}
	return nil
}

func jsonOf(in *Input) *json.Decoder {
	d := json.NewDecoder(in.Reader())
	d.UseNumber()
	return d
}

// eachRecord reads the array that comes next.
func eachRecord(in *Input, d *json.Decoder, row func(*Row) error) (rows int, err error) {
	open, err := d.Token()
	if err != nil {
		return 0, broken(in, err)
	}
	if open == nil { // data: null
		return 0, nil
	}
	if open != json.Delim('[') {
		return 0, fmt.Errorf("%w: %s: data is no list", graph.ErrBadInput, in.Name)
	}
	for d.More() {
		var record map[string]any
		if err := d.Decode(&record); err != nil {
			return rows, broken(in, in.at(rows+1, err))
		}
		rows++
		r := in.Row(rows)
		readTrade(r, fieldsOf(record))
		if err := row(r); err != nil {
			return rows, err
		}
	}
	_, err = d.Token()
	return rows, err
}

// exactly is the column of numbers that are no text, and so not written in one way or another.
const exactly = "a number"

// fieldsOf finds fields by the names of columns.
func fieldsOf(record map[string]any) lookup {
	values, columns := make(map[string]string, len(record)), make(map[string]string, len(record))
	for name, v := range record {
		key := column(name)
		columns[key] = key
		switch v := v.(type) {
		case nil:
		case string:
			values[key] = Text(v)
		default:
			values[key], columns[key] = fmt.Sprint(v), exactly
		}
	}
	return func(names ...string) (text, in string) {
		for _, n := range names {
			if v := values[column(n)]; v != "" {
				return v, columns[column(n)]
			}
		}
		return "", ""
	}
}

// broken says where a JSON file is broken; an error of reading stays what it is.
func broken(in *Input, err error) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("%w: %s: byte %d: %w", graph.ErrBadInput, in.Name, syntax.Offset, err)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %s is cut short", graph.ErrBadInput, in.Name)
	}
	return err
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
