// Package record turns records into rows, the parameters of the statements that write them, and back.
package record

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/search"
)

// A Row is a record in the form of its put statement.
type Row struct {
	ID     string
	Props  map[string]any // all of the node's own: a nil removes the earlier value
	Edges  map[string]any // ids and lists that the statement makes edges of
	Refs   []string       // ids that have to exist
	Digest string
}

func newRow(id string, props, edges map[string]any, sources []graph.Citation, refs ...string) Row {
	r := Row{ID: id, Props: props, Edges: edges}
	for _, s := range sources {
		refs = append(refs, s.Source)
	}
	if r.Edges == nil {
		r.Edges = map[string]any{}
	}
	r.Edges["sources"] = Cites(sources)
	for _, ref := range refs {
		if ref != "" {
			r.Refs = append(r.Refs, ref)
		}
	}
	// What is written is plain maps, lists and texts: their JSON is the same each time.
	b, err := json.Marshal([]any{r.ID, r.Props, r.Edges})
	if err != nil {
		panic(err) // no such value is put into a row
	}
	sum := sha256.Sum256(b)
	r.Digest = hex.EncodeToString(sum[:16])
	return r
}

// Cites returns citations in the form of statements.
func Cites(sources []graph.Citation) []any {
	out := make([]any, len(sources))
	for i, s := range sources {
		out[i] = map[string]any{"id": s.Source, "quote": Text(s.Quote), "record": Text(s.Record), "mentions": number(s.Mentions), "ord": i}
	}
	return out
}

// found adds the words by which search finds a node. They follow from the record, and are no part of its digest.
func (r Row) found(names []string, texts ...string) Row {
	r.Props["words"] = Text(search.Words(names, texts...))
	return r
}

// FieldOf returns the name of the field that refers to an id.
func (r Row) FieldOf(ref string) string {
	for _, name := range SortedKeys(r.Edges) {
		if r.Edges[name] == ref {
			return name
		}
		list, _ := r.Edges[name].([]any)
		for i, m := range MapsIn(list) {
			if m["id"] == ref {
				return fmt.Sprintf("%s[%d]", name, i)
			}
		}
	}
	return "id"
}

// Params returns the parameters of the statement that writes the row.
func (r Row) Params() map[string]any {
	out := map[string]any{"id": r.ID}
	maps.Copy(out, r.Edges)
	props := map[string]any{"digest": r.Digest}
	maps.Copy(props, r.Props)
	out["props"] = props
	return out
}

// Text returns a string for the database, or nil for an empty one.
func Text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func dateText(d edtf.Date) any { return Text(d.String()) }

// Instant returns a time for the database, or nil for the zero time.
func Instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

func exact(d *decimal.Decimal) any {
	if d == nil {
		return nil
	}
	return d.String()
}

func number(n int) any {
	if n == 0 {
		return nil
	}
	return int64(n)
}

func float(f *float64) any {
	if f == nil {
		return nil
	}
	return *f
}

// SourceRow returns the row of a source.
func SourceRow(s graph.Source) Row {
	return newRow(s.ID, map[string]any{
		"title": s.Title, "url": Text(s.URL), "publisher": Text(s.Publisher), "published": dateText(s.Published),
		"retrieved": Instant(s.Retrieved), "reliability": Text(s.Reliability), "sha256": Text(s.SHA256), "format": Text(s.Format),
	}, nil, nil).found([]string{s.Title, s.URL})
}

func countryRow(c graph.Country) Row {
	return newRow(c.ID, map[string]any{
		"pid": graph.ActorKey(c.ID), "iso3": c.Code, "iso2": Text(c.ISO2), "m49": number(c.M49), "name": c.Name,
		"validFrom": dateText(c.ValidFrom), "validTo": dateText(c.ValidTo),
	}, nil, c.Sources).found([]string{c.Name, c.Code})
}

func aggregateRow(a graph.Aggregate) Row {
	return newRow(a.ID, map[string]any{"code": a.Code, "name": a.Name}, nil, a.Sources)
}

func placeRow(p graph.Place) Row {
	return newRow(p.ID, map[string]any{"name": p.Name, "latitude": float(p.Latitude), "longitude": float(p.Longitude)},
		map[string]any{"country": Text(p.Country)}, p.Sources, p.Country).found([]string{p.Name})
}

func organizationRow(o graph.Organization) Row {
	return newRow(o.ID, map[string]any{"pid": graph.ActorKey(o.ID), "name": o.Name, "kind": o.Kind},
		map[string]any{"country": Text(o.Country)}, o.Sources, o.Country).found([]string{o.Name})
}

func postRow(p graph.Post) Row {
	return newRow(p.ID, map[string]any{"title": p.Title, "level": Text(string(p.Level)), "rank": p.Level.Rank()},
		map[string]any{"organization": Text(p.Organization)}, p.Sources, p.Organization).found([]string{p.Title})
}

func officialRow(o graph.Official) Row {
	return newRow(o.ID, map[string]any{
		"pid": graph.ActorKey(o.ID), "name": o.Name, "nativeName": Text(o.NativeName), "aliases": OrNull(o.Aliases),
		"wikidata": Text(o.Wikidata), "born": dateText(o.Born), "died": dateText(o.Died),
	}, map[string]any{"country": Text(o.Country)}, o.Sources, o.Country).found(append([]string{o.Name, o.NativeName}, o.Aliases...))
}

