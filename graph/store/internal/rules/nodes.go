package rules

import (
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/bolt"
)

// ruleNode is what rules ask of a record. Lists are of ids.
type ruleNode struct {
	date                 edtf.Date
	whole                string // of an event or a commodity
	parts                []string
	causes, consequences []string // by links
	changes              uint32   // of a figure, see changesOf
	derivedFrom          []graph.Derivation
	derived              []string
}

// bases returns the figures from which one is derived.
func (n *ruleNode) bases() []string {
	out := make([]string, len(n.derivedFrom))
	for i, d := range n.derivedFrom {
		out[i] = d.Figure
	}
	return distinct(out)
}

// node returns the node of a record; nil for what is no record of a kind that rules ask for.
func (p *Preview) node(id string) *ruleNode {
	p.load(id)
	return p.nodes[id]
}

// load makes the nodes of records.
func (p *Preview) load(ids ...string) {
	asked := map[string][]string{}
	for _, id := range ids {
		if _, ok := p.nodes[id]; !ok {
			if p.nodes[id] = nil; p.leftOut[id] {
				continue
			}
			prefix, _, _ := strings.Cut(id, ":")
			asked[prefix] = append(asked[prefix], id)
		}
	}
	for prefix, statement := range map[string]string{"event": "preview_events", "figure": "preview_figures", "commodity": "preview_commodities"} {
		if len(asked[prefix]) > 0 && p.err == nil {
			p.err = p.read(statement, asked[prefix])
		}
	}
}

func (p *Preview) read(statement string, ids []string) error {
	records, err := p.run(statement, map[string]any{"ids": ids})
	if err != nil {
		return err
	}
	for _, r := range records {
		if p.nodes[bolt.Get[string](r, "id")], err = storedNode(statement, r); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if err := p.replace(id); err != nil {
			return err
		}
	}
	return nil
}

// storedNode reads a node from a record of a statement.
func storedNode(statement string, r *bolt.Record) (n *ruleNode, err error) {
	n = &ruleNode{}
	switch statement {
	case "preview_commodities":
		n.whole = bolt.Get[string](r, "whole")
	case "preview_events":
		n.whole, n.parts = bolt.Get[string](r, "whole"), bolt.Texts(r, "parts")
		n.causes, n.consequences = bolt.Texts(r, "causes"), bolt.Texts(r, "consequences")
		if date := bolt.Get[string](r, "date"); date != "" {
			n.date, err = edtf.Parse(date)
		}
	case "preview_figures":
		n.derived = bolt.Texts(r, "derived")
		for by, number := range ChangeNumbers {
			if bolt.Get[bool](r, strings.ToLower(by)) {
				n.changes |= number
			}
		}
		for _, m := range bolt.Maps(r, "derivedFrom") {
			d := graph.Derivation{Figure: bolt.In[string](r, m, "figure"), By: bolt.In[string](r, m, "by")}
			n.derivedFrom = append(n.derivedFrom, d)
		}
	}
	return n, err
}

// replace gives a node what the batch says of its record, or what is assumed.
func (p *Preview) replace(id string) error {
	record, ok := p.records[id]
	if !ok {
		var err error
		if record, err = p.assumed.Record(id); err != nil {
			return err
		}
	}
	n := p.nodes[id]
	if n == nil && len(record.IDs()) == 0 {
		return nil
	}
	if n == nil {
		n = &ruleNode{}
		p.nodes[id] = n
	}
	for _, e := range record.Events {
		n.date, n.whole = e.Date, e.PartOf
	}
	for _, f := range record.Figures {
		n.changes, n.derivedFrom = ChangesOf(f), f.DerivedFrom
	}
	for _, c := range record.Commodities {
		n.whole = c.Parent
	}
	for _, r := range []graph.Referrers{p.assumed.Referrers, p.refer} {
		n.parts, n.derived = append(n.parts, r.Parts[id]...), append(n.derived, r.Derived[id]...)
		n.causes, n.consequences = append(n.causes, r.Causes[id]...), append(n.consequences, r.Consequences[id]...)
	}
	return nil
}

// wholesOf returns what a record is a part of, from the inside to the outside, at most so many.
func (p *Preview) wholesOf(id string, most int) (out []string) {
	for n := p.node(id); n != nil && p.node(n.whole) != nil && len(out) < most; n = p.node(n.whole) {
		out = append(out, n.whole)
	}
	return out
}

// partsOf returns the parts of an event.
func (p *Preview) partsOf(id string) []string {
	parts := distinct(p.node(id).parts)
	p.load(parts...)
	return slices.DeleteFunc(parts, func(part string) bool { return p.node(part) == nil || p.node(part).whole != id })
}

// derivedOf returns the figures derived from a figure.
func (p *Preview) derivedOf(id string) []string {
	derived := distinct(p.node(id).derived)
	p.load(derived...)
	return slices.DeleteFunc(
		derived,
		func(d string) bool { return p.node(d) == nil || !slices.Contains(p.node(d).bases(), id) },
	)
}

// side is one end of a search for a way: where it has come to, and where it has been.
type side struct {
	at   []string
	seen map[string]bool
	step func(id string) []string
}

// leads reports whether a way leads from one record to another. It looks from both ends, from where there is less to
// look at.
func (p *Preview) leads(from, to string, next, back func(id string) []string) bool {
	one, other := &side{
		[]string{from},
		map[string]bool{from: true},
		next,
	}, &side{
		[]string{to},
		map[string]bool{to: true},
		back,
	}
	for len(one.at) > 0 && len(other.at) > 0 {
		if len(other.at) < len(one.at) {
			one, other = other, one
		}
		if p.meets(one, other.seen) {
			return true
		}
	}
	return false
}

// meets takes a step from all that a side has come to, and reports whether it meets the other.
func (p *Preview) meets(s *side, other map[string]bool) bool {
	p.load(s.at...)
	var further []string
	for _, id := range s.at {
		if p.node(id) == nil {
			continue
		}
		for _, n := range s.step(id) {
			if other[n] {
				return true
			}
			if !s.seen[n] {
				s.seen[n], further = true, append(further, n)
			}
		}
	}
	s.at = further
	return false
}
