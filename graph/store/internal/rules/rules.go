// Package rules holds the rules between records. Statements find what breaks them in the graph, and a Preview finds it
// in the graph as a dry run would leave it.
package rules

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// A Rule holds between two stored records. Its statement finds, among some records and their neighbours, those that
// break it. Every write runs the statements on what it changed, in its own transaction, so that no order of writes gets
// around a rule; a check runs them on everything. graph.Batch.Check requires the same within one batch, and all that
// one record can break alone.
type Rule struct {
	statement    string
	Prefix       string // of the ids that the statement takes
	field, other string // the wrong field of the record that refers, and of the one that it refers to if that one changed
	Text         func(b Breach) string
}

// Breach is what breaks a rule: a record, the one that it refers to, and what they say.
type Breach struct{ Record, Other, Is, Than string }

// All lists the rules.
var All = []Rule{
	{"rule_parts", "event:", "date", "date", func(b Breach) string { return graph.NotInside(b.Record, b.Is, b.Other, b.Than) }},
	{"rule_links", "event:", "date", "date", func(b Breach) string { return graph.AgainstTime(b.Record, b.Is, b.Other, b.Than) }},
	{"rule_consequences", "event:", "to", "to", func(b Breach) string { return graph.LeadsBack(b.Record, b.Other) }},
	{"rule_bases", "figure:", "derivedFrom", "reported", func(b Breach) string { return graph.NoSuchChange(b.Record, b.Other, b.Is) }},
	{"rule_derivations", "figure:", "derivedFrom", "derivedFrom", func(b Breach) string { return graph.DerivedFromItself(b.Record, b.Other) }},
	{"rule_commodities", "commodity:", "parent", "parent", func(b Breach) string { return graph.PartOfItself(b.Record, b.Other) }},
}

// OfLinks reports whether the rule is one of links. A link that was just written is named then.
func (r Rule) OfLinks() bool {
	return r.statement == "rule_links" || r.statement == "rule_consequences"
}

// Run runs the statement of that name.
type Run func(statement string, params map[string]any) ([]*bolt.Record, error)

// Find returns what breaks a rule among some records.
type Find func(r Rule, of []string) ([]Breach, error)

// Keep returns a *graph.Rejection that names the written records and links that break a rule. changed lists ids of
// written records by the prefixes of the rules.
func Keep(changed map[string][]string, links []graph.Link, find Find) error {
	written := map[string]bool{}
	var ends []string
	for _, l := range links {
		written[l.Name()] = true
		ends = append(ends, l.From)
	}
	var problems []graph.Problem
	for _, r := range All {
		of := changed[r.Prefix]
		if r.OfLinks() {
			of = distinct(of, ends)
		}
		found, err := find(r, of)
		if err != nil {
			return err
		}
		slices.SortFunc(found, func(x, y Breach) int { // a record that breaks it more than once always gets the same reason
			return cmp.Or(cmp.Compare(x.Record, y.Record), cmp.Compare(x.Other, y.Other), cmp.Compare(x.Is, y.Is))
		})
		for _, b := range found {
			problems = append(problems, r.problem(b, of, written))
		}
	}
	return graph.Reject(graph.ErrBadInput, problems...)
}

// problem says what is wrong with the record that was written.
func (r Rule) problem(b Breach, changed []string, written map[string]bool) graph.Problem {
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

// Breaches runs the rule's statement on some records, as if those in retracted were retracted. If later is set, a
// breach is returned for one of its records only.
func (r Rule) Breaches(ids []string, run Run, later bool, retracted map[string]bool) ([]Breach, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	records, err := run(r.statement, map[string]any{"ids": ids, "later": later, "without": record.SortedKeys(retracted)})
	out := make([]Breach, len(records))
	for i, rec := range records {
		out[i] = Breach{bolt.Get[string](rec, "record"), bolt.Get[string](rec, "other"), bolt.Get[string](rec, "is"), bolt.Get[string](rec, "than")}
	}
	out = slices.DeleteFunc(out, func(b Breach) bool { return retracted[b.Record] || retracted[b.Other] })
	return out, cmp.Or(err, bolt.Err(records))
}

// MaxNested is how many events, or commodities, may lie around one another.
const MaxNested = 20

// TooDeep returns the problem of an event that is a part of itself, or nested in too many others.
func TooDeep(id string) graph.Problem {
	return graph.Problem{Record: id, Field: "partOf", Text: fmt.Sprintf("the event is a part of itself, or of more than %d events in a row", MaxNested)}
}

// NestedBy rejects events by which others are nested too deep; where there are none, the first of those.
func NestedBy(ids, deep []string) error {
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

// ChangesOf returns the changes from which another figure can be derived, in bits of ChangeNumbers.
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

// distinct returns the ids of some lists in order, each once.
func distinct(lists ...[]string) []string {
	out := slices.Concat(lists...)
	slices.Sort(out)
	return slices.Compact(out)
}
