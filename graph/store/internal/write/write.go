// Package write writes records, with what is derived of them, and merges and retracts them. A write is one transaction
// under the lock of writers.
package write

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// Write stores a batch in one transaction, with all that is derived from it, and says of each record whether it was
// created, updated or left as it was. A record that is there already with the same content is left alone. An update
// keeps the earlier values as a revision. What a record refers to has to be in the batch or in the graph. Where
// something is wrong with single records the error is a *graph.Rejection. What was retracted, and what refers to it, is
// left out. After an error nothing is written. Writes wait for one another.
func (e *Editor) Write(ctx context.Context, b graph.Batch) (graph.Outcomes, error) {
	u := graph.Update{Put: b}
	for {
		outcomes, err := e.updateAll(ctx, u)
		_, rest, dropped := withoutRejected(u, err, map[string]string{})
		if !errors.Is(err, graph.ErrRetracted) || !dropped {
			return outcomes, err
		}
		u = rest
	}
}

// Sound returns a *graph.Rejection that names the problems of a batch's records, if there are any.
func Sound(b graph.Batch) error { return graph.Reject(graph.ErrBadInput, b.Check()...) }

// SoundUpdate is Sound for an update.
func SoundUpdate(u graph.Update) error { return graph.Reject(graph.ErrBadInput, u.Check()...) }

// writer writes one batch in one transaction.
type writer struct {
	*bolt.Tx
	outcomes  graph.Outcomes
	known     map[string]string // digests of what is stored, by id
	asBefore  bool              // what is written is what was there before: no revision is made of it
	into      map[string]string // of officials that were merged away, those who were kept, by id
	retracted map[string]string // when and why, by id
	told      map[string]bool   // events that show more than their own records say
	leaving   map[string]string // see graph.Update.Retracted
	assumed   *graph.Assumed    // of a dry run: what counts as stored; nil otherwise
}

func newWriter(t *bolt.Tx) *writer {
	return &writer{
		Tx: t, known: map[string]string{}, into: map[string]string{}, retracted: map[string]string{}, told: map[string]bool{},
	}
}

func (w *writer) outcome(kind, id string, status graph.Status) {
	w.outcomes = append(w.outcomes, graph.Outcome{Kind: kind, ID: id, Status: status})
}

// StatusOf returns the outcome of a record: whether it was stored, and with the same content.
func StatusOf(stored, same bool) graph.Status {
	switch {
	case !stored:
		return graph.Created
	case same:
		return graph.Unchanged
	}
	return graph.Updated
}

// batch writes records, of which is known what is stored.
func (w *writer) batch(kinds []record.Kind, b graph.Batch) error {
	changed := w.changes(kinds)
	retold, err := w.takeTold(changed, b.Events)
	if err != nil {
		return err
	}
	if err := w.keyEvents(changed["events"], b.Events); err != nil {
		return err
	}
	fresh, rows := w.takeNew(changed, w.canonicalEvents(b.Events))
	before, err := w.affected(changed)
	if err != nil {
		return err
	}
	if err := w.renamed(changed); err != nil {
		return err
	}
	if err := w.revise(changed); err != nil {
		return err
	}
	if err := w.markBefore(changed); err != nil {
		return err
	}
	c := newPairChanges()
	for _, k := range kinds {
		if k.Name == "events" {
			if err := w.create(fresh, rows, c); err != nil {
				return err
			}
		}
		if err := w.put(k.Name, changed[k.Name]); err != nil {
			return err
		}
	}
	if err := w.markForResolution(changed); err != nil {
		return err
	}
	after, err := w.affected(changed)
	if err != nil {
		return err
	}
	changedToo := slices.DeleteFunc(union(before, after), func(id string) bool { _, done := fresh[id]; return done })
	if err := w.derive(changedToo, idsOf(changed["events"]), c); err != nil {
		return err
	}
	if err := w.connect(c); err != nil {
		return err
	}
	if err := w.links(b.Links); err != nil {
		return err
	}
	if err := w.keepRules(changed, b.Links); err != nil {
		return err
	}
	return w.retell(retold)
}

// keyEvents gives events their sort keys and record numbers.
func (w *writer) keyEvents(rows []record.Row, events []graph.Event) error {
	if err := w.sortKeys(rows, events); err != nil {
		return err
	}
	return w.number(rows)
}

// loadDigests reads the digests of all that the batch holds and refers to. It rejects references to what does not
// exist.
func (w *writer) loadDigests(kinds []record.Kind, b graph.Batch) error {
	asked := map[string]bool{}
	for _, k := range kinds {
		for _, r := range k.Rows {
			asked[r.ID] = true
			for _, ref := range r.Refs {
				asked[ref] = true
			}
		}
	}
	refers(b, func(_, _, to string) { asked[to] = true })
	if err := w.loadKnown(asked); err != nil {
		return err
	}
	for id := range asked {
		if digest, ok := w.assumed.Digest(id); ok {
			w.known[id] = digest
		}
	}
	if err := w.loadMergedOrRetracted(asked); err != nil {
		return err
	}
	problems, err := w.retractedRefs(kinds, b.Links)
	if err != nil {
		return err
	}
	if err := graph.Reject(graph.ErrRetracted, problems...); err != nil {
		return err
	}
	return graph.Reject(
		graph.ErrNotFound,
		DanglingRefs(kinds, b, func(id string) bool { _, ok := w.known[id]; return ok })...)
}

// loadKnown reads the digests of the records that are stored under some ids by their own labels, and which of these
// show more than they say.
func (w *writer) loadKnown(asked map[string]bool) error {
	records, err := w.All("known", byLabel(asked))
	for _, r := range records {
		id := bolt.Get[string](r, "id")
		w.known[id] = bolt.Get[string](r, "digest")
		if bolt.Get[bool](r, "told") {
			w.told[id] = true
		}
	}
	return err
}

