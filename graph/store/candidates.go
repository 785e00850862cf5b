package store

import (
	"context"
	"fmt"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/identity"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// Candidates returns pairs of officials who may be one person, the most likely first. They share a name in some
// spelling and have a score of at least least. It leaves out pairs with an undone merge, because an editor decided on
// them. It changes nothing.
func (s *Store) Candidates(ctx context.Context, least float64) ([]identity.Candidate, error) {
	var people []identity.Person
	c := checker{store: s}
	err := c.pages(ctx, "persons", "id", "", func(page []*bolt.Record) error {
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
	undone, err := s.db.Scan(ctx, "undone_merges", nil)
	if err != nil {
		return nil, err
	}
	seen := map[[2]string]bool{}
	for _, r := range undone {
		seen[identity.PairOf(bolt.Get[string](r, "keep"), bolt.Get[string](r, "merged"))] = true
	}
	return identity.Candidates(people, least, seen), nil
}

// Merges returns all merges by id, including undone ones.
func (s *Store) Merges(ctx context.Context) ([]graph.Merge, error) {
	out := []graph.Merge{}
	for after := ""; ; {
		ids, err := s.IDsAfter(ctx, "merge:", after, bolt.PageSize)
		if err != nil {
			return nil, err
		}
		some, err := s.RecordsOf(ctx, ids, true)
		if err != nil {
			return nil, err
		}
		out = append(out, some.Merges...)
		if len(ids) < bolt.PageSize {
			return out, nil
		}
		after = ids[len(ids)-1]
	}
}

func personOf(r *bolt.Record) (identity.Person, error) {
	p := identity.Person{
		ID: bolt.Get[string](r, "id"), Name: bolt.Get[string](r, "name"), Country: bolt.Get[string](r, "country"), Wikidata: bolt.Get[string](r, "wikidata"),
		Offices: map[string][]graph.Span{},
	}
	for _, name := range append([]string{p.Name}, bolt.Texts(r, "names")...) {
		p.Keys = append(p.Keys, identity.NameKeys(name)...)
	}
	for name, into := range map[string]*edtf.Date{"born": &p.Born, "died": &p.Died} {
		text := bolt.Get[string](r, name)
		if text == "" {
			continue
		}
		date, err := record.ParseDate(text)
		if err != nil {
			return p, err
		}
		*into = date
	}
	for _, o := range bolt.Get[[]any](r, "offices") {
		office := bolt.Strings(o.([]any))
		date, err := record.ParseDate(office[1])
		if err != nil {
			return p, err
		}
		p.Offices[office[0]] = append(p.Offices[office[0]], graph.SpanOf("", date))
	}
	return p, nil
}
