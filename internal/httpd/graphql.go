package httpd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"demarche/internal/jsontext"
)

// overHTTP answers GraphQL by POST and GET according to the GraphQL-over-HTTP specification, and by server-sent
// events. It sends the data unchanged; gqlgen's transports would encode it with encoding/json a second time.
//
// An error of the request itself (no JSON, no query, too large) has a status of its own. An error of the document or
// its variables is 400 in application/graphql-response+json and 200 in application/json. An operation that ran is 200,
// even if its fields have errors.
type overHTTP struct {
	limits  Limits
	origins Origins
	exec    graphql.GraphExecutor
	guard   guard
	around  func(ctx context.Context, token string) context.Context
	seen    func(gqlerror.List)
	known   *cache[string] // texts of persisted queries by their hash
	running *inFlight
	streams *streams
	bodies  bodies
}

// A refused is an error and its status.
type refused struct {
	status int // or wrongDocument
	err    *gqlerror.Error
}

// wrongDocument stands for the status of an error of the document, which depends on the media type.
const wrongDocument = 0

func refuse(status int, code, message string) *refused {
	return &refused{status, refusal(code, message)}
}

// A reply describes how to answer one request.
type reply struct {
	w      http.ResponseWriter
	r      *http.Request
	media  mediaType
	json   bool   // the client accepts the media type
	events bool   // it accepts server-sent events
	leave  func() // the requests in flight
}

// ServeHTTP answers one request.
func (t overHTTP) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	leave, busy := t.running.enter(clientOf(r))
	if busy != nil {
		writeBusy(w, r, busy)
		return
	}
	defer leave()
	w.Header().Add("Vary", "Accept")
	accept := r.Header.Values("Accept")
	media, ok := negotiate(accept)
	if !ok {
		media = mediaJSON // for errors
	}
	to := reply{w, r, media, ok, acceptsEvents(accept), leave}
	if !ok && !to.events {
		t.refuse(w, r, media, refuse(http.StatusNotAcceptable, codeNotAcceptable,
			"answers are "+string(mediaGraphQL)+" or "+string(mediaJSON)+", and "+mediaEvents+": accept one of them"))
		return
	}
	if t.origins.crossSite(r) {
		t.refuse(w, r, media, refuse(http.StatusForbidden, codeCrossSite,
			"requests from other sites' pages are refused; the server's operator can allow the site"))
		return
	}
	most, free, busy := t.bodies.admit(r)
	if busy != nil {
		t.seen(gqlerror.List{busy.err})
		writeBusy(w, r, busy)
		return
	}
	defer free()
	r.Body = http.MaxBytesReader(w, r.Body, most)
	params := &graphql.RawParams{Headers: r.Header, ReadTime: graphql.TraceTiming{Start: graphql.Now()}}
	if refused := t.read(params, r); refused != nil {
		if refused.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "GET, POST")
		}
		t.refuse(w, r, media, refused)
		return
	}
	params.ReadTime.End = graphql.Now()
	t.run(to, params)
}

func (t overHTTP) refuse(w http.ResponseWriter, r *http.Request, media mediaType, why *refused) {
	t.seen(gqlerror.List{why.err})
	status := why.status
	if status == wrongDocument {
		status = media.wrongDocument()
	}
	writeRefusal(w, r, media, status, why.err)
}

// prepare returns the operation of a client's parameters, and the context to run it in.
func (t overHTTP) prepare(
	ctx context.Context,
	token string,
	params *graphql.RawParams,
) (context.Context, *graphql.OperationContext, gqlerror.List) {
	if t.around != nil {
		ctx = t.around(ctx, token)
	}
	op, errs := t.exec.CreateOperationContext(ctx, params)
	if errs == nil {
		if err := t.guard.affordable(ctx, op); err != nil {
			errs = gqlerror.List{err}
		}
	}
	if errs != nil {
		t.seen(errs)
		return ctx, nil, brief(errs)
	}
	t.remember(params)
	return ctx, op, nil
}

func (t overHTTP) run(to reply, params *graphql.RawParams) {
	w, r := to.w, to.r
	ctx, op, errs := t.prepare(r.Context(), bearer(r.Header.Get("Authorization")), params)
	switch {
	case errs != nil && !to.json:
		newEventStream(w, t.limits).end(errs)
		return
	case errs != nil:
		writeResponse(w, r, to.media, to.media.wrongDocument(), &graphql.Response{Errors: errs})
		return
	}
	if refused := unsuitable(to, op.Operation.Operation); refused != nil {
		if refused.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "POST")
		}
		t.refuse(w, r, to.media, refused)
		return
	}
	if op.Operation.Operation == ast.Subscription || !to.json {
		t.stream(ctx, to, op)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, t.limits.Timeout)
	defer cancel()
	next, ctx := t.exec.DispatchOperation(ctx, op)
	response := next(ctx)
	if response == nil { // gqlgen's answer to a context that has ended
		t.refuse(w, r, to.media, t.tookTooLong(op))
		return
	}
	t.seen(response.Errors)
	writeResponse(w, r, to.media, http.StatusOK, response)
}

