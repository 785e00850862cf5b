package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// ChainQuery holds the parameters of a chain.
type ChainQuery struct {
	From      string
	Direction graph.ChainDirection
	Via       []graph.ChainBasis
	Depth     int
	GapDays   *int // between two joined events at most; nil: any
	First     int
}

const (
	maxDepth = 10
	anyGap   = 400_000 // days: longer than any date allows for
)

// Chain follows events from one to the next, breadth first, the nearest first. A forward chain joins no event to one
// that certainly lies before it. Events with overlapping dates have no order. They are joined in both directions, and
// the link is POSSIBLE.
func (s *Store) Chain(ctx context.Context, q ChainQuery) (*graph.Chain, error) {
	if q.Depth < 1 || q.Depth > maxDepth {
		return nil, fmt.Errorf("%w: maxDepth is 1 to %d, not %d", graph.ErrBadInput, maxDepth, q.Depth)
	}
	if err := graph.CheckSize("first", q.First, graph.MaxPage, "take fewer steps (maxDepth) or a shorter gap (maxGapDays), or begin from a later event"); err != nil {
		return nil, err
	}
	if q.GapDays != nil && *q.GapDays < 0 {
		return nil, fmt.Errorf("%w: maxGapDays cannot be negative: %d", graph.ErrBadInput, *q.GapDays)
	}
	start, err := s.briefNamed(ctx, q.From)
	if err != nil {
		return nil, err
	}
	q.From = start.id
	c := &chain{
		query: q, found: map[string]brief{q.From: start}, bounds: map[string]edtf.Day{}, linked: map[[3]string]bool{},
	}
	c.out = &graph.Chain{Events: []graph.ChainedEvent{}, Links: []graph.ChainLink{}}
	if day, ok := c.near(start); ok {
		c.bounds[q.From] = day
	}
	frontier, left := []string{q.From}, s.limits.ChainSteps
	for depth := 1; depth <= q.Depth && len(frontier) > 0; depth++ {
		steps, cut, err := s.steps(ctx, q, c.from(frontier), left)
		if err != nil {
			return nil, err
		}
		left -= len(steps)
		frontier = c.take(steps, depth)
		c.out.Truncated = c.out.Truncated || cut
	}
	return c.out, nil
}

// A step is one event reached from another.
type step struct {
	from   string
	via    graph.ChainBasis
	shared []string
	to     brief
}

// steps returns the steps from some events. For each actor of an event it returns the nearest steps, one more than the
// chain has room for, and fewer than most. cut reports whether an actor may have more.
func (s *Store) steps(ctx context.Context, q ChainQuery, from []any, most int) (out []step, cut bool, err error) {
	name := "chain_forward"
	if q.Direction == graph.Backward {
		name = "chain_backward"
	}
	gap := anyGap
	if q.GapDays != nil {
		gap = *q.GapDays
	}
	record, err := s.db.Read(ctx, name, cypher.Text(name), map[string]any{
		"from": from, "via": record.List(q.Via), "gap": min(gap, anyGap), "limit": q.First + 1, "most": most,
		"long": min(s.limits.ChainLong, max(20, s.limits.ChainLongPerStep/len(from))),
	})
	if err != nil {
		return nil, false, err
	}
	rows := bolt.Get[[]any](record, "rows")
	if len(rows) >= most {
		return nil, false, fmt.Errorf("%w: the events of the chain are joined in more than %d ways; take fewer (first), a shorter gap (maxGapDays) or fewer steps (maxDepth)", graph.ErrTooBroad, s.limits.ChainSteps)
	}
	reached := map[[2]string]int{} // by event and actor
	for _, row := range rows {
		reachedEvent := bolt.At[[]any](record, row, 3)
		if reachedEvent == nil {
			cut = true
			continue
		}
		to, err := briefOf(record, reachedEvent)
		if err != nil {
			return nil, false, err
		}
		st := step{
			bolt.At[string](record, row, 0), graph.ChainBasis(bolt.At[string](record, row, 1)),
			bolt.StringsIn(record, bolt.At[[]any](record, row, 2)), to,
		}
		for _, actor := range st.shared {
			reached[[2]string{st.from, actor}]++
			cut = cut || reached[[2]string{st.from, actor}] > q.First
		}
		out = append(out, st)
	}
	return out, cut, record.Err()
}

