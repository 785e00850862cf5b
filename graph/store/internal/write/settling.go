package write

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/identity"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// The rules SAME_EVENT and WITHIN_VISIT. They compare the events that were written since they ran last, with those of
// the same officials around the same days.

// maxRounds bounds how often the rules look again at what they changed themselves.
const maxRounds = 5

// How many days before and after an event others of its officials are compared with it.
const (
	daysBefore     = 33  // a visit of a month may hold it
	longDaysBefore = 400 // of a visit of more than a month
)

// settledSeq returns the number of the last event that the rules compared, and that of the last one written.
func (e *Editor) settledSeq(ctx context.Context) (settled, last int64, err error) {
	records, err := e.db.Scan(ctx, "settled", nil)
	if err != nil || len(records) == 0 {
		return 0, 0, err
	}
	return bolt.Get[int64](records[0], "seq"), bolt.Get[int64](records[0], "last"), bolt.Err(records)
}

// settleEvents applies the rules to the events that were written under the numbers after one.
func (e *Editor) settleEvents(ctx context.Context, after int64, done *graph.Resolution) error {
	_, last, err := e.settledSeq(ctx)
	for round := 0; err == nil && after < last && round < maxRounds; round++ {
		for after < last && err == nil {
			var ids []string
			if ids, after, err = e.eventsAfter(ctx, after); err != nil || after == 0 {
				break
			}
			for some := range slices.Chunk(ids, resolvedAtOnce) {
				if err == nil {
					err = e.settleSome(ctx, some, done)
				}
			}
		}
		after = last
		if err == nil {
			_, last, err = e.settledSeq(ctx)
		}
	}
	if err != nil {
		return err
	}
	return e.db.Write(ctx, "settled_to", func(t *bolt.Tx) error {
		_, err := t.All("settled_to", map[string]any{"seq": last})
		return err
	})
}

// A decisionPlan lists what the rules change.
type decisionPlan struct {
	forget []graph.Decision
	fresh  []graph.Decision
}

// settleSome applies the rules to some events. It takes the lock of writers only if there is something to change.
func (e *Editor) settleSome(ctx context.Context, ids []string, done *graph.Resolution) error {
	var todo decisionPlan
	look := func(t *bolt.Tx) (err error) {
		todo, err = newWriter(t).planDecisions(ids)
		return err
	}
	if err := e.db.Reading(ctx, "settle_events", look); err != nil || len(todo.forget)+len(todo.fresh) == 0 {
		return err
	}
	err := e.db.Write(ctx, "settle_events", func(t *bolt.Tx) error {
		w := newWriter(t)
		if err := w.Lock(); err != nil {
			return err
		}
		if err := look(t); err != nil {
			return err
		}
		return w.applyDecisions(todo)
	})
	for _, d := range todo.fresh {
		done.Count(d, 1)
	}
	for _, d := range todo.forget {
		done.Count(d, -1)
	}
	return err
}

// applyDecisions stores what the rules decide, forgets what they would not decide any more, and updates the events.
func (w *writer) applyDecisions(p decisionPlan) error {
	var ids, about []string
	for _, d := range p.forget {
		ids, about = append(ids, d.ID), append(about, d.Event, d.Other)
	}
	if len(ids) > 0 {
		if _, err := w.All("forget_decisions", map[string]any{"ids": ids}); err != nil {
			return err
		}
	}
	for _, d := range p.fresh {
		about = append(about, d.Event, d.Other)
	}
	slices.Sort(about)
	_, err := w.putDecisions(p.fresh, slices.Compact(about)...)
	return err
}

// planDecisions returns what the rules change around some events.
func (w *writer) planDecisions(ids []string) (p decisionPlan, err error) {
	b := comparison{writer: w, shows: map[string]string{}, linked: map[string]bool{}}
	fresh, err := b.read(ids)
	if err != nil || len(fresh) == 0 {
		return p, err
	}
	core := map[string]bool{}
	for range 3 { // what these are compared with, what that is compared with, and what decides between those
		for _, t := range b.all {
			core[t.ID] = true
		}
		near, err := b.near(fresh)
		if err != nil {
			return p, err
		}
		if fresh, err = b.read(near); err != nil {
			return p, err
		}
	}
	if len(b.all) < 2 {
		return p, nil
	}
	return b.plan(core)
}

