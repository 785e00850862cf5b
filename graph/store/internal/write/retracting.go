package write

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/proposal"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// Retract hides records and keeps them: no list, count or search finds one from then on, and writing it again does not
// bring it back. Events, tenures and trade figures can be retracted; others, and what is not there, are rejected.
func (e *Editor) Retract(
	ctx context.Context,
	ids []string,
	reason string,
	in proposal.SourceInput,
) ([]graph.Upsert, error) {
	if err := graph.CheckSize("ids", len(ids), MaxInputs, "send the rest in another mutation"); err != nil {
		return nil, err
	}
	if err := graph.CheckReason(reason); err != nil {
		return nil, fmt.Errorf("%w: %w", graph.ErrBadInput, err)
	}
	reason = graph.NFC(reason)
	citation, sources, err := in.Cited()
	if err != nil {
		return nil, err
	}
	var out []graph.Upsert
	err = e.db.Write(ctx, "retract", func(t *bolt.Tx) error {
		w := newWriter(t)
		if err := w.source(citation, sources); err != nil {
			return err
		}
		asked := retractable(ids)
		if err := w.loadStored(asked); err != nil {
			return err
		}
		fresh := map[string]bool{}
		for id := range asked {
			_, stored := w.known[id]
			_, gone := w.retracted[id]
			if stored && !gone {
				fresh[id] = true
			}
		}
		out = make([]graph.Upsert, len(ids))
		for i, id := range ids {
			out[i] = w.retractionOutcome(id, fresh[id], slices.Contains(ids[:i], id))
		}
		all := make([]graph.Retraction, 0, len(fresh))
		for _, id := range record.SortedKeys(fresh) {
			all = append(all, graph.Retraction{Of: id, Reason: reason, Sources: []graph.Citation{citation}})
		}
		return w.retract(fresh, all)
	})
	return out, err
}

// retractable are the ids of records of the kinds that can be retracted.
func retractable(ids []string) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		if kind, _, ok := strings.Cut(id, ":"); ok && slices.Contains(graph.RetractablePrefixes, kind+":") {
			out[id] = true
		}
	}
	return out
}

// retractionOutcome is what becomes of a record that is to be retracted.
func (w *writer) retractionOutcome(id string, fresh, again bool) graph.Upsert {
	out := graph.Upsert{ID: id, Status: graph.Rejected}
	field, text := "ids", ""
	out.Because = graph.ErrBadInput
	switch why, gone := w.retracted[id]; {
	case fresh && !again:
		return graph.Upsert{ID: id, Status: graph.Updated}
	case fresh:
		return graph.Upsert{ID: id, Status: graph.Unchanged}
	case gone:
		return graph.Upsert{ID: id, Status: graph.Unchanged, Text: &why}
	case len(retractable([]string{id})) == 0:
		text = "only events, tenures and trade figures can be retracted; of an official retract what it held and took part in, or merge it"
	default:
		out.Because, text = graph.ErrNotFound, "nothing has this id"
	}
	out.Field, out.Text = &field, &text
	return out
}

// loadStored reads what is known of ids.
func (w *writer) loadStored(asked map[string]bool) error {
	if err := w.loadKnown(asked); err != nil {
		return err
	}
	return w.loadMergedOrRetracted(asked)
}

// changedRecords are rows, by kind, that stand for records that something happens to.
func changedRecords(ids map[string]bool) map[string][]record.Row {
	out := map[string][]record.Row{}
	for _, id := range record.SortedKeys(ids) {
		switch prefix, _, _ := strings.Cut(id, ":"); prefix {
		case "event":
			out["events"] = append(out["events"], record.Row{ID: id})
		case "tenure":
			out["tenures"] = append(out["tenures"], record.Row{ID: id})
		case "figure":
			out["figures"] = append(out["figures"], record.Row{ID: id})
		}
	}
	return out
}

