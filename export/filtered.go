package export

import (
	"cmp"
	"context"
	"slices"

	"demarche/graph"
)

// some writes the events of a filter in the order of time, after all records that they refer to, and then the links
// between them. Officials come with their tenures, which decide for which country they take part. The memory holds one
// number for each written record.
func some(ctx context.Context, g Graph, l *lines, f graph.Filter) error {
	c := closure{Graph: g, lines: l, written: map[int64]bool{}}
	if err := eachEvent(ctx, g, f, func(ids []string) error { return c.write(ctx, ids) }); err != nil {
		return err
	}
	return eachEvent(ctx, g, f, func(ids []string) error {
		links, err := g.LinksOf(ctx, ids)
		if err != nil {
			return err
		}
		b := graph.Batch{
			Links: slices.DeleteFunc(links, func(link graph.Link) bool { return !c.written[graph.ActorKey(link.To)] }),
		}
		if err := c.write(ctx, referredTo(b)); err != nil {
			return err
		}
		return l.batch(b)
	})
}

// closure writes records after all records that they refer to, each once.
type closure struct {
	Graph
	*lines
	written map[int64]bool // by graph.ActorKey of the id
}

// write writes the records under ids and all records that they refer to, except those already written.
func (c *closure) write(ctx context.Context, ids []string) error {
	var all graph.Batch
	for next := c.fresh(ids); len(next) > 0; {
		var refs []string
		for chunk := range slices.Chunk(next, recordsAtOnce) {
			b, err := c.RecordsOf(ctx, chunk, false)
			if err != nil {
				return err
			}
			all.Append(b)
			refs = append(refs, referredTo(b)...)
			tenures, err := c.tenuresOf(ctx, b.Officials)
			if err != nil {
				return err
			}
			refs = append(refs, tenures...)
		}
		next = c.fresh(refs)
	}
	inOrder(&all)
	return c.batch(all)
}

// fresh returns those of ids that were not written, each once, and marks them as written.
func (c *closure) fresh(ids []string) (out []string) {
	for _, id := range ids {
		if key := graph.ActorKey(id); id != "" && !c.written[key] {
			c.written[key] = true
			out = append(out, id)
		}
	}
	return out
}

func (c *closure) tenuresOf(ctx context.Context, officials []graph.Official) ([]string, error) {
	if len(officials) == 0 {
		return nil, nil
	}
	ids := make([]string, len(officials))
	for i, o := range officials {
		ids[i] = o.ID
	}
	rows, err := c.Rows(ctx, "memberships", ids)
	if err != nil {
		return nil, err
	}
	return textsIn(rows, "id"), nil
}

// textsIn returns the values of a column that are texts.
func textsIn(rows graph.Rows, column string) (out []string) {
	at := slices.Index(rows.Columns, column)
	for _, row := range rows.Rows {
		if text, ok := row[at].(string); ok {
			out = append(out, text)
		}
	}
	return out
}

// inOrder sorts the records of each type by id, but puts a record before others of its type that refer to it.
func inOrder(b *graph.Batch) {
	depth := map[string]int{}
	refs := map[string][]string{}
	for _, k := range kinOf(*b) {
		refs[k.id] = k.refs
	}
	for range refs { // a chain is no longer than that; most end at once
		changed := false
		for id, to := range refs {
			for _, ref := range to {
				if _, here := refs[ref]; here && depth[id] <= depth[ref] && depth[ref] < len(refs) {
					depth[id], changed = depth[ref]+1, true
				}
			}
		}
		if !changed {
			break
		}
	}
	sorted(b.Sources, depth, func(r graph.Source) string { return r.ID })
	sorted(b.Countries, depth, func(r graph.Country) string { return r.ID })
	sorted(b.Aggregates, depth, func(r graph.Aggregate) string { return r.ID })
	sorted(b.Places, depth, func(r graph.Place) string { return r.ID })
	sorted(b.Organizations, depth, func(r graph.Organization) string { return r.ID })
	sorted(b.Posts, depth, func(r graph.Post) string { return r.ID })
	sorted(b.Officials, depth, func(r graph.Official) string { return r.ID })
	sorted(b.Tenures, depth, func(r graph.Tenure) string { return r.ID })
	sorted(b.Commodities, depth, func(r graph.Commodity) string { return r.ID })
	sorted(b.Series, depth, func(r graph.Series) string { return r.ID })
	sorted(b.Figures, depth, graph.Figure.Name)
	sorted(b.Events, depth, func(r graph.Event) string { return r.ID })
}

func sorted[T any](records []T, depth map[string]int, id func(T) string) {
	slices.SortFunc(records, func(a, b T) int {
		return cmp.Or(cmp.Compare(depth[id(a)], depth[id(b)]), cmp.Compare(id(a), id(b)))
	})
}