// near returns the events of the officials of some tellings around their days.
func (b *comparison) near(some []identity.Telling) ([]string, error) {
	rows := map[string]any{}
	for _, t := range some {
		days, ok := t.Near()
		if !ok {
			continue
		}
		for _, a := range t.Cast {
			if !graph.IsOfficial(a.ID) {
				continue
			}
			rows[fmt.Sprint(a.ID, days)] = map[string]any{
				"pid": graph.ActorKey(a.ID), "lo": sortKeyOf(days.From), "hi": sortKeyOf(days.To + 1),
				"month": sortKeyOf(days.From - daysBefore), "long": sortKeyOf(days.From - longDaysBefore),
			}
		}
	}
	var out []string
	for keys := range slices.Chunk(record.SortedKeys(rows), resolvedAtOnce) {
		list := make([]any, len(keys))
		for i, k := range keys {
			list[i] = rows[k]
		}
		found, err := b.All("events_near", map[string]any{"rows": list})
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			out = append(out, bolt.Get[string](r, "id"))
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func sortKeyOf(day edtf.Day) int64 { return int64(day) << graph.SortKeyShift }

// plan compares what the rules decided before, of events of which some are in core, with what they decide now.
func (b *comparison) plan(core map[string]bool) (p decisionPlan, err error) {
	ids := make([]string, len(b.all))
	for i, t := range b.all {
		ids[i] = t.ID
	}
	decided, err := b.decisionsOf(ids)
	if err != nil {
		return p, err
	}
	apart, nested, overruled := map[[2]string]bool{}, map[string]bool{}, map[string]bool{}
	was := map[string]graph.Decision{}
	for _, d := range decided {
		switch {
		case d.Stands() && d.Rule != "":
			was[said(d)] = d
		case d.Stands() && d.Kind == graph.WithinEvent:
			nested[d.Event] = true // by a person
		case d.Stands() == (d.Kind == graph.DifferentEvent) && d.Kind != graph.WithinEvent:
			apart[identity.PairOf(d.Event, d.Other)] = true
		case !d.Stands() && d.Rule != "":
			overruled[said(d)] = true // a person undid it
		}
	}
	should := b.decide(core, apart, nested)
	for _, key := range record.SortedKeys(was) {
		d := was[key]
		if _, ok := should[key]; !ok && core[d.Event] && (core[d.Other] || d.Kind == graph.WithinEvent) && b.shows[d.Event] != "" && b.shows[d.Other] != "" {
			p.forget = append(p.forget, d)
		}
	}
	for _, key := range record.SortedKeys(should) {
		if _, ok := was[key]; !ok && !overruled[key] {
			p.fresh = append(p.fresh, should[key])
		}
	}
	return p, b.cite(p.fresh)
}

func said(d graph.Decision) string {
	return strings.Join([]string{string(d.Kind), d.Event, d.Other}, " ")
}

// decide returns what the rules decide now of events in core.
func (b *comparison) decide(
	core map[string]bool, apart map[[2]string]bool, nested map[string]bool,
) map[string]graph.Decision {
	out := map[string]graph.Decision{}
	kept := map[string]string{}
	var mergeable []identity.Telling
	for _, t := range b.all {
		if !b.linked[b.shows[t.ID]] {
			mergeable = append(mergeable, t)
		}
	}
	for _, h := range identity.SameEvents(mergeable, apart) {
		for _, id := range h.IDs[1:] {
			if kept[id] = h.IDs[0]; core[id] && core[h.IDs[0]] {
				d := graph.Decision{Kind: graph.SameEvent, Event: id, Other: h.IDs[0], Rule: string(h.Rule)}
				out[said(d)] = d
			}
		}
	}
	visits := identity.NewVisits(b.all)
	for _, t := range b.all {
		event := cmp.Or(kept[t.ID], t.ID)
		h, ok := visits.Holding(t)
		if !ok || !core[t.ID] || nested[t.ID] || nested[event] {
			continue
		}
		d := graph.Decision{Kind: graph.WithinEvent, Event: t.ID, Other: cmp.Or(kept[h.ID], h.ID), Rule: string(h.Rule)}
		if d.Other == event {
			continue
		}
		if h.Certainty == graph.Possible {
			d.Reason = "It is dated a day before or after the visit."
		}
		out[said(d)] = d
	}
	return out
}

// cite gives decisions of rules the sources of the events that they are about.
func (b *comparison) cite(all []graph.Decision) error {
	ids := map[string]bool{}
	for _, d := range all {
		ids[d.Event], ids[d.Other] = true, true
	}
	stored, err := b.recordsOf(ids)
	if err != nil {
		return err
	}
	own := EventsByID(stored.Events)
	for i, d := range all {
		all[i].Sources = citedBy(own[d.Event].Sources, own[d.Other].Sources)
	}
	return nil
}
