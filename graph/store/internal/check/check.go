// Package check compares all that is derived in the graph with what it is derived from, and reports what differs.
package check

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
	"demarche/graph/store/internal/write"
)

// Run checks the whole graph and reports every fault, as store.Store.Check describes.
func Run(ctx context.Context, db *bolt.DB, of records, report func(problem string)) error {
	c := checker{db, of, report}
	parts := []func(context.Context) error{c.events, c.actors, c.dyads, c.numbers, c.hidden, c.words, c.rules}
	for _, part := range parts {
		if err := part(ctx); err != nil {
			return fmt.Errorf("checking the graph: %w", err)
		}
	}
	return nil
}

// checker tells what is wrong.
type checker struct {
	db     *bolt.DB
	of     records
	report func(problem string)
}

// records lists the stored records.
type records interface {
	IDsAfter(ctx context.Context, prefix, after string, limit int) ([]string, error)
	LinksOf(ctx context.Context, ids []string) ([]graph.Link, error)
}

func (c checker) problem(format string, args ...any) { c.report(fmt.Sprintf(format, args...)) }

// differ reports a value that is not what it should be.
func (c checker) differ(of, name string, is, should any) {
	if is, should := record.Shown(is), record.Shown(should); is != should {
		c.problem("%s: %s is %s, and should be %s", of, name, orNone(is), orNone(should))
	}
}

func orNone(text string) string {
	if text == "" {
		return "missing"
	}
	return text
}

func (c checker) events(ctx context.Context) error {
	return c.db.Pages(ctx, "check_events", "id", "", func(page []*bolt.Record) error {
		ids := make([]string, len(page))
		for i, r := range page {
			ids[i] = bolt.Get[string](r, "id")
		}
		records, err := c.db.Scan(ctx, "facts", map[string]any{"ids": ids})
		for _, r := range records {
			c.event(r)
		}
		return cmp.Or(err, bolt.Err(records))
	})
}

func (c checker) event(r *bolt.Record) {
	f, err := write.FactsOf(r)
	if err != nil {
		c.problem("%s", err)
		return
	}
	if f.Root == "" {
		c.problem("%s: it is a part of itself, or of more than %d events in a row", f.ID, rules.MaxNested)
	}
	day := edtf.Day(graph.SortKey(f.ID, f.Date) >> graph.SortKeyShift)
	if stored := edtf.Day(f.SortKey >> graph.SortKeyShift); stored != day {
		c.problem("%s: sk is that of %s, and should be that of %s", f.ID, stored, day)
	}
	c.differ(f.ID, "earliest", f.Props["earliest"], bolt.Bound(f.Date.Earliest()))
	c.differ(f.ID, "latest", f.Props["latest"], bolt.Bound(f.Date.Latest()))
	c.differ(f.ID, "precision", f.Props["precision"], string(f.Date.Precision()))
	c.differ(f.ID, "certain", f.Props["certain"], f.Date.Certain())
	d := f.Derive()
	for _, name := range record.SortedKeys(d.Props) {
		c.differ(f.ID, name, f.Props[name], d.Props[name])
	}
	c.participations(f, d)
	c.pairs(f, d)
}

func (c checker) participations(f derive.Facts, d derive.Result) {
	roles := map[string][]string{}
	for _, a := range f.Actors {
		roles["DIRECT "+a.ID] = a.Roles
	}
	for _, t := range d.ThroughOfficials {
		roles["OFFICIAL "+t.ID] = t.Roles
	}
	for _, e := range f.Edges {
		id := record.Shown(e["id"])
		of, key := f.ID+": the participation of "+id, record.Shown(e["via"])+" "+id
		should, ok := roles[key]
		if !ok {
			c.problem("%s via %s should not be there, or not twice", of, orNone(record.Shown(e["via"])))
			continue
		}
		delete(roles, key)
		c.differ(of, "roles", e["roles"], record.List(should))
		c.differ(of, "pid", e["pid"], graph.ActorKey(id))
		c.differ(of, "sk", e["sk"], f.SortKey)
		c.differ(of, "lsk", e["lsk"], d.Props["lsk"])
		c.differ(of, "wsk", e["wsk"], d.WideSortKey)
	}
	for _, key := range record.SortedKeys(roles) {
		c.problem("%s: the participation %s is missing", f.ID, key)
	}
}

