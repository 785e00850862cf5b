package answer

import (
	"fmt"
	"slices"
	"testing"

	"demarche/graph"
	"demarche/graph/edtf"
)

// selected returns a selection of an object type with these fields. Each has its name as its key.
func selected(typ string, fields ...*Field) *Selection {
	s := NewSelection(typ, false)
	keys := make([]Key, len(fields))
	for i, f := range fields {
		keys[i] = Key{`"` + f.Name + `":`, f.Name, s.Add(f, typ)}
	}
	s.SetLayout(typ, keys)
	return s
}

func leaves(names ...string) []*Field {
	out := make([]*Field, len(names))
	for i, name := range names {
		out[i] = &Field{Name: name, Arg: NoArgs, Type: Type{NonNull: true}}
	}
	return out
}

func objectField(name string, typ Type, of *Selection) *Field {
	return &Field{Name: name, Arg: NoArgs, Type: typ, Of: of}
}

var listType = Type{NonNull: true, Item: &Type{NonNull: true}}

func BenchmarkWrite_map(b *testing.B) {
	kinds := selected("KindCount", leaves("kind", "count")...)
	series := selected("HistogramBucket", leaves("start", "end", "bucket", "certain", "possible")...)
	nodes := selected("MapNode", leaves("id", "label", "type", "degree")...)
	edges := selected("MapEdge", append(leaves("id", "source", "target", "weight", "first", "last"),
		objectField("kinds", listType, kinds), objectField("series", listType, series))...)
	frames := selected("MapFrame", leaves("start", "end", "added", "removed")...)
	omitted := selected("Omitted", append(leaves("nodes", "edges", "exact"), &Field{Name: "reason", Arg: NoArgs})...)
	all := selected("RelationshipMap", objectField("nodes", listType, nodes), objectField("edges", listType, edges),
		leaves("bucket")[0], objectField("frames", listType, frames), objectField("omitted", Type{NonNull: true}, omitted))
	want := Projection{Field: objectField("relationshipMap", Type{NonNull: true}, all)}
	day := edtf.Day(20_000)
	m := &graph.Map{Bucket: graph.ByYear}
	for i := range 500 {
		m.Nodes = append(m.Nodes, graph.MapNode{ID: fmt.Sprintf("official:Q%d", i), Label: "Some Name", Type: "OFFICIAL", Degree: i})
	}
	for i := range 10_000 {
		m.Edges = append(m.Edges, graph.MapEdge{
			Source: fmt.Sprintf("official:Q%d", i%500),
			Target: "country:CHN",
			Weight: i,
			Sums: graph.KindCountsOf(
				slices.Values(
					[]graph.Span{
						{Kind: graph.Meeting, Count: 3, Earliest: &day, Latest: &day},
						{Kind: graph.Visit, Count: 1},
					},
				),
			),
			Series: []graph.Bucket{
				{Start: day, End: day + 364, Bucket: graph.ByYear, Certain: 1, Possible: 2},
				{Start: day + 365, End: day + 729, Bucket: graph.ByYear, Possible: 1},
			},
		})
	}
	for i := range 50 {
		m.Frames = append(m.Frames, graph.MapFrame{Start: day, End: day, Added: []string{"edge:a~b", "edge:c~d"}}, graph.MapFrame{Start: day, End: day + edtf.Day(i)})
	}
	run(b, want, m)
}

// benchmarkSnapshot returns a field participants { roles via actor { id name } } and a snapshot for it.
func benchmarkSnapshot(b *testing.B) (*Field, *ParticipantSnapshot) {
	b.Helper()
	var known ActorNames
	for _, m := range someMembers {
		known.Add(m.ID, "Some Name")
	}
	snapshot, err := ReadSnapshot(PackSnapshot(slices.Repeat(someMembers, 3)), known, func(string) {})
	if err != nil {
		b.Fatal(err)
	}
	return participantsField(nil).Field, snapshot
}

func BenchmarkWrite_timeline(b *testing.B) {
	date := objectField("date", Type{NonNull: true}, selected("FuzzyDate", leaves("edtf", "earliest", "latest", "precision", "label")...))
	participants, snapshot := benchmarkSnapshot(b)
	gap := objectField("gap", Type{}, selected("GapDays", leaves("min", "max")...))
	change := objectField("change", Type{}, selected("Change", leaves("computed", "agreement")...))
	event := selected("Event", append(leaves("id", "title"), date, participants, gap, change)...)
	edge := selected("EventEdge", append(leaves("cursor"), objectField("node", Type{NonNull: true}, event))...)
	info := selected("PageInfo", &Field{Name: "hasNextPage", Arg: NoArgs}, &Field{Name: "endCursor", Arg: NoArgs})
	connection := selected("EventConnection", objectField("nodes", listType, event), objectField("edges", listType, edge),
		leaves("totalCount")[0], objectField("pageInfo", Type{NonNull: true}, info))
	want := Projection{Field: objectField("timeline", Type{NonNull: true}, connection), Args: []Args{{Values: map[string]any{"first": int64(500)}}}}
	want.Arg = 0
	var rows []any
	for i := range 500 {
		row := []any{
			fmt.Sprintf("event:%d", i), "The title of an event", "2023-05-18/2023-05-19", snapshot,
			[]any{"2023-05-18", "2024-01"},
			[]any{"110", "1", "100", "1", false, 10.0, 0.1},
		}
		rows = append(rows, []any{int64(i), row, row})
	}
	run(b, want, []any{rows, []any{int64(500), false}, nil, false})
}

func run(b *testing.B, want Projection, v any) {
	b.Helper()
	if a := want.Write(v); len(a.Errors) > 0 {
		b.Fatal(a.Errors[0])
	} else {
		b.SetBytes(int64(len(a.JSON)))
	}
	b.ReportAllocs()
	for b.Loop() {
		want.Write(v)
	}
}
