package graph

import (
	"slices"
	"strings"

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

// Disputes returns the fields on which accounts contradict each other: dates that cannot be the same, and different
// countries. A date that is less exact contradicts none that it may be.
func Disputes(all []Account) (out []Dispute) {
	ends := func(of func(from, to edtf.Date) edtf.Date) func(Account) (string, edtf.Date) {
		return func(s Account) (string, edtf.Date) {
			d := of(s.Date.Ends())
			return d.String(), d
		}
	}
	fields := []struct {
		name  string
		value func(Account) (string, edtf.Date)
	}{
		{"start", ends(func(from, _ edtf.Date) edtf.Date { return from })},
		{"end", ends(func(_, to edtf.Date) edtf.Date { return to })},
		{"country", func(s Account) (string, edtf.Date) { return s.Country, edtf.Date{} }},
	}
	for _, f := range fields {
		var values []DisputedValue
		var dates []edtf.Date
		origins := map[string]map[string]bool{}
		for _, s := range all {
			text, date := f.value(s)
			if text == "" {
				continue
			}
			i := slices.IndexFunc(values, func(v DisputedValue) bool { return v.Value == text })
			if i < 0 {
				i = len(values)
				values, dates = append(values, DisputedValue{Value: text}), append(dates, date)
				origins[text] = map[string]bool{}
			}
			v := &values[i]
			v.Records = append(v.Records, s.Record)
			for id, publisher := range s.Sources {
				if !slices.Contains(v.Sources, id) {
					v.Sources = append(v.Sources, id)
				}
				if publisher == "" {
					publisher = id
				}
				origins[text][publisher] = true
			}
			slices.Sort(v.Sources)
			v.Origins = len(origins[text])
		}
		if contradict(values, dates) {
			slices.SortFunc(values, func(a, b DisputedValue) int { return strings.Compare(a.Value, b.Value) })
			out = append(out, Dispute{f.name, values})
		}
	}
	return out
}

// contradict reports whether two of some values cannot both be true.
func contradict(values []DisputedValue, dates []edtf.Date) bool {
	for i := range values {
		for j := range i {
			if dates[i].IsZero() || dates[i].Certain() && dates[j].Certain() && dates[i].Contradicts(dates[j]) {
				return true
			}
		}
	}
	return false
}
