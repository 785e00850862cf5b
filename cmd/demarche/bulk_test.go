package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/graph/store"
	"demarche/ingest"
	"demarche/seeds"
)

// ownLines is the seed graph in our own format.
func ownLines(t *testing.T) string {
	t.Helper()
	b, err := seeds.Read()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	add := func(typ string, records any) {
		var list []map[string]any
		text, err := json.Marshal(records)
		if err == nil {
			err = json.Unmarshal(text, &list)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			r["type"] = typ
			line, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			out.Write(append(line, '\n'))
		}
	}
	add("source", b.Sources)
	add("country", b.Countries)
	add("place", b.Places)
	add("organization", b.Organizations)
	add("post", b.Posts)
	add("official", b.Officials)
	add("tenure", b.Tenures)
	add("commodity", b.Commodities)
	add("series", b.Series)
	add("figure", b.Figures)
	add("event", b.Events)
	add("link", b.Links)
	return out.String()
}

// importOf is a command that imports a text, however small, in bulk, and the app to run it.
func importOf(t *testing.T, text string) (*importCmd, *app, *bytes.Buffer) {
	t.Helper()
	managedOnly(t)
	path := filepath.Join(t.TempDir(), "seed.jsonl")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	a := small(filepath.Join(t.TempDir(), "data"))
	var out, said bytes.Buffer
	a.out, a.err = &out, &said
	t.Cleanup(func() { t.Log(said.String()) })
	return &importCmd{Format: "events", Files: []inputPath{inputPath(path)}, Quiet: true, JSON: true, bulkFrom: 1}, a, &out
}

// empty fails the test where a data folder holds anything but the lock of those who look whether there is a database.
func empty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		if f.Name() != "start.lock" {
			t.Errorf("%s stays behind", f)
		}
	}
}

func TestImport_bulk(t *testing.T) {
	lines := ownLines(t)
	first, _, _ := strings.Cut(lines, "\n")
	rows := strings.Count(lines, "\n")
	c, a, out := importOf(t, lines+first+"\n"+`{"type": "event", "id": "event:lost", "kind": "MEETING", "title": "Lost", "date": "2025", "place": "place:none"}`+"\n")
	results := func() (r []ingest.Result) {
		t.Helper()
		var rejected exitCode
		if err := c.Run(t.Context(), a); !errors.As(err, &rejected) || rejected != someRejected {
			t.Fatal(err)
		}
		if err := json.Unmarshal(out.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out.Reset()
		return r
	}
	if r := results()[0]; r.Created != rows || r.Unchanged != 1 || r.Rejected != 1 || r.Rows != rows+2 {
		t.Errorf("%d rows, and a row again, and one that refers to nothing: %+v", rows, r)
	}
	if !strings.Contains(a.err.(*bytes.Buffer).String(), "importing …") {
		t.Error("they were not imported in bulk")
	}
	if _, err := os.Stat(filepath.Join(a.DataDir, "bulk")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the files for the admin import are still there: %v", err)
	}
	if r := results()[0]; r.Unchanged != rows+1 || r.Rejected != 1 {
		t.Errorf("again: %+v", r)
	}
	err := a.withStore(t.Context(), func(s *store.Store) error {
		return s.Check(t.Context(), func(problem string) { t.Error(problem) })
	})
	if err != nil {
		t.Error(err)
	}
}

// What takes more than to add records is left to the database, and nothing stays behind.
func TestImport_notInBulk(t *testing.T) {
	meeting := `{"type": "event", "id": "event:m", "kind": "MEETING", "title": "Talks", "date": "2025", "summary": "X"}` + "\n"
	c, a, _ := importOf(t, meeting)
	other := filepath.Join(t.TempDir(), "other.jsonl") // in one file both would be rejected
	if err := os.WriteFile(other, []byte(strings.Replace(meeting, "X", "Y", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	c.Files = append(c.Files, inputPath(other))
	if done, err := c.inBulk(t.Context(), a); done || err != nil {
		t.Errorf("%v, %v", done, err)
	}
	empty(t, a.DataDir)
	if !strings.Contains(a.err.(*bytes.Buffer).String(), "event:m is there already, with another content") {
		t.Error("it does not say why it takes longer")
	}
}

// A file that says what became of records is imported record by record too, and what it says happened has happened.
func TestImport_history(t *testing.T) {
	const lines = `{"type":"source","id":"source:r","title":"A report"}
{"type":"official","id":"official:ann","name":"Ann","sources":[{"source":"source:r"}]}
{"type":"official","id":"official:anna","name":"Anna","sources":[{"source":"source:r"}]}
{"type":"merge","id":"merge:anna:1","keep":"official:ann","merged":"official:anna","name":"Anna","at":"2025-01-02T03:04:05Z","sources":[{"source":"source:r"}]}
{"type":"event","id":"event:m","kind":"MEETING","title":"Talks","date":"2025","participants":[{"actor":"official:anna","roles":["HOST"]}],"sources":[{"source":"source:r"}]}
{"type":"event","id":"event:w","kind":"MEETING","title":"Wrong","date":"2025","sources":[{"source":"source:r"}]}
{"type":"revision","id":"revision:event:m:1","of":"event:m","number":1,"changes":[{"field":"title","before":"Talk","after":"Talks"}],"believedFrom":"2025-01-01T00:00:00Z","believedTo":"2025-02-01T00:00:00Z","sources":[{"source":"source:r"}]}
{"type":"retraction","id":"retraction:event:w:1","of":"event:w","reason":"There was none","at":"2025-03-01T00:00:00Z","sources":[{"source":"source:r"}]}
`
	c, a, out := importOf(t, lines)
	if err := c.Run(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"created": 8,`) || !strings.Contains(a.err.(*bytes.Buffer).String(), "it holds merges, revisions, decisions or retractions") {
		t.Error(out)
	}
	out.Reset()
	if err := (&exportCmd{Format: "jsonl"}).Run(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(lines) {
		if !strings.Contains(out.String(), line) {
			t.Errorf("the export lacks %s", line)
		}
	}
	err := a.withStore(t.Context(), func(s *store.Store) error {
		return s.Check(t.Context(), func(problem string) { t.Error(problem) })
	})
	if err != nil {
		t.Error(err)
	}
}
