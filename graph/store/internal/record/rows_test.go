package record

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
)

func sample(t testing.TB) graph.Event {
	t.Helper()
	date, err := edtf.Parse("2025-09-04")
	if err != nil {
		t.Fatal(err)
	}
	return graph.Event{
		ID: "event:a", Kind: graph.Meeting, Title: "Talks", Date: date, Place: "place:a", PartOf: "event:b",
		Participants: []graph.Participation{{Actor: "official:a", Roles: []graph.Role{graph.Host}}, {Actor: "country:CHN", Roles: []graph.Role{graph.Guest}}},
		About:        []string{"country:PRK"}, Sources: []graph.Citation{{Source: "source:a", Quote: "Words"}},
	}
}

// The digest of a stored event stays as it is when events get a new text: graph.EventText.Later says how.
func TestEventRow_digest(t *testing.T) {
	const want = "e2cd71c58040f3f571d026ce8fc43d04"
	row := EventRow(sample(t))
	if row.Digest != want {
		t.Errorf("the digest is %s, and was %s: an import would write every stored event again", row.Digest, want)
	}
	for _, text := range graph.EventTexts {
		if v, ok := row.Props[text.Name]; !ok || v != nil {
			t.Errorf("%s is %v: the statement would leave an earlier value", text.Name, v)
		}
	}
}

// An event reads back from its row as it was, to the last field.
func TestEventRow_back(t *testing.T) {
	want := sample(t)
	for _, text := range graph.EventTexts {
		text.Set(&want, text.Sample)
		digest := EventRow(want).Digest
		text.Set(&want, text.Sample+"x")
		if EventRow(want).Digest == digest {
			t.Errorf("the digest does not change with %s", text.Name)
		}
	}
	for f := range reflect.TypeFor[graph.Event]().Fields() {
		if reflect.ValueOf(want).FieldByIndex(f.Index).IsZero() {
			t.Errorf("the sample lacks %s", f.Name)
		}
	}
	row := EventRow(want)
	v := values{props: row.Props, edges: row.Edges}
	if d := cmp.Diff(want, v.event(want.ID), cmp.Comparer(edtf.Date.Equal)); d != "" || v.err != nil {
		t.Error(d, v.err)
	}
}

func BenchmarkEventRow(b *testing.B) {
	e := sample(b)
	e.Summary, e.CAMEO, e.PLOVER = "There and back.", "042", "CONSULT"
	b.ReportAllocs()
	for b.Loop() {
		EventRow(e)
	}
}
