package httpd

import (
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzhttp/writer"
	"github.com/klauspost/compress/gzhttp/writer/gzkp"
	"github.com/klauspost/compress/gzhttp/writer/zstdkp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A coding is a compression of a body, by its name in Accept-Encoding.
type coding string

const (
	codingNone coding = "identity"
	codingGzip coding = "gzip"
	codingZstd coding = "zstd"
)

// worthCoding is the least size, in bytes, of a body that is compressed. A shorter one fits in a network packet.
const worthCoding = 1 << 10

// codingFor returns the coding that r prefers for a body of that size. It returns only codings that r names, and zstd
// if r ranks several equally.
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

// writer returns a pooled writer that compresses to w at the fastest level. Close gives it back to the pool.
func (c coding) writer(w io.Writer) writer.GzipWriter {
	if c == codingZstd {
		return zstdkp.NewWriter(w, int(zstd.SpeedFastest))
	}
	return gzkp.NewWriter(w, gzip.BestSpeed)
}

// encode writes parts to w, compressed with the coding.
func (c coding) encode(w io.Writer, parts ...[]byte) error {
	to := c.writer(w)
	for _, part := range parts {
		if _, err := to.Write(part); err != nil {
			return err // the pool makes another
		}
	}
	return to.Close()
}

// send answers with a body that consists of parts. It compresses the body if r accepts that and the body is large
// enough. Otherwise it writes the parts without copying them.
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
