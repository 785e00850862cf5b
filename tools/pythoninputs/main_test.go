package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/schema"
)

// The module is that of the schema.
func TestModule(t *testing.T) {
	want, err := module(schema.SDL())
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../clients/python/src/demarche/_inputs.py")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Errorf("run make generate (-generated +committed):\n%s", d)
	}
}
