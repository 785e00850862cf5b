package resolvers

import (
	"fmt"
	"slices"
	"testing"

	"demarche/graph"
)

// A field or a type that only the schema or only the program has is an error at start.
func TestCheckComputed(t *testing.T) {
	schema := schemaOf()
	if err := checkComputed(schema, graph.ComputedTypes()); err != nil {
		t.Fatal(err)
	}
	for i, computed := range graph.ComputedTypes() {
		with := func(fields []string) error {
			types := graph.ComputedTypes()
			types[i].Fields = fields
			return checkComputed(schema, types)
		}
		for k, name := range computed.Fields {
			want := fmt.Sprintf("the schema has a field that the program does not compute: %s.%s", computed.Name, name)
			if err := with(slices.Delete(slices.Clone(computed.Fields), k, k+1)); !computed.Partial && fmt.Sprint(err) != want {
				t.Errorf("without %s.%s: %v", computed.Name, name, err)
			}
		}
		want := fmt.Sprintf("the program computes a field that the schema lacks: %s.other", computed.Name)
		if err := with(append(slices.Clone(computed.Fields), "other")); fmt.Sprint(err) != want {
			t.Errorf("%s with another field: %v", computed.Name, err)
		}
	}
	for _, tt := range []struct {
		computed graph.ComputedType
		want     string
	}{
		{graph.ComputedType{Name: "Other"}, "the program computes a type that the schema lacks: Other"},
		{graph.ComputedType{Name: "Event", Fields: []string{"participants"}, Partial: true}, "the program computes a field without its arguments: Event.participants"},
	} {
		if err := checkComputed(schema, []graph.ComputedType{tt.computed}); fmt.Sprint(err) != tt.want {
			t.Errorf("%v: %v, want %s", tt.computed, err, tt.want)
		}
	}
}
