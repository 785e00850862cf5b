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

// FillWords sets the property words of nodes that an earlier version wrote.
func FillWords(ctx context.Context, db *bolt.DB) error {
	return db.Pages(ctx, "words", "id", "", func(page []*bolt.Record) error {
		rows := wrongWords(page)
		if len(rows) == 0 {
			return nil
		}
		return db.Write(ctx, "put_words", func(t *bolt.Tx) error {
			_, err := t.All("put_words", map[string]any{"rows": rows})
			return err
		})
	})
}
