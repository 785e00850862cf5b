package httpd

import (
	"net/http"
	"strings"
	"time"

	"github.com/rs/cors"
)

// shared reports whether pages of other origins may have access to path.
func shared(path string) bool {
	return path == "/graphql" || path == "/schema.graphql" || strings.HasPrefix(path, "/export/")
}

// sharing answers the preflight requests of allowed origins, and lets their pages read the answers of next. It never
// allows credentials: the server has no cookies, and a page sets the header of a token itself.
func (o Origins) sharing(next http.Handler) http.Handler {
	if !o.any && len(o.named) == 0 {
		return next
	}
	const kept = 2 * time.Hour // as long as Chromium keeps an answer at most
	options := cors.Options{
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{
			"Accept", "Content-Type", "If-None-Match", requestIDHeader, "Traceparent", "Tracestate",
			"Apollo-Require-Preflight", "Apollographql-Client-Name", "Apollographql-Client-Version", // Apollo's clients
			"X-Apollo-Operation-Id", "X-Apollo-Operation-Name", "Graphql-Require-Preflight",
		},
		ExposedHeaders: []string{"ETag", requestIDHeader, "Retry-After", "Content-Disposition"},
		MaxAge:         int(kept.Seconds()),
	}
	if o.any {
		options.AllowedOrigins = []string{"*"}
	} else {
		options.AllowedHeaders = append(options.AllowedHeaders, "Authorization")
		options.AllowOriginVaryRequestFunc = func(r *http.Request, _ string) (bool, []string) { return o.allow(r), nil }
	}
	crossing := cors.New(options).Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !shared(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		if o.allow(r) {
			w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		}
		crossing.ServeHTTP(w, r)
	})
}
