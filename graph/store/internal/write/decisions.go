package write

import (
	"context"
	"fmt"
	"slices"
	"time"

	"demarche/graph"
	"demarche/graph/proposal"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
)

// MergeEvents decides that two events are one happening, for the reason that a source gives. The event keep shows what
// the records of both say; the id of the other means it from then on. Unless forced, it refuses two of different kinds
// or dates. It returns the decision, whose Other is the event that shows both. If they were one before, it is the one
// that made them so.
func (e *Editor) MergeEvents(
	ctx context.Context, keep, merge, reason string, in proposal.SourceInput, force bool,
) (out graph.Decision, err error) {
	err = e.decide(ctx, "merge_events", reason, in, func(w *writer, d graph.Decision) error {
		s, err := w.loadStories([]string{keep, merge})
		if err != nil {
			return err
		}
		if err := s.exist(keep, merge); err != nil {
			return err
		}
		d.Kind, d.Event, d.Other = graph.SameEvent, s.shows[merge], s.shows[keep]
		if d.Event == d.Other && keep != merge {
			out = s.oneBy(merge, keep)
			return nil
		}
		out = d
		if err := w.mayDecide(d, force); err != nil {
			return err
		}
		return w.putOne(&out)
	})
	return out, err
}

// oneBy returns the decision by which records have been one: on the first of them, else on another one.
func (s stories) oneBy(ids ...string) (out graph.Decision) {
	rank := func(d graph.Decision) int {
		if i := slices.Index(ids, d.Event); i >= 0 {
			return i
		}
		return len(ids)
	}
	for _, id := range record.SortedKeys(s.decisions) {
		if d := s.decisions[id]; d.Kind == graph.SameEvent && (out.ID == "" || rank(d) < rank(out)) {
			out = d
		}
	}
	return out
}

// putOne stores a decision, and gives it its id.
func (w *writer) putOne(d *graph.Decision) error {
	ids, err := w.putDecisions([]graph.Decision{*d}, d.Event, d.Other)
	if err == nil {
		d.ID = ids[0]
	}
	return err
}

// Nest decides that an event lies within another one. An earlier decision on where it lies is undone.
func (e *Editor) Nest(
	ctx context.Context, event, within, reason string, in proposal.SourceInput,
) (out graph.Decision, err error) {
	err = e.decide(ctx, "nest", reason, in, func(w *writer, d graph.Decision) error {
		if err := w.exist([]string{event, within}); err != nil {
			return err
		}
		d.Kind, d.Event, d.Other = graph.WithinEvent, event, within
		decided, err := w.decisionsOf([]string{event})
		if err != nil {
			return err
		}
		var undo []graph.Decision
		for _, was := range decided {
			if was.Stands() && was.Kind == graph.WithinEvent && was.Event == event {
				if was.Other == within && was.Rule == "" {
					out = was
					return nil
				}
				undo = append(undo, was)
			}
		}
		if err := w.mayDecide(d, false); err != nil {
			return err
		}
		if err := w.undoDecisions(undo); err != nil {
			return err
		}
		out = d
		return w.putOne(&out)
	})
	return out, err
}

// UndoDecision undoes a decision on events. A rule does not decide so again.
func (e *Editor) UndoDecision(ctx context.Context, id string) error {
	return e.db.Write(ctx, "undo_decision", func(t *bolt.Tx) error {
		w := newWriter(t)
		if err := w.Lock(); err != nil {
			return err
		}
		b, err := w.recordsOf(map[string]bool{id: true})
		if err != nil {
			return err
		}
		if len(b.Decisions) == 0 {
			return graph.NotFound("decision", id)
		}
		d := b.Decisions[0]
		if !d.Stands() {
			return fmt.Errorf("%w: %s was undone on %s", graph.ErrBadInput, id, d.UndoneAt.Format(time.DateOnly))
		}
		if err := w.undoDecisions(b.Decisions); err != nil {
			return err
		}
		return w.retell([]string{d.Event, d.Other})
	})
}

// decide runs a function that makes a person's decision, under the lock of writers, when its source is written.
func (e *Editor) decide(
	ctx context.Context, name, reason string, in proposal.SourceInput, do func(*writer, graph.Decision) error,
) error {
	if wrong := graph.CheckDecisionReason(reason); wrong != nil {
		return fmt.Errorf("%w: %w", graph.ErrBadInput, wrong)
	}
	citation, sources, err := in.Cited()
	if err != nil {
		return err
	}
	return e.db.Write(ctx, name, func(t *bolt.Tx) error {
		w := newWriter(t)
		if err := w.source(citation, sources); err != nil {
			return err
		}
		return do(w, graph.Decision{Reason: graph.NFC(reason), Sources: []graph.Citation{citation}})
	})
}

// exist returns an error that names the first id that no event has.
func (w *writer) exist(ids []string) error {
	s, err := w.loadStories(slices.Clone(ids))
	if err != nil {
		return err
	}
	return s.exist(ids...)
}

