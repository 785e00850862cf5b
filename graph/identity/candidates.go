// Package identity holds the rules by which officials of several sources are one person. It needs no database.
package identity

import (
	"math"
	"slices"
)

// maxNamesakes is the largest number of officials of one name that are compared with each other. In larger groups,
// only officials of one country are compared.
const maxNamesakes = 50

// Candidates compares all people with a common key. It compares each pair once, and leaves out the pairs in seen.
func Candidates(people []Person, least float64, seen map[[2]string]bool) []Candidate {
	out := []Candidate{}
	parsed := make([]named, len(people))
	for i, p := range people {
		parsed[i] = newNamed(p)
	}
	for _, block := range blocks(parsed) {
		for i, a := range block {
			for _, b := range block[:i] {
				pair := PairOf(people[a].ID, people[b].ID)
				if seen[pair] {
					continue
				}
				seen[pair] = true
				if c, ok := parsed[a].compare(parsed[b]); ok && c.Score >= least {
					c.Score = math.Round(c.Score*100) / 100
					out = append(out, c)
				}
			}
		}
	}
	slices.SortFunc(out, ByScore)
	return out
}

// PairOf returns two ids in order, as the key of their pair.
func PairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// blocks returns the indices of people with a common key. It splits large groups by country.
func blocks(people []named) (out [][]int) {
	byKey := map[string][]int{}
	for i, p := range people {
		for _, k := range p.keys {
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
