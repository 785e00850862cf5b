package write

import (
	"slices"

	"demarche/graph"
)

// maxDecisionSources bounds the citations of what a rule decides from whole records: these have them all.
const maxDecisionSources = 10

// citedBy returns the citations of what a rule decides from records with these.
func citedBy(some ...[]graph.Citation) []graph.Citation {
	all := graph.Citations(unquoted(slices.Concat(some...)))
	return all[:min(len(all), maxDecisionSources)]
}

// unquoted returns citations of sources and their records, without the words.
func unquoted(all []graph.Citation) []graph.Citation {
	out := make([]graph.Citation, len(all))
	for i, c := range all {
		out[i] = graph.Citation{Source: c.Source, Record: c.Record}
	}
	return out
}
