package project

import (
	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/search"
)

// Budgets bounds the events that a timeline reads.
type Budgets struct {
	Page  int // events that a page checks, in the order of the stream
	Count int // events that are counted
}

// farthest bounds the absolute value of all sort keys, see graph.FirstEventDay.
const farthest = 1 << 56

// A stream is the ordered source of a page's events, with the rest of the filter.
type stream struct {
	Name   string // of a file in cypher/streams
	pids   []string
	pair   []string
	groups [][]string // ids: of each group one takes part
}

// streamFor returns the stream that checks the fewest events. Disputed events are few. For an actor's own timeline it
// is the actor's stream.
func streamFor(f *graph.Filter, ofActor bool) stream {
	s := stream{groups: groupsOf(f)}
	switch {
	case f.Text != nil:
		s.Name = "text"
	case f.Disputed:
		s.Name = "disputed"
	case ofActor:
		s.Name = "actors"
	case len(s.groups) == 0:
		s.Name = "all"
	default:
		s.choose()
	}
	return s
}

// groupsOf returns the groups of actors of a filter. One actor of each group has to take part.
func groupsOf(f *graph.Filter) [][]string {
	return append(groups(f.Actors, f.Match), groups(countryIDs(f.Countries), f.Match)...)
}

func groups(ids []string, match graph.Match) [][]string {
	if len(ids) == 0 {
		return nil
	}
	if match != graph.MatchAll {
		return [][]string{ids}
	}
	out := make([][]string, len(ids))
	for i, id := range ids {
		out[i] = []string{id}
	}
	return out
}

// choose selects a pair of actors that is stored as a Dyad if there is one, else the smallest group. A Dyad joins two
// countries, or two actors that are no countries. Other pairs have none, because a country may take part through an
// official.
func (s *stream) choose() {
	for i, a := range s.groups {
		for j, b := range s.groups[:i] {
			if len(a) == 1 && len(b) == 1 && a[0] != b[0] && graph.IsCountry(a[0]) == graph.IsCountry(b[0]) {
				s.Name, s.pair = "pair", []string{b[0], a[0]}
				s.groups = without(s.groups, i, j)
				return
			}
		}
	}
	least := 0
	for i, g := range s.groups {
		if len(g) < len(s.groups[least]) {
			least = i
		}
	}
	s.Name, s.pids = "actors", s.groups[least]
	s.groups = without(s.groups, least)
}

func without(groups [][]string, drop ...int) [][]string {
	var out [][]string
	for i, g := range groups {
		keep := true
		for _, d := range drop {
			keep = keep && i != d
		}
		if keep {
			out = append(out, g)
		}
	}
	return out
}

func countryIDs(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = "country:" + c
	}
	return out
}

// timelineParams returns the parameters of a timeline with these arguments.
func timelineParams(args *graph.TimelineArgs, ofActor bool, b Budgets) (map[string]any, error) {
	p, err := FilterParams(&args.Filter, streamFor(&args.Filter, ofActor))
	if err != nil {
		return nil, err
	}
	whole := SpanOf(&args.Filter)
	cut, err := whole.between(args.Page, args.Order != graph.OldestFirst)
	if err != nil {
		return nil, err
	}
	p["page"] = cut.params(args.Page.Size+1, b.Page)
	p["all"] = whole.params(b.Count, b.Count)
	return p, nil
}

// FilterParams returns the parameters of a filter that a stream does not check by its order. The error wraps
// graph.ErrBadInput.
func FilterParams(f *graph.Filter, s stream) (map[string]any, error) {
	from, to := f.During.Days()
	rest := make([]any, len(s.groups))
	for i, g := range s.groups {
		rest[i] = derive.Keys(g)
	}
	p := map[string]any{
		"pids": derive.Keys(s.pids), "groups": rest, "ids": append([]string{}, f.Actors...), "from": bolt.Day(from), "to": bolt.Day(to), "kinds": record.OrNull(f.Kinds), "roles": record.OrNull(f.Roles),
		"places": record.OrNull(f.Places), "sources": record.OrNull(f.Sources),
		"actors": nil,
	}
	if s.pids == nil {
		p["pids"] = nil
	}
	if ids := append(append([]string{}, f.Actors...), countryIDs(f.Countries)...); len(ids) > 0 {
		p["actors"] = derive.Keys(ids)
	}
	if s.pair != nil {
		p["pair"], p["did"] = derive.Keys(s.pair), graph.PairKey(s.pair[0], s.pair[1])
	}
	if f.Text != nil {
		text, err := search.FilterText(*f.Text)
		if err != nil {
			return nil, err
		}
		p["text"] = text
	}
	return p, nil
}

// A span is a range of sort keys, ends excluded.
type span struct {
	Lo, Hi int64
	// These ends ignore the window, for streams that it does not narrow. An event may begin before the window. An
	// event with an unknown beginning is sorted by its end, which may lie after the window.
	openLo, openHi int64
}

// SpanOf returns the range that can hold the events of a filter's window.
func SpanOf(f *graph.Filter) span {
	s := span{Lo: -farthest, Hi: farthest, openLo: -farthest, openHi: farthest}
	from, to := f.During.Days()
	if to != nil {
		s.Hi = clamped(int64(*to+1) << graph.SortKeyShift)
	}
	if from != nil {
		first := *from
		if f.Certainty != graph.Certain {
			first -= derive.LongDays
		}
		s.Lo = clamped(int64(first)<<graph.SortKeyShift - 1)
	}
	return s
}

func clamped(sk int64) int64 { return max(-farthest, min(farthest, sk)) }

// between narrows the span to the keys between the page's cursors.
func (s span) between(p graph.Page, newestFirst bool) (span, error) {
	for _, c := range []struct {
		cursor string
		lower  bool // it bounds the keys from below
	}{{p.After, !newestFirst}, {p.Before, newestFirst}} {
		if c.cursor == "" {
			continue
		}
		sk, err := graph.ParseEventCursor(c.cursor)
		if err != nil {
			return s, err
		}
		sk = clamped(sk)
		if c.lower {
			s.Lo, s.openLo = max(s.Lo, sk), max(s.openLo, sk)
			continue
		}
		s.Hi, s.openHi = min(s.Hi, sk), min(s.openHi, sk)
	}
	return s, nil
}

func (s span) params(limit, budget int) map[string]any {
	return map[string]any{
		"lo": s.Lo, "hi": s.Hi, "openLo": s.openLo, "openHi": s.openHi, "limit": limit, "budget": budget,
		"long": []any{
			map[string]any{"lo": s.openLo, "hi": s.Hi, "by": 0},
			map[string]any{"lo": s.openLo + derive.OpenShift, "hi": s.openHi + derive.OpenShift, "by": derive.OpenShift},
		},
	}
}

// recordedField is the root field whose arguments hold a filter that is read in the order of recording.
const recordedField = "eventRecorded"

// RecordedStream returns a stream of all events in the order of recording. The whole filter is checked on each event.
func RecordedStream(f *graph.Filter) stream {
	s := stream{Name: "recorded", groups: groupsOf(f)}
	if f.Text != nil {
		s.Name = "recorded_text"
	}
	return s
}
