package country

import (
	"slices"
	"strings"

	"demarche/graph/edtf"
)

// Near returns at most three countries, such as "PRK (North Korea)", with names similar to an unknown one.
// They share most of its rarer words, in which a letter or two may be wrong. It returns nil if more countries are as
// similar.
func Near(name string) []string {
	words := slices.DeleteFunc(foldedWords(name, true), func(w string) bool { return len(w) < shortest })
	if len(words) == 0 || len(name) > maxNamed {
		return nil
	}
	equal := func(a, b string) bool { return a == b }
	for _, former := range []bool{false, true} {
		for _, same := range []func(a, b string) bool{equal, nearlySame} {
			if near := sharing(words, namesOfCountries(former), same); len(near) > 0 && len(near) <= maxSuggestions {
				return near
			}
		}
	}
	return nil
}

const maxNamed = 200 // bytes of a name that is compared

// sharing returns the countries whose names share the most of the given words.
func sharing(words []string, names []countryWords, same func(a, b string) bool) []string {
	shared := map[string]int{} // words by code
	for _, w := range words {
		with := map[string]bool{}
		for _, n := range names {
			if slices.ContainsFunc(n.words, func(o string) bool { return same(o, w) }) {
				with[n.code] = true
			}
		}
		if len(with) <= maxSuggestions { // "republic" tells none from the other
			for code := range with {
				shared[code]++
			}
		}
	}
	most := 0
	for _, n := range shared {
		most = max(most, n)
	}
	var out []string
	for c := range All() {
		if n := shared[c.Code]; n > 0 && n == most {
			out = append(out, c.Code+" ("+c.Name+")")
		}
	}
	return out
}

type countryWords struct {
	code  string
	words []string
}

// namesOfCountries returns the words of the English names of present or of former countries.
func namesOfCountries(former bool) []countryWords {
	var out []countryWords
	for c := range All() {
		if c.Former() == former {
			out = append(out, countryWords{c.Code, foldedWords(c.Name, true)})
		}
	}
	return out
}

// nearlySame reports whether two words differ in one letter, or, if they are long, in at most two.
func nearlySame(a, b string) bool {
	most := 1
	if min(len(a), len(b)) > 6 {
		most = 2
	}
	return min(len(a), len(b)) >= shortest && edits(a, b) <= most
}

// edits returns the number of letters to add, remove or replace to turn one word into the other.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0]++
		for j := range len(b) {
			next := min(row[j+1], row[j]) + 1
			if a[i] == b[j] {
				next = min(next, diagonal)
			} else {
				next = min(next, diagonal+1)
			}
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}

// Unknown returns an error text for a name of no country: it lists similar countries and what to write.
func Unknown(name string) string {
	const advice = "write its name, or its ISO 3166-1 code"
	if near := Near(name); len(near) > 0 {
		return "no country is known by the name " + edtf.Quote(name) + ": did you mean " + strings.Join(near, " or ") + "? " + strings.ToUpper(advice[:1]) + advice[1:]
	}
	return "no country is known by the name " + edtf.Quote(name) + ": " + advice
}
