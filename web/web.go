// Package web holds the pages that the server offers, built and embedded.
package web

import (
	"embed"
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

func page(name string) fs.FS {
	sub, err := fs.Sub(dist, "dist/"+name)
	if err != nil { // only a malformed path fails
		panic(err)
	}
	return sub
}
