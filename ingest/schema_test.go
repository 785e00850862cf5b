package ingest_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/ingest"
)

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
	for name, record := range map[string]any{
		"source": graph.Source{}, "country": graph.Country{}, "aggregate": graph.Aggregate{}, "place": graph.Place{}, "organization": graph.Organization{}, "post": graph.Post{},
		"official": graph.Official{}, "tenure": graph.Tenure{}, "commodity": graph.Commodity{}, "series": graph.Series{}, "figure": graph.Figure{},
		"event": graph.Event{}, "link": graph.Link{}, "merge": graph.Merge{}, "revision": graph.Revision{}, "retraction": graph.Retraction{}, "citation": graph.Citation{}, "percent": graph.Percent{},
	} {
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
