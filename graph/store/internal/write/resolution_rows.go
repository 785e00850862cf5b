package write

import (
	"errors"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/identity"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

func existingMergeOf(m map[string]any) existingMerge {
	byRule, _ := m["settled"].(bool)
	out := existingMerge{graph.Merge{ID: record.Shown(m["id"]), Keep: record.Shown(m["keep"]), Merged: record.Shown(m["merged"]), Name: record.Shown(m["name"])}, byRule}
	list, _ := m["sources"].([]any)
	for _, s := range record.MapsIn(list) {
		out.Sources = append(out.Sources, graph.Citation{Source: record.Shown(s["id"]), Record: record.Shown(s["record"])})
	}
	return out
}

func namesakeOf(r *bolt.Record) (identity.Namesake, error) {
	p, err := PersonOf(r)
	n := identity.Namesake{Person: p, Nation: identity.Nation{ID: p.Country, Name: bolt.Get[string](r, "countryName")}, Files: map[string]bool{}}
	for _, f := range bolt.Texts(r, "files") {
		n.Files[f] = true
	}
	for _, m := range record.MapsIn(bolt.Get[[]any](r, "held")) {
		dates, wrong := record.ParseDate(record.Shown(m["dates"]))
		err = errors.Join(err, wrong)
		h := identity.Held{
			Tenure: record.Shown(m["tenure"]), Post: record.Shown(m["post"]), Title: record.Shown(m["title"]), Level: graph.PostLevel(record.Shown(m["level"])),
			Organization: record.Shown(m["organization"]), Country: identity.Nation{ID: record.Shown(m["country"]), Name: record.Shown(m["countryName"])},
		}
		h.From, h.To = identity.KnownTime(dates)
		n.Held = append(n.Held, h)
	}
	return n, err
}

// PersonOf decodes an official for the comparison with others.
func PersonOf(r *bolt.Record) (identity.Person, error) {
	p := identity.Person{
		ID: bolt.Get[string](r, "id"), Name: bolt.Get[string](r, "name"), Country: bolt.Get[string](r, "country"), Wikidata: bolt.Get[string](r, "wikidata"),
		Offices: map[string][]graph.Span{},
	}
	p.Others = bolt.Texts(r, "names")
	for _, name := range append([]string{p.Name}, p.Others...) {
		p.Keys = append(p.Keys, identity.NameKeys(name)...)
	}
	for name, into := range map[string]*edtf.Date{"born": &p.Born, "died": &p.Died} {
		text := bolt.Get[string](r, name)
		if text == "" {
			continue
		}
		date, err := record.ParseDate(text)
		if err != nil {
			return p, err
		}
		*into = date
	}
	for _, o := range bolt.Get[[]any](r, "offices") {
		office := bolt.Strings(o.([]any))
		date, err := record.ParseDate(office[1])
		if err != nil {
			return p, err
		}
		p.Offices[office[0]] = append(p.Offices[office[0]], graph.SpanOf("", date))
	}
	return p, nil
}
