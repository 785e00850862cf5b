package httpd

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// These are the codes of errors before an operation runs; resolvers have their own.
const (
	codeBadRequest     = "BAD_REQUEST"
	codeTooComplex     = "QUERY_TOO_COMPLEX"
	codeBodyTooLarge   = "BODY_TOO_LARGE"
	codeBadMediaType   = "UNSUPPORTED_MEDIA_TYPE"
	codeNotAcceptable  = "NOT_ACCEPTABLE"
	codeMethod         = "METHOD_NOT_ALLOWED"
	codeCrossSite      = "CROSS_SITE_REQUEST"
	codeUnknownHost    = "UNKNOWN_HOST"
	codeTimeout        = "TIMEOUT"
	codePersistedQuery = "PERSISTED_QUERY_NOT_FOUND"
	codeTooMany        = "TOO_MANY_REQUESTS"
	codeOverloaded     = "OVERLOADED"
	codeInternal       = "INTERNAL"
	shownRequestErrors = 20 // validation may find one per field
)

// refusal returns an error about the request, not the data.
func refusal(code, message string) *gqlerror.Error {
	return &gqlerror.Error{Message: message, Extensions: map[string]any{"code": code}}
}

// writeRefusal answers a request that never became an operation.
func writeRefusal(w http.ResponseWriter, r *http.Request, media mediaType, status int, err *gqlerror.Error) {
	writeResponse(w, r, media, status, &graphql.Response{Errors: gqlerror.List{err}})
}

// writeResponse sends answer. A client may cache an answer to GET without errors.
func writeResponse(w http.ResponseWriter, r *http.Request, media mediaType, status int, answer *graphql.Response) {
	parts := partsOf(answer)
	w.Header().Set("Content-Type", string(media)+"; charset=utf-8")
	if r.Method == http.MethodGet && answer.Data != nil && len(answer.Errors) == 0 {
		sendTagged(w, r, parts...)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	send(w, r, status, parts...)
}

// partsOf returns answer as JSON, with its data unchanged. An answer without data has no "data" entry.
func partsOf(answer *graphql.Response) [][]byte {
	head, err := json.Marshal(struct {
		Errors     gqlerror.List  `json:"errors,omitempty"`
		Extensions map[string]any `json:"extensions,omitempty"`
	}{answer.Errors, answer.Extensions})
	if err != nil { // an extension that is no JSON: a mistake of ours, which the answer need not suffer for
		head = []byte(`{"errors":[{"message":"the errors of this answer cannot be shown","extensions":{"code":"INTERNAL"}}]}`)
	}
	var tail []byte
	switch {
	case answer.Data == nil:
	case len(head) == len("{}"):
		head, tail = []byte(`{"data":`), []byte("}")
	default:
		head, tail = append(head[:len(head)-1], `,"data":`...), []byte("}")
	}
	return [][]byte{head, answer.Data, tail}
}

// brief returns the first errors of a request with shortened messages, which may quote the request.
func brief(errs gqlerror.List) gqlerror.List {
	const longest = 500
	var list gqlerror.List
	for _, err := range errs[:min(len(errs), shownRequestErrors)] {
		short := *err
		if len(short.Message) > longest {
			short.Message = strings.ToValidUTF8(short.Message[:longest], "") + "…"
		}
		list = append(list, &short)
	}
	if rest := len(errs) - len(list); rest > 0 {
		list = append(list, refusal(codeBadRequest, "and "+strconv.Itoa(rest)+" more errors"))
	}
	return list
}

// clipped shortens a client's text for the log.
func clipped(s string) string {
	const most = 100
	if len(s) > most {
		s = s[:most]
	}
	return strings.ToValidUTF8(s, "")
}
