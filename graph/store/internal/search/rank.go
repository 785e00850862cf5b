package search

import (
	"cmp"
	"strings"

	"demarche/graph"
	"demarche/graph/store/internal/bolt"
)

// Names of indexes.
const (
	OfficialIndex = "words_official"
	CountryIndex  = "words_country"
	EventIndex    = "words_event"
)

// Types lists the types that search finds, in the order of hits with equal rank.
var Types = []struct {
	Of    graph.NodeType
	Index string
}{
	{"OFFICIAL", OfficialIndex},
	{"COUNTRY", CountryIndex},
	{"ORGANIZATION", "words_organization"},
	{"POST", "words_post"},
	{"EVENT", EventIndex},
	{"PLACE", "words_place"},
	{"COMMODITY", "words_commodity"},
	{"SOURCE", "words_source"},
}

// These grade how well a text matches a question.
const (
	fitsWhole = iota
	fitsBeginning
	fitsInside
)

// Ranked is a hit with its sort criteria.
type Ranked struct {
	graph.Hit
	fit, typ int // typ is an index of Types
}

// group returns the first sort criterion of a hit. Exact names come first; then people, countries, organizations and
// posts; then events; then the rest.
func (r Ranked) group() int {
	const event = 4
	switch {
	case r.fit == fitsWhole:
		return 0
	case r.typ < event:
		return 1
	case r.typ == event:
		return 2
	}
	return 3
}

// CompareRanked compares hits by their rank.
func CompareRanked(a, b Ranked) int {
	return cmp.Or(
		cmp.Compare(a.group(), b.group()),
		cmp.Compare(a.fit, b.fit),
		cmp.Compare(a.typ, b.typ),
		cmp.Compare(b.Score, a.Score),
		cmp.Compare(a.NodeID, b.NodeID),
	)
}

// Rank decodes a row of the statement search, in a record. It chooses the text that matches best, then the one with the
// most of the words, then the first.
func (q Query) Rank(r *bolt.Record, row any) Ranked {
	out := Ranked{Hit: graph.Hit{NodeID: bolt.At[string](r, row, 0), Score: bolt.At[float64](r, row, 2)}, fit: fitsInside}
	for i, t := range Types {
		if t.Index == bolt.At[string](r, row, 1) {
			out.typ = i
		}
	}
	if bolt.At[bool](r, row, 5) { // its name in another language is the text
		out.fit = fitsWhole
	}
	const names, summaries = 3, 4
	most := -1
	for _, column := range []int{names, summaries} {
		for _, text := range bolt.StringsIn(r, bolt.At[[]any](r, row, column)) {
			fit, n := q.fit(text)
			if column == summaries { // a summary is no name
				fit = fitsInside
			}
			if out.Matched == "" || fit < out.fit || fit == out.fit && n > most {
				out.Matched, out.fit, most = text, min(fit, out.fit), n
			}
		}
	}
	return out
}

// fit returns how well a name matches, and how many of the words it holds.
func (q Query) fit(text string) (fit, words int) {
	own, key := wordsOf(text), keyOf(q.words)
	all := " " + Words(nil, text) + " "
	for _, c := range q.clauses {
		if strings.Contains(all, " "+c.text()) { // the last word may be the beginning of one
			words++
		}
	}
	switch is := keyOf(own); {
	case is == key:
		return fitsWhole, words
	case strings.HasPrefix(is, key):
		return fitsBeginning, words
	}
	return fitsInside, words
}
