package resolvers

import (
	"context"
	"errors"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/internal/gen"
)

// A number of rows that is too large advises a cursor where, and only where, the answer has one.
func TestBounded_everyField(t *testing.T) {
	schema := gen.NewExecutableSchema(gen.Config{}).Schema()
	seen := 0
	for _, def := range schema.Types {
		for _, f := range def.Fields {
			pages := schema.Types[f.Type.Name()].Fields.ForName("pageInfo") != nil
			for name, cursor := range map[string]string{"first": "endCursor", "last": "startCursor"} {
				if f.Arguments.ForName(name) == nil {
					continue
				}
				seen++
				err := bounded(f, map[string]any{name: int64(graph.MaxPage + 1)})
				if !errors.Is(err, graph.ErrPageTooLarge) || !strings.Contains(err.Error(), name+": 501") ||
					pages != strings.Contains(err.Error(), cursor) || !pages && strings.Contains(err.Error(), "Cursor") {
					t.Errorf("%s.%s(%s:): %v", def.Name, f.Name, name, err)
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d arguments", seen)
	}
}

// A missing token, another one and a server without an editor read differently.
func TestEditor_mayWrite(t *testing.T) {
	editor, err := ParseEditor("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b") // of "secret"
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		editor Editor
		token  string
		err    error
		says   string
	}{
		"the editor's":       {editor, "secret", nil, ""},
		"none":               {editor, "", graph.ErrUnauthenticated, "no token was sent"},
		"another":            {editor, "guessed", graph.ErrUnauthenticated, "is not the editor's"},
		"a read-only server": {Editor{}, "secret", graph.ErrForbidden, "read-only"},
	} {
		r := &Root{editor: c.editor}
		err := r.mayWrite(c.editor.with(context.Background(), c.token))
		if !errors.Is(err, c.err) || err != nil && !strings.Contains(err.Error(), c.says) ||
			r.Edits(c.token) != (c.err == nil) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
