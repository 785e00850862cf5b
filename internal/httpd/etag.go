package httpd

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
)

// sendTagged sends a body that the client may cache and has to revalidate each time. It answers 304 if the cached body
// is current. Set the Content-Type before the call.
func sendTagged(w http.ResponseWriter, r *http.Request, parts ...[]byte) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	tag := tagOf(h.Get("Content-Type"), codingFor(r, sizeOf(parts)), parts)
	h.Set("ETag", tag)
	if !holds(r, tag) {
		send(w, r, http.StatusOK, parts...)
		return
	}
	h.Add("Vary", "Accept-Encoding")
	h.Del("Content-Type")
	w.WriteHeader(http.StatusNotModified)
}

// tagOf returns the strong ETag of a body. Each media type and each coding has its own.
func tagOf(kind string, c coding, parts [][]byte) string {
	sum := sha256.New()
	_, _ = io.WriteString(sum, kind+"\n"+string(c)+"\n")
	for _, part := range parts {
		_, _ = sum.Write(part)
	}
	return `"` + base64.RawURLEncoding.EncodeToString(sum.Sum(nil)) + `"`
}

// holds reports whether the client has the body with that tag.
func holds(r *http.Request, tag string) bool {
	for _, list := range r.Header.Values("If-None-Match") {
		for one := range strings.SplitSeq(list, ",") {
			one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
			if one == tag || one == "*" {
				return true
			}
		}
	}
	return false
}
