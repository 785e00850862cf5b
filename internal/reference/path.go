package reference

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
)

// Path is the shortest way between two actors.
type Path struct {
	Length int
	Actors []Actor
	Events []Event
}

// ShortestPath answers Query.shortestPath. Where several are as short it may be any of them.
func (w *Graph) ShortestPath(_ context.Context, from, to string, during *graph.Window, maxHops *int32) (*Path, error) {
	most := int32(6)
	if maxHops != nil {
		most = *maxHops
	}
	if most < 1 || most > 10 {
		return nil, fmt.Errorf("%w: maxHops", graph.ErrBadInput)
	}
	if _, err := w.actors([]string{from, to}); err != nil {
		return nil, err
	}
	first, last := during.Days()
	ways := [][]string{{from}}
	seen := map[string]bool{from: true}
	for range most + 1 {
		var longer [][]string
		for _, way := range ways {
			end := way[len(way)-1]
			if end == to {
				return w.path(way, during), nil
			}
			for _, h := range w.events {
				for _, next := range h.pairedWith(end) {
					id := next.NodeID()
					if !seen[id] && (id == to || strings.HasPrefix(id, "official:")) && h.Event.Date.Overlaps(first, last) {
						seen[id] = true
						longer = append(longer, append(slices.Clip(way), id))
					}
				}
			}
		}
		ways = longer
	}
	return nil, nil
}

// path joins the actors of a way by the latest events they share.
func (w *Graph) path(way []string, during *graph.Window) *Path {
	p := &Path{Length: len(way) - 1, Actors: []Actor{}, Events: []Event{}}
	for i, id := range way {
		p.Actors = append(p.Actors, of[Actor](w, id))
		if i > 0 {
			p.Events = append(p.Events, typed(w.LatestOf(way[i-1], id, during)))
		}
	}
	return p
}

// LatestOf is the latest event in a window in which two actors are a pair; nil if there is none.
func (w *Graph) LatestOf(a, b string, during *graph.Window) *EventBase {
	first, last := during.Days()
	for _, h := range slices.Backward(w.events) {
		paired := slices.ContainsFunc(h.pairedWith(a), func(other Actor) bool { return other.NodeID() == b })
		if paired && h.Event.Date.Overlaps(first, last) {
			return h
		}
	}
	return nil
}
