package bulk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
	"demarche/graph/store/internal/write"
)

// ErrNotInBulk means that records need a Store, because one replaces or changes an earlier one.
var ErrNotInBulk = errors.New("not in bulk")

// Write writes a batch of new records and returns their outcomes. The error is a *graph.Rejection if single records
// are wrong.
func (b *Writer) Write(_ context.Context, batch graph.Batch) (graph.Outcomes, error) {
	return b.updateAll(graph.Update{Put: batch})
}

// Update writes the valid records and returns the outcome of each record, as Store.Update does. The error wraps
// ErrNotInBulk if the update does more than add records; the files are useless then.
func (b *Writer) Update(ctx context.Context, u graph.Update) (graph.Outcomes, error) {
	return write.Lenient(u, func(u graph.Update) (graph.Outcomes, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return b.updateAll(u)
	})
}

func (b *Writer) updateAll(u graph.Update) (graph.Outcomes, error) {
	u.Normalize()
	u.Merge = u.Merge.Merged(u.Merge)
	all := u.All()
	if err := write.SoundUpdate(u); err != nil {
		return nil, fmt.Errorf("bulk: %w", err)
	}
	if len(all.Became().IDs()) > 0 {
		return nil, fmt.Errorf("%w: it holds merges, revisions, decisions or retractions", ErrNotInBulk)
	}
	if err := b.namedAnew(u.Earlier); err != nil {
		return nil, err
	}
	kinds := record.KindsOf(all)
	if err := graph.Reject(graph.ErrNotFound, write.DanglingRefs(kinds, all, b.known.has)...); err != nil {
		return nil, err
	}
	outcomes, err := b.outcomes(kinds, all.Links, u.Ensure.Kinds())
	if err != nil {
		return nil, err
	}
	created := map[string]bool{}
	for _, o := range outcomes {
		created[o.ID] = created[o.ID] || o.Status == graph.Created
	}
	all = all.Without(func(id string) bool { return !created[id] })
	for i, k := range kinds {
		kinds[i].Rows = slices.DeleteFunc(k.Rows, func(r record.Row) bool { return !created[r.ID] })
	}
	if err := errors.Join(b.inOrder(all), b.keepRules(all)); err != nil {
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

// outcomes returns the outcomes of records: created or unchanged. It leaves out ensured records that existed already.
func (b *Writer) outcomes(
	kinds []record.Kind,
	links []graph.Link,
	ensured map[string]string,
) (out graph.Outcomes, err error) {
	fate := func(kind, id string, r record.Row, among *index) {
		stored, known := among.find(r.ID)
		status := write.StatusOf(known, stored.digest == digestOf(r))
		switch {
		case known && ensured[id] != "":
			return
		case status == graph.Updated && err == nil:
			err = fmt.Errorf("%w: %s is there already, with another content", ErrNotInBulk, id)
		}
		out = append(out, graph.Outcome{Kind: kind, ID: id, Status: status})
	}
	for _, k := range kinds {
		for _, r := range k.Rows {
			fate(k.Name, r.ID, r, &b.known)
		}
	}
	for _, l := range links {
		fate("links", l.Name(), record.LinkRow(l), &b.links)
	}
	return out, err
}

// remember records what is written, and gives events their sort keys.
func (b *Writer) remember(batch graph.Batch, kinds []record.Kind) {
	for _, k := range kinds {
		for i, r := range k.Rows {
			known := knownRecord(r)
			switch k.Name {
			case "figures":
				known.number = rules.ChangesOf(batch.Figures[i])
			case "events":
				e := batch.Events[i]
				known = knownEvent(r, e.Date)
				r.Props["sk"] = b.sortKey(e)
				if waits(e) {
					known.waiting = b.waiting.number()
				}
			}
			b.known.put(known)
		}
	}
	for _, l := range batch.Links {
		b.links.put(knownRecord(record.LinkRow(l)))
		b.consequences.add(b.consequences.number(b.known.at(l.From)), b.consequences.number(b.known.at(l.To)))
	}
	for _, e := range batch.Events {
		for _, p := range e.Participants {
			b.actors.number(p.Actor)
		}
	}
}

// loadedFrom records the source, a file, of new records.
func (b *Writer) loadedFrom(source string, outcomes graph.Outcomes) error {
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

// ResolveIdentities does nothing: the store that opens the database does it, see migrations/006_namesakes.cypher.
func (b *Writer) ResolveIdentities(context.Context) (graph.Resolution, error) {
	return graph.Resolution{}, nil
}

// Imported stores the number of rows read from a file on its source. Call it for every source of updates before Close.
func (b *Writer) Imported(_ context.Context, source string, rows int) error {
	s, ok := b.reading[source]
	if !ok {
		return nil // nothing was written, or another file with the same content was read before
	}
	delete(b.reading, source)
	r := record.SourceRow(s)
	r.Props = write.With(r.Props, map[string]any{"rows": int64(rows), "importedAt": b.started})
	return b.record("sources", r)
}
