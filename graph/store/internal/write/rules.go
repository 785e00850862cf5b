package write

import (
	"cmp"
	"math"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// A rule holds between two stored records. Its statement finds, among some records and their neighbours, those that
// break it. Every write runs the statements on what it changed, in its own transaction, so that no order of writes gets
// around a rule; Check runs them on everything. graph.Batch.Check requires the same within one batch, and all that one
// record can break alone.
type rule struct {
	statement    string
	Prefix       string // of the ids that the statement takes
	field, other string // the wrong field of the record that refers, and of the one that it refers to if that one changed
	Text         func(b broken) string
}

// broken is what breaks a rule: a record, the one that it refers to, and what they say.
type broken struct{ Record, Other, is, than string }

// Rules lists the rules between records.
var Rules = []rule{
	{"rule_parts", "event:", "date", "date", func(b broken) string { return graph.NotInside(b.Record, b.is, b.Other, b.than) }},
	{"rule_links", "event:", "date", "date", func(b broken) string { return graph.AgainstTime(b.Record, b.is, b.Other, b.than) }},
	{"rule_consequences", "event:", "to", "to", func(b broken) string { return graph.LeadsBack(b.Record, b.Other) }},
	{"rule_bases", "figure:", "derivedFrom", "reported", func(b broken) string { return graph.NoSuchChange(b.Record, b.Other, b.is) }},
	{"rule_derivations", "figure:", "derivedFrom", "derivedFrom", func(b broken) string { return graph.DerivedFromItself(b.Record, b.Other) }},
	{"rule_commodities", "commodity:", "parent", "parent", func(b broken) string { return graph.PartOfItself(b.Record, b.Other) }},
}

// linkRules are those of links: the link is named where it was just written.
func (r rule) OfLinks() bool {
	return r.statement == "rule_links" || r.statement == "rule_consequences"
}

// keepRules returns a *graph.Rejection where what changed, or the links just written, break a rule with what is stored.
// It names records that were written.
func (w *writer) keepRules(changed map[string][]record.Row, links []graph.Link) error {
	return w.keepRulesBy(changed, links, func(retracted map[string]bool) breaches {
		return func(r rule, of []string) ([]broken, error) { return r.breachesWithout(retracted, of, w.All) }
	})
}

// breaches returns what breaks a rule among some records.
type breaches func(r rule, of []string) ([]broken, error)

// keepRulesBy is keepRules with what a function returns. The function leaves out what a later update retracts: it is
// asked for that only if a rule is broken, because few updates retract what breaks one.
func (w *writer) keepRulesBy(
	changed map[string][]record.Row,
	links []graph.Link,
	without func(retracted map[string]bool) breaches,
) error {
	err := keepRules(changed, links, without(nil))
	if err == nil || len(w.leaving) == 0 {
		return err
	}
	retracted, err := w.toBeRetracted()
	if err != nil {
		return err
	}
	return keepRules(changed, links, without(retracted))
}

// toBeRetracted returns the records that a later update retracts. A retraction that is stored changes nothing more.
func (w *writer) toBeRetracted() (map[string]bool, error) {
	var asked graph.Batch
	for of, id := range w.leaving {
		asked.Retractions = append(asked.Retractions, graph.Retraction{ID: id, Of: of})
	}
	stored, err := w.storedDecisions(asked)
	out := map[string]bool{}
	for of, id := range w.leaving {
		if _, ok := stored.retractions[id]; !ok {
			out[of] = true
		}
	}
	return out, err
}

// keepRules returns a *graph.Rejection that names the written records that break a rule.
func keepRules(changed map[string][]record.Row, links []graph.Link, breaches breaches) error {
	ids := map[string][]string{
		"event:":     idsOf(changed["events"]),
		"figure:":    idsOf(changed["figures"]),
		"commodity:": idsOf(changed["commodities"]),
	}
	written := map[string]bool{}
	var ends []string
	for _, l := range links {
		written[l.Name()] = true
		ends = append(ends, l.From)
	}
	var problems []graph.Problem
	for _, r := range Rules {
		of := ids[r.Prefix]
		if r.OfLinks() {
			of = union(of, ends)
		}
		found, err := breaches(r, of)
		if err != nil {
			return err
		}
		slices.SortFunc(found, func(x, y broken) int { // a record that breaks it more than once always gets the same reason
			return cmp.Or(cmp.Compare(x.Record, y.Record), cmp.Compare(x.Other, y.Other), cmp.Compare(x.is, y.is))
		})
		for _, b := range found {
			problems = append(problems, r.problem(b, of, written))
		}
	}
	return graph.Reject(graph.ErrBadInput, problems...)
}

// problem says what is wrong with the record that was written.
func (r rule) problem(b broken, changed []string, written map[string]bool) graph.Problem {
	p := graph.Problem{Record: b.Record, Field: r.field, Text: r.Text(b)}
	link := graph.Link{From: b.Record, To: b.Other}.Name()
	switch {
	case r.OfLinks() && written[link]:
		p.Record, p.Field = link, "to"
	case !slices.Contains(changed, b.Record):
		p.Record, p.Field = b.Other, r.other
	}
	return p
}

// Breaches runs the rule's statement on some records. If later is set, a breach is returned for one of its records
// only.
func (r rule) Breaches(
	ids []string,
	run func(string, map[string]any) ([]*bolt.Record, error),
	later bool,
) ([]broken, error) {
	return r.find(ids, map[string]any{"ids": ids, "later": later, "without": []string{}}, run)
}

// breachesWithout is Breaches as if some records were retracted.
func (r rule) breachesWithout(
	retracted map[string]bool,
	ids []string,
	run func(string, map[string]any) ([]*bolt.Record, error),
) ([]broken, error) {
	found, err := r.find(ids, map[string]any{"ids": ids, "later": false, "without": record.SortedKeys(retracted)}, run)
	return slices.DeleteFunc(found, func(b broken) bool { return retracted[b.Record] || retracted[b.Other] }), err
}

func (r rule) find(
	ids []string,
	params map[string]any,
	run func(string, map[string]any) ([]*bolt.Record, error),
) ([]broken, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	records, err := run(r.statement, params)
	out := make([]broken, len(records))
	for i, rec := range records {
		out[i] = broken{bolt.Get[string](rec, "record"), bolt.Get[string](rec, "other"), bolt.Get[string](rec, "is"), bolt.Get[string](rec, "than")}
	}
	return out, cmp.Or(err, bolt.Err(records))
}

// nestedTooDeep names, of the events that were written, those by which others are nested too deep; else the first of
// those.
func (w *writer) nestedTooDeep(deep, changed []string) error {
	records, err := w.All("rule_nested", map[string]any{"ids": deep, "changed": changed})
	if err != nil {
		return err
	}
	by := make([]string, len(records))
	for i, r := range records {
		by[i] = bolt.Get[string](r, "id")
	}
	return nestedBy(by, deep)
}

// nestedBy rejects events by which others are nested too deep; where there are none, the first of those.
func nestedBy(ids, deep []string) error {
	if len(ids) == 0 {
		ids = []string{slices.Min(deep)}
	}
	problems := make([]graph.Problem, len(ids))
	for i, id := range ids {
		problems[i] = TooDeep(id)
	}
	return graph.Reject(graph.ErrBadInput, problems...)
}

// ChangeNumbers has a bit for each change that a figure may report.
var ChangeNumbers = map[string]uint32{graph.YearOnYear: 1, graph.MonthOnMonth: 2}

// ChangesOf returns the changes from which another figure can be derived, in bits of changeNumbers.
func ChangesOf(f graph.Figure) (changes uint32) {
	if f.Value != nil && f.YoY != nil {
		changes |= ChangeNumbers[graph.YearOnYear]
	}
	if f.Value != nil && f.MoM != nil {
		changes |= ChangeNumbers[graph.MonthOnMonth]
	}
	return changes
}

// BoundsOf returns the bounds of a date, or the least and the greatest day for unknown bounds.
func BoundsOf(date edtf.Date) (earliest, latest edtf.Day) {
	earliest, latest = math.MinInt32, math.MaxInt32
	if d, ok := date.Earliest(); ok {
		earliest = d
	}
	if d, ok := date.Latest(); ok {
		latest = d
	}
	return earliest, latest
}
