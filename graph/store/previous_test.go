package store_test

import (
	"fmt"
	"testing"

	"demarche/graph"
	"demarche/internal/costs"
	"demarche/internal/graphtest"
)

// The previous event of the same principals is found however many they are, and however many took part.
func TestStore_previous(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	people := w.people()
	crowd := []string{"ann:HOST", "bob:GUEST", "cho:GUEST"}
	for i := range graph.MaxPaired {
		name := fmt.Sprintf("one%d", i)
		people.Officials = append(people.Officials, w.official(name, "country:CHN"))
		crowd = append(crowd, name+":COMPANION")
	}
	people.Events = []graph.Event{
		w.event("alone1", graph.Ceremony, "2019-01-01", "ann:HOST"),
		w.event("all1", graph.Meeting, "2020-01-01", "ann:HOST", "bob:GUEST", "cho:GUEST"),
		w.event("two1", graph.Meeting, "2020-02-01", "ann:HOST", "bob:GUEST"),
		w.event("all2", graph.Meeting, "2020-03-01", "ann:HOST", "bob:GUEST", "cho:GUEST"),
		w.event("two2", graph.Meeting, "2020-04-01", "ann:HOST", "bob:GUEST"),
		w.event("crowd", graph.Meeting, "2020-05-01", crowd...),
		w.event("two3", graph.Meeting, "2020-06-01", "ann:HOST", "bob:GUEST"),
		w.event("all3", graph.Meeting, "2020-07-01", "ann:HOST", "bob:GUEST", "cho:GUEST"),
		w.event("alone2", graph.Ceremony, "2020-08-01", "ann:HOST"),
	}
	w.write(people)
	a := costs.NewAsker(w.s)
	for _, tt := range []struct{ of, kinds, want string }{
		{"alone1", "", ""},
		{"all1", "", ""},
		{"two1", "", "all1"},
		{"all2", "", "all1"},
		{"crowd", "", "all2"},
		{"two3", "", "crowd"},
		{"all3", "", "crowd"},
		{"all3", "(kinds: [CEREMONY])", ""},
		{"alone2", "", "all3"},
		{"alone2", "(kinds: [CEREMONY])", "alone1"},
	} {
		answer, _, err := a.Ask(t.Context(), costs.Question{Name: tt.of, Query: fmt.Sprintf(
			`{ event(id: %q) { previousBetweenSameParticipants%s { event { title } } } }`, w.id("event", tt.of), tt.kinds)})
		if err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf(`{"event":{"previousBetweenSameParticipants":{"event":{"title":%q}}}}`, tt.want)
		if tt.want == "" {
			want = `{"event":{"previousBetweenSameParticipants":null}}`
		}
		if string(answer) != want {
			t.Errorf("before %s%s: %s, want %s", tt.of, tt.kinds, answer, want)
		}
	}
}
