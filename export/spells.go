package export

import (
	"cmp"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
)

// A life is the time in which a node or an edge exists: from its first day to its last, or in spells. A life without
// either has no limits.
type life struct {
	first, last *edtf.Day
	spells      []spell
}

// A spell is a range of days, both included.
type spell struct{ from, to edtf.Day }

// edgeLife returns the time in which two actors share events: the buckets with events if there are buckets, else from
// the first event to the last.
func edgeLife(e graph.MapEdge) life {
	if len(e.Series) == 0 {
		return life{first: e.Sums.First(), last: e.Sums.Last()}
	}
	var out life
	for _, b := range e.Series {
		if b.Possible > 0 {
			out.spells = append(out.spells, spell{b.Start, b.End})
		}
	}
	out.spells = joinedSpells(out.spells)
	return out
}

// nodeLives returns the times in which nodes have an edge, by node. The life of a node without edges has no limits.
func nodeLives(m *graph.Map) map[string]life {
	out := map[string]life{}
	add := func(node string, l life) {
		old, some := out[node]
		if !some {
			out[node] = l
			return
		}
		// Where one has an open end, all of them have.
		merged := life{spells: joinedSpells(slices.Concat(old.spells, l.spells))}
		if old.first != nil && l.first != nil {
			merged.first = new(min(*old.first, *l.first))
		}
		if old.last != nil && l.last != nil {
			merged.last = new(max(*old.last, *l.last))
		}
		out[node] = merged
	}
	for _, e := range m.Edges {
		l := edgeLife(e)
		add(e.Source, l)
		add(e.Target, l)
	}
	return out
}

// joinedSpells returns the spells in order, and joins spells that touch.
func joinedSpells(spells []spell) (out []spell) {
	spells = slices.Clone(spells)
	slices.SortFunc(spells, func(a, b spell) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	for _, s := range spells {
		if last := len(out) - 1; last >= 0 && s.from <= out[last].to+1 {
			out[last].to = max(out[last].to, s.to)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// spells writes an element with the spells, if there are any.
func (e *elements) spells(spells []spell) {
	if len(spells) == 0 {
		return
	}
	e.open("spells")
	for _, s := range spells {
		e.empty("spell", "start", s.from.String(), "end", s.to.String())
	}
	e.close("spells")
}
