package answer

import (
	"fmt"
	"testing"

	"demarche/graph"
)

// A null in a computed field propagates as in a row, and its error has the whole path.
func TestProjection_Write_computedNull(t *testing.T) {
	m := &graph.Map{
		Nodes: []graph.MapNode{{ID: "official:a"}},
		Edges: []graph.MapEdge{{Weight: 1, Sums: graph.KindCountsOf(func(func(graph.Span) bool) {})}, {Weight: 2}},
	}
	for _, tt := range []struct {
		name        string
		edges, last Type
		want        string
	}{
		{"nullable field", listType, Type{}, `{"nodes":[{"id":"official:a"}],"edges":[{"weight":1,"last":null},{"weight":2,"last":null}],"end":"RelationshipMap"} []`},
		{
			"nullable items",
			Type{NonNull: true, Item: &Type{}},
			Type{NonNull: true},
			`{"nodes":[{"id":"official:a"}],"edges":[null,null],"end":"RelationshipMap"} [[edges 0 last] [edges 1 last]]`,
		},
		{
			"nullable list",
			Type{Item: &Type{NonNull: true}},
			Type{NonNull: true},
			`{"nodes":[{"id":"official:a"}],"edges":null,"end":"RelationshipMap"} [[edges 0 last] [edges 1 last]]`,
		},
		{"nothing nullable", listType, Type{NonNull: true}, ` [[edges 0 last] [edges 1 last]]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			edge := selected("MapEdge", leaves("weight")[0], &Field{Name: "last", Arg: NoArgs, Type: tt.last})
			s := selected("RelationshipMap", objectField("nodes", listType, selected("MapNode", leaves("id")...)), objectField("edges", tt.edges, edge))
			s.SetLayout("RelationshipMap", append(s.Layouts["RelationshipMap"], Key{Open: `"end":`, Alias: "end", Value: Typename}))
			a := Projection{Field: objectField("relationshipMap", Type{}, s)}.Write(m)
			paths := [][]any{}
			for _, e := range a.Errors {
				paths = append(paths, e.Path)
			}
			if got := fmt.Sprintf("%s %v", a.JSON, paths); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
