package write

import (
	"context"
	"slices"

	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
)

// Preview returns what Update would return, and writes nothing. What assumed holds counts as stored; Preview adds what
// the update would write. Rules between records hold as in an Update. Preview does not follow what merges and
// retractions of the assumed records would change for later records.
func (e *Editor) Preview(ctx context.Context, u graph.Update, assumed *graph.Assumed) (graph.Outcomes, error) {
	return Lenient(u, func(u graph.Update) (graph.Outcomes, error) { return e.preview(ctx, u, assumed) })
}

func (e *Editor) preview(ctx context.Context, u graph.Update, assumed *graph.Assumed) (graph.Outcomes, error) {
	u.Normalize()
	u.Merge = u.Merge.Merged(u.Merge)
	if err := SoundUpdate(u); err != nil {
		return nil, err
	}
	kept, err := e.earlierIDs(ctx, u, assumed)
	if err != nil {
		return nil, err
	}
	u = u.Renamed(kept)
	var b graph.Batch
	var outcomes graph.Outcomes
	err = e.db.Reading(ctx, "preview", func(t *bolt.Tx) (err error) {
		w := newWriter(t)
		w.assumed, w.leaving = assumed, u.Retracted
		if b, err = w.resolve(u); err != nil {
			return err
		}
		if err := w.foresee(b); err != nil {
			return err
		}
		outcomes = w.outcomes
		return nil
	})
	if err != nil {
		return nil, err
	}
	return named(outcomes, kept), assume(assumed, b, outcomes)
}

// foresee returns the outcomes of a batch, and the rejections, in the order in which batch and history would.
func (w *writer) foresee(b graph.Batch) error {
	changed := w.changes(record.KindsOf(b))
	written := map[string]bool{}
	for _, rows := range changed {
		for _, r := range rows {
			written[r.ID] = true
		}
	}
	v := rules.NewPreview(w.All, w.assumed, b.Without(func(id string) bool { return !written[id] }), b.Links)
	changed["events"] = slices.Clone(changed["events"])
	w.takeNew(changed, b.Events)
	if err := v.Nested(idsOf(changed["events"])); err != nil {
		return err
	}
	if _, err := w.linkOutcomes(b.Links); err != nil {
		return err
	}
	without := func(retracted map[string]bool) rules.Find { return v.Without(retracted).Breaches }
	if err := w.keepRulesBy(changed, b.Links, without); err != nil {
		return err
	}
	_, _, err := w.decisionOutcomes(b)
	return err
}

// recordsOf returns the records stored under ids, or assumed to be, as they were written.
func (w *writer) recordsOf(ids map[string]bool) (graph.Batch, error) {
	if w.assumed == nil {
		return record.Load(w.Tx, ids)
	}
	var out graph.Batch
	stored := map[string]bool{}
	for _, id := range record.SortedKeys(ids) {
		b, err := w.assumed.Record(id)
		if err != nil {
			return out, err
		}
		if out.Append(b); len(b.IDs()) == 0 {
			stored[id] = true
		}
	}
	b, err := record.Load(w.Tx, stored)
	out.Append(b)
	return out, err
}

// assume adds to what is assumed what would be written of a batch.
func assume(assumed *graph.Assumed, b graph.Batch, outcomes graph.Outcomes) error {
	digests := map[string]string{}
	for _, k := range record.KindsOf(b) {
		for _, r := range k.Rows {
			digests[r.ID] = r.Digest
		}
	}
	for _, l := range b.Links {
		digests[l.Name()] = record.LinkRow(l).Digest
	}
	same := map[string]bool{}
	for _, o := range outcomes {
		same[o.ID] = o.Status == graph.Unchanged
		if o.Kind == "officials" {
			assumed.Named[o.ID] = true
		}
	}
	return assumed.Learn(b.Without(func(id string) bool { return same[id] }), digests)
}
