package store

import (
	"testing"
	"time"

	"demarche/graph/store/internal/bolt"
)

// The lock of migrations is held for as long as they may take together.
func TestMigrationTime(t *testing.T) {
	names, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	bound, err := migrationTime(names)
	if err != nil {
		t.Fatal(err)
	}
	all := 0
	for _, name := range names {
		texts, err := statementsOf(name)
		if err != nil || len(texts) == 0 {
			t.Fatal(name, texts, err)
		}
		all += len(texts)
	}
	if least := time.Duration(all) * bolt.SchemaTimeout; bound < least {
		t.Errorf("the lock is held for %v, and %d statements may take %v", bound, all, least)
	}
}
