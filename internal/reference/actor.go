package reference

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Official is a person who holds or held office.
type Official struct {
	graph.Official
	records *Graph
}

// NodeID implements Node.
func (o *Official) NodeID() string { return o.ID }

// ActorName implements Actor.
func (o *Official) ActorName() string { return o.Name }

// Country is the nationality.
func (o *Official) Country() *Country { return of[*Country](o.records, o.Official.Country) }

// Born is null if it is not known.
func (o *Official) Born() *FuzzyDate { return fuzzy(o.Official.Born) }

// Died is null if it is not known.
func (o *Official) Died() *FuzzyDate { return fuzzy(o.Official.Died) }

// Offices are those possibly held then, oldest first.
func (o *Official) Offices(asOf *edtf.Date) []*Tenure {
	return where(o.records.tenures, func(t *Tenure) bool { return t.Tenure.Official == o.ID && t.heldAsOf(asOf) })
}

// Timeline is the events it takes part in.
func (o *Official) Timeline(
	filter *graph.Filter,
	order *graph.Order,
	first *int32,
	after *string,
	last *int32,
	before *string,
) (*EventConnection, error) {
	return o.records.timelineOf(o.ID, filter, order, slice{first, after, last, before})
}

// Counterparts took part in the same events.
func (o *Official) Counterparts(during *graph.Window, kinds []graph.EventKind, first *int32) ([]Counterpart, error) {
	return o.records.counterparts(o.ID, during, kinds, first)
}

// Sources say so.
func (o *Official) Sources(first *int32) ([]Citation, error) {
	return o.records.cited(o.Official.Sources, first)
}

// Country is a present or former state.
type Country struct {
	graph.Country
	records *Graph
}

// NodeID implements Node.
func (c *Country) NodeID() string { return c.ID }

// ActorName implements Actor.
func (c *Country) ActorName() string { return c.Name }

// M49 is null if there is none.
func (c *Country) M49() *int {
	if c.Country.M49 == 0 {
		return nil
	}
	return &c.Country.M49
}

// ValidFrom is null where it does not matter.
func (c *Country) ValidFrom() *FuzzyDate { return fuzzy(c.Country.ValidFrom) }

// ValidTo is null for a present country.
func (c *Country) ValidTo() *FuzzyDate { return fuzzy(c.Country.ValidTo) }

// Cabinet is who possibly held the country's high offices then, highest first; today if no date is given.
func (c *Country) Cabinet(asOf *edtf.Date) []*Tenure {
	levels := []graph.PostLevel{"HEAD_OF_STATE", "HEAD_OF_GOVERNMENT", "DEPUTY", "MINISTER", "PARTY"}
	today := edtf.DayOf(c.records.now.Year(), int(c.records.now.Month()), c.records.now.Day())
	return highestFirst(where(c.records.tenures, func(t *Tenure) bool {
		if !slices.Contains(levels, t.Post().Post.Level) || t.Post().countryID() != c.ID {
			return false
		}
		if asOf == nil {
			return t.Dates.Overlaps(&today, &today)
		}
		return t.heldAsOf(asOf)
	}))
}

// Timeline is the events it takes part in.
func (c *Country) Timeline(
	filter *graph.Filter,
	order *graph.Order,
	first *int32,
	after *string,
	last *int32,
	before *string,
) (*EventConnection, error) {
	return c.records.timelineOf(c.ID, filter, order, slice{first, after, last, before})
}

// Counterparts took part in the same events.
func (c *Country) Counterparts(during *graph.Window, kinds []graph.EventKind, first *int32) ([]Counterpart, error) {
	return c.records.counterparts(c.ID, during, kinds, first)
}

// Sources say so.
func (c *Country) Sources(first *int32) ([]Citation, error) {
	return c.records.cited(c.Country.Sources, first)
}

// Organization is a ministry, party, government, international organization or company.
type Organization struct {
	graph.Organization
	records *Graph
}

// NodeID implements Node.
func (o *Organization) NodeID() string { return o.ID }

// ActorName implements Actor.
func (o *Organization) ActorName() string { return o.Name }

// Kind is what it is.
func (o *Organization) Kind() graph.OrganizationKind {
	return graph.OrganizationKind(o.Organization.Kind)
}

// Country is the one it belongs to.
func (o *Organization) Country() *Country { return of[*Country](o.records, o.Organization.Country) }

// Posts are its posts, highest first.
func (o *Organization) Posts(first *int32) ([]*Post, error) {
	posts := where(o.records.posts, func(p *Post) bool { return p.Post.Organization == o.ID })
	slices.SortFunc(posts, func(a, b *Post) int {
		return cmp.Or(cmp.Compare(a.Post.Level.Rank(), b.Post.Level.Rank()), strings.Compare(a.ID, b.ID))
	})
	return firstOf(posts, first)
}

// Timeline is the events it takes part in.
func (o *Organization) Timeline(
	filter *graph.Filter,
	order *graph.Order,
	first *int32,
	after *string,
	last *int32,
	before *string,
) (*EventConnection, error) {
	return o.records.timelineOf(o.ID, filter, order, slice{first, after, last, before})
}

// Counterparts took part in the same events.
func (o *Organization) Counterparts(
	during *graph.Window,
	kinds []graph.EventKind,
	first *int32,
) ([]Counterpart, error) {
	return o.records.counterparts(o.ID, during, kinds, first)
}

// Sources say so.
func (o *Organization) Sources(first *int32) ([]Citation, error) {
	return o.records.cited(o.Organization.Sources, first)
}

// Counterpart is an actor that shares events with another.
type Counterpart struct {
	Actor       Actor
	Events      int
	First, Last Event
}

// counterparts counts the pairs of an actor, most events first.
func (w *Graph) counterparts(
	id string,
	during *graph.Window,
	kinds []graph.EventKind,
	first *int32,
) ([]Counterpart, error) {
	found := map[string]*Counterpart{}
	from, to := during.Days()
	for _, h := range w.events {
		if !h.ofKind(kinds) || !h.Event.Date.Overlaps(from, to) {
			continue
		}
		for _, other := range h.pairedWith(id) {
			c, ok := found[other.NodeID()]
			if !ok {
				c = &Counterpart{Actor: other, First: typed(h)}
				found[other.NodeID()] = c
			}
			c.Events++
			c.Last = typed(h)
		}
	}
	all := []Counterpart{}
	for _, c := range found {
		all = append(all, *c)
	}
	slices.SortFunc(all, func(a, b Counterpart) int {
		return cmp.Or(-cmp.Compare(a.Events, b.Events), strings.Compare(a.Actor.NodeID(), b.Actor.NodeID()))
	})
	return firstOf(all, first)
}

// Merges are those of others into it; the seeds have none.
func (o *Official) Merges(first *int32) ([]Merge, error) { return firstOf([]Merge{}, first) }

// Merge says that an official was found to be another; the seeds have none.
type Merge struct {
	Merged, Name string
	At           time.Time
	UndoneAt     *time.Time
	Rule         *graph.MergeRule
}

// Sources say so.
func (Merge) Sources(first *int32) ([]Citation, error) { return firstOf([]Citation{}, first) }
