package ingest_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/ingest"
	"demarche/internal/graphtest"
)

func TestMain(m *testing.M) { graphtest.Main(m) }

// file writes a file of that name into a folder of the test's own.
func file(tb testing.TB, name string, content []byte) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// load imports a file and fails the test where that fails.
func load(tb testing.TB, s *store.Store, format, path string) ingest.Result {
	tb.Helper()
	r, err := ingest.File(tb.Context(), s, path, ingest.Options{Format: format})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// counted compares what became of the rows, and that the numbers add up.
func counted(tb testing.TB, r ingest.Result, created, updated, unchanged, rejected int) {
	tb.Helper()
	want := ingest.Result{
		Rows:      created + updated + unchanged + rejected,
		Created:   created,
		Updated:   updated,
		Unchanged: unchanged,
		Rejected:  rejected,
	}
	got := ingest.Result{
		Rows:      r.Rows,
		Created:   r.Created,
		Updated:   r.Updated,
		Unchanged: r.Unchanged,
		Rejected:  r.Rejected,
	}
	if d := cmp.Diff(want, got); d != "" {
		tb.Errorf("%s: %s\n%s", r.File, d, rejectsOf(tb, r))
	}
}

func rejectsOf(tb testing.TB, r ingest.Result) string {
	tb.Helper()
	if r.Rejects == "" {
		return ""
	}
	text, err := os.ReadFile(r.Rejects)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// sound fails the test where a derived key is wrong.
func sound(tb testing.TB, s *store.Store) {
	tb.Helper()
	if err := s.Check(tb.Context(), func(p string) { tb.Error(p) }); err != nil {
		tb.Fatal(err)
	}
}

const people = `{"type":"source","id":"source:r","title":"A report"}
{"type":"official","id":"official:ann","name":"Ann","sources":[{"source":"source:r"}]}
{"type":"official","id":"official:bob","name":"Bob","sources":[{"source":"source:r","quote":"Bob"}]}
`

func TestFile_events(t *testing.T) {
	s := graphtest.Fresh(t)
	path := file(t, "mine.jsonl", []byte(people+`
{"type":"event","id":"event:talks","kind":"MEETING","title":"Talks","date":"2025-09-04","participants":[{"actor":"official:ann","roles":["HOST"]},{"actor":"official:bob","roles":["GUEST"]}]}
{"type":"event","id":"event:more","kind":"MEETING","title":"More","date":"2025-13-04"}
{"type":"event","id":"event:who","kind":"MEETING","title":"Who","date":"2025","participants":[{"actor":"official:nobody","roles":["HOST"]}]}
{"type":"event","id":"event:odd","kind":"PARTY","title":"Odd","date":"2025","colour":"red"}
not JSON
{"type":"link","from":"event:talks","to":"event:letter","sources":[{"source":"source:r"}]}
{"type":"event","id":"event:letter","kind":"MESSAGE","title":"A letter","date":"2025-09-09","sources":[{"source":"source:r"}]}`))
	r := load(t, s, ingest.Auto, path)
	counted(t, r, 6, 0, 0, 4)
	var got []map[string]any
	for line := range strings.Lines(rejectsOf(t, r)) {
		var reject map[string]any
		if err := json.Unmarshal([]byte(line), &reject); err != nil {
			t.Fatal(err)
		}
		delete(reject, "value")
		delete(reject, "reason")
		got = append(got, reject)
	}
	want := []map[string]any{
		{"line": 6.0, "field": "date"},
		{"line": 7.0, "field": "participants[0]", "record": "event:who"},
		{"line": 8.0, "field": "colour"},
		{"line": 9.0, "field": "line"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	counted(t, load(t, s, "events", path), 0, 0, 6, 4)
	sound(t, s)
}

func zipped(tb testing.TB, content []byte) []byte {
	tb.Helper()
	var out bytes.Buffer
	g := gzip.NewWriter(&out)
	_, err := g.Write(content)
	if err = errors.Join(err, g.Close()); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// Packed and in other encodings it is the same file.
func TestFile_packed(t *testing.T) {
	s := graphtest.Fresh(t)
	archive := archived(t, "../../climbing.jsonl", "\ufeff"+people, "more/", "", "__MACOSX/._climbing.jsonl", "\x00\x05\x16\x07", "more/.DS_Store", "\x00")
	counted(t, load(t, s, ingest.Auto, file(t, "people.jsonl.gz", zipped(t, []byte(people)))), 3, 0, 0, 0)
	counted(t, load(t, s, ingest.Auto, file(t, "people.zip", archive)), 0, 0, 3, 0)
	var little, big []byte
	for _, b := range []byte(people) {
		little, big = append(little, b, 0), append(big, 0, b)
	}
	for name, text := range map[string][]byte{
		"little endian, with a mark": append([]byte{0xff, 0xfe}, little...), "big endian, with a mark": append([]byte{0xfe, 0xff}, big...),
		"little endian": little, "big endian": big,
	} {
		t.Log(name)
		counted(t, load(t, s, ingest.Auto, file(t, "utf16.jsonl", text)), 0, 0, 3, 0)
	}
}

// archived is a zip archive of files: a name and a text, and so on.
func archived(tb testing.TB, files ...string) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// Of an archive those files are read that look like one format, and what else there is is said.
func TestFile_archive(t *testing.T) {
	more := strings.ReplaceAll(people, "official:", "official:other-")
	path := file(t, "dataverse_files.zip", archived(t, "MANIFEST.TXT", "Files: 4\n", "people.jsonl", people, "codes.csv", "code,label\n1,x\n", "more.jsonl", more))
	for _, format := range []string{ingest.Auto, "events"} {
		r, err := ingest.File(t.Context(), &strict{}, path, ingest.Options{Format: format})
		if err != nil || r.Format != "events" || r.Created != 5 || r.Unchanged != 1 {
			t.Errorf("%+v: %v", r, err)
		}
		begins(t, r.Notes, []string{"left out, for they do not look like events: 2 of the archive's files, such as MANIFEST.TXT"})
	}
	_, err := ingest.File(t.Context(), &strict{}, file(t, "x.zip", archived(t, "README", "Nothing", "a.csv", "a,b\n")), ingest.Options{Format: ingest.Auto})
	if err == nil || !strings.Contains(err.Error(), "README looks like none") {
		t.Error(err)
	}
}

func TestFile_csv(t *testing.T) {
	s := graphtest.Fresh(t)
	path := file(t, "mine.csv", []byte(`Kind;Title;Summary;Date;Participants;Place;Place country;Source URL
meeting;"Talks; in Pyongyang";"On trade;
and on more";2019-06-20/2019-06-21;GUEST Xi Jinping (CHN); Pyongyang ;PRK;https://example.org/a
MEETING;Broken;;2019-06-20;GUEST;;;
MESSAGE;A letter;;2019~;SENDER+SPEAKER Jos`+"\xe9"+` (ES); RECIPIENT country:CHN;;;
`))
	counted(t, load(t, s, ingest.Auto, path), 1, 0, 0, 2) // the last has one cell too many
	sound(t, s)
}

func TestFile_bad(t *testing.T) {
	s := graphtest.Shared(t)
	bomb, cut := zipped(t, append([]byte("{}"), bytes.Repeat([]byte("\n"), 70<<20)...)), zipped(t, []byte(people))
	for name, tt := range map[string]struct {
		path, format, says string
	}{
		"an unknown format": {file(t, "x.jsonl", []byte(people)), "xml", `there is no format "xml"`},
		"unknown content":   {file(t, "x.txt", []byte("hello")), ingest.Auto, "looks like none of the formats"},
		"GDELT's mentions":  {file(t, "m.csv", []byte("900001\t20250904120000\t20250904123000\t1\texample.org\thttps://example.org/a\t1\t-1\t10\t20\t1\t30\t500\t-1.5\t\t\n")), "gdelt", "it holds GDELT's mentions of events"},
		"GDELT's articles":  {file(t, "g.csv", []byte("20250904120000-12\t20250904120000\t1\texample.org\thttps://example.org/a\t\t\tTAX_FNCACT\t\n")), ingest.Auto, "it holds GDELT's knowledge graph"},
		"a list of names":   {file(t, "entity2id.txt", []byte("Kim Jong-Un\t0\r\nNorth Korea\t1\r\n")), ingest.Auto, "put them in the numbers' place"},
		"a simple table":    {file(t, "s.csv", []byte("\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\"\n")), "ftm", "import its entities.ftm.json"},
		"no traveller":      {file(t, "t.csv", []byte("Country,Locale,Remarks,Date\nChina,Beijing,Met with Xi,\"May 1–3, 2019\"\n")), "visits", "add a column name"},
		"a web page":        {file(t, "d.csv", []byte("\n<!DOCTYPE html>\n<html>")), "visits", "it is a web page"},
		"a pointer":         {file(t, "p.csv", []byte("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n")), ingest.Auto, "git lfs pull"},
		"an old workbook":   {file(t, "w.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")), ingest.Auto, "save its table as CSV"},
		"a workbook":        {file(t, "w.xlsx", archived(t, "[Content_Types].xml", "<?xml?>", "xl/workbook.xml", "<?xml?>")), "visits", "save its sheet as CSV"},
		"an empty file":     {file(t, "x.csv", nil), ingest.Auto, "x.csv is empty"},
		"a folder":          {t.TempDir(), "events", "is a folder"},
		"no file":           {filepath.Join(t.TempDir(), "none"), "events", "no such file"},
		"a long row":        {file(t, "long.jsonl", append([]byte("{"), bytes.Repeat([]byte("x"), 20<<20)...)), "events", "a row is longer than 16 MiB"},
		"a long line":       {file(t, "long.csv", bytes.Repeat([]byte("x"), 2<<20)), "events", "a row is longer than 1 MiB"},
		"a bomb":            {file(t, "bomb.jsonl.gz", bomb), "events", "expands to more than 200 times its size"},
		"a broken archive":  {file(t, "cut.jsonl.gz", cut[:len(cut)/2]), "events", "cut short"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ingest.File(t.Context(), s, tt.path, ingest.Options{Format: tt.format, Preview: s})
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want one that says %q", err, tt.says)
			}
		})
	}
}

const decisions = people + `
{"type":"event","id":"event:talks","kind":"MEETING","title":"Talks","date":"2025-09-04"}
{"type":"event","id":"event:letter","kind":"MESSAGE","title":"A letter","date":"2025-09-09"}
{"type":"link","from":"event:talks","to":"event:letter","sources":[{"source":"source:r"}]}
{"type":"link","from":"event:letter","to":"event:none","sources":[{"source":"source:r"}]}
{"type":"merge","id":"merge:bob:1","keep":"official:ann","merged":"official:bob","sources":[{"source":"source:r"}]}
{"type":"merge","id":"merge:none:1","keep":"official:ann","merged":"official:none","sources":[{"source":"source:r"}]}
{"type":"retraction","id":"retraction:event:letter:1","of":"event:letter","reason":"There was none","sources":[{"source":"source:r"}]}
`

// against breaks every rule between records once, far from the lines that it contradicts.
const against = people + `
{"type":"event","id":"event:2020","kind":"MEETING","title":"Talks","date":"2020"}
{"type":"event","id":"event:2021","kind":"MEETING","title":"Talks","date":"2021"}
{"type":"event","id":"event:part","kind":"MEETING","title":"Talks","date":"2020-05","partOf":"event:2020"}
{"type":"event","id":"event:out","kind":"MEETING","title":"Talks","date":"2021-05","partOf":"event:2020"}
{"type":"event","id":"event:late","kind":"MEETING","title":"Talks","date":"2020-06"}
{"type":"link","from":"event:part","to":"event:late","sources":[{"source":"source:r"}]}
{"type":"link","from":"event:late","to":"event:2020","sources":[{"source":"source:r"}]}
{"type":"link","from":"event:2020","to":"event:part","sources":[{"source":"source:r"}]}
{"type":"link","from":"event:2021","to":"event:part","sources":[{"source":"source:r"}]}
{"type":"commodity","id":"commodity:TOTAL","classification":"TOTAL","code":"TOTAL","description":"All","sources":[{"source":"source:r"}]}
{"type":"country","id":"country:CHN","code":"CHN","name":"China","sources":[{"source":"source:r"}]}
{"type":"country","id":"country:PRK","code":"PRK","name":"North Korea","sources":[{"source":"source:r"}]}
{"type":"series","id":"series:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-x","reporter":"country:CHN","partner":"country:PRK","flow":"EXPORT","commodity":"commodity:TOTAL","frequency":"MONTHLY","valuation":"FOB","currency":"USD","publisher":"x","sources":[{"source":"source:r"}]}
{"type":"figure","id":"figure:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-x:2020-01","series":"series:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-x","period":"2020-01","value":"2","basis":"REPORTED","sources":[{"source":"source:r"}]}
{"type":"figure","id":"figure:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-x:2019-01","series":"series:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-x","period":"2019-01","value":"1","basis":"DERIVED","derivedFrom":[{"figure":"figure:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-x:2020-01","by":"YOY"}],"sources":[{"source":"source:r"}]}
`

// A dry run lists the lines that an import rejects, with the same reasons, wherever the lines that they contradict are.
func TestFile_dryRun_rejects(t *testing.T) {
	t.Cleanup(ingest.SetRowsAtOnce(2))
	s := graphtest.Fresh(t)
	path := file(t, "against.jsonl", []byte(against))
	of := func(o ingest.Options) (ingest.Result, string) {
		o.Format, o.Rejected = "events", filepath.Join(t.TempDir(), "rejected")
		r, err := ingest.File(t.Context(), s, path, o)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(o.Rejected)
		if err != nil {
			t.Fatal(err)
		}
		return r, string(text)
	}
	dry, foretold := of(ingest.Options{Preview: s})
	done, rejected := of(ingest.Options{})
	if d := cmp.Diff(rejected, foretold); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(done, dry, cmpopts.IgnoreFields(ingest.Result{}, "DryRun", "Rejects")); d != "" || done.Rejected < 4 || done.Created < 12 {
		t.Errorf("%+v %s", done, d)
	}
}

// around holds records that break rules with others that the last lines retract.
const around = people + `
{"type":"event","id":"event:a","kind":"MEETING","title":"A","date":"2020"}
{"type":"event","id":"event:b","kind":"MEETING","title":"B","date":"2020"}
{"type":"event","id":"event:c","kind":"MEETING","title":"C","date":"2020"}
{"type":"event","id":"event:moved","kind":"MEETING","title":"Moved","date":"2021"}
{"type":"event","id":"event:part","kind":"MEETING","title":"Part","date":"2020-05","partOf":"event:moved"}
{"type":"link","from":"event:a","to":"event:b","sources":[{"source":"source:r"}]}
{"type":"link","from":"event:b","to":"event:c","sources":[{"source":"source:r"}]}
{"type":"link","from":"event:c","to":"event:a","sources":[{"source":"source:r"}]}
{"type":"link","from":"event:moved","to":"event:part","sources":[{"source":"source:r"}]}
{"type":"retraction","id":"retraction:event:b:1","of":"event:b","reason":"There was none","sources":[{"source":"source:r"}]}
{"type":"retraction","id":"retraction:event:part:1","of":"event:part","reason":"There was none","sources":[{"source":"source:r"}]}
`

// Rules between records do not hold for what the file retracts further on, however its lines fall into transactions.
// They hold again where that retraction was undone.
func TestFile_retracted(t *testing.T) {
	path := file(t, "around.jsonl", []byte(around))
	for _, rows := range []int{1, 1000} {
		t.Run(fmt.Sprint(rows), func(t *testing.T) {
			t.Cleanup(ingest.SetRowsAtOnce(rows))
			s := graphtest.Fresh(t)
			dry, err := ingest.File(t.Context(), s, path, ingest.Options{Format: "events", Preview: s})
			if err != nil {
				t.Fatal(err)
			}
			done := load(t, s, "events", path)
			counted(t, done, 14, 0, 0, 0)
			if d := cmp.Diff(done, dry, cmpopts.IgnoreFields(ingest.Result{}, "DryRun")); d != "" {
				t.Error(d)
			}
			counted(t, load(t, s, "events", path), 0, 0, 14, 0)
			if err := s.Check(t.Context(), func(problem string) { t.Error(problem) }); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// Rules hold again for what the file retracts if that was undone since.
func TestFile_retractedUndone(t *testing.T) {
	const link = `{"type":"link","from":"event:c","to":"event:a",`
	s := graphtest.Fresh(t)
	load(t, s, "events", file(t, "before.jsonl", []byte(strings.Replace(around, link, strings.Replace(link, "event:a", "event:ann", 1), 1))))
	if out, err := s.UndoRetract(t.Context(), []string{"event:b"}); err != nil || out[0].Status != graph.Updated {
		t.Fatal(out, err)
	}
	o := ingest.Options{Format: "events", Rejected: filepath.Join(t.TempDir(), "rejected")}
	if _, err := ingest.File(t.Context(), s, file(t, "around.jsonl", []byte(around)), o); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(o.Rejected)
	if want := graph.LeadsBack("event:c", "event:a"); err != nil || !strings.Contains(string(text), want) {
		t.Errorf("%v %s, want one that says %q", err, text, want)
	}
}

// A dry run says what an import would do, to links, merges and retractions too, and does nothing.
func TestFile_dryRun(t *testing.T) {
	s := graphtest.Fresh(t)
	path := file(t, "people.jsonl", []byte(people))
	dry := func() ingest.Result {
		t.Helper()
		r, err := ingest.File(t.Context(), s, path, ingest.Options{Format: ingest.Auto, Preview: s})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := dry()
	counted(t, first, 3, 0, 0, 0)
	if d := cmp.Diff(first, dry()); d != "" {
		t.Error(d)
	}
	same := cmpopts.IgnoreFields(ingest.Result{}, "DryRun")
	if d := cmp.Diff(first, load(t, s, ingest.Auto, path), same); d != "" {
		t.Error(d)
	}
	counted(t, dry(), 0, 0, 3, 0)

	path = file(t, "decisions.jsonl", []byte(decisions))
	counted(t, dry(), 5, 0, 3, 2)
	counted(t, load(t, s, ingest.Auto, path), 5, 0, 3, 2)
	counted(t, dry(), 0, 0, 8, 2)
}
