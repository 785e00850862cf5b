package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
)

// The files in schema/ are those that the interface gives, and every kind of event has its type.
func TestGenerate(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	want, err := generate(read("../../schema/event.graphqls"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../schema/event_*.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range files {
		got[filepath.Base(f)] = read(f)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("run make generate (-generated +committed):\n%s", d)
	}
	var names []string
	for _, typ := range eventTypes {
		names = append(names, typ.name)
	}
	slices.Sort(names)
	if d := cmp.Diff(slices.Sorted(maps.Values(graph.Types)), names); d != "" {
		t.Errorf("graph.Types has other types (-graph +here):\n%s", d)
	}
}
