package write

import (
	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// links writes which events led to which.
func (w *writer) links(links []graph.Link) error {
	if len(links) == 0 {
		return nil
	}
	rows, err := w.linkOutcomes(links)
	if err != nil {
		return err
	}
	params := make([]any, len(rows))
	for i, r := range rows {
		p := r.Params()
		delete(p, "id")
		p["from"], p["to"] = links[i].From, links[i].To
		params[i] = p
	}
	_, err = w.All("put_links", map[string]any{"rows": params})
	return err
}

// linkOutcomes says what becomes of links, and returns their rows.
func (w *writer) linkOutcomes(links []graph.Link) ([]record.Row, error) {
	rows, known, err := w.knownLinks(links)
	for i, l := range links {
		digest, ok := known[l.Name()]
		w.outcome("links", l.Name(), StatusOf(ok, digest == rows[i].Digest))
	}
	return rows, err
}

// knownLinks are the rows of links, and the digests of those that are stored, by their names.
func (w *writer) knownLinks(links []graph.Link) (rows []record.Row, known map[string]string, err error) {
	rows, known = record.RowsOf(links, record.LinkRow), map[string]string{}
	if len(links) == 0 {
		return rows, known, nil
	}
	ends := make([]any, len(links))
	for i, l := range links {
		ends[i] = map[string]any{"from": l.From, "to": l.To}
	}
	stored, err := w.All("known_links", map[string]any{"rows": ends})
	for _, r := range stored {
		known[graph.Link{From: bolt.Get[string](r, "from"), To: bolt.Get[string](r, "to")}.Name()] = bolt.Get[string](r, "digest")
	}
	for _, l := range links {
		if digest, ok := w.assumed.Digest(l.Name()); ok {
			known[l.Name()] = digest
		}
	}
	return rows, known, err
}
