package store

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/edtf"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/project"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/search"
)

// find runs the statement of that name with the selection of w, and returns the value called row, or nil if there is
// none.
func (s *Store) find(ctx context.Context, name string, w answer.Projection, params map[string]any) (any, error) {
	return s.project(ctx, name, "row", w, project.Scope{"n": "n"}, params)
}

func (s *Store) project(
	ctx context.Context,
	name, column string,
	w answer.Projection,
	in project.Scope,
	params map[string]any,
) (any, error) {
	given := w.Args
	w, _, err := s.canonicalizeFilters(ctx, w, true)
	if err != nil {
		return nil, err
	}
	all := project.Prepare(w, s.budgets())
	for i := range given {
		given[i].Err = w.Args[i].Err // the writer of the answer reads it
	}
	if _, err := w.RootArgs(); err != nil {
		return nil, err
	}
	maps.Copy(all, params)
	text := s.compiled.Text(w, name, func(c *project.Compiler) string {
		c.DecodesSnapshots = true
		text := c.Fill(cypher.Text(name), in, w.Field)
		if c.ReadsSnapshot {
			text = "CALL () {\n" + text + "\n}\n" + cypher.Text("fields/renamed")
		}
		return text
	})
	record, err := s.db.Read(ctx, name, text, all)
	if err != nil || record == nil {
		return nil, err
	}
	v, _ := record.Get(column)
	if _, ok := record.Get("renamed"); ok {
		return s.withSnapshots(ctx, bolt.Get[int64](record, "renamed"), v)
	}
	return v, nil
}

// Event returns the selected fields of the event with that id, or of the event that shows the record with that id. It
// returns nil if there is none.
func (s *Store) Event(ctx context.Context, w answer.Projection, id string) (any, error) {
	return s.kept(ctx, "event", w, id)
}

// Official returns the selected fields of the official with that id, following merges. It returns nil if there is
// none.
func (s *Store) Official(ctx context.Context, w answer.Projection, id string) (any, error) {
	return s.kept(ctx, "official", w, id)
}

// kept runs the statement of that name for an id. If there is no row, it does so for the id that this id was merged
// into.
func (s *Store) kept(ctx context.Context, name string, w answer.Projection, id string) (any, error) {
	v, err := s.find(ctx, name, w, map[string]any{"id": id})
	if v != nil || err != nil {
		return v, err
	}
	return s.canonical(ctx, name, w, id)
}

// canonical runs the statement of that name for the id that an id was merged into.
func (s *Store) canonical(ctx context.Context, name string, w answer.Projection, id string) (any, error) {
	kept, changed, err := s.canonicalIDs(ctx, []string{id})
	if err != nil || !changed {
		return nil, err
	}
	return s.find(ctx, name, w, map[string]any{"id": kept[0]})
}

// OfficialByWikidata returns the selected fields of the official with that Wikidata id, or nil if there is none.
func (s *Store) OfficialByWikidata(ctx context.Context, w answer.Projection, qid string) (any, error) {
	v, err := s.find(ctx, "official_wikidata", w, map[string]any{"wikidata": qid})
	if v != nil || err != nil {
		return v, err
	}
	return s.canonical(ctx, "official", w, "official:"+qid)
}

// Country returns the selected fields of the country with a code of country.ParseCode, or nil if there is none.
func (s *Store) Country(ctx context.Context, w answer.Projection, code string) (any, error) {
	return s.find(ctx, "country", w, map[string]any{"id": "country:" + code})
}

// Organization returns the selected fields of the organization with that id, or nil if there is none.
func (s *Store) Organization(ctx context.Context, w answer.Projection, id string) (any, error) {
	return s.find(ctx, "organization", w, map[string]any{"id": id})
}

// Post returns the selected fields of the post with that id, or nil if there is none.
func (s *Store) Post(ctx context.Context, w answer.Projection, id string) (any, error) {
	return s.find(ctx, "post", w, map[string]any{"id": id})
}

// Source returns the selected fields of the source with that id, or nil if there is none.
func (s *Store) Source(ctx context.Context, w answer.Projection, id string) (any, error) {
	return s.find(ctx, "source", w, map[string]any{"id": id})
}

// Commodity returns the selected fields of the commodity with that code in a classification, or nil if there is none.
func (s *Store) Commodity(ctx context.Context, w answer.Projection, code string, of graph.Classification) (any, error) {
	return s.find(ctx, "commodity", w, map[string]any{"code": code, "classification": string(of)})
}

