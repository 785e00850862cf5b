package write

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/identity"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// Every write marks the officials that the rule has to compare again (cypher/mark_for_resolution.cypher), in its own
// transaction. If an import is interrupted, the next one resolves them.

// fileSources begins the ids of sources that are imported files.
const fileSources = "source:file-"

const (
	resolvedAtOnce = 500
	mergedAtOnce   = 50
	postsAtOnce    = 20
)

// ResolveIdentities runs the rules (docs/identity.md): it merges officials who are one person and events that are one
// happening, and places events within visits. It undoes what the rules decided before and would not decide any more. It
// compares only what was written since its last run.
func (e *Editor) ResolveIdentities(ctx context.Context) (done graph.Resolution, err error) {
	from, last, err := e.settledSeq(ctx)
	if err == nil {
		err = e.markParticipants(ctx, from, last)
	}
	for n := int64(1); n > 0 && err == nil; {
		n, err = e.markHolders(ctx)
	}
	for n := resolvedAtOnce; n == resolvedAtOnce && err == nil; {
		n, err = e.keyNames(ctx)
	}
	for n := resolvedAtOnce; n == resolvedAtOnce && err == nil; {
		n, err = e.resolveSome(ctx, &done)
	}
	if err == nil {
		err = e.matchNames(ctx, &done)
	}
	if err == nil {
		err = e.settleEvents(ctx, from, &done)
	}
	if err != nil {
		return done, fmt.Errorf("resolve identities: %w", err)
	}
	return done, nil
}

func (e *Editor) markHolders(ctx context.Context) (posts int64, err error) {
	err = e.db.Write(ctx, "mark_holders_for_resolution", func(t *bolt.Tx) error {
		records, err := t.All("mark_holders_for_resolution", map[string]any{"limit": postsAtOnce})
		if err == nil {
			posts = bolt.Get[int64](records[0], "n")
		}
		return err
	})
	return posts, err
}

func (e *Editor) keyNames(ctx context.Context) (n int, err error) {
	err = e.db.Write(ctx, "key_names", func(t *bolt.Tx) error {
		records, err := t.All("resolution_pending", map[string]any{"limit": resolvedAtOnce})
		if n = len(records); err != nil || n == 0 {
			return err
		}
		rows := make([]any, n)
		for i, r := range records {
			rows[i] = map[string]any{
				"id": bolt.Get[string](r, "id"), "key": record.Text(identity.NameKeys(bolt.Get[string](r, "name"))[0]), "office": bolt.Get[bool](r, "office"),
			}
		}
		_, err = t.All("key_names", map[string]any{"rows": rows})
		return err
	})
	return n, err
}

// resolveSome resolves some of the marked officials and returns their number.
func (e *Editor) resolveSome(ctx context.Context, done *graph.Resolution) (int, error) {
	records, err := e.db.Scan(ctx, "resolution_next", map[string]any{"limit": resolvedAtOnce})
	if err != nil || len(records) == 0 {
		return 0, err
	}
	ids, keys := make([]string, len(records)), map[string]bool{}
	for i, r := range records {
		ids[i] = bolt.Get[string](r, "id")
		for _, k := range bolt.Texts(r, "keys") {
			keys[k] = true
		}
	}
	if err := bolt.Err(records); err != nil {
		return 0, err
	}
	blocks, err := e.db.Scan(ctx, "name_blocks", map[string]any{"keys": record.SortedKeys(keys), "least": 2, "limit": identity.MaxNameShared + 1})
	if err != nil {
		return 0, err
	}
	for _, r := range blocks {
		if err := e.resolveBlock(ctx, bolt.Texts(r, "ids"), done); err != nil {
			return 0, err
		}
	}
	return len(records), e.db.Write(ctx, "resolution_done", func(t *bolt.Tx) error {
		_, err := t.All("resolution_done", map[string]any{"ids": ids})
		return err
	})
}

// resolveBlock resolves officials of one name. It takes the lock of writers only if there is something to change.
func (e *Editor) resolveBlock(ctx context.Context, ids []string, done *graph.Resolution) error {
	var todo mergePlan
	look := func(t *bolt.Tx) error {
		w := newWriter(t)
		c, err := w.loadBlock(ids, nil)
		todo = c.plan()
		return err
	}
	if err := e.db.Reading(ctx, "namesakes", look); err != nil || todo.empty() {
		return err
	}
	return e.applyMerges(ctx, look, &todo, done)
}