// mayDecide returns an error if a decision contradicts another one or makes no sense.
func (w *writer) mayDecide(d graph.Decision, force bool) error {
	if d.Event == d.Other {
		return fmt.Errorf("%w: %s is decided on with itself", graph.ErrBadInput, d.Event)
	}
	s, err := w.loadStories([]string{d.Event, d.Other})
	if err != nil {
		return err
	}
	of := keptOf(s.groups())
	if d.Kind == graph.SameEvent {
		for _, was := range s.decisions {
			if was.Kind == graph.DifferentEvent && between(of, was, d) {
				return fmt.Errorf("%w: %s says that %s and %s are different; undo it first", graph.ErrBadInput, was.ID, was.Event, was.Other)
			}
		}
		return w.mayMerge(s, d, force)
	}
	at := s.shows[d.Other]
	for range rules.MaxNested + 1 {
		if at == "" {
			return nil
		}
		if at == s.shows[d.Event] {
			return fmt.Errorf("%w: %s lies within %s already", graph.ErrBadInput, d.Other, d.Event)
		}
		found, err := w.All("whole_of", map[string]any{"id": at})
		if err != nil {
			return err
		}
		at = bolt.Get[string](found[0], "whole")
	}
	return nestedTooDeep(d.Event)
}

// between reports whether a decision is on an event of each of the groups that another one would make one.
func between(of map[string]string, was, d graph.Decision) bool {
	a, b := of[was.Event], of[was.Other]
	return a == of[d.Event] && b == of[d.Other] || a == of[d.Other] && b == of[d.Event]
}

// mayMerge returns an error if events that are to be one have links, or another kind or time.
func (w *writer) mayMerge(s stories, d graph.Decision, force bool) error {
	linked, err := w.All("linked", map[string]any{"id": s.shows[d.Event]})
	if err != nil {
		return err
	}
	if len(linked) > 0 {
		return fmt.Errorf(
			"%w: %s led to other events, or others to it: keep it, and merge the other one into it", graph.ErrBadInput, d.Event)
	}
	if force {
		return nil
	}
	own, err := w.recordsByID(map[string]string{d.Event: "", d.Other: ""})
	if err != nil {
		return err
	}
	a, b := own[d.Event], own[d.Other]
	why := ""
	switch {
	case a.Kind != b.Kind:
		why = fmt.Sprintf("one is a %s and the other a %s", a.Kind, b.Kind)
	case a.Date.Contradicts(b.Date):
		why = fmt.Sprintf("one is dated %s and the other %s", a.Date, b.Date)
	default:
		return nil
	}
	return fmt.Errorf("%w: %s; to merge them all the same, say force: true", graph.ErrBadInput, why)
}

// putDecisions stores decisions, updates the events that they are about, and returns the ids of the decisions.
func (w *writer) putDecisions(all []graph.Decision, about ...string) (ids []string, err error) {
	if len(all) > 0 {
		found, err := w.All("put_decisions", map[string]any{"rows": decisionRows(all)})
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			ids = append(ids, bolt.Get[string](r, "id"))
		}
	}
	return ids, w.retell(about)
}

func decisionRows(all []graph.Decision) []any {
	rows := make([]any, len(all))
	for i, d := range all {
		rows[i] = decisionRow(d)
	}
	return rows
}

func decisionRow(d graph.Decision) map[string]any {
	return map[string]any{
		"id": record.Text(d.ID), "kind": string(d.Kind), "event": d.Event, "other": d.Other, "rule": record.Text(d.Rule),
		"reason": record.Text(d.Reason), "at": record.Instant(d.At), "undoneAt": record.Instant(d.UndoneAt), "sources": record.Cites(d.Sources),
	}
}

// undoDecisions notes that decisions were undone: at their UndoneAt, or now if they stand.
func (w *writer) undoDecisions(all []graph.Decision) error {
	if len(all) == 0 {
		return nil
	}
	rows := make([]any, len(all))
	for i, d := range all {
		rows[i] = map[string]any{"id": d.ID, "at": record.Instant(d.UndoneAt)}
	}
	_, err := w.All("undo_decisions", map[string]any{"rows": rows})
	return err
}

// decideAsRecorded stores decisions of a file, and undoes others.
func (w *writer) decideAsRecorded(fresh, undo []graph.Decision) error {
	if len(fresh)+len(undo) == 0 {
		return nil
	}
	var ids []string
	for _, d := range slices.Concat(fresh, undo) {
		ids = append(ids, d.Event, d.Other)
	}
	for _, d := range fresh {
		if !d.Stands() {
			continue
		}
		if err := w.mayDecide(d, true); err != nil {
			return graph.Reject(graph.ErrBadInput, graph.Problem{Record: d.ID, Field: "other", Text: err.Error()})
		}
	}
	if err := w.undoDecisions(undo); err != nil {
		return err
	}
	_, err := w.putDecisions(fresh, ids...)
	return err
}
