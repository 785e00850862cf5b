package graph

import (
	"cmp"
	"maps"
	"slices"

	"demarche/graph/edtf"
)

// Dispute is a field of an event on which records contradict each other.
type Dispute struct {
	Field  string          `json:"field"` // start, end or country
	Values []DisputedValue `json:"values"`
}

// DisputedValue is what some of the records say.
type DisputedValue struct {
	Value   string   `json:"value"`
	Records []string `json:"records"` // their ids
	Sources []string `json:"sources"` // the ids of their sources
	Origins int      `json:"origins"` // how many of these are independent: sources of one publisher are one
}

// Account is what a record says of the fields on which records may contradict each other.
type Account struct {
	Record  string
	Date    edtf.Date
	Country string            // a country's id, or empty
	Sources map[string]string // the publishers, by the ids of the sources; empty if not known
}

// disputed lists the fields on which records may contradict each other, with what an account says there.
var disputed = []struct {
	name  string
	value func(Account) (text string, date edtf.Date)
}{
	{"start", func(a Account) (string, edtf.Date) { from, _ := a.Date.Ends(); return from.String(), from }},
	{"end", func(a Account) (string, edtf.Date) { _, to := a.Date.Ends(); return to.String(), to }},
	{"country", func(a Account) (string, edtf.Date) { return a.Country, edtf.Date{} }},
}

// Disputes returns the fields on which accounts contradict each other: dates that cannot be the same, and different
// countries. A date that is less exact contradicts none that it may be.
func Disputes(all []Account) (out []Dispute) {
	for _, f := range disputed {
		by := map[string][]Account{}
		dates := map[string]edtf.Date{}
		for _, a := range all {
			if text, date := f.value(a); text != "" {
				by[text], dates[text] = append(by[text], a), date
			}
		}
		if !contradict(dates) {
			continue
		}
		d := Dispute{Field: f.name}
		for _, text := range slices.Sorted(maps.Keys(by)) {
			d.Values = append(d.Values, valueOf(text, by[text]))
		}
		out = append(out, d)
	}
	return out
}

// valueOf returns a value with those who say so.
func valueOf(text string, by []Account) DisputedValue {
	v := DisputedValue{Value: text}
	sources, origins := map[string]bool{}, map[string]bool{}
	for _, a := range by {
		v.Records = append(v.Records, a.Record)
		for id, publisher := range a.Sources {
			sources[id], origins[cmp.Or(publisher, id)] = true, true
		}
	}
	v.Sources, v.Origins = slices.Sorted(maps.Keys(sources)), len(origins)
	return v
}

// contradict reports whether two of some values cannot both be true.
func contradict(dates map[string]edtf.Date) bool {
	for a, x := range dates {
		for b, y := range dates {
			if a < b && (x.IsZero() || x.Certain() && y.Certain() && x.Contradicts(y)) {
				return true
			}
		}
	}
	return false
}
