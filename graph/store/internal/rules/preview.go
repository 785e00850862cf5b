package rules

import (
	"maps"
	"slices"

	"demarche/graph"
	"demarche/graph/store/internal/record"
)

// A Preview finds what breaks the rules in the graph as a dry run would leave it: a record is the one of the batch,
// else the assumed one, else the stored one. It reads each record once, when a rule asks for it. After an error it
// reads nothing more.
type Preview struct {
	run     Run
	assumed *graph.Assumed
	records map[string]graph.Batch // of the batch, each alone
	refer   graph.Referrers        // of the batch
	nodes   map[string]*ruleNode
	err     error
	leftOut map[string]bool // as if they were retracted
}

// NewPreview returns a Preview of the records and links that a dry run would write.
func NewPreview(run Run, assumed *graph.Assumed, b graph.Batch, links []graph.Link) *Preview {
	p := &Preview{
		run: run, assumed: assumed, nodes: map[string]*ruleNode{},
		records: maps.Collect(b.Records()), refer: graph.NewReferrers(),
	}
	b.Links = links
	p.refer.Add(b)
	return p
}

// Without returns the same as if some records were retracted.
func (p *Preview) Without(retracted map[string]bool) *Preview {
	out := *p
	out.leftOut, out.nodes = retracted, map[string]*ruleNode{}
	return &out
}

// Breaches returns what Rule.Breaches would if all were stored.
func (p *Preview) Breaches(r Rule, ids []string) ([]Breach, error) {
	seen := map[Breach]bool{}
	breaks := map[string]func(id string, found func(Breach)){
		"rule_parts": p.partsOutside, "rule_links": p.linksBack, "rule_consequences": p.linkCircles,
		"rule_bases": p.basesWithout, "rule_derivations": p.derivationCircles, "rule_commodities": p.commodityCircles,
	}[r.statement]
	p.load(ids...)
	for _, id := range ids {
		if p.node(id) != nil {
			breaks(id, func(b Breach) { seen[b] = true })
		}
	}
	return slices.Collect(maps.Keys(seen)), p.err
}

// partsOutside does what rule_parts does.
func (p *Preview) partsOutside(id string, found func(Breach)) {
	within := func(part, whole string) {
		a, b := p.node(part), p.node(whole)
		if a != nil && b != nil && !a.date.Inside(b.date) {
			found(Breach{part, whole, a.date.String(), b.date.String()})
		}
	}
	within(id, p.node(id).whole)
	for _, part := range p.partsOf(id) {
		within(part, id)
	}
}

// linksBack does what rule_links does.
func (p *Preview) linksBack(id string, found func(Breach)) {
	inTime := func(from, to string) {
		a, b := p.node(from), p.node(to)
		if a == nil || b == nil {
			return
		}
		earliest, _ := BoundsOf(a.date)
		if _, latest := BoundsOf(b.date); earliest > latest {
			found(Breach{from, to, a.date.String(), b.date.String()})
		}
	}
	n := p.node(id)
	p.load(slices.Concat(n.causes, n.consequences)...)
	for _, to := range n.consequences {
		inTime(id, to)
	}
	for _, from := range n.causes {
		inTime(from, id)
	}
}

// linkCircles does what rule_consequences does.
func (p *Preview) linkCircles(id string, found func(Breach)) {
	for _, to := range p.node(id).consequences {
		next := func(id string) []string { return p.node(id).consequences }
		back := func(id string) []string { return p.node(id).causes }
		if to != id && p.leads(to, id, next, back) {
			found(Breach{Record: id, Other: to})
		}
	}
}

// basesWithout does what rule_bases does.
func (p *Preview) basesWithout(id string, found func(Breach)) {
	reported := func(figure string, among func(base string) bool) {
		for _, d := range p.node(figure).derivedFrom {
			if base := p.node(d.Figure); base != nil && among(d.Figure) && base.changes&ChangeNumbers[d.By] == 0 {
				found(Breach{Record: figure, Other: d.Figure, Is: d.By})
			}
		}
	}
	reported(id, func(string) bool { return true })
	for _, figure := range p.derivedOf(id) {
		reported(figure, func(base string) bool { return base == id })
	}
}

// derivationCircles does what rule_derivations does.
func (p *Preview) derivationCircles(id string, found func(Breach)) {
	for _, base := range p.node(id).bases() {
		next := func(id string) []string { return p.node(id).bases() }
		if base != id && p.leads(base, id, next, p.derivedOf) {
			found(Breach{Record: id, Other: base})
		}
	}
}

// commodityCircles does what rule_commodities does.
func (p *Preview) commodityCircles(id string, found func(Breach)) {
	wholes := p.wholesOf(id, MaxNested+1)
	if len(wholes) > 1 && wholes[0] != id && slices.Contains(wholes[1:], id) {
		found(Breach{Record: id, Other: wholes[0]})
	}
}

// Nested rejects changed events by which events become parts of themselves, or of too many in a row, as a write
// does.
func (p *Preview) Nested(changed []string) error {
	var deep []string
	by := map[string]bool{}
	for id := range p.affected(changed) {
		wholes := p.wholesOf(id, MaxNested+1)
		if len(wholes) <= MaxNested {
			continue
		}
		deep = append(deep, id)
		for _, around := range append(wholes, id) {
			if slices.Contains(changed, around) && p.node(around).whole != "" {
				by[around] = true
			}
		}
	}
	if p.err != nil || len(deep) == 0 {
		return p.err
	}
	return NestedBy(record.SortedKeys(by), deep)
}

// affected returns some events, those around them and those within them.
func (p *Preview) affected(changed []string) map[string]bool {
	all := map[string]bool{}
	for _, id := range changed {
		if n := p.node(id); n != nil && p.node(n.whole) != nil {
			all[n.whole] = true
		}
	}
	seen := map[string]bool{}
	for level, depth := changed, 0; len(level) > 0 && depth <= MaxNested+1; depth++ {
		var below []string
		p.load(level...)
		for _, id := range level {
			if !seen[id] && p.node(id) != nil {
				seen[id] = true
				below = append(below, p.partsOf(id)...)
			}
		}
		level = below
	}
	maps.Copy(all, seen)
	return all
}
