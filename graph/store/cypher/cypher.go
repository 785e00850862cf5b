// Package cypher holds the statements of the store, one in each file.
package cypher

import (
	"embed"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"
)

// Those in fields and streams are pieces of a projection, in the template language of package project.
//
//go:embed *.cypher fields streams
var files embed.FS

var texts = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	err := fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := files.ReadFile(p)
		out[strings.TrimSuffix(p, path.Ext(p))] = strings.TrimSpace(string(b))
		return err
	})
	if err != nil {
		panic(err) // embedded files are always there
	}
	return out
})

// All returns the texts of all statements and pieces by name.
func All() map[string]string { return maps.Clone(texts()) }

// Text returns the text of the statement NAME.cypher.
func Text(name string) string {
	s, ok := texts()[name]
	if !ok {
		panic("no statement " + name)
	}
	return s
}
