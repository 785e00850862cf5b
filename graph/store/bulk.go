package store

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"
	"time"

	"demarche/graph"
)

// Bulk writes records as files that Neo4j's admin import reads into an empty database, with all that is derived from them:
// the graph is the one that a Store makes of the same updates, several times as fast. Make one with NewBulk, write batches in
// any sizes, and Close it. It keeps in memory what pairs share, digests of all records, the offices of actors, and visits and
// parts until Close: some 800 MB for a million events.
type Bulk struct {
	dir     string
	started time.Time
	files   map[string]*bulkFile // by label or type of edge
	offices offices
	known   map[string]bulkKnown    // records, by id
	links   map[string]string       // digests, by name
	taking  map[string]bool         // officials who take part in events
	reading map[string]graph.Source // files that are being read, by id
	taken   map[int64]bool          // sort keys
	pairs   map[groupKey]int64
	dyads   map[int64][2]string
	later   map[string]graph.Event // visits, and parts, by id
	number  int64                  // of the last event that was written
}

// A groupKey is one group of one pair's tally.
type groupKey struct{ did, key int64 }

// NewBulk makes a writer into an empty folder, which it creates if need be.
func NewBulk(dir string) (*Bulk, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &Bulk{
		dir: dir, started: time.Now().UTC().Truncate(time.Millisecond), files: map[string]*bulkFile{}, offices: newOffices(),
		known: map[string]bulkKnown{}, links: map[string]string{}, taking: map[string]bool{}, reading: map[string]graph.Source{}, taken: map[int64]bool{},
		pairs: map[groupKey]int64{}, dyads: map[int64][2]string{}, later: map[string]graph.Event{},
	}, nil
}

