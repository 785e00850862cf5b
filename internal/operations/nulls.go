package operations

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// nulls finds variables that are null where a value must stand. Validation lets a variable of a nullable type stand
// there if it has a default; but a client may still give null.
func (c *coercer) nulls(op *ast.OperationDefinition, values map[string]any) {
	null := map[string]*ast.VariableDefinition{}
	for _, def := range op.VariableDefinitions {
		if v, ok := values[def.Variable]; ok && v == nil {
			null[def.Variable] = def
		}
	}
	if len(null) == 0 {
		return
	}
	places := needed{null: null, entered: map[string]bool{}}
	places.directives(op.Directives)
	places.selection(op.SelectionSet)
	for _, p := range places.found {
		if len(c.errs) >= maxVariableErrors {
			return
		}
		c.def, c.path = null[p.value.Raw], nil
		c.fail("it is null, and %s needs a value of the type %s", p.of, p.value.ExpectedType)
	}
}

// needed finds the places of variables where null must not stand.
type needed struct {
	null    map[string]*ast.VariableDefinition
	entered map[string]bool // fragments
	found   []place
}

// A place is a variable in a document, and the argument in which it stands.
type place struct {
	of    string
	value *ast.Value
}

func (n *needed) selection(set ast.SelectionSet) {
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			n.directives(sel.Directives)
			n.arguments(sel.Name, sel.Arguments)
			n.selection(sel.SelectionSet)
		case *ast.InlineFragment:
			n.directives(sel.Directives)
			n.selection(sel.SelectionSet)
		case *ast.FragmentSpread:
			n.directives(sel.Directives)
			if !n.entered[sel.Name] {
				n.entered[sel.Name] = true
				n.selection(sel.Definition.SelectionSet)
			}
		}
	}
}

func (n *needed) directives(list ast.DirectiveList) {
	for _, d := range list {
		n.arguments("@"+d.Name, d.Arguments)
	}
}

func (n *needed) arguments(of string, list ast.ArgumentList) {
	for _, a := range list {
		n.value(of+"("+a.Name+":)", a.Value)
	}
}

func (n *needed) value(of string, v *ast.Value) {
	if v.Kind == ast.Variable && n.null[v.Raw] != nil && v.ExpectedType != nil && v.ExpectedType.NonNull {
		n.found = append(n.found, place{of, v})
	}
	for _, child := range v.Children {
		n.value(of, child.Value)
	}
}
