package store_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/costs"
	"demarche/internal/graphtest"
)

// Every list and count has the events of every year that may be written, with and without a beginning or an end. Others are
// refused.
func TestStore_Timeline_everyYear(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	var events []graph.Event
	for i, text := range []string{
		"Y-42999", "Y-42999/Y-40000", "../Y-42998", "Y-40000", "Y-30000", "Y-10000", "-9999", "../-0044", "2025-09-04",
		"2025/..", "../9999", "9999-12-31", "Y10000", "Y40000", "Y40000/..", "../Y40000", "Y46000/Y46001", "../Y46998",
		"Y46998/..", "Y46999",
	} {
		events = append(events, w.event(fmt.Sprintf("e%02d", i), graph.Meeting, text, "ann:HOST", "bob:GUEST"))
	}
	w.have(events...)
	slices.SortFunc(events, func(x, y graph.Event) int {
		return cmp.Compare(graph.SortKey(x.ID, x.Date), graph.SortKey(y.ID, y.Date))
	})
	ann, bob := fmt.Sprintf("%q", w.id("official", "ann")), fmt.Sprintf("%q", w.id("official", "bob"))
	for _, who := range []string{"actors: [" + ann + "]", "actors: [" + ann + ", " + bob + "], match: ALL", fmt.Sprintf("actors: [%s, %s]", ann, bob), fmt.Sprintf("actors: [%s], sources: [%q]", ann, w.id("source", "s"))} {
		if got, want := w.pages(who, 3), ids(events, nil); got != want {
			t.Errorf("%s: %s, want %s", who, got, want)
		}
		for _, at := range events {
			from, to := at.Date.Ends()
			window := ""
			if _, ok := at.Date.Earliest(); ok {
				window = fmt.Sprintf("from: %q", from)
			}
			if _, ok := at.Date.Latest(); ok {
				window += fmt.Sprintf(" to: %q", cmp.Or(to.String(), from.String()))
			}
			want := ids(events, func(e graph.Event) bool { return overlap(e, at) })
			if got := w.pages(who+", during: {"+window+"}", 50); got != want {
				t.Errorf("%s during %s: %s, want %s", who, window, got, want)
			}
		}
	}
	for _, text := range []string{"Y47001", "Y-43001", "2025/Y47001", "Y-999999/.."} {
		e := w.event("outside", graph.Meeting, text, "ann:HOST")
		if _, err := w.s.Write(t.Context(), graph.Batch{Events: []graph.Event{e}}); !errors.Is(err, graph.ErrBadInput) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, window := range []string{`from: "Y99999"`, `to: "Y-99999"`} {
		if got := w.pages("actors: ["+ann+"], during: {"+window+"}", 50); strings.Contains(got, "9999-12-31") {
			t.Errorf("%s: %s", window, got)
		}
	}
	for _, e := range events {
		q := store.AroundQuery{Event: e.ID, Reporter: "CHN", Partner: "PRK", Flow: "EXPORT", Commodity: "TOTAL", Before: 12, After: 12}
		if _, err := w.s.TradeAround(t.Context(), q); err != nil && !errors.Is(err, graph.ErrBadInput) { // of too many months
			t.Errorf("trade around %s: %v", e.Date, err)
		}
	}
	w.sound()
}

// pages returns how many events a filter counts, and their ids, oldest first, read in pages.
func (w world) pages(filter string, size int) string {
	a := costs.NewAsker(w.s)
	var out []string
	for after := ""; ; after = fmt.Sprintf(", after: %q", after) {
		answer, _, err := a.Ask(w.t.Context(), costs.Question{Name: "pages", Query: fmt.Sprintf(
			`{ timeline(filter: {%s}, order: OLDEST_FIRST, first: %d%s) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`, filter, size, after)})
		if err != nil {
			w.t.Fatal(err)
		}
		var page struct {
			Timeline struct {
				TotalCount int
				Nodes      []struct{ ID string }
				PageInfo   struct {
					EndCursor   string
					HasNextPage bool
				}
			}
		}
		if err := json.Unmarshal(answer, &page); err != nil {
			w.t.Fatal(err)
		}
		for _, n := range page.Timeline.Nodes {
			out = append(out, n.ID)
		}
		if after = page.Timeline.PageInfo.EndCursor; !page.Timeline.PageInfo.HasNextPage {
			return fmt.Sprint(page.Timeline.TotalCount, " ", strings.Join(out, " "))
		}
	}
}

func ids(events []graph.Event, takes func(graph.Event) bool) string {
	var out []string
	for _, e := range events {
		if takes == nil || takes(e) {
			out = append(out, e.ID)
		}
	}
	return fmt.Sprint(len(out), " ", strings.Join(out, " "))
}

// overlap reports whether two events can lie at one time.
func overlap(x, y graph.Event) bool {
	before := func(a, b graph.Event) bool {
		last, ends := a.Date.Latest()
		first, begins := b.Date.Earliest()
		return ends && begins && last < first
	}
	return !before(x, y) && !before(y, x)
}
