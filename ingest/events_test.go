package ingest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/ingest"
)

// A line is rejected, with its place, for a value of the wrong type, a field that its record lacks, or a field twice.
// The other lines are written.
func TestEvents_wrongJSON(t *testing.T) {
	for line, want := range map[string][2]string{
		`{"type":5}`:       {"type", "5 is not a text"},
		`{"type":"Event"}`: {"type", `"Event" is none of source, country`},
		`[1]`:              {"line", "a list is not an object"},
		`{"type":"event","id":"event:b","title":"B","kind":"VISIT","date":5}`:                                                     {"date", "5 is not a text"},
		`{"type":"event","id":"event:b","title":"B","kind":"VISIT","date":"2020-13"}`:                                             {"date", `the month "13"`},
		`{"type":"event","id":"event:b","title":"B","kind":"VISIT","date":"2020","Place":"place:a"}`:                              {"Place", "no such field"},
		`{"type":"event","id":"event:b","title":"B","title":"C","kind":"VISIT","date":"2020"}`:                                    {"title", "twice"},
		`{"type":"event","id":"event:b","title":"B","kind":"VISIT","date":"2020","sources":["source:a"]}`:                         {"sources[0]", `"source:a" is not an object`},
		`{"type":"event","id":"event:b","title":"B","kind":"VISIT","date":"2020","participants":[{"actor":"org:a","roles":[1]}]}`: {"participants[0].roles[0]", "1 is not a text"},
		`{"type":"official","id":"official:b","name":"B","born":"yesterday","sources":[]}`:                                        {"born", `"yesterday"`},
		`{"type":"place","id":"place:b","name":"B","latitude":"1","sources":[]}`:                                                  {"latitude", "is not a number"},
		`{"type":"link","from":"event:a","to":"event:b","confidence":"high","sources":[]}`:                                        {"confidence", "is not a number"},
		`{"type":"retraction","id":"retraction:a-1","of":"event:a","reason":"r","at":"noon","sources":[]}`:                        {"at", "is not a time"},
	} {
		text := `{"type":"event","id":"event:a","title":"A","kind":"VISIT","date":"2020"}` + "\n" + line + "\n"
		r, err := ingest.File(t.Context(), graphOf{map[string]graph.Batch{}}, file(t, "a.jsonl", []byte(text)), ingest.Options{Format: "events"})
		if err != nil || r.Created != 1 || r.Rejected != 1 {
			t.Errorf("%s: %+v, %v", line, r, err)
			continue
		}
		var got ingest.Rejection
		if err := json.Unmarshal([]byte(rejectsOf(t, r)), &got); err != nil {
			t.Error(err)
		}
		if got.Line != 2 || got.Field != want[0] || !strings.Contains(got.Reason, want[1]) {
			t.Errorf("%s: %+v, want %v", line, got, want)
		}
	}
}
