package write

import (
	"fmt"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
)

func nestedTooDeep(id string) error { return graph.Reject(graph.ErrBadInput, rules.TooDeep(id)) }

// derive brings the derived edges of events up to date, because some changed, and notes what pairs have in common by
// them.
func (w *writer) derive(ids, changed []string, c pairChanges) error {
	return w.deriveBy(ids, changed, c, c.note)
}

func (w *writer) deriveBy(ids, changed []string, c pairChanges, note func(derive.Facts, derive.Result)) error {
	if len(ids) == 0 {
		return nil
	}
	facts, err := readFacts(w.Tx, ids)
	if err != nil {
		return err
	}
	var deep []string
	for _, f := range facts {
		if f.Root == "" {
			deep = append(deep, f.ID)
		}
	}
	if len(deep) > 0 {
		return w.nestedTooDeep(deep, changed)
	}
	rows := make([]any, len(facts))
	for i, f := range facts {
		d := f.Derive()
		rows[i] = deriveParams(d, f.ID)
		note(f, d)
	}
	if err := w.dyads(c); err != nil {
		return err
	}
	_, err = w.All("derive", map[string]any{"rows": rows})
	return err
}

func readFacts(t *bolt.Tx, ids []string) ([]derive.Facts, error) {
	records, err := t.All("facts", map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	out := make([]derive.Facts, len(records))
	for i, r := range records {
		if out[i], err = FactsOf(r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// FactsOf decodes the facts of an event.
func FactsOf(r *bolt.Record) (derive.Facts, error) {
	f := derive.Facts{
		ID: bolt.Get[string](r, "id"), Kind: bolt.Get[string](r, "kind"), SortKey: bolt.Get[int64](r, "sk"), Root: bolt.Get[string](r, "root"),
		Props: bolt.Get[map[string]any](r, "props"), Pairs: bolt.Maps(r, "pairs"), Edges: bolt.Maps(r, "edges"),
		Meetings: map[string][]derive.Actor{},
	}
	var err error
	if f.Date, err = edtf.Parse(bolt.Get[string](r, "edtf")); err != nil {
		return f, fmt.Errorf("%s: %w", f.ID, err)
	}
	for _, m := range bolt.Maps(r, "actors") {
		a := actorFactOf(r, m)
		a.Nationality, a.Officeholder = bolt.In[string](r, m, "nationality"), bolt.In[bool](r, m, "officeholder")
		a.Offices = bolt.StringsIn(r, bolt.In[[]any](r, m, "offices"))
		f.Actors = append(f.Actors, a)
	}
	for _, m := range bolt.Maps(r, "meetings") {
		id := bolt.In[string](r, m, "meeting")
		f.Meetings[id] = append(f.Meetings[id], actorFactOf(r, m))
	}
	return f, r.Err()
}

func actorFactOf(r *bolt.Record, m map[string]any) derive.Actor {
	return derive.Actor{ID: bolt.In[string](r, m, "id"), Roles: bolt.StringsIn(r, bolt.In[[]any](r, m, "roles"))}
}

// deriveParams returns the row of the statement derive for an event.
func deriveParams(d derive.Result, id string) map[string]any {
	return map[string]any{"id": id, "props": d.Props, "wsk": d.WideSortKey, "through": throughRows(d), "pairs": derive.PairKeys(d.Pairs)}
}

// throughRows returns the countries that take part through officials as parameters of statements.
func throughRows(d derive.Result) []any {
	out := make([]any, len(d.ThroughOfficials))
	for i, t := range d.ThroughOfficials {
		out[i] = map[string]any{"id": t.ID, "roles": record.List(t.Roles), "ord": derive.ThroughOrder + i, "via": string(graph.ViaOfficial)}
	}
	return out
}
