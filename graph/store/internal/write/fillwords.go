package write

import (
	"context"

	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/search"
)

// WordsOf returns the correct property words of a node with the names and texts in a record.
func WordsOf(r *bolt.Record) any {
	return record.Text(search.Words(bolt.Texts(r, "names"), bolt.Texts(r, "texts")...))
}

// wrongWords returns rows for the statement put_words, for the nodes with a wrong property words.
func wrongWords(records []*bolt.Record) []any {
	var rows []any
	for _, r := range records {
		is, _ := r.Get("words")
		if should := WordsOf(r); is != should {
			rows = append(rows, map[string]any{"id": bolt.Get[string](r, "id"), "words": should})
		}
	}
	return rows
}

// Searchable calls check with all nodes that search finds, page by page.
func (s *Editor) Searchable(ctx context.Context, check func(page []*bolt.Record) error) error {
	return s.db.Pages(ctx, "words", "id", "", check)
}

// FillWords sets the property words of nodes that an earlier version wrote.
func (s *Editor) FillWords(ctx context.Context) error {
	return s.Searchable(ctx, func(page []*bolt.Record) error {
		rows := wrongWords(page)
		if len(rows) == 0 {
			return nil
		}
		return s.db.Write(ctx, "put_words", func(t *bolt.Tx) error {
			_, err := t.All("put_words", map[string]any{"rows": rows})
			return err
		})
	})
}
