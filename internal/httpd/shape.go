package httpd

import (
	"cmp"
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// A shape is the size of a selection with its fragments expanded. The depth of introspection counts separately,
// because clients nest the types of types deeper than data.
type shape struct {
	roots, fields, aliases, depth, introspection int
}

// beside merges s and t, which are in the same selection.
func (s shape) beside(t shape) shape {
	return shape{
		roots:         capped(s.roots + t.roots),
		fields:        capped(s.fields + t.fields),
		aliases:       capped(s.aliases + t.aliases),
		depth:         max(s.depth, t.depth),
		introspection: max(s.introspection, t.introspection),
	}
}

// capped keeps sums and products of counts from overflowing.
func capped(n int) int { return min(n, math.MaxInt32) }

// checkShape refuses a document that is expensive to validate or to expand. It reads only the syntax and enters each
// fragment once. It runs before validation, whose work grows with the square of the text.
func checkShape(doc *ast.QueryDocument, limits Limits) *gqlerror.Error {
	m := measure{fragments: map[string]*ast.FragmentDefinition{}, memo: map[string]shape{}, names: map[string]int{}}
	sets := make([]ast.SelectionSet, 0, len(doc.Operations)+len(doc.Fragments))
	for _, f := range doc.Fragments {
		m.fragments[f.Name] = f
		m.directives += len(f.Directives)
		sets = append(sets, f.SelectionSet)
	}
	for _, op := range doc.Operations {
		m.directives += len(op.Directives)
		sets = append(sets, op.SelectionSet)
	}
	for _, set := range sets {
		m.read(set)
	}
	if err := exceeds(
		bound{m.written, limits.Written, "fields and fragments in its text", "split it"},
		bound{m.sameName, limits.SameName, "fields of one name in its text", "leave out repetitions"},
		bound{m.directives, limits.Directives, "directives", "leave some out"},
		// Validation enters every fragment again from each operation and fragment.
		bound{m.visits(sets, limits.Fields), limits.Fields, "fields to validate", "share fewer fragments"},
	); err != nil {
		return err
	}
	for _, op := range doc.Operations {
		if err := m.selection(op.SelectionSet).exceeds(limits); err != nil {
			return err
		}
	}
	return nil
}

func (s shape) exceeds(limits Limits) *gqlerror.Error {
	return exceeds(
		bound{s.depth, limits.Depth, "levels", "ask for fewer"},
		bound{s.introspection, limits.IntrospectionDepth, "levels of introspection", "ask for fewer"},
		bound{s.roots, limits.Roots, "root fields", "send several queries"},
		bound{s.aliases, limits.Aliases, "aliases", "send several queries"},
		bound{s.fields, limits.Fields, "fields", "send several queries"},
	)
}

// A bound is a count, its limit, what it counts, and advice.
type bound struct {
	count, limit int
	what, advice string
}

func exceeds(bounds ...bound) *gqlerror.Error {
	for _, b := range bounds {
		if b.count > b.limit {
			return refusal(codeTooComplex, "the query has more than "+strconv.Itoa(b.limit)+" "+b.what+": "+b.advice)
		}
	}
	return nil
}

// measure measures one document.
type measure struct {
	fragments map[string]*ast.FragmentDefinition
	memo      map[string]shape // by fragment; one being measured holds nothing, which ends cycles

	names map[string]int // how often each stands in the text

	written, directives, sameName int
}

// read counts the selections in the text of set, without entering fragments.
func (m *measure) read(set ast.SelectionSet) {
	for _, sel := range set {
		m.written++
		m.directives += len(directivesOf(sel))
		switch sel := sel.(type) {
		case *ast.Field:
			name := cmp.Or(sel.Alias, sel.Name)
			m.names[name]++
			m.sameName = max(m.sameName, m.names[name])
			m.read(sel.SelectionSet)
		case *ast.InlineFragment:
			m.read(sel.SelectionSet)
		}
	}
}

func directivesOf(sel ast.Selection) ast.DirectiveList {
	switch sel := sel.(type) {
	case *ast.Field:
		return sel.Directives
	case *ast.InlineFragment:
		return sel.Directives
	case *ast.FragmentSpread:
		return sel.Directives
	}
	return nil
}

// selection measures set with its fragments expanded.
func (m *measure) selection(set ast.SelectionSet) shape {
	var s shape
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			s = s.beside(m.field(sel))
		case *ast.InlineFragment:
			s = s.beside(m.selection(sel.SelectionSet))
		case *ast.FragmentSpread:
			s = s.beside(m.fragment(sel.Name))
		}
	}
	return s
}

func (m *measure) field(f *ast.Field) shape {
	below := m.selection(f.SelectionSet)
	s := shape{roots: 1, fields: capped(1 + below.fields), aliases: below.aliases}
	if f.Alias != "" && f.Alias != f.Name {
		s.aliases = capped(1 + below.aliases)
	}
	if f.Name == "__schema" || f.Name == "__type" {
		s.depth, s.introspection = 1, 1+below.depth
		return s
	}
	s.depth, s.introspection = 1+below.depth, below.introspection
	return s
}

func (m *measure) fragment(name string) shape {
	if s, ok := m.memo[name]; ok {
		return s
	}
	m.memo[name] = shape{}
	if f := m.fragments[name]; f != nil {
		m.memo[name] = m.selection(f.SelectionSet)
	}
	return m.memo[name]
}

// visits counts the selections that validation walks, and stops counting soon after limit.
func (m *measure) visits(sets []ast.SelectionSet, limit int) int {
	n := 0
	for _, set := range sets {
		entered := map[string]bool{}
		var walk func(ast.SelectionSet)
		walk = func(set ast.SelectionSet) {
			for _, sel := range set {
				if n++; n > limit {
					return
				}
				switch sel := sel.(type) {
				case *ast.Field:
					walk(sel.SelectionSet)
				case *ast.InlineFragment:
					walk(sel.SelectionSet)
				case *ast.FragmentSpread:
					if f := m.fragments[sel.Name]; f != nil && !entered[sel.Name] {
						entered[sel.Name] = true
						walk(f.SelectionSet)
					}
				}
			}
		}
		walk(set)
	}
	return n
}
