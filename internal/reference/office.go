package reference

import (
	"cmp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Post is an office that people hold one after another.
type Post struct {
	graph.Post
	records *Graph
}

// NodeID implements Node.
func (p *Post) NodeID() string { return p.ID }

// Level is null if it is not known.
func (p *Post) Level() *graph.PostLevel {
	if p.Post.Level == "" {
		return nil
	}
	return &p.Post.Level
}

// Organization is where the office is.
func (p *Post) Organization() *Organization {
	return of[*Organization](p.records, p.Post.Organization)
}

// Holders are those who possibly held it then, oldest first.
func (p *Post) Holders(asOf *edtf.Date, during *graph.Window) []*Tenure {
	from, to := during.Days()
	return where(p.records.tenures, func(t *Tenure) bool {
		return t.Tenure.Post == p.ID && t.heldAsOf(asOf) && t.Dates.Overlaps(from, to)
	})
}

// Sources say so.
func (p *Post) Sources(first *int32) ([]Citation, error) {
	return p.records.cited(p.Post.Sources, first)
}

// countryID is the country of the post's organization; empty if it has none.
func (p *Post) countryID() string {
	if o := p.Organization(); o != nil {
		return o.Organization.Country
	}
	return ""
}

// Tenure is one person holding one post for a time.
type Tenure struct {
	graph.Tenure
	records *Graph
}

// NodeID implements Node.
func (t *Tenure) NodeID() string { return t.ID }

// Official held it.
func (t *Tenure) Official() *Official { return of[*Official](t.records, t.Tenure.Official) }

// Post was held.
func (t *Tenure) Post() *Post { return of[*Post](t.records, t.Tenure.Post) }

// From is null if it is unknown.
func (t *Tenure) From() *FuzzyDate {
	from, _ := t.Dates.Ends()
	return fuzzy(from)
}

// To is null if it is unknown or ongoing.
func (t *Tenure) To() *FuzzyDate {
	_, to := t.Dates.Ends()
	return fuzzy(to)
}

// Ongoing is null if the source does not say how or whether it ended.
func (t *Tenure) Ongoing() *bool {
	ongoing := t.Dates.Ongoing()
	if !ongoing && t.To() == nil {
		return nil
	}
	return &ongoing
}

// Sources say so.
func (t *Tenure) Sources(first *int32) ([]Citation, error) {
	return t.records.cited(t.Tenure.Sources, first)
}

// heldAsOf reports whether the post was possibly held then; nil is no condition.
func (t *Tenure) heldAsOf(asOf *edtf.Date) bool {
	return asOf == nil || overlapping(t.Dates, *asOf)
}

// surelyHeld reports whether the tenure covers all days that the date can mean, for all ends that the tenure can have.
func (t *Tenure) surelyHeld(date edtf.Date) bool {
	from, to := t.Dates.Ends()
	began, hasBegun := from.Latest()
	first, hasFirst := date.Earliest()
	last, hasLast := date.Latest()
	if !t.Dates.Certain() || !hasBegun || !hasFirst || !hasLast || first < began {
		return false
	}
	if t.Dates.Ongoing() {
		return true
	}
	ended, hasEnded := to.Earliest()
	return hasEnded && last <= ended
}

// highestFirst sorts tenures by the level of the post, then the longest held, then id.
func highestFirst(in []*Tenure) []*Tenure {
	return slices.SortedFunc(slices.Values(in), func(a, b *Tenure) int {
		return cmp.Or(
			cmp.Compare(a.Post().Post.Level.Rank(), b.Post().Post.Level.Rank()),
			byEarliest(a.Dates, b.Dates), strings.Compare(a.ID, b.ID),
		)
	})
}
