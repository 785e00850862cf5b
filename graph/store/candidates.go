package store

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
	"demarche/graph/edtf"
)

// maxNamesakes is the largest number of officials of one name that are compared with each other. In larger groups,
// only officials of one country are compared.
const maxNamesakes = 50

// Candidates returns pairs of officials who may be one person, the most likely first. They share a name in some
// spelling and have a score of at least least. It leaves out pairs with an undone merge, because an editor decided on
// them. It changes nothing.
func (s *Store) Candidates(ctx context.Context, least float64) ([]graph.Candidate, error) {
	var people []graph.Person
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
	undone, err := s.scan(ctx, "undone_merges", nil)
	if err != nil {
		return nil, err
	}
	seen := map[[2]string]bool{}
	for _, r := range undone {
		seen[pairOf(get[string](r, "keep"), get[string](r, "merged"))] = true
	}
	return candidates(people, least, seen), nil
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

// candidates compares all people with a common key. It compares each pair once, and leaves out the pairs in seen.
func candidates(people []graph.Person, least float64, seen map[[2]string]bool) []graph.Candidate {
	out := []graph.Candidate{}
	for _, block := range blocks(people) {
		for i, a := range block {
			for _, b := range block[:i] {
				pair := pairOf(people[a].ID, people[b].ID)
				if seen[pair] {
					continue
				}
				seen[pair] = true
				if c, ok := people[a].Compare(people[b]); ok && c.Score >= least {
					c.Score = math.Round(c.Score*100) / 100
					out = append(out, c)
				}
			}
		}
	}
	slices.SortFunc(out, graph.ByScore)
	return out
}

func pairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// blocks returns the indices of people with a common key. It splits large groups by country.
func blocks(people []graph.Person) (out [][]int) {
	byKey := map[string][]int{}
	for i, p := range people {
		for _, k := range slices.Compact(slices.Sorted(slices.Values(p.Keys))) {
			byKey[k] = append(byKey[k], i)
		}
	}
	for _, block := range byKey {
		if len(block) <= maxNamesakes {
			out = append(out, block)
			continue
		}
		byCountry := map[string][]int{}
		for _, i := range block {
			byCountry[people[i].Country] = append(byCountry[people[i].Country], i)
		}
		for _, part := range byCountry {
			out = append(out, part[:min(len(part), maxNamesakes)])
		}
	}
	return out
}

func personOf(r *neo4j.Record) (graph.Person, error) {
	p := graph.Person{
		ID: get[string](r, "id"), Name: get[string](r, "name"), Country: get[string](r, "country"), Wikidata: get[string](r, "wikidata"),
		Offices: map[string][]graph.Span{},
	}
	for _, name := range append([]string{p.Name}, texts(r, "names")...) {
		p.Keys = append(p.Keys, nameKeys(name)...)
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

// nameKeys are a name's words in order of the alphabet, and its letters without blanks: case, accents, hyphens and the order
// of the words make no difference to the one, and blanks none to the other.
func nameKeys(name string) []string {
	words := strings.FieldsFunc(folded(name), func(r rune) bool { return !isLetter(r) })
	joined := strings.Join(words, "")
	slices.Sort(words)
	return []string{strings.Join(words, " "), joined}
}