// add writes records, all of which are new.
func (b *Bulk) add(batch graph.Batch, kinds []kind) error {
	b.offices.learn(batch)
	for _, k := range kinds {
		if k.name == "events" {
			continue
		}
		for _, r := range k.rows {
			if _, ok := b.reading[r.id]; ok {
				continue // until it is known how many rows it has
			}
			if err := b.record(k.name, r); err != nil {
				return err
			}
		}
	}
	for i, r := range kinds[len(kinds)-1].rows { // the events
		e := batch.Events[i]
		if e.Kind == graph.Visit || e.PartOf != "" {
			b.later[e.ID] = e
			continue
		}
		if err := b.event(e, r, e.ID, nil); err != nil {
			return err
		}
	}
	for _, l := range batch.Links {
		r := linkRow(l)
		if err := b.edge("LED_TO", l.From, l.To, with(r.props, map[string]any{"digest": r.digest})); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what had to wait and returns the arguments of "neo4j-admin database import full" that name the files.
func (b *Bulk) Close() (args []string, err error) {
	if err := b.parts(); err != nil {
		return nil, err
	}
	if err := b.connect(); err != nil {
		return nil, err
	}
	if err := b.node("lock", ":ID", "lock", map[string]any{"number": 0, "recorded": b.number}); err != nil {
		return nil, err
	}
	args = []string{"--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string"}
	for _, name := range sortedKeys(b.files) {
		files, err := b.files[name].close()
		if err != nil {
			return nil, err
		}
		option := "--relationships"
		if labels, isNode := bulkLabels[name]; isNode {
			option, name = "--nodes", labels
		}
		args = append(args, option+"="+name+"="+files)
	}
	return args, nil
}

// bulkLabels are the labels of nodes, by the kind of record.
var bulkLabels = map[string]string{
	"sources": "Source", "countries": "Actor:Country", "places": "Place", "organizations": "Actor:Organization", "posts": "Post",
	"officials": "Actor:Official", "tenures": "Tenure", "commodities": "Commodity", "series": "TradeSeries", "figures": "TradeFigure",
	"events": "Event", "dyads": "Dyad", "lock": "Migration",
}

// bulkEdges say what edge each id in a row's edges is, and whether it leads to the record.
var bulkEdges = map[string]map[string]struct {
	typ     string
	inwards bool
}{
	"places":        {"country": {typ: "IN_COUNTRY"}},
	"organizations": {"country": {typ: "OF_COUNTRY"}},
	"posts":         {"organization": {typ: "AT"}},
	"officials":     {"country": {typ: "OF_COUNTRY"}},
	"tenures":       {"official": {typ: "HELD", inwards: true}, "post": {typ: "OF_POST"}},
	"commodities":   {"parent": {typ: "PART_OF"}},
	"series":        {"reporter": {typ: "REPORTER"}, "partner": {typ: "PARTNER"}, "commodity": {typ: "OF_COMMODITY"}},
	"figures":       {"series": {typ: "IN_SERIES"}},
	"events":        {"place": {typ: "HELD_IN"}, "partOf": {typ: "PART_OF"}},
}

// record writes a node, and its edges but for an event's participants.
func (b *Bulk) record(kind string, r row) error {
	props := with(r.props, map[string]any{"digest": r.digest, "revision": 1, "believedFrom": b.started})
	switch kind {
	case "events":
		props["recordedAt"] = b.started
	case "sources": // see Imported
		props = with(map[string]any{"rows": nil, "importedAt": nil}, props)
	}
	if err := b.node(kind, "id:ID", r.id, props); err != nil {
		return err
	}
	for name, e := range bulkEdges[kind] {
		to, _ := r.edges[name].(string)
		if to == "" {
			continue
		}
		from := r.id
		if e.inwards {
			from, to = to, from
		}
		if err := b.edge(e.typ, from, to, nil); err != nil {
			return err
		}
	}
	for name, typ := range map[string]string{"sources": "SOURCED_FROM", "derivedFrom": "DERIVED_FROM", "about": "ABOUT"} {
		list, _ := r.edges[name].([]any)
		for _, m := range mapsIn(list) {
			if err := b.edge(typ, r.id, m["id"].(string), others(m, "id")); err != nil {
				return err
			}
		}
	}
	return nil
}

// others are all but one.
func others(props map[string]any, name string) map[string]any {
	out := maps.Clone(props)
	delete(out, name)
	return out
}

func with(props, more map[string]any) map[string]any {
	out := make(map[string]any, len(props)+len(more)+2)
	maps.Copy(out, props)
	maps.Copy(out, more)
	return out
}

func (b *Bulk) node(kind, id, value string, props map[string]any) error {
	f, err := b.file(kind, id)
	if err != nil {
		return err
	}
	return f.add(props, value)
}

func (b *Bulk) edge(typ, from, to string, props map[string]any) error {
	f, err := b.file(typ, ":START_ID", ":END_ID")
	if err != nil {
		return err
	}
	return f.add(props, from, to)
}

func (b *Bulk) file(name string, fixed ...string) (*bulkFile, error) {
	if f := b.files[name]; f != nil {
		return f, nil
	}
	f, err := newBulkFile(b.dir, name, fixed...)
	b.files[name] = f
	return f, err
}

// event writes an event with its derived edges. Parts are those of a visit.
func (b *Bulk) event(e graph.Event, r row, root string, parts []graph.Event) error {
	f := b.offices.facts(e, b.sortKey(e), root, parts)
	d := f.derive()
	b.number++
	r.props = with(with(r.props, d.props), map[string]any{"sk": f.sk, "seq": b.number})
	if err := b.record("events", r); err != nil {
		return err
	}
	for i, a := range f.actors {
		if err := b.participation(f, d, a.id, "DIRECT", list(a.roles), i); err != nil {
			return err
		}
	}
	for i, t := range d.through {
		if err := b.participation(f, d, t.id, "OFFICIAL", list(t.roles), throughOrder+i); err != nil {
			return err
		}
	}
	counted := tally{}
	counted.add(e.Kind, e.Date)
	for _, p := range d.pairs {
		b.dyads[p.did] = [2]string{p.a, p.b}
		for k, v := range counted {
			at := groupKey{p.did, k}
			b.pairs[at] = added(b.pairs[at], v)
		}
		if err := b.edge("OF_DYAD", e.ID, dyadID(p.did), map[string]any{"did": p.did, "sk": f.sk, "lsk": d.props["lsk"]}); err != nil {
			return err
		}
	}
	return nil
}

func dyadID(did int64) string { return fmt.Sprintf("dyad:%d", did) }

func (b *Bulk) participation(f eventFacts, d derived, actor, via string, roles []any, ord int) error {
	return b.edge("PARTICIPATED_IN", actor, f.id, map[string]any{
		"roles": roles, "via": via, "ord": ord, "pid": graph.ActorKey(actor), "sk": f.sk, "lsk": d.props["lsk"], "wsk": d.wsk,
	})
}

func (b *Bulk) sortKey(e graph.Event) int64 {
	sk := graph.SortKey(e.ID, e.Date)
	for b.taken[sk] {
		sk++
	}
	b.taken[sk] = true
	return sk
}

// parts writes the events that had to wait for their wholes, or for their parts.
func (b *Bulk) parts() error {
	parts := partsOf(maps.Values(b.later))
	for _, id := range sortedKeys(b.later) {
		root, err := rootOf(id, b.later)
		if err != nil {
			return err
		}
		if err := b.event(b.later[id], eventRow(b.later[id]), root, parts[id]); err != nil {
			return err
		}
	}
	return nil
}

// partsOf are the parts of events, by the id of the whole.
func partsOf(events iter.Seq[graph.Event]) map[string][]graph.Event {
	parts := map[string][]graph.Event{}
	for e := range events {
		if e.PartOf != "" {
			parts[e.PartOf] = append(parts[e.PartOf], e)
		}
	}
	return parts
}

// rootOf is the topmost of the events around one, as far as they are known.
func rootOf(id string, events map[string]graph.Event) (string, error) {
	root := id
	for depth := 0; events[root].PartOf != ""; depth++ {
		if depth == maxNested {
			return "", nestedTooDeep(id)
		}
		root = events[root].PartOf
	}
	return root, nil
}

func nestedTooDeep(id string) error {
	return graph.Reject(graph.ErrBadInput, graph.Problem{
		Record: id, Field: "partOf", Text: fmt.Sprintf("the event is a part of itself, or of more than %d events in a row", maxNested),
	})
}

// connect writes the pairs, with what their actors share.
func (b *Bulk) connect() error {
	groups := make([]groupKey, 0, len(b.pairs))
	for k := range b.pairs {
		groups = append(groups, k)
	}
	slices.SortFunc(groups, func(x, y groupKey) int { return cmp.Or(cmp.Compare(x.did, y.did), cmp.Compare(x.key, y.key)) })
	for len(groups) > 0 {
		did, t := groups[0].did, tally{}
		for len(groups) > 0 && groups[0].did == did {
			t[groups[0].key] = b.pairs[groups[0]]
			groups = groups[1:]
		}
		if err := b.dyad(pair{did, b.dyads[did][0], b.dyads[did][1]}, t); err != nil {
			return err
		}
	}
	return nil
}

func (b *Bulk) dyad(p pair, t tally) error {
	props := map[string]any{"did": p.did, "a": p.a, "b": p.b, "tally": t.pack(), "sums": t.sums()}
	if err := b.node("dyads", ":ID", dyadID(p.did), props); err != nil {
		return err
	}
	typ := "ALONGSIDE"
	if p.officials() {
		typ = "CO"
	}
	for _, ends := range [][2]string{{p.a, p.b}, {p.b, p.a}} {
		shared := map[string]any{"aid": graph.ActorKey(ends[0]), "did": p.did, "w": t.count()}
		if err := b.edge(typ, ends[0], ends[1], shared); err != nil {
			return err
		}
	}
	return nil
}
