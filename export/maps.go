package export

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"demarche/graph"
	"demarche/graph/edtf"
)

const defaultMapNodes = 200

// writeMap reads the bounded map that r describes, and writes it.
func writeMap(ctx context.Context, g Graph, r Request, w io.Writer, write func(*graph.Map, io.Writer) error) error {
	m, err := g.Map(ctx, r.Map)
	if err != nil {
		return err
	}
	return write(m, w)
}

// An attribute is a property of a node or an edge in the map formats, other than its ends and its label.
type attribute struct{ name, typ string } // the type as XML formats call it: string, or int

var (
	nodeAttributes = []attribute{{"type", "string"}, {"degree", "int"}}
	// And the number of events of each kind.
	edgeAttributes = slices.Concat([]attribute{{"first", "string"}, {"last", "string"}}, kindAttributes())
)

func kindAttributes() (out []attribute) {
	for _, k := range kinds() {
		out = append(out, attribute{string(k), "int"})
	}
	return out
}

// nodeValues returns the values of nodeAttributes.
func nodeValues(n graph.MapNode) []string { return []string{string(n.Type), strconv.Itoa(n.Degree)} }

// edgeValues returns the values of edgeAttributes; a missing value is empty.
func edgeValues(e graph.MapEdge) []string {
	counts := map[graph.EventKind]int{}
	for _, k := range e.Sums.Kinds() {
		counts[k.Kind] = k.Count
	}
	out := []string{dayText(e.Sums.First()), dayText(e.Sums.Last())}
	for _, k := range kinds() {
		out = append(out, strconv.Itoa(counts[k]))
	}
	return out
}

func dayText(d *edtf.Day) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// omitted describes what the map leaves out. It returns "" if the map is complete.
func omitted(m *graph.Map) string {
	if m.Omitted.Reason == nil {
		return ""
	}
	return fmt.Sprintf("%d nodes and %d edges: %s", m.Omitted.Nodes, m.Omitted.Edges, *m.Omitted.Reason)
}