// tookTooLong returns the refusal of an operation that ran out of time. A mutation cannot ask for less.
func (t overHTTP) tookTooLong(op *graphql.OperationContext) *refused {
	what, advice := "query", "ask for less"
	if op.Operation.Operation == ast.Mutation {
		what, advice = "mutation", "try again later"
	}
	return refuse(http.StatusGatewayTimeout, codeTimeout, "the "+what+" took longer than "+t.limits.Timeout.String()+": "+advice)
}

// bearer returns the token in the value of an Authorization header.
func bearer(authorization string) string {
	scheme, token, _ := strings.Cut(authorization, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

func unsuitable(to reply, operation ast.Operation) *refused {
	switch {
	case operation == ast.Subscription && !to.events:
		return refuse(http.StatusBadRequest, codeBadRequest,
			"a subscription is answered by server-sent events (Accept: "+mediaEvents+") or over a WebSocket ("+subprotocol+")")
	case operation == ast.Mutation && to.r.Method != http.MethodPost:
		return refuse(http.StatusMethodNotAllowed, codeMethod, "mutations need POST")
	}
	return nil
}

// read fills p from the request.
func (t overHTTP) read(p *graphql.RawParams, r *http.Request) *refused {
	var why *refused
	switch r.Method {
	case http.MethodPost:
		why = t.readBody(p, r)
	case http.MethodGet:
		why = readURL(p, r)
	default:
		return refuse(http.StatusMethodNotAllowed, codeMethod, "GraphQL is asked by GET or POST")
	}
	if why == nil {
		why = t.fill(p)
	}
	return why
}

// fill sets the text of a persisted query. It refuses a request without a query.
func (t overHTTP) fill(p *graphql.RawParams) *refused {
	why := t.recall(p)
	if why == nil && strings.TrimSpace(p.Query) == "" {
		return badRequest("the request holds no query: give a document as query")
	}
	return why
}

func badRequest(message string) *refused {
	return refuse(http.StatusBadRequest, codeBadRequest, message)
}

func readURL(p *graphql.RawParams, r *http.Request) *refused {
	q := r.URL.Query()
	p.Query, p.OperationName = q.Get("query"), q.Get("operationName")
	if v := q.Get("variables"); v != "" {
		if err := decode([]byte(v), &p.Variables); err != nil {
			return notRead("variables is not a JSON object", err)
		}
	}
	if v := q.Get("extensions"); v != "" {
		if err := decode([]byte(v), &p.Extensions); err != nil {
			return notRead("extensions is not a JSON object", err)
		}
	}
	return nil
}

func (t overHTTP) readBody(p *graphql.RawParams, r *http.Request) *refused {
	if !sendsJSON(r.Header) {
		return refuse(http.StatusUnsupportedMediaType, codeBadMediaType,
			"the body must be application/json in UTF-8, uncompressed, and the Content-Type must say so")
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return t.bodies.unread(err)
	}
	if bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("[")) {
		return badRequest("batches are not supported: send one operation in each request")
	}
	if err := decode(body, p); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			return badRequest(clipped(wrong.Field) + " is a JSON " + wrong.Value + ": give " + parameters[wrong.Type.Kind()])
		}
		return notRead("the body is not a JSON object", err)
	}
	return nil
}

// notRead refuses JSON that cannot be decoded, or holds half of a character.
func notRead(message string, err error) *refused {
	if errors.Is(err, jsontext.ErrHalfSurrogate) {
		message = err.Error()
	}
	return badRequest(message)
}

// parameters describes the types of the parameters of a request.
var parameters = map[reflect.Kind]string{reflect.String: "a string", reflect.Map: "an object"}

func sendsJSON(h http.Header) bool {
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || media != string(mediaJSON) {
		return false
	}
	charset, encoding := params["charset"], h.Get("Content-Encoding")
	return (charset == "" || strings.EqualFold(charset, "utf-8")) && (encoding == "" || encoding == "identity")
}

// decode reads one JSON value and nothing after it. Numbers keep their digits.
func decode(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return jsontext.Check(b)
}
