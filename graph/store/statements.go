package store

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// Each statement is a file of its own; those in fields and streams are pieces of a projection, in the template language
// of project.go.
//
//go:embed cypher migrations
var files embed.FS

var statements = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	err := fs.WalkDir(files, "cypher", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := files.ReadFile(p)
		out[strings.TrimSuffix(strings.TrimPrefix(p, "cypher/"), path.Ext(p))] = strings.TrimSpace(string(b))
		return err
	})
	if err != nil {
		panic(err) // embedded files are always there
	}
	return out
})

// statement returns the text of cypher/NAME.cypher.
func statement(name string) string {
	s, ok := statements()[name]
	if !ok {
		panic("no statement " + name)
	}
	return s
}
