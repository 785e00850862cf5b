package export

import (
	"context"
	"io"
	"strconv"

	"demarche/graph"
)

// graphml is GraphML 1.0, an undirected graph with numeric weights.
var graphml = Format{
	Name: "graphml", About: "GraphML of a relationship map", Extension: ".graphml", Media: "application/graphml+xml; charset=utf-8", Of: Maps,
	write: func(ctx context.Context, g Graph, r Request, w io.Writer) error {
		return writeMap(ctx, g, r, w, writeGraphML)
	},
}

func writeGraphML(m *graph.Map, w io.Writer) error {
	e := newElements(w)
	e.open("graphml", "xmlns", "http://graphml.graphdrawing.org/xmlns")
	key := func(of string, a attribute) {
		e.empty("key", "id", of+"-"+a.name, "for", of, "attr.name", a.name, "attr.type", a.typ)
	}
	key("graph", attribute{"omitted", "string"})
	key("node", attribute{"label", "string"})
	key("edge", attribute{"weight", "int"})
	for _, a := range nodeAttributes {
		key("node", a)
	}
	for _, a := range edgeAttributes {
		key("edge", a)
	}
	e.open("graph", "id", "map", "edgedefault", "undirected")
	data := func(of string, a attribute, value string) {
		if value != "" {
			e.text("data", value, "key", of+"-"+a.name)
		}
	}
	data("graph", attribute{name: "omitted"}, omitted(m))
	for _, n := range m.Nodes {
		e.open("node", "id", n.ID)
		data("node", attribute{name: "label"}, n.Label)
		for i, v := range nodeValues(n) {
			data("node", nodeAttributes[i], v)
		}
		e.close("node")
	}
	for _, edge := range m.Edges {
		e.open("edge", "id", edge.ID(), "source", edge.Source, "target", edge.Target)
		data("edge", attribute{name: "weight"}, strconv.Itoa(edge.Weight))
		for i, v := range edgeValues(edge) {
			data("edge", edgeAttributes[i], v)
		}
		e.close("edge")
	}
	e.close("graph")
	e.close("graphml")
	return e.end()
}
