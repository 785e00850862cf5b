package store

import (
	"time"

	"demarche/graph"
	"demarche/graph/store/internal/project"
)

// Limits bounds what one question reads. The zero value allows nothing: start from DefaultLimits. A question that would
// need more fails with graph.ErrTooBroad, unless the field says otherwise.
type Limits struct {
	Page  int // events that a page checks, in the order of its stream
	Count int // events that are counted
	Dates int // events that a histogram counts: it reads only their dates, half a million in a second

	MapBuckets int // of all edges of a map together
	MapPairs   int // of actors, which are checked to count what a map leaves out; the count is a lower bound then

	ChainSteps       int // from all events of a chain
	ChainLong        int // long events that a chain checks, of one actor of one event; the chain is truncated then
	ChainLongPerStep int // of one actor of each event of a step, which share them equally

	NamesAge time.Duration // of cached names of actors: a change in the database by hand counts no rename
}

// budgets returns the limits of timelines.
func (s *Store) budgets() project.Budgets {
	return project.Budgets{Page: s.limits.Page, Count: s.limits.Count}
}

// DefaultLimits returns the usual limits. All events after those of a busy country would take minutes.
func DefaultLimits() Limits {
	return Limits{
		Page:             20_000,
		Count:            graph.MaxCount,
		Dates:            2_000_000,
		MapBuckets:       500_000,
		MapPairs:         50_000,
		ChainSteps:       100_000,
		ChainLong:        2_000,
		ChainLongPerStep: 20_000,
		NamesAge:         10 * time.Second,
	}
}
