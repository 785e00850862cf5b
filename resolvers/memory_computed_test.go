package resolvers

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/edtf"
	"demarche/internal/reference"
)

// computed is what a store returns for an object that is computed from one value.
func (m memory) computed(w answer.Projection, f *answer.Field, v reflect.Value) any {
	switch v := v.Interface().(type) {
	case *reference.FuzzyDate:
		return v.EDTF.String()
	case edtf.Gap:
		return dates(v)
	case *graph.Change:
		return compared(*v)
	case *reference.EventConnection:
		rows := make([]any, len(v.Edges))
		for i, e := range v.Edges {
			key, err := graph.ParseEventCursor(e.Cursor)
			rows[i] = m.pageRow(w, f.Of, key, err, e.Node)
		}
		return paged(w, f, rows, v.PageInfo, v.TotalCount)
	case *reference.OfficialConnection:
		rows := make([]any, len(v.Edges))
		for i, e := range v.Edges {
			name, id, err := graph.ParseNameCursor(e.Cursor)
			rows[i] = m.pageRow(w, f.Of, []any{name, id}, err, e.Node)
		}
		return paged(w, f, rows, v.PageInfo, v.TotalCount)
	}
	panic(fmt.Sprintf("%s is computed from what?", v.Type()))
}

// dates are two between which a gap lies.
func dates(g edtf.Gap) any {
	first, last := edtf.Day(g.Min).String(), edtf.Day(g.Max).String()
	return []any{edtf.Day(0).String(), first + "/" + last}
}

// compared is what Compare makes a change of.
func compared(c graph.Change) any {
	v := []any{nil, nil, nil, nil, c.Agreement == graph.Circular, nil, nil}
	if c.Computed != nil {
		v[0], v[2] = decimal.NewFromFloat(*c.Computed).Add(decimal.NewFromInt(100)).String(), "100"
	}
	if c.Reported != nil {
		v[5], v[6] = *c.Reported, 0.0
		if c.Agreement == graph.Agrees {
			v[6] = 1e9
		}
	}
	return v
}

// pageRow is a row of a page: its key, then what is wanted of the node wherever it stands.
func (m memory) pageRow(w answer.Projection, s *answer.Selection, key any, err error, node reference.Node) any {
	if err != nil {
		panic(err)
	}
	row := []any{key}
	for _, of := range answer.Nodes(s) {
		row = append(row, m.row(w, of, reflect.ValueOf(node)))
	}
	return row
}

// paged is a page as a store returns it: in the order in which it was read, with one row more if there are more.
func paged(w answer.Projection, f *answer.Field, rows []any, info reference.PageInfo, total int) any {
	more := info.HasNextPage
	if _, fromEnd := w.Args[f.Arg].Values["last"].(int64); fromEnd {
		more = info.HasPreviousPage
		slices.Reverse(rows)
	}
	if more {
		rows = append(rows, []any{nil})
	}
	return []any{rows, []any{int64(total), false}, nil, false}
}
