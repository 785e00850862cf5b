package reference

import (
	"time"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Source is where something is said.
type Source struct{ graph.Source }

// NodeID implements Node.
func (s *Source) NodeID() string { return s.ID }

// Published is null if it is not known.
func (s *Source) Published() *FuzzyDate { return fuzzy(s.Source.Published) }

// Retrieved is null if it was not read.
func (s *Source) Retrieved() *time.Time {
	if s.Source.Retrieved.IsZero() {
		return nil
	}
	return &s.Source.Retrieved
}

// Rows is null: none of these was imported.
func (s *Source) Rows() *int { return nil }

// Citation is a source that states a fact.
type Citation struct {
	Source        *Source
	Quote, Record *string
	Mentions      *int
}

// cited returns sources as they are given.
func (w *Graph) cited(in []graph.Citation, first *int32) ([]Citation, error) {
	out := make([]Citation, len(in))
	for i, c := range in {
		out[i] = Citation{of[*Source](w, c.Source), text(c.Quote), text(c.Record), nil}
		if c.Mentions != 0 {
			out[i].Mentions = &c.Mentions
		}
	}
	return firstOf(out, first)
}

// Place is where an event is held.
type Place struct {
	graph.Place
	records *Graph
}

// NodeID implements Node.
func (p *Place) NodeID() string { return p.ID }

// Country is the one that the place lies in.
func (p *Place) Country() *Country { return of[*Country](p.records, p.Place.Country) }

// FuzzyDate is a date as it is known.
type FuzzyDate struct{ EDTF edtf.Date }

func fuzzy(d edtf.Date) *FuzzyDate {
	if d.IsZero() {
		return nil
	}
	return &FuzzyDate{d}
}

// Earliest is the first day it can be.
func (d *FuzzyDate) Earliest() *edtf.Day {
	from, _ := bounds(d.EDTF)
	return from
}

// Latest is the last day it can be.
func (d *FuzzyDate) Latest() *edtf.Day {
	_, to := bounds(d.EDTF)
	return to
}

// Precision is how sharp it is.
func (d *FuzzyDate) Precision() edtf.Precision { return d.EDTF.Precision() }

// Label is for people.
func (d *FuzzyDate) Label() string { return d.EDTF.Label() }

// Revision is what a correction changed; the seeds have none.
type Revision struct {
	Number       int
	RecordedAt   time.Time
	SupersededAt *time.Time
	Source       *Source
	Changes      []FieldChange
}

// FieldChange is one field of a revision.
type FieldChange struct {
	Field         string
	Before, After *string
}
