package answer

import (
	"fmt"
	"slices"

	"demarche/graph"
)

// A connection is a page that a store returned.
type connection struct {
	selection *Selection
	page      graph.Page
	rows      []any // in the order of the answer; a row holds its sort key and what Nodes lists
	more      bool  // whether the list goes on after the page, in the direction of reading
	total     any   // [count, whether there may be more], or nil if not read
	cursor    func(key any) string
	edge      edge // the one that is being written
}

// An edge is a row of a connection.
type edge struct {
	in     *connection
	of     *Selection
	row    []any
	column int // of the first node
}

func decodeEvents(s *Selection, v any, args Args) (any, error) {
	return decodeConnection(s, v, args, func(key any) string { return graph.EventCursor(key.(int64)) })
}

func decodeOfficials(s *Selection, v any, args Args) (any, error) {
	return decodeConnection(s, v, args, func(key any) string {
		parts := key.([]any)
		return graph.NameCursor(parts[0].(string), parts[1].(string))
	})
}

// decodeConnection decodes [rows, total, missing ids, whether the scan ended early]. A row holds its sort key and what
// Nodes lists. One row more than the page means that the list goes on.
func decodeConnection(s *Selection, v any, args Args, cursor func(key any) string) (any, error) {
	page, err := args.page()
	if err != nil {
		return nil, err
	}
	in := v.([]any)
	if missing, _ := in[2].([]any); len(missing) > 0 {
		return nil, fmt.Errorf("%w: no actor, post, place or source of the filter has the id %q; look it up with search", graph.ErrNotFound, missing[0])
	}
	if exhausted, _ := in[3].(bool); exhausted {
		return nil, fmt.Errorf("%w: too many had to be looked at to fill the page; narrow the filter: a window, fewer kinds, another actor, or a rarer word", graph.ErrTooBroad)
	}
	rows := in[0].([]any)
	c := &connection{selection: s, page: page, total: in[1], cursor: cursor, more: len(rows) > page.Size}
	c.rows = rows[:min(len(rows), page.Size)]
	if page.FromEnd {
		c.rows = slices.Clone(c.rows)
		slices.Reverse(c.rows)
	}
	return c, nil
}

var connectionFields = fieldsOf[connection]{
	"nodes": func(r *renderer, f *Field, c *connection) bool {
		column := c.column(f)
		return r.items(f, f.Type.Item, len(c.rows), func(i int) any { return c.row(i)[column] })
	},
	"edges": func(r *renderer, f *Field, c *connection) bool {
		column := c.column(f)
		return r.items(f, f.Type.Item, len(c.rows), func(i int) any {
			c.edge = edge{c, f.Of, c.row(i), column}
			return &c.edge
		})
	},
	"pageInfo":   func(r *renderer, f *Field, c *connection) bool { return r.object(f.Of, c) },
	"totalCount": func(r *renderer, f *Field, c *connection) bool { return r.total(f, c.total) },
}

var edgeFields = fieldsOf[edge]{
	"cursor": func(r *renderer, _ *Field, e *edge) bool { return r.text(e.in.cursor(e.row[0])) },
	"node":   func(r *renderer, f *Field, e *edge) bool { return r.written(f, &f.Type, e.row[e.columnOf(f)]) },
}

var pageInfoFields = fieldsOf[connection]{
	"hasNextPage": func(r *renderer, _ *Field, c *connection) bool {
		return r.boolean(c.more && !c.page.FromEnd || c.page.Before != "" && c.page.FromEnd)
	},
	"hasPreviousPage": func(r *renderer, _ *Field, c *connection) bool {
		return r.boolean(c.more && c.page.FromEnd || c.page.After != "" && !c.page.FromEnd)
	},
	"startCursor": func(r *renderer, _ *Field, c *connection) bool { return r.cursor(c, 0) },
	"endCursor":   func(r *renderer, _ *Field, c *connection) bool { return r.cursor(c, len(c.rows)-1) },
}

func (c *connection) row(i int) []any { return c.rows[i].([]any) }

// column returns the index in a row of the first node of a field of the connection; the key has index 0.
func (c *connection) column(of *Field) int {
	column := 1
	for _, f := range c.selection.Fields {
		if f == of {
			break
		}
		column += len(nodesOf(f))
	}
	return column
}

// columnOf returns the index in the row of a field node.
func (e *edge) columnOf(node *Field) int {
	column := e.column
	for _, f := range e.of.Fields {
		if f == node {
			break
		}
		if f.Name == "node" {
			column++
		}
	}
	return column
}

// cursor appends the cursor of a row of a page, if the page has rows.
func (r *renderer) cursor(c *connection, i int) bool {
	return len(c.rows) > 0 && r.text(c.cursor(c.row(i)[0]))
}

// total appends the count in [count, whether there may be more].
func (r *renderer) total(f *Field, v any) bool {
	in, ok := v.([]any)
	if !ok {
		return false
	}
	if in[1].(bool) {
		r.fail(fmt.Errorf("%w: more than %d would have to be looked at to count them; leave totalCount out or narrow the filter", graph.ErrTooBroad, graph.MaxCount))
		return false
	}
	return r.written(f, &f.Type, in[0])
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
