package record

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/bolt"
)

// Load returns the records stored under ids, as they were written.
func Load(t *bolt.Tx, ids map[string]bool) (graph.Batch, error) {
	if len(ids) == 0 {
		return graph.Batch{}, nil
	}
	found, err := t.All("stored", map[string]any{"ids": SortedKeys(ids)})
	if err != nil {
		return graph.Batch{}, err
	}
	return Decode(found)
}

// Decode decodes the records that the statement stored returned.
func Decode(found []*bolt.Record) (out graph.Batch, err error) {
	for _, r := range found {
		if text := bolt.Get[string](r, "record"); text != "" {
			e, err := KeptEvent(text)
			if err != nil {
				return out, err
			}
			out.Events = append(out.Events, e)
			continue
		}
		v := values{props: bolt.Get[map[string]any](r, "props"), edges: bolt.Get[map[string]any](r, "edges")}
		v.addTo(&out)
		if v.note(r.Err()); v.err != nil {
			return out, fmt.Errorf("%s: %w", v.text("id"), v.err)
		}
	}
	return out, nil
}

// values holds a node's properties, and the ids and lists at the ends of its edges. err is the first error of an
// invalid value.
type values struct {
	props, edges map[string]any
	err          error
}

// addTo adds the record to a batch: the inverse of the functions of rows.go.
func (v *values) addTo(b *graph.Batch) {
	id := v.text("id")
	switch prefix, _, _ := strings.Cut(id, ":"); prefix {
	case "source":
		b.Sources = append(b.Sources, graph.Source{
			ID: id, Title: v.text("title"), URL: v.text("url"), Publisher: v.text("publisher"), Published: v.date("published"),
			Retrieved: v.instant("retrieved"), Reliability: v.text("reliability"), SHA256: v.text("sha256"), Format: v.text("format"),
		})
	case "country":
		b.Countries = append(b.Countries, graph.Country{
			ID: id, Code: v.text("iso3"), ISO2: v.text("iso2"), M49: v.number("m49"), Name: v.text("name"),
			ValidFrom: v.date("validFrom"), ValidTo: v.date("validTo"), Sources: v.sources(),
		})
	case "aggregate":
		b.Aggregates = append(b.Aggregates, graph.Aggregate{ID: id, Code: v.text("code"), Name: v.text("name"), Sources: v.sources()})
	case "place":
		b.Places = append(b.Places, graph.Place{
			ID: id, Name: v.text("name"), Latitude: v.float("latitude"), Longitude: v.float("longitude"), Country: v.edge("country"), Sources: v.sources(),
		})
	case "org":
		b.Organizations = append(b.Organizations, graph.Organization{ID: id, Name: v.text("name"), Kind: v.text("kind"), Country: v.edge("country"), Sources: v.sources()})
	case "post":
		b.Posts = append(b.Posts, graph.Post{ID: id, Title: v.text("title"), Level: graph.PostLevel(v.text("level")), Organization: v.edge("organization"), Sources: v.sources()})
	case "official":
		b.Officials = append(b.Officials, graph.Official{
			ID: id, Name: v.text("name"), NativeName: v.text("nativeName"), Aliases: v.texts("aliases"), Wikidata: v.text("wikidata"),
			Born: v.date("born"), Died: v.date("died"), Country: v.edge("country"), Sources: v.sources(),
		})
	case "tenure":
		acting, _ := v.props["acting"].(bool)
		b.Tenures = append(b.Tenures, graph.Tenure{ID: id, Official: v.edge("official"), Post: v.edge("post"), Dates: v.date("edtf"), Acting: acting, Sources: v.sources()})
	case "commodity":
		b.Commodities = append(b.Commodities, graph.Commodity{
			ID: id, Classification: v.text("classification"), Edition: v.text("edition"), Code: v.text("code"), Description: v.text("description"),
			Parent: v.edge("parent"), Sources: v.sources(),
		})
	case "series":
		b.Series = append(b.Series, graph.Series{
			ID: id, Reporter: v.text("reporter"), Partner: v.text("partner"), Flow: v.text("flow"), Commodity: v.text("commodity"),
			Frequency: v.text("frequency"), Valuation: v.text("valuation"), Currency: v.text("currency"), Publisher: v.text("publisher"), Sources: v.sources(),
		})
	case "figure":
		b.Figures = append(b.Figures, v.figure(id))
	case "event":
		b.Events = append(b.Events, v.event(id))
	case "merge":
		b.Merges = append(b.Merges, graph.Merge{
			ID: id, Keep: v.text("keep"), Merged: v.text("merged"), Name: v.text("name"), At: v.instant("at"), UndoneAt: v.instant("undoneAt"),
			Rule: graph.MergeRule(v.text("rule")), Sources: v.sources(),
		})
	case "decision":
		b.Decisions = append(b.Decisions, graph.Decision{
			ID: id, Kind: graph.DecisionKind(v.text("kind")), Event: v.text("event"), Other: v.text("other"), Rule: v.text("rule"),
			Reason: v.text("reason"), At: v.instant("at"), UndoneAt: v.instant("undoneAt"), Sources: v.sources(),
		})
	case "revision":
		b.Revisions = append(b.Revisions, v.revision(id))
	case "retraction":
		b.Retractions = append(b.Retractions, graph.Retraction{
			ID: id, Of: v.text("of"), Reason: v.text("reason"), At: v.instant("at"), UndoneAt: v.instant("undoneAt"), Sources: v.sources(),
		})
	}
}

