package store

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/identity"
)

// Candidates returns pairs of officials who may be one person, the most likely first. They share a name in some
// spelling and have a score of at least least. It leaves out pairs with an undone merge, because an editor decided on
// them. It changes nothing.
func (s *Store) Candidates(ctx context.Context, least float64) ([]identity.Candidate, error) {
	var people []identity.Person
	c := checker{store: s}
	err := c.pages(ctx, "persons", "id", "", func(page []*neo4j.Record) error {
		for _, r := range page {
			p, err := personOf(r)
			if err != nil {
				return err
			}
			people = append(people, p)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading officials: %w", err)
	}
	undone, err := s.db.scan(ctx, "undone_merges", nil)
	if err != nil {
		return nil, err
	}
	seen := map[[2]string]bool{}
	for _, r := range undone {
		seen[identity.PairOf(get[string](r, "keep"), get[string](r, "merged"))] = true
	}
	return identity.Candidates(people, least, seen), nil
}

// Merges returns all merges by id, including undone ones.
func (s *Store) Merges(ctx context.Context) ([]graph.Merge, error) {
	out := []graph.Merge{}
	for after := ""; ; {
		ids, err := s.IDsAfter(ctx, "merge:", after, checkedAtOnce)
		if err != nil {
			return nil, err
		}
		some, err := s.RecordsOf(ctx, ids, true)
		if err != nil {
			return nil, err
		}
		out = append(out, some.Merges...)
		if len(ids) < checkedAtOnce {
			return out, nil
		}
		after = ids[len(ids)-1]
	}
}

func personOf(r *neo4j.Record) (identity.Person, error) {
	p := identity.Person{
		ID: get[string](r, "id"), Name: get[string](r, "name"), Country: get[string](r, "country"), Wikidata: get[string](r, "wikidata"),
		Offices: map[string][]graph.Span{},
	}
	for _, name := range append([]string{p.Name}, texts(r, "names")...) {
		p.Keys = append(p.Keys, identity.NameKeys(name)...)
	}
	for name, into := range map[string]*edtf.Date{"born": &p.Born, "died": &p.Died} {
		text := get[string](r, name)
		if text == "" {
			continue
		}
		date, err := storedDate(text)
		if err != nil {
			return p, err
		}
		*into = date
	}
	for _, o := range get[[]any](r, "offices") {
		office := stringsIn(o.([]any))
		date, err := storedDate(office[1])
		if err != nil {
			return p, err
		}
		p.Offices[office[0]] = append(p.Offices[office[0]], graph.SpanOf("", date))
	}
	return p, nil
}
