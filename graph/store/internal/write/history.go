package write

import (
	"fmt"
	"time"

	"demarche/graph"
	"demarche/graph/store/internal/record"
)

// What became of records is noted when it happens; written as records, as an export has it, it happens here too.

// refers calls refer for all that the records refer to that are no nodes of their own: links, and what became of
// others.
func refers(b graph.Batch, refer func(record, field, to string)) {
	cite := func(record string, cited []graph.Citation) {
		for _, c := range cited {
			refer(record, "sources", c.Source)
		}
	}
	for _, l := range b.Links {
		refer(l.Name(), "from", l.From)
		refer(l.Name(), "to", l.To)
		cite(l.Name(), l.Sources)
	}
	for _, m := range b.Merges {
		refer(m.ID, "keep", m.Keep)
		refer(m.ID, "merged", m.Merged)
		cite(m.ID, m.Sources)
	}
	for _, r := range b.Revisions {
		refer(r.ID, "of", r.Of)
		cite(r.ID, r.Sources)
	}
	for _, r := range b.Retractions {
		refer(r.ID, "of", r.Of)
		cite(r.ID, r.Sources)
	}
	for _, d := range b.Decisions {
		refer(d.ID, "event", d.Event)
		refer(d.ID, "other", d.Other)
		cite(d.ID, d.Sources)
	}
}

// noted are merges, revisions and retractions by their ids.
type noted struct {
	merges      map[string]graph.Merge
	revisions   map[string]graph.Revision
	retractions map[string]graph.Retraction
	decisions   map[string]graph.Decision
}

// storedDecisions reads which of a batch's are stored.
func (w *writer) storedDecisions(b graph.Batch) (noted, error) {
	ids := map[string]bool{}
	for _, id := range b.Became().IDs() {
		ids[id] = true
	}
	stored, err := w.recordsOf(ids)
	out := noted{
		map[string]graph.Merge{}, map[string]graph.Revision{}, map[string]graph.Retraction{}, map[string]graph.Decision{},
	}
	for _, d := range stored.Decisions {
		out.decisions[d.ID] = d
	}
	for _, m := range stored.Merges {
		out.merges[m.ID] = m
	}
	for _, r := range stored.Revisions {
		out.revisions[r.ID] = r
	}
	for _, r := range stored.Retractions {
		out.retractions[r.ID] = r
	}
	return out, err
}

// A decision is a merge or a retraction: it stands, or was undone.
type decision struct {
	id     string
	said   []string // what it says
	undone time.Time
}

func onOfficials(m graph.Merge) decision {
	return decision{m.ID, []string{m.Keep, m.Merged}, m.UndoneAt}
}

func retraction(r graph.Retraction) decision {
	return decision{r.ID, []string{r.Of, r.Reason}, r.UndoneAt}
}

func onEvents(d graph.Decision) decision {
	return decision{d.ID, []string{string(d.Kind), d.Event, d.Other, d.Rule, d.Reason}, d.UndoneAt}
}

// outcome is what becomes of a decision beside the one that is stored under its id: undoing it is all that can still be
// done.
func (d decision) outcome(stored bool, was decision) (graph.Status, *graph.Problem) {
	problem := func(field, text string, args ...any) *graph.Problem {
		return &graph.Problem{Record: d.id, Field: field, Text: fmt.Sprintf(text, args...)}
	}
	switch {
	case !stored:
		return graph.Created, nil
	case fmt.Sprint(d.said) != fmt.Sprint(was.said):
		return graph.Rejected, problem("id", "another one has it: %v", was.said)
	case d.undone.IsZero() == was.undone.IsZero():
		return graph.Unchanged, nil
	case was.undone.IsZero():
		return graph.Updated, nil
	}
	return graph.Rejected, problem("undoneAt", "it was undone on %s", was.undone.Format(time.DateOnly))
}

// decisionOutcomes says what becomes of a batch's merges, revisions and retractions, and returns those that have to be
// written: created, or undone.
func (w *writer) decisionOutcomes(b graph.Batch) (fresh, undo graph.Batch, err error) {
	if len(b.Became().IDs()) == 0 {
		return fresh, undo, nil
	}
	stored, err := w.storedDecisions(b)
	if err != nil {
		return fresh, undo, err
	}
	var problems []graph.Problem
	of := func(kind string, d, was decision, ok bool, some func(*graph.Batch)) {
		status, problem := d.outcome(ok, was)
		switch {
		case problem != nil:
			problems = append(problems, *problem)
			return
		case status == graph.Created:
			some(&fresh)
		case status == graph.Updated:
			some(&undo)
		}
		w.outcome(kind, d.id, status)
	}
	for _, m := range b.Merges {
		was, ok := stored.merges[m.ID]
		of("merges", onOfficials(m), onOfficials(was), ok, func(to *graph.Batch) { to.Merges = append(to.Merges, m) })
	}
	for _, r := range b.Revisions {
		was, ok := stored.revisions[r.ID]
		corrected := func(r graph.Revision) decision { return decision{id: r.ID, said: []string{fmt.Sprint(r.Changes)}} }
		of("revisions", corrected(r), corrected(was), ok, func(to *graph.Batch) { to.Revisions = append(to.Revisions, r) })
	}
	for _, r := range b.Retractions {
		was, ok := stored.retractions[r.ID]
		of("retractions", retraction(r), retraction(was), ok, func(to *graph.Batch) { to.Retractions = append(to.Retractions, r) })
	}
	for _, d := range b.Decisions {
		was, ok := stored.decisions[d.ID]
		of("decisions", onEvents(d), onEvents(was), ok, func(to *graph.Batch) { to.Decisions = append(to.Decisions, d) })
	}
	return fresh, undo, graph.Reject(graph.ErrBadInput, problems...)
}

