package ingest_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/ingest"
)

var update = flag.Bool("update", false, "write the texts of events into events.schema.json")

// The schema describes the optional texts of events as graph.EventTexts does.
func TestEventsSchema_texts(t *testing.T) {
	const name = "events.schema.json"
	at := bytes.Index(ingest.EventsSchema, []byte("\n  \"event\": {\n"))
	earlier, event := string(ingest.EventsSchema[:at]), string(ingest.EventsSchema[at:])
	for _, text := range graph.EventTexts {
		want := fmt.Sprintf("    %q: {\n     \"type\": \"string\",\n     \"description\": %q", text.Name, text.About)
		if text.Code != nil {
			want += fmt.Sprintf(",\n     \"pattern\": %q", text.Code.Pattern)
		}
		want += "\n    },\n"
		if *update && !strings.Contains(event, want) {
			event = regexp.MustCompile(`    "`+text.Name+`": \{\n(     .*\n)*    \},\n`).ReplaceAllLiteralString(event, "")
			event = strings.Replace(event, "    \"place\": {\n", want+"    \"place\": {\n", 1)
		}
		if !strings.Contains(event, want) {
			t.Errorf("%s lacks (-update writes it)\n%s", name, want)
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(earlier+event), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// The schema has the fields that records are read with, and no others.
func TestEventsSchema(t *testing.T) {
	type definition struct {
		Properties map[string]struct {
			Items struct {
				Properties map[string]any
			}
		}
		Required []string
	}
	var schema struct {
		Defs map[string]definition `json:"$defs"`
	}
	if err := json.Unmarshal(ingest.EventsSchema, &schema); err != nil {
		t.Fatal(err)
	}
	records := map[string]any{"citation": graph.Citation{}, "percent": graph.Percent{}}
	for _, name := range graph.RecordTypes() {
		records[name] = reflect.ValueOf((&graph.Batch{}).Grow(name)).Elem().Interface()
	}
	for name, record := range records {
		var want, got []string
		typ := reflect.TypeOf(record)
		for f := range typ.Fields() {
			field, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			want = append(want, field)
		}
		for field := range schema.Defs[name].Properties {
			if field != "type" {
				got = append(got, field)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		for _, field := range schema.Defs[name].Required {
			if _, ok := schema.Defs[name].Properties[field]; !ok {
				t.Errorf("%s: %s is required and not described", name, field)
			}
		}
	}
}
