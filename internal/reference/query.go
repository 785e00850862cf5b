package reference

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// OfficialEdge is an edge to an official.
type OfficialEdge struct {
	Cursor string
	Node   *Official
}

// OfficialConnection is a page of officials, by name.
type OfficialConnection struct {
	Edges      []OfficialEdge
	Nodes      []*Official
	PageInfo   PageInfo
	TotalCount int
}

// Node answers Query.node.
func (w *Graph) Node(_ context.Context, id string) (Node, error) { return w.nodes[id], nil }

// Nodes answers Query.nodes.
func (w *Graph) Nodes(_ context.Context, ids []string) ([]Node, error) {
	out := make([]Node, len(ids))
	for i, id := range ids {
		out[i] = w.nodes[id]
	}
	return out, graph.CheckSize("ids", len(ids), graph.MaxPage, "ask for fewer")
}

// Event answers Query.event.
func (w *Graph) Event(_ context.Context, id string) (Event, error) { return of[Event](w, id), nil }

// Official answers Query.official.
func (w *Graph) Official(_ context.Context, id, wikidata *string) (*Official, error) {
	switch {
	case (id == nil) == (wikidata == nil):
		return nil, fmt.Errorf("%w: id or wikidata", graph.ErrBadInput)
	case id != nil:
		return of[*Official](w, *id), nil
	}
	return the(w.officials, func(o *Official) bool { return o.Official.Wikidata == *wikidata }), nil
}

// the returns the first item for which is holds, nil if there is none.
func the[T any](in []*T, is func(*T) bool) *T {
	if i := slices.IndexFunc(in, is); i >= 0 {
		return in[i]
	}
	return nil
}

// Country answers Query.country.
func (w *Graph) Country(_ context.Context, code string) (*Country, error) {
	return of[*Country](w, "country:"+code), nil
}

// Organization answers Query.organization.
func (w *Graph) Organization(_ context.Context, id string) (*Organization, error) {
	return of[*Organization](w, id), nil
}

// Post answers Query.post.
func (w *Graph) Post(_ context.Context, id string) (*Post, error) { return of[*Post](w, id), nil }

// Commodity answers Query.commodity.
func (w *Graph) Commodity(_ context.Context, code string, classification *graph.Classification) (*Commodity, error) {
	hs := graph.Classification("HS")
	return the(w.goods, func(c *Commodity) bool {
		return c.Code == code && c.Classification() == *cmp.Or(classification, &hs)
	}), nil
}

// Source answers Query.source.
func (w *Graph) Source(_ context.Context, id string) (*Source, error) { return of[*Source](w, id), nil }

// Timeline answers Query.timeline.
func (w *Graph) Timeline(
	_ context.Context,
	filter *graph.Filter,
	order *graph.Order,
	first *int32,
	after *string,
	last *int32,
	before *string,
) (*EventConnection, error) {
	return w.timeline(filter, func(*EventBase) bool { return true }, order, slice{first, after, last, before})
}

// Officials answers Query.officials.
func (w *Graph) Officials(
	_ context.Context,
	country, post *string,
	asOf *edtf.Date,
	words *string,
	first *int32,
	after *string,
) (*OfficialConnection, error) {
	s := slice{first: first, after: after}
	if err := s.check(func(c string) error { _, _, err := graph.ParseNameCursor(c); return err }); err != nil {
		return nil, err
	}
	if post != nil && of[*Post](w, *post) == nil {
		return nil, fmt.Errorf("%w: %s", graph.ErrNotFound, *post)
	}
	rows := where(w.officials, func(o *Official) bool {
		return (country == nil || o.isOf("country:"+*country, asOf)) && o.held(post, asOf) && o.named(words)
	})
	page, info := cut(rows, s,
		func(o *Official) string { return graph.NameCursor(o.Name, o.ID) },
		func(o *Official, c string) int {
			name, id, _ := graph.ParseNameCursor(c)
			return cmp.Or(strings.Compare(o.Name, name), strings.Compare(o.ID, id))
		})
	c := &OfficialConnection{Nodes: page, PageInfo: info, TotalCount: len(rows), Edges: []OfficialEdge{}}
	for _, o := range page {
		c.Edges = append(c.Edges, OfficialEdge{graph.NameCursor(o.Name, o.ID), o})
	}
	return c, nil
}

// isOf reports whether a country is the official's nationality, or one that the official is possibly in office for
// then.
func (o *Official) isOf(country string, asOf *edtf.Date) bool {
	return o.Official.Country == country ||
		slices.ContainsFunc(o.Offices(asOf), func(t *Tenure) bool { return t.Post().countryID() == country })
}

// held reports whether the official possibly held the post, or without a post any, then; nothing given is no condition.
func (o *Official) held(post *string, asOf *edtf.Date) bool {
	return post == nil && asOf == nil ||
		slices.ContainsFunc(o.Offices(asOf), func(t *Tenure) bool { return post == nil || t.Tenure.Post == *post })
}

// named reports whether the words stand in one of the official's names.
func (o *Official) named(words *string) bool {
	if words == nil {
		return true
	}
	names := strings.Fields(
		strings.ToLower(strings.Join(append([]string{o.Name, o.Official.NativeName}, o.Aliases...), " ")),
	)
	return !slices.ContainsFunc(
		strings.Fields(strings.ToLower(*words)),
		func(w string) bool { return !slices.Contains(names, w) },
	)
}

// TradeSeries answers Query.tradeSeries.
func (w *Graph) TradeSeries(
	_ context.Context,
	reporter, partner string,
	flow graph.Flow,
	commodity *string,
	frequency *graph.Frequency,
	classification *graph.Classification,
	valuation *graph.Valuation,
	publisher *string,
) ([]*TradeSeries, error) {
	total, monthly := "TOTAL", graph.Frequency("MONTHLY")
	return where(w.series, func(s *TradeSeries) bool {
		return s.Series.Reporter == graph.TradeAreaID(reporter) && s.Series.Partner == graph.TradeAreaID(partner) &&
			s.Flow() == flow &&
			s.Commodity().Code == *cmp.Or(commodity, &total) && s.Frequency() == *cmp.Or(frequency, &monthly) &&
			same(classification, s.Commodity().Classification()) && same(valuation, s.Valuation()) &&
			same(publisher, s.Publisher)
	}), nil
}

// same reports whether v is as asked for; nil is no condition.
func same[T comparable](asked *T, v T) bool { return asked == nil || *asked == v }
