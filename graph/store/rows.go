package store

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

// A row is a record in the form of its put statement.
type row struct {
	id     string
	props  map[string]any // all of the node's own: a nil removes the earlier value
	edges  map[string]any // ids and lists that the statement makes edges of
	refs   []string       // ids that have to exist
	digest string
}

func newRow(id string, props, edges map[string]any, sources []graph.Citation, refs ...string) row {
	r := row{id: id, props: props, edges: edges}
	for _, s := range sources {
		refs = append(refs, s.Source)
	}
	if r.edges == nil {
		r.edges = map[string]any{}
	}
	r.edges["sources"] = cites(sources)
	for _, ref := range refs {
		if ref != "" {
			r.refs = append(r.refs, ref)
		}
	}
	// What is written is plain maps, lists and texts: their JSON is the same each time.
	b, err := json.Marshal([]any{r.id, r.props, r.edges})
	if err != nil {
		panic(err) // no such value is put into a row
	}
	sum := sha256.Sum256(b)
	r.digest = hex.EncodeToString(sum[:16])
	return r
}

// cites returns citations in the form of statements.
func cites(sources []graph.Citation) []any {
	out := make([]any, len(sources))
	for i, s := range sources {
		out[i] = map[string]any{"id": s.Source, "quote": text(s.Quote), "record": text(s.Record), "mentions": number(s.Mentions), "ord": i}
	}
	return out
}

// found adds the words by which search finds a node. They follow from the record, and are no part of its digest.
func (r row) found(names []string, texts ...string) row {
	r.props["words"] = text(search.Words(names, texts...))
	return r
}

// fieldOf returns the name of the field that refers to an id.
func (r row) fieldOf(ref string) string {
	for _, name := range sortedKeys(r.edges) {
		if r.edges[name] == ref {
			return name
		}
		list, _ := r.edges[name].([]any)
		for i, m := range mapsIn(list) {
			if m["id"] == ref {
				return fmt.Sprintf("%s[%d]", name, i)
			}
		}
	}
	return "id"
}

func (r row) params() map[string]any {
	out := map[string]any{"id": r.id}
	maps.Copy(out, r.edges)
	props := map[string]any{"digest": r.digest}
	maps.Copy(props, r.props)
	out["props"] = props
	return out
}

// text returns a string for the database, or nil for an empty one.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func dateText(d edtf.Date) any { return text(d.String()) }

func instant(t time.Time) any {
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

func sourceRow(s graph.Source) row {
	return newRow(s.ID, map[string]any{
		"title": s.Title, "url": text(s.URL), "publisher": text(s.Publisher), "published": dateText(s.Published),
		"retrieved": instant(s.Retrieved), "reliability": text(s.Reliability), "sha256": text(s.SHA256), "format": text(s.Format),
	}, nil, nil).found([]string{s.Title, s.URL})
}

func countryRow(c graph.Country) row {
	return newRow(c.ID, map[string]any{
		"pid": graph.ActorKey(c.ID), "iso3": c.Code, "iso2": text(c.ISO2), "m49": number(c.M49), "name": c.Name,
		"validFrom": dateText(c.ValidFrom), "validTo": dateText(c.ValidTo),
	}, nil, c.Sources).found([]string{c.Name, c.Code})
}

func aggregateRow(a graph.Aggregate) row {
	return newRow(a.ID, map[string]any{"code": a.Code, "name": a.Name}, nil, a.Sources)
}

func placeRow(p graph.Place) row {
	return newRow(p.ID, map[string]any{"name": p.Name, "latitude": float(p.Latitude), "longitude": float(p.Longitude)},
		map[string]any{"country": text(p.Country)}, p.Sources, p.Country).found([]string{p.Name})
}

func organizationRow(o graph.Organization) row {
	return newRow(o.ID, map[string]any{"pid": graph.ActorKey(o.ID), "name": o.Name, "kind": o.Kind},
		map[string]any{"country": text(o.Country)}, o.Sources, o.Country).found([]string{o.Name})
}

func postRow(p graph.Post) row {
	return newRow(p.ID, map[string]any{"title": p.Title, "level": text(string(p.Level)), "rank": p.Level.Rank()},
		map[string]any{"organization": text(p.Organization)}, p.Sources, p.Organization).found([]string{p.Title})
}

func officialRow(o graph.Official) row {
	return newRow(o.ID, map[string]any{
		"pid": graph.ActorKey(o.ID), "name": o.Name, "nativeName": text(o.NativeName), "aliases": orNull(o.Aliases),
		"wikidata": text(o.Wikidata), "born": dateText(o.Born), "died": dateText(o.Died),
	}, map[string]any{"country": text(o.Country)}, o.Sources, o.Country).found(append([]string{o.Name, o.NativeName}, o.Aliases...))
}

// tenureRow stores the bounds, and the days between which the post was certainly held.
func tenureRow(t graph.Tenure) row {
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

func commodityRow(c graph.Commodity) row {
	return newRow(c.ID, map[string]any{
		"classification": c.Classification, "edition": text(c.Edition), "code": c.Code, "description": c.Description,
	}, map[string]any{"parent": text(c.Parent)}, c.Sources, c.Parent).found([]string{c.Description, c.Code})
}

func seriesRow(s graph.Series) row {
	return newRow(s.ID, map[string]any{
		"reporter": s.Reporter, "partner": s.Partner, "flow": s.Flow, "commodity": s.Commodity, "frequency": s.Frequency,
		"valuation": s.Valuation, "currency": s.Currency, "publisher": s.Publisher,
	}, map[string]any{"reporter": s.Reporter, "partner": s.Partner, "commodity": s.Commodity}, s.Sources,
		s.Reporter, s.Partner, s.Commodity)
}

func figureRow(f graph.Figure) row {
	start, yearAgo, monthAgo := graph.Periods(f.Period)
	props := map[string]any{
		"period": f.Period, "start": bolt.Day(start), "value": exact(f.Value), "quantum": exact(f.Quantum),
		"quantity": exact(f.Quantity), "unit": text(f.Unit), "basis": f.Basis, "rank": number(f.Rank),
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

func eventRow(e graph.Event) row {
	refs := append([]string{e.Place, e.PartOf}, e.About...)
	participants := make([]any, len(e.Participants))
	for i, p := range e.Participants {
		participants[i] = map[string]any{"id": p.Actor, "roles": list(p.Roles), "ord": i}
		refs = append(refs, p.Actor)
	}
	about := make([]any, len(e.About))
	for i, id := range e.About {
		about[i] = map[string]any{"id": id, "ord": i}
	}
	return newRow(e.ID, map[string]any{
		"kind": string(e.Kind), "title": e.Title, "summary": text(e.Summary), "edtf": e.Date.String(),
		"earliest": bolt.Bound(e.Date.Earliest()), "latest": bolt.Bound(e.Date.Latest()), "precision": string(e.Date.Precision()),
		"certain": e.Date.Certain(), "cameo": text(e.CAMEO), "plover": text(e.PLOVER),
	}, map[string]any{"place": text(e.Place), "partOf": text(e.PartOf), "participants": participants, "about": about}, e.Sources, refs...).
		found([]string{e.Title}, e.Summary)
}

func list[T ~string](in []T) []any {
	out := make([]any, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}
