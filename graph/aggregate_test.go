package graph_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/country"
)

// Every code, number and name of the table of aggregates means its aggregate where trade is asked for, and is an
// aggregate and no country everywhere else.
func TestAggregates(t *testing.T) {
	own := regexp.MustCompile(`^[A-Z]+[0-9]*$`)
	meant := map[string]string{}
	for a := range country.Aggregates() {
		texts := append([]string{a.Code, strings.ToLower(a.Code), a.Name, strings.ToUpper(a.Name)}, a.Names...)
		if a.Letters != "" {
			texts = append(texts, a.Letters)
		}
		if a.Comtrade > 0 || a.IsWorld() {
			texts = append(texts, fmt.Sprint(a.Comtrade), fmt.Sprintf("%03d", a.Comtrade))
		}
		if a.M49 > 0 {
			texts = append(texts, fmt.Sprint(a.M49), fmt.Sprintf("%03d", a.M49))
		}
		if !own.MatchString(a.Code) || a.Name == "" {
			t.Errorf("%+v is malformed", a)
		}
		for _, text := range texts {
			if code, err := country.ParseTradeArea(text); err != nil || code != a.Code {
				t.Errorf("ParseTradeArea(%q) = %q, %v; want %s", text, code, err, a.Code)
			}
			if code, ok := country.Named(text); ok {
				t.Errorf("%q, of %s, is a name of %s", text, a.Code, code)
			}
			_, err := country.ParseCode(text)
			if !errors.Is(err, country.ErrBadCode) || !strings.Contains(fmt.Sprint(err), "it is an aggregate ("+a.Name+")") {
				t.Errorf("ParseCountryCode(%q): %v", text, err)
			}
			key := country.Folded(text)
			if other := meant[key]; other != "" && other != a.Code {
				t.Errorf("%q means both %s and %s", text, other, a.Code)
			}
			meant[key] = a.Code
		}
		if id := graph.TradeAreaID(a.Code); id != "aggregate:"+a.Code {
			t.Errorf("the id of %s is %s", a.Code, id)
		}
		b := graph.Batch{
			Sources:    []graph.Source{{ID: "source:s", Title: "S"}},
			Aggregates: []graph.Aggregate{graph.AggregateRecord(a, []graph.Citation{{Source: "source:s"}})},
		}
		if problems := b.CheckWhole(); len(problems) > 0 {
			t.Error(problems)
		}
	}
}

// A country code names the country in trade too. No aggregate has the code, the number or the name of a country.
func TestParseTradeArea_countries(t *testing.T) {
	for c := range country.All() {
		for _, text := range []string{c.Code, strings.ToLower(c.Code)} {
			want, _ := country.ParseCode(text)
			code, err := country.ParseTradeArea(text)
			if err != nil || code != want || graph.TradeAreaID(code) != "country:"+code {
				t.Errorf("ParseTradeArea(%q) = %q, %v", text, code, err)
			}
		}
		for _, n := range []int{c.Comtrade, c.Also} {
			if code, ok := country.AggregateCoded(fmt.Sprint(n)); ok && n != 0 {
				t.Errorf("%d is both %s and the aggregate %s", n, c.Code, code)
			}
		}
		if code, ok := country.AggregateNamed(c.Name); ok {
			t.Errorf("%s is both %s and the aggregate %s", c.Name, c.Code, code)
		}
	}
	for _, text := range []string{"", "XYZ", "156", "Atlantis", "-1"} {
		if code, err := country.ParseTradeArea(text); !errors.Is(err, country.ErrBadCode) {
			t.Errorf("ParseTradeArea(%q) = %q, %v", text, code, err)
		}
	}
}

// The id of a series is made of its codes, also where one is an aggregate's.
func TestSeries_Name_aggregate(t *testing.T) {
	s := graph.Series{
		Reporter: "aggregate:EU27", Partner: "aggregate:WLD", Flow: "EXPORT", Commodity: "commodity:TOTAL", Frequency: "ANNUAL",
		Valuation: "FOB", Currency: "USD", Publisher: "un-comtrade",
	}
	if got, want := s.Name(), "series:EU27-WLD-TOTAL-EXPORT-A-FOB-USD-un-comtrade"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
