package store

import "demarche/graph"

// common is how what pairs of actors have in common changes by a write. An event that is new adds to a pair's tally; of an
// event that was there already nobody knows any more what it added, and its pairs are tallied again.
type common struct {
	lost   map[int64]pair // whose earlier events changed, by did
	gained map[pair]tally
	before map[int64][]byte // the stored tallies of those that gained
}

func newCommon() common { return common{map[int64]pair{}, map[pair]tally{}, map[int64][]byte{}} }

// note takes up an event: pairs that it had, and those that it has now.
func (c common) note(f eventFacts, d derived) {
	for _, p := range f.pairs {
		if did, ok := p["did"].(int64); ok {
			c.lost[did] = pair{did, shown(p["a"]), shown(p["b"])}
		}
	}
	for _, p := range d.pairs {
		if c.gained[p] == nil {
			c.gained[p] = tally{}
		}
		c.gained[p].add(graph.EventKind(f.kind), f.date)
	}
}

// dyads makes sure that each pair that gained events has a node, and looks up what it had in common before.
func (w *writer) dyads(c common) error {
	var rows []any
	for p := range c.gained {
		if _, ok := c.before[p.did]; !ok {
			rows = append(rows, map[string]any{"did": p.did, "a": p.a, "b": p.b})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	records, err := w.all("dyads", map[string]any{"pairs": rows})
	for _, r := range records {
		c.before[get[int64](r, "did")] = get[[]byte](r, "tally")
	}
	return err
}

// connect brings the tallies of pairs, and the edges between their actors, up to date.
func (w *writer) connect(c common) error {
	lost := make([]int64, 0, len(c.lost))
	for did := range c.lost {
		lost = append(lost, did)
	}
	tallies, err := w.tallied(lost)
	if err != nil {
		return err
	}
	var rows, none []any
	for did, p := range c.lost {
		if t := tallies[did]; len(t) > 0 {
			rows = append(rows, p.params(t))
		} else {
			none = append(none, did)
		}
	}
	for p, t := range c.gained {
		if _, done := c.lost[p.did]; !done {
			t.merge(tallyOf(c.before[p.did]))
			rows = append(rows, p.params(t))
		}
	}
	if len(rows) > 0 {
		if _, err := w.all("connect", map[string]any{"pairs": rows}); err != nil {
			return err
		}
	}
	if len(none) > 0 {
		_, err = w.all("disconnect", map[string]any{"pairs": none})
	}
	return err
}

// tallied counts the events of pairs again.
func (t *tx) tallied(dids []int64) (map[int64]tally, error) {
	out := make(map[int64]tally, len(dids))
	if len(dids) == 0 {
		return out, nil
	}
	records, err := t.all("tallied", map[string]any{"pairs": dids})
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if out[get[int64](r, "did")], err = tallyFor(get[[]any](r, "events")); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// tallyFor counts events, each a kind and a date.
func tallyFor(events []any) (tally, error) {
	t := tally{}
	for _, e := range events {
		row := stringsIn(e.([]any))
		date, err := storedDate(row[1])
		if err != nil {
			return nil, err
		}
		t.add(graph.EventKind(row[0]), date)
	}
	return t, nil
}

func (p pair) params(t tally) map[string]any {
	return map[string]any{"did": p.did, "a": p.a, "b": p.b, "w": t.count(), "tally": t.pack(), "sums": t.sums(), "officials": p.officials()}
}

func (p pair) officials() bool { return isOfficial(p.a) && isOfficial(p.b) }
