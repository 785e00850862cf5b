package httpd

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Origins holds the sites whose pages may use the API. The zero value allows only the server's own pages.
type Origins struct {
	named []string // as browsers write them: "https://maps.example.org"
	any   bool     // "*": every page may read, and none may send a token
}

// ParseOrigins parses origins such as "https://maps.example.org:8443", or a single "*".
func ParseOrigins(list []string) (Origins, error) {
	var o Origins
	for _, text := range list {
		text = strings.TrimSpace(text)
		if text == "*" {
			o.any = true
			continue
		}
		origin, err := parseOrigin(text)
		if err != nil {
			return Origins{}, fmt.Errorf("the allowed origin %q: %w; one looks like https://maps.example.org or http://localhost:5173", text, err)
		}
		o.named = append(o.named, origin)
	}
	if o.any && len(o.named) > 0 {
		return Origins{}, fmt.Errorf("the allowed origin \"*\" stands alone: every page may read then, %s too", o.named[0])
	}
	return o, nil
}

// parseOrigin returns text in the form that browsers send: in lower case, without the scheme's default port.
func parseOrigin(text string) (string, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return "", errors.New("it is not an address")
	case u.Scheme != "http" && u.Scheme != "https":
		return "", errors.New("it begins with neither http:// nor https://")
	case u.Hostname() == "" || strings.HasSuffix(u.Host, ":"):
		return "", errors.New("it has no host, or a colon without a port")
	case u.User != nil || u.Path != "" || strings.ContainsAny(text, "?#"):
		return "", errors.New("it holds more than scheme, host and port (a path or a final slash, for instance)")
	case strings.Contains(u.Host, "*"):
		return "", errors.New("it holds a wildcard: name each origin")
	case strings.ContainsFunc(u.Host, func(r rune) bool { return r > '~' }):
		return "", errors.New("it is not ASCII: write the host as browsers send it, xn--…")
	}
	own := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	return u.Scheme + "://" + strings.ToLower(strings.TrimSuffix(u.Host, own)), nil
}

// allow reports whether r comes from a page of an allowed origin, by its Origin header.
func (o Origins) allow(r *http.Request) bool {
	from := r.Header.Values("Origin")
	return len(from) == 1 && from[0] != "" && (o.any || slices.Contains(o.named, from[0]))
}

// crossSite reports whether a browser sent r for a page of an origin that is not allowed. Browsers state that in
// Sec-Fetch-Site; old ones, and some for WebSockets, send only Origin. A request without both comes from no browser,
// or is a browser's plain GET. No other origin can read the answer of such a GET, and it changes nothing. Mutations
// need POST with a JSON body, which no page can send to another origin without a preflight request.
func (o Origins) crossSite(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return false
	case "":
		origin := r.Header.Get("Origin")
		u, err := url.Parse(origin)
		return origin != "" && (err != nil || !strings.EqualFold(u.Host, r.Host)) && !o.allow(r)
	}
	return !o.allow(r)
}

// tokens reports whether r may carry a token. It may not if r comes from a page of another origin that is allowed only
// because all origins are. The same holds for HTTP requests, which need a preflight request for a token.
func (o Origins) tokens(r *http.Request) bool { return !o.any || !Origins{}.crossSite(r) }
