package httpd

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp/writer"
)

// codedStream compresses the streams of a handler if the client accepts that and the type is text. The client can read
// what the handler flushes at once. If the handler panics, both the compressed body and the transfer stay incomplete.
func codedStream(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := &stream{ResponseWriter: w, request: r}
		next.ServeHTTP(s, r)
		s.end()
	})
}

// A stream is an answer of unknown length.
type stream struct {
	http.ResponseWriter
	request *http.Request
	begun   bool
	coder   writer.GzipWriter // nil: what is written goes out as it is
}

// Unwrap returns the underlying writer for http.ResponseController.
func (s *stream) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// WriteHeader decides how the body is compressed.
func (s *stream) WriteHeader(status int) {
	if !s.begun {
		s.begin(status)
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *stream) begin(status int) {
	s.begun = true
	h := s.Header()
	h.Add("Vary", "Accept-Encoding")
	if status != http.StatusOK || !isText(h.Get("Content-Type")) {
		return
	}
	c := codingFor(s.request, worthCoding)
	if c == codingNone {
		return
	}
	h.Set("Content-Encoding", string(c))
	if s.request.Method != http.MethodHead {
		s.coder = c.writer(s.ResponseWriter)
	}
}

// Write compresses b.
func (s *stream) Write(b []byte) (int, error) {
	s.ensureHeader()
	if s.coder == nil {
		return s.ResponseWriter.Write(b)
	}
	return s.coder.Write(b)
}

// FlushError sends all that was written, and the header if nothing was.
func (s *stream) FlushError() error {
	s.ensureHeader()
	if s.coder != nil {
		if err := s.coder.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(s.ResponseWriter).Flush()
}

func (s *stream) ensureHeader() {
	if !s.begun {
		s.WriteHeader(http.StatusOK)
	}
}

func (s *stream) end() {
	s.ensureHeader()
	if s.coder != nil {
		_ = s.coder.Close() // fails where the client has gone
	}
}

// isText reports whether compression shortens a type. Parquet and Arrow are compressed already.
func isText(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || strings.Contains(contentType, "json") || strings.Contains(contentType, "xml")
}
