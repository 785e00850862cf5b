package store

import (
	"context"
	"embed"
	"fmt"
	"path"
	"sort"
	"strings"
	"time"

	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/write"
)

//go:embed migrations
var files embed.FS

// Migrate brings the database's constraints and indexes up to date. It runs under a lock, so that of several processes
// one does the work and the others wait; what is there already is left as it is. It returns how many migrations ran.
func (s *Store) Migrate(ctx context.Context) (int, error) {
	names, err := migrations()
	if err != nil {
		return 0, err
	}
	if err := s.db.Schema(ctx, "CREATE CONSTRAINT migration_number IF NOT EXISTS FOR (n:Migration) REQUIRE n.number IS UNIQUE"); err != nil {
		return 0, err
	}
	ran := 0
	bound, err := migrationTime(names)
	if err != nil {
		return 0, err
	}
	err = s.db.WriteWithin(ctx, bound, "migrate", func(t *bolt.Tx) error {
		// Number 0 is the lock: the transaction holds it until all is done.
		done, err := t.All("migration_lock", nil)
		if err != nil {
			return err
		}
		last := bolt.Get[int64](done[0], "last")
		for i, name := range names {
			number := int64(i + 1)
			if number <= last {
				continue
			}
			if err := s.migrate(ctx, name); err != nil {
				return err
			}
			if _, err := t.All("migration_done", map[string]any{"number": number, "name": name}); err != nil {
				return err
			}
			ran++
		}
		return nil
	})
	if err != nil {
		return ran, err
	}
	return ran, s.db.Schema(ctx, "CALL db.awaitIndexes(1500)")
}

// beforeMigration are what the program does, and Cypher cannot, before the statements of a migration run. Each may be
// run again.
var beforeMigration = map[string]func(ctx context.Context, db *bolt.DB) error{"009_words.cypher": write.FillWords}

// SchemaVersion returns the number of the last migration that ran, and the one that this program knows.
func (s *Store) SchemaVersion(ctx context.Context) (have, want int, err error) {
	names, err := migrations()
	if err != nil {
		return 0, 0, err
	}
	record, err := s.db.Read(ctx, "migration_last", cypher.Text("migration_last"), nil)
	if err != nil {
		return 0, 0, err
	}
	return int(bolt.Get[int64](record, "last")), len(names), record.Err()
}

func migrations() ([]string, error) {
	entries, err := files.ReadDir("migrations")
	if err != nil {
		return nil, fmt.Errorf("listing migrations: %w", err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	sort.Strings(names)
	return names, nil
}

// migrate runs what the program does before a migration, and the statements of its file, each in a transaction of its
// own, as the database asks for schema changes.
func (s *Store) migrate(ctx context.Context, name string) error {
	if before := beforeMigration[name]; before != nil {
		if err := before(ctx, s.db); err != nil {
			return fmt.Errorf("migration %s: %w", name, err)
		}
	}
	texts, err := statementsOf(name)
	if err != nil {
		return err
	}
	for _, text := range texts {
		if err := s.db.Schema(ctx, text); err != nil {
			return fmt.Errorf("migration %s: %w", name, err)
		}
	}
	return nil
}

// statementsOf lists the statements of a migration.
func statementsOf(name string) (out []string, err error) {
	b, err := files.ReadFile(path.Join("migrations", name))
	if err != nil {
		return nil, fmt.Errorf("reading migration %s: %w", name, err)
	}
	for text := range strings.SplitSeq(string(b), ";\n") {
		if strings.TrimSpace(text) != "" {
			out = append(out, text)
		}
	}
	return out, nil
}

// migrationTime is how long the lock is held at most: as long as all statements may take together.
func migrationTime(names []string) (bound time.Duration, err error) {
	for _, name := range names {
		texts, err := statementsOf(name)
		if err != nil {
			return 0, err
		}
		bound += time.Duration(len(texts)) * (bolt.SchemaTimeout + bolt.Slack)
	}
	return bound, nil
}
