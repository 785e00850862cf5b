package write

import (
	"cmp"
	"slices"

	"demarche/graph"
	"demarche/graph/identity"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// A comparison is the events that the rules compare.
type comparison struct {
	*writer
	all    []identity.Telling
	shows  map[string]string // the event that shows a telling, by its id
	linked map[string]bool   // events with links, which no rule merges
}

// comparedKinds are the kinds of events that the rules compare.
var comparedKinds = record.List([]graph.EventKind{
	graph.Visit, graph.Meeting, graph.Ceremony, graph.AgreementEvent, graph.Statement, graph.OtherEvent,
})

// mayCompare reports whether the rules compare an event: one of these kinds, with an official.
func mayCompare(t identity.Telling) bool {
	return slices.Contains(comparedKinds, any(string(t.Kind))) &&
		slices.ContainsFunc(t.Cast, func(a identity.Actor) bool { return graph.IsOfficial(a.ID) })
}

// read adds events that are not there yet, and returns what was added.
func (b *comparison) read(ids []string) (added []identity.Telling, err error) {
	ids = slices.DeleteFunc(ids, func(id string) bool { return b.shows[id] != "" })
	for some := range slices.Chunk(ids, resolvedAtOnce) {
		found, err := b.All("event_tellings", map[string]any{"ids": some})
		if err != nil {
			return nil, err
		}
		var kept []graph.Event // records of events that show more
		for _, r := range found {
			id := bolt.Get[string](r, "id")
			b.linked[id] = bolt.Get[bool](r, "linked")
			texts := bolt.Texts(r, "others")
			if own := bolt.Get[string](r, "record"); own != "" {
				texts = append(texts, own)
			} else if t, err := tellingOf(r); err != nil {
				return nil, err
			} else if b.shows[id] = id; mayCompare(t) {
				added = append(added, t)
			}
			for _, text := range texts {
				e, err := record.KeptEvent(text)
				if err != nil {
					return nil, err
				}
				kept, b.shows[e.ID] = append(kept, e), id
			}
		}
		more, err := b.ofRecords(kept)
		if err != nil {
			return nil, err
		}
		added = append(added, more...)
	}
	b.all = append(b.all, added...)
	return added, nil
}

// tellingOf decodes an event that shows what its record says.
func tellingOf(r *bolt.Record) (t identity.Telling, err error) {
	t = identity.Telling{ID: bolt.Get[string](r, "id"), Kind: graph.EventKind(bolt.Get[string](r, "kind")), PartOf: bolt.Get[string](r, "partOf")}
	if t.Date, err = record.ParseDate(bolt.Get[string](r, "edtf")); err != nil {
		return t, err
	}
	if place := bolt.Get[[]any](r, "place"); place != nil {
		t.Place = identity.Where{
			ID: bolt.At[string](r, place, 0), Name: bolt.At[string](r, place, 1), Country: bolt.At[string](r, place, 2),
		}
	}
	for _, v := range bolt.Get[[]any](r, "cast") {
		a := identity.Actor{ID: bolt.At[string](r, v, 0), Country: bolt.At[string](r, v, 1)}
		for _, role := range bolt.StringsIn(r, bolt.At[[]any](r, v, 2)) {
			a.Roles = append(a.Roles, graph.Role(role))
		}
		t.Cast = append(t.Cast, a)
	}
	for _, v := range bolt.Get[[]any](r, "records") {
		t.Records = append(t.Records, identity.Record{Source: bolt.At[string](r, v, 0), ID: bolt.At[string](r, v, 1)})
	}
	return t, r.Err()
}

// A reference is what a record refers to.
type reference struct{ kept, name, country string }

// ofRecords returns records as the rules compare them.
func (b *comparison) ofRecords(events []graph.Event) (out []identity.Telling, err error) {
	refs, err := b.references(events)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		if t := refs.telling(e); mayCompare(t) {
			out = append(out, t)
		}
	}
	return out, nil
}

// references are what records refer to, by the ids that they use.
type references map[string]reference

// references reads the officials, places and files that records refer to.
func (b *comparison) references(events []graph.Event) (references, error) {
	ids := map[string]bool{}
	for _, e := range events {
		ids[e.Place] = true
		for _, p := range e.Participants {
			ids[p.Actor] = true
		}
		for _, s := range e.Sources {
			ids[s.Source] = true
		}
	}
	delete(ids, "")
	refs := references{}
	for some := range slices.Chunk(record.SortedKeys(ids), resolvedAtOnce) {
		found, err := b.All("telling_refs", map[string]any{"ids": some})
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			refs[bolt.Get[string](r, "id")] = reference{
				bolt.Get[string](r, "kept"), bolt.Get[string](r, "name"), bolt.Get[string](r, "country"),
			}
		}
	}
	return refs, nil
}

func (refs references) telling(e graph.Event) identity.Telling {
	place := refs[e.Place]
	t := identity.Telling{
		ID: e.ID, Kind: e.Kind, Date: e.Date, PartOf: e.PartOf,
		Place: identity.Where{ID: place.kept, Name: place.name, Country: place.country},
	}
	for _, p := range e.Participants {
		t.Cast = append(t.Cast, identity.Actor{
			ID: cmp.Or(refs[p.Actor].kept, p.Actor), Country: refs[p.Actor].country, Roles: p.Roles,
		})
	}
	for _, s := range e.Sources {
		if s.Record != "" && refs[s.Source].kept != "" {
			t.Records = append(t.Records, identity.Record{Source: s.Source, ID: s.Record})
		}
	}
	return t
}
