package httpd

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A coding is how a body is compressed, as Accept-Encoding names it.
type coding string

const (
	codingNone coding = "identity"
	codingGzip coding = "gzip"
	codingZstd coding = "zstd"
)

// worthCoding is the size from which a body is compressed: a shorter one fits in a network packet as it is.
const worthCoding = 1 << 10

// codingFor is what r prefers for a body of that size: none that it does not name, and zstd where it likes both alike.
func codingFor(r *http.Request, size int) coding {
	accepted := strings.Join(r.Header.Values("Accept-Encoding"), ",")
	if size < worthCoding || accepted == "" {
		return codingNone
	}
	best, most := codingNone, preference(accepted, string(codingNone)).q
	for _, c := range []coding{codingGzip, codingZstd} {
		if l := preference(accepted, string(c)); l.named && l.q > 0 && l.q >= most {
			best, most = c, l.q
		}
	}
	return best
}

// A coder compresses what is written to it.
type coder interface {
	io.WriteCloser
	Flush() error
	Reset(w io.Writer)
}

// Coders hold 0.8 MB (gzip) and 0.4 MB (zstd) and are used again. Both are at their fastest level.
var coders = map[coding]*sync.Pool{
	codingGzip: {New: func() any {
		c, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
		return must[coder](c, err)
	}},
	codingZstd: {New: func() any {
		c, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
			zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(128<<10))
		return must[coder](c, err)
	}},
}

func must[T any](v T, err error) T {
	if err != nil { // only options that do not exist fail
		panic(err)
	}
	return v
}

// encode writes parts to w in that coding.
func (c coding) encode(w io.Writer, parts ...[]byte) error {
	pool := coders[c]
	to := pool.Get().(coder)
	defer pool.Put(to)
	to.Reset(w)
	for _, part := range parts {
		if _, err := to.Write(part); err != nil {
			return err
		}
	}
	return to.Close()
}

// send answers with a body that is the sum of parts, compressed where r accepts that and it is worth it. Otherwise the
// parts go out as they are, without being copied.
func send(w http.ResponseWriter, r *http.Request, status int, parts ...[]byte) {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	size := sizeOf(parts)
	if c := codingFor(r, size); c != codingNone {
		h.Set("Content-Encoding", string(c))
		w.WriteHeader(status)
		_ = c.encode(w, parts...) // fails where the client has gone
		return
	}
	h.Set("Content-Length", strconv.Itoa(size))
	w.WriteHeader(status)
	for _, part := range parts {
		_, _ = w.Write(part)
	}
}

func sizeOf(parts [][]byte) int {
	size := 0
	for _, part := range parts {
		size += len(part)
	}
	return size
}
