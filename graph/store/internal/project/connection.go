package project

import (
	"strings"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/store/cypher"
)

// A connection is a page of events. An index gives a stream of events in order: all events, those of actors, those of a
// pair or those with words. The rest of the filter is checked on each event, within a budget of events. The statement
// holds only the conditions that the filter has, because planning each condition costs milliseconds.

// A condition is a part of a filter that is checked event by event.
type condition struct {
	letter byte // in the key under which a text is kept
	has    func(f *graph.Filter, s stream) bool
	cypher string
}

var conditions = []condition{
	{
		'f', func(f *graph.Filter, _ stream) bool { from, _ := f.During.Days(); return from != nil },
		"({x}.latest IS NULL OR {x}.latest >= {$}.from)",
	},
	{
		't', func(f *graph.Filter, _ stream) bool { _, to := f.During.Days(); return to != nil },
		"({x}.earliest IS NULL OR {x}.earliest <= {$}.to)",
	},
	{
		'c', isCertain,
		// An open end is never certain, not even where the window is open too.
		"{x}.certain AND {x}.earliest >= coalesce({$}.from, {x}.earliest) AND {x}.latest <= coalesce({$}.to, {x}.latest)",
	},
	{'k', func(f *graph.Filter, _ stream) bool { return len(f.Kinds) > 0 }, "{x}.kind IN {$}.kinds"},
	{
		'l', func(f *graph.Filter, _ stream) bool { return f.TopLevel != nil && *f.TopLevel },
		"NOT EXISTS { ({x})-[:PART_OF]->(:Event) }",
	},
	{
		// The stream of disputed events has no others.
		'd', func(f *graph.Filter, s stream) bool { return f.Disputed && s.Name != "disputed" },
		"{x}.disputed",
	},
	{
		'p', func(f *graph.Filter, _ stream) bool { return len(f.Places) > 0 },
		"EXISTS { ({x})-[:HELD_IN]->({+w}:Place) WHERE {w}.id IN {$}.places }",
	},
	{
		's', func(f *graph.Filter, _ stream) bool { return len(f.Sources) > 0 },
		"EXISTS { ({x})-[:SOURCED_FROM]->({+w}:Source) WHERE {w}.id IN {$}.sources }",
	},
	{
		'g', func(_ *graph.Filter, s stream) bool { return len(s.groups) > 0 },
		"all({+g} IN {$}.groups WHERE EXISTS { ({x})<-[{+w}:PARTICIPATED_IN]-() WHERE {w}.pid IN {g} })",
	},
	{
		'r', func(f *graph.Filter, _ stream) bool { return len(f.Roles) > 0 },
		"EXISTS { ({x})<-[{+w}:PARTICIPATED_IN]-() WHERE ({$}.actors IS NULL OR {w}.pid IN {$}.actors) AND any({+z} IN {w}.roles WHERE {z} IN {$}.roles) }",
	},
}

func isCertain(f *graph.Filter, _ stream) bool {
	from, to := f.During.Days()
	return f.Certainty == graph.Certain && (from != nil || to != nil)
}

// splits reports whether long events need a separate search. The window's sort keys exclude events that begin long
// before it, and events without a known beginning that end after it. The stream of disputed events ignores the window.
func splits(f *graph.Filter) bool {
	from, to := f.During.Days()
	return !f.Disputed && (from != nil || to != nil) && f.Certainty != graph.Certain
}

// variant encodes which text a timeline with these arguments has.
func variant(args *graph.TimelineArgs, ofActor bool) string {
	s := streamFor(&args.Filter, ofActor)
	b := []byte(s.Name)
	b = append(b, map[bool]byte{false: '+', true: '-'}[args.Descending()])
	b = append(b, LettersOf(&args.Filter, s)...)
	if len(s.pids) > 1 {
		b = append(b, 'm')
	}
	return string(append(b, ' '))
}

// LettersOf encodes the conditions of a filter.
func LettersOf(f *graph.Filter, s stream) (b []byte) {
	for _, c := range conditions {
		if c.has(f, s) {
			b = append(b, c.letter)
		}
	}
	return b
}

// A timeline is the field of a connection with its arguments.
type timeline struct {
	field  *answer.Field
	filter *graph.Filter
	stream stream
	down   bool // from the newest
}

func (c *Compiler) timeline(f *answer.Field) timeline {
	args := c.Args[f.Arg].Timeline
	filter := &args.Filter
	if f.Name == recordedField {
		return timeline{field: f, filter: filter, stream: RecordedStream(filter)}
	}
	return timeline{f, filter, streamFor(filter, f.On != nil), args.Descending()}
}

// connection returns the expression for a timeline: of the actor {n} if the scope has one, else of all events.
func (c *Compiler) connection(in Scope, f *answer.Field) string {
	c.vars++
	t := c.timeline(f)
	return c.Fill(t.directed("connection"), in.with("x", scopeVariable("x", c.vars)), f)
}

