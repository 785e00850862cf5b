package export

import (
	"context"
	"io"
	"strconv"

	"demarche/graph"
)

// gexf is GEXF 1.2, an undirected graph with times. An edge lasts from the first event that two actors share to the
// last. With buckets, it lasts through each bucket that has a shared event. A node lasts as long as its edges.
var gexf = Format{
	Name: "gexf", About: "GEXF 1.2 of a relationship map, with times", Extension: ".gexf", Media: "application/gexf+xml; charset=utf-8", Of: Maps, Timed: true,
	write: func(ctx context.Context, g Graph, r Request, w io.Writer) error {
		return writeMap(ctx, g, r, w, writeGEXF)
	},
}

func writeGEXF(m *graph.Map, w io.Writer) error {
	e := newElements(w)
	e.open("gexf", "xmlns", "http://www.gexf.net/1.2draft", "version", "1.2")
	e.open("meta")
	e.text("creator", "demarche")
	if text := omitted(m); text != "" {
		e.text("description", "Left out: "+text)
	}
	e.close("meta")
	e.open("graph", "mode", "dynamic", "timeformat", "date", "defaultedgetype", "undirected")
	for _, of := range []struct {
		class      string
		attributes []attribute
	}{{"node", nodeAttributes}, {"edge", edgeAttributes}} {
		e.open("attributes", "class", of.class, "mode", "static")
		for i, a := range of.attributes {
			e.empty("attribute", "id", strconv.Itoa(i), "title", a.name, "type", gexfTypes[a.typ])
		}
		e.close("attributes")
	}
	lives := nodeLives(m)
	e.open("nodes", "count", strconv.Itoa(len(m.Nodes)))
	for _, n := range m.Nodes {
		life := lives[n.ID]
		e.open("node", "id", n.ID, "label", n.Label, "start", dayText(life.first), "end", dayText(life.last))
		e.values(nodeValues(n))
		e.spells(life.spells)
		e.close("node")
	}
	e.close("nodes")
	e.open("edges", "count", strconv.Itoa(len(m.Edges)))
	for _, edge := range m.Edges {
		life := edgeLife(edge)
		e.open("edge", "id", edge.ID(), "source", edge.Source, "target", edge.Target, "weight", strconv.Itoa(edge.Weight), "start", dayText(life.first), "end", dayText(life.last))
		e.values(edgeValues(edge))
		e.spells(life.spells)
		e.close("edge")
	}
	e.close("edges")
	e.close("graph")
	e.close("gexf")
	return e.end()
}

var gexfTypes = map[string]string{"string": "string", "int": "integer"}

// values writes the attribute values of a node or an edge.
func (e *elements) values(values []string) {
	e.open("attvalues")
	for i, v := range values {
		if v != "" {
			e.empty("attvalue", "for", strconv.Itoa(i), "value", v)
		}
	}
	e.close("attvalues")
}
