package write

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche/graph"
	"demarche/graph/proposal"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// maxMerged bounds the events that one merge may change. One statement derives derivedAtOnce of them.
const (
	maxMerged     = 50_000
	derivedAtOnce = 1000
)

// Merge makes one official of two, for the reason that a source gives: what the merged one took part in, held and is
// the subject of becomes the other's, and keeps what it was recorded as. The merged id means the other from then on.
// Merging again changes nothing. It returns the id of the official that is kept, which differs from keep if that one
// was merged itself. Unless forced, it refuses two officials that contradict each other.
func (e *Editor) Merge(
	ctx context.Context,
	keep, merge string,
	in proposal.SourceInput,
	force bool,
) (kept string, err error) {
	citation, sources, err := in.Cited()
	if err != nil {
		return "", err
	}
	err = e.db.Write(ctx, "merge", func(t *bolt.Tx) error {
		w := newWriter(t)
		if err := w.source(citation, sources); err != nil {
			return err
		}
		p, err := w.parties(keep, merge)
		if err != nil {
			return err
		}
		into, from := p[keep], p[merge]
		kept = into.kept
		if from.kept == kept && from.merged {
			return nil
		}
		if why := mayNotMerge(into, from); why != "" {
			return fmt.Errorf("%w: %s", graph.ErrBadInput, why)
		}
		if !force {
			if why, err := w.contradiction(into, from); err != nil || why != "" {
				return cmp.Or(err, fmt.Errorf("%w: %s; to merge them all the same, say force: true", graph.ErrBadInput, why))
			}
		}
		return w.merge(from, kept, graph.Merge{Keep: kept, Merged: merge, Sources: []graph.Citation{citation}})
	})
	return kept, err
}

// A party is what an id means that is to be merged.
type party struct {
	id     string
	kept   string   // the official that the id means: itself, or the one it was merged into
	merged bool     // away
	ids    []string // its own and those that were merged into it
}

