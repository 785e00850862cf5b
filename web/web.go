// Package web holds the pages that the server offers, built and embedded.
package web

import (
	"bytes"
	"embed"
	"encoding/json"
	"io/fs"
)

// Built with `npm run build` from the sources beside it, and committed, so that Go alone builds the program.
//
//go:embed all:dist
var dist embed.FS

// GraphiQL is the GraphiQL page: index.html and its assets.
func GraphiQL() fs.FS { return page("graphiql") }

// Explorer is the page that the server begins with: index.html and its assets.
func Explorer() fs.FS { return page("explorer") }

// A Question is a GraphQL document with variables.
type Question struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables"`
}

// Asked is what the explorer asks, each of its documents at least once, in the order in which a reader comes to them.
func Asked() []Question {
	raw, err := dist.ReadFile("dist/asked.json")
	if err != nil {
		panic(err) // embedded files are always there
	}
	var asked []Question
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&asked); err != nil {
		panic(err) // the build wrote it
	}
	return asked
}

func page(name string) fs.FS {
	sub, err := fs.Sub(dist, "dist/"+name)
	if err != nil { // only a malformed path fails
		panic(err)
	}
	return sub
}
