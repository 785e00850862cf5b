package store

import (
	"fmt"

	"demarche/graph"
)

// links writes which events led to which.
func (w *writer) links(links []graph.Link) error {
	if len(links) == 0 {
		return nil
	}
	rows := make([]any, len(links))
	digests := map[[2]string]string{}
	for i, l := range links {
		r := linkRow(l)
		digests[[2]string{l.From, l.To}] = r.digest
		params := r.params()
		delete(params, "id")
		params["from"], params["to"] = l.From, l.To
		rows[i] = params
	}
	stored, err := w.all("known_links", map[string]any{"rows": rows})
	if err != nil {
		return err
	}
	t := graph.Tally{Created: len(links) - len(stored)}
	for _, r := range stored {
		if digests[[2]string{get[string](r, "from"), get[string](r, "to")}] == get[string](r, "digest") {
			t.Unchanged++
			continue
		}
		t.Updated++
	}
	w.tally["links"] = t
	if _, err = w.all("put_links", map[string]any{"rows": rows}); err != nil {
		return err
	}
	ends := make([]string, 0, len(links))
	for _, l := range links {
		ends = append(ends, l.From)
	}
	return w.inOrder(ends)
}

// inOrder returns an error that wraps graph.ErrBadInput where a link of one of these events runs against time.
func (w *writer) inOrder(events []string) error {
	if len(events) == 0 {
		return nil
	}
	backward, err := w.all("backward_links", map[string]any{"ids": events})
	if err != nil || len(backward) == 0 {
		return err
	}
	r := backward[0]
	return fmt.Errorf("%w: %s (%s) cannot have led to %s (%s): it came later", graph.ErrBadInput,
		get[string](r, "from"), get[string](r, "later"), get[string](r, "to"), get[string](r, "earlier"))
}

func linkRow(l graph.Link) row {
	sources := make([]any, len(l.Sources))
	var quotes any // nil where no source is quoted
	texts := make([]any, len(l.Sources))
	for i, c := range l.Sources {
		sources[i], texts[i] = c.Source, c.Quote
		if c.Quote != "" {
			quotes = texts
		}
	}
	return newRow(l.From+" "+l.To, map[string]any{
		"basis": text(l.Basis), "confidence": float(l.Confidence), "sources": sources, "quotes": quotes,
	}, nil, nil)
}
