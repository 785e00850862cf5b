// Package schema holds the GraphQL schema and its documented example queries.
package schema

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed *.graphqls examples/*.graphql
var files embed.FS

// SDL returns the schema in GraphQL's schema definition language.
func SDL() string {
	names, err := fs.Glob(files, "*.graphqls")
	if err != nil {
		panic(err) // the pattern is fixed
	}
	var b strings.Builder
	for i, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			panic(err) // embedded files are always there
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.Write(text)
	}
	return b.String()
}

// Examples holds the documented queries, each a NAME.graphql file whose first comment lines say what it asks.
func Examples() fs.FS {
	examples, err := fs.Sub(files, "examples")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return examples
}

// ExampleNames lists the examples, in order, without their ending.
func ExampleNames() []string {
	names, err := fs.Glob(Examples(), "*.graphql")
	if err != nil {
		panic(err) // the pattern is fixed
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, path.Ext(name))
	}
	return names
}
