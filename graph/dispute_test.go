package graph_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
)

func TestDisputes(t *testing.T) {
	account := func(record, date, country, source, publisher string) graph.Account {
		d, err := edtf.Parse(date)
		if err != nil {
			t.Fatal(err)
		}
		return graph.Account{Record: record, Date: d, Country: country, Sources: map[string]string{source: publisher}}
	}
	for _, tt := range []struct {
		name string
		of   []graph.Account
		want []graph.Dispute
	}{
		{"of one", []graph.Account{account("a", "2000-01-27", "", "s", "")}, nil},
		{"less exact", []graph.Account{account("a", "2000-01-27", "", "s", ""), account("b", "2000-01", "", "t", "")}, nil},
		{"about", []graph.Account{account("a", "2000-01-27", "", "s", ""), account("b", "2000-01-28~", "", "t", "")}, nil},
		{"one lacks the country", []graph.Account{account("a", "2000", "country:ITA", "s", ""), account("b", "2000", "", "t", "")}, nil},
		{
			"start, and a third that agrees with one",
			[]graph.Account{
				account("a", "2000-01-27/2000-02-01", "", "s", "P"), account("b", "2000-01-28/2000-02-01", "", "t", "P"),
				account("c", "2000-01-28/2000-02", "", "u", "P"),
			},
			[]graph.Dispute{{"start", []graph.DisputedValue{
				{"2000-01-27", []string{"a"}, []string{"s"}, 1}, {"2000-01-28", []string{"b", "c"}, []string{"t", "u"}, 1},
			}}},
		},
		{
			"country, by two who are independent",
			[]graph.Account{
				account("a", "2000", "country:ITA", "s", "P"), account("b", "2000", "country:VAT", "t", ""),
				account("c", "2000", "country:VAT", "u", "Q"),
			},
			[]graph.Dispute{{"country", []graph.DisputedValue{
				{"country:ITA", []string{"a"}, []string{"s"}, 1}, {"country:VAT", []string{"b", "c"}, []string{"t", "u"}, 2},
			}}},
		},
	} {
		if d := cmp.Diff(tt.want, graph.Disputes(tt.of)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}
