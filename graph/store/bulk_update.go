package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"demarche/graph"
)

// ErrNotInBulk says that records cannot be written in bulk, and can by a Store: one replaces or changes an earlier one.
var ErrNotInBulk = errors.New("not in bulk")

// bulkKnown is what a Bulk remembers of a record: the digest of its content and, of an event, its bounds.
type bulkKnown struct {
	digest           string
	earliest, latest graph.Day // the least and the greatest day where they are not known
}

// Write writes a batch whose records are all new, and says so of each. The error is a *graph.Rejection where something is
// wrong with single records.
func (b *Bulk) Write(_ context.Context, batch graph.Batch) (graph.Outcomes, error) {
	return b.updateAll(graph.Update{Put: batch})
}

// Update writes what can be written, and says of each record what became of it, as Store.Update does. Where that takes more
// than to add records the error wraps ErrNotInBulk, and nothing that was written is of use.
func (b *Bulk) Update(ctx context.Context, u graph.Update) (graph.Outcomes, error) {
	return lenient(u, func(u graph.Update) (graph.Outcomes, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return b.updateAll(u)
	})
}

func (b *Bulk) updateAll(u graph.Update) (graph.Outcomes, error) {
	u.Merge = u.Merge.Merged(u.Merge)
	all := u.All()
	if err := sound(all); err != nil {
		return nil, fmt.Errorf("bulk: %w", err)
	}
	if n := len(all.Merges) + len(all.Revisions) + len(all.Retractions); n > 0 {
		return nil, fmt.Errorf("%w: it holds merges, revisions or retractions", ErrNotInBulk)
	}
	kinds := kindsOf(all)
	isKnown := func(id string) bool { _, ok := b.known[id]; return ok }
	if err := graph.Reject(graph.ErrNotFound, inVain(kinds, all, isKnown)...); err != nil {
		return nil, err
	}
	outcomes, err := b.fates(kinds, all.Links, u.Ensure.Kinds())
	if err != nil {
		return nil, err
	}
	created := map[string]bool{}
	for _, o := range outcomes {
		created[o.ID] = created[o.ID] || o.Status == graph.Created
	}
	all = all.Without(func(id string) bool { return !created[id] })
	for i, k := range kinds {
		kinds[i].rows = slices.DeleteFunc(k.rows, func(r row) bool { return !created[r.id] })
	}
	if err := b.inOrder(all); err != nil {
		return nil, err
	}
	b.remember(all, kinds)
	for _, s := range all.Sources {
		if s.ID == u.From {
			b.reading[s.ID] = s
		}
	}
	if err := b.add(all, kinds); err != nil {
		return nil, err
	}
	return outcomes, b.loadedFrom(u.From, outcomes)
}

// fates say what becomes of records: they are new, or there already. Those that were to be there in any case, and are, are not
// told of.
func (b *Bulk) fates(kinds []kind, links []graph.Link, ensured map[string]string) (out graph.Outcomes, err error) {
	fate := func(kind, id, digest, stored string, known bool) {
		status := statusOf(known, digest == stored)
		switch {
		case known && ensured[id] != "":
			return
		case status == graph.Updated && err == nil:
			err = fmt.Errorf("%w: %s is there already, with another content", ErrNotInBulk, id)
		}
		out = append(out, graph.Outcome{Kind: kind, ID: id, Status: status})
	}
	for _, k := range kinds {
		for _, r := range k.rows {
			stored, ok := b.known[r.id]
			fate(k.name, r.id, r.digest, stored.digest, ok)
		}
	}
	for _, l := range links {
		stored, ok := b.links[l.Name()]
		fate("links", l.Name(), linkRow(l).digest, stored, ok)
	}
	return out, err
}

// inOrder returns an error where new records do not come in an order that serves: a tenure after an event of its official,
// which it would change; or where a link runs against time.
func (b *Bulk) inOrder(batch graph.Batch) error {
	for _, t := range batch.Tenures {
		if b.taking[t.Official] {
			return fmt.Errorf("%w: %s comes after events of %s", ErrNotInBulk, t.ID, t.Official)
		}
	}
	if len(batch.Links) == 0 {
		return nil
	}
	fresh := map[string]bulkKnown{}
	for _, e := range batch.Events {
		fresh[e.ID] = knownEvent("", e)
	}
	at := func(id string) bulkKnown {
		if k, ok := fresh[id]; ok {
			return k
		}
		return b.known[id]
	}
	var problems []graph.Problem
	for _, l := range batch.Links {
		if at(l.From).earliest > at(l.To).latest {
			problems = append(problems, graph.Problem{Record: l.Name(), Field: "to", Text: fmt.Sprintf("%s cannot have led to %s: it came later", l.From, l.To)})
		}
	}
	return graph.Reject(graph.ErrBadInput, problems...)
}

func knownEvent(digest string, e graph.Event) bulkKnown {
	k := bulkKnown{digest, math.MinInt32, math.MaxInt32}
	if d, ok := e.Date.Earliest(); ok {
		k.earliest = d
	}
	if d, ok := e.Date.Latest(); ok {
		k.latest = d
	}
	return k
}

func (b *Bulk) remember(batch graph.Batch, kinds []kind) {
	for _, k := range kinds {
		for i, r := range k.rows {
			known := bulkKnown{digest: r.digest}
			if k.name == "events" {
				known = knownEvent(r.digest, batch.Events[i])
			}
			b.known[r.id] = known
		}
	}
	for _, l := range batch.Links {
		b.links[l.Name()] = linkRow(l).digest
	}
	for _, e := range batch.Events {
		for _, p := range e.Participants {
			if isOfficial(p.Actor) {
				b.taking[p.Actor] = true
			}
		}
	}
}

// loadedFrom notes which source, a file, that new records were read from.
func (b *Bulk) loadedFrom(source string, outcomes graph.Outcomes) error {
	if source == "" {
		return nil
	}
	for _, o := range outcomes {
		if o.Status != graph.Created || o.ID == source || !o.OfNode() {
			continue
		}
		if err := b.edge("LOADED_FROM", o.ID, source, nil); err != nil {
			return err
		}
	}
	return nil
}

// Settle is for the store that opens the database: see migrations/006_namesakes.cypher.
func (b *Bulk) Settle(context.Context) (graph.Settled, error) { return graph.Settled{}, nil }

// Imported notes how many rows of a file were read, on its source. It has to be called for every source that updates came
// from, before Close.
func (b *Bulk) Imported(_ context.Context, source string, rows int) error {
	s, ok := b.reading[source]
	if !ok {
		return nil // nothing was written, or another file with the same content was read before
	}
	delete(b.reading, source)
	r := sourceRow(s)
	r.props = with(r.props, map[string]any{"rows": int64(rows), "importedAt": b.started})
	return b.record("sources", r)
}
