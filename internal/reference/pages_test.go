package reference_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"demarche/graph"
)

func TestPages(t *testing.T) {
	pages(t, seeded(t), `timeline(%s)`, `timeline(%s, filter:{countries:["CHN","PRK"], match: ALL})`,
		`timeline(%s, filter:{actors:["official:Q15031","official:Q56226"], match: ALL})`,
		`timeline(%s, filter:{actors:["official:Q15031","country:PRK","org:gacc"]})`, `timeline(%s, filter:{kinds:[VISIT], during:{from:"2018", to:"2019"}})`)
}

// pages walks timelines page by page, in both directions and orders, and compares each page.
func pages(t *testing.T, b both, fields ...string) {
	t.Helper()
	for _, field := range fields {
		for _, order := range []graph.Order{graph.NewestFirst, graph.OldestFirst} {
			forward, backward := walk(t, b, field, order, "first", "after", "endCursor"), walk(t, b, field, order, "last", "before", "startCursor")
			slices.Reverse(backward)
			if !slices.Equal(forward, backward) {
				t.Errorf("%s %s: forward %v, backward %v", field, order, forward, backward)
			}
		}
	}
}

// walk returns the ids of all pages in the order in which they were met; of a page read backwards the last first.
func walk(t *testing.T, b both, field string, order graph.Order, size, from, next string) (ids []string) {
	t.Helper()
	query := "query($c: String){p: " + strings.Replace(field, "%s", "order: "+string(order)+" "+size+": 7 "+from+": $c", 1) + pageOf
	var cursor any
	for range 40 {
		p := params{Query: query, Variables: map[string]any{"c": cursor}}
		b.same(t, p.Query, p.Variables)
		page := pageIn(t, b.api.run(p))
		nodes := page.ids()
		if from == "before" {
			slices.Reverse(nodes)
		}
		ids = append(ids, nodes...)
		if len(nodes) == 0 || !page.more(from) {
			return ids
		}
		cursor = page.PageInfo[next]
	}
	t.Fatalf("%s: no end after 40 pages", query)
	return nil
}

const pageOf = `{totalCount nodes{id} edges{cursor node{id}} pageInfo{hasNextPage hasPreviousPage startCursor endCursor}}}`

type page struct {
	Nodes    []struct{ ID string }
	PageInfo map[string]any
}

func pageIn(t *testing.T, r *graphql.Response) page {
	t.Helper()
	var data struct{ P page }
	if err := json.Unmarshal(r.Data, &data); err != nil || len(r.Errors) > 0 {
		t.Fatal(err, r.Errors)
	}
	return data.P
}

func (p page) ids() []string {
	out := make([]string, len(p.Nodes))
	for i, n := range p.Nodes {
		out[i] = n.ID
	}
	return out
}

// more reports whether the walk goes on.
func (p page) more(from string) bool {
	if from == "before" {
		return p.PageInfo["hasPreviousPage"] == true
	}
	return p.PageInfo["hasNextPage"] == true
}
