package httpd

import (
	"bytes"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"time"
)

// A bundle serves the files of a page. It compresses each file on the first request for a coding, and keeps the
// result.
type bundle struct {
	files fs.FS
	plain http.Handler // serves them as they are

	mu    sync.Mutex
	coded map[codedFile][]byte
}

type codedFile struct {
	name   string
	coding coding
}

func newBundle(files fs.FS) *bundle {
	return &bundle{files: files, plain: http.FileServerFS(unlisted{files}), coded: map[codedFile][]byte{}}
}

// unlisted hides folders from the file server, which would list them. The top folder with index.html is an exception.
type unlisted struct{ fs.FS }

func (u unlisted) Open(name string) (fs.File, error) {
	info, err := fs.Stat(u.FS, name)
	if err == nil && info.IsDir() && name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return u.FS.Open(name)
}

func (b *bundle) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Accept-Encoding")
	name := strings.TrimPrefix(r.URL.Path, "/")
	c := codingFor(r, b.size(name))
	if c == codingNone {
		b.plain.ServeHTTP(w, r)
		return
	}
	body, err := b.encoded(codedFile{name, c})
	if err != nil {
		b.plain.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Encoding", string(c))
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
}

// size returns the size of the file of that name, or 0 if there is none.
func (b *bundle) size(name string) int {
	info, err := fs.Stat(b.files, name)
	if err != nil || info.IsDir() {
		return 0
	}
	return int(info.Size())
}

func (b *bundle) encoded(f codedFile) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if body, ok := b.coded[f]; ok {
		return body, nil
	}
	content, err := fs.ReadFile(b.files, f.name)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	if err := f.coding.encode(&body, content); err != nil {
		return nil, err
	}
	b.coded[f] = bytes.Clone(body.Bytes()) // without the buffer's slack
	return b.coded[f], nil
}