// Nodes returns the selected fields of some nodes, by id. Missing nodes are absent. The id of a merged official or
// event gives the one that was kept.
func (s *Store) Nodes(ctx context.Context, w answer.Projection, ids []string) (map[string]any, error) {
	found, err := s.byID(ctx, "nodes", w, project.Scope{"n": "n"}, ids)
	if err != nil || len(found) == len(ids) {
		return found, err
	}
	into, err := s.mergedInto(
		ctx,
		slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, ok := found[id]; return ok }),
	)
	if err != nil || len(into) == 0 {
		return found, err
	}
	kept, err := s.byID(ctx, "nodes", w, project.Scope{"n": "n"}, slices.Compact(slices.Sorted(maps.Values(into))))
	for id, k := range into {
		found[id] = kept[k]
	}
	return found, err
}

// FigureSources returns the citations of some figures, by id.
func (s *Store) FigureSources(ctx context.Context, w answer.Projection, ids []string) (map[string]any, error) {
	return s.byID(ctx, "figure_sources", w, project.Scope{"n": "n"}, ids)
}

// LinkSources returns the citations of some consequences, by id. An id consists of the id of the earlier event, a
// blank, and the id of the later event.
func (s *Store) LinkSources(ctx context.Context, w answer.Projection, ids []string) (map[string]any, error) {
	return s.byID(ctx, "link_sources", w, project.Scope{"n": "x"}, ids)
}