// retract notes retractions, and hides the records with some ids.
func (w *writer) retract(ids map[string]bool, all []graph.Retraction) error {
	if len(all) == 0 {
		return nil
	}
	if err := w.markForResolution(changedRecords(ids)); err != nil {
		return err
	}
	stored, err := w.recordsOf(ids)
	if err != nil {
		return err
	}
	rows, err := retractionRows(all, stored.Events)
	if err != nil {
		return err
	}
	return w.hide(ids, func() error {
		if _, err := w.All("put_retractions", map[string]any{"rows": rows}); err != nil {
			return err
		}
		_, err := w.All("retract", map[string]any{"ids": record.SortedKeys(ids)})
		return err
	})
}

// hide runs the statements that hide the records with some ids, and derives again what depends on these.
func (w *writer) hide(ids map[string]bool, statements func() error) error {
	affected, err := w.affected(changedRecords(ids))
	if err != nil {
		return err
	}
	c := newPairChanges()
	facts, err := readFacts(w.Tx, idsOf(changedRecords(ids)["events"]))
	if err != nil {
		return err
	}
	for _, f := range facts {
		c.note(f, derive.Result{})
	}
	if err := statements(); err != nil {
		return err
	}
	affected = slices.DeleteFunc(affected, func(id string) bool { return ids[id] })
	if err := w.deriveBy(affected, nil, c, c.noteMoved); err != nil {
		return err
	}
	return w.connect(c)
}

// retractionRows are retractions with what is to be kept: of an event all that it says, for its edges go.
func retractionRows(all []graph.Retraction, events []graph.Event) ([]any, error) {
	kept := map[string]any{}
	for _, e := range events {
		text, err := recordText(e)
		if err != nil {
			return nil, err
		}
		kept[e.ID] = text
	}
	rows := make([]any, len(all))
	for i, r := range all {
		row := map[string]any{
			"id": record.Text(r.ID), "of": r.Of, "reason": r.Reason, "at": record.Instant(r.At), "undoneAt": record.Instant(r.UndoneAt), "sources": record.Cites(r.Sources), "record": nil,
		}
		if r.UndoneAt.IsZero() {
			row["record"] = kept[r.Of]
		}
		rows[i] = row
	}
	return rows, nil
}

// UndoRetract brings retracted records back as they were. One that refers to what is retracted still is rejected.
func (e *Editor) UndoRetract(ctx context.Context, ids []string) ([]graph.Upsert, error) {
	if err := graph.CheckSize("ids", len(ids), MaxInputs, "send the rest in another mutation"); err != nil {
		return nil, err
	}
	bad := map[string]string{}
	for {
		out, err := e.undoRetract(ctx, ids, bad)
		var rejection *graph.Rejection
		if !errors.As(err, &rejection) {
			return out, err
		}
		before := len(bad)
		for _, p := range rejection.Problems {
			if slices.Contains(ids, p.Record) {
				bad[p.Record] = p.Field + ": " + p.Text
			}
		}
		if len(bad) == before {
			return nil, err // it is about something that is stored
		}
	}
}

func (e *Editor) undoRetract(ctx context.Context, ids []string, bad map[string]string) (out []graph.Upsert, err error) {
	err = e.db.Write(ctx, "undo_retract", func(t *bolt.Tx) error {
		w := newWriter(t)
		if err := w.Lock(); err != nil {
			return err
		}
		records, err := w.All("retractions", map[string]any{"ids": ids})
		if err != nil {
			return err
		}
		back := map[string]time.Time{}
		for _, r := range records {
			if id := bolt.Get[string](r, "id"); bad[id] == "" {
				back[id] = time.Time{}
			}
		}
		out = restored(ids, back, bad)
		return w.undoRetractions(records, back)
	})
	return out, err
}