// chain is the part of a chain that is found so far.
type chain struct {
	query ChainQuery
	found map[string]brief
	// The first day on which each event of a forward chain can lie, given those that lead to it; the last one of a
	// backward chain.
	bounds map[string]edtf.Day
	linked map[[3]string]bool // by both ids and what joins them
	out    *graph.Chain
}

// near returns the nearer bound of an event in the direction of the chain; far returns the other bound.
func (c *chain) near(e brief) (edtf.Day, bool) {
	if c.query.Direction == graph.Backward {
		return e.date.Latest()
	}
	return e.date.Earliest()
}

func (c *chain) far(e brief) (edtf.Day, bool) {
	if c.query.Direction == graph.Backward {
		return e.date.Earliest()
	}
	return e.date.Latest()
}

// further returns the later of two days in the direction of the chain.
func (c *chain) further(a, b edtf.Day) edtf.Day {
	if c.query.Direction == graph.Backward {
		return min(a, b)
	}
	return max(a, b)
}

// from returns events and their bounds as parameters of the statement.
func (c *chain) from(ids []string) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		day, known := c.bounds[id]
		out[i] = map[string]any{"id": id, "bound": bolt.Bound(day, known)}
	}
	return out
}

// reach returns the bound of the event at the end of a step. It returns false if the event certainly lies on the other
// side of an event that leads to it.
func (c *chain) reach(st step) (day edtf.Day, ok bool) {
	from, known := c.bounds[st.from]
	near, ok1 := c.near(st.to)
	far, ok2 := c.far(st.to)
	return c.further(from, near), known && ok1 && ok2 && c.further(far, from) == far
}

// turned reports whether the chain has the reverse of a link by actors. If it has, the two events have no order.
func (c *chain) turned(l graph.ChainLink) bool {
	return len(l.SharedIDs) > 0 && c.linked[[3]string{l.To, l.From, string(l.Via)}]
}

// take adds the events of a round of steps and returns the new ones, nearest first.
func (c *chain) take(steps []step, depth int) []string {
	slices.SortStableFunc(steps, func(a, b step) int {
		order := cmp.Compare(a.to.sk, b.to.sk)
		if c.query.Direction == graph.Backward {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(a.from, b.from), cmp.Compare(a.via, b.via))
	})
	var fresh []string
	isFresh := map[string]bool{}
	for _, st := range steps {
		link, ok := c.link(st)
		day, reached := c.reach(st)
		if !ok || !reached || c.turned(link) {
			continue
		}
		id := st.to.id
		if _, known := c.found[id]; !known {
			if len(c.out.Events) >= c.query.First {
				c.out.Truncated = true
				continue
			}
			c.found[id], c.bounds[id], isFresh[id] = st.to, day, true
			c.out.Events = append(c.out.Events, graph.ChainedEvent{EventID: id, Depth: depth})
			fresh = append(fresh, id)
		} else if isFresh[id] && c.further(c.bounds[id], day) == c.bounds[id] {
			c.bounds[id] = day // by this way it can lie nearer
		}
		c.linked[[3]string{link.From, link.To, string(link.Via)}] = true
		c.out.Links = append(c.out.Links, link)
	}
	return fresh
}

// link joins the events of a step in the order of time. It returns false if the step runs against time, or over too
// long a gap.
func (c *chain) link(st step) (graph.ChainLink, bool) {
	// The start's own parts and whole are reached by PART_OF, not by those who take part in all of them.
	if len(st.shared) > 0 && st.to.root == c.found[c.query.From].root {
		return graph.ChainLink{}, false
	}
	earlier, later := c.found[st.from], st.to
	if c.query.Direction == graph.Backward {
		earlier, later = later, earlier
	}
	gap, ok := edtf.GapBetween(earlier.date, later.date)
	if !ok || c.query.GapDays != nil && int(gap.Min) > *c.query.GapDays {
		return graph.ChainLink{}, false
	}
	order := graph.Possible
	last, _ := earlier.date.Latest()
	if first, known := later.date.Earliest(); known && last < first && earlier.date.Certain() && later.date.Certain() {
		order = graph.Certain
	}
	return graph.ChainLink{From: earlier.id, To: later.id, Via: st.via, Gap: gap, Order: order, SharedIDs: st.shared}, true
}
