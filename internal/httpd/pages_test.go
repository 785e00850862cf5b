package httpd

import (
	"io/fs"
	"strings"
	"testing"

	"demarche/web"
)

// What a page may do is its own; only files whose names change with their content are kept without asking.
func TestPages_headers(t *testing.T) {
	h := newTestServer(t, Config{}).Handler()
	pages := map[string]struct {
		files  fs.FS
		policy string
	}{
		"/":          {web.Explorer(), explorerPolicy},
		"/graphiql/": {web.GraphiQL(), graphiqlPolicy},
	}
	for path, page := range pages {
		assets, err := fs.Glob(page.files, "assets/*.js")
		if err != nil || len(assets) == 0 {
			t.Fatalf("%s has no scripts: %v", path, err)
		}
		for address, cache := range map[string]string{
			path:                        "no-cache",
			path + assets[0]:            "public, max-age=31536000, immutable",
			path + "licenses.md":        "no-cache",
			path + "?actor=country:CHN": "no-cache",
		} {
			w := answer(h, get(address))
			if w.Code != 200 || w.Header().Get("Cache-Control") != cache {
				t.Errorf("%s: %d %s", address, w.Code, w.Header())
			}
			if got := w.Header().Get("Content-Security-Policy"); got != page.policy {
				t.Errorf("%s: %s", address, got)
			}
		}
	}
	if strings.Contains(explorerPolicy, "unsafe") {
		t.Error("the explorer needs nothing unsafe")
	}
}

func TestPages_folders(t *testing.T) {
	h := newTestServer(t, Config{}).Handler()
	for _, address := range []string{"/assets/", "/assets", "/graphiql/assets/", "/graphiql/assets", "/graphiql/assets/../assets/"} {
		w := answer(h, get(address))
		if w.Code == 200 || strings.Contains(w.Body.String(), ".js") || strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %s\n%s", address, w.Code, w.Header(), w.Body)
		}
	}
}