func restored(ids []string, back map[string]time.Time, bad map[string]string) []graph.Upsert {
	out := make([]graph.Upsert, len(ids))
	for i, id := range ids {
		out[i] = graph.Upsert{ID: id, Status: graph.Updated, NodeID: id}
		field, text := "ids", "it is not retracted"
		switch _, ok := back[id]; {
		case ok && slices.Contains(ids[:i], id):
			out[i].Status = graph.Unchanged
		case ok:
		default:
			if bad[id] != "" {
				text = bad[id]
			}
			out[i] = graph.Upsert{ID: id, Status: graph.Rejected, Field: &field, Text: &text, Because: graph.ErrBadInput}
		}
	}
	return out
}

// undoRetractions brings records back, each retracted until a time; until now, if it is zero.
func (w *writer) undoRetractions(retracted []*bolt.Record, back map[string]time.Time) error {
	if len(back) == 0 {
		return nil
	}
	var b graph.Batch
	for _, r := range retracted {
		text := bolt.Get[string](r, "record")
		if _, ok := back[bolt.Get[string](r, "id")]; !ok || text == "" {
			continue
		}
		e, err := record.KeptEvent(text)
		if err != nil {
			return err
		}
		b.Events = append(b.Events, e)
	}
	b = b.First()
	ids, rows := map[string]bool{}, make([]any, 0, len(back))
	for _, id := range record.SortedKeys(back) {
		kind, _, _ := strings.Cut(id, ":")
		rows, ids[id] = append(rows, map[string]any{"id": id, "kind": kind, "at": record.Instant(back[id])}), true
	}
	if _, err := w.All("unretract", map[string]any{"rows": rows}); err != nil {
		return err
	}
	maps.DeleteFunc(w.retracted, func(id, _ string) bool { return ids[id] })
	w.asBefore = true
	kinds := record.KindsOf(b)
	if err := w.loadDigests(kinds, b); err != nil {
		return err
	}
	if err := w.batch(kinds, b); err != nil {
		return err
	}
	if err := w.keepRules(map[string][]record.Row{"figures": changedRecords(ids)["figures"]}, nil); err != nil {
		return err
	}
	tenures := map[string][]record.Row{"tenures": changedRecords(ids)["tenures"]}
	if err := w.markForResolution(tenures); err != nil {
		return err
	}
	affected, err := w.affected(tenures)
	if err != nil {
		return err
	}
	c := newPairChanges()
	if err := w.deriveBy(affected, nil, c, c.noteMoved); err != nil {
		return err
	}
	return w.connect(c)
}

// whyRetracted tells of a retraction.
func whyRetracted(r *bolt.Record) string {
	day := bolt.Get[time.Time](r, "at").UTC().Format(time.DateOnly)
	return fmt.Sprintf("it was retracted on %s: %s; undoRetract brings it back", day, bolt.Get[string](r, "reason"))
}

// retractedRefs are the problems of records that were retracted and would change, and of those that refer to one and
// were not there before.
func (w *writer) retractedRefs(kinds []record.Kind, links []graph.Link) (problems []graph.Problem, err error) {
	if len(w.retracted) == 0 {
		return nil, nil
	}
	refer := func(from, field, to string) {
		if why, ok := w.retracted[to]; ok {
			problems = append(problems, graph.Problem{Record: from, Field: field, Text: fmt.Sprintf("it refers to %s: %s", to, why)})
		}
	}
	for _, k := range kinds {
		for _, r := range k.Rows {
			if w.known[r.ID] == r.Digest {
				continue
			}
			if why, ok := w.retracted[r.ID]; ok {
				problems = append(problems, graph.Problem{Record: r.ID, Field: "id", Text: why})
				continue
			}
			for _, ref := range r.Refs {
				refer(r.ID, r.FieldOf(ref), ref)
			}
		}
	}
	rows, known, err := w.knownLinks(links)
	for i, l := range links {
		if known[l.Name()] != rows[i].Digest {
			refer(l.Name(), "from", l.From)
			refer(l.Name(), "to", l.To)
		}
	}
	return problems, err
}
