package write

import (
	"context"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/identity"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// The rule SAME_NAME. Writes mark the officials that it has to compare with the label Unmatched. It compares the
// officials of one country at a time, with those of their names whose country is not known.

// markParticipants marks the officials of events that were written under the numbers after one, up to another.
func (e *Editor) markParticipants(ctx context.Context, after, last int64) error {
	for after < last {
		ids, next, err := e.eventsAfter(ctx, after)
		if err != nil || next == 0 {
			return err
		}
		after = next
		for some := range slices.Chunk(ids, resolvedAtOnce) {
			err = e.db.Write(ctx, "mark_participants", func(t *bolt.Tx) error {
				_, err := t.All("mark_participants", map[string]any{"ids": some})
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// eventsAfter returns those that the rules compare of the next events after a number, and the number of the last event
// that it looked at; 0 if there is none.
func (e *Editor) eventsAfter(ctx context.Context, after int64) (ids []string, last int64, err error) {
	params := map[string]any{"after": after, "limit": scannedAtOnce, "kinds": comparedKinds}
	records, err := e.db.Scan(ctx, "events_to_settle", params)
	if err != nil || len(records) == 0 {
		return nil, 0, err
	}
	if n, _ := records[0].Get("last"); n != nil {
		last = bolt.Get[int64](records[0], "last")
	}
	return bolt.Texts(records[0], "ids"), last, bolt.Err(records)
}

// scannedAtOnce is how many events one statement looks at for those that the rules compare.
const scannedAtOnce = 20_000

// matchNames applies SAME_NAME in all countries with marked officials.
func (e *Editor) matchNames(ctx context.Context, done *graph.Resolution) error {
	countries := map[string]bool{}
	for {
		var ids []string
		records, err := e.db.Scan(ctx, "unmatched", map[string]any{"limit": resolvedAtOnce})
		if err != nil {
			return err
		}
		for _, r := range records {
			ids = append(ids, bolt.Get[string](r, "id"))
			for _, c := range bolt.Texts(r, "countries") {
				countries[c] = true
			}
		}
		if len(ids) == 0 {
			break
		}
		err = e.db.Write(ctx, "matched", func(t *bolt.Tx) error {
			_, err := t.All("matched", map[string]any{"ids": ids})
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, c := range record.SortedKeys(countries) {
		if err := e.matchCountry(ctx, c, done); err != nil {
			return err
		}
	}
	return nil
}

// matchCountry applies SAME_NAME to the officials of a country. It takes the lock of writers only if there is something
// to change.
func (e *Editor) matchCountry(ctx context.Context, country string, done *graph.Resolution) error {
	var todo mergePlan
	look := func(t *bolt.Tx) (err error) {
		todo, err = newWriter(t).planCountry(country)
		return err
	}
	if err := e.db.Reading(ctx, "match_names", look); err != nil || todo.empty() {
		return err
	}
	return e.applyMerges(ctx, look, &todo, done)
}

// planCountry returns what SAME_NAME changes among the officials of a country.
func (w *writer) planCountry(country string) (mergePlan, error) {
	found, err := w.All("country_block", map[string]any{"country": country})
	if err != nil || len(found) == 0 {
		return mergePlan{}, err
	}
	within := bolt.Texts(found[0], "within")
	ids := union(within, bolt.Texts(found[0], "others"))
	if len(ids) < 2 {
		return mergePlan{}, found[0].Err()
	}
	j, err := w.loadNamesakes(ids)
	if err != nil {
		return mergePlan{}, err
	}
	if err := w.acted(&j); err != nil {
		return mergePlan{}, err
	}
	j.groups = j.Groups(identity.SameOffice, identity.SameName)
	if len(j.groups) > 0 { // an office that many hold tells nobody apart
		if err := w.heldBy(&j, nil); err != nil {
			return mergePlan{}, err
		}
		j.groups = j.Groups(identity.SameOffice, identity.SameName)
	}
	if err := w.citeOfficials(&j); err != nil {
		return mergePlan{}, err
	}
	return j.planNames(within), found[0].Err()
}

// acted reads from when to when officials acted.
func (w *writer) acted(j *blockWithMerges) error {
	ids := make([]string, len(j.All))
	at := map[string]int{}
	for i, n := range j.All {
		ids[i], at[n.ID] = n.ID, i
	}
	for some := range slices.Chunk(ids, resolvedAtOnce) {
		found, err := w.All("acted", map[string]any{"ids": some})
		if err != nil {
			return err
		}
		for _, r := range found {
			first, last := bolt.Get[bolt.Date](r, "first"), bolt.Get[bolt.Date](r, "last")
			j.All[at[bolt.Get[string](r, "id")]].Active = &identity.Days{From: bolt.DayOf(first), To: bolt.DayOf(last)}
		}
		if err := bolt.Err(found); err != nil {
			return err
		}
	}
	return nil
}

// citeOfficials reads the sources of the officials who are one person.
func (w *writer) citeOfficials(j *blockWithMerges) error {
	ids := map[string]bool{}
	for _, g := range j.groups {
		for _, id := range g.IDs {
			ids[id] = true
		}
	}
	stored, err := w.recordsOf(ids)
	j.cited = map[string][]graph.Citation{}
	for _, o := range stored.Officials {
		j.cited[o.ID] = o.Sources
	}
	return err
}

// planNames compares the existing merges by SAME_NAME with those that the rule asks for, among some officials. It keeps
// what a person or another rule decided.
func (j blockWithMerges) planNames(within []string) (out mergePlan) {
	inside := map[string]bool{}
	for _, id := range within {
		inside[id] = true
	}
	should := map[string]graph.Merge{}
	for _, g := range j.groups {
		for _, id := range g.IDs[1:] {
			if !inside[g.IDs[0]] || !inside[id] || slices.Equal(g.Rules, []identity.Rule{identity.SameOffice}) {
				continue
			}
			should[id] = graph.Merge{
				Keep: g.IDs[0], Merged: id, Name: j.name(id), Rule: graph.SameName,
				Sources: citedBy(j.cited[g.IDs[0]], j.cited[id]),
			}
		}
	}
	for _, id := range record.SortedKeys(j.merges) {
		is, m := j.merges[id], should[id]
		switch {
		case is.Rule != graph.SameName || !is.byRule || !inside[id] || !inside[is.Keep]:
			delete(should, id)
		case m.Keep != is.Keep:
			out.unmerge = append(out.unmerge, is)
		default:
			delete(should, id)
		}
	}
	for _, id := range record.SortedKeys(should) {
		out.merge = append(out.merge, should[id])
	}
	return out
}

// loadNamesakes reads officials with their offices and merges.
func (w *writer) loadNamesakes(ids []string) (blockWithMerges, error) {
	j := newBlock()
	undone := map[string]string{}
	for some := range slices.Chunk(ids, resolvedAtOnce) {
		if err := w.addNamesakes(&j, some, undone); err != nil {
			return j, fmt.Errorf("reading officials: %w", err)
		}
	}
	j.Pairs = map[[2]string]bool{}
	for merged, keep := range undone {
		j.Pairs[identity.PairOf(merged, keep)] = true
	}
	return j, nil
}
