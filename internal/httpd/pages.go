package httpd

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"demarche/web"
)

// graphiqlPolicy allows the GraphiQL page to load its own files and to query its own server. Monaco sets inline
// styles.
const graphiqlPolicy = "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; " +
	"font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// explorerPolicy allows the explorer the same, without inline styles and fonts. The explorer draws pictures for
// download from blobs.
const explorerPolicy = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; " +
	"img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// bundled serves the files of a page under prefix. The names of files in assets/ hold a hash of their content.
func bundled(files fs.FS, prefix, policy string) http.Handler {
	bundle := http.StripPrefix(prefix, newBundle(files))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Cache-Control", "no-cache")
		if strings.HasPrefix(r.URL.Path, prefix+"/assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		bundle.ServeHTTP(w, r)
	})
}

func graphiqlPage() http.Handler { return bundled(web.GraphiQL(), "/graphiql", graphiqlPolicy) }
func explorerPage() http.Handler { return bundled(web.Explorer(), "", explorerPolicy) }

// relativeRedirect redirects to an address relative to that of the request, because a proxy may add a prefix to both.
func relativeRedirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		location := url.URL{Path: to, RawQuery: r.URL.RawQuery}
		w.Header().Set("Location", location.String())
		w.WriteHeader(http.StatusTemporaryRedirect)
	}
}

// page serves content that does not change.
func page(kind string, content []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		sendTagged(w, r, content)
	}
}

// An example is a document in the pages' list of examples.
type example struct {
	Name  string `json:"name"`  // its file's, without .graphql
	Title string `json:"title"` // the comment it begins with, else its name
	Text  string `json:"text"`
}

// readExamples returns the JSON of every *.graphql in dir, by name. A nil dir holds none.
func readExamples(dir fs.FS) ([]byte, error) {
	examples := []example{}
	if dir == nil {
		return json.Marshal(examples)
	}
	names, err := fs.Glob(dir, "*.graphql")
	if err != nil {
		return nil, fmt.Errorf("listing the examples: %w", err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("reading the example %s: %w", name, err)
		}
		examples = append(examples, newExample(strings.TrimSuffix(path.Base(name), ".graphql"), string(b)))
	}
	return json.Marshal(examples)
}

func newExample(name, text string) example {
	var title []string
	for line := range strings.Lines(text) {
		comment, found := strings.CutPrefix(strings.TrimSpace(line), "#")
		if !found {
			break
		}
		title = append(title, strings.Fields(comment)...)
	}
	if len(title) == 0 {
		title = append(title, strings.ReplaceAll(name, "-", " "))
	}
	return example{Name: name, Title: strings.Join(title, " "), Text: text}
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
