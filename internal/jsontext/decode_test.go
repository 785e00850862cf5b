package jsontext

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"
	"unicode/utf8"

	"demarche/graph"
	"demarche/graph/edtf"
)

// record has a field of each kind that records have.
type record struct {
	Name   string          `json:"name"`
	Date   edtf.Date       `json:"date,omitzero"`
	At     time.Time       `json:"at,omitzero"`
	Number int             `json:"number,omitempty"`
	Share  *float64        `json:"share,omitempty"`
	Acting bool            `json:"acting,omitempty"`
	Names  []string        `json:"names,omitempty"`
	Parts  []part          `json:"parts,omitempty"`
	Whole  *part           `json:"whole,omitempty"`
	Rest   json.RawMessage `json:"rest,omitempty"`
}

type part struct {
	Of string `json:"of"`
}

// Each fault is reported with its place.
func TestDecode(t *testing.T) {
	for text, want := range map[string]string{
		`5`:                          "5 is not an object: give an object in braces",
		`["a"]`:                      "a list is not an object: give an object in braces",
		`{"name":"a"} {}`:            "it is not JSON: invalid character '{' after top-level value",
		`{"name":`:                   "it is not JSON: unexpected end of JSON input",
		`{"name":5}`:                 "name: 5 is not a text: give a text in quotes",
		`{"name":{}}`:                "name: an object is not a text: give a text in quotes",
		`{"Name":"a"}`:               "Name: there is no such field; the fields are name, date, at, number, share, acting, names, parts, whole, rest",
		`{"name":"a","name":"b"}`:    "name: it is there twice",
		`{"date":2025}`:              "date: 2025 is not a text: give a text in quotes",
		`{"at":"noon"}`:              `at: "noon" is not a time: give one such as 2025-09-04T12:00:00Z`,
		`{"number":1.5}`:             "number: 1.5 is not a whole number that fits: give one without quotes",
		`{"number":"1"}`:             `number: "1" is not a whole number that fits: give one without quotes`,
		`{"share":"high"}`:           `share: "high" is not a number: give a number, without quotes`,
		`{"acting":"true"}`:          `acting: "true" is not true or false: give one of them, without quotes`,
		`{"names":"a"}`:              `names: "a" is not a list: give a list in brackets`,
		`{"names":["a",1]}`:          "names[1]: 1 is not a text: give a text in quotes",
		`{"parts":[{"of":"a"},"b"]}`: `parts[1]: "b" is not an object: give an object in braces`,
		`{"parts":[{"Of":"a"}]}`:     "parts[0].Of: there is no such field; the fields are of",
		`{"parts":[{"of":true}]}`:    "parts[0].of: true is not a text: give a text in quotes",
		`{"whole":{"of":1}}`:         "whole.of: 1 is not a text: give a text in quotes",
		`{"name":"\ud83d"}`:          ErrHalfSurrogate.Error(),
	} {
		var r record
		if err := Decode([]byte(text), &r); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	var r record
	if err := Decode([]byte(`{"date":"2020-13"}`), &r); err == nil || err.(*Error).Place != "date" { //nolint:errorlint // as it is
		t.Error(err)
	}
}

// What encoding/json writes is read back, for every record of a batch.
func TestDecode_asEncoded(t *testing.T) {
	share := 0.5
	date, err := edtf.Parse("2025-09")
	if err != nil {
		t.Fatal(err)
	}
	want := record{
		"a \"b\" \U0001f600", date, time.Unix(1e9, 0).UTC(), 7, &share, true,
		[]string{"x", ""},
		[]part{{"a"}, {}},
		&part{"b"}, json.RawMessage(`{"c":[1]}`),
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got record
	if err := Decode(text, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if err := Decode([]byte(`{"type":"x","name":null,"parts":[null]}`), &got, "type"); err != nil || got.Name == "" {
		t.Errorf("null changes %+v, %v", got, err)
	}
	for field := range reflect.TypeFor[graph.Batch]().Fields() {
		records := reflect.New(field.Type.Elem())
		text, err := json.Marshal(records.Interface())
		if err != nil {
			t.Fatal(err)
		}
		if err := Decode(text, records.Interface()); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Values are split as encoding/json splits them.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{
		` { "a" : [ 1 , "]}," , { "b\\" : "\"" } ] , "c\u0041" : -1e5 } `, `{}`, `{"a":[],"b":[[]],"":{"a":{}}}`, `{"a":"\\","b":null}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var want map[string]json.RawMessage
		if !utf8.Valid(text) || json.Unmarshal(text, &want) != nil || want == nil {
			return
		}
		got := map[string]json.RawMessage{}
		err := eachField(bytes.TrimSpace(text), func(name string, value []byte) error {
			got[name] = value
			var list []json.RawMessage
			if json.Unmarshal(value, &list) == nil && list != nil {
				if all := items(value); len(all) != len(list) {
					t.Errorf("%s: %q", value, all)
				}
			}
			return nil
		})
		if err != nil || len(got) != len(want) {
			t.Fatalf("%q, %v", got, err)
		}
		for name, value := range want {
			if other, ok := got[name]; !ok || !bytes.Equal(other, value) {
				t.Errorf("%q: %q, want %q", name, other, value)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	text := []byte(`{"type":"event","id":"event:a","kind":"VISIT","title":"A visit of one day","date":"2025-09-04","place":"place:beijing",` +
		`"participants":[{"actor":"official:Q15031","roles":["HOST"]},{"actor":"official:Q56226","roles":["GUEST"]}],"sources":[{"source":"source:a"}]}`)
	for b.Loop() {
		var e graph.Event
		if err := Decode(text, &e, "type"); err != nil {
			b.Fatal(err)
		}
	}
}
