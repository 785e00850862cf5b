package ingest

import (
	"slices"
	"testing"

	"demarche/graph"
	"demarche/graph/country"
)

// A name before a country in parentheses belongs to that country. The country takes part, as in GDELT.
func TestQuadruples_sectors(t *testing.T) {
	for _, sector := range []string{"Military", "Police", "Navy Seals", "Citizen", "Protester", "Ministry of Silly Walks", "Rebels", "Xyzzy", "Head of Government"} {
		for _, nation := range []string{"Chad", "Holy See (Vatican City State)", "Türkiye"} {
			for _, text := range []string{
				sector + " (" + nation + ")\tConsult\tJapan\t2025-09-05\n",
				"Japan\tConsult\t" + sector + " (" + nation + ")\t2025-09-05\n",
			} {
				got := readAs(t, quadruples, text, false)
				code, _ := country.Named(nation)
				if len(got.records.Events) != 1 || !slices.ContainsFunc(got.records.Events[0].Participants, func(p graph.Participation) bool {
					return p.Actor == "country:"+code
				}) {
					t.Errorf("%q: %s takes no part: %+v", text, code, got.records.Events)
				}
			}
		}
	}
}

// The same happening in two towns on one day is two events, each with its place.
func TestQuadruples_towns(t *testing.T) {
	row := func(id, city string) string {
		return id + "\t2018-08-29\tMilitary (Chad)\tMilitary\tChad\tUse conventional military force\t190\t-10\tJapan\t\tJapan\t7\t1\tAFP\t" +
			city + "\t\t\tChad\t1\t2\n"
	}
	got := readAs(t, quadruples, row("1", "Moundou")+row("2", "Sarh")+row("3", "Sarh"), false)
	places := map[string]bool{}
	for _, e := range got.records.Events {
		places[e.Place] = true
	}
	if len(got.records.Events) != 2 || len(places) != 2 || places[""] {
		t.Errorf("%+v", got.records.Events)
	}
}
