package export

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
)

// Request holds the parameters of an export.
type Request struct {
	What     string       // of tables, which one
	Filter   graph.Filter // of records and tables
	Filtered bool         // the filter has conditions
	Map      graph.MapQuery
}

// Parse parses a request. The parameters have the names of the arguments of timeline and relationshipMap; from and to
// give a window. A list is a repeated parameter, or values separated by commas. The error wraps graph.ErrBadInput,
// graph.ErrBadDate or country.ErrBadCode, and names the parameter.
func (f Format) Parse(in url.Values) (Request, error) {
	p := parameters{in: in, known: map[string]bool{}}
	var r Request
	switch f.Of {
	case Maps:
		r.Map = p.mapQuery()
		if f.Timed {
			r.Map.Bucket = graph.TimeBucket(p.oneOf("bucket", texts(graph.Buckets), ""))
		}
	case Tables:
		r.What = p.oneOf("what", tableNames(), tables[0].Name)
		r.Filter = p.filter()
	case Records:
		r.Filter = p.filter()
	}
	p.others(f)
	for name := range in {
		r.Filtered = r.Filtered || name != "what"
	}
	return r, p.err
}

// parameters parses parameters one by one and stores the first error in err.
type parameters struct {
	in    url.Values
	known map[string]bool // names that were asked for
	err   error
}

func (p *parameters) fail(name string, err error) {
	if p.err == nil {
		p.err = fmt.Errorf("%s: %w", name, err)
	}
}

// list returns the values of a parameter that are not empty.
func (p *parameters) list(name string) (out []string) {
	p.known[name] = true
	for _, v := range p.in[name] {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// text returns the value of a parameter that occurs at most once and is not a list.
func (p *parameters) text(name string) (string, bool) {
	p.known[name] = true
	if len(p.in[name]) > 1 {
		p.fail(name, fmt.Errorf("%w: it is given %d times", graph.ErrBadInput, len(p.in[name])))
	}
	return p.in.Get(name), p.in.Get(name) != ""
}

// words returns the values of a list. Each value has to be in of.
func words[T ~string](p *parameters, name string, of []T) (out []T) {
	for _, v := range p.list(name) {
		word := T(strings.ToUpper(v))
		if !slices.Contains(of, word) {
			p.fail(name, fmt.Errorf("%w: %q is none of %s", graph.ErrBadInput, v, joined(of)))
		}
		out = append(out, word)
	}
	return out
}

func joined[T ~string](in []T) string { return strings.Join(texts(in), ", ") }

func texts[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

// oneOf returns the value of a parameter, which has to be in of, in any letter case. It returns usual if the parameter
// is not given.
func (p *parameters) oneOf(name string, of []string, usual string) string {
	v, ok := p.text(name)
	if !ok {
		return usual
	}
	for _, word := range of {
		if strings.EqualFold(v, word) {
			return word
		}
	}
	p.fail(name, fmt.Errorf("%w: %q is none of %s", graph.ErrBadInput, v, joined(of)))
	return usual
}

func (p *parameters) date(name string) *edtf.Date {
	text, ok := p.text(name)
	if !ok {
		return nil
	}
	d, err := graph.ParseDate(text)
	if err != nil {
		p.fail(name, err)
	}
	return &d
}

// during returns the window of from and to, or nil if neither is given.
func (p *parameters) during() *graph.Window {
	w := graph.Window{From: p.date("from"), To: p.date("to")}
	if w == (graph.Window{}) {
		return nil
	}
	if err := w.Check(); err != nil {
		p.fail("to", err)
	}
	return &w
}

func (p *parameters) filter() graph.Filter {
	f := graph.Filter{
		Actors: p.list("actors"), Match: graph.Match(p.oneOf("match", []string{string(graph.MatchAny), string(graph.MatchAll)}, string(graph.MatchAny))),
		Kinds: words(p, "kinds", kinds()), Roles: words(p, "roles", graph.Roles), Places: p.list("places"), Sources: p.list("sources"),
		During:    p.during(),
		Certainty: graph.Certainty(p.oneOf("certainty", []string{string(graph.Possible), string(graph.Certain)}, string(graph.Possible))),
	}
	for _, c := range p.list("countries") {
		code, err := country.ParseCode(c)
		if err != nil {
			p.fail("countries", err)
		}
		f.Countries = append(f.Countries, code)
	}
	if text, ok := p.text("text"); ok {
		f.Text = &text
	}
	if text, ok := p.text("topLevel"); ok {
		top, err := strconv.ParseBool(text)
		if err != nil {
			p.fail("topLevel", fmt.Errorf("%w: %q is neither true nor false", graph.ErrBadInput, text))
		}
		f.TopLevel = &top
	}
	return f
}

func (p *parameters) mapQuery() graph.MapQuery {
	return graph.MapQuery{
		Around: p.list("around"), Depth: p.number("depth", 1), During: p.during(), Kinds: words(p, "kinds", kinds()),
		MaxNodes: p.number("maxNodes", defaultMapNodes), Count: true,
	}
}

func (p *parameters) number(name string, usual int) int {
	text, ok := p.text(name)
	if !ok {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		p.fail(name, fmt.Errorf("%w: %q is no whole number", graph.ErrBadInput, text))
	}
	return n
}

func kinds() []graph.EventKind { return slices.Sorted(maps.Keys(graph.Types)) }

// others reports an error if there are parameters that the format does not have.
func (p *parameters) others(f Format) {
	for _, name := range slices.Sorted(maps.Keys(p.in)) {
		if !p.known[name] {
			p.fail(name, fmt.Errorf("%w: %s has no such parameter; it has %s", graph.ErrBadInput, f.Name, strings.Join(slices.Sorted(maps.Keys(p.known)), ", ")))
		}
	}
}