// applyMerges looks again what is to be done, under the lock of writers, and does it.
func (e *Editor) applyMerges(
	ctx context.Context,
	look func(*bolt.Tx) error,
	todo *mergePlan,
	done *graph.Resolution,
) error {
	var did graph.Resolution
	err := e.db.Write(ctx, "resolve_identities", func(t *bolt.Tx) error {
		if err := t.Lock(); err != nil {
			return err
		}
		if err := look(t); err != nil {
			return err
		}
		var err error
		did, err = newWriter(t).applyPlan(*todo)
		return err
	})
	switch {
	case errors.Is(err, graph.ErrTooBroad): // they stay two officials, as they do where a person finds that
		return nil
	case err != nil:
		return err
	}
	done.Merged, done.Unmerged = done.Merged+did.Merged, done.Unmerged+did.Unmerged
	return nil
}

// existingMerge is a merge that stands.
type existingMerge struct {
	graph.Merge
	byRule bool // made by the rule
}

// blockWithMerges is a block with the existing merges, by the merged official, and the sources of tenures.
type blockWithMerges struct {
	identity.Block
	merges  map[string]existingMerge
	tenures map[string][]graph.Citation
	groups  []identity.Cluster          // of SAME_NAME
	cited   map[string][]graph.Citation // by official
}

// mergePlan lists what the rule changes.
type mergePlan struct {
	unmerge         []existingMerge // merges to undo
	merge           []graph.Merge   // merges to make
	updateCitations []graph.Merge   // merges whose sources or name changed
}

func (v mergePlan) empty() bool { return len(v.unmerge)+len(v.merge)+len(v.updateCitations) == 0 }

// plan compares the existing merges with those that the rule asks for. It keeps what a person decided.
func (j blockWithMerges) plan() (out mergePlan) {
	should := map[string]graph.Merge{}
	for _, g := range j.Groups() {
		var sources []graph.Citation
		for _, t := range g.Tenures {
			sources = append(sources, j.tenures[t]...)
		}
		sources = graph.Citations(sources)
		for _, id := range g.IDs[1:] {
			should[id] = graph.Merge{Keep: g.IDs[0], Merged: id, Name: j.name(id), Rule: graph.SameOffice, Sources: sources}
		}
	}
	for _, id := range record.SortedKeys(j.merges) {
		is, m := j.merges[id], should[id]
		switch {
		case is.Rule == graph.SameName && is.byRule && should[id].Keep != "": // an office tells more
			out.unmerge = append(out.unmerge, is)
		case !is.byRule || is.Rule == graph.SameName:
			delete(should, id)
		case m.Keep != is.Keep:
			out.unmerge = append(out.unmerge, is)
		default:
			if m.ID = is.ID; m.Name != is.Name || !slices.Equal(m.Sources, is.Sources) {
				out.updateCitations = append(out.updateCitations, m)
			}
			delete(should, id)
		}
	}
	for _, id := range record.SortedKeys(should) {
		out.merge = append(out.merge, should[id])
	}
	return out
}

func (j blockWithMerges) name(id string) string {
	i := slices.IndexFunc(j.All, func(n identity.Namesake) bool { return n.ID == id })
	return j.All[i].Name
}

// applyPlan carries out a plan.
func (w *writer) applyPlan(v mergePlan) (done graph.Resolution, err error) {
	for _, m := range v.unmerge {
		if err := w.undoMerge(m.Merged, m.At); err != nil {
			return done, err
		}
		if _, err := w.All("merge_forgotten", map[string]any{"id": m.ID}); err != nil {
			return done, err
		}
		done.Unmerged++
	}
	for some := range slices.Chunk(v.merge, mergedAtOnce) {
		n, err := w.applyMergesOf(some)
		if err != nil {
			return done, err
		}
		done.Merged += n
	}
	for _, m := range v.updateCitations {
		if _, err := w.All("merge_cited", map[string]any{"id": m.ID, "name": m.Name, "sources": record.Cites(m.Sources)}); err != nil {
			return done, err
		}
	}
	return done, nil
}

// applyMergesOf makes the merges that nothing contradicts, and returns their number.
func (w *writer) applyMergesOf(some []graph.Merge) (int, error) {
	ids := map[string]bool{}
	for _, m := range some {
		ids[m.Keep], ids[m.Merged] = true, true
	}
	p, err := w.parties(record.SortedKeys(ids)...)
	if err != nil {
		return 0, err
	}
	var all []merging
	for _, m := range some {
		into, from := p[m.Keep], p[m.Merged]
		if mayNotMerge(into, from) != "" { // a person merged the one who would be kept into the other
			continue
		}
		if len(into.ids)+len(from.ids) > 2 || into.kept != into.id {
			switch why, err := w.contradiction(into, from); {
			case err != nil:
				return 0, err
			case why != "": // a person merged somebody into one of them, who is not the other
				continue
			}
		}
		all = append(all, merging{from, into.kept, m, true})
	}
	if len(all) == 0 {
		return 0, nil
	}
	return len(all), w.mergeAll(all)
}

