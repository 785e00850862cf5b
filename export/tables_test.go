package export

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// docs/export.md lists every column as it is.
func TestTables_Documented(t *testing.T) {
	text, err := os.ReadFile("../docs/export.md")
	if err != nil {
		t.Fatal(err)
	}
	types := map[Type]string{Text: "text", List: "list", Date: "date", Integer: "integer", Float: "number", Bool: "boolean"}
	for _, table := range tables {
		want := fmt.Sprintf("### %s: a row is %s\n\n| column | type | |\n|---|---|---|\n", table.Name, table.About)
		for _, c := range table.Columns {
			want += fmt.Sprintf("| `%s` | %s | %s |\n", c.Name, types[c.Type], c.About)
		}
		if !strings.Contains(string(text), want+"\n") {
			t.Errorf("docs/export.md lacks\n%s", want)
		}
	}
}
