package httpd

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// cpuOf is the CPU time that f takes on this goroutine.
func cpuOf(t *testing.T, f func()) time.Duration {
	t.Helper()
	const rusageThread = 1
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var before, after syscall.Rusage
	if err := syscall.Getrusage(rusageThread, &before); err != nil {
		t.Fatal(err)
	}
	f()
	if err := syscall.Getrusage(rusageThread, &after); err != nil {
		t.Fatal(err)
	}
	nanos := func(r syscall.Rusage) int64 { return r.Utime.Nano() + r.Stime.Nano() }
	return time.Duration(nanos(after) - nanos(before))
}

// chain makes fragments f0 to fn, each holding what body makes of the next one's name.
func chain(n int, body func(next string) string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "fragment f%d on Event{%s}", i, body(fmt.Sprintf("...f%d", i+1)))
	}
	fmt.Fprintf(&b, "fragment f%d on Event{id}", n)
	return b.String()
}

func repeated(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

const mostCPU = 50 * time.Millisecond

func TestHostileQueries(t *testing.T) {
	words := func(n int, word string) string {
		return repeated(n, func(i int) string { return fmt.Sprintf("%s%d ", strings.Repeat(word, 6), i) })
	}
	event := func(selection string) string { return `{event(id:"1"){` + selection + `}}` }
	deep := func(n int) string {
		return event(strings.Repeat("partOf{", n) + "id" + strings.Repeat("}", n))
	}
	cases := map[string]struct{ query, want string }{
		"fragment bomb": {
			event("...f0") + chain(18, func(next string) string { return "a:partOf{" + next + "}b:partOf{" + next + "}" }), codeTooComplex,
		},
		"flat fragment bomb":  {event("...f0") + chain(30, func(next string) string { return next + next }), codeTooComplex},
		"fragment cycle":      {event("...a") + "fragment a on Event{partOf{...b}}fragment b on Event{partOf{...a}}", "GRAPHQL_VALIDATION_FAILED"},
		"one field 10,000×":   {event(strings.Repeat("id ", 10_000)), codeTooComplex},
		"one field 4,000×":    {event(strings.Repeat("id ", 4_000)), codeTooComplex},
		"one field 900×":      {event(strings.Repeat("id ", 900)), codeTooComplex},
		"one field 250×":      {event(strings.Repeat("id ", 249)), ""},
		"one object 80×":      {event(strings.Repeat("partOf{id id id} ", 80)), ""},
		"a wide tree":         {event(strings.Repeat("partOf{partOf{id id} x:partOf{id}}", 80)), ""},
		"nested pairs, fewer": {event(nested(6)), ""},
		"nested pairs":        {event(nested(9)), codeTooComplex},
		"alias flood":         {event(repeated(1_500, func(i int) string { return fmt.Sprintf("a%d:id ", i) })), codeTooComplex},
		"aliased roots":       {"{" + repeated(21, func(i int) string { return fmt.Sprintf("a%d:__typename ", i) }) + "}", codeTooComplex},
		"roots in fragments":  {"{...q ...r}fragment q on Query{" + aliased("a", 11) + "}fragment r on Query{" + aliased("b", 11) + "}", codeTooComplex},
		"deep":                {deep(20), codeTooComplex},
		"very deep":           {deep(900), codeTooComplex},
		"deep by fragments":   {event("...f0") + chain(20, func(next string) string { return "partOf{" + next + "}" }), codeTooComplex},
		"deep value":          {`{search(text:` + strings.Repeat("[", 900) + strings.Repeat("]", 900) + `){id}}`, "GRAPHQL_VALIDATION_FAILED"},
		"unclosed":            {strings.Repeat("{event(id:1)", 700), "GRAPHQL_PARSE_FAILED"},
		"introspection loop":  {"{__schema{types{" + strings.Repeat("fields{type{", 8) + "name" + strings.Repeat("}}", 8) + "}}}", "GRAPHQL_VALIDATION_FAILED"},
		"deep introspection":  {`{__type(name:"Query"){` + strings.Repeat("ofType{", 25) + "name" + strings.Repeat("}", 25) + "}}", codeTooComplex},
		"wide introspection":  {"{__schema{types{" + repeated(60, func(i int) string { return fmt.Sprintf("a%d:fields{args{type{name}}}", i) }) + "}}}", codeTooComplex},
		"many introspections": {"{" + repeated(20, func(i int) string {
			return fmt.Sprintf("a%d:__schema{types{fields{args{name description type{name kind ofType{name kind}}}}}}", i)
		}) + "}", codeTooComplex},
		"directive flood":      {event("id" + strings.Repeat("@skip(if:false)", 150)), codeTooComplex},
		"unknown directives":   {event("id" + strings.Repeat("@x", 1_000)), codeTooComplex},
		"unknown fields":       {event(repeated(900, func(i int) string { return fmt.Sprintf("particpants%d ", i) })), "GRAPHQL_VALIDATION_FAILED"},
		"a long unknown field": {event(strings.Repeat("x", 60_000)), "GRAPHQL_VALIDATION_FAILED"},
		"unknown arguments":    {`{event(` + repeated(1_200, func(i int) string { return fmt.Sprintf("idd%d:1 ", i) }) + `){id}}`, "GRAPHQL_VALIDATION_FAILED"},
		"many operations": {
			repeated(200, func(i int) string { return fmt.Sprintf("query q%d{event(id:1){...f}}", i) }) + "fragment f on Event{" + aliased("a", 400) + "}",
			codeTooComplex,
		},
		"many fragments": {
			event("...f0") + repeated(200, func(i int) string { return fmt.Sprintf("fragment f%d on Event{...g}", i) }) + "fragment g on Event{" + aliased("a", 400) + "}",
			codeTooComplex,
		},
		"fragment pairs": {
			event(repeated(60, func(i int) string { return fmt.Sprintf("...f%d ", i) })) +
				repeated(60, func(i int) string { return fmt.Sprintf("fragment f%d on Event{id id id partOf{id}}", i) }), "",
		},
		"many variables": {
			"query(" + repeated(450, func(i int) string { return fmt.Sprintf("$v%d:ID=1 ", i) }) + "){nodes(ids:[" + repeated(450, func(i int) string { return fmt.Sprintf("$v%d ", i) }) + "]){id}}",
			"",
		},
		"long text":            {event("id") + "#" + strings.Repeat("x", 70_000), codeTooComplex},
		"long list":            {`{nodes(ids:[` + strings.Repeat("1 ", 4_800) + `]){...on Event{participants{roles}partOf{partOf{partOf{partOf{partOf{partOf{partOf{partOf{partOf{partOf{id}}}}}}}}}}}}}`, codeTooComplex},
		"huge text":            {`{search(text:"` + strings.Repeat("x", 60_000) + `"){score}}`, ""},
		"escapes":              {`{search(text:"` + strings.Repeat(`\u00e9`, 10_000) + `"){score}}`, ""},
		"huge number":          {`{timeline(first:` + strings.Repeat("9", 60_000) + `){totalCount}}`, "GRAPHQL_VALIDATION_FAILED"},
		"deep input":           {`{timeline(filter:` + strings.Repeat("{during:", 900) + "1" + strings.Repeat("}", 900) + `){totalCount}}`, "GRAPHQL_VALIDATION_FAILED"},
		"unknown values":       {`{timeline(filter:{kinds:[` + words(900, "MEETING") + `]}){totalCount}}`, "GRAPHQL_VALIDATION_FAILED"},
		"unknown input fields": {`{timeline(filter:{` + strings.ReplaceAll(words(900, "kinds"), " ", ":1 ") + `}){totalCount}}`, "GRAPHQL_VALIDATION_FAILED"},
		"unknown types": {
			event(repeated(240, func(i int) string { return fmt.Sprintf("...on %s%d{id}", strings.Repeat("Agreement", 6), i) })), "GRAPHQL_VALIDATION_FAILED",
		},
		"similar fields":      {event(words(800, "participants")), "GRAPHQL_VALIDATION_FAILED"},
		"undefined variables": {`{nodes(ids:[` + repeated(2_000, func(i int) string { return fmt.Sprintf("$v%d ", i) }) + `]){id}}`, "GRAPHQL_VALIDATION_FAILED"},
		"defer":               {event("...@defer{id}"), "GRAPHQL_VALIDATION_FAILED"},
		"defer by name":       {event("...f@defer(if:false)") + "fragment f on Event{id}", "GRAPHQL_VALIDATION_FAILED"},
	}
	schema := projectSchema(t)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newTestServer(t, Config{Schema: &fakeSchema{schema: schema}})
			r := post(c.query, nil)
			w := httptest.NewRecorder()
			took := cpuOf(t, func() { s.Handler().ServeHTTP(w, r) })
			t.Logf("%d bytes, %v CPU", len(c.query), took)
			if got := codeOf(t, w); got != c.want {
				t.Errorf("code %q, want %q: %.300s", got, c.want, w.Body)
			}
			if took > mostCPU && !raceEnabled {
				t.Errorf("took %v of CPU, want at most %v", took, mostCPU)
			}
			if w.Code != http.StatusOK {
				t.Errorf("status %d", w.Code)
			}
			if w.Body.Len() > 10_000 {
				t.Errorf("the answer has %d bytes", w.Body.Len())
			}
		})
	}
}

