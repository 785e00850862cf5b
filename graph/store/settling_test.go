package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/internal/graphtest"
)

// toldFiles returns the records of three files: two lists of trips and one of meetings, which tell of the visits of one
// person under two names. The third trip of the first list is another one.
func (w world) toldFiles(surname string) []graph.Batch {
	place := graph.Place{ID: w.id("place", "rome"), Name: w.name + " Rome", Country: "country:ITA", Sources: w.cite()}
	official := func(name, country string) graph.Official {
		return graph.Official{ID: graph.OfficialNamed(name, country), Name: name, Country: country, Sources: w.cite()}
	}
	long, short := official("Ferdinando "+surname, "country:CHE"), official("F. "+surname, "country:CHE")
	host := official("Ada "+surname, "country:ITA")
	files := make([]graph.Batch, 3)
	for i := range files {
		id := w.id("source", fmt.Sprintf("file-%d", i))
		files[i].Sources = []graph.Source{{ID: id, Title: "A list", SHA256: fmt.Sprintf("%064d", i), Format: "trips"}}
		files[i].Countries, files[i].Places = w.countries("CHE", "ITA"), []graph.Place{place}
		files[i].Officials = []graph.Official{long, short, host}
	}
	trip := func(file int, row, who, dates string) {
		e := w.event(fmt.Sprintf("trip-%d-%s", file, row), graph.Visit, dates)
		e.Place = place.ID
		e.Participants = []graph.Participation{{Actor: who, Roles: []graph.Role{graph.Guest}}}
		e.Sources = []graph.Citation{{Source: files[file].Sources[0].ID, Record: row}}
		files[file].Events = append(files[file].Events, e)
	}
	trip(0, "1", long.ID, "2004-05-03/2004-05-06")
	trip(0, "2", long.ID, "2004-09-01/2004-09-02")
	trip(1, "1", short.ID, "2004-05-04/2004-05-06")
	talks := w.event("meeting", graph.Meeting, "2004-05-05")
	talks.Place = place.ID
	talks.Participants = []graph.Participation{{Actor: long.ID, Roles: []graph.Role{graph.Guest}}, {Actor: host.ID, Roles: []graph.Role{graph.Host}}}
	talks.Sources = []graph.Citation{{Source: files[2].Sources[0].ID, Record: "7"}}
	files[2].Events = []graph.Event{talks}
	return files
}

func (w world) countries(codes ...string) (out []graph.Country) {
	for _, code := range codes {
		out = append(out, graph.Country{ID: "country:" + code, Code: code, Name: code, Sources: w.cite()})
	}
	return out
}

// Trips of two files are one visit, and the meeting of a third lies within it, in any order of the files.
func TestStore_ResolveIdentities_events(t *testing.T) {
	var want []string
	orders := [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}}
	s, surnames := graphtest.Fresh(t), []string{"Zobrist", "Marquardt", "Okonkwo"}
	base := newWorld(t, s)
	for n, order := range orders {
		w := base
		w.name = fmt.Sprintf("%so%d", base.name, n)
		files := w.toldFiles(surnames[n])
		w.write(graph.Batch{Sources: w.people().Sources})
		for _, i := range order {
			outcomes, err := s.Update(t.Context(), graph.Update{Ensure: graph.Batch{Countries: files[i].Countries}, Put: graph.Batch{
				Sources: files[i].Sources, Places: files[i].Places, Officials: files[i].Officials, Events: files[i].Events,
			}})
			if err != nil || outcomes.Of().Rejected > 0 {
				t.Fatal(outcomes, err)
			}
			if _, err := s.ResolveIdentities(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		w.sound()
		got := w.column("MATCH (e:Event) WHERE e.id CONTAINS $given.p0 RETURN [e.id, e.edtf, [(e)-[:PART_OF]->(x) | x.id][0], COLLECT { MATCH (e)<-[:MERGED_INTO]-(m) RETURN m.id }, "+
			"COLLECT { MATCH (e)<-[p:PARTICIPATED_IN {via: 'DIRECT'}]-(a:Official) RETURN a.name ORDER BY a.name }, e.disputes] AS x", w.name)
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], surnames[n], "S.")
		}
		if n == 0 {
			want = got
			if len(got) != 3 {
				t.Errorf("%d events, want 3: %v", len(got), got)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("order %v: %s", order, d)
		}
	}
}
