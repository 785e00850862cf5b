package store

import (
	"fmt"
	"slices"

	"demarche/graph"
)

// links writes which events led to which.
func (w *writer) links(links []graph.Link) error {
	if len(links) == 0 {
		return nil
	}
	rows, err := w.linkFates(links)
	if err != nil {
		return err
	}
	params := make([]any, len(rows))
	for i, r := range rows {
		p := r.params()
		delete(p, "id")
		p["from"], p["to"] = links[i].From, links[i].To
		params[i] = p
	}
	if _, err = w.all("put_links", map[string]any{"rows": params}); err != nil {
		return err
	}
	ends := make([]string, 0, len(links))
	for _, l := range links {
		ends = append(ends, l.From)
	}
	return w.linksInOrder(ends)
}

// linkFates says what becomes of links, and returns their rows.
func (w *writer) linkFates(links []graph.Link) ([]row, error) {
	rows, known, err := w.knownLinks(links)
	for i, l := range links {
		digest, ok := known[l.Name()]
		w.outcome("links", l.Name(), statusOf(ok, digest == rows[i].digest))
	}
	return rows, err
}

// knownLinks are the rows of links, and the digests of those that are stored, by their names.
func (w *writer) knownLinks(links []graph.Link) (rows []row, known map[string]string, err error) {
	rows, known = rowsOf(links, linkRow), map[string]string{}
	if len(links) == 0 {
		return rows, known, nil
	}
	ends := make([]any, len(links))
	for i, l := range links {
		ends[i] = map[string]any{"from": l.From, "to": l.To}
	}
	stored, err := w.all("known_links", map[string]any{"rows": ends})
	for _, r := range stored {
		known[graph.Link{From: get[string](r, "from"), To: get[string](r, "to")}.Name()] = get[string](r, "digest")
	}
	return rows, known, err
}

// linksInOrder returns an error where a link that leads from one of these events, and was just written, runs against time.
func (w *writer) linksInOrder(from []string) error {
	return w.inOrder(from, func(l graph.Link) (record, field string) { return l.Name(), "to" })
}

// eventsInOrder returns an error where a stored link of one of these events, which changed, runs against time by now.
func (w *writer) eventsInOrder(changed []string) error {
	return w.inOrder(changed, func(l graph.Link) (record, field string) {
		if slices.Contains(changed, l.From) {
			return l.From, "date"
		}
		return l.To, "date"
	})
}

func (w *writer) inOrder(events []string, blame func(graph.Link) (record, field string)) error {
	if len(events) == 0 {
		return nil
	}
	backward, err := w.all("backward_links", map[string]any{"ids": events})
	if err != nil {
		return err
	}
	problems := make([]graph.Problem, len(backward))
	for i, r := range backward {
		l := graph.Link{From: get[string](r, "from"), To: get[string](r, "to")}
		record, field := blame(l)
		problems[i] = graph.Problem{
			Record: record, Field: field,
			Text: fmt.Sprintf("%s (%s) cannot have led to %s (%s): it came later", l.From, get[string](r, "later"), l.To, get[string](r, "earlier")),
		}
	}
	return graph.Reject(graph.ErrBadInput, problems...)
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