// history makes what became of records happen: officials are merged, records retracted, and what they said before is
// noted.
func (w *writer) history(b graph.Batch) error {
	fresh, undo, err := w.decisionOutcomes(b)
	if err != nil {
		return err
	}
	for _, m := range undo.Merges {
		if err := w.undoMerge(m.Merged, m.UndoneAt); err != nil {
			return err
		}
	}
	for _, m := range fresh.Merges {
		if err := w.mergeAsRecorded(m); err != nil {
			return err
		}
	}
	if err := w.corrected(fresh.Revisions); err != nil {
		return err
	}
	if err := w.decideAsRecorded(fresh.Decisions, undo.Decisions); err != nil {
		return err
	}
	if err := w.bringBack(undo.Retractions); err != nil {
		return err
	}
	return w.retractAsRecorded(fresh.Retractions)
}

// mergeAsRecorded makes a recorded merge. The official that was kept may have been merged since.
func (w *writer) mergeAsRecorded(m graph.Merge) error {
	if !m.UndoneAt.IsZero() {
		_, err := w.All("put_merges", map[string]any{"rows": []any{mergeRow(m)}})
		return err
	}
	p, err := w.parties(m.Keep, m.Merged)
	if err != nil {
		return err
	}
	into, from := p[m.Keep], p[m.Merged]
	if why := mayNotMerge(into, from); why != "" {
		return graph.Reject(graph.ErrBadInput, graph.Problem{Record: m.ID, Field: "merged", Text: why})
	}
	if m.At.IsZero() { // else it was decided before, and is carried over
		why, err := w.contradiction(into, from)
		if err != nil {
			return err
		}
		if why != "" {
			return graph.Reject(graph.ErrBadInput, graph.Problem{
				Record: m.ID, Field: "merged", Text: why + "; to merge them all the same, use mergeOfficials with force: true",
			})
		}
	}
	return w.merge(from, into.kept, m)
}

func mergeRow(m graph.Merge) map[string]any {
	return map[string]any{
		"id": record.Text(m.ID), "keep": m.Keep, "merged": m.Merged, "name": record.Text(m.Name), "at": record.Instant(m.At), "undoneAt": record.Instant(m.UndoneAt),
		"rule": record.Text(string(m.Rule)), "sources": record.Cites(m.Sources),
	}
}

// corrected notes what records said before.
func (w *writer) corrected(revisions []graph.Revision) error {
	if len(revisions) == 0 {
		return nil
	}
	rows := make([]any, len(revisions))
	for i, r := range revisions {
		var fields, before, after []any
		for _, e := range r.Changes {
			fields, before, after = append(fields, e.Field), append(before, e.Before), append(after, e.After)
		}
		rows[i] = map[string]any{
			"id": r.ID, "of": r.Of, "number": r.Number, "fields": fields, "before": before, "after": after,
			"believedFrom": record.Instant(r.BelievedFrom), "believedTo": record.Instant(r.BelievedTo), "sources": record.Cites(r.Sources),
		}
	}
	for _, name := range []string{"put_revisions", "corrected"} {
		if _, err := w.All(name, map[string]any{"rows": rows}); err != nil {
			return err
		}
	}
	return nil
}

// retractAsRecorded retracts what is stored, and notes which retractions were undone.
func (w *writer) retractAsRecorded(all []graph.Retraction) error {
	ids := map[string]bool{}
	var problems []graph.Problem
	for _, r := range all {
		if !r.UndoneAt.IsZero() {
			continue
		}
		if why, gone := w.retracted[r.Of]; gone || ids[r.Of] {
			problems = append(problems, graph.Problem{Record: r.ID, Field: "of", Text: fmt.Sprintf("%s is retracted already: %s", r.Of, why)})
		}
		ids[r.Of] = true
	}
	if len(problems) > 0 {
		return graph.Reject(graph.ErrBadInput, problems...)
	}
	return w.retract(ids, all)
}

// bringBack undoes retractions.
func (w *writer) bringBack(all []graph.Retraction) error {
	if len(all) == 0 {
		return nil
	}
	back := map[string]time.Time{}
	for _, r := range all {
		back[r.Of] = r.UndoneAt
	}
	records, err := w.All("retractions", map[string]any{"ids": record.SortedKeys(back)})
	if err != nil {
		return err
	}
	return w.undoRetractions(records, back)
}
