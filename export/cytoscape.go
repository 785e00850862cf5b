package export

import (
	"context"
	"encoding/json"
	"io"

	"demarche/graph"
)

// cytoscape is the JSON of Cytoscape and Cytoscape.js, with the members that NetworkX needs.
var cytoscape = Format{
	Name: "cytoscape", About: "Cytoscape JSON of a relationship map", Extension: ".cyjs", Media: "application/json; charset=utf-8", Of: Maps,
	write: func(ctx context.Context, g Graph, r Request, w io.Writer) error {
		return writeMap(ctx, g, r, w, writeCytoscape)
	},
}

type cyFile struct {
	Data       map[string]string `json:"data"`
	Directed   bool              `json:"directed"`
	Multigraph bool              `json:"multigraph"`
	Elements   struct {
		Nodes []cyElement[cyNode] `json:"nodes"`
		Edges []cyElement[cyEdge] `json:"edges"`
	} `json:"elements"`
}

type cyElement[T any] struct {
	Data T `json:"data"`
}

// NetworkX takes value for the node.
type cyNode struct {
	ID     string         `json:"id"`
	Value  string         `json:"value"`
	Name   string         `json:"name"`
	Type   graph.NodeType `json:"type"`
	Degree int            `json:"degree"`
}

type cyEdge struct {
	ID     string                  `json:"id"`
	Source string                  `json:"source"`
	Target string                  `json:"target"`
	Weight int                     `json:"weight"`
	First  string                  `json:"first,omitempty"`
	Last   string                  `json:"last,omitempty"`
	Kinds  map[graph.EventKind]int `json:"kinds"`
}

func writeCytoscape(m *graph.Map, w io.Writer) error {
	f := cyFile{Data: map[string]string{"name": "demarche"}}
	if text := omitted(m); text != "" {
		f.Data["omitted"] = text
	}
	f.Elements.Nodes, f.Elements.Edges = []cyElement[cyNode]{}, []cyElement[cyEdge]{}
	for _, n := range m.Nodes {
		f.Elements.Nodes = append(f.Elements.Nodes, cyElement[cyNode]{cyNode{n.ID, n.ID, n.Label, n.Type, n.Degree}})
	}
	for _, e := range m.Edges {
		edge := cyEdge{
			ID:     e.ID(),
			Source: e.Source,
			Target: e.Target,
			Weight: e.Weight,
			First:  dayText(e.Sums.First()),
			Last:   dayText(e.Sums.Last()),
			Kinds:  map[graph.EventKind]int{},
		}
		for _, k := range e.Sums.Kinds() {
			edge.Kinds[k.Kind] = k.Count
		}
		f.Elements.Edges = append(f.Elements.Edges, cyElement[cyEdge]{edge})
	}
	to := json.NewEncoder(w)
	to.SetEscapeHTML(false)
	return to.Encode(f)
}
