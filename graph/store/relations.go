package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/derive"
	"demarche/graph/edtf"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/project"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/search"
)

// Histogram counts the events of a filter in buckets of time, as graph.Histogram does.
func (s *Store) Histogram(ctx context.Context, f *graph.Filter, by graph.TimeBucket) ([]graph.Bucket, error) {
	if f == nil {
		f = &graph.Filter{}
	}
	events, err := withCanonicalIDs(ctx, s, f.Actors, func(actors []string) ([]graph.Span, error) {
		asked := *f
		asked.Actors = actors
		return s.dates(ctx, asked)
	})
	if err != nil {
		return nil, err
	}
	return graph.Histogram(events, by, f.During), nil
}

// dates returns the events of a filter as spans.
func (s *Store) dates(ctx context.Context, f graph.Filter) (out []graph.Span, err error) {
	most := s.limits.Dates
	records, err := s.matching(ctx, "dates", graph.TimelineArgs{Filter: f}, most, most, project.Scope{"x": "x"})
	if err != nil {
		return nil, err
	}
	events := 0
	for _, r := range records {
		for _, d := range bolt.Get[[]any](r, "dates") {
			date, err := record.ParseDate(bolt.At[string](r, d, 0))
			if err != nil {
				return nil, err
			}
			span := graph.SpanOf("", date)
			span.Count = int(bolt.At[int64](r, d, 1))
			out, events = append(out, span), events+span.Count
		}
	}
	if events >= most || bolt.Get[bool](records[0], "cut") {
		return nil, tooMany(most)
	}
	return out, bolt.Err(records)
}

func spans(events []brief) []graph.Span {
	out := make([]graph.Span, len(events))
	for i, e := range events {
		out[i] = graph.SpanOf(e.kind, e.date)
	}
	return out
}

// minBetween and maxBetween bound the number of actors of a relationship.
const minBetween, maxBetween = 2, 5

// Relationship returns what some actors have in common.
func (s *Store) Relationship(ctx context.Context, between []string, during *graph.Window) (*graph.Relationship, error) {
	return withCanonicalIDs(ctx, s, between, func(ids []string) (*graph.Relationship, error) {
		if len(ids) < len(between) {
			return nil, fmt.Errorf("%w: between: two of the ids mean the same official, because one was merged into the other; give different ones", graph.ErrBadInput)
		}
		return s.relationship(ctx, ids, during)
	})
}

func (s *Store) relationship(ctx context.Context, between []string, during *graph.Window) (*graph.Relationship, error) {
	if len(between) < minBetween || len(between) > maxBetween {
		return nil, fmt.Errorf("%w: between: a relationship is asked of %d to %d actors, not %d", graph.ErrBadInput, minBetween, maxBetween, len(between))
	}
	if len(slices.Compact(slices.Sorted(slices.Values(between)))) < len(between) {
		return nil, fmt.Errorf("%w: between: an actor is given twice; give different ones", graph.ErrBadInput)
	}
	events, err := s.briefs(ctx, graph.Filter{Actors: between, Match: graph.MatchAll, During: during})
	if err != nil {
		return nil, err
	}
	out := &graph.Relationship{
		BetweenIDs: between,
		During:     during,
		Count:      len(events),
		ByKind:     graph.KindCountsOf(slices.Values(spans(events))).Kinds(),
	}
	if len(events) > 0 {
		out.FirstID, out.LastID = events[0].id, events[len(events)-1].id
		out.LongestGap = longestGap(events)
	}
	return out, nil
}

// longestGap returns the longest time between two successive meetings in person, or nil if there are fewer than two.
// The first meeting of a visit counts.
func longestGap(events []brief) *graph.EventGap {
	met := encounters(events)
	var longest *graph.EventGap
	for i := range len(met) - 1 {
		gap, ok := edtf.GapBetween(met[i].date, met[i+1].date)
		if ok && (longest == nil || gap.Min > longest.Days.Min) {
			longest = &graph.EventGap{FromID: met[i].id, ToID: met[i+1].id, Days: gap}
		}
	}
	return longest
}

// encounters returns the events in person, one of each tree: its first meeting, or else its first event.
func encounters(events []brief) []brief {
	var out []brief
	at := map[string]int{}
	for _, e := range events {
		if derive.Class(e.kind) != "IN_PERSON" {
			continue
		}
		i, known := at[e.root]
		if !known {
			at[e.root], out = len(out), append(out, e)
			continue
		}
		if e.kind == graph.Meeting && out[i].kind != graph.Meeting {
			out[i] = e
		}
	}
	slices.SortFunc(out, func(a, b brief) int { return cmp.Compare(a.sk, b.sk) })
	return out
}

// actorsExist returns an error that wraps graph.ErrNotFound unless all ids exist.
func (s *Store) actorsExist(ctx context.Context, ids ...string) error {
	record, err := s.db.Read(ctx, "actors_exist", cypher.Text("actors_exist"), map[string]any{"ids": ids})
	if err != nil {
		return err
	}
	if missing := bolt.Texts(record, "missing"); len(missing) > 0 {
		return graph.NotFound("actor", missing[0])
	}
	return record.Err()
}

const maxHits = 100

// Search finds nodes by words in any script, in the order that search in schema/query.graphqls promises.
func (s *Store) Search(ctx context.Context, words string, types []graph.NodeType, first int) ([]graph.Hit, error) {
	if err := graph.CheckSize("first", first, maxHits, "add words, or give types, to find fewer"); err != nil {
		return nil, err
	}
	q, err := search.Parse(words)
	if err != nil {
		return nil, err
	}
	out, err := s.hits(ctx, q, q.Ranked(), types, first)
	if nearly := q.Forgiving(); err == nil && len(out) == 0 && nearly != "" {
		return s.hits(ctx, q, nearly, types, first)
	}
	return out, err
}

// hits returns the nodes of some types, or of all types, that a query finds.
func (s *Store) hits(
	ctx context.Context,
	q search.Query,
	query string,
	types []graph.NodeType,
	first int,
) ([]graph.Hit, error) {
	var indexes []string
	for _, t := range search.Types {
		if len(types) == 0 || slices.Contains(types, t.Of) {
			indexes = append(indexes, t.Index)
		}
	}
	var called any // the country that is called so in another language
	if code, ok := country.InWords(q.Text); ok && slices.Contains(indexes, search.CountryIndex) {
		called = "country:" + code
	}
	record, err := s.db.Read(ctx, "search", cypher.Text("search"), map[string]any{"words": query, "indexes": indexes, "first": first, "country": called})
	if err != nil {
		return nil, err
	}
	rows := bolt.Get[[]any](record, "rows")
	found := make([]search.Ranked, len(rows))
	for i, r := range rows {
		found[i] = q.Rank(record, r)
	}
	if err := record.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(found, search.CompareRanked)
	out := make([]graph.Hit, min(first, len(found)))
	for i := range out {
		out[i] = found[i].Hit
	}
	return out, nil
}
