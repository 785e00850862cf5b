package schema_test

import (
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"demarche/graph"
	"demarche/schema"
)

// Clients read and write the optional texts of events.
func TestSDL_eventTexts(t *testing.T) {
	doc, err := parser.ParseSchema(&ast.Source{Input: schema.SDL()})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range graph.EventTexts {
		for _, typ := range []string{"Event", "EventInput"} {
			if doc.Definitions.ForName(typ).Fields.ForName(text.Name) == nil {
				t.Errorf("%s has no %s", typ, text.Name)
			}
		}
	}
}
