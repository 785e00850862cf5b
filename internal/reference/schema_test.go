package reference_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// Every file of the schema is in gqlgen.yml, except for those of mutations and subscriptions, which are tested on the
// API.
func TestSchemaFiles(t *testing.T) {
	text, err := os.ReadFile("gqlgen.yml")
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Schema []string `yaml:"schema"`
	}
	if err := yaml.Unmarshal(text, &config); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob("../../schema/*.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, f := range found {
		if name := filepath.Base(f); name != "mutation.graphqls" && name != "subscription.graphqls" {
			want = append(want, "schema/"+name)
		}
	}
	slices.Sort(config.Schema)
	if d := cmp.Diff(want, config.Schema); d != "" {
		t.Error(d)
	}
}