// loadBlock reads officials with their offices and merges, and adds what a dry run would write.
func (w *writer) loadBlock(ids []string, assumed *dryRunState) (blockWithMerges, error) {
	j, undone := newBlock(), map[string]string{}
	if err := w.addNamesakes(&j, ids, undone); err != nil {
		return j, err
	}
	assumed.add(&j, ids)
	for merged, keep := range undone {
		j.Apart[merged] = slices.ContainsFunc(j.All, func(n identity.Namesake) bool { return n.ID == keep })
	}
	if len(j.All) > identity.MaxNameShared {
		j.All = nil
	}
	if len(j.Groups()) == 0 { // other holders of the offices change nothing
		return j, nil
	}
	if err := w.heldBy(&j, assumed); err != nil {
		return j, err
	}
	return j, w.citeTenures(&j, assumed)
}

func newBlock() blockWithMerges {
	return blockWithMerges{
		Block:  identity.Block{Holders: map[string][]identity.Stint{}, Crowded: map[string]bool{}, Apart: map[string]bool{}},
		merges: map[string]existingMerge{},
	}
}

// addNamesakes reads officials, and adds to undone the merges that were undone.
func (w *writer) addNamesakes(j *blockWithMerges, ids []string, undone map[string]string) error {
	records, err := w.All("namesakes", map[string]any{"ids": ids, "files": fileSources})
	if err != nil {
		return err
	}
	for _, r := range records {
		n, err := namesakeOf(r)
		if err != nil {
			return err
		}
		j.All = append(j.All, n)
		for _, m := range bolt.Maps(r, "merges") {
			merge := existingMergeOf(m)
			if is, _ := m["undone"].(bool); is {
				undone[merge.Merged] = merge.Keep
				continue
			}
			j.merges[merge.Merged] = merge
		}
	}
	return nil
}

// heldBy reads the other holders of the posts.
func (w *writer) heldBy(j *blockWithMerges, assumed *dryRunState) error {
	posts := map[string]bool{}
	for _, n := range j.All {
		for _, h := range n.Held {
			posts[h.Post] = true
		}
	}
	records, err := w.All("held_by", map[string]any{"posts": record.SortedKeys(posts), "limit": identity.MaxHolders + 1})
	if err != nil {
		return err
	}
	for _, r := range records {
		post, list := bolt.Get[string](r, "id"), bolt.Get[[]any](r, "holders")
		j.Crowded[post] = len(list) > identity.MaxHolders
		for _, v := range list {
			dates, err := record.ParseDate(bolt.At[string](r, v, 1))
			if err != nil {
				return err
			}
			from, to := identity.KnownTime(dates)
			j.Holders[post] = append(j.Holders[post], identity.Stint{Key: bolt.At[string](r, v, 0), From: from, To: to})
		}
	}
	assumed.hold(j, posts)
	return nil
}

// citeTenures reads the sources of the tenures in which officials agree.
func (w *writer) citeTenures(j *blockWithMerges, assumed *dryRunState) error {
	ids := map[string]bool{}
	for _, g := range j.Groups() {
		for _, t := range g.Tenures {
			ids[t] = true
		}
	}
	if len(ids) == 0 || assumed != nil {
		return nil
	}
	stored, err := w.recordsOf(ids)
	j.tenures = map[string][]graph.Citation{}
	for _, t := range stored.Tenures {
		j.tenures[t.ID] = unquoted(t.Sources)
	}
	return err
}

// markForResolution marks the officials that a change concerns.
func (w *writer) markForResolution(changed map[string][]record.Row) error {
	params, some := changedIDs(changed, "officials", "tenures", "posts", "organizations")
	if !some {
		return nil
	}
	_, err := w.All("mark_for_resolution", params)
	return err
}

// markBefore marks the officials whose stored tenures are about to change.
func (w *writer) markBefore(changed map[string][]record.Row) error {
	stored := slices.DeleteFunc(slices.Clone(changed["tenures"]), func(r record.Row) bool { _, known := w.known[r.ID]; return !known })
	return w.markForResolution(map[string][]record.Row{"tenures": stored})
}
