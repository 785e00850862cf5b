package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"demarche/graph"
)

// A kind is a sort of record: its name in a tally, and its rows.
type kind struct {
	name string
	rows []row
}

// kindsOf lists a batch's records in an order in which each is written after what it refers to.
func kindsOf(b graph.Batch) []kind {
	return []kind{
		{"sources", rowsOf(b.Sources, sourceRow)},
		{"countries", rowsOf(b.Countries, countryRow)},
		{"places", rowsOf(b.Places, placeRow)},
		{"organizations", rowsOf(b.Organizations, organizationRow)},
		{"posts", rowsOf(b.Posts, postRow)},
		{"officials", rowsOf(b.Officials, officialRow)},
		{"tenures", rowsOf(b.Tenures, tenureRow)},
		{"commodities", rowsOf(b.Commodities, commodityRow)},
		{"series", rowsOf(b.Series, seriesRow)},
		{"figures", rowsOf(b.Figures, figureRow)},
		{"events", rowsOf(b.Events, eventRow)},
	}
}

func rowsOf[T any](in []T, f func(T) row) []row {
	out := make([]row, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}

// Write stores a batch in one transaction, with all that is derived from it, and says of each kind of record how many were
// created, updated and left as they were. A record that is there already with the same content is left alone. An update
// keeps the earlier values as a revision. What a record refers to has to be in the batch or in the graph; the error wraps
// graph.ErrNotFound else. Where graph.Batch.Check finds a problem, or the records make no sense with those stored, it wraps
// graph.ErrBadInput. After an error nothing is written. Writes wait for one another.
func (s *Store) Write(ctx context.Context, b graph.Batch) (map[string]graph.Tally, error) {
	if err := sound(b); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	kinds := kindsOf(b)
	var tally map[string]graph.Tally
	err := s.write(ctx, "write", func(t *tx) error {
		w := &writer{tx: t, tally: map[string]graph.Tally{}}
		tally = w.tally
		return w.batch(kinds, b)
	})
	if err != nil {
		return nil, err
	}
	return tally, nil
}

const maxProblems = 20 // that one error lists

// sound returns an error that names the problems of a batch's records, if there are any.
func sound(b graph.Batch) error {
	problems := b.Check()
	if len(problems) == 0 {
		return nil
	}
	errs := make([]error, 0, maxProblems+1)
	for i, p := range problems {
		if i == maxProblems {
			errs = append(errs, fmt.Errorf("and %d more", len(problems)-i))
			break
		}
		errs = append(errs, p)
	}
	return fmt.Errorf("%w: %w", graph.ErrBadInput, errors.Join(errs...))
}

// writer writes one batch in one transaction.
type writer struct {
	*tx
	tally map[string]graph.Tally
	known map[string]map[string]any // stored properties, by id
}

func (w *writer) batch(kinds []kind, b graph.Batch) error {
	// One writer at a time: two would each count only their own events of a pair, and deadlock where actors are busy.
	if _, err := w.all("write_lock", nil); err != nil {
		return err
	}
	if err := w.look(kinds, b.Links); err != nil {
		return err
	}
	changed := w.changes(kinds)
	before, err := w.affected(changed)
	if err != nil {
		return err
	}
	if err := w.revise(changed); err != nil {
		return err
	}
	if err := w.sortKeys(changed["events"], b.Events); err != nil {
		return err
	}
	for _, k := range kinds {
		if err := w.put(k.name, changed[k.name]); err != nil {
			return err
		}
	}
	after, err := w.affected(changed)
	if err != nil {
		return err
	}
	if err := w.derive(union(before, after)); err != nil {
		return err
	}
	if err := w.links(b.Links); err != nil {
		return err
	}
	return w.inOrder(idsOf(changed["events"]))
}

// look reads what is stored of all that the batch holds and refers to, and checks that nothing is referred to in vain.
func (w *writer) look(kinds []kind, links []graph.Link) error {
	wanted, inBatch := map[string]string{}, map[string]bool{}
	for _, k := range kinds {
		for _, r := range k.rows {
			inBatch[r.id] = true
			for _, ref := range r.refs {
				wanted[ref] = r.id
			}
		}
	}
	for _, l := range links {
		wanted[l.From], wanted[l.To] = l.Name(), l.Name()
		for _, c := range l.Sources {
			wanted[c.Source] = l.Name()
		}
	}
	ids := make([]string, 0, len(wanted)+len(inBatch))
	for id := range wanted {
		if !inBatch[id] {
			ids = append(ids, id)
		}
	}
	for id := range inBatch {
		ids = append(ids, id)
	}
	records, err := w.all("known", map[string]any{"ids": ids})
	if err != nil {
		return err
	}
	w.known = make(map[string]map[string]any, len(records))
	for _, r := range records {
		w.known[get[string](r, "id")] = get[map[string]any](r, "props")
	}
	for id, by := range wanted {
		if w.known[id] == nil && !inBatch[id] {
			return fmt.Errorf("%w: %s refers to %s, which is neither in the graph nor in the batch", graph.ErrNotFound, by, id)
		}
	}
	return nil
}

// changes are the rows that are new or differ from what is stored.
func (w *writer) changes(kinds []kind) map[string][]row {
	out := map[string][]row{}
	for _, k := range kinds {
		var t graph.Tally
		for _, r := range k.rows {
			stored := w.known[r.id]
			switch {
			case stored == nil:
				t.Created++
			case stored["digest"] == r.digest:
				t.Unchanged++
				continue
			default:
				t.Updated++
			}
			r.props = maps.Clone(r.props) // it gets a sort key, and the next attempt another
			out[k.name] = append(out[k.name], r)
		}
		w.tally[k.name] = t
	}
	return out
}

// affected are the events whose derived edges depend on what changed.
func (w *writer) affected(changed map[string][]row) ([]string, error) {
	params := map[string]any{}
	some := false
	for _, name := range []string{"events", "officials", "tenures", "posts", "organizations"} {
		params[name] = idsOf(changed[name])
		some = some || len(changed[name]) > 0
	}
	if !some {
		return nil, nil
	}
	records, err := w.all("affected", params)
	if err != nil {
		return nil, err
	}
	return texts(records[0], "ids"), nil
}

func idsOf(rows []row) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.id
	}
	return out
}

// sortKeys gives events their sort keys: the key of id and date, and one more while another event has it.
func (w *writer) sortKeys(rows []row, events []graph.Event) error {
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
	if err := w.taken(taken, ask...); err != nil {
		return err
	}
	for _, r := range rows {
		sk := wanted[r.id]
		for owner, ok := taken[sk]; ok && owner != r.id; owner, ok = taken[sk] {
			sk++
			if err := w.taken(taken, sk); err != nil {
				return err
			}
		}
		taken[sk] = r.id
		r.props["sk"] = sk
	}
	return nil
}

// taken adds to the owners of sort keys those that are stored.
func (w *writer) taken(owners map[int64]string, sks ...int64) error {
	records, err := w.all("taken", map[string]any{"sks": sks})
	for _, r := range records {
		sk := get[int64](r, "sk")
		if _, ok := owners[sk]; !ok {
			owners[sk] = get[string](r, "id")
		}
	}
	return err
}

func (w *writer) put(name string, rows []row) error {
	if len(rows) == 0 {
		return nil
	}
	params := make([]any, len(rows))
	for i, r := range rows {
		params[i] = r.params()
	}
	_, err := w.all("put_"+name, map[string]any{"rows": params})
	return err
}

func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}
