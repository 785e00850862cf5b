package httpd

import (
	"encoding/json"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// The cost of an operation is about the number of fields in its answer. A field costs 1, and the fields below a list
// count once for each row. The number of rows is:
//   - as many as the client asks for (first, last, maxNodes, or the number of ids), up to Limits.MaxRows;
//   - a page (an object that holds its rows in lists: a connection, a map) that names no size: its default in the
//     schema, else Limits.PageRows; the lists directly in a page have its size;
//   - any other list: Limits.ListRows, or its default in the schema where that is less. Such defaults are ceilings
//     that lists seldom reach;
//   - of what is subscribed to, Limits.PageRows are read at once.

// A price is the cost of a selection: a fixed part, and a part for each row of the page around it.
type price struct{ fixed, perRow int }

func (p price) of(rows int) int { return capped(p.fixed + capped(p.perRow*rows)) }

func (p price) plus(q price) price {
	return price{capped(p.fixed + q.fixed), capped(p.perRow + q.perRow)}
}

// pricing computes the cost of one operation of a validated document.
type pricing struct {
	limits    Limits
	variables map[string]any
	memo      map[string]price // by fragment
}

func (p *pricing) cost(op *ast.OperationDefinition) int {
	cost := p.selection(op.SelectionSet).of(p.limits.ListRows)
	if op.Operation == ast.Subscription {
		cost = capped(cost * p.limits.PageRows)
	}
	return cost
}

func (p *pricing) selection(set ast.SelectionSet) price {
	var sum price
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			sum = sum.plus(p.field(sel))
		case *ast.InlineFragment:
			sum = sum.plus(p.selection(sel.SelectionSet))
		case *ast.FragmentSpread:
			sum = sum.plus(p.fragment(sel))
		}
	}
	return sum
}

func (p *pricing) fragment(spread *ast.FragmentSpread) price {
	if q, ok := p.memo[spread.Name]; ok {
		return q
	}
	q := p.selection(spread.Definition.SelectionSet)
	p.memo[spread.Name] = q
	return q
}

func (p *pricing) field(f *ast.Field) price {
	if len(f.SelectionSet) == 0 {
		return price{fixed: 1}
	}
	below := p.selection(f.SelectionSet)
	if f.Definition.Type.Elem == nil {
		return price{fixed: capped(1 + below.of(p.pageRows(f)))}
	}
	each := below.of(p.limits.ListRows)
	rows, sized := p.listRows(f)
	if !sized {
		return price{fixed: 1, perRow: each}
	}
	return price{fixed: capped(1 + capped(rows*each))}
}

// pageRows returns the number of rows of the lists directly in f's object.
func (p *pricing) pageRows(f *ast.Field) int {
	asked, byDefault, sized := p.size(f)
	switch {
	case !sized:
		return p.limits.ListRows
	case asked >= 0:
		return asked
	case byDefault >= 0:
		return byDefault
	}
	return p.limits.PageRows
}

// listRows returns the number of rows of f's list. sized reports whether an argument of f bounds it.
func (p *pricing) listRows(f *ast.Field) (rows int, sized bool) {
	asked, byDefault, sized := p.size(f)
	switch {
	case asked >= 0:
		return asked, sized
	case byDefault >= 0:
		return min(byDefault, p.limits.ListRows), sized
	}
	return p.limits.ListRows, sized
}

// size reads the arguments of f that bound its rows. A number is -1 if nothing sets it.
func (p *pricing) size(f *ast.Field) (asked, byDefault int, sized bool) {
	asked, byDefault = -1, -1
	for _, def := range f.Definition.Arguments {
		switch def.Name {
		case "first", "last", "maxNodes":
			sized = true
			if def.DefaultValue != nil {
				byDefault = max(byDefault, p.number(def.DefaultValue))
			}
			if arg := f.Arguments.ForName(def.Name); arg != nil {
				asked = max(asked, min(p.number(arg.Value), p.limits.MaxRows))
			}
		case "ids":
			sized = true
			if arg := f.Arguments.ForName(def.Name); arg != nil {
				asked = max(asked, p.length(arg.Value))
			}
		}
	}
	return asked, byDefault, sized
}

// number returns the integer value of v, or -1 if it is negative or no integer.
func (p *pricing) number(v *ast.Value) int {
	if v.Kind == ast.IntValue {
		return nonNegative(v.Raw)
	}
	switch n := p.variable(v).(type) {
	case json.Number:
		return nonNegative(n.String())
	case int64:
		return capped(int(max(n, -1)))
	case int:
		return capped(max(n, -1))
	}
	return -1
}

// length returns the number of items in v; a single value is a list of one.
func (p *pricing) length(v *ast.Value) int {
	if v.Kind == ast.ListValue {
		return len(v.Children)
	}
	if list, ok := p.variable(v).([]any); ok {
		return len(list)
	}
	return 1
}

func (p *pricing) variable(v *ast.Value) any {
	if v.Kind != ast.Variable {
		return nil
	}
	return p.variables[v.Raw]
}

func nonNegative(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return -1
	}
	return capped(n)
}
