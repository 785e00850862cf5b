package store

import "demarche/graph"

// common is how what pairs of actors have in common changes by a write. An event that is new adds to a pair's tally; of an
// event that was there already nobody knows any more what it added, and its pairs are tallied again.
type common struct {
	lost   map[int64]pair // whose earlier events changed, by did
	gained map[pair]tally
}

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
	rows := make([]any, 0, len(c.gained)+len(c.lost))
	for did, p := range c.lost {
		rows = append(rows, p.params(tallies[did]))
	}
	var gained []int64
	for p := range c.gained {
		if _, done := c.lost[p.did]; !done {
			gained = append(gained, p.did)
		}
	}
	records, err := w.all("tallies", map[string]any{"pairs": gained})
	if err != nil {
		return err
	}
	stored := make(map[int64][]any, len(records))
	for _, r := range records {
		stored[get[int64](r, "did")] = get[[]any](r, "tally")
	}
	for p, t := range c.gained {
		if _, done := c.lost[p.did]; !done {
			t.merge(tallyOf(stored[p.did]))
			rows = append(rows, p.params(t))
		}
	}
	_, err = w.all("connect", map[string]any{"pairs": rows})
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
	return map[string]any{"did": p.did, "a": p.a, "b": p.b, "w": t.count(), "tally": t.list(), "sums": t.sums(), "officials": p.officials()}
}

func (p pair) officials() bool { return isOfficial(p.a) && isOfficial(p.b) }
