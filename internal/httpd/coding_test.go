package httpd

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// decoder reads a body without its coding.
func decoder(t *testing.T, c string, body io.Reader) io.Reader {
	t.Helper()
	var err error
	switch c {
	case "gzip":
		body, err = gzip.NewReader(body)
	case "zstd":
		body, err = zstd.NewReader(body)
	}
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// decoded is a body without its coding.
func decoded(t *testing.T, c string, body io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(decoder(t, c, body))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// somePage is the JSON of 50 events, 46 KB.
func somePage() []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString(`{"timeline":{"edges":[`)
	for i := range 50 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"cursor":"%x","node":{"id":"event:%d","kind":"MEETING","title":"Meeting %d of two ministers","summary":null,`+
			`"date":{"edtf":"2025-%02d-%02d","label":"%d September 2025"},"participants":[`, r.Uint64(), r.IntN(1e6), r.IntN(1e4), 1+r.IntN(12), 1+r.IntN(28), 1+r.IntN(28))
		for j := range 4 {
			if j > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `{"roles":["ATTENDEE"],"via":null,"actor":{"__typename":"Official","id":"official:%d","name":"Official %d"}}`, r.IntN(1e5), r.IntN(1e5))
		}
		b.WriteString(`],"place":{"name":"Capital","country":{"code":"CHN","name":"China"}},"sources":[{"quote":null,"source":` +
			`{"title":"Generated for measuring","publisher":"Ministry of Foreign Affairs","url":"https://example.org/release"}}]}}`)
	}
	b.WriteString(`],"pageInfo":{"hasNextPage":true}}}`)
	return b.Bytes()
}

func TestCoding(t *testing.T) {
	content := string(somePage())
	h := newTestServer(t, Config{SDL: content}).Handler()
	for accepted, want := range map[string]string{
		"":                                  "",
		"gzip":                              "gzip",
		"zstd":                              "zstd",
		"GZIP":                              "gzip",
		"gzip, deflate, br, zstd":           "zstd",
		"zstd;q=0.5, gzip;q=0.8":            "gzip",
		"gzip;q=0.5, zstd;q=0.5":            "zstd",
		"gzip;q=0, zstd;q=0":                "",
		"gzip;q=2":                          "",
		"gzip;q=0.5, identity":              "",
		"gzip;q=0.5, identity;q=0.2":        "gzip",
		"identity;q=0, gzip;q=0.1, *;q=0.9": "gzip",
		"br, deflate":                       "",
		"*":                                 "",
	} {
		t.Run(accepted, func(t *testing.T) {
			w := answer(h, with(get("/schema.graphql"), "Accept-Encoding", accepted))
			if got := w.Header().Get("Content-Encoding"); got != want {
				t.Fatalf("%q, want %q", got, want)
			}
			if got := w.Header().Get("Content-Length"); (got == fmt.Sprint(len(content))) != (want == "") {
				t.Errorf("Content-Length %q", got)
			}
			if got := w.Header().Get("Vary"); got != "Accept-Encoding" {
				t.Errorf("Vary %q", got)
			}
			if diff := cmp.Diff(content, decoded(t, want, w.Body)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCoding_short(t *testing.T) {
	for size, want := range map[int]string{worthCoding - 1: "", worthCoding: "gzip"} {
		h := newTestServer(t, Config{SDL: strings.Repeat("x", size)}).Handler()
		w := answer(h, with(get("/schema.graphql"), "Accept-Encoding", "gzip"))
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("%d bytes: %q, want %q", size, got, want)
		}
	}
}

// Header lines of one name are one list.
func TestCoding_lines(t *testing.T) {
	r := with(get("/schema.graphql"), "Accept-Encoding", "gzip;q=0.5")
	r.Header.Add("Accept-Encoding", "zstd")
	w := answer(newTestServer(t, Config{SDL: strings.Repeat("x", worthCoding)}).Handler(), r)
	if got := w.Header().Get("Content-Encoding"); got != "zstd" {
		t.Errorf("%q", got)
	}
}

// Over the network, where lengths have to be right, and for all that is served. Metrics compress themselves.
func TestCoding_overHTTP(t *testing.T) {
	long := strings.Repeat("x", 5_000)
	s := newTestServer(t, Config{SDL: long, Schema: newFakeSchema(t, fakeData{"broken": long})})
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	for path, want := range map[string]string{
		"/schema.graphql":            long,
		"/graphql?query={broken}":    `{"data":{"broken":"` + long + `"}}`,
		"/metrics":                   "# HELP",
		"/graphiql/licenses.md":      "License",
		"/graphql?query={" + long:    "GRAPHQL_PARSE_FAILED",
		"/graphql?query={__typename": "GRAPHQL_PARSE_FAILED",
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := server.Client().Do(with(r, "Accept-Encoding", "gzip"))
		if err != nil {
			t.Fatal(err)
		}
		body := decoded(t, resp.Header.Get("Content-Encoding"), resp.Body)
		_ = resp.Body.Close()
		if !strings.Contains(body, want) {
			t.Errorf("%.40s: %d %.100s", path, resp.StatusCode, body)
		}
	}
}

// kept remembers what it was given to write.
type kept struct {
	http.ResponseWriter
	parts [][]byte
}

func (k *kept) Write(b []byte) (int, error) {
	k.parts = append(k.parts, b)
	return len(b), nil
}

func TestSend_doesNotCopy(t *testing.T) {
	content := somePage()
	w := &kept{ResponseWriter: httptest.NewRecorder()}
	send(w, get("/"), http.StatusOK, []byte(`{"data":`), content, []byte("}"))
	if !slices.ContainsFunc(w.parts, func(b []byte) bool { return len(b) == len(content) && &b[0] == &content[0] }) {
		t.Error("the data were copied")
	}
}

func TestBundle(t *testing.T) {
	long := strings.Repeat("let x = 1\n", 1_000)
	b := newBundle(fstest.MapFS{"assets/a.js": {Data: []byte(long)}, "b.css": {Data: []byte("b{}")}})
	for _, c := range []struct{ path, coding, body, kind string }{
		{"/assets/a.js", "gzip", long, "text/javascript; charset=utf-8"},
		{"/assets/a.js", "gzip", long, "text/javascript; charset=utf-8"},
		{"/assets/a.js", "zstd", long, "text/javascript; charset=utf-8"},
		{"/assets/a.js", "", long, "text/javascript; charset=utf-8"},
		{"/b.css", "", "b{}", "text/css; charset=utf-8"},
		{"/assets/none.js", "", "404 page not found\n", "text/plain; charset=utf-8"},
	} {
		w := answer(b, with(get(c.path), "Accept-Encoding", c.coding))
		if got := w.Header().Get("Content-Encoding"); got != c.coding {
			t.Errorf("%s: coded %q, want %q", c.path, got, c.coding)
		}
		if got := w.Header().Get("Content-Type"); got != c.kind {
			t.Errorf("%s: %q, want %q", c.path, got, c.kind)
		}
		if diff := cmp.Diff(c.body, decoded(t, c.coding, w.Body)); diff != "" {
			t.Error(diff)
		}
	}
	if len(b.coded) != 2 {
		t.Errorf("%d files are kept", len(b.coded))
	}
}

// What a page costs in each coding.
func BenchmarkSend(b *testing.B) {
	content := somePage()
	for _, c := range []coding{codingNone, codingGzip, codingZstd} {
		b.Run(string(c), func(b *testing.B) {
			r := with(get("/"), "Accept-Encoding", string(c))
			sent := answer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				send(w, r, http.StatusOK, content)
			}), r).Body.Len()
			b.SetBytes(int64(len(content)))
			b.ReportAllocs()
			for b.Loop() {
				send(discard{http.Header{}}, r, http.StatusOK, content)
			}
			b.ReportMetric(float64(sent), "sent-bytes")
		})
	}
}

// discard is a writer that keeps nothing.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}
