package write

import "demarche/graph/store/internal/bolt"

// Editor writes records, merges officials and retracts records. Each call is one transaction; writes wait for one
// another.
type Editor struct{ db *bolt.DB }

// NewEditor returns an Editor of a database.
func NewEditor(db *bolt.DB) *Editor { return &Editor{db} }
