package write

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// Update writes what can be written, in one transaction, and says of each record what became of it: a record that makes
// no sense, or refers to what is not there, is rejected with all that refers to it, and the others are written. Records
// that were to be there in any case, and were, are not told of. The error says that nothing was written, and why; it is
// not a matter of single records.
func (e *Editor) Update(ctx context.Context, u graph.Update) (graph.Outcomes, error) {
	return Lenient(u, func(u graph.Update) (graph.Outcomes, error) { return e.updateAll(ctx, u) })
}

// Lenient writes without the records that an error names, until there is none.
func Lenient(u graph.Update, write func(graph.Update) (graph.Outcomes, error)) (graph.Outcomes, error) {
	var rejected graph.Outcomes
	causes := map[string]string{}
	for {
		outcomes, err := write(u)
		more, rest, dropped := withoutRejected(u, err, causes)
		if !dropped {
			return append(outcomes, rejected...), err
		}
		rejected, u = append(rejected, more...), rest
	}
}

// withoutRejected takes the records that an error names out of an update, and adds to the causes why. Dropped is false
// where there is none.
func withoutRejected(
	u graph.Update,
	err error,
	causes map[string]string,
) (rejected graph.Outcomes, rest graph.Update, dropped bool) {
	var rejection *graph.Rejection
	if !errors.As(err, &rejection) {
		return nil, u, false
	}
	kinds := u.All().Kinds()
	bad := map[string]bool{}
	for _, p := range rejection.Problems {
		if kind, ok := kinds[p.Record]; ok && !bad[p.Record] {
			bad[p.Record] = true
			p.Text = becauseRejected(p, causes)
			causes[p.Record] = p.Field + ": " + p.Text
			rejected = append(rejected, graph.Outcome{
				Kind:    kind,
				ID:      p.Record,
				Status:  graph.Rejected,
				Field:   p.Field,
				Message: p.Text,
				Because: cmp.Or(p.Because, rejection.Because),
			})
		}
	}
	drop := func(id string) bool { return bad[id] }
	rest = u
	rest.Put, rest.Merge, rest.Ensure = u.Put.Without(drop), u.Merge.Without(drop), u.Ensure.Without(drop)
	return rejected, rest, len(bad) > 0 // else it is about something that is stored
}

// updateAll is Update for records that all make sense; the error is a *graph.Rejection otherwise.
func (e *Editor) updateAll(ctx context.Context, u graph.Update) (graph.Outcomes, error) {
	u.Normalize()
	u.Merge = u.Merge.Merged(u.Merge) // in the order that merging gives, for the first of them too
	if err := SoundUpdate(u); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	kept, err := e.earlierIDs(ctx, u, nil)
	if err != nil {
		return nil, err
	}
	u = u.Renamed(kept)
	var outcomes graph.Outcomes
	err = e.db.Write(ctx, "write", func(t *bolt.Tx) error {
		w := newWriter(t)
		err := w.update(u)
		outcomes = w.outcomes
		return err
	})
	if err != nil {
		return nil, err
	}
	return named(outcomes, kept), nil
}

// earlierIDs are the ids under which events are stored, or assumed to be, that were given none, by the ids that they
// would get now.
func (e *Editor) earlierIDs(ctx context.Context, u graph.Update, assumed *graph.Assumed) (map[string]string, error) {
	if len(u.Earlier) == 0 {
		return nil, nil
	}
	var ids []string
	now := map[string]string{} // the id that an earlier one would be now
	for id, earlier := range u.Earlier {
		for _, old := range earlier {
			now[old] = id
		}
		ids = append(append(ids, id), earlier...)
	}
	records, err := e.db.Scan(ctx, "earlier", map[string]any{"ids": ids})
	var there []string
	for _, r := range records {
		there = append(there, bolt.Get[string](r, "id"))
	}
	err = cmp.Or(err, bolt.Err(records))
	for _, id := range ids {
		if _, ok := assumed.Digest(id); ok {
			there = append(there, id)
		}
	}
	kept := map[string]string{}
	for _, id := range there {
		if now[id] != "" {
			kept[now[id]] = id
		}
	}
	for _, id := range there {
		delete(kept, id) // it is stored under its new id too
	}
	return kept, err
}

// named are outcomes of which those of renamed events say for which id of the update they are.
func named(outcomes graph.Outcomes, kept map[string]string) graph.Outcomes {
	asked := make(map[string]string, len(kept))
	for id, earlier := range kept {
		asked[earlier] = id
	}
	for i, o := range outcomes {
		outcomes[i].For = asked[o.ID]
	}
	return outcomes
}

// update writes an update's batches as one.
func (w *writer) update(u graph.Update) error {
	// One writer at a time: two would each count only their own events of a pair, and deadlock where actors are busy.
	if err := w.Lock(); err != nil {
		return err
	}
	b, err := w.resolve(u)
	if err != nil {
		return err
	}
	w.leaving = u.Retracted
	if err := w.batch(record.KindsOf(b), b); err != nil {
		return err
	}
	if err := w.history(b); err != nil {
		return err
	}
	return w.loadedFrom(u.From)
}

// resolve makes one batch of an update, by what is stored.
func (w *writer) resolve(u graph.Update) (b graph.Batch, err error) {
	all := u.All()
	if err := w.loadDigests(record.KindsOf(all), all); err != nil {
		return b, err
	}
	merged, err := w.merged(u.Merge)
	if err == nil { // each alone is, and what they are together has to be too
		err = Sound(merged)
	}
	b.Append(u.Put)
	b.Append(merged)
	b.Append(u.Ensure.Without(func(id string) bool { _, stored := w.known[id]; return stored }))
	return b, err
}

// loadedFrom notes which source, a file, that what was written was read from.
func (w *writer) loadedFrom(source string) error {
	if source == "" {
		return nil
	}
	ids := map[string]bool{}
	var named []string
	for _, o := range w.outcomes {
		if _, merged := w.into[o.ID]; o.Kind == "officials" && (o.Status == graph.Unchanged || merged) {
			named = append(named, o.ID)
		}
		if (o.Status == graph.Created || o.Status == graph.Updated) && o.ID != source && o.OfNode() {
			ids[o.ID] = true
		}
	}
	if len(named) > 0 {
		if _, err := w.All("named_by", map[string]any{"officials": named, "from": source}); err != nil {
			return err
		}
	}
	if len(ids) == 0 {
		return nil
	}
	params := byLabel(ids)
	params["from"] = source
	_, err := w.All("loaded_from", params)
	return err
}

// Imported notes how many rows of a file were read, on its source.
func (e *Editor) Imported(ctx context.Context, source string, rows int) error {
	return e.db.Write(ctx, "imported", func(t *bolt.Tx) error {
		_, err := t.All("imported", map[string]any{"id": source, "rows": rows})
		return err
	})
}

// merged are records with what is stored of them.
func (w *writer) merged(b graph.Batch) (graph.Batch, error) {
	different := map[string]bool{}
	for _, k := range record.KindsOf(b) {
		for _, r := range k.Rows {
			if digest, ok := w.known[r.ID]; ok && digest != r.Digest {
				different[r.ID] = true
			}
		}
	}
	stored, err := w.recordsOf(different)
	return b.Merged(stored), err
}
