package ingest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

var wikidataText = regexp.MustCompile(`^(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]{0,11})$`)

// wikidataOf is the Wikidata id that a text is, alone or as an address; empty if it is none.
func wikidataOf(text string) string {
	if m := wikidataText.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		return m[1]
	}
	return ""
}

// missing rejects a row without a value in a field that it needs, or in which the value was left out.
func (r *Row) missing(field string) {
	for _, l := range r.left {
		if l.Field == field {
			r.Reject(field, l.Value, l.Reason)
		}
	}
	r.Reject(field, "", "it is missing")
}

// tenure merges a tenure as the row's main record. The same official, post and dates are the same tenure in every
// file.
func (r *Row) tenure(official, post string, dates edtf.Date, cited []graph.Citation) {
	id := "tenure:n-" + graph.Hash(official, post, dates.String())
	r.Merge(
		id,
		graph.Batch{Tenures: []graph.Tenure{{ID: id, Official: official, Post: post, Dates: dates, Sources: cited}}},
	)
}

// termOf is the time of a tenure. An end that is missing is unknown, unless the tenure is known to last.
func termOf(start, end edtf.Date, lasts bool) (edtf.Date, error) {
	if start.IsZero() && end.IsZero() {
		return edtf.Date{}, errors.New("neither a start nor an end is known, and a tenure needs one of them")
	}
	to := end.String()
	if end.IsZero() && lasts {
		to = ".."
	}
	return edtf.Parse(start.String() + "/" + to)
}

// aliasesOf are other names, each once and sorted, without those that stand elsewhere.
func aliasesOf(names []string, elsewhere ...string) []string {
	var out []string
	for _, n := range names {
		if n = Text(n); n != "" && !slices.Contains(elsewhere, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

const maxTallied = 100 // what a file can be told of in a line

// tally counts what is left out, by what it is.
func tally(counts map[string]int, what string) {
	if what = strings.ToValidUTF8(cut(what), ""); counts[what] == 0 && len(counts) >= maxTallied {
		what = "others"
	}
	counts[what]++
}

// counts are tallies as a text: "2 Address, 1 Vessel".
func counts(tallied map[string]int) string {
	var out []string
	for _, what := range sorted(tallied) {
		out = append(out, fmt.Sprintf("%d %s", tallied[what], what))
	}
	return strings.Join(out, ", ")
}