// parties look up officials.
func (w *writer) parties(ids ...string) (map[string]party, error) {
	if err := w.Lock(); err != nil {
		return nil, err
	}
	records, err := w.All("merging", map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	out := map[string]party{}
	for _, r := range records {
		p := party{id: bolt.Get[string](r, "id"), merged: bolt.Get[bool](r, "merged"), kept: bolt.Get[string](r, "into"), ids: bolt.Texts(r, "ids")}
		if !p.merged && !bolt.Get[bool](r, "official") {
			return nil, graph.NotFound("official", p.id)
		}
		if !p.merged {
			p.kept = p.id
		}
		out[p.id] = p
	}
	return out, nil
}

// mayNotMerge says why two cannot be merged; nothing where they can.
func mayNotMerge(into, from party) string {
	switch {
	case from.merged:
		return fmt.Sprintf("%s is merged into %s already; undo that first (undoMerge)", from.id, from.kept)
	case into.kept == from.id && into.merged:
		return fmt.Sprintf("%s is merged into %s already; undo that first (undoMerge), or keep %s", into.id, from.id, from.id)
	case into.kept == from.id:
		return from.id + " cannot be merged into itself"
	}
	return ""
}

// contradiction says what of two officials cannot be of one person: of themselves and of those merged into them;
// nothing where all agrees.
func (w *writer) contradiction(into, from party) (string, error) {
	if into.kept != into.id {
		p, err := w.parties(into.kept)
		if err != nil {
			return "", err
		}
		into = p[into.kept]
	}
	ids := map[string]bool{}
	for _, id := range slices.Concat(into.ids, from.ids) {
		ids[id] = true
	}
	stored, err := w.recordsOf(ids)
	if err != nil {
		return "", err
	}
	var all []string
	for _, a := range stored.Officials {
		for _, b := range stored.Officials {
			if slices.Contains(into.ids, a.ID) && slices.Contains(from.ids, b.ID) {
				all = append(all, a.Contradicts(b)...)
			}
		}
	}
	return strings.Join(all, "; "), nil
}

// source writes the source of a decision where there is none.
func (w *writer) source(citation graph.Citation, sources []graph.Source) error {
	if err := Sound(graph.Batch{Sources: sources}); err != nil {
		return err
	}
	if err := w.update(graph.Update{Ensure: graph.Batch{Sources: sources}}); err != nil {
		return err
	}
	records, err := w.All("known", byLabel(map[string]bool{citation.Source: true}))
	if err != nil {
		return err
	}
	if len(records) == 0 {
		return graph.NotFound("source", citation.Source)
	}
	return nil
}

// merge notes a merge and makes it: what was the one's is the kept one's.
func (w *writer) merge(from party, keep string, m graph.Merge) error {
	return w.mergeAll([]merging{{from, keep, m, false}})
}

// A merging is a merge to be made: of an official into the one who is kept.
type merging struct {
	from   party
	keep   string
	note   graph.Merge
	byRule bool // a rule makes it, which may take it back
}

// mergeAll notes merges and makes them, one after the other.
func (w *writer) mergeAll(all []merging) error {
	moves, notes, away := make([]move, len(all)), make([]any, len(all)), make([]any, len(all))
	keep := map[string]bool{}
	for i, m := range all {
		moves[i] = move{m.from.id, m.keep, m.from.ids}
		row := mergeRow(m.note)
		if m.byRule {
			row["settled"] = true
		}
		notes[i], away[i] = row, map[string]any{"merge": m.note.Merged, "keep": m.note.Keep}
		keep[m.keep] = true
	}
	if err := w.move(moves...); err != nil {
		return err
	}
	if _, err := w.All("put_merges", map[string]any{"rows": notes}); err != nil {
		return err
	}
	if _, err := w.All("merge_away", map[string]any{"rows": away}); err != nil {
		return err
	}
	return w.alsoCalled(record.SortedKeys(keep), false)
}

// UndoMerge gives an official back what was recorded of it, and of those who had been merged into it.
func (e *Editor) UndoMerge(ctx context.Context, id string) error {
	return e.db.Write(ctx, "undo_merge", func(t *bolt.Tx) error {
		return newWriter(t).undoMerge(id, time.Time{})
	})
}

// undoMerge undoes a merge at a time; now, if it is zero.
func (w *writer) undoMerge(id string, at time.Time) error {
	p, err := w.parties(id)
	if err != nil {
		return err
	}
	from := p[id]
	if !from.merged {
		return fmt.Errorf("%w: %s is not merged into another official", graph.ErrBadInput, id)
	}
	if _, err := w.All("merge_back", map[string]any{"id": id, "at": record.Instant(at)}); err != nil {
		return err
	}
	if err := w.move(move{from.kept, id, from.ids}); err != nil {
		return err
	}
	return w.alsoCalled([]string{from.kept, id}, false)
}

// A move hands over what one official has of what was recorded of some ids.
type move struct {
	from, to string
	ids      []string
}

// move makes moves, and derives again what depends on them.
func (w *writer) move(all ...move) error {
	events, err := w.movedWith(all)
	if err != nil {
		return err
	}
	params := map[string]any{"rows": moveRows(all), "roles": record.List(graph.Roles)}
	for _, name := range []string{"move_participations", "move_subjects", "move_tenures"} {
		if _, err := w.All(name, params); err != nil {
			return err
		}
	}
	c := newPairChanges()
	for some := range slices.Chunk(events, derivedAtOnce) {
		if err := w.deriveBy(some, nil, c, c.noteMoved); err != nil {
			return err
		}
	}
	if err := w.connect(c); err != nil {
		return err
	}
	return w.renumber(events)
}

func moveRows(all []move) []any {
	rows := make([]any, len(all))
	for i, m := range all {
		rows[i] = map[string]any{"from": m.from, "to": m.to, "ids": record.List(m.ids)}
	}
	return rows
}

// movedWith returns the events that moves change: those in which one of the ids is recorded, and the wholes of these.
// If a tenure moves too, all events of both officials change, because the countries that they represent depend on it.
func (w *writer) movedWith(all []move) ([]string, error) {
	records, err := w.All("recorded_as", map[string]any{"rows": moveRows(all)})
	if err != nil {
		return nil, err
	}
	changed := map[string][]record.Row{}
	for _, r := range records {
		changed["events"] = append(changed["events"], record.RowsOf(bolt.Texts(r, "events"), rowOf)...)
		if bolt.Get[bool](r, "office") {
			ids := []string{bolt.Get[string](r, "from"), bolt.Get[string](r, "to")}
			changed["officials"] = append(changed["officials"], record.RowsOf(ids, rowOf)...)
		}
	}
	if len(changed["officials"]) > 0 { // and the wholes of their events
		events, err := w.affected(map[string][]record.Row{"officials": changed["officials"]})
		if err != nil {
			return nil, err
		}
		changed["events"] = append(changed["events"], record.RowsOf(events, rowOf)...)
	}
	events, err := w.affected(map[string][]record.Row{"events": changed["events"]})
	if err == nil && len(events) > maxMerged {
		err = fmt.Errorf("%w: %d events would change at once, and at most %d may", graph.ErrTooBroad, len(events), maxMerged)
	}
	return events, err
}

func rowOf(id string) record.Row { return record.Row{ID: id} }