func (s *Store) byID(
	ctx context.Context,
	name string,
	w answer.Projection,
	in project.Scope,
	ids []string,
) (map[string]any, error) {
	v, err := s.project(ctx, name, "rows", w, in, map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	rows, _ := v.([]any)
	out := make(map[string]any, len(rows))
	for _, r := range rows {
		pair := r.([]any)
		out[pair[0].(string)] = pair[1] // as the compiled text has them
	}
	return out, nil
}

// Timeline returns the page of events that the arguments of w select.
func (s *Store) Timeline(ctx context.Context, w answer.Projection) (any, error) {
	v, err := s.project(ctx, "timeline", "row", w, project.Scope{}, nil)
	row, _ := v.([]any)
	if err != nil || len(row) < 3 || row[2] == nil || len(row[2].([]any)) == 0 {
		return v, err
	}
	meant, changed, err := s.canonicalizeFilters(ctx, w, false)
	if err != nil || !changed {
		return v, err
	}
	return s.project(ctx, "timeline", "row", meant, project.Scope{}, nil)
}

// Officials returns the page of officials, ordered by name, that the arguments of w select.
func (s *Store) Officials(ctx context.Context, w answer.Projection) (any, error) {
	args, err := w.RootArgs()
	if err != nil {
		return nil, err
	}
	page, err := graph.PageOf(args)
	if err != nil {
		return nil, err
	}
	params := map[string]any{"name": "", "id": "", "limit": page.Size + 1, "budget": s.limits.Page, "words": "", "indexes": []string{}, "country": nil}
	if page.After != "" {
		name, id, err := graph.ParseNameCursor(page.After)
		if err != nil {
			return nil, err
		}
		params["name"], params["id"] = name, id
	}
	if text, ok := args["text"].(string); ok {
		if params["words"], err = search.FilterText(text); err != nil {
			return nil, err
		}
		params["indexes"] = []string{search.OfficialIndex}
	}
	if code, ok := args["country"].(string); ok {
		params["country"] = "country:" + code
	}
	name := "officials"
	if args["text"] == nil && args["country"] == nil && args["post"] == nil && args["asOf"] == nil {
		name = "officials_all" // an index has them in order
	}
	return s.project(ctx, name, "row", w, project.Scope{"n": "n", "x": "n"}, params)
}

// SeriesQuery selects trade series. An empty string is no condition.
type SeriesQuery struct {
	Reporter, Partner, Commodity string // codes
	Flow                         graph.Flow
	Frequency                    graph.Frequency
	Classification               graph.Classification
	Valuation                    graph.Valuation
	Publisher                    string
}

func (q SeriesQuery) params() map[string]any {
	return map[string]any{
		"reporter": graph.TradeAreaID(q.Reporter), "partner": graph.TradeAreaID(q.Partner), "flow": string(q.Flow), "commodity": q.Commodity,
		"frequency": string(q.Frequency), "classification": record.Text(string(q.Classification)),
		"valuation": record.Text(string(q.Valuation)), "publisher": record.Text(q.Publisher),
	}
}

// TradeSeries returns the selected fields of the series of one flow.
func (s *Store) TradeSeries(ctx context.Context, w answer.Projection, q SeriesQuery) (any, error) {
	return s.find(ctx, "trade_series", w, q.params())
}

// A brief holds the fields of an event that graph queries need.
type brief struct {
	id   string
	kind graph.EventKind
	date edtf.Date
	sk   int64
	root string
}

// briefOf reads a brief from a row of a record.
func briefOf(r *bolt.Record, row any) (brief, error) {
	date, err := record.ParseDate(bolt.At[string](r, row, 2))
	if err != nil {
		return brief{}, err
	}
	text := func(i int) string { return bolt.At[string](r, row, i) }
	return brief{text(0), graph.EventKind(text(1)), date, bolt.At[int64](r, row, 3), text(4)}, nil
}

// briefsOf reads briefs from the column rows of a record.
func briefsOf(r *bolt.Record) ([]brief, error) {
	in := bolt.Get[[]any](r, "rows")
	out := make([]brief, len(in))
	for i, row := range in {
		var err error
		if out[i], err = briefOf(r, row); err != nil {
			return nil, err
		}
	}
	return out, r.Err()
}

// briefNamed returns the brief of the event with that id, or of the event that shows the record with that id. The error
// wraps graph.ErrNotFound if there is none.
func (s *Store) briefNamed(ctx context.Context, id string) (brief, error) {
	return withCanonicalIDs(ctx, s, []string{id}, func(ids []string) (brief, error) {
		record, err := s.db.Read(ctx, "brief", cypher.Text("brief"), map[string]any{"id": ids[0]})
		if err != nil {
			return brief{}, err
		}
		if record == nil {
			return brief{}, graph.NotFound("event", id)
		}
		found, err := briefsOf(record)
		if err != nil {
			return brief{}, err
		}
		return found[0], nil
	})
}

// briefs returns all events of a filter, oldest first. The error wraps graph.ErrTooBroad if there are more than
// graph.MaxCount. It wraps graph.ErrNotFound if the filter names an actor that does not exist.
func (s *Store) briefs(ctx context.Context, f graph.Filter) ([]brief, error) {
	most := s.limits.Count
	records, err := s.matching(ctx, "briefs", graph.TimelineArgs{Filter: f}, most, most, project.Scope{"x": "x"})
	if err != nil {
		return nil, err
	}
	out, err := briefsOf(records[0])
	if len(out) >= most || bolt.Get[bool](records[0], "cut") {
		return nil, tooMany(most)
	}
	return out, err
}

func tooMany(budget int) error {
	return fmt.Errorf("%w: more than %d events would have to be looked at; narrow the filter", graph.ErrTooBroad, budget)
}

// someBriefs returns events, oldest first: all of the page that args select, and perhaps more. It checks any number of
// events.
func (s *Store) someBriefs(ctx context.Context, args graph.TimelineArgs) ([]brief, error) {
	records, err := s.matching(ctx, "briefs", args, args.Page.Size, math.MaxInt32, project.Scope{"x": "x", "cut": "false"})
	if err != nil {
		return nil, err
	}
	return briefsOf(records[0])
}

// matching runs the statement of that name, in a scope, over at most limit events that args select. It ignores the size
// of their page, and checks at most budget events.
func (s *Store) matching(
	ctx context.Context,
	name string,
	args graph.TimelineArgs,
	limit, budget int,
	in project.Scope,
) ([]*bolt.Record, error) {
	w := answer.Projection{
		Field: &answer.Field{Name: "timeline", Of: answer.NewSelection("EventConnection", false)},
		Args:  []answer.Args{{Timeline: &args}},
	}
	params := project.Prepare(w, s.budgets())
	if err := w.Args[0].Err; err != nil {
		return nil, err
	}
	own := params["a0"].(map[string]any)
	page := own["page"].(map[string]any)
	page["limit"], page["budget"] = limit, budget
	own["all"] = page
	c := &project.Compiler{Args: w.Args}
	records, err := s.db.ReadAll(ctx, name, c.Fill(cypher.Text(name), in, w.Field), params)
	if err != nil {
		return nil, err
	}
	if missing := bolt.Texts(records[0], "missing"); len(missing) > 0 {
		return nil, graph.NotFound("actor, place or source", missing[0])
	}
	return records, bolt.Err(records)
}
