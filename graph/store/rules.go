package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// A rule holds between two stored records. Its statement finds, among some records and their neighbours, those that break it.
// Every write runs the statements on what it changed, in its own transaction, so that no order of writes gets around a rule;
// Check runs them on everything. graph.Batch.Check requires the same within one batch, and all that one record can break alone.
type rule struct {
	statement    string
	prefix       string // of the ids that the statement takes
	field, other string // what is wrong with the record that refers, and what with the one that it refers to, if that one changed
	text         func(b broken) string
}

// broken is what breaks a rule: a record, the one that it refers to, and what they say.
type broken struct{ record, other, is, than string }

var rules = []rule{
	{"rule_parts", "event:", "date", "date", func(b broken) string { return graph.NotInside(b.record, b.is, b.other, b.than) }},
	{"rule_links", "event:", "date", "date", func(b broken) string { return graph.AgainstTime(b.record, b.is, b.other, b.than) }},
	{"rule_consequences", "event:", "to", "to", func(b broken) string { return graph.LeadsBack(b.record, b.other) }},
	{"rule_bases", "figure:", "derivedFrom", "reported", func(b broken) string { return graph.NoSuchChange(b.record, b.other, b.is) }},
	{"rule_derivations", "figure:", "derivedFrom", "derivedFrom", func(b broken) string { return graph.DerivedFromItself(b.record, b.other) }},
	{"rule_commodities", "commodity:", "parent", "parent", func(b broken) string { return graph.PartOfItself(b.record, b.other) }},
}

// linkRules are those of links: the link is named where it was just written.
func (r rule) ofLinks() bool {
	return r.statement == "rule_links" || r.statement == "rule_consequences"
}

// keepRules returns a *graph.Rejection where what changed, or the links just written, break a rule with what is stored. It names
// records that were written.
func (w *writer) keepRules(changed map[string][]record.Row, links []graph.Link) error {
	return keepRules(changed, links, func(r rule, of []string) ([]broken, error) { return r.breaches(of, w.All, false) })
}

// keepRules is writer.keepRules, by what a function returns of records that break a rule.
func keepRules(changed map[string][]record.Row, links []graph.Link, breaches func(r rule, of []string) ([]broken, error)) error {
	ids := map[string][]string{"event:": idsOf(changed["events"]), "figure:": idsOf(changed["figures"]), "commodity:": idsOf(changed["commodities"])}
	written := map[string]bool{}
	var ends []string
	for _, l := range links {
		written[l.Name()] = true
		ends = append(ends, l.From)
	}
	var problems []graph.Problem
	for _, r := range rules {
		of := ids[r.prefix]
		if r.ofLinks() {
			of = union(of, ends)
		}
		found, err := breaches(r, of)
		if err != nil {
			return err
		}
		slices.SortFunc(found, func(x, y broken) int { // a record that breaks it more than once always gets the same reason
			return cmp.Or(cmp.Compare(x.record, y.record), cmp.Compare(x.other, y.other), cmp.Compare(x.is, y.is))
		})
		for _, b := range found {
			problems = append(problems, r.problem(b, of, written))
		}
	}
	return graph.Reject(graph.ErrBadInput, problems...)
}

// problem says what is wrong with the record that was written.
func (r rule) problem(b broken, changed []string, written map[string]bool) graph.Problem {
	p := graph.Problem{Record: b.record, Field: r.field, Text: r.text(b)}
	link := graph.Link{From: b.record, To: b.other}.Name()
	switch {
	case r.ofLinks() && written[link]:
		p.Record, p.Field = link, "to"
	case !slices.Contains(changed, b.record):
		p.Record, p.Field = b.other, r.other
	}
	return p
}

// breaches runs the rule's statement on some records. Later spares what is found by another record, where all are asked for.
func (r rule) breaches(ids []string, run func(string, map[string]any) ([]*bolt.Record, error), later bool) ([]broken, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	records, err := run(r.statement, map[string]any{"ids": ids, "later": later})
	out := make([]broken, len(records))
	for i, rec := range records {
		out[i] = broken{bolt.Get[string](rec, "record"), bolt.Get[string](rec, "other"), bolt.Get[string](rec, "is"), bolt.Get[string](rec, "than")}
	}
	return out, err
}

// nestedTooDeep names, of the events that were written, those by which others are nested too deep; else the first of those.
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
		problems[i] = tooDeep(id)
	}
	return graph.Reject(graph.ErrBadInput, problems...)
}

// rules reports what breaks a rule, of everything that is stored: what records say alone, and what they say of one another.
func (c checker) rules(ctx context.Context) error {
	for _, prefix := range recordPrefixes {
		for after := ""; ; {
			ids, err := c.store.IDsAfter(ctx, prefix, after, bolt.PageSize)
			if err != nil {
				return err
			}
			if err := c.rulesOf(ctx, prefix, ids); err != nil || len(ids) < bolt.PageSize {
				if err != nil {
					return err
				}
				break
			}
			after = ids[len(ids)-1]
		}
	}
	return nil
}

// recordPrefixes begin the ids of records.
var recordPrefixes = []string{
	"source:", "country:", "aggregate:", "place:", "org:", "post:", "official:", "tenure:", "commodity:", "series:", "figure:", "event:",
	"merge:", "revision:", "retraction:",
}

// eachAlone reports the rules that stored records break by themselves.
func (c checker) eachAlone(ctx context.Context, prefix string, ids []string) error {
	found, err := c.store.db.Scan(ctx, "stored", map[string]any{"ids": ids})
	if err != nil {
		return err
	}
	var all graph.Batch
	for _, r := range found {
		b, err := record.Decode([]*bolt.Record{r})
		if err != nil {
			if prefix != "event:" { // of an event it is reported already
				c.problem("%s", err)
			}
			continue
		}
		all.Append(b)
	}
	if prefix == "event:" {
		if all.Links, err = c.store.LinksOf(ctx, ids); err != nil {
			return err
		}
	}
	for _, p := range all.CheckEach() {
		c.problem("%s", p)
	}
	return nil
}

// rulesOf reports the rules that the stored records with these ids break.
func (c checker) rulesOf(ctx context.Context, prefix string, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	if err := c.eachAlone(ctx, prefix, ids); err != nil {
		return err
	}
	run := func(name string, params map[string]any) ([]*bolt.Record, error) {
		return c.store.db.Scan(ctx, name, params)
	}
	seen := map[string]bool{}
	for _, r := range rules {
		if r.prefix != prefix {
			continue
		}
		breaches, err := r.breaches(ids, run, true)
		if err != nil {
			return err
		}
		for _, b := range breaches {
			of := b.record
			if r.ofLinks() {
				of = graph.Link{From: b.record, To: b.other}.Name()
			}
			text := fmt.Sprintf("%s: %s", of, r.text(b))
			if !seen[text] && slices.Contains(ids, b.record) { // else it is found with that one
				seen[text] = true
				c.problem("%s", text)
			}
		}
	}
	return nil
}
