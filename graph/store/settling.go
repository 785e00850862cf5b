package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
)

// Every write marks whom the rule has to look at again (cypher/unsettle.cypher), in its own transaction: what was written before an
// import was stopped is settled by the next.

// fileSources begins the ids of sources that are imported files.
const fileSources = "source:file-"

const (
	settledAtOnce = 500
	postsAtOnce   = 20
)

// Settle makes officials one whose name, country and office agree, and takes back what it made before where they do not any
// more. It looks at those alone whom something was written of since it ran last.
func (s *Store) Settle(ctx context.Context) (done graph.Settled, err error) {
	for n := int64(1); n > 0 && err == nil; {
		n, err = s.unsettleHolders(ctx)
	}
	for n := settledAtOnce; n == settledAtOnce && err == nil; {
		n, err = s.keyNames(ctx)
	}
	for n := settledAtOnce; n == settledAtOnce && err == nil; {
		n, err = s.settleSome(ctx, &done)
	}
	if err != nil {
		return done, fmt.Errorf("looking for officials who are one: %w", err)
	}
	return done, nil
}

func (s *Store) unsettleHolders(ctx context.Context) (posts int64, err error) {
	err = s.write(ctx, "unsettle_holders", func(t *tx) error {
		records, err := t.all("unsettle_holders", map[string]any{"limit": postsAtOnce})
		if err == nil {
			posts = get[int64](records[0], "n")
		}
		return err
	})
	return posts, err
}

func (s *Store) keyNames(ctx context.Context) (n int, err error) {
	err = s.write(ctx, "key_names", func(t *tx) error {
		records, err := t.all("unsettled", map[string]any{"limit": settledAtOnce})
		if n = len(records); err != nil || n == 0 {
			return err
		}
		rows := make([]any, n)
		for i, r := range records {
			row := map[string]any{"id": get[string](r, "id"), "key": nil}
			if get[bool](r, "office") {
				row["key"] = text(nameKeys(get[string](r, "name"))[0])
			}
			rows[i] = row
		}
		_, err = t.all("key_names", map[string]any{"rows": rows})
		return err
	})
	return n, err
}

// settleSome settles some of those who are marked, and says how many.
func (s *Store) settleSome(ctx context.Context, done *graph.Settled) (int, error) {
	records, err := s.scan(ctx, "settling", map[string]any{"limit": settledAtOnce})
	if err != nil || len(records) == 0 {
		return 0, err
	}
	ids, keys := make([]string, len(records)), map[string]bool{}
	for i, r := range records {
		ids[i] = get[string](r, "id")
		for _, k := range texts(r, "keys") {
			keys[k] = true
		}
	}
	crowds, err := s.scan(ctx, "crowds", map[string]any{"keys": sortedKeys(keys), "least": 2, "limit": maxNameShared + 1})
	if err != nil {
		return 0, err
	}
	for _, r := range crowds {
		if err := s.settleCrowd(ctx, texts(r, "ids"), done); err != nil {
			return 0, err
		}
	}
	return len(records), s.write(ctx, "settled", func(t *tx) error {
		_, err := t.all("settled", map[string]any{"ids": ids})
		return err
	})
}

// settleCrowd looks at officials of one name, and only where something is to be done it does so under the lock of writers.
func (s *Store) settleCrowd(ctx context.Context, ids []string, done *graph.Settled) error {
	var todo verdict
	var did graph.Settled
	look := func(t *tx) error {
		w := newWriter(t)
		c, err := w.crowd(ids, nil)
		todo = c.verdict()
		return err
	}
	err := s.reading(ctx, "namesakes", look)
	if err != nil || todo.empty() {
		return err
	}
	err = s.write(ctx, "settle", func(t *tx) error {
		if err := t.lock(); err != nil {
			return err
		}
		if err := look(t); err != nil {
			return err
		}
		did, err = newWriter(t).carryOut(todo)
		return err
	})
	switch {
	case errors.Is(err, graph.ErrTooBroad): // they stay two, as two of whom a person finds that
		return nil
	case err != nil:
		return err
	}
	done.Merged, done.Unmerged = done.Merged+did.Merged, done.Unmerged+did.Unmerged
	return nil
}