func aliased(prefix string, n int) string {
	return repeated(n, func(i int) string { return fmt.Sprintf("%s%d:__typename ", prefix, i) })
}

func nested(n int) string {
	if n == 0 {
		return "id"
	}
	return "partOf{" + nested(n-1) + "}partOf{" + nested(n-1) + "}"
}

// Requests whose text is short and whose rest is not.
func TestHostileRequests(t *testing.T) {
	filling := func(item string) string { return strings.Repeat(item, (250<<10)/len(item)) }
	numbered := func(format string) string {
		return repeated(12_000, func(i int) string { return fmt.Sprintf(format, i) })
	}
	asked := func(query, variables string) *http.Request {
		return body(`{"query":"` + query + `","variables":` + variables + `}`)
	}
	const ids, filter = `query($i:[ID!]!){nodes(ids:$i){id}}`, `query($f:EventFilter){timeline(filter:$f){totalCount}}`
	const types = "/graphql?query={__schema{types{name}}}"
	cases := map[string]struct {
		request *http.Request
		status  int
		code    string
	}{
		"many ids":              {asked(ids, `{"i":[`+filling(`"1",`)+`"1"]}`), 200, ""},
		"ids that are none":     {asked(ids, `{"i":[`+filling(`{},`)+`"1"]}`), 200, "GRAPHQL_VALIDATION_FAILED"},
		"deep variables":        {asked(ids, `{"i":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+`}`), 400, codeBadRequest},
		"less deep":             {asked(ids, `{"i":`+strings.Repeat("[", 9_000)+strings.Repeat("]", 9_000)+`}`), 200, "GRAPHQL_VALIDATION_FAILED"},
		"many values":           {asked(filter, `{"f":{"kinds":[`+filling(`"MEETING",`)+`"VISIT"]}}`), 200, ""},
		"unknown keys":          {asked(filter, `{"f":{`+numbered(`"k%d":1,`)+`"x":1}}`), 200, "GRAPHQL_VALIDATION_FAILED"},
		"unused variables":      {asked("{__typename}", `{`+numbered(`"k%d":1,`)+`"x":1}`), 200, ""},
		"numbers":               {asked("{__typename}", `{"x":[`+filling("1,")+`1]}`), 200, ""},
		"one key over and over": {body(`{` + filling(`"query":"{",`) + `"query":"{__typename}"}`), 200, ""},
		"a batch":               {body(`[` + filling(`{"query":"{__typename}"},`) + `{}]`), 400, codeBadRequest},
		"a form of another site": {
			with(request(http.MethodPost, "/graphql", filling("query=x&")), "Content-Type", "application/x-www-form-urlencoded", "Origin", "http://evil.example"), 403, codeCrossSite,
		},
		"too long":             {body(`{"query":"{__typename}","x":"` + filling("x") + filling("x") + `"}`), 413, codeBodyTooLarge},
		"a long id of a query": {body(`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + filling("x") + `"}}}`), 200, codePersistedQuery},
		"media types":          {with(post("{__typename}", nil), "Accept", strings.Repeat("a/b;q=0.1,", 6_000)), 406, codeNotAcceptable},
		"codings":              {with(get(types), "Accept-Encoding", strings.Repeat("ab;q=0.1,", 6_000)), 200, ""},
		"tags":                 {with(get(types), "If-None-Match", strings.Repeat(`"a",`, 15_000)), 200, ""},
		"a long address":       {get("/graphql?" + strings.Repeat("a=b&", 9_000) + "query={__typename}"), 200, ""},
		"a longer address":     {get("/graphql?" + strings.Repeat("a=b&", 15_000) + "query={__typename}"), 400, codeBadRequest},
	}
	h := newTestServer(t, Config{Schema: &fakeSchema{schema: projectSchema(t)}}).Handler()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := httptest.NewRecorder()
			took := cpuOf(t, func() { h.ServeHTTP(w, c.request) })
			t.Logf("%v CPU", took)
			if w.Code != c.status || codeOf(t, w) != c.code {
				t.Errorf("%d %q, want %d %q: %.300s", w.Code, codeOf(t, w), c.status, c.code, w.Body)
			}
			if took > mostCPU && !raceEnabled {
				t.Errorf("took %v of CPU, want at most %v", took, mostCPU)
			}
		})
	}
}