// tenureRow stores the bounds, and the days between which the post was certainly held.
func tenureRow(t graph.Tenure) Row {
	start, end := t.Dates.Ends()
	props := map[string]any{
		"edtf": t.Dates.String(), "started": dateText(start), "ended": dateText(end), "acting": t.Acting, "ongoing": nil,
		"earliest": bolt.Bound(t.Dates.Earliest()), "latest": bolt.Bound(t.Dates.Latest()), "certainFrom": nil, "certainTo": nil,
	}
	switch {
	case t.Dates.Ongoing():
		props["ongoing"] = true
	case !end.IsZero():
		props["ongoing"] = false
	}
	if t.Dates.Certain() {
		props["certainFrom"], props["certainTo"] = bolt.Bound(start.Latest()), bolt.Bound(end.Earliest())
	}
	return newRow(t.ID, props, map[string]any{"official": t.Official, "post": t.Post}, t.Sources, t.Official, t.Post)
}

func commodityRow(c graph.Commodity) Row {
	return newRow(c.ID, map[string]any{
		"classification": c.Classification, "edition": Text(c.Edition), "code": c.Code, "description": c.Description,
	}, map[string]any{"parent": Text(c.Parent)}, c.Sources, c.Parent).found([]string{c.Description, c.Code})
}

func seriesRow(s graph.Series) Row {
	return newRow(s.ID, map[string]any{
		"reporter": s.Reporter, "partner": s.Partner, "flow": s.Flow, "commodity": s.Commodity, "frequency": s.Frequency,
		"valuation": s.Valuation, "currency": s.Currency, "publisher": s.Publisher,
	}, map[string]any{"reporter": s.Reporter, "partner": s.Partner, "commodity": s.Commodity}, s.Sources,
		s.Reporter, s.Partner, s.Commodity)
}

func figureRow(f graph.Figure) Row {
	start, yearAgo, monthAgo := graph.Periods(f.Period)
	props := map[string]any{
		"period": f.Period, "start": bolt.Day(start), "value": exact(f.Value), "quantum": exact(f.Quantum),
		"quantity": exact(f.Quantity), "unit": Text(f.Unit), "basis": f.Basis, "rank": number(f.Rank),
		"reportedYoY": nil, "reportedYoYQuantum": nil, "reportedMoM": nil, "reportedMoMQuantum": nil,
		"yearAgo": nil, "monthAgo": nil,
	}
	if yearAgo != "" {
		props["yearAgo"] = graph.FigureID(f.Series, yearAgo)
	}
	if monthAgo != "" {
		props["monthAgo"] = graph.FigureID(f.Series, monthAgo)
	}
	if f.YoY != nil {
		props["reportedYoY"], props["reportedYoYQuantum"] = f.YoY.Value, f.YoY.Quantum
	}
	if f.MoM != nil {
		props["reportedMoM"], props["reportedMoMQuantum"] = f.MoM.Value, f.MoM.Quantum
	}
	refs := []string{f.Series}
	from := make([]any, len(f.DerivedFrom))
	for i, d := range slices.SortedFunc(slices.Values(f.DerivedFrom), byFigure) {
		from[i] = map[string]any{"id": d.Figure, "by": d.By}
		refs = append(refs, d.Figure)
	}
	return newRow(f.Name(), props, map[string]any{"series": f.Series, "derivedFrom": from}, f.Sources, refs...)
}

func byFigure(a, b graph.Derivation) int { return cmp.Compare(a.Figure, b.Figure) }

// EventRow returns the row of an event.
func EventRow(e graph.Event) Row {
	refs := append([]string{e.Place, e.PartOf}, e.About...)
	participants := make([]any, len(e.Participants))
	for i, p := range e.Participants {
		participants[i] = map[string]any{"id": p.Actor, "roles": List(p.Roles), "ord": i}
		refs = append(refs, p.Actor)
	}
	about := make([]any, len(e.About))
	for i, id := range e.About {
		about[i] = map[string]any{"id": id, "ord": i}
	}
	props := map[string]any{
		"kind": string(e.Kind), "title": e.Title, "edtf": e.Date.String(), "earliest": bolt.Bound(e.Date.Earliest()),
		"latest": bolt.Bound(e.Date.Latest()), "precision": string(e.Date.Precision()), "certain": e.Date.Certain(),
	}
	for _, t := range graph.EventTexts {
		if text := t.Of(&e); text != "" || !t.Later {
			props[t.Name] = Text(text)
		}
	}
	row := newRow(e.ID, props, map[string]any{
		"place": Text(e.Place), "partOf": Text(e.PartOf), "participants": participants, "about": about,
	}, e.Sources, refs...)
	for _, t := range graph.EventTexts {
		props[t.Name] = Text(t.Of(&e)) // those that the digest leaves out
	}
	return row.found([]string{e.Title}, e.Summary)
}

// List returns texts for the database.
func List[T ~string](in []T) []any {
	out := make([]any, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

// LinkRow returns the row of a link. Its id is the ids of both events.
func LinkRow(l graph.Link) Row {
	sources := make([]any, len(l.Sources))
	var quotes any // nil where no source is quoted
	texts := make([]any, len(l.Sources))
	for i, c := range l.Sources {
		sources[i], texts[i] = c.Source, c.Quote
		if c.Quote != "" {
			quotes = texts
		}
	}
	return newRow(l.From+" "+l.To, map[string]any{
		"basis": Text(l.Basis), "confidence": float(l.Confidence), "sources": sources, "quotes": quotes,
	}, nil, nil)
}
