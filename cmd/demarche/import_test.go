package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche/graph/store"
	"demarche/ingest"
)

func TestWithoutRejects(t *testing.T) {
	got := withoutRejects([]inputPath{"a.csv", "a.csv.rejected.jsonl", "a.csv.2.rejected.jsonl", "b.rejected.jsonl", "c.2.rejected.jsonl"})
	if want := []inputPath{"a.csv", "b.rejected.jsonl", "c.2.rejected.jsonl"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Of several files those that cannot be read are passed over, and the others are imported.
func TestImport_passesOver(t *testing.T) {
	managedOnly(t)
	dir := t.TempDir()
	path := func(name, text string) inputPath {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return inputPath(p)
	}
	readme := path("README.md", "# Data\n\nSee https://example.org\n")
	trips := path("trips.csv", "name,country,locale,date_start,date_end\nAnn Able,China,Beijing,2019-06-20,2019-06-21\nAnn Able,Nowhere,,2019-06-20,\n")
	cut := path("cut.jsonl.gz", "\x1f\x8b\x08\x00")
	letter := path("letter.jsonl", `{"type":"event","id":"event:l","kind":"MESSAGE","title":"A letter","date":"2025"}`+"\n")
	a := small(filepath.Join(dir, "data"))
	err := a.withStore(t.Context(), func(s *store.Store) error {
		for _, tt := range []struct {
			files   []inputPath
			created int
			status  string
		}{
			{[]inputPath{readme, trips, cut, inputPath(dir), letter}, 2, "3 of 5 files could not be read, or not to their end; the others were imported"},
			{[]inputPath{trips, letter}, 0, exitCode(someRejected).Error()},
			{[]inputPath{letter}, 0, "<nil>"},
			{[]inputPath{readme}, 0, "README.md looks like none of the formats"},
		} {
			var out, said bytes.Buffer
			a.out, a.err = &out, &said
			c := &importCmd{Format: ingest.Auto, Files: tt.files, Quiet: true}
			results, failed := c.files(t.Context(), a, s, nil)
			if err := errors.Join(c.tell(a, results), failed); (err != nil) != (len(tt.files) == 1 && tt.status != "<nil>") {
				t.Error(err)
			}
			if status := fmt.Sprint(c.status(results, failed)); !strings.Contains(status, tt.status) {
				t.Errorf("%v: %s, want %s", tt.files, status, tt.status)
			}
			created := 0
			for i, r := range results {
				created += r.Created
				if r.File != string(tt.files[i]) || (r.Error != "") == slices.Contains([]inputPath{trips, letter}, tt.files[i]) {
					t.Errorf("%+v", r)
				}
				if r.Error != "" && len(results) > 1 && !strings.Contains(said.String(), "not imported: "+r.Error) {
					t.Errorf("%s does not say %s", &said, r.Error)
				}
			}
			if created != tt.created || len(results) != len(tt.files) {
				t.Errorf("%v: %d created, want %d", tt.files, created, tt.created)
			}
			c.JSON = true
			if err := c.tell(a, results); err != nil || !json.Valid(out.Bytes()) {
				t.Errorf("%v: %s", err, &out)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