// piece returns the text for a name that only the templates of a connection and its streams use.
func (c *Compiler) piece(name string, in, below Scope, f *answer.Field) (string, bool) {
	switch name {
	case "scope":
		return "(" + in["n"] + ")", true
	case "pids":
		return pidsOf(in, f), true
	case "matches":
		return c.matches(below, f, splits(c.timeline(f).filter) && below["key"] != "lsk"), true
	case "overlaps":
		return c.matches(below, f, false), true
	case "nodes":
		return c.nodes(f.Of, below["x"]), true
	case "stream":
		return c.stream(below, f, "page"), true
	case "page":
		return c.connection(Scope{}, f), true
	case "all":
		return c.stream(below, f, "all"), true
	case "total":
		return c.total(in, f), true
	case "cut":
		return c.cut(in, f), true
	case "exhausted":
		return c.exhausted(below, f), true
	case "wide":
		return c.wide(below, f), true
	case "wide_of_pair":
		return c.part(c.timeline(f), "pair_wide", below.with("last", "null")), true
	case "unknown":
		return c.unknown(f), true
	case "earlier":
		return c.Fill(cypher.Text("fields/earlier"), below, f), true
	case "participants":
		return c.Fill(cypher.Text("fields/participants"), in, f), true
	case "properties":
		return saidProperties(in["n"]), true
	case "cited":
		return c.row(f.Of, Scope{"n": "x", "r": "r"}), true
	}
	return "", false
}

// pidsOf returns the keys of the actors of a stream: those of the actor in scope or of the filter.
func pidsOf(in Scope, f *answer.Field) string {
	if n := in["n"]; n != "" {
		return "[" + n + ".pid]"
	}
	return parameter(f) + ".pids"
}

// matches returns the filter's conditions on an event. With short, they exclude the events with a separate search.
func (c *Compiler) matches(in Scope, f *answer.Field, short bool) string {
	t := c.timeline(f)
	var parts []string
	if short {
		parts = append(parts, in["x"]+".lsk IS NULL")
	}
	for _, cond := range conditions {
		if cond.has(t.filter, t.stream) {
			parts = append(parts, c.Fill(cond.cypher, in, f))
		}
	}
	if parts == nil {
		return "true"
	}
	return strings.Join(parts, " AND ")
}

// stream returns the part that finds the events of a page, or of the whole list.
func (c *Compiler) stream(in Scope, f *answer.Field, which string) string {
	t := c.timeline(f)
	in = in.with("range", parameter(f)+"."+which)
	if t.stream.Name != "actors" {
		return c.parts(t, in)
	}
	c.vars++
	pid := scopeVariable("pid", c.vars)
	return "UNWIND " + pidsOf(in, f) + " AS " + pid + " CALL (" + pid + ") { " + c.parts(t, in.with("pid", pid)) + " } RETURN " + in["x"]
}

// parts returns a subquery for events that an index has in order, and for events outside that order. The latter are
// long events, if a window splits them off, and a pair's events of many actors. They end at the last of a full page.
func (c *Compiler) parts(t timeline, in Scope) string {
	first := c.part(t, t.stream.Name, in.within("sk"))
	if !t.mixed() {
		return first
	}
	c.vars++
	last := scopeVariable("last", c.vars)
	var rest []string
	if splits(t.filter) {
		rest = append(rest, c.long(t, t.stream.Name, in.with("last", last)))
	}
	if t.stream.Name == "pair" {
		rest = append(rest, c.part(t, "pair_wide", in.with("last", last)))
	}
	in = in.with("first", first).with("last", last).with("rest", strings.Join(rest, "\nUNION ALL\n"))
	return c.Fill(cypher.Text("streams/mixed"), in, t.field)
}

// wide returns a subquery for shared events of a pair that have many actors. Long events are separate, as in parts.
func (c *Compiler) wide(in Scope, f *answer.Field) string {
	t := c.timeline(f)
	parts := []string{c.part(t, "wide", in.within("wsk").upTo(in["last"], t.down))}
	if splits(t.filter) {
		parts = append(parts, c.long(t, "wide", in))
	}
	return strings.Join(parts, "\nUNION ALL\n")
}

// long returns a part for long events: those that begin before the end of the window, and those with an unknown
// beginning.
func (c *Compiler) long(t timeline, name string, in Scope) string {
	c.vars++
	in = in.with("r", scopeVariable("r", c.vars))
	in = in.with("part", c.part(t, name, in.longOnes(in["last"], t.down)))
	return c.Fill(cypher.Text("streams/long"), in, t.field)
}

func (c *Compiler) part(t timeline, name string, in Scope) string {
	return c.Fill(t.directed("streams/"+name), in, t.field)
}

// within returns a scope of events with the sort key of that name in the scope's range.
func (s Scope) within(key string) Scope {
	return s.with("key", key).with("lo", s["range"]+".lo").with("hi", s["range"]+".hi")
}

// longOnes returns a scope of one range of long events, {r}, up to a sort key.
func (s Scope) longOnes(last string, down bool) Scope {
	return s.with("key", "lsk").with("lo", s["r"]+".lo").with("hi", s["r"]+".hi").upTo(last+" + "+s["r"]+".by", down)
}

