package resolvers

import (
	"fmt"
	"slices"
	"testing"

	"demarche/graph/answer"
)

// A field or a type that only the schema or only the program has is an error at start.
func TestCheckComputed(t *testing.T) {
	schema := schemaOf()
	if err := checkComputed(schema, answer.ComputedTypes()); err != nil {
		t.Fatal(err)
	}
	for i, computed := range answer.ComputedTypes() {
		with := func(fields []string) error {
			types := answer.ComputedTypes()
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
		computed answer.ComputedType
		want     string
	}{
		{answer.ComputedType{Name: "Other"}, "the program computes a type that the schema lacks: Other"},
		{answer.ComputedType{Name: "Event", Fields: []string{"participants"}, Partial: true}, "the program computes a field without its arguments: Event.participants"},
	} {
		if err := checkComputed(schema, []answer.ComputedType{tt.computed}); fmt.Sprint(err) != tt.want {
			t.Errorf("%v: %v, want %s", tt.computed, err, tt.want)
		}
	}
}
