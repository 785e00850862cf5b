package graph

import (
	"fmt"

	"demarche/graph/edtf"
)

// Match says how several actors or countries of a filter combine: ANY of them takes part, or ALL of them.
type Match string

// The ways to combine.
const (
	MatchAny Match = "ANY"
	MatchAll Match = "ALL"
)

// Order is the order of a timeline, by sort key.
type Order string

// The orders.
const (
	NewestFirst Order = "NEWEST_FIRST"
	OldestFirst Order = "OLDEST_FIRST"
)

// Window is a period, both ends included; a nil end is open. Its first day is the earliest of From, its last day the
// latest of To.
type Window struct{ From, To *edtf.Date }

// Days returns the first and the last day; nil is no limit.
func (w *Window) Days() (from, to *edtf.Day) {
	if w == nil {
		return nil, nil
	}
	if w.From != nil {
		if d, ok := w.From.Earliest(); ok {
			from = &d
		}
	}
	if w.To != nil {
		if d, ok := w.To.Latest(); ok {
			to = &d
		}
	}
	return from, to
}

// Check returns an error that wraps ErrBadDate if the window ends before it begins.
func (w *Window) Check() error {
	if from, to := w.Days(); from != nil && to != nil && *to < *from {
		return fmt.Errorf("%w: the window ends on %s, before it begins on %s; exchange from and to", edtf.ErrBadDate, to, from)
	}
	return nil
}

// Filter selects events that meet all its conditions.
type Filter struct {
	Actors    []string // ids
	Match     Match    // of Actors, and of Countries
	Countries []string // codes
	Kinds     []EventKind
	Roles     []Role
	Places    []string // ids
	Sources   []string // ids
	During    *Window
	Certainty Certainty
	Text      *string
	TopLevel  *bool
	Disputed  bool // only events on which records contradict each other
}

// Check returns an error that wraps ErrBadDate if the window of the filter ends before it begins.
func (f *Filter) Check() error {
	if f == nil {
		return nil
	}
	if err := f.During.Check(); err != nil {
		return fmt.Errorf("during: %w", err)
	}
	return nil
}

// Joint reports whether the filter selects events that at least two actors share. They are few compared with the
// events of one actor.
func (f *Filter) Joint() bool {
	return f != nil && f.Match == MatchAll && len(f.Actors)+len(f.Countries) > 1
}
