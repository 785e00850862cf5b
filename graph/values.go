package graph

import (
	"fmt"
	"slices"

	"demarche/graph/edtf"
)

// valueOf takes a selection of an object, the one value that a store returned for it, and the arguments of its field.
// It returns a function that gives the value of a field by its index.
type valueOf func(s *Selection, v any, args map[string]any) (func(i int) any, error)

// values are the object types whose fields are computed from one value:
//   - FuzzyDate from the date's EDTF text;
//   - GapDays from the EDTF texts of the earlier and the later date;
//   - Change from what Compare takes;
//   - EventConnection from [rows, total, missing ids, whether the scan ended early], a row holding the event's sort key and what Nodes lists; one row more
//     than the page says that it goes on;
//   - OfficialConnection likewise, with [name, id] as the key.
var values = map[string]valueOf{
	"FuzzyDate":       fuzzyDate,
	"GapDays":         gapDays,
	"Change":          change,
	"EventConnection": connectionOf(func(key any) string { return EventCursor(key.(int64)) }),
	"OfficialConnection": connectionOf(func(key any) string {
		parts := key.([]any)
		return NameCursor(parts[0].(string), parts[1].(string))
	}),
}

func fuzzyDate(s *Selection, v any, _ map[string]any) (func(int) any, error) {
	d, err := edtf.Parse(v.(string))
	if err != nil {
		return nil, fmt.Errorf("%w: a stored date is broken: %w", ErrInternal, err)
	}
	return func(i int) any {
		switch s.Fields[i].Name {
		case "edtf":
			return d.String()
		case "earliest":
			return knownDay(d.Earliest())
		case "latest":
			return knownDay(d.Latest())
		case "precision":
			return string(d.Precision())
		}
		return d.Label()
	}, nil
}

func knownDay(d edtf.Day, ok bool) any {
	if !ok {
		return nil
	}
	return d
}

func gapDays(s *Selection, v any, _ map[string]any) (func(int) any, error) {
	texts := v.([]any)
	earlier, err1 := edtf.Parse(texts[0].(string))
	later, err2 := edtf.Parse(texts[1].(string))
	gap, ok := edtf.GapBetween(earlier, later)
	if err1 != nil || err2 != nil || !ok {
		return nil, fmt.Errorf("%w: no gap between %v and %v", ErrInternal, texts[0], texts[1])
	}
	return func(i int) any {
		if s.Fields[i].Name == "min" {
			return gap.Min
		}
		return gap.Max
	}, nil
}

// A connection is a page that a store returned.
type connection struct {
	page    Page
	rows    []any
	more    bool
	total   any
	cursors func(key any) string
}

func connectionOf(cursor func(key any) string) valueOf {
	return func(s *Selection, v any, args map[string]any) (func(int) any, error) {
		page, err := PageOf(args)
		if err != nil {
			return nil, err
		}
		in := v.([]any)
		if missing, _ := in[2].([]any); len(missing) > 0 {
			return nil, fmt.Errorf("%w: no actor, post, place or source of the filter has the id %q; look it up with search", ErrNotFound, missing[0])
		}
		if exhausted, _ := in[3].(bool); exhausted {
			return nil, fmt.Errorf("%w: too many had to be looked at to fill the page; narrow the filter: a window, fewer kinds, another actor, or a rarer word", ErrTooBroad)
		}
		c := connection{page: page, total: total(in[1]), cursors: cursor}
		rows := in[0].([]any)
		c.more = len(rows) > page.Size
		c.rows = slices.Clone(rows[:min(len(rows), page.Size)])
		if page.FromEnd {
			slices.Reverse(c.rows)
		}
		return func(i int) any { return c.field(s.Fields[i], column(s, i)) }, nil
	}
}

// total decodes [count, whether there may be more].
func total(v any) any {
	in, ok := v.([]any)
	if !ok {
		return nil
	}
	if in[1].(bool) {
		return fmt.Errorf("%w: more than %d would have to be looked at to count them; leave totalCount out or narrow the filter", ErrTooBroad, MaxCount)
	}
	return in[0]
}

// field returns a field's value; at is the column of its first projected node.
func (c *connection) field(f *Field, at int) any {
	switch f.Name {
	case "totalCount":
		return c.total
	case "pageInfo":
		return c.pageInfo(f.Of)
	}
	out := make([]any, len(c.rows))
	for i, r := range c.rows {
		row := r.([]any)
		if f.Name == "nodes" {
			out[i] = row[at]
			continue
		}
		out[i] = c.edge(f.Of, row, at)
	}
	return out
}

func (c *connection) edge(s *Selection, row []any, at int) []any {
	edge := make([]any, len(s.Fields))
	for i, f := range s.Fields {
		if f.Name == "cursor" {
			edge[i] = c.cursors(row[0])
			continue
		}
		edge[i] = row[at]
		at++
	}
	return edge
}

func (c *connection) pageInfo(s *Selection) []any {
	out := make([]any, len(s.Fields))
	for i, f := range s.Fields {
		out[i] = c.pageInfoField(f.Name)
	}
	return out
}

func (c *connection) pageInfoField(name string) any {
	switch {
	case name == "hasNextPage":
		return c.more && !c.page.FromEnd || c.page.Before != "" && c.page.FromEnd
	case name == "hasPreviousPage":
		return c.more && c.page.FromEnd || c.page.After != "" && !c.page.FromEnd
	case len(c.rows) == 0:
		return nil
	case name == "startCursor":
		return c.cursors(c.rows[0].([]any)[0])
	}
	return c.cursors(c.rows[len(c.rows)-1].([]any)[0])
}

// Nodes returns the selections of a connection's rows, one for each of its fields nodes and edges.node. A store
// projects them for each row after the row's key.
func Nodes(connection *Selection) []*Selection {
	var out []*Selection
	for _, f := range connection.Fields {
		out = append(out, nodesOf(f)...)
	}
	return out
}

func nodesOf(f *Field) (out []*Selection) {
	switch f.Name {
	case "nodes":
		return []*Selection{f.Of}
	case "edges":
		for _, g := range f.Of.Fields {
			if g.Name == "node" {
				out = append(out, g.Of)
			}
		}
	}
	return out
}

// column returns the index in a row of the nodes of field i; the key has index 0.
func column(connection *Selection, i int) int {
	at := 1
	for _, f := range connection.Fields[:i] {
		at += len(nodesOf(f))
	}
	return at
}

// Wants reports whether the selection has a field of that name.
func (s *Selection) Wants(name string) bool {
	return slices.ContainsFunc(s.Fields, func(f *Field) bool { return f.Name == name })
}