func (v *values) figure(id string) graph.Figure {
	f := graph.Figure{
		ID: id, Series: v.edge("series"), Period: v.text("period"), Value: v.decimal("value"), Quantum: v.decimal("quantum"),
		Quantity: v.decimal("quantity"), Unit: v.text("unit"), YoY: v.percent("reportedYoY"), MoM: v.percent("reportedMoM"),
		Basis: v.text("basis"), Rank: v.number("rank"), Sources: v.sources(),
	}
	for _, m := range v.list("derivedFrom") {
		f.DerivedFrom = append(f.DerivedFrom, graph.Derivation{Figure: Shown(m["id"]), By: Shown(m["by"])})
	}
	return f
}

func (v *values) event(id string) graph.Event {
	e := graph.Event{
		ID: id, Kind: graph.EventKind(v.text("kind")), Title: v.text("title"), Date: v.date("edtf"),
		Place: v.edge("place"), PartOf: v.edge("partOf"), Sources: v.sources(),
	}
	for _, t := range graph.EventTexts {
		t.Set(&e, v.text(t.Name))
	}
	for _, m := range v.list("participants") {
		p := graph.Participation{Actor: Shown(m["id"])}
		roles, _ := m["roles"].([]any)
		for _, role := range bolt.Strings(roles) {
			p.Roles = append(p.Roles, graph.Role(role))
		}
		e.Participants = append(e.Participants, p)
	}
	for _, m := range v.list("about") {
		e.About = append(e.About, Shown(m["id"]))
	}
	return e
}

func (v *values) revision(id string) graph.Revision {
	r := graph.Revision{
		ID: id, Of: v.text("of"), Number: v.number("number"), BelievedFrom: v.instant("believedFrom"), BelievedTo: v.instant("believedTo"), Sources: v.sources(),
	}
	fields, before, after := v.texts("fields"), v.texts("before"), v.texts("after")
	if len(before) != len(fields) || len(after) != len(fields) {
		v.note(fmt.Errorf("%w: the values of the revision do not match its fields", graph.ErrInternal))
		return r
	}
	for i, field := range fields {
		r.Changes = append(r.Changes, graph.Edit{Field: field, Before: before[i], After: after[i]})
	}
	return r
}

func (v *values) sources() (out []graph.Citation) {
	for _, m := range v.list("sources") {
		mentions, _ := m["mentions"].(int64)
		out = append(out, graph.Citation{Source: Shown(m["id"]), Quote: Shown(m["quote"]), Record: Shown(m["record"]), Mentions: int(mentions)})
	}
	return out
}

func (v *values) list(name string) []map[string]any {
	list, _ := v.edges[name].([]any)
	return MapsIn(list)
}

func (v *values) edge(name string) string { return Shown(v.edges[name]) }

func (v *values) text(name string) string { return Shown(v.props[name]) }

func (v *values) texts(name string) []string {
	list, _ := v.props[name].([]any)
	if len(list) == 0 {
		return nil
	}
	return bolt.Strings(list)
}

func (v *values) number(name string) int {
	n, _ := v.props[name].(int64)
	return int(n)
}

func (v *values) float(name string) *float64 {
	f, ok := v.props[name].(float64)
	if !ok {
		return nil
	}
	return &f
}

func (v *values) instant(name string) time.Time {
	at, ok := v.props[name].(time.Time)
	if !ok {
		return time.Time{}
	}
	return at.UTC()
}

func (v *values) date(name string) edtf.Date {
	text := v.text(name)
	if text == "" {
		return edtf.Date{}
	}
	date, err := ParseDate(text)
	v.note(err)
	return date
}

func (v *values) decimal(name string) *decimal.Decimal {
	text := v.text(name)
	if text == "" {
		return nil
	}
	d, err := decimal.NewFromString(text)
	v.note(err)
	return &d
}

func (v *values) percent(name string) *graph.Percent {
	value, quantum := v.float(name), v.float(name+"Quantum")
	if value == nil || quantum == nil {
		return nil
	}
	return &graph.Percent{Value: *value, Quantum: *quantum}
}

func (v *values) note(err error) {
	if v.err == nil {
		v.err = err
	}
}
