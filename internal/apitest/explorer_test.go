package apitest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"demarche/web"
)

// TestExplorer asks what a server asks when it starts. Each question finds something in the seed graph, so that all it
// reads is planned then.
func TestExplorer(t *testing.T) {
	for _, q := range web.WarmupQueries() {
		name, _, _ := strings.Cut(strings.TrimPrefix(q.Query, "query "), "(")
		t.Run(name, func(t *testing.T) {
			a, text := ask(t, q.Query, q.Variables)
			if len(a.Errors) > 0 {
				t.Fatal(text)
			}
			var roots map[string]any
			if err := json.Unmarshal(a.Data, &roots); err != nil {
				t.Fatal(err)
			}
			for field, found := range roots {
				if !something(found) && name != "Flows" {
					t.Errorf("%s found nothing: %s", field, text)
				}
			}
		})
	}
}

func something(v any) bool {
	if list, ok := v.([]any); ok {
		return slices.ContainsFunc(list, something)
	}
	return v != nil
}
