package write

import (
	"iter"
	"maps"
	"slices"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
)

// A new event that is not a part of a stored one is written by one statement, with all derived data. Nothing has to be
// read back or corrected.

// takeNew removes these events from changed and returns them.
func (w *writer) takeNew(
	changed map[string][]record.Row,
	events []graph.Event,
) (fresh map[string]graph.Event, rows []record.Row) {
	all := EventsByID(events)
	for _, e := range events {
		if _, stored := w.known[e.ID]; stored {
			delete(all, e.ID)
			delete(all, e.PartOf) // it has a part that was there before it
		}
	}
	fresh = map[string]graph.Event{}
	changed["events"] = slices.DeleteFunc(changed["events"], func(r record.Row) bool {
		if !isNew(r.ID, all) {
			return false
		}
		fresh[r.ID], rows = all[r.ID], append(rows, r)
		return true
	})
	return fresh, rows
}

// EventsByID returns events by their ids.
func EventsByID(events []graph.Event) map[string]graph.Event {
	out := make(map[string]graph.Event, len(events))
	for _, e := range events {
		out[e.ID] = e
	}
	return out
}

// isNew reports whether an event and all events around it are new. It returns false if the event is nested too deep.
func isNew(id string, created map[string]graph.Event) bool {
	for range rules.MaxNested + 1 {
		e, ok := created[id]
		if !ok || e.PartOf == "" {
			return ok
		}
		id = e.PartOf
	}
	return false
}

// create writes fresh events, and adds to c what pairs have in common by them.
func (w *writer) create(fresh map[string]graph.Event, rows []record.Row, c pairChanges) error {
	if len(rows) == 0 {
		return nil
	}
	held, err := w.offices(fresh)
	if err != nil {
		return err
	}
	parts := partsOf(maps.Values(fresh))
	params := make([]any, len(rows))
	for i, r := range rows {
		root, err := rootOf(r.ID, fresh)
		if err != nil {
			return err
		}
		f := held.Facts(fresh[r.ID], r.Props["sk"].(int64), root, parts[r.ID])
		d := f.Derive()
		c.note(f, d)
		params[i] = created(w.params("events", r), d)
	}
	if err := w.dyads(c); err != nil {
		return err
	}
	_, err = w.All("create_events", map[string]any{"rows": params})
	return err
}

// partsOf returns the parts of events, by the id of the whole.
func partsOf(events iter.Seq[graph.Event]) map[string][]graph.Event {
	parts := map[string][]graph.Event{}
	for e := range events {
		if e.PartOf != "" {
			parts[e.PartOf] = append(parts[e.PartOf], e)
		}
	}
	return parts
}

// rootOf returns the id of the outermost known event around an event.
func rootOf(id string, events map[string]graph.Event) (string, error) {
	root := id
	for depth := 0; events[root].PartOf != ""; depth++ {
		if depth == rules.MaxNested {
			return "", nestedTooDeep(id)
		}
		root = events[root].PartOf
	}
	return root, nil
}

// created returns the parameters of a new event, with all derived values.
func created(p map[string]any, d derive.Result) map[string]any {
	p["props"], p["pairs"], p["wsk"] = With(p["props"].(map[string]any), d.Props), derive.PairKeys(d.Pairs), d.WideSortKey
	own := p["participants"].([]any)
	all := make([]any, 0, len(own)+len(d.ThroughOfficials))
	for _, m := range record.MapsIn(own) {
		all = append(all, With(m, map[string]any{"via": string(graph.ViaDirect)}))
	}
	p["participants"] = append(all, throughRows(d)...)
	return p
}

// offices returns the offices of the officials who take part in events.
func (w *writer) offices(events map[string]graph.Event) (derive.Offices, error) {
	asked := map[string]bool{}
	for _, e := range events {
		for _, p := range e.Participants {
			if graph.IsOfficial(p.Actor) {
				asked[p.Actor] = true
			}
		}
	}
	out := derive.NewOffices()
	records, err := w.All("offices", map[string]any{"ids": record.SortedKeys(asked)})
	for _, r := range records {
		id := bolt.Get[string](r, "id")
		out.Nationality[id] = bolt.Get[string](r, "nationality")
		for _, t := range bolt.Get[[]any](r, "tenures") {
			date, err := record.ParseDate(bolt.At[string](r, t, 0))
			if err != nil {
				return out, err
			}
			out.Tenures[id] = append(out.Tenures[id], derive.Tenure{Dates: graph.SpanOf("", date), Country: bolt.At[string](r, t, 1)})
		}
	}
	return out, err
}

// With returns properties with more of them.
func With(props, more map[string]any) map[string]any {
	out := make(map[string]any, len(props)+len(more)+2)
	maps.Copy(out, props)
	maps.Copy(out, more)
	return out
}
