package write

import (
	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// ranking is what decides which of several records is shown, and on what they contradict each other.
type ranking struct {
	sources    map[string]derive.Telling // by id
	publishers map[string]string         // of sources
	countries  map[string]string         // of places
}

// ranks reads what events cite and where they were.
func (w *writer) ranks(events map[string]graph.Event) (ranking, error) {
	out := ranking{map[string]derive.Telling{}, map[string]string{}, map[string]string{}}
	sources, places := map[string]bool{}, map[string]bool{}
	for _, e := range events {
		for _, c := range e.Sources {
			sources[c.Source] = true
		}
		if e.Place != "" {
			places[e.Place] = true
		}
	}
	found, err := w.All("reliabilities", map[string]any{"sources": record.SortedKeys(sources), "places": record.SortedKeys(places)})
	if err != nil {
		return out, err
	}
	for _, r := range found {
		id := bolt.Get[string](r, "id")
		if country := bolt.Get[string](r, "country"); country != "" {
			out.countries[id] = country
		}
		t := derive.Telling{Reliability: bolt.Get[string](r, "reliability")}
		if text := bolt.Get[string](r, "published"); text != "" {
			if t.Published, err = record.ParseDate(text); err != nil {
				return out, err
			}
		}
		out.sources[id], out.publishers[id] = t, bolt.Get[string](r, "publisher")
	}
	return out, bolt.Err(found)
}

// telling adds to an event what decides whether it is shown.
func (r ranking) telling(e graph.Event) derive.Telling {
	out := derive.Telling{Event: e}
	for _, c := range e.Sources {
		t := r.sources[c.Source]
		if t.Reliability != "" && (out.Reliability == "" || t.Reliability < out.Reliability) {
			out.Reliability = t.Reliability
		}
		if t.Published.String() > out.Published.String() {
			out.Published = t.Published
		}
	}
	return out
}

// account returns what a record says of the fields on which records may contradict each other.
func (r ranking) account(e graph.Event) graph.Account {
	out := graph.Account{Record: e.ID, Date: e.Date, Country: r.countries[e.Place], Sources: map[string]string{}}
	for _, c := range e.Sources {
		out.Sources[c.Source] = r.publishers[c.Source]
	}
	return out
}
