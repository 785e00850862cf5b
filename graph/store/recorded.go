package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/project"
)

// Every created or changed event gets the next number of a counter. The counter is on the node that each write locks
// first and until its commit. Numbers therefore become visible in their order, and a reader who has reached a number
// has missed no lower one. A time cannot guarantee that: the first write may commit last.

// A Watermark is the record number that the graph had reached at some moment.
type Watermark struct {
	Number int64 // of the last event
	// The database shows a transaction bit by bit while it applies it, the counter before the index. Who waits for these
	// sees it whole, on any server of a cluster.
	bookmarks bolt.Bookmarks
}

// Recorded returns the current mark of the graph.
func (s *Store) Recorded(ctx context.Context) (Watermark, error) {
	record, seen, err := s.db.ReadLast(ctx, "recorded_last", cypher.Text("recorded_last"), nil)
	if err != nil {
		return Watermark{}, err
	}
	return Watermark{bolt.Get[int64](record, "last"), seen}, record.Err()
}

// RecordedSince returns the selected fields of the first events of a filter that were recorded after a number and up to
// a mark, at most graph.DefaultPage. next is the number to continue after;
// it is less than the mark's number if there may be more. An event that was recorded again meanwhile may come with a
// later mark. The error wraps graph.ErrNotFound if the filter names something that does not exist. It wraps
// graph.ErrTooBroad if the filter's words are too common.
func (s *Store) RecordedSince(
	ctx context.Context,
	w answer.Projection,
	filter graph.Filter,
	after int64,
	mark Watermark,
) (events []any, next int64, err error) {
	if w, err = w.WithFilter(filter); err != nil {
		return nil, 0, err
	}
	stream := project.RecordedStream(&filter)
	own, err := project.FilterParams(&filter, stream)
	if err != nil {
		return nil, 0, err
	}
	// An event has one number at most: so many numbers are so many events.
	next = max(after, min(after+int64(s.limits.Page), mark.Number))
	own["after"], own["until"], own["limit"], own["budget"] = after, next, graph.DefaultPage, s.limits.Page
	params := project.Prepare(w, s.budgets())
	params["a"+strconv.Itoa(w.Arg)] = own
	text := s.compiled.Text(w, stream.Name+" "+string(project.LettersOf(&filter, stream)), func(c *project.Compiler) string {
		return c.Fill(cypher.Text(stream.Name), project.Scope{}, w.Field)
	})
	record, err := s.db.ReadAfter(ctx, mark.bookmarks, stream.Name, text, params)
	if err != nil {
		return nil, 0, err
	}
	if missing := bolt.Texts(record, "missing"); len(missing) > 0 {
		return nil, 0, graph.NotFound("actor, place or source", missing[0])
	}
	if filter.Text != nil && bolt.Get[bool](record, "broad") {
		return nil, 0, fmt.Errorf("%w: the words of the filter stand in more than %d texts; give rarer ones", graph.ErrTooBroad, s.limits.Page)
	}
	rows := bolt.Get[[]any](record, "rows")
	last := next
	if len(rows) == graph.DefaultPage {
		next = after
	}
	for _, r := range rows {
		number, row := numbered(w.Field.Of, record, r)
		if number <= last { // else it changed while it was read, and has left the place where it was found
			events, next = append(events, row), max(next, number)
		}
	}
	return events, next, record.Err()
}

// numbered returns an event's number, and its row with its cursor. v holds both, in a record.
func numbered(s *answer.Selection, of *bolt.Record, v any) (number int64, row []any) {
	number, row = bolt.At[int64](of, v, 0), slices.Clone(bolt.At[[]any](of, v, 1))
	for i, f := range s.Fields {
		if f.Name == "cursor" {
			row[i] = graph.RecordedCursor(number)
		}
	}
	return number, row
}
