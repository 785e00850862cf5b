package httpd

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Exports are compressed as they are made: what is flushed can be read before the rest is there, and the whole is what
// the handler wrote.
func TestCodedStream(t *testing.T) {
	const first = "id,title\n"
	rest := strings.Repeat("event:1,A meeting\n", 5000)
	for _, test := range []struct{ accepted, contentType, want string }{
		{"gzip", "text/csv", "gzip"},
		{"gzip, zstd", "application/x-ndjson", "zstd"},
		{"zstd", "application/gexf+xml", "zstd"},
		{"", "text/csv", ""},
		{"br", "text/csv", ""},
		{"gzip", "application/vnd.apache.parquet", ""},
	} {
		t.Run(test.accepted+" "+test.contentType, func(t *testing.T) {
			seen := make(chan struct{})
			body := exported(t, test.accepted, test.want, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", test.contentType)
				_, _ = io.WriteString(w, first)
				if err := http.NewResponseController(w).Flush(); err != nil {
					t.Error(err)
				}
				select {
				case <-seen:
				case <-r.Context().Done():
				}
				_, _ = io.WriteString(w, rest)
			})
			begin := make([]byte, len(first))
			if _, err := io.ReadFull(body, begin); err != nil || string(begin) != first {
				t.Fatalf("%q, %v", begin, err)
			}
			close(seen)
			if all, err := io.ReadAll(body); err != nil || string(all) != rest {
				t.Errorf("%d bytes, %v", len(all), err)
			}
		})
	}
}

// What is cut short cannot be read as a whole, however it is compressed.
func TestCodedStream_aborted(t *testing.T) {
	for _, accepted := range []string{"gzip", "zstd"} {
		body := exported(t, accepted, accepted, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/csv")
			_, _ = io.WriteString(w, "some of it")
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		})
		if all, err := io.ReadAll(body); string(all) != "some of it" || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: %q, %v", accepted, all, err)
		}
	}
}

// HEAD has the headers of GET. They arrive when they are flushed, also before any of the body.
func TestCodedStream_headers(t *testing.T) {
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		flushed := make(chan struct{})
		body := exportedBy(t, method, "gzip", "gzip", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/csv")
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
			select {
			case <-flushed:
			case <-r.Context().Done():
			}
			_, _ = io.WriteString(w, "id,title\n")
		})
		close(flushed)
		want := map[string]string{http.MethodGet: "id,title\n"}[method]
		if all, err := io.ReadAll(body()); string(all) != want || err != nil {
			t.Errorf("%s: %q, %v", method, all, err)
		}
	}
}

// An error is told as it is.
func TestCodedStream_error(t *testing.T) {
	body := exported(t, "gzip", "", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"errors":[]}`)
	})
	if all, err := io.ReadAll(body); string(all) != `{"errors":[]}` || err != nil {
		t.Errorf("%q, %v", all, err)
	}
}

// exported is the body of what h exports to who accepts some codings, decoded.
func exported(t *testing.T, accepted, want string, h http.HandlerFunc) io.Reader {
	t.Helper()
	return exportedBy(t, http.MethodGet, accepted, want, h)()
}

// exportedBy returns when the headers of what h exports are there. It returns a function that begins to read the body.
func exportedBy(t *testing.T, method, accepted, want string, h http.HandlerFunc) func() io.Reader {
	t.Helper()
	web := httptest.NewServer(newTestServer(t, Config{Exports: h}).Handler())
	t.Cleanup(web.Close)
	request, err := http.NewRequestWithContext(t.Context(), method, web.URL+"/export/csv", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", accepted)
	answer, err := (&http.Client{Transport: &http.Transport{DisableCompression: true}}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	if got := answer.Header.Get("Content-Encoding"); got != want {
		t.Fatalf("coded as %q", got)
	}
	if !strings.Contains(answer.Header.Get("Vary"), "Accept-Encoding") {
		t.Error("caches are not told that the coding varies")
	}
	return func() io.Reader {
		if method == http.MethodHead {
			return answer.Body
		}
		return decoder(t, want, answer.Body)
	}
}
