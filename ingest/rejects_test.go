package ingest_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"demarche/ingest"
)

const trips = "name,country,locale,date_start,date_end\nAnn Able,China,Beijing,2019-06-20,2019-06-21\nAnn Able,Nowhere,,2019-06-20,\n"

// importRejects imports trips from path and returns the result.
func importRejects(t *testing.T, path string, o ingest.Options) ingest.Result {
	t.Helper()
	o.Format = "visits"
	r, err := ingest.File(t.Context(), &strict{}, path, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The file of rejected rows leaves alone what has its name: of the same rows it is that, of others the name gets a
// number.
func TestFile_rejectsBesideOthers(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "trips.csv")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	named := func(r ingest.Result, want string) {
		t.Helper()
		if got := filepath.Base(r.Rejects); got != want {
			t.Errorf("rejected rows are in %s, want %s", got, want)
		}
	}
	write(trips)
	named(importRejects(t, path, ingest.Options{}), "trips.csv.rejected.jsonl")
	named(importRejects(t, path, ingest.Options{}), "trips.csv.rejected.jsonl")
	write(trips + "Bob,Nowhere,,2019-06-21,\n")
	named(importRejects(t, path, ingest.Options{}), "trips.csv.2.rejected.jsonl")
	write(strings.ReplaceAll(trips, "Nowhere", "China"))
	if r := importRejects(t, path, ingest.Options{}); r.Rejects != "" || r.Rejected != 0 {
		t.Errorf("%+v", r)
	}
	if err := os.Symlink(path, filepath.Join(dir, "trips.csv.3.rejected.jsonl")); err != nil {
		t.Fatal(err)
	}
	write(trips + "Bob,Elsewhere,,2019-06-22,\n")
	named(importRejects(t, path, ingest.Options{}), "trips.csv.4.rejected.jsonl")
	for name, rows := range map[string]int{"trips.csv.rejected.jsonl": 1, "trips.csv.2.rejected.jsonl": 2, "trips.csv.4.rejected.jsonl": 2} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || bytes.Count(text, []byte("\n")) != rows {
			t.Errorf("%s: %s, %v", name, text, err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 5 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// A dry run says which rows are rejected: in the result, or where the real run would.
func TestFile_dryRunRejects(t *testing.T) {
	path := file(t, "trips.csv", []byte(trips))
	real := importRejects(t, path, ingest.Options{Rejected: filepath.Join(t.TempDir(), "r")})
	want := rejectsOf(t, real)
	dry := importRejects(t, path, ingest.Options{Preview: &strict{}})
	line, err := json.Marshal(dry.Rejections)
	if err != nil || string(line) != "["+strings.TrimSpace(want)+"]" || dry.Rejects != "" {
		t.Errorf("%s, want %s; %v", line, want, err)
	}
	dry = importRejects(t, path, ingest.Options{Preview: &strict{}, Rejected: filepath.Join(t.TempDir(), "r")})
	if got := rejectsOf(t, dry); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	var out bytes.Buffer
	importRejects(t, path, ingest.Options{Rejected: "-", Out: &out})
	if out.String() != want {
		t.Errorf("%s, want %s", &out, want)
	}
}

// A pipe and standard input are read as the file is, archives too, and are the same source.
func TestFile_pipes(t *testing.T) {
	for name, content := range map[string][]byte{"plain": []byte(trips), "gzip": zipped(t, []byte(trips)), "zip": archived(t, "trips.csv", trips)} {
		path := file(t, "trips.csv", content)
		want := importRejects(t, path, ingest.Options{Rejected: os.DevNull})
		fifo := filepath.Join(t.TempDir(), "fifo")
		if err := unix.Mkfifo(fifo, 0o600); err != nil {
			t.Fatal(err)
		}
		go func() {
			if err := os.WriteFile(fifo, content, 0o600); err != nil {
				t.Error(err)
			}
		}()
		for _, got := range []ingest.Result{
			importRejects(t, fifo, ingest.Options{Rejected: os.DevNull}),
			importRejects(t, "-", ingest.Options{Rejected: os.DevNull, In: bytes.NewReader(content)}),
		} {
			got.File = want.File
			if got, want := asJSON(t, got), asJSON(t, want); got != want {
				t.Errorf("%s: %s, want %s", name, got, want)
			}
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
