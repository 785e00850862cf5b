package write

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// A retelling is what has to be done so that events show what they should.
type retelling struct {
	away   []any // events to hide, with their records
	back   []string
	events []graph.Event          // stories to write, by the ids of the events that show them
	copies map[string]graph.Event // the record of each that shows more than its own
	hidden []any                  // which event shows what is hidden

	accounts map[string][]graph.Account // what the records of a story say, by its id
	citing   map[string][]string        // the records that have a citation of a story, by citedAs
	digests  map[string]string          // of stories and the records behind them, by id
}

// retelling compares the stored events with what they should be.
func (w *writer) retelling(s stories, groups map[string][]string, own map[string]graph.Event) (p retelling, err error) {
	p = retelling{
		copies: map[string]graph.Event{}, accounts: map[string][]graph.Account{}, citing: map[string][]string{},
		digests: map[string]string{},
	}
	means := keptOf(groups)
	if err := w.addMeanings(means, own); err != nil {
		return p, err
	}
	ranks, err := w.ranks(own)
	if err != nil {
		return p, err
	}
	for _, kept := range record.SortedKeys(groups) {
		group := groups[kept]
		if err := p.hide(kept, group, s, own); err != nil {
			return p, err
		}
		story := s.story(kept, group, means, own, ranks)
		is, shown := s.shown[kept]
		if !shown {
			p.back = append(p.back, kept)
		}
		digest, single := toldDigest(story, group, own), false
		if len(group) == 1 {
			single = record.EventRow(story).Digest == record.EventRow(own[kept]).Digest
		}
		if shown && (single && !is.several || !single && is.told == digest) {
			continue
		}
		p.events = append(p.events, story)
		if !single {
			p.digests[kept] = digest
			p.note(kept, group, own, ranks)
		}
	}
	return p, nil
}

// hide plans to hide all of a group but the event that shows it.
func (p *retelling) hide(kept string, group []string, s stories, own map[string]graph.Event) error {
	for _, id := range group {
		if id == kept {
			continue
		}
		p.hidden = append(p.hidden, map[string]any{"id": id, "kept": kept})
		if _, shown := s.shown[id]; !shown {
			continue
		}
		props, err := keptProps(own[id])
		if err != nil {
			return err
		}
		p.away = append(p.away, map[string]any{"id": id, "props": props})
	}
	return nil
}

// note adds what is kept beside a story.
func (p *retelling) note(kept string, group []string, own map[string]graph.Event, ranks ranking) {
	p.copies[kept] = own[kept]
	for _, id := range group {
		p.accounts[kept] = append(p.accounts[kept], ranks.account(own[id]))
		for _, c := range own[id].Sources {
			key := citedAs(kept, c.Source, record.Text(c.Record), record.Text(c.Quote))
			p.citing[key] = append(p.citing[key], id)
		}
	}
}

// story returns the event that a group of records tells of.
func (s stories) story(
	kept string, group []string, means map[string]string, own map[string]graph.Event, ranks ranking,
) graph.Event {
	tellings := make([]derive.Telling, len(group))
	for i, id := range group {
		tellings[i] = ranks.telling(own[id])
	}
	story := derive.Story(kept, tellings)
	if whole := s.within(group); means[whole] != "" {
		story.PartOf = whole
	}
	story.PartOf = cmp.Or(means[story.PartOf], story.PartOf)
	if story.PartOf == kept {
		story.PartOf = ""
	}
	return story
}

// toldDigest returns the digest of a story and of the records behind it.
func toldDigest(story graph.Event, group []string, own map[string]graph.Event) string {
	parts := []string{record.EventRow(story).Digest}
	for _, id := range group {
		parts = append(parts, record.EventRow(own[id]).Digest)
	}
	return graph.Hash(parts...)
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
	return w.hide(ids, func() error {
		_, err := w.All("story_away", map[string]any{"rows": rows})
		return err
	})
}

// addTold adds to the row of a story what is kept beside it: the event's own record, which record each citation is of,
// and on what the records contradict each other.
func (p retelling) addTold(r *record.Row, own graph.Event) error {
	kept, err := keptProps(own)
	if err != nil {
		return err
	}
	maps.Copy(r.Props, kept)
	var disputes []any
	for _, d := range graph.Disputes(p.accounts[r.ID]) {
		text, err := json.Marshal(d)
		if err != nil {
			return fmt.Errorf("%w: keeping the disputes of %s: %w", graph.ErrInternal, r.ID, err)
		}
		disputes = append(disputes, string(text))
	}
	if len(disputes) > 0 {
		r.Props["disputes"], r.Props["disputed"] = disputes, true
	}
	r.Edges = maps.Clone(r.Edges)
	var sources []any
	for _, m := range record.MapsIn(r.Edges["sources"].([]any)) {
		m = maps.Clone(m)
		m["of"] = record.List(p.citing[citedAs(r.ID, m["id"], m["record"], m["quote"])])
		sources = append(sources, m)
	}
	r.Edges["sources"] = sources
	r.Props["told"], r.Digest = p.digests[r.ID], record.EventRow(own).Digest
	return nil
}

// citedAs is the key of a citation of a story.
func citedAs(story string, source, record, quote any) string {
	return fmt.Sprint([]any{story, source, record, quote})
}

// keptProps are the properties that keep a record: as a whole, and what it says field by field.
func keptProps(e graph.Event) (map[string]any, error) {
	text, err := recordText(e)
	if err != nil {
		return nil, err
	}
	var fields, values []any
	row := record.EventRow(e)
	add := func(name string, v any) {
		if shown := record.Shown(v); shown != "" && name != "sources" {
			fields, values = append(fields, name), append(values, shown)
		}
	}
	for property, name := range stated(row.Props) {
		add(name, row.Props[property])
	}
	for _, name := range record.SortedKeys(row.Edges) {
		add(name, row.Edges[name])
	}
	return map[string]any{"record": text, "saidFields": fields, "saidValues": values}, nil
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
		for _, name := range []string{"told", "record", "saidFields", "saidValues", "disputes", "disputed"} {
			r.Props[name] = nil
		}
		if several {
			if err := p.addTold(&r, own); err != nil {
				return err
			}
		}
		kinds[len(kinds)-1].Rows[i] = r
	}
	return into.batch(kinds, b)
}
