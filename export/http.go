package export

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
)

// Handler answers GET /export/{format} with the parameters of Format.Parse. It reports an error before the first byte
// as JSON. After the first byte it cuts the connection, so that the partial file does not look complete.
type Handler struct {
	Graph Graph
	// Present is an error as the API shows it, as a value of JSON; it logs what it hides.
	Present func(ctx context.Context, err error) any
}

// patience is the time that a client has to receive each write.
const patience = 30 * time.Second

// ServeHTTP streams the export.
func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	format, err := FormatNamed(r.PathValue("format"))
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	request, err := format.Parse(r.URL.Query())
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	out := &response{w: w, control: http.NewResponseController(w), begin: func() {
		w.Header().Set("Content-Type", format.Media)
		w.Header().Set("Content-Disposition", `attachment; filename="`+fileName(format, request)+`"`)
		w.Header().Set("Cache-Control", "no-store")
	}}
	// An export may take longer than a request is read for; where the timeout cannot be lifted, there is none.
	_ = out.control.SetReadDeadline(time.Time{})
	if r.Method == http.MethodHead {
		out.begin()
		return
	}
	err = format.Write(r.Context(), h.Graph, request, out)
	switch {
	case err == nil:
	case !out.begun:
		h.refuse(w, r, err)
	default:
		h.Present(r.Context(), err)
		panic(http.ErrAbortHandler)
	}
}

func fileName(f Format, r Request) string {
	name := "demarche"
	if r.What != "" {
		name += "-" + r.What
	}
	return name + f.Extension
}

// statuses maps errors before the first byte to status codes.
var statuses = []struct {
	err    error
	status int
}{
	{graph.ErrNotFound, http.StatusNotFound},
	{graph.ErrUnavailable, http.StatusServiceUnavailable},
	{graph.ErrBadInput, http.StatusBadRequest},
	{edtf.ErrBadDate, http.StatusBadRequest},
	{country.ErrBadCode, http.StatusBadRequest},
	{graph.ErrPageTooLarge, http.StatusBadRequest},
	{graph.ErrTooBroad, http.StatusUnprocessableEntity},
}

func (h Handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	status := http.StatusInternalServerError
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			status = s.status
			break
		}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{h.Present(r.Context(), err)}})
}

// response is the body of an answer. Each write has its own deadline. A long export is therefore not cut, but a client
// that receives nothing is.
type response struct {
	w       http.ResponseWriter
	control *http.ResponseController
	begin   func()
	begun   bool
}

func (r *response) Write(b []byte) (int, error) {
	_ = r.control.SetWriteDeadline(time.Now().Add(patience)) // a server that cannot has none
	if r.begun {
		return r.w.Write(b)
	}
	r.begin()
	r.begun = true
	n, err := r.w.Write(b)
	if err == nil {
		_ = r.control.Flush() // the first bytes at once
	}
	return n, err
}
