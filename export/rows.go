package export

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"demarche/graph"
)

// A tableWriter writes rows in a format. A value is of its column's type: a string, []string, edtf.Day, int64, float64,
// bool, or nil.
type tableWriter interface {
	rows(rows [][]any) error
	// close ends a table that is whole, fail one that is not: so that readers see it.
	close() error
	fail()
}

// writeTable writes the table that r describes. It reads the first rows before it writes anything.
func writeTable(
	ctx context.Context,
	g Graph,
	r Request,
	w io.Writer,
	begin func(Table, io.Writer) (tableWriter, error),
) error {
	t := tableNamed(r.What)
	var to tableWriter
	write := func(in graph.Rows) (err error) {
		if to == nil {
			if to, err = begin(t, w); err != nil {
				return err
			}
		}
		rows, err := t.values(in)
		if err != nil {
			return err
		}
		return to.rows(rows)
	}
	err := t.each(ctx, g, r, write)
	if err == nil && to == nil {
		to, err = begin(t, w) // a table without rows has columns
	}
	switch {
	case to == nil:
		return err
	case err != nil:
		to.fail()
		return err
	}
	return to.close()
}

// each calls do with the rows of a table, page by page: all rows, or those that belong to the events of the filter.
func (t Table) each(ctx context.Context, g Graph, r Request, do func(graph.Rows) error) error {
	rows := func(ids []string) error {
		if len(ids) == 0 {
			return nil
		}
		rows, err := g.Rows(ctx, t.Name, ids)
		if err != nil {
			return err
		}
		return do(rows)
	}
	prefix := map[string]string{"officials": "official:", "memberships": "official:", "figures": "figure:"}[t.Name]
	seen := map[string]bool{}
	switch {
	case prefix == "":
		return eachEvent(ctx, g, r.Filter, rows)
	case !r.Filtered:
		return eachID(ctx, g, prefix, rows)
	case prefix == "figure:":
		return eachEvent(ctx, g, r.Filter, func(ids []string) error { return eachFigure(ctx, g, ids, seen, rows) })
	}
	return eachEvent(ctx, g, r.Filter, func(ids []string) error {
		parts, err := g.Rows(ctx, "participations", ids)
		if err != nil {
			return err
		}
		return rows(unseen(seen, prefix, textsIn(parts, "actor")))
	})
}

// eachFigure calls do with the ids of the figures that events are about. For events about series, it adds all figures
// of the series.
func eachFigure(
	ctx context.Context,
	g Graph,
	events []string,
	seen map[string]bool,
	do func(ids []string) error,
) error {
	b, err := g.RecordsOf(ctx, events, false)
	if err != nil {
		return err
	}
	var about []string
	for _, e := range b.Events {
		about = append(about, e.About...)
	}
	if err := do(unseen(seen, "figure:", about)); err != nil {
		return err
	}
	for _, series := range unseen(seen, "series:", about) {
		prefix := "figure:" + strings.TrimPrefix(series, "series:") + ":"
		if err := eachID(ctx, g, prefix, func(ids []string) error { return do(unseen(seen, prefix, ids)) }); err != nil {
			return err
		}
	}
	return nil
}

// unseen returns the ids with a prefix that are not in seen, in their order, and adds them to seen.
func unseen(seen map[string]bool, prefix string, ids []string) (out []string) {
	for _, id := range ids {
		if strings.HasPrefix(id, prefix) && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// values returns rows with their values in the order of the table's columns.
func (t Table) values(in graph.Rows) ([][]any, error) {
	at := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		at[i] = slices.Index(in.Columns, c.Name)
		if at[i] < 0 && len(in.Rows) > 0 {
			return nil, fmt.Errorf("%w: the rows of %s have no %s", graph.ErrInternal, t.Name, c.Name)
		}
	}
	out := make([][]any, len(in.Rows))
	for i, row := range in.Rows {
		out[i] = make([]any, len(at))
		for n, from := range at {
			out[i][n] = t.Columns[n].value(row[from])
		}
	}
	return out, nil
}

// value returns v as the type of the column, or nil.
func (c Column) value(v any) any {
	list, isList := v.([]any)
	if c.Type != List || !isList {
		return v
	}
	texts := make([]string, 0, len(list))
	for _, item := range list {
		if text, ok := item.(string); ok {
			texts = append(texts, text)
		}
	}
	return texts
}
