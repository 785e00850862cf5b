package store

import (
	"context"

	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/search"
)

// Raw runs any statement and returns its records.
func (s *Store) Raw(ctx context.Context, cypher string, params map[string]any) (out []map[string]any, err error) {
	err = s.db.Write(ctx, "raw", func(t *bolt.Tx) error {
		records, err := t.Run("raw", cypher, params)
		out = nil
		for _, r := range records {
			out = append(out, r.AsMap())
		}
		return err
	})
	return out, err
}

// Run runs a statement by itself, as schema changes ask for.
func (s *Store) Run(ctx context.Context, cypher string) error { return s.db.Schema(ctx, cypher) }

// Records reads what is stored under ids as the records that were written.
func (s *Store) Records(ctx context.Context, ids ...string) (b graph.Batch, err error) {
	asked := map[string]bool{}
	for _, id := range ids {
		asked[id] = true
	}
	err = s.db.Reading(ctx, "records", func(t *bolt.Tx) error {
		b, err = record.Load(t, asked)
		return err
	})
	return b, err
}

// RunMigration runs one migration.
func (s *Store) RunMigration(ctx context.Context, name string) error { return s.migrate(ctx, name) }

// Migrations lists the names of all migrations, in order.
func Migrations() ([]string, error) { return migrations() }

// FilterQuery and SearchQuery are what the index is asked for a text, by filters and by searches.
func FilterQuery(text string) (string, error) { return search.FilterText(text) }

func SearchQuery(text string) (string, error) {
	q, err := search.Parse(text)
	return q.Ranked(), err
}
