package write

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"demarche/graph"
	"demarche/graph/derive"
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

// loadStories reads all that has to be known to tell anew the events that show some records.
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

// A retelling is what has to be done so that events show what they should.
type retelling struct {
	away   []any // events to hide, with their records
	back   []string
	events []graph.Event          // stories to write, by the ids of the events that show them
	copies map[string]graph.Event // the record of each that shows more than its own
	hidden []any                  // which event shows what is hidden
}

// retelling compares the stored events with what they should be.
func (w *writer) retelling(s stories, groups map[string][]string, own map[string]graph.Event) (p retelling, err error) {
	p.copies = map[string]graph.Event{}
	means := map[string]string{}
	for kept, group := range groups {
		for _, id := range group {
			means[id] = kept
		}
	}
	if err := w.addMeanings(means, own); err != nil {
		return p, err
	}
	rank, err := w.ranks(own)
	if err != nil {
		return p, err
	}
	for _, kept := range record.SortedKeys(groups) {
		group := groups[kept]
		tellings := make([]derive.Telling, len(group))
		for i, id := range group {
			tellings[i] = rank(own[id])
		}
		story := derive.Story(kept, tellings)
		if whole := s.within(group); means[whole] != "" {
			story.PartOf = whole
		}
		story.PartOf = cmp.Or(means[story.PartOf], story.PartOf)
		if story.PartOf == kept {
			story.PartOf = ""
		}
		for _, id := range group {
			if id == kept {
				continue
			}
			p.hidden = append(p.hidden, map[string]any{"id": id, "kept": kept})
			if _, shown := s.shown[id]; shown {
				text, err := recordText(own[id])
				if err != nil {
					return p, err
				}
				p.away = append(p.away, map[string]any{"id": id, "record": text})
			}
		}
		is, shown := s.shown[kept]
		if !shown {
			p.back = append(p.back, kept)
		}
		told, digest := record.EventRow(story).Digest, record.EventRow(own[kept]).Digest
		single := len(group) == 1 && told == digest
		if shown && (single && !is.several || !single && is.told == told) {
			continue
		}
		p.events = append(p.events, story)
		if !single {
			p.copies[kept] = own[kept]
		}
	}
	return p, nil
}

// addMeanings adds the events that show the hidden ones of which some are recorded to be parts.
func (w *writer) addMeanings(means map[string]string, own map[string]graph.Event) error {
	ids := map[string]bool{}
	for _, e := range own {
		if e.PartOf != "" && means[e.PartOf] == "" {
			ids[e.PartOf] = true
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := w.All("canonical_ids", map[string]any{"ids": record.SortedKeys(ids)})
	if err != nil {
		return err
	}
	for _, pair := range bolt.Get[[]any](found[0], "rows") {
		means[bolt.At[string](found[0], pair, 0)] = bolt.At[string](found[0], pair, 1)
	}
	return found[0].Err()
}

// recordText returns an event as the property record holds it.
func recordText(e graph.Event) (string, error) {
	b, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("%w: keeping %s: %w", graph.ErrInternal, e.ID, err)
	}
	return string(b), nil
}

// ranks returns a function that adds to an event what decides which of several is shown.
func (w *writer) ranks(events map[string]graph.Event) (func(graph.Event) derive.Telling, error) {
	ids := map[string]bool{}
	for _, e := range events {
		for _, c := range e.Sources {
			ids[c.Source] = true
		}
	}
	found, err := w.All("reliabilities", map[string]any{"ids": record.SortedKeys(ids)})
	if err != nil {
		return nil, err
	}
	sources := map[string]derive.Telling{}
	for _, r := range found {
		t := derive.Telling{Reliability: bolt.Get[string](r, "reliability")}
		if text := bolt.Get[string](r, "published"); text != "" {
			if t.Published, err = record.ParseDate(text); err != nil {
				return nil, err
			}
		}
		sources[bolt.Get[string](r, "id")] = t
	}
	return func(e graph.Event) derive.Telling {
		out := derive.Telling{Event: e}
		for _, c := range e.Sources {
			t := sources[c.Source]
			if t.Reliability != "" && (out.Reliability == "" || t.Reliability < out.Reliability) {
				out.Reliability = t.Reliability
			}
			if t.Published.String() > out.Published.String() {
				out.Published = t.Published
			}
		}
		return out
	}, bolt.Err(found)
}

// carryOut hides events, shows others again, and writes stories.
func (w *writer) carryOut(p retelling) error {
	if err := w.hideTold(p.away); err != nil {
		return err
	}
	if len(p.back) > 0 {
		if _, err := w.All("story_back", map[string]any{"ids": p.back}); err != nil {
			return err
		}
	}
	if len(p.events) > 0 {
		if err := w.putStories(p); err != nil {
			return err
		}
	}
	if len(p.hidden) == 0 {
		return nil
	}
	_, err := w.All("story_of", map[string]any{"rows": p.hidden})
	return err
}

// hideTold hides events that others tell of.
func (w *writer) hideTold(rows []any) error {
	if len(rows) == 0 {
		return nil
	}
	ids := map[string]bool{}
	for _, m := range record.MapsIn(rows) {
		ids[m["id"].(string)] = true
	}
	affected, err := w.affected(changedRecords(ids))
	if err != nil {
		return err
	}
	c := newPairChanges()
	facts, err := readFacts(w.Tx, record.SortedKeys(ids))
	if err != nil {
		return err
	}
	for _, f := range facts {
		c.note(f, derive.Result{})
	}
	if _, err := w.All("story_away", map[string]any{"rows": rows}); err != nil {
		return err
	}
	affected = slices.DeleteFunc(affected, func(id string) bool { return ids[id] })
	if err := w.deriveBy(affected, nil, c, c.noteMoved); err != nil {
		return err
	}
	return w.connect(c)
}

// putStories writes events as their records tell of them together.
func (w *writer) putStories(p retelling) error {
	b := graph.Batch{Events: p.events}
	kinds := record.KindsOf(b)
	into := newWriter(w.Tx)
	into.asBefore = true
	if err := into.loadDigests(kinds, b); err != nil {
		return err
	}
	into.told = nil
	for i, r := range kinds[len(kinds)-1].Rows {
		into.known[r.ID] = "" // it is written in any case
		own, several := p.copies[r.ID]
		r.Props = maps.Clone(r.Props)
		r.Props["told"], r.Props["record"] = nil, nil
		if several {
			text, err := recordText(own)
			if err != nil {
				return err
			}
			r.Props["told"], r.Props["record"] = r.Digest, text
			r.Digest = record.EventRow(own).Digest
		}
		kinds[len(kinds)-1].Rows[i] = r
	}
	return into.batch(kinds, b)
}