func (c checker) pairs(f derive.Facts, d derive.Result) {
	missing := map[int64]derive.Pair{}
	for _, p := range d.Pairs {
		missing[p.Key] = p
	}
	for _, p := range f.Pairs {
		did, _ := p["did"].(int64)
		of := fmt.Sprintf("%s: the pair of %s and %s", f.ID, record.Shown(p["a"]), record.Shown(p["b"]))
		if _, ok := missing[did]; !ok {
			c.problem("%s should not be there, or not twice", of)
			continue
		}
		delete(missing, did)
		c.differ(of, "did", p["key"], did)
		c.differ(of, "sk", p["sk"], f.SortKey)
		c.differ(of, "lsk", p["lsk"], d.Props["lsk"])
	}
	for _, p := range d.Pairs {
		if _, ok := missing[p.Key]; ok {
			c.problem("%s: the pair of %s and %s is missing", f.ID, p.A, p.B)
		}
	}
}

func (c checker) actors(ctx context.Context) error {
	return c.db.Pages(ctx, "check_actors", "id", "", func(page []*bolt.Record) error {
		for _, r := range page {
			id := bolt.Get[string](r, "id")
			pid, _ := r.Get("pid")
			c.differ(id, "pid", pid, graph.ActorKey(id))
			for _, other := range bolt.Texts(r, "stray") {
				c.problem("%s and %s are connected, and share no event", id, other)
			}
			for _, other := range bolt.Texts(r, "as") {
				c.problem("%s and %s: the recorded ids are wrong", id, other)
			}
		}
		return nil
	})
}

func (c checker) dyads(ctx context.Context) error {
	return c.db.Pages(ctx, "check_dyads", "did", int64(math.MinInt64), func(page []*bolt.Record) error {
		for _, r := range page {
			c.dyad(r)
		}
		return nil
	})
}

func (c checker) dyad(r *bolt.Record) {
	a, b := bolt.Get[string](r, "a"), bolt.Get[string](r, "b")
	of := "the pair of " + a + " and " + b
	c.differ(of, "did", bolt.Get[int64](r, "did"), graph.PairKey(a, b))
	t, err := write.HistogramOf(r)
	if err != nil {
		return // the event with the broken date is named already
	}
	events := t.Count()
	if stored := derive.PairHistogramOf(bolt.Get[[]byte](r, "tally")); !maps.Equal(stored, t) || !bytes.Equal(bolt.Get[[]byte](r, "sums"), t.Sums()) {
		c.problem("%s: the tally of their %d events is wrong, or of other events (%d)", of, events, stored.Count())
	}
	if events == 0 {
		c.problem("%s shares no event", of)
		return
	}
	kind := "ALONGSIDE"
	if graph.IsOfficial(a) && graph.IsOfficial(b) {
		kind = "CO"
	}
	ends := map[string]string{a: b, b: a}
	for _, e := range bolt.Maps(r, "edges") {
		from := record.Shown(e["from"])
		to, ok := ends[from]
		if !ok {
			c.problem("%s: the edge %s from %s is there twice", of, record.Shown(e["type"]), from)
			continue
		}
		delete(ends, from)
		edge := fmt.Sprintf("the edge from %s to %s", from, to)
		c.differ(edge, "type", e["type"], kind)
		c.differ(edge, "aid", e["aid"], graph.ActorKey(from))
		c.differ(edge, "did", e["did"], bolt.Get[int64](r, "did"))
		c.differ(edge, "w", e["w"], events)
	}
	for _, from := range record.SortedKeys(ends) {
		c.problem("the edge from %s to %s is missing: they share %d events", from, ends[from], events)
	}
}

func (c checker) words(ctx context.Context) error {
	return c.db.Pages(ctx, "words", "id", "", func(page []*bolt.Record) error {
		for _, r := range page {
			words, _ := r.Get("words")
			c.differ(bolt.Get[string](r, "id"), "words", words, write.WordsOf(r))
		}
		return nil
	})
}

func (c checker) hidden(ctx context.Context) error {
	records, err := c.db.Scan(ctx, "check_hidden", nil)
	for _, r := range records {
		c.problem("%s: it is hidden, and no merge or retraction that stands says why", bolt.Get[string](r, "id"))
	}
	return cmp.Or(err, bolt.Err(records))
}

func (c checker) numbers(ctx context.Context) error {
	records, err := c.db.Scan(ctx, "check_numbers", nil)
	for _, r := range records {
		c.problem("%s: it was recorded under the number %d, and the last one given is %d", bolt.Get[string](r, "id"), bolt.Get[int64](r, "seq"), bolt.Get[int64](r, "last"))
	}
	return cmp.Or(err, bolt.Err(records))
}
