package store_test

import (
	"strings"
	"testing"
	"time"

	"demarche/graph"
	"demarche/graph/proposal"
	"demarche/graph/store"
	"demarche/internal/costs"
	"demarche/internal/graphtest"
)

// meeting writes a meeting of Bob with somebody who is called so.
func meeting(t *testing.T, s *store.Store, id, host string) {
	t.Helper()
	citation, sources, err := proposal.SourceInput{Title: "A report"}.Cited()
	if err != nil {
		t.Fatal(err)
	}
	cited := []graph.Citation{citation}
	b := graph.Batch{Sources: sources, Officials: []graph.Official{
		{ID: "official:" + id + "-host", Name: host, Sources: cited}, {ID: "official:" + id + "-guest", Name: "Bob", Sources: cited},
	}, Events: []graph.Event{{
		ID: "event:" + id, Kind: graph.Meeting, Title: "A meeting", Date: date(t, "2020-02-02"), Sources: cited, Participants: []graph.Participation{
			{Actor: "official:" + id + "-host", Roles: []graph.Role{graph.Host}}, {Actor: "official:" + id + "-guest", Roles: []graph.Role{graph.Guest, graph.Signatory}},
		},
	}}}
	if _, err := s.Write(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

func participants(t *testing.T, a *costs.Asker, id string) string {
	t.Helper()
	answer, _, err := a.Ask(t.Context(), costs.Question{Name: id, Query: `{ event(id: "event:` + id + `") {
		participants(via: null) { via roles actor { name } } guests: participants(roles: [GUEST]) { actor { name } } first: participants(first: 1) { actor { __typename } } } }`})
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

// A server keeps the names of actors. One that another server changes shows at once all the same.
func TestStore_names(t *testing.T) {
	limits := store.DefaultLimits()
	limits.NamesAge = time.Hour
	here, there := graphtest.Shared(t), costs.NewAsker(graphtest.Limited(t, limits))
	meeting(t, here, "named", "Ann")
	const want = `{"event":{"participants":[{"via":"DIRECT","roles":["HOST"],"actor":{"name":"Ann"}},` +
		`{"via":"DIRECT","roles":["GUEST","SIGNATORY"],"actor":{"name":"Bob"}}],"guests":[{"actor":{"name":"Bob"}}],"first":[{"actor":{"__typename":"Official"}}]}}`
	if got := participants(t, there, "named"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	meeting(t, here, "named", "Anna")
	if got, want := participants(t, there, "named"), strings.Replace(want, "Ann", "Anna", 1); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// An event of a graph from before events held their participants reads the same.
func TestStore_withoutCast(t *testing.T) {
	s := graphtest.Shared(t)
	a := costs.NewAsker(s)
	meeting(t, s, "uncast", "Ann")
	want := participants(t, a, "uncast")
	if _, err := s.Raw(t.Context(), `MATCH (e:Event {id: "event:uncast"}) WHERE e.cast IS NOT NULL SET e.cast = null RETURN e`, nil); err != nil {
		t.Fatal(err)
	}
	if got := participants(t, a, "uncast"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	meeting(t, s, "uncast", "Anna") // it is written again with all that is derived
	if rows, err := s.Raw(t.Context(), `MATCH (e:Event {id: "event:uncast"}) RETURN e.cast IS NULL AS lacks`, nil); err != nil || rows[0]["lacks"] != false {
		t.Errorf("%v, %v", rows, err)
	}
}
