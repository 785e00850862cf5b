// Package bulk writes records as files for Neo4j's admin import, which fills an empty database several times as fast as
// a Store.
package bulk

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"time"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/write"
)

// Writer writes records as files that Neo4j's admin import reads into an empty database, with all that is derived from
// them: the graph is the one that a Store makes of the same updates, several times as fast. Make one with New, write
// batches in any sizes, and Close it. Of a record it keeps 48 bytes in memory, of a link 8 more, of actors also their
// ids and offices; what else has to wait until Close waits on disk.
type Writer struct {
	dir           string
	started       time.Time
	files         map[string]*file // by label or type of edge
	offices       derive.Offices
	known         index // records
	links         index
	actors        actorNumbers            // who take part in events
	reading       map[string]graph.Source // files that are being read, by id
	displacedKeys map[int64]bool          // sort keys that are not graph.SortKey's, because that was taken
	pairs         pairParts
	waiting       waitingEvents
	number        int64 // of the last event

	consequences consequences
}

// New returns a Writer into an empty folder, which it creates if needed.
func New(dir string) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	pairs, err := newBulkPairs(dir)
	if err != nil {
		return nil, err
	}
	waiting, err := newBulkWaiting(dir)
	if err != nil {
		return nil, err
	}
	return &Writer{
		dir:     dir,
		started: time.Now().UTC().Truncate(time.Millisecond),
		files:   map[string]*file{},
		offices: derive.NewOffices(),
		actors: actorNumbers{
			numbers: map[string]uint32{},
		},
		reading:       map[string]graph.Source{},
		displacedKeys: map[int64]bool{},
		pairs:         pairs,
		waiting:       waiting,
	}, nil
}

// add writes records, all of which are new.
func (b *Writer) add(batch graph.Batch, kinds []record.Kind) error {
	b.offices.Learn(batch)
	for _, k := range kinds {
		if k.Name == "events" {
			continue
		}
		for _, r := range k.Rows {
			if _, ok := b.reading[r.ID]; ok {
				continue // until it is known how many rows it has
			}
			if err := b.record(k.Name, r); err != nil {
				return err
			}
		}
	}
	for i, r := range kinds[len(kinds)-1].Rows { // the events
		if err := b.event(batch.Events[i], r); err != nil {
			return err
		}
	}
	for _, l := range batch.Links {
		r := record.LinkRow(l)
		if err := b.edge("LED_TO", l.From, l.To, write.With(r.Props, map[string]any{"digest": r.Digest})); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what had to wait and returns the arguments of "neo4j-admin database import full" that name the files.
// The error wraps ErrNotInBulk if a Store would reject some of the records.
func (b *Writer) Close() (args []string, err error) {
	if b.consequences.circular() {
		return nil, fmt.Errorf("%w: links make a circle", ErrNotInBulk)
	}
	if err := errors.Join(b.waiting.each(b.settled), done(b.waiting.file)); err != nil {
		return nil, err
	}
	if err := errors.Join(b.pairs.each(b.dyad), done(b.pairs.file)); err != nil {
		return nil, err
	}
	if err := b.node("lock", ":ID", "lock", map[string]any{"number": 0, "recorded": b.number}); err != nil {
		return nil, err
	}
	args = []string{"--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string"}
	for _, name := range record.SortedKeys(b.files) {
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

// Discard lets go of files that are of no use, after an error: their folder can be removed, and takes no more of the
// disk then.
func (b *Writer) Discard() {
	b.waiting.file.Close()
	b.pairs.file.Close()
	for _, f := range b.files {
		f.file.Close()
	}
}

// bulkLabels are the labels of nodes, by the kind of record.
var bulkLabels = map[string]string{
	"sources": "Source", "countries": "Actor:Country", "aggregates": "Aggregate", "places": "Place", "organizations": "Actor:Organization", "posts": "Post",
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

// listEdges say what edge each item of a list in a row's edges is.
var listEdges = map[string]string{"sources": "SOURCED_FROM", "derivedFrom": "DERIVED_FROM", "about": "ABOUT"}

// record writes a node and its edges.
func (b *Writer) record(kind string, r record.Row) error {
	b.recorded(r)
	if kind == "sources" { // see Imported
		r.Props = write.With(map[string]any{"rows": nil, "importedAt": nil}, r.Props)
	}
	if err := b.node(kind, "id:ID", r.ID, r.Props); err != nil {
		return err
	}
	return b.edges(kind, r)
}

// recorded adds the properties of a new record that are not part of its content.
func (b *Writer) recorded(r record.Row) {
	r.Props["digest"], r.Props["revision"], r.Props["believedFrom"] = r.Digest, 1, b.started
}

// edges writes a record's edges, except those to an event's participants.
func (b *Writer) edges(kind string, r record.Row) error {
	for name, e := range bulkEdges[kind] {
		to, _ := r.Edges[name].(string)
		if to == "" {
			continue
		}
		from := r.ID
		if e.inwards {
			from, to = to, from
		}
		if err := b.edge(e.typ, from, to, nil); err != nil {
			return err
		}
	}
	for name, typ := range listEdges {
		list, _ := r.Edges[name].([]any)
		for _, m := range record.MapsIn(list) {
			if err := b.edge(typ, r.ID, m["id"].(string), others(m, "id")); err != nil {
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

func (b *Writer) node(kind, id, value string, props map[string]any) error {
	f, err := b.file(kind, id)
	if err != nil {
		return err
	}
	return f.add(props, value)
}

func (b *Writer) edge(typ, from, to string, props map[string]any) error {
	f, err := b.file(typ, ":START_ID", ":END_ID")
	if err != nil {
		return err
	}
	return f.add(props, from, to)
}

func (b *Writer) file(name string, fixed ...string) (*file, error) {
	if f := b.files[name]; f != nil {
		return f, nil
	}
	f, err := newBulkFile(b.dir, name, fixed...)
	if err == nil {
		b.files[name] = f
	}
	return f, err
}
