package write

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/identity"
	"demarche/graph/proposal"
	"demarche/graph/store/internal/record"
)

const maxSeparated = 20

// Separate decides that events are different happenings: what was decided otherwise is undone, and no rule decides so
// again. It returns the decisions that say so of each two, also those made before.
func (e *Editor) Separate(
	ctx context.Context, ids []string, reason string, in proposal.SourceInput,
) (all []graph.Decision, err error) {
	if err := graph.CheckSize("ids", len(ids), maxSeparated, "separate the others in another mutation"); err != nil {
		return nil, err
	}
	if len(ids) < 2 {
		return nil, fmt.Errorf("%w: ids: name the two or more events that are different", graph.ErrBadInput)
	}
	err = e.decide(ctx, "separate", reason, in, func(w *writer, d graph.Decision) error {
		same, apart, err := w.decidedAmong(ids)
		if err != nil {
			return err
		}
		if err := w.exist(ids); err != nil {
			return err
		}
		if err := w.undoDecisions(same); err != nil {
			return err
		}
		if err := w.mayBeApart(ids); err != nil {
			return err
		}
		all, err = w.putApart(ids, apart, d)
		return err
	})
	return all, err
}

// decidedAmong returns the decisions that some events are one, and those by which two are different.
func (w *writer) decidedAmong(ids []string) (same []graph.Decision, apart map[[2]string]graph.Decision, err error) {
	decided, err := w.decisionsOf(ids)
	apart = map[[2]string]graph.Decision{}
	for _, was := range decided {
		switch {
		case !was.Stands() || !slices.Contains(ids, was.Event) || !slices.Contains(ids, was.Other):
		case was.Kind == graph.DifferentEvent:
			apart[identity.PairOf(was.Event, was.Other)] = was
		case was.Kind == graph.SameEvent:
			same = append(same, was)
		}
	}
	return same, apart, err
}

// mayBeApart returns an error if decisions on other records make two of some ids one. It names these decisions.
func (w *writer) mayBeApart(ids []string) error {
	s, err := w.loadStories(slices.Clone(ids))
	if err != nil {
		return err
	}
	for _, group := range s.groups() {
		both := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(group, id) })
		slices.Sort(both)
		if both = slices.Compact(both); len(both) < 2 {
			continue
		}
		var by []string
		for _, id := range record.SortedKeys(s.decisions) {
			if d := s.decisions[id]; d.Kind == graph.SameEvent && slices.Contains(group, d.Event) {
				by = append(by, id)
			}
		}
		return fmt.Errorf("%w: ids: %s and %s are one by decisions on other records; name these too, or undo a decision: %s",
			graph.ErrBadInput, both[0], both[1], strings.Join(by, ", "))
	}
	return nil
}

// putApart stores decisions that say of each two ids that they are different, except those that are stored. It returns
// them all.
func (w *writer) putApart(
	ids []string, apart map[[2]string]graph.Decision, d graph.Decision,
) (all []graph.Decision, err error) {
	var fresh []graph.Decision
	var at []int // where they stand in all
	seen := map[[2]string]bool{}
	for i, a := range ids {
		for _, b := range ids[:i] {
			two := identity.PairOf(a, b)
			if a == b || seen[two] {
				continue
			}
			seen[two] = true
			was, ok := apart[two]
			if !ok {
				d.Kind, d.Event, d.Other = graph.DifferentEvent, two[1], two[0]
				fresh, at, was = append(fresh, d), append(at, len(all)), d
			}
			all = append(all, was)
		}
	}
	named, err := w.putDecisions(fresh, ids...)
	for i := range named {
		all[at[i]].ID = named[i]
	}
	return all, err
}
