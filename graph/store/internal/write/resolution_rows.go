package write

import (
	"cmp"
	"errors"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/identity"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

func existingMergeOf(m map[string]any) existingMerge {
	byRule, _ := m["settled"].(bool)
	out := existingMerge{graph.Merge{ID: record.Shown(m["id"]), Keep: record.Shown(m["keep"]), Merged: record.Shown(m["merged"]), Name: record.Shown(m["name"]), Rule: graph.MergeRule(record.Shown(m["rule"]))}, byRule}
	list, _ := m["sources"].([]any)
	for _, s := range record.MapsIn(list) {
		out.Sources = append(out.Sources, graph.Citation{Source: record.Shown(s["id"]), Record: record.Shown(s["record"])})
	}
	return out
}

func namesakeOf(r *bolt.Record) (identity.Namesake, error) {
	p, err := someone(r)
	n := identity.Namesake{Person: p, Nation: identity.Nation{ID: p.Country, Name: bolt.Get[string](r, "countryName")}, Files: map[string]bool{}}
	n.Others = bolt.Texts(r, "others")
	for _, f := range bolt.Texts(r, "files") {
		n.Files[f] = true
	}
	for _, m := range bolt.Maps(r, "held") {
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

// PersonOf decodes an official for the comparison with others, with all names and offices.
func PersonOf(r *bolt.Record) (identity.Person, error) {
	p, err := someone(r)
	p.Others = bolt.Texts(r, "names")
	for _, name := range p.Others {
		p.Keys = append(p.Keys, identity.NameKeys(name)...)
	}
	for _, o := range bolt.Get[[]any](r, "offices") {
		post := bolt.At[string](r, o, 0)
		date, wrong := record.ParseDate(bolt.At[string](r, o, 1))
		err = cmp.Or(err, wrong)
		p.Offices[post] = append(p.Offices[post], graph.SpanOf("", date))
	}
	return p, cmp.Or(err, r.Err())
}

// someone decodes an official without offices, and with the keys of its first name only.
func someone(r *bolt.Record) (identity.Person, error) {
	p := identity.Person{
		ID: bolt.Get[string](r, "id"), Name: bolt.Get[string](r, "name"), Country: bolt.Get[string](r, "country"), Wikidata: bolt.Get[string](r, "wikidata"),
		Offices: map[string][]graph.Span{},
	}
	p.Keys = identity.NameKeys(p.Name)
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
	return p, r.Err()
}
