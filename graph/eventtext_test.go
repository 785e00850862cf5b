package graph

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche/graph/edtf"
)

// EventTexts lists every text of an event that is neither an id nor its title, and each entry is of the field of its
// name.
func TestEventTexts(t *testing.T) {
	listed := map[string]EventText{}
	for _, text := range EventTexts {
		listed[text.Name] = text
		if _, ok := BoundOf("event." + text.Name); !ok {
			t.Errorf("%s: graph.Bounds has no bound %q", text.Name, text.Bound)
		}
		if text.Sample == "" || text.Code != nil && !text.Code.Has(text.Sample) {
			t.Errorf("%s: %q is no sample", text.Name, text.Sample)
		}
	}
	ids := []string{"id", "title", "place", "partOf"}
	for f := range reflect.TypeFor[Event]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Type != reflect.TypeFor[string]() || slices.Contains(ids, name) {
			continue
		}
		text, ok := listed[name]
		if !ok {
			t.Errorf("EventTexts lacks %s", name)
			continue
		}
		var e Event
		text.Set(&e, "x")
		if reflect.ValueOf(e).FieldByIndex(f.Index).String() != "x" || text.Of(&e) != "x" {
			t.Errorf("%s is the text of another field", name)
		}
		delete(listed, name)
	}
	for name := range listed {
		t.Errorf("Event has no %s", name)
	}
}

// docs/data-model.md lists the optional texts among the properties of events.
func TestEventTexts_documented(t *testing.T) {
	file, err := os.ReadFile("../docs/data-model.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `Event` \\| .*$").FindString(string(file))
	for _, text := range EventTexts {
		if !regexp.MustCompile(`\b` + text.Name + `\b`).MatchString(row) {
			t.Errorf("docs/data-model.md: the properties of Event lack %s", text.Name)
		}
	}
}

// A record that lacks a field takes it from the other record, whichever field of whichever type it is.
func TestMerged_everyField(t *testing.T) {
	for _, record := range []any{Event{}, Official{}, Tenure{}, Post{}, Organization{}, Place{}} {
		typ := reflect.TypeOf(record)
		whole := reflect.New(typ).Elem()
		for f := range typ.Fields() {
			fill(t, whole.FieldByIndex(f.Index))
		}
		empty := reflect.New(typ).Elem()
		empty.FieldByName("ID").Set(whole.FieldByName("ID"))
		merged := empty.MethodByName("Merged").Call([]reflect.Value{whole})[0]
		for f := range typ.Fields() {
			if merged.FieldByIndex(f.Index).IsZero() {
				t.Errorf("%s.Merged forgets %s", typ.Name(), f.Name)
			}
		}
	}
}

// fill sets a value to one that is not zero.
func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
	case reflect.Struct:
		date, err := edtf.Parse("2020")
		if err != nil || v.Type() != reflect.TypeOf(date) {
			t.Fatalf("fill cannot set a %s", v.Type())
		}
		v.Set(reflect.ValueOf(date))
	default:
		t.Fatalf("fill cannot set a %s", v.Type())
	}
}
