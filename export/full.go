package export

import (
	"context"
	"maps"
	"slices"

	"demarche/graph"
)

// prefixes and afterwards list the prefixes of ids by type; a type comes after those it refers to. Merges come before
// all records that name officials, so that these are written under the kept officials. Decisions come after the events,
// and retractions last, when all records that name the retracted ones exist. What a rule decided is left out, since it
// decides the same again from the same records.
var (
	prefixes   = []string{"source:", "country:", "aggregate:", "place:", "org:", "post:", "official:", "merge:", "tenure:", "commodity:", "series:", "figure:", "event:"}
	afterwards = []string{"revision:", "decision:", "retraction:"}
)

// everything writes all records, type by type in the order of their ids.
func everything(ctx context.Context, g Graph, l *lines) error {
	for _, prefix := range prefixes {
		if err := every(ctx, g, l, prefix); err != nil {
			return err
		}
	}
	err := eachID(ctx, g, "event:", func(ids []string) error {
		links, err := g.LinksOf(ctx, ids)
		if err != nil {
			return err
		}
		return l.batch(graph.Batch{Links: links})
	})
	for _, prefix := range afterwards {
		if err == nil {
			err = every(ctx, g, l, prefix)
		}
	}
	return err
}

// every writes the records of one type. It holds back a record that refers to a later one of the same type, until that
// one has been written.
func every(ctx context.Context, g Graph, l *lines, prefix string) error {
	waiting := held{}
	err := eachID(ctx, g, prefix, func(ids []string) error {
		b, err := g.RecordsOf(ctx, ids, true)
		if err != nil {
			return err
		}
		b.Decisions = slices.DeleteFunc(b.Decisions, graph.Decision.OfRule)
		waiting.hold(b)
		return l.batch(b.Without(waiting.has))
	})
	if err != nil {
		return err
	}
	return waiting.release(ctx, g, l)
}

// held is the set of ids of records that wait for a record of their own type. They are few: an event comes before its
// parts wherever ids give the order of writing.
type held map[string]bool

func (h held) has(id string) bool { return h[id] }

// hold adds the records of a batch, in the order of ids, that refer to a later or a waiting record.
func (h held) hold(b graph.Batch) {
	for _, k := range kinOf(b) {
		if slices.ContainsFunc(k.refs, func(ref string) bool { return ref > k.id || h[ref] }) {
			h[k.id] = true
		}
	}
}

// release writes the waiting records in rounds. Each round writes the records that wait for no other.
func (h held) release(ctx context.Context, g Graph, l *lines) error {
	stuck := false
	for len(h) > 0 {
		before := len(h)
		for ids := range slices.Chunk(slices.Sorted(maps.Keys(h)), recordsAtOnce) {
			b, err := g.RecordsOf(ctx, ids, true)
			if err != nil {
				return err
			}
			for _, k := range kinOf(b) {
				// Figures that were derived from one another wait for ever: the last round writes them as they are.
				if stuck || !slices.ContainsFunc(k.refs, h.has) {
					delete(h, k.id)
				}
			}
			if err := l.batch(b.Without(h.has)); err != nil {
				return err
			}
		}
		if stuck { // and what is still there is gone from the graph
			return nil
		}
		stuck = len(h) == before
	}
	return nil
}

// kin is a record and the records of its own type that it refers to.
type kin struct {
	id   string
	refs []string
}

// kinOf returns the records of a batch that can refer to one of their own type, in their order.
func kinOf(b graph.Batch) (out []kin) {
	for _, c := range b.Commodities {
		out = append(out, kin{c.ID, ids(c.Parent)})
	}
	for _, f := range b.Figures {
		k := kin{id: f.ID}
		for _, d := range f.DerivedFrom {
			k.refs = append(k.refs, d.Figure)
		}
		out = append(out, k)
	}
	for _, e := range b.Events {
		out = append(out, kin{e.ID, ids(e.PartOf)})
	}
	return out
}

// ids returns those of some that are not empty.
func ids(some ...string) []string {
	return slices.DeleteFunc(some, func(id string) bool { return id == "" })
}
