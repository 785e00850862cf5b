package write

import (
	"slices"

	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// An event shows what its record says, until something is decided: then it shows the story that derive.Story makes of
// all records that tell of it, and keeps a copy of its own record in the property record. The other events are
// hidden, each with its record, and lead to the one that shows them. told is the digest of the story.

// A shownEvent is an event that is stored, with the records that it shows.
type shownEvent struct {
	id, digest, told string
	several          bool     // it shows more than its own record says
	merged           []string // events that are hidden because of it
	parts            []string
}

// stories are events around some records: as they are stored, and what is decided of them.
type stories struct {
	shown     map[string]shownEvent     // by id
	shows     map[string]string         // the event that shows a record, by the record's id
	decisions map[string]graph.Decision // that stand, by id
	asked     map[string]bool
}

// loadStories reads all that has to be known to update the events that show some records.
func (w *writer) loadStories(ids []string) (stories, error) {
	s := stories{map[string]shownEvent{}, map[string]string{}, map[string]graph.Decision{}, map[string]bool{}}
	return s, w.addStories(&s, ids)
}

// addStories adds the events that show some records, and those that are decided to be one with them.
func (w *writer) addStories(s *stories, ids []string) error {
	for len(ids) > 0 {
		ids = slices.DeleteFunc(ids, func(id string) bool { return s.asked[id] })
		for _, id := range ids {
			s.asked[id] = true
		}
		found, err := w.All("stories", map[string]any{"ids": ids})
		if err != nil {
			return err
		}
		decided, err := w.decisionsOf(ids)
		if err != nil {
			return err
		}
		var more []string
		for _, r := range found {
			e := shownEvent{
				id: bolt.Get[string](r, "id"), digest: bolt.Get[string](r, "digest"), told: bolt.Get[string](r, "told"),
				several: bolt.Get[bool](r, "several"), merged: bolt.Texts(r, "merged"), parts: bolt.Texts(r, "parts"),
			}
			s.shown[e.id], s.shows[e.id] = e, e.id
			for _, id := range e.merged {
				s.shows[id] = e.id
			}
			more = append(append(more, e.id), e.merged...)
		}
		for _, d := range decided {
			if !d.Stands() {
				continue
			}
			s.decisions[d.ID] = d
			if d.Kind == graph.SameEvent {
				more = append(more, d.Event, d.Other)
			}
		}
		slices.Sort(more)
		ids = slices.DeleteFunc(slices.Compact(more), func(id string) bool { return s.asked[id] })
	}
	return nil
}

// decisionsOf reads what was decided of events, without the sources.
func (w *writer) decisionsOf(ids []string) ([]graph.Decision, error) {
	found, err := w.All("decisions", map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	out := make([]graph.Decision, len(found))
	for i, r := range found {
		out[i] = graph.Decision{
			ID: bolt.Get[string](r, "id"), Kind: graph.DecisionKind(bolt.Get[string](r, "kind")),
			Event: bolt.Get[string](r, "event"), Other: bolt.Get[string](r, "other"), Rule: bolt.Get[string](r, "rule"),
		}
		if bolt.Get[bool](r, "undone") {
			out[i].UndoneAt = undoneOnce
		}
	}
	return out, bolt.Err(found)
}

// groups returns the records of each event that there should be, by its id. The records of what was retracted are in
// none.
func (s stories) groups() map[string][]string {
	parent := map[string]string{}
	var find func(id string) string
	find = func(id string) string {
		if up, ok := parent[id]; ok && up != id {
			return find(up)
		}
		return id
	}
	away := map[string]bool{} // what another event was decided to be kept instead of
	for _, id := range record.SortedKeys(s.decisions) {
		d := s.decisions[id]
		if d.Kind == graph.SameEvent && s.shows[d.Event] != "" && s.shows[d.Other] != "" {
			parent[find(d.Event)], away[d.Event] = find(d.Other), true
		}
	}
	members := map[string][]string{}
	for _, id := range record.SortedKeys(s.shows) {
		members[find(id)] = append(members[find(id)], id)
	}
	out := map[string][]string{}
	for _, group := range members {
		kept := slices.IndexFunc(group, func(id string) bool { return !away[id] })
		out[group[max(kept, 0)]] = group
	}
	return out
}

// keptOf returns the event that shows each record of some groups, by the record's id.
func keptOf(groups map[string][]string) map[string]string {
	out := map[string]string{}
	for kept, group := range groups {
		for _, id := range group {
			out[id] = kept
		}
	}
	return out
}

// exist returns an error that names the first of some ids that no event has.
func (s stories) exist(ids ...string) error {
	for _, id := range ids {
		if s.shows[id] == "" {
			return graph.NotFound("event", id)
		}
	}
	return nil
}

// within returns the event that one is decided to be a part of: by a person rather than by a rule.
func (s stories) within(group []string) string {
	var best graph.Decision
	for _, id := range record.SortedKeys(s.decisions) {
		d := s.decisions[id]
		if d.Kind != graph.WithinEvent || !slices.Contains(group, d.Event) {
			continue
		}
		if best.ID == "" || best.Rule != "" && d.Rule == "" {
			best = d
		}
	}
	return best.Other
}

// retell brings the events that show some records up to date with these records and with what is decided.
func (w *writer) retell(ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	s, err := w.loadStories(slices.Clone(ids))
	if err != nil {
		return err
	}
	groups := s.groups()
	if more := s.around(groups); len(more) > 0 {
		if err := w.addStories(&s, more); err != nil {
			return err
		}
		groups = s.groups()
	}
	own, err := w.recordsByID(s.shows)
	if err != nil {
		return err
	}
	plan, err := w.retelling(s, groups, own)
	if err != nil {
		return err
	}
	return w.carryOut(plan)
}

// around returns the parts of events that are to be hidden or shown again: they become parts of others.
func (s stories) around(groups map[string][]string) (parts []string) {
	for kept, group := range groups {
		e, stored := s.shown[kept]
		if stored && len(group) == len(e.merged)+1 {
			continue
		}
		for _, id := range group {
			if is, ok := s.shown[s.shows[id]]; ok {
				parts = append(parts, is.parts...)
			}
		}
	}
	for _, id := range record.SortedKeys(s.decisions) {
		if d := s.decisions[id]; d.Kind == graph.WithinEvent {
			parts = append(parts, d.Event, d.Other)
		}
	}
	slices.Sort(parts)
	return slices.DeleteFunc(slices.Compact(parts), func(id string) bool { return s.asked[id] })
}

// recordsByID reads the records of events as they were written.
func (w *writer) recordsByID(shows map[string]string) (map[string]graph.Event, error) {
	ids := make(map[string]bool, len(shows))
	for id := range shows {
		ids[id] = true
	}
	b, err := w.recordsOf(ids)
	return EventsByID(b.Events), err
}