// DanglingRefs are the references to what is neither stored nor in the batch.
func DanglingRefs(kinds []record.Kind, b graph.Batch, stored func(id string) bool) (problems []graph.Problem) {
	inBatch := map[string]bool{}
	for _, k := range kinds {
		for _, r := range k.Rows {
			inBatch[r.ID] = true
		}
	}
	refer := func(from, to string, field func() string) {
		if !inBatch[to] && !stored(to) {
			problems = append(problems, graph.Problem{
				Record: from, Field: field(), Missing: to, Text: fmt.Sprintf("it refers to %s, which is neither in the graph nor in the batch", to),
			})
		}
	}
	for _, k := range kinds {
		for _, r := range k.Rows {
			for _, ref := range r.Refs {
				refer(r.ID, ref, func() string { return r.FieldOf(ref) })
			}
		}
	}
	refers(b, func(from, field, to string) { refer(from, to, func() string { return field }) })
	return problems
}

// byLabel are ids by the parameter that statements take those of a label in, which the prefix tells.
func byLabel(ids map[string]bool) map[string]any {
	lists := map[string][]string{
		"event": {}, "actor": {}, "aggregate": {}, "source": {}, "place": {}, "tenure": {}, "post": {}, "commodity": {}, "series": {}, "figure": {},
	}
	for id := range ids {
		prefix, _, _ := strings.Cut(id, ":")
		if prefix == "official" || prefix == "country" || prefix == "org" {
			prefix = "actor"
		}
		lists[prefix] = append(lists[prefix], id)
	}
	out := make(map[string]any, len(lists))
	for prefix, list := range lists {
		out[prefix] = list
	}
	return out
}

// changes are the rows that are new or differ from what is stored.
func (w *writer) changes(kinds []record.Kind) map[string][]record.Row {
	out := map[string][]record.Row{}
	for _, k := range kinds {
		for _, r := range k.Rows {
			digest, stored := w.known[r.ID]
			status := StatusOf(stored, digest == r.Digest)
			w.outcome(k.Name, r.ID, status)
			if status == graph.Unchanged {
				w.outcomes[len(w.outcomes)-1].Message = w.retracted[r.ID]
				continue
			}
			r.Props = maps.Clone(r.Props) // it gets a sort key, and the next attempt another
			out[k.Name] = append(out[k.Name], r)
		}
	}
	return out
}

// affected are the events whose derived edges depend on what changed.
func (w *writer) affected(changed map[string][]record.Row) ([]string, error) {
	params, some := changedIDs(changed, "events", "officials", "tenures", "posts", "organizations")
	if !some {
		return nil, nil
	}
	records, err := w.All("affected", params)
	if err != nil {
		return nil, err
	}
	return bolt.Texts(records[0], "ids"), nil
}

// changedIDs are the ids of what changed of some kinds, by kind, and whether there are any.
func changedIDs(changed map[string][]record.Row, kinds ...string) (ids map[string]any, some bool) {
	ids = make(map[string]any, len(kinds))
	for _, kind := range kinds {
		ids[kind] = idsOf(changed[kind])
		some = some || len(changed[kind]) > 0
	}
	return ids, some
}

// renamed counts that actors which were there may get other names.
func (w *writer) renamed(changed map[string][]record.Row) error {
	for _, name := range []string{"officials", "countries", "organizations"} {
		if slices.ContainsFunc(changed[name], func(r record.Row) bool { _, stored := w.known[r.ID]; return stored }) {
			_, err := w.All("renamed", nil)
			return err
		}
	}
	return nil
}

func idsOf(rows []record.Row) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.ID
	}
	return out
}

// sortKeys gives events their sort keys: the key of id and date, and one more while another event has it.
func (w *writer) sortKeys(rows []record.Row, events []graph.Event) error {
	if len(rows) == 0 {
		return nil
	}
	wanted := make(map[string]int64, len(events))
	ask := make([]int64, 0, len(events))
	for _, e := range events {
		sk := graph.SortKey(e.ID, e.Date)
		wanted[e.ID], ask = sk, append(ask, sk)
	}
	taken := map[int64]string{}
	if err := w.sortKeyOwners(taken, ask...); err != nil {
		return err
	}
	for _, r := range rows {
		sk := wanted[r.ID]
		for owner, ok := taken[sk]; ok && owner != r.ID; owner, ok = taken[sk] {
			sk++
			if err := w.sortKeyOwners(taken, sk); err != nil {
				return err
			}
		}
		taken[sk] = r.ID
		r.Props["sk"] = sk
	}
	return nil
}

// sortKeyOwners adds to the owners of sort keys those that are stored.
func (w *writer) sortKeyOwners(owners map[int64]string, sks ...int64) error {
	records, err := w.All("sort_key_owners", map[string]any{"sks": sks})
	for _, r := range records {
		sk := bolt.Get[int64](r, "sk")
		if _, ok := owners[sk]; !ok {
			owners[sk] = bolt.Get[string](r, "id")
		}
	}
	return err
}

func (w *writer) put(name string, rows []record.Row) error {
	if name == "officials" {
		return w.putOfficials(rows)
	}
	return w.putRows(name, rows)
}

func (w *writer) putRows(name string, rows []record.Row) error {
	if len(rows) == 0 {
		return nil
	}
	params := make([]any, len(rows))
	for i, r := range rows {
		params[i] = w.params(name, r)
	}
	_, err := w.All("put_"+name, map[string]any{"rows": params})
	return err
}

func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}
