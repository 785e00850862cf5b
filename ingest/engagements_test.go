package ingest

import (
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
)

// Two leaders' lists have the first text, three rows in all; the second one's row of it stands first.
const engagementSample = `date,year,country,leader,text
2012-10-31,2012,Japan,Em Sample,"Gee Example was in Suva Municipality and met with the following: Aitch Other (Japanese Foreign Minister) Bo Other (Head of a Council) Others Attending: Em Sample,  , Kay Aide"
2012-10-31,2012,Japan,Gee Example,"Gee Example was in Suva Municipality and met with the following: Aitch Other (Japanese Foreign Minister) Bo Other (Head of a Council) Others Attending: Em Sample,  , Kay Aide"
2012-10-31,2012,Kenya,Gee Example,"Gee Example was in Suva Municipality  and met with the following: Aitch Other (Japanese Foreign Minister) Bo Other (Head of a Council) Others Attending: Em Sample,  , Kay Aide"
2012-10-31,2012,Chile,Gee Example,"Gee Example travelled to Chile, Santiago Others Attending: Em Sample"
2012-11-01,2012,Peru,Gee Example,"Gee Example travelled to Chile, Santiago and met with the following: Cy Other (Chilean President) Di Other (Peruvian President) El Other (Writer)"
2012-11-03,2012,Kenya,Em Sample," was in Suva Municipality and met with the following: Bo Other (Kenya's King) Others Attending: Em Sample"
2012-11-04,2012,Chile,Em Sample,Gee Example travelled to and met with the following: Sample Em (Minister of Fiji) Cy Other (Chilean President)
11/14/12,2012,United States,Gee Example,Premier sends condolences over a storm
2012-11-14,2012,Russia,Gee Example,Em Sample had a phone conversation with Russian President Ef Other. (Suva Municipality)
2012-11-15,2012,Russia,Gee Example,Russian premier sends a letter to Gee Example
2012-11-16,2012,Atlantis,Gee Example,Gee Example visited Russia
2012-11-17,2012,Russia,Gee Example,Ties with Russia are good
2012-11-18,2012,Russia,Gee Example,
`

func TestVisits_engagements(t *testing.T) {
	sniffed(t, visits, engagementSample)
	got := readAs(t, visits, engagementSample, false)
	type engagement struct {
		Kind          graph.EventKind
		Date, Records string
		Said          string
	}
	want := map[string]engagement{
		"Gee Example meets Aitch Other, Bo Other in Suva": {
			graph.Meeting, "2012-10-31", "1 2 3", "Aitch Other GUEST, Bo Other GUEST, Em Sample COMPANION, Gee Example HOST, Kay Aide COMPANION",
		},
		"Gee Example visits Santiago": {graph.Visit, "2012-10-31", "4", "Chile HOST, Em Sample COMPANION, Gee Example GUEST"},
		"Gee Example meets Cy Other, Di Other, El Other in Santiago": {
			graph.Meeting, "2012-11-01", "5", "Cy Other HOST, Di Other GUEST, El Other PARTICIPANT, Gee Example GUEST",
		},
		"was in Suva Municipality and met with the following: Bo Other (Kenya's King) Others Attending: Em Sample": {
			graph.Meeting, "2012-11-03", "6", "Bo Other GUEST, Em Sample COMPANION",
		},
		"Gee Example meets Sample Em, Cy Other":  {graph.Meeting, "2012-11-04", "7", "Cy Other PARTICIPANT, Em Sample PARTICIPANT, Gee Example PARTICIPANT"},
		"Premier sends condolences over a storm": {graph.Message, "2012-11-14", "8", "Gee Example SENDER, United States PARTICIPANT"},
		"Em Sample had a phone conversation with Russian President Ef Other. (Suva Municipality)": {
			graph.Message, "2012-11-14", "9", "Ef Other PARTICIPANT, Em Sample PARTICIPANT, Gee Example PARTICIPANT, Russia PARTICIPANT",
		},
		"Russian premier sends a letter to Gee Example": {graph.Message, "2012-11-15", "10", "Gee Example RECIPIENT, Russia PARTICIPANT"},
		"Gee Example visits Russia":                     {graph.Visit, "2012-11-16", "11", "Gee Example GUEST, Russia HOST"},
		"Ties with Russia are good":                     {graph.OtherEvent, "2012-11-17", "12", "Gee Example PARTICIPANT, Russia PARTICIPANT"},
		"Gee Example – Russia":                          {graph.OtherEvent, "2012-11-18", "13", "Gee Example PARTICIPANT, Russia PARTICIPANT"},
	}
	found := map[string]engagement{}
	for _, e := range got.records.Events {
		var records []string
		for _, c := range e.Sources {
			records = append(records, c.Record)
		}
		slices.Sort(records)
		said := got.said(e)
		slices.Sort(said)
		found[e.Title] = engagement{e.Kind, e.Date.String(), strings.Join(records, " "), strings.Join(said, ", ")}
	}
	if d := gocmp.Diff(want, found); d != "" {
		t.Error(d)
	}
	if s := got.event(t, "Gee Example meets Aitch Other, Bo Other in Suva").Summary; s != "Offices: Aitch Other, Japanese Foreign Minister; Bo Other, Head of a Council." {
		t.Error(s)
	}
	countries := map[string]string{}
	for _, o := range got.records.Officials {
		countries[o.Name] += o.Country
	}
	for name, country := range map[string]string{
		"Aitch Other": "country:JPN", "Di Other": "country:PER", "El Other": "", "Gee Example": "",
		"Bo Other": "country:KEN", // which another row has
	} {
		if countries[name] != country {
			t.Errorf("%s is of %q, want %q", name, countries[name], country)
		}
	}
	if long := shortened(strings.Repeat("word ", 40)); long != strings.TrimSpace(strings.Repeat("word ", 23))+" word…" {
		t.Error(long)
	}
}