// upTo returns the scope with its range cut, in the order of the page, at a sort key that may be null.
func (s Scope) upTo(last string, down bool) Scope {
	end := map[bool]string{false: "hi", true: "lo"}[down]
	return s.with(end, "coalesce("+last+", "+s[end]+")")
}

// directed returns a template in the requested direction. The files have the newest first.
func (t timeline) directed(name string) string {
	if t.down {
		return cypher.Text(name)
	}
	return strings.ReplaceAll(cypher.Text(name), " DESC", "")
}

// mixed reports whether the events come from several parts, see parts.
func (t timeline) mixed() bool {
	return t.stream.Name == "pair" || t.stream.Name != "text" && splits(t.filter)
}

// whole reports whether the stream holds exactly the events of the filter. Their number is known without counting
// then.
func (t timeline) whole() bool {
	for _, c := range conditions {
		if c.has(t.filter, t.stream) {
			return false
		}
	}
	return len(t.stream.pids) < 2 && t.stream.Name != "text"
}

// total returns an expression for [number of matching events, whether there may be more].
func (c *Compiler) total(in Scope, f *answer.Field) string {
	if !f.Of.Wants("totalCount") {
		return "null"
	}
	t := c.timeline(f)
	if t.whole() {
		return c.Fill(cypher.Text("streams/"+t.stream.Name+"_total"), in.with("range", parameter(f)+".all"), f)
	}
	counted := "COUNT { CALL (" + in["n"] + ") { " + c.stream(in, f, "all") + " } RETURN DISTINCT " + in["x"] + " }"
	return c.Fill("[{+count} IN ["+counted+"] | [{count}, {count} >= {$}.all.limit OR "+c.cut(in, f)+"]][0]", in, f)
}

// cut returns an expression that is true if the budget ended before the list did. Events beyond the budget are not
// checked, so they may match.
func (c *Compiler) cut(in Scope, f *answer.Field) string {
	t := c.timeline(f)
	if t.whole() || in["cut"] == "false" { // a full scan has no budget
		return "false"
	}
	return c.short(t, in.with("range", parameter(f)+".all"), "null")
}

// exhausted returns an expression that is true if the budget ended before the page did. A full page of one part is
// complete. With several parts, one may lack events that belong before the last event of another.
func (c *Compiler) exhausted(in Scope, f *answer.Field) string {
	t := c.timeline(f)
	if t.whole() {
		return "false"
	}
	in = in.with("range", parameter(f)+".page")
	if t.stream.Name == "text" { // it comes by how well it matches: what is missing may belong anywhere
		return c.spent(t, in)
	}
	notFull := c.Fill("size({rows}) < {range}.limit", in, f)
	if !t.mixed() {
		return notFull + " AND " + c.spent(t, in.within("sk"))
	}
	last := c.Fill("CASE WHEN "+notFull+" THEN null ELSE {rows}[-1][0] END", in, f)
	return c.short(t, in, last)
}

// short says whether the budget ended before one of the parts did, up to the last event of a page; null is none.
func (c *Compiler) short(t timeline, in Scope, last string) string {
	text := c.spent(t, in.within("sk").upTo(last, t.down))
	if splits(t.filter) && t.stream.Name != "text" {
		text += " OR any(r IN " + in["range"] + ".long WHERE " + c.spent(t, in.with("r", "r").longOnes(last, t.down)) + ")"
	}
	return text
}

// spent returns an expression that is true if a range holds as many events of one actor as the budget allows.
func (c *Compiler) spent(t timeline, in Scope) string {
	counted := "COUNT { " + cypher.Text("streams/"+t.stream.Name+"_scanned") + " } >= {range}.budget"
	switch t.stream.Name {
	case "actors":
		counted = "any({+pid} IN {pids} WHERE " + counted + ")"
	}
	return c.Fill(counted, in, t.field)
}

// unknown returns the ids in the filter that do not exist.
func (c *Compiler) unknown(f *answer.Field) string {
	filter := c.timeline(f).filter
	text := c.Fill("[{+id} IN {$}.ids WHERE NOT EXISTS { (:Actor {id: {id}}) }]", Scope{}, f)
	if len(filter.Places) > 0 {
		text += c.Fill(" + [{+id} IN {$}.places WHERE NOT EXISTS { (:Place {id: {id}}) }]", Scope{}, f)
	}
	if len(filter.Sources) > 0 {
		text += c.Fill(" + [{+id} IN {$}.sources WHERE NOT EXISTS { (:Source {id: {id}}) }]", Scope{}, f)
	}
	return text
}

// nodes returns the projection of a connection's rows: every selection of its events, one after another.
func (c *Compiler) nodes(connection *answer.Selection, variable string) string {
	var b strings.Builder
	for _, s := range answer.Nodes(connection) {
		b.WriteString(", ")
		b.WriteString(c.row(s, Scope{"n": variable}))
	}
	return b.String()
}
