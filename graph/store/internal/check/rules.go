package check

import (
	"context"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
)

// rules reports what breaks a rule, of everything that is stored: what records say alone, and what they say of one
// another.
func (c checker) rules(ctx context.Context) error {
	for _, prefix := range recordPrefixes {
		for after := ""; ; {
			ids, err := c.of.IDsAfter(ctx, prefix, after, bolt.PageSize)
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
	"merge:", "revision:", "decision:", "retraction:",
}

// eachAlone reports the rules that stored records break by themselves.
func (c checker) eachAlone(ctx context.Context, prefix string, ids []string) error {
	found, err := c.db.Scan(ctx, "stored", map[string]any{"ids": ids})
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
		if all.Links, err = c.of.LinksOf(ctx, ids); err != nil {
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
		return c.db.Scan(ctx, name, params)
	}
	seen := map[string]bool{}
	for _, r := range rules.All {
		if r.Prefix != prefix {
			continue
		}
		breaches, err := r.Breaches(ids, run, true, nil)
		if err != nil {
			return err
		}
		for _, b := range breaches {
			of := b.Record
			if r.OfLinks() {
				of = graph.Link{From: b.Record, To: b.Other}.Name()
			}
			text := fmt.Sprintf("%s: %s", of, r.Text(b))
			if !seen[text] && slices.Contains(ids, b.Record) { // else it is found with that one
				seen[text] = true
				c.problem("%s", text)
			}
		}
	}
	return nil
}