// With a home of the leaders they, those who attend and places at home have it, and a trip within it is none.
func TestVisits_engagementsHome(t *testing.T) {
	const list = `date,country,leader,leader country,text
2012-10-31,Japan,Gee Example,Fiji,"Gee Example travelled to Fiji, Nadi and met with the following: Aitch Other (Head of the Fiji-Japan Society) Others Attending: Em Sample"
2012-10-31,Japan,Gee Example,Fiji,"Gee Example travelled to Fiji, Nadi"
1995-01-01,Yugoslavia,Gee Example,Fiji,"Gee Example was in Nadi and met with the following: Bo Other (Soviet Envoy)"
`
	got := readAs(t, visits, list, false)
	e := got.event(t, "Gee Example meets Aitch Other in Nadi")
	said := got.said(e)
	slices.Sort(said)
	if d := gocmp.Diff([]string{"Aitch Other GUEST", "Em Sample COMPANION", "Gee Example HOST"}, said); d != "" {
		t.Error(d)
	}
	if e := got.event(t, "Gee Example is in Nadi"); e.Kind != graph.OtherEvent {
		t.Error(e.Kind)
	}
	want := map[string]string{"Gee Example": "country:FJI", "Em Sample": "country:FJI", "Aitch Other": "country:JPN", "Bo Other": ""}
	countries := map[string]string{}
	for _, o := range got.records.Officials {
		countries[o.Name] = o.Country
	}
	if d := gocmp.Diff(want, countries); d != "" {
		t.Error(d)
	}
	if len(got.records.Places) != 1 || got.records.Places[0].Country != "country:FJI" {
		t.Errorf("%+v", got.records.Places)
	}
}

// A meeting somewhere in a country has the country as its place.
func TestVisits_engagementsPlace(t *testing.T) {
	const list = `date,country,leader,leader country,text
2012-10-31,Japan,Gee Example,Fiji,"Gee Example travelled to Qatar and met with the following: Aitch Other (Japanese Foreign Minister)"
`
	got := readAs(t, visits, list, false)
	e := got.event(t, "Gee Example meets Aitch Other in Qatar")
	if p := got.records.Places; len(p) != 1 || p[0].Name != "Qatar" || p[0].Country != "country:QAT" || e.Place != p[0].ID {
		t.Errorf("%+v, place %q", p, e.Place)
	}
}

func TestVisits_engagementsOrder(t *testing.T) { anyOrder(t, visits, engagementSample, 1) }
