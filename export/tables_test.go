package export

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche/graph"
)

var update = flag.Bool("update", false, "write the tables of docs/export.md")

// docs/export.md lists every column as it is.
func TestTables_Documented(t *testing.T) {
	const name = "../docs/export.md"
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	types := map[Type]string{Text: "text", List: "list", Date: "date", Integer: "integer", Float: "number", Bool: "boolean"}
	for _, table := range tables {
		want := fmt.Sprintf("### %s: a row is %s\n\n| column | type | |\n|---|---|---|\n", table.Name, table.About)
		for _, c := range table.Columns {
			want += fmt.Sprintf("| `%s` | %s | %s |\n", c.Name, types[c.Type], c.About)
		}
		if *update {
			text = regexp.MustCompile(`### `+table.Name+`: .*\n\n(\|.*\n)*`).ReplaceAllLiteralString(text, want)
		}
		if !strings.Contains(text, want+"\n") {
			t.Errorf("docs/export.md lacks (-update writes it)\n%s", want)
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// The table of events has a column for every field of an event.
func TestTables_Events(t *testing.T) {
	columns := tableNamed("events").Columns
	for f := range reflect.TypeFor[graph.Event]().Fields() {
		field, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		name := strings.ToLower(regexp.MustCompile(`[A-Z]`).ReplaceAllString(field, "_$0"))
		if !slices.ContainsFunc(columns, func(c Column) bool { return c.Name == name }) {
			t.Errorf("the table has no column %s: add it here, and to graph/store/cypher/rows_events.cypher", name)
		}
	}
}