// A standing merge was made by the rule, or by somebody whom it does not question.
type standing struct {
	graph.Merge
	settled bool // by the rule
}

// A judged crowd is one with the merges that stand, by who was merged away, and the sources of tenures.
type judged struct {
	crowd
	merges  map[string]standing
	tenures map[string][]graph.Citation
}

// verdict is what the rule changes.
type verdict struct {
	apart  []standing    // merges that it takes back
	merge  []graph.Merge // that it makes
	recite []graph.Merge // that have other sources, or another name
}

func (v verdict) empty() bool { return len(v.apart)+len(v.merge)+len(v.recite) == 0 }

// verdict compares the merges that stand with those that there should be. What a person decided stays.
func (j judged) verdict() (out verdict) {
	should := map[string]graph.Merge{}
	for _, g := range j.groups() {
		var sources []graph.Citation
		for _, t := range g.tenures {
			sources = append(sources, j.tenures[t]...)
		}
		sources = graph.Citations(sources)
		for _, id := range g.ids[1:] {
			should[id] = graph.Merge{Keep: g.ids[0], Merged: id, Name: j.name(id), Rule: graph.SameOffice, Sources: sources}
		}
	}
	for _, id := range sortedKeys(j.merges) {
		is, m := j.merges[id], should[id]
		switch {
		case !is.settled:
			delete(should, id)
		case m.Keep != is.Keep:
			out.apart = append(out.apart, is)
		default:
			if m.ID = is.ID; m.Name != is.Name || !slices.Equal(m.Sources, is.Sources) {
				out.recite = append(out.recite, m)
			}
			delete(should, id)
		}
	}
	for _, id := range sortedKeys(should) {
		out.merge = append(out.merge, should[id])
	}
	return out
}

func (j judged) name(id string) string {
	i := slices.IndexFunc(j.all, func(n namesake) bool { return n.ID == id })
	return j.all[i].Name
}

// carryOut does what the rule says.
func (w *writer) carryOut(v verdict) (done graph.Settled, err error) {
	for _, m := range v.apart {
		if err := w.undoMerge(m.Merged, m.At); err != nil {
			return done, err
		}
		if _, err := w.all("merge_forgotten", map[string]any{"id": m.ID}); err != nil {
			return done, err
		}
		done.Unmerged++
	}
	for _, m := range v.merge {
		p, err := w.parties(m.Keep, m.Merged)
		if err != nil {
			return done, err
		}
		into, from := p[m.Keep], p[m.Merged]
		if mayNotMerge(into, from) != "" { // a person merged the one who would be kept into the other
			continue
		}
		switch why, err := w.contradiction(into, from); {
		case err != nil:
			return done, err
		case why != "": // a person merged somebody into one of them, who is not the other
			continue
		}
		if err := w.merge(from, into.kept, m, true); err != nil {
			return done, err
		}
		done.Merged++
	}
	for _, m := range v.recite {
		if _, err := w.all("merge_cited", map[string]any{"id": m.ID, "name": m.Name, "sources": cites(m.Sources)}); err != nil {
			return done, err
		}
	}
	return done, nil
}

// crowd reads officials, with what was written of them; of a dry run also what would be.
func (w *writer) crowd(ids []string, assumed *assumption) (judged, error) {
	j := judged{crowd: crowd{holders: map[string][]stint{}, crowded: map[string]bool{}, apart: map[string]bool{}}, merges: map[string]standing{}}
	records, err := w.all("namesakes", map[string]any{"ids": ids, "files": fileSources})
	if err != nil {
		return j, err
	}
	undone := map[string]string{}
	for _, r := range records {
		n, err := namesakeOf(r)
		if err != nil {
			return j, err
		}
		j.all = append(j.all, n)
		for _, m := range mapsIn(get[[]any](r, "merges")) {
			merge := standingOf(m)
			if is, _ := m["undone"].(bool); is {
				undone[merge.Merged] = merge.Keep
				continue
			}
			j.merges[merge.Merged] = merge
		}
	}
	assumed.add(&j, ids)
	for merged, keep := range undone {
		j.apart[merged] = slices.ContainsFunc(j.all, func(n namesake) bool { return n.ID == keep })
	}
	if len(j.all) > maxNameShared {
		j.all = nil
	}
	if len(j.groups()) == 0 { // whoever else held the offices
		return j, nil
	}
	if err := w.heldBy(&j, assumed); err != nil {
		return j, err
	}
	return j, w.citeTenures(&j, assumed)
}

