package write

import (
	"slices"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// pairChanges collects the changes of a write to what pairs of actors have in common. A new event adds to a pair's
// tally. The earlier contribution of a stored event is not known, so its pairs are counted again.
type pairChanges struct {
	removed map[int64]derive.Pair // whose earlier events changed, by did
	added   map[derive.Pair]derive.PairHistogram
	before  map[int64][]byte // the stored tallies of those that gained; nil of those that had nothing in common
	created map[int64]int64  // of the latter, how many events they were stored with
}

func newPairChanges() pairChanges {
	return pairChanges{
		map[int64]derive.Pair{},
		map[derive.Pair]derive.PairHistogram{},
		map[int64][]byte{},
		map[int64]int64{},
	}
}

// note adds an event: the pairs that it had, and the pairs that it has now.
func (c pairChanges) note(f derive.Facts, d derive.Result) {
	for _, p := range f.Pairs {
		if did, ok := p["did"].(int64); ok {
			c.removed[did] = derive.Pair{Key: did, A: record.Shown(p["a"]), B: record.Shown(p["b"])}
		}
	}
	for _, p := range d.Pairs {
		if c.added[p] == nil {
			c.added[p] = derive.PairHistogram{}
		}
		c.added[p].Add(graph.EventKind(f.Kind), f.Date)
	}
}

// noteMoved adds an event with changed actors only. Pairs that it had and still has keep their counts.
func (c pairChanges) noteMoved(f derive.Facts, d derive.Result) {
	had := map[int64]bool{}
	for _, p := range f.Pairs {
		if did, ok := p["did"].(int64); ok {
			had[did] = true
		}
	}
	has := map[int64]bool{}
	for _, p := range d.Pairs {
		has[p.Key] = true
	}
	f.Pairs = slices.DeleteFunc(slices.Clone(f.Pairs), func(p map[string]any) bool { did, ok := p["did"].(int64); return ok && has[did] })
	d.Pairs = slices.DeleteFunc(slices.Clone(d.Pairs), func(p derive.Pair) bool { return had[p.Key] })
	c.note(f, d)
}

// dyads reads what pairs with new events had in common before. It creates the missing Dyads, so that events can have
// edges to them.
func (w *writer) dyads(c pairChanges) error {
	var dids []int64
	for p := range c.added {
		if _, ok := c.before[p.Key]; !ok {
			c.before[p.Key] = nil
			dids = append(dids, p.Key)
		}
	}
	if len(dids) == 0 {
		return nil
	}
	stored, err := w.All("dyads", map[string]any{"dids": dids})
	if err != nil {
		return err
	}
	for _, r := range stored {
		c.before[bolt.Get[int64](r, "did")] = bolt.Get[[]byte](r, "tally")
	}
	fresh := map[derive.Pair]derive.PairHistogram{}
	for p, t := range c.added {
		if _, done := c.created[p.Key]; !done && c.before[p.Key] == nil {
			c.created[p.Key], fresh[p] = t.Count(), t
		}
	}
	return w.pairs("make_dyads", fresh)
}

// connect updates the tallies of pairs, and the edges between their actors.
func (w *writer) connect(c pairChanges) error {
	lost := make([]int64, 0, len(c.removed))
	for did := range c.removed {
		lost = append(lost, did)
	}
	tallies, err := tallied(w.Tx, lost)
	if err != nil {
		return err
	}
	changed := map[derive.Pair]derive.PairHistogram{}
	var none []any
	for did, p := range c.removed {
		if t := tallies[did]; len(t) > 0 {
			changed[p] = t
		} else {
			none = append(none, did)
		}
	}
	for p, t := range c.added {
		if _, done := c.removed[p.Key]; !done && c.created[p.Key] != t.Count() {
			t.Merge(derive.PairHistogramOf(c.before[p.Key]))
			changed[p] = t
		}
	}
	if err := w.pairs("connect", changed); err != nil {
		return err
	}
	if len(none) > 0 {
		_, err = w.All("disconnect", map[string]any{"pairs": none})
	}
	return err
}

// pairs runs a statement on pairs and what they have in common, separately for pairs of officials and for all others.
func (w *writer) pairs(name string, of map[derive.Pair]derive.PairHistogram) error {
	if len(of) == 0 {
		return nil
	}
	officials, others := []any{}, []any{}
	for p, t := range of {
		if p.Officials() {
			officials = append(officials, pairParams(p, t))
		} else {
			others = append(others, pairParams(p, t))
		}
	}
	_, err := w.All(name, map[string]any{"officials": officials, "others": others})
	return err
}

// tallied counts the events of pairs again, by pair.
func tallied(t *bolt.Tx, dids []int64) (map[int64]derive.PairHistogram, error) {
	out := make(map[int64]derive.PairHistogram, len(dids))
	if len(dids) == 0 {
		return out, nil
	}
	records, err := t.All("tallied", map[string]any{"pairs": dids})
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if out[bolt.Get[int64](r, "did")], err = HistogramOf(r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// HistogramOf returns the histogram of the events in the column events of a record: a list of kind and date of each.
func HistogramOf(r *bolt.Record) (derive.PairHistogram, error) {
	t := derive.PairHistogram{}
	for _, e := range bolt.Get[[]any](r, "events") {
		date, err := record.ParseDate(bolt.At[string](r, e, 1))
		if err != nil {
			return nil, err
		}
		t.Add(graph.EventKind(bolt.At[string](r, e, 0)), date)
	}
	return t, r.Err()
}

func pairParams(p derive.Pair, t derive.PairHistogram) map[string]any {
	return map[string]any{"did": p.Key, "a": p.A, "b": p.B, "w": t.Count(), "tally": t.Pack(), "sums": t.Sums()}
}
