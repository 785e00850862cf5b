package jsontext

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// Error says what is wrong in JSON, and where.
type Error struct {
	Place string // such as sources[0].source; empty for the whole text
	Err   error
}

func (e *Error) Error() string {
	if e.Place == "" {
		return e.Err.Error()
	}
	return e.Place + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// Decode decodes one JSON value into v, a pointer to a struct, a slice or another value that encoding/json decodes. It
// is stricter than encoding/json: it refuses a field that a struct lacks, another spelling of a field, a field that is
// there twice, and half of a surrogate pair. Of the outermost object it ignores the fields that except names. Its
// errors are *Error, and name the place.
func Decode(text []byte, v any, except ...string) error {
	if err := Check(text); err != nil {
		return &Error{"", err}
	}
	if err := valid(text); err != nil {
		return err
	}
	into := reflect.ValueOf(v).Elem()
	if into.Kind() == reflect.Struct {
		return object("", bytes.TrimSpace(text), into, except...)
	}
	return decode("", text, into)
}

// Field returns the first field of that name of the object that text holds, or nil if there is none.
func Field(text []byte, name string) (found json.RawMessage, err error) {
	if err := valid(text); err != nil {
		return nil, err
	}
	if text = bytes.TrimSpace(text); text[0] != '{' {
		return nil, notObject("", text)
	}
	err = eachField(text, func(other string, value []byte) error {
		if other != name {
			return nil
		}
		found = value
		return errFound
	})
	if errors.Is(err, errFound) {
		err = nil
	}
	return found, err
}

// valid returns an error unless a text is one JSON value.
func valid(text []byte) error {
	if json.Valid(text) {
		return nil
	}
	var ignored json.RawMessage
	return &Error{"", fmt.Errorf("it is not JSON: %w", json.Unmarshal(text, &ignored))}
}

var errFound = errors.New("found")

func notObject(place string, text []byte) error {
	return &Error{place, fmt.Errorf("%s is not an object: give an object in braces", given(text))}
}

// decode decodes valid JSON.
func decode(place string, text []byte, v reflect.Value) error {
	text = bytes.TrimSpace(text)
	if string(text) == "null" {
		return nil
	}
	into := v.Addr().Interface()
	if _, ok := into.(encoding.TextUnmarshaler); !ok {
		switch v.Kind() { //nolint:exhaustive // encoding/json decodes all others
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			return decode(place, text, v.Elem())
		case reflect.Struct:
			return object(place, text, v)
		case reflect.Slice:
			if v.Type() != reflect.TypeFor[json.RawMessage]() {
				return list(place, text, v)
			}
		}
	} else if text[0] != '"' {
		return &Error{place, fmt.Errorf("%s is not a text: give a text in quotes", given(text))}
	}
	err := json.Unmarshal(text, into)
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		err = fmt.Errorf("%s is not %s", given(text), wanted(v.Kind()))
	}
	if _, ok := into.(*time.Time); ok && err != nil {
		err = fmt.Errorf("%s is not a time: give one such as 2025-09-04T12:00:00Z", given(text))
	}
	if err != nil {
		return &Error{place, err}
	}
	return nil
}

func list(place string, text []byte, v reflect.Value) error {
	if text[0] != '[' {
		return &Error{place, fmt.Errorf("%s is not a list: give a list in brackets", given(text))}
	}
	all := items(text)
	v.Set(reflect.MakeSlice(v.Type(), len(all), len(all)))
	for i, item := range all {
		if err := decode(fmt.Sprintf("%s[%d]", place, i), item, v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func object(place string, text []byte, v reflect.Value, except ...string) error {
	if text[0] != '{' {
		return notObject(place, text)
	}
	names := fields(v.Type())
	var seen uint64 // a bit for each of the first 64 fields: records have fewer
	return eachField(text, func(name string, value []byte) error {
		at := strings.TrimPrefix(place+"."+name, ".")
		i := slices.Index(names, name)
		if i < 0 && slices.Contains(except, name) {
			return nil
		}
		if i < 0 {
			return &Error{at, fmt.Errorf("there is no such field; the fields are %s", strings.Join(names, ", "))}
		}
		if seen&(1<<i) != 0 {
			return &Error{at, errors.New("it is there twice")}
		}
		seen |= 1 << i
		return decode(at, value, v.Field(i))
	})
}

// eachField calls f for each field of a valid object, in order.
func eachField(text []byte, f func(name string, value []byte) error) error {
	for rest := after(text, '{'); rest[0] != '}'; rest = after(rest, ',') {
		var key, value []byte
		key, rest = first(rest)
		value, rest = first(after(rest, ':'))
		name := string(key[1 : len(key)-1])
		if bytes.IndexByte(key, '\\') >= 0 {
			if err := json.Unmarshal(key, &name); err != nil {
				return err
			}
		}
		if err := f(name, value); err != nil {
			return err
		}
	}
	return nil
}

// items returns the items of a valid list.
func items(text []byte) [][]byte {
	var all [][]byte
	for rest := after(text, '['); rest[0] != ']'; rest = after(rest, ',') {
		var item []byte
		item, rest = first(rest)
		all = append(all, item)
	}
	return all
}

// after returns what follows a mark and blanks around it. Without the mark, it returns what follows the blanks.
func after(text []byte, mark byte) []byte {
	const blanks = " \t\r\n"
	text = bytes.TrimLeft(text, blanks)
	if text[0] == mark {
		text = bytes.TrimLeft(text[1:], blanks)
	}
	return text
}

// first splits valid JSON after its first value.
func first(text []byte) (value, rest []byte) {
	depth, inText := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			depth++
		case (c == '}' || c == ']') && depth > 0:
			depth--
		case depth == 0 && bytes.IndexByte([]byte(",:}] \t\r\n"), c) >= 0:
			return text[:i], text[i:]
		default:
			continue
		}
		if depth == 0 && !inText {
			return text[:i+1], text[i+1:]
		}
	}
	return text, nil
}

var known sync.Map // of []string, by reflect.Type

// fields returns the names in JSON of a struct's fields, in the order of the fields.
func fields(t reflect.Type) []string {
	if names, ok := known.Load(t); ok {
		return names.([]string)
	}
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
	}
	known.Store(t, names)
	return names
}

// given describes a JSON value in a message.
func given(text []byte) string {
	const most = 40 // bytes
	switch {
	case text[0] == '{':
		return "an object"
	case text[0] == '[':
		return "a list"
	case len(text) > most:
		return string(bytes.ToValidUTF8(text[:most], nil)) + "…"
	}
	return string(text)
}

// wanted describes what JSON has for a kind of Go.
func wanted(k reflect.Kind) string {
	switch k { //nolint:exhaustive // records have no others
	case reflect.String:
		return "a text: give a text in quotes"
	case reflect.Bool:
		return "true or false: give one of them, without quotes"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "a whole number that fits: give one without quotes"
	case reflect.Float32, reflect.Float64:
		return "a number: give a number, without quotes"
	}
	return "what can stand here"
}
