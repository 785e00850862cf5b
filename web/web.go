// Package web embeds the built pages of the server.
package web

import (
	"bytes"
	"embed"
	"encoding/json"
	"io/fs"
)

// `npm run build` writes dist, which is committed so that building the program needs Go only.
//
//go:embed all:dist
var dist embed.FS

// GraphiQL returns the files of the GraphiQL page: index.html and its assets.
func GraphiQL() fs.FS { return page("graphiql") }

// Explorer returns the files of the explorer: index.html and its assets.
func Explorer() fs.FS { return page("explorer") }

// A Query is a GraphQL document with variables.
type Query struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables"`
}

// WarmupQueries returns the explorer's queries, each document at least once: first those of the views, then those of
// the cards.
func WarmupQueries() []Query {
	raw, err := dist.ReadFile("dist/warmup.json")
	if err != nil {
		panic(err) // embedded files are always there
	}
	var queries []Query
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&queries); err != nil {
		panic(err) // the build wrote it
	}
	return queries
}

func page(name string) fs.FS {
	sub, err := fs.Sub(dist, "dist/"+name)
	if err != nil { // only a malformed path fails
		panic(err)
	}
	return sub
}
