package reference

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"demarche/graph"
	"demarche/graph/edtf"
)

// PageInfo says where the page lies in its list.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// DateRange reads windows.
type DateRange struct{}

// To takes the end of a window, which may not lie before its beginning.
func (DateRange) To(ctx context.Context, w *graph.Window, to *edtf.Date) error {
	w.To = to
	if first, last := w.Days(); first != nil && last != nil && *last < *first {
		return graphql.ErrorOnPath(ctx, fmt.Errorf("%w: window", edtf.ErrBadDate))
	}
	return nil
}

// EventConnection is a page of events.
type EventConnection struct {
	Edges      []EventEdge
	Nodes      []Event
	PageInfo   PageInfo
	TotalCount int
}

// EventEdge is an event in a page.
type EventEdge struct {
	Cursor string
	Node   Event
}

// slice are Relay's arguments.
type slice struct {
	first  *int32
	after  *string
	last   *int32
	before *string
}

// check finds what is wrong with the arguments.
func (s slice) check(parse func(cursor string) error) error {
	if s.first != nil && s.last != nil {
		return fmt.Errorf("%w: first and last", graph.ErrBadInput)
	}
	if err := graph.CheckSize("first", int(s.size()), graph.MaxPage, "ask for fewer"); err != nil {
		return err
	}
	for _, c := range []*string{s.after, s.before} {
		if given(c) {
			if err := parse(*c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s slice) size() int32 {
	size := int32(graph.DefaultPage)
	return *cmp.Or(s.first, s.last, &size)
}

// cut returns the page of rows that s asks for. compare says where a row stands against a cursor: less than 0 before
// it.
func cut[T any](rows []T, s slice, cursor func(T) string, compare func(T, string) int) ([]T, PageInfo) {
	rows, size := where(rows, func(r T) bool {
		return (!given(s.after) || compare(r, *s.after) > 0) && (!given(s.before) || compare(r, *s.before) < 0)
	}), s.size()
	more := len(rows) > int(size)
	info := PageInfo{HasNextPage: more, HasPreviousPage: given(s.after)}
	page := rows[:min(int(size), len(rows))]
	if s.last != nil {
		info = PageInfo{HasNextPage: given(s.before), HasPreviousPage: more}
		page = rows[max(0, len(rows)-int(size)):]
	}
	if len(page) > 0 {
		start, end := cursor(page[0]), cursor(page[len(page)-1])
		info.StartCursor, info.EndCursor = &start, &end
	}
	return page, info
}

func given(cursor *string) bool { return cursor != nil && *cursor != "" }

// timeline returns a page of the events that a filter lets through and for which keep holds.
func (w *Graph) timeline(
	filter *graph.Filter,
	keep func(*EventBase) bool,
	order *graph.Order,
	s slice,
) (*EventConnection, error) {
	err := s.check(func(c string) error { _, err := graph.ParseEventCursor(c); return err })
	if err == nil {
		err = w.known(filter)
	}
	if err != nil {
		return nil, err
	}
	rows := where(w.events, func(h *EventBase) bool { return keep(h) && h.matches(filter) })
	sign := 1
	if order == nil || *order != graph.OldestFirst {
		slices.Reverse(rows)
		sign = -1
	}
	page, info := cut(rows, s,
		func(h *EventBase) string { return graph.EventCursor(h.key) },
		func(h *EventBase, c string) int {
			at, _ := graph.ParseEventCursor(c)
			return sign * cmp.Compare(h.key, at)
		})
	c := &EventConnection{Nodes: typedAll(page), PageInfo: info, TotalCount: len(rows), Edges: []EventEdge{}}
	for _, h := range page {
		c.Edges = append(c.Edges, EventEdge{graph.EventCursor(h.key), typed(h)})
	}
	return c, nil
}

// timelineOf returns a page of an actor's events.
func (w *Graph) timelineOf(actor string, filter *graph.Filter, order *graph.Order, s slice) (*EventConnection, error) {
	return w.timeline(filter, func(h *EventBase) bool { return h.part(actor) != nil }, order, s)
}

// known returns an error for an id of the filter that nothing has.
func (w *Graph) known(f *graph.Filter) error {
	if f == nil {
		return nil
	}
	for _, id := range slices.Concat(f.Actors, f.Places, f.Sources) {
		if w.nodes[id] == nil {
			return fmt.Errorf("%w: %s", graph.ErrNotFound, id)
		}
	}
	return nil
}

// matches reports whether every condition of the filter holds.
func (h *EventBase) matches(f *graph.Filter) bool {
	if f == nil {
		return true
	}
	countries := make([]string, len(f.Countries))
	for i, code := range f.Countries {
		countries[i] = "country:" + code
	}
	return h.involves(f.Actors, f.Match) && h.involves(countries, f.Match) &&
		h.someoneHas(f.Roles, slices.Concat(f.Actors, countries)) &&
		h.ofKind(f.Kinds) &&
		(len(f.Places) == 0 || slices.Contains(f.Places, h.Event.Place)) &&
		(len(f.Sources) == 0 || slices.ContainsFunc(h.Event.Sources, func(c graph.Citation) bool {
			return slices.Contains(f.Sources, c.Source)
		})) &&
		h.lies(f.During, f.Certainty) &&
		h.says(f.Text) &&
		(f.TopLevel == nil || !*f.TopLevel || h.Event.PartOf == "")
}

// involves reports whether one of the actors, or every one, takes part. No actors is no condition.
func (h *EventBase) involves(actors []string, match graph.Match) bool {
	if len(actors) == 0 {
		return true
	}
	n := len(where(actors, func(id string) bool { return h.part(id) != nil }))
	return n == len(actors) || n > 0 && match != graph.MatchAll
}

// someoneHas reports whether one of the actors, or without actors anybody, has one of the roles.
func (h *EventBase) someoneHas(roles []graph.Role, actors []string) bool {
	return len(roles) == 0 || slices.ContainsFunc(h.taking, func(p *Participation) bool {
		return (len(actors) == 0 || slices.Contains(actors, p.Actor.NodeID())) && p.hasOneOf(roles)
	})
}

// lies reports whether the event is in the window.
func (h *EventBase) lies(during *graph.Window, certainty graph.Certainty) bool {
	from, to := during.Days()
	if from == nil && to == nil {
		return true
	}
	if certainty == graph.Certain {
		return h.Event.Date.Within(from, to)
	}
	return h.Event.Date.Overlaps(from, to)
}

// says reports whether the words stand in the title or the summary.
func (h *EventBase) says(words *string) bool {
	if words == nil {
		return true
	}
	said := strings.Fields(strings.ToLower(h.Title + " " + h.Event.Summary))
	for i := range said {
		said[i] = strings.Trim(said[i], ".,;:'")
	}
	return !slices.ContainsFunc(
		strings.Fields(strings.ToLower(*words)),
		func(w string) bool { return !slices.Contains(said, w) },
	)
}
