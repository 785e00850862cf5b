package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// Exports read page by page, each page in a short transaction. A slow or disconnected reader therefore keeps no
// transaction open.

// EventsAfter returns the ids of the events of a page of any size, in the order of time. It ignores the order of args.
// last is the cursor of the last event; ids is empty if there are no more. The error wraps graph.ErrNotFound if the
// filter names something that does not exist.
func (s *Store) EventsAfter(ctx context.Context, args graph.TimelineArgs) (ids []string, last string, err error) {
	args.Order = graph.OldestFirst
	found, err := withCanonicalIDs(ctx, s, args.Filter.Actors, func(actors []string) ([]brief, error) {
		asked := args
		asked.Filter.Actors = actors
		return s.someBriefs(ctx, asked)
	})
	if err != nil {
		return nil, args.Page.After, fmt.Errorf("finding events: %w", err)
	}
	for _, b := range found[:min(args.Page.Size, len(found))] {
		ids, last = append(ids, b.id), graph.EventCursor(b.sk)
	}
	return ids, last, nil
}

// IDsAfter returns up to limit ids with a prefix, such as "official:", in order and after a given id.
func (s *Store) IDsAfter(ctx context.Context, prefix, after string, limit int) ([]string, error) {
	end := []byte(prefix)
	end[len(end)-1]++
	found, err := s.db.ReadAll(ctx, "ids_after", cypher.Text("ids_after"), map[string]any{"after": max(prefix, after), "end": string(end), "limit": limit})
	if err != nil {
		return nil, fmt.Errorf("finding %s…: %w", prefix, err)
	}
	ids := make([]string, len(found))
	for i, r := range found {
		ids[i] = bolt.Get[string](r, "id")
	}
	slices.Sort(ids) // officials and those who were merged away come one after the other
	return ids[:min(limit, len(ids))], bolt.Err(found)
}

// RecordsOf returns the records stored under ids, in the order of the ids. It includes merged officials, because
// records name them. It leaves out ids that do not exist. Unless whole is set, it also leaves out retracted records
// and what others say of them.
func (s *Store) RecordsOf(ctx context.Context, ids []string, whole bool) (graph.Batch, error) {
	found, err := s.db.ReadAll(ctx, "stored", cypher.Text("stored"), map[string]any{"ids": ids})
	if err != nil {
		return graph.Batch{}, fmt.Errorf("reading records: %w", err)
	}
	order := places(ids)
	slices.SortFunc(found, func(a, b *bolt.Record) int {
		return cmp.Compare(order[bolt.Get[string](a, "id")], order[bolt.Get[string](b, "id")])
	})
	if whole {
		return record.Decode(found)
	}
	found = slices.DeleteFunc(found, func(r *bolt.Record) bool { return bolt.Get[bool](r, "hidden") })
	b, err := record.Decode(found)
	retracted := map[string]bool{}
	for _, r := range found {
		for _, id := range bolt.StringsIn(r, bolt.In[[]any](r, bolt.Get[map[string]any](r, "edges"), "retracted")) {
			retracted[id] = true
		}
	}
	return visible(b, retracted), cmp.Or(err, bolt.Err(found))
}

// visible returns records without references to retracted records.
func visible(b graph.Batch, retracted map[string]bool) graph.Batch {
	if len(retracted) == 0 {
		return b
	}
	for i := range b.Events {
		e := &b.Events[i]
		if retracted[e.PartOf] {
			e.PartOf = ""
		}
		e.About = slices.DeleteFunc(e.About, func(id string) bool { return retracted[id] })
	}
	for i := range b.Figures {
		f := &b.Figures[i]
		f.DerivedFrom = slices.DeleteFunc(f.DerivedFrom, func(d graph.Derivation) bool { return retracted[d.Figure] })
	}
	return b
}

// places returns the indices of ids.
func places(ids []string) map[string]int {
	out := make(map[string]int, len(ids))
	for i, id := range ids {
		out[id] = i
	}
	return out
}

// LinksOf returns the links from some events to later ones, in the order of the ids and of the later events' ids. It
// includes links from and to retracted events.
func (s *Store) LinksOf(ctx context.Context, ids []string) ([]graph.Link, error) {
	found, err := s.db.ReadAll(ctx, "links_of", cypher.Text("links_of"), map[string]any{"ids": ids})
	if err != nil {
		return nil, fmt.Errorf("reading links: %w", err)
	}
	out := make([]graph.Link, len(found))
	for i, r := range found {
		out[i] = graph.Link{From: bolt.Get[string](r, "from"), To: bolt.Get[string](r, "to"), Basis: bolt.Get[string](r, "basis")}
		if c, _ := r.Get("confidence"); c != nil {
			confidence := bolt.Get[float64](r, "confidence")
			out[i].Confidence = &confidence
		}
		quotes := bolt.Texts(r, "quotes")
		for n, id := range bolt.Texts(r, "sources") {
			cited := graph.Citation{Source: id}
			if n < len(quotes) {
				cited.Quote = quotes[n]
			}
			out[i].Sources = append(out[i].Sources, cited)
		}
	}
	order := places(ids)
	slices.SortFunc(out, func(a, b graph.Link) int {
		return cmp.Or(cmp.Compare(order[a.From], order[b.From]), cmp.Compare(a.To, b.To))
	})
	return out, bolt.Err(found)
}

// Rows returns the rows of a table ("events", "participations", "officials", "memberships", "figures") for some ids,
// in the order of the ids. The ids are those of events, officials or figures. Without rows the result has no columns
// either.
func (s *Store) Rows(ctx context.Context, table string, ids []string) (graph.Rows, error) {
	name := "rows_" + table
	found, err := s.db.ReadAll(ctx, name, cypher.Text(name), map[string]any{"ids": ids})
	if err != nil {
		return graph.Rows{}, fmt.Errorf("reading %s: %w", table, err)
	}
	if len(found) == 0 {
		return graph.Rows{}, nil
	}
	order := places(ids)
	slices.SortFunc(found, func(a, b *bolt.Record) int {
		return cmp.Or(cmp.Compare(order[bolt.Get[string](a, "of")], order[bolt.Get[string](b, "of")]), byValue(a, b, "ord"))
	})
	rows := graph.Rows{Columns: found[0].Keys, Rows: make([][]any, len(found))}
	for i, r := range found {
		rows.Rows[i] = r.Values
		for n, v := range r.Values {
			if d, ok := v.(bolt.Date); ok {
				rows.Rows[i][n] = bolt.DayOf(d)
			}
		}
	}
	return rows, bolt.Err(found)
}

// byValue compares two records by their lists of numbers and texts of that name.
func byValue(a, b *bolt.Record, name string) int {
	return slices.CompareFunc(bolt.Get[[]any](a, name), bolt.Get[[]any](b, name), func(x, y any) int {
		n, _ := x.(int64)
		m, _ := y.(int64)
		s, _ := x.(string)
		t, _ := y.(string)
		return cmp.Or(cmp.Compare(n, m), cmp.Compare(s, t))
	})
}