func standingOf(m map[string]any) standing {
	settled, _ := m["settled"].(bool)
	out := standing{graph.Merge{ID: shown(m["id"]), Keep: shown(m["keep"]), Merged: shown(m["merged"]), Name: shown(m["name"])}, settled}
	list, _ := m["sources"].([]any)
	for _, s := range mapsIn(list) {
		out.Sources = append(out.Sources, graph.Citation{Source: shown(s["id"]), Record: shown(s["record"])})
	}
	return out
}

// heldBy reads who else held the posts.
func (w *writer) heldBy(j *judged, assumed *assumption) error {
	posts := map[string]bool{}
	for _, n := range j.all {
		for _, h := range n.held {
			posts[h.post] = true
		}
	}
	records, err := w.all("held_by", map[string]any{"posts": sortedKeys(posts), "limit": maxHolders + 1})
	if err != nil {
		return err
	}
	for _, r := range records {
		post, list := get[string](r, "id"), get[[]any](r, "holders")
		j.crowded[post] = len(list) > maxHolders
		for _, v := range list {
			of := stringsIn(v.([]any))
			dates, err := storedDate(of[1])
			if err != nil {
				return err
			}
			from, to := knownTime(dates)
			j.holders[post] = append(j.holders[post], stint{of[0], from, to})
		}
	}
	assumed.hold(j, posts)
	return nil
}

// citeTenures reads who says that the offices were held in which some agree.
func (w *writer) citeTenures(j *judged, assumed *assumption) error {
	ids := map[string]bool{}
	for _, g := range j.groups() {
		for _, t := range g.tenures {
			ids[t] = true
		}
	}
	if len(ids) == 0 || assumed != nil {
		return nil
	}
	stored, err := w.recordsOf(ids)
	j.tenures = map[string][]graph.Citation{}
	for _, t := range stored.Tenures {
		for _, s := range t.Sources {
			j.tenures[t.ID] = append(j.tenures[t.ID], graph.Citation{Source: s.Source, Record: s.Record})
		}
	}
	return err
}

func namesakeOf(r *neo4j.Record) (namesake, error) {
	p, err := personOf(r)
	n := namesake{Person: p, nation: nation{p.Country, get[string](r, "countryName")}, files: map[string]bool{}}
	for _, f := range texts(r, "files") {
		n.files[f] = true
	}
	for _, m := range mapsIn(get[[]any](r, "held")) {
		dates, wrong := storedDate(shown(m["dates"]))
		err = errors.Join(err, wrong)
		h := held{
			tenure: shown(m["tenure"]), post: shown(m["post"]), title: shown(m["title"]), level: graph.PostLevel(shown(m["level"])),
			organization: shown(m["organization"]), country: nation{shown(m["country"]), shown(m["countryName"])},
		}
		h.from, h.to = knownTime(dates)
		n.held = append(n.held, h)
	}
	return n, err
}

// unsettle marks whom a change concerns.
func (w *writer) unsettle(changed map[string][]row) error {
	params, some := changedIDs(changed, "officials", "tenures", "posts", "organizations")
	if !some {
		return nil
	}
	_, err := w.all("unsettle", params)
	return err
}

// unsettleBefore marks those whose tenures are about to change.
func (w *writer) unsettleBefore(changed map[string][]row) error {
	stored := slices.DeleteFunc(slices.Clone(changed["tenures"]), func(r row) bool { _, known := w.known[r.id]; return !known })
	return w.unsettle(map[string][]row{"tenures": stored})
}
