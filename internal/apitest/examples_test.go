package apitest

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"demarche/schema"
)

var update = flag.Bool("update", false, "write the answers to testdata")

// When something was recorded is when this test began.
var recordedAt = regexp.MustCompile(`"recordedAt": "[^"]*"`)

func TestExamples(t *testing.T) {
	for _, name := range schema.ExampleNames() {
		t.Run(name, func(t *testing.T) {
			a, text := ask(t, example(t, name), nil)
			if len(a.Errors) > 0 {
				t.Fatal(text)
			}
			var indented bytes.Buffer
			if err := json.Indent(&indented, a.Data, "", "  "); err != nil {
				t.Fatal(err)
			}
			indented.WriteByte('\n')
			got := recordedAt.ReplaceAll(indented.Bytes(), []byte(`"recordedAt": "…"`))
			golden(t, name, got)
		})
	}
}

func example(t *testing.T, name string) string {
	t.Helper()
	text, err := fs.ReadFile(schema.Examples(), name+".graphql")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// golden compares with testdata/NAME.json, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the answer differs from %s (-want +got):\n%s", file, diff)
	}
}

// TestExamples_Whole checks that the examples explain themselves, use every root field, and have no golden to spare.
func TestExamples_Whole(t *testing.T) {
	asked, goldens := map[string]bool{}, map[string]bool{}
	for _, name := range schema.ExampleNames() {
		text := example(t, name)
		goldens[name+".json"] = true
		if !strings.HasPrefix(text, "# ") {
			t.Errorf("%s does not begin with what it asks", name)
		}
		doc, err := parser.ParseQuery(&ast.Source{Name: name, Input: text})
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range doc.Operations {
			for _, v := range op.VariableDefinitions {
				if v.DefaultValue == nil && v.Type.NonNull {
					t.Errorf("%s: $%s has no default: the example does not run as it is", name, v.Variable)
				}
			}
			for _, s := range op.SelectionSet {
				asked[s.(*ast.Field).Name] = true
			}
		}
	}
	root, err := parser.ParseSchema(&ast.Source{Input: schema.SDL()})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range root.Definitions.ForName("Query").Fields {
		if !asked[f.Name] {
			t.Errorf("no example uses %s", f.Name)
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !goldens[filepath.Base(f)] {
			t.Errorf("%s belongs to no example", f)
		}
	}
}
