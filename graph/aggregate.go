package graph

import (
	"slices"
	"strings"

	"demarche/graph/country"
)

// Aggregate is an area of trade that is no country, such as the world or a group of countries. It is only a reporter
// or a partner of series.
type Aggregate struct {
	ID      string     `yaml:"id" json:"id"`     // aggregate: and the code
	Code    string     `yaml:"code" json:"code"` // of the table of aggregates, such as WLD
	Name    string     `yaml:"name" json:"name"`
	Sources []Citation `yaml:"sources" json:"sources"`
}

const (
	countryPrefix   = "country:"
	aggregatePrefix = "aggregate:"
)

// AggregateRecord returns an aggregate as a stored record with these citations.
func AggregateRecord(a country.AggregateCode, sources []Citation) Aggregate {
	return Aggregate{ID: aggregatePrefix + a.Code, Code: a.Code, Name: a.Name, Sources: sources}
}

// TradeAreaID returns the id of the country or the aggregate with a canonical code.
func TradeAreaID(code string) string {
	if country.IsAggregate(code) {
		return aggregatePrefix + code
	}
	return countryPrefix + code
}

// AggregatesOf returns the records of the aggregates among the ids of trade areas, with these citations.
func AggregatesOf(sources []Citation, ids ...string) (out []Aggregate) {
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		if a, ok := country.AggregateByCode(strings.TrimPrefix(id, aggregatePrefix)); ok {
			out = append(out, AggregateRecord(a, sources))
		}
	}
	return out
}
