package write

import (
	"maps"
	"slices"

	"demarche/graph"
	"demarche/graph/store/internal/record"
)

// previewed knows what rules between records ask of records as a dry run would leave them: those of its batch, else the
// assumed ones, else the stored ones. It reads what it is asked for, each record once. After an error it knows nothing
// more.
type previewed struct {
	w       *writer
	records map[string]graph.Batch // of the batch, each alone
	refer   graph.Referrers        // of the batch
	nodes   map[string]*ruleNode
	err     error
	leftOut map[string]bool // as if they were retracted
}

// newPreviewed takes the records that would be written, and links.
func newPreviewed(w *writer, b graph.Batch, links []graph.Link) *previewed {
	p := &previewed{w: w, records: maps.Collect(b.Records()), refer: graph.NewReferrers(), nodes: map[string]*ruleNode{}}
	b.Links = links
	p.refer.Add(b)
	return p
}

// without returns the same as if some records were retracted.
func (p *previewed) without(retracted map[string]bool) *previewed {
	out := *p
	out.leftOut, out.nodes = retracted, map[string]*ruleNode{}
	return &out
}

// breaches returns what rule.breaches would if all were stored.
func (p *previewed) breaches(r rule, ids []string) ([]broken, error) {
	seen := map[broken]bool{}
	breaks := map[string]func(id string, found func(broken)){
		"rule_parts": p.partsOutside, "rule_links": p.linksBack, "rule_consequences": p.linkCircles,
		"rule_bases": p.basesWithout, "rule_derivations": p.derivationCircles, "rule_commodities": p.commodityCircles,
	}[r.statement]
	p.load(ids...)
	for _, id := range ids {
		if p.node(id) != nil {
			breaks(id, func(b broken) { seen[b] = true })
		}
	}
	return slices.Collect(maps.Keys(seen)), p.err
}

// partsOutside does what rule_parts does.
func (p *previewed) partsOutside(id string, found func(broken)) {
	within := func(part, whole string) {
		a, b := p.node(part), p.node(whole)
		if a != nil && b != nil && !a.date.Inside(b.date) {
			found(broken{part, whole, a.date.String(), b.date.String()})
		}
	}
	within(id, p.node(id).whole)
	for _, part := range p.partsOf(id) {
		within(part, id)
	}
}

// linksBack does what rule_links does.
func (p *previewed) linksBack(id string, found func(broken)) {
	inTime := func(from, to string) {
		a, b := p.node(from), p.node(to)
		if a == nil || b == nil {
			return
		}
		earliest, _ := BoundsOf(a.date)
		if _, latest := BoundsOf(b.date); earliest > latest {
			found(broken{from, to, a.date.String(), b.date.String()})
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
func (p *previewed) linkCircles(id string, found func(broken)) {
	for _, to := range p.node(id).consequences {
		next := func(id string) []string { return p.node(id).consequences }
		back := func(id string) []string { return p.node(id).causes }
		if to != id && p.leads(to, id, next, back) {
			found(broken{Record: id, Other: to})
		}
	}
}

// basesWithout does what rule_bases does.
func (p *previewed) basesWithout(id string, found func(broken)) {
	reported := func(figure string, among func(base string) bool) {
		for _, d := range p.node(figure).derivedFrom {
			if base := p.node(d.Figure); base != nil && among(d.Figure) && base.changes&ChangeNumbers[d.By] == 0 {
				found(broken{Record: figure, Other: d.Figure, is: d.By})
			}
		}
	}
	reported(id, func(string) bool { return true })
	for _, figure := range p.derivedOf(id) {
		reported(figure, func(base string) bool { return base == id })
	}
}

// derivationCircles does what rule_derivations does.
func (p *previewed) derivationCircles(id string, found func(broken)) {
	for _, base := range p.node(id).bases() {
		next := func(id string) []string { return p.node(id).bases() }
		if base != id && p.leads(base, id, next, p.derivedOf) {
			found(broken{Record: id, Other: base})
		}
	}
}

// commodityCircles does what rule_commodities does.
func (p *previewed) commodityCircles(id string, found func(broken)) {
	wholes := p.wholesOf(id, MaxNested+1)
	if len(wholes) > 1 && wholes[0] != id && slices.Contains(wholes[1:], id) {
		found(broken{Record: id, Other: wholes[0]})
	}
}

// nested rejects changed events by which events become parts of themselves, or of too many in a row, as writer.derive
// does.
func (p *previewed) nested(changed []string) error {
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
	return nestedBy(record.SortedKeys(by), deep)
}

// affected returns some events, those around them and those within them.
func (p *previewed) affected(changed []string) map[string]bool {
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
