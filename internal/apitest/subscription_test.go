package apitest

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store"
	"demarche/internal/graphtest"
	"demarche/internal/httpd"
)

// patience is far more than a machine with little to do needs.
const patience = time.Minute

const recorded = `subscription($filter: EventFilter, $after: String) {
	eventRecorded(filter: $filter, after: $after) { cursor event { id title revision } } }`

// A told is what a subscriber was told.
type told struct {
	Data *struct {
		EventRecorded struct {
			Cursor string
			Event  struct {
				ID, Title string
				Revision  int
			}
		}
	}
	Errors []failure
}

func (x told) String() string {
	if x.Data == nil {
		return fmt.Sprint(x.Errors)
	}
	return fmt.Sprintf("%s %q %d", x.Data.EventRecorded.Event.ID, x.Data.EventRecorded.Event.Title, x.Data.EventRecorded.Event.Revision)
}

func (x told) cursor() string { return x.Data.EventRecorded.Cursor }

// A listener is a subscription: next returns what is told next, and false after the end.
type listener struct {
	next func() (told, bool)
	drop func()
}

type message struct {
	Type    string `json:"type"`
	ID      string `json:"id,omitempty"`
	Payload any    `json:"payload,omitempty"`
}

// overSocket subscribes over a WebSocket of its own, and returns when the server has the subscription.
func overSocket(t testing.TB, url string, variables map[string]any) listener {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	t.Cleanup(cancel)
	conn, _, err := websocket.Dial(ctx, url+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	conn.SetReadLimit(1 << 20)
	for _, m := range []message{
		{Type: "connection_init"},
		{Type: "subscribe", ID: "1", Payload: map[string]any{"query": recorded, "variables": variables}},
	} {
		if err := wsjson.Write(ctx, conn, m); err != nil {
			t.Fatal(err)
		}
	}
	read := func() (kind string, payload json.RawMessage) {
		var m struct {
			Type    string
			Payload json.RawMessage
		}
		if err := wsjson.Read(ctx, conn, &m); err != nil {
			return "", nil
		}
		return m.Type, m.Payload
	}
	if kind, _ := read(); kind != "connection_ack" {
		t.Fatalf("the first message is %q", kind)
	}
	return listener{
		next: func() (x told, ok bool) {
			kind, payload := read()
			if kind != "next" {
				return x, false
			}
			if err := json.Unmarshal(payload, &x); err != nil {
				t.Errorf("%s: %v", payload, err)
			}
			return x, true
		},
		drop: func() { _ = conn.CloseNow() },
	}
}

// overEvents subscribes by server-sent events, and returns when the subscription has begun.
func overEvents(t testing.TB, url string, variables map[string]any) listener {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	t.Cleanup(cancel)
	body, err := json.Marshal(map[string]any{"query": recorded, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	return listener{
		next: func() (x told, ok bool) {
			for lines.Scan() {
				data, isData := strings.CutPrefix(lines.Text(), "data: ")
				switch {
				case lines.Text() == "event: complete":
					return x, false
				case isData:
					if err := json.Unmarshal([]byte(data), &x); err != nil {
						t.Errorf("%s: %v", data, err)
					}
					return x, true
				}
			}
			return x, false
		},
		drop: cancel,
	}
}

var transports = map[string]func(testing.TB, string, map[string]any) listener{"websocket": overSocket, "sse": overEvents}

// instance is a program's server over a store.
func instance(t testing.TB, s *store.Store) string {
	t.Helper()
	return instanceFor(t, s, httpd.DefaultLimits().StreamsPerClient)
}

// instanceFor lets a client have so many subscriptions.
func instanceFor(t testing.TB, s *store.Store, streams int) string {
	t.Helper()
	limits := httpd.DefaultLimits()
	limits.StreamsPerClient = streams
	server := httptest.NewServer(serveWithin(t, s, rootOf(t, s), limits))
	t.Cleanup(server.Close)
	return server.URL
}

// put writes events, each as a name and a title.
func put(t testing.TB, s *store.Store, events ...[2]string) {
	t.Helper()
	b := graph.Batch{Sources: []graph.Source{{ID: "source:s", Title: "S"}}}
	for _, e := range events {
		b.Events = append(b.Events, event(t, e[0], e[1]))
	}
	if _, err := s.Write(t.Context(), b); err != nil {
		t.Error(err)
	}
}

func event(t testing.TB, name, title string) graph.Event {
	t.Helper()
	date, err := edtf.Parse("2025-09-04")
	if err != nil {
		t.Fatal(err)
	}
	return graph.Event{ID: "event:" + name, Kind: graph.Meeting, Title: title, Date: date, Sources: []graph.Citation{{Source: "source:s"}}}
}

// first is the title of events that a subscriber may or may not be told of, as it began meanwhile.
const first = "First"

// expect reads what is told and compares it.
func expect(t *testing.T, l listener, want ...string) (last told) {
	t.Helper()
	for _, w := range want {
		x, ok := l.next()
		for ok && x.Data != nil && x.Data.EventRecorded.Event.Title == first {
			x, ok = l.next()
		}
		if !ok || x.String() != w {
			t.Fatalf("told %s (%v), want %s", x, ok, w)
		}
		last = x
	}
	return last
}

// A subscriber of one instance is told of what another one writes, and goes on where it was after it was away.
func TestSubscription(t *testing.T) {
	writer, reader := graphtest.Shared(t), graphtest.Beside(t)
	url := instance(t, reader)
	put(t, writer, [2]string{"before", "Before"})
	for name, listen := range transports {
		t.Run(name, func(t *testing.T) {
			a, b := name+"-a", name+"-b"
			l := listen(t, url, nil)
			heard := make(chan told, 1)
			go func() { x, _ := l.next(); heard <- x }()
			for i := 0; len(heard) == 0; i++ { // a WebSocket does not tell that a subscription has begun
				put(t, writer, [2]string{fmt.Sprintf("%s-first%d", name, i), first})
			}
			if x := <-heard; x.Data == nil || x.Data.EventRecorded.Event.Title != first {
				t.Fatalf("told %s first", x)
			}
			put(t, writer, [2]string{a, "A"}, [2]string{b, "B"})
			last := expect(t, l, `event:`+a+` "A" 1`, `event:`+b+` "B" 1`)
			put(t, writer, [2]string{a, "A"}) // as it was
			put(t, writer, [2]string{a, "A2"})
			expect(t, l, `event:`+a+` "A2" 2`)
			l.drop()

			put(t, writer, [2]string{b, "B2"}, [2]string{name + "-c", "C"})
			l = listen(t, url, map[string]any{"after": last.cursor()})
			expect(t, l, `event:`+a+` "A2" 2`, `event:`+b+` "B2" 2`, `event:`+name+`-c "C" 1`)
			l.drop()
			l = listen(t, url, map[string]any{"after": last.cursor(), "filter": map[string]any{"text": "B2"}})
			expect(t, l, `event:`+b+` "B2" 2`)
			l.drop()
		})
	}
}

// What is wrong is told once, and ends the subscription.
func TestSubscription_bad(t *testing.T) {
	s := graphtest.Seeded(t)
	url := instance(t, s)
	for name, tt := range map[string]struct {
		variables map[string]any
		code      string
	}{
		"no cursor":           {map[string]any{"after": "nonsense"}, "BAD_CURSOR"},
		"a timeline's cursor": {map[string]any{"after": graph.EventCursor(1)}, "BAD_CURSOR"},
		"a later cursor":      {map[string]any{"after": graph.RecordedCursor(1 << 40)}, "BAD_CURSOR"},
		"no such actor":       {map[string]any{"filter": map[string]any{"actors": []string{"official:nobody"}}}, "NOT_FOUND"},
		"no such place":       {map[string]any{"filter": map[string]any{"places": []string{"place:nowhere"}}}, "NOT_FOUND"},
		"no words":            {map[string]any{"filter": map[string]any{"text": "…"}}, "BAD_INPUT"},
		"no date":             {map[string]any{"filter": map[string]any{"during": map[string]any{"from": "then"}}}, "BAD_DATE"},
	} {
		for transport, listen := range transports {
			t.Run(name+" "+transport, func(t *testing.T) {
				l := listen(t, url, tt.variables)
				x, ok := l.next()
				if !ok || x.Data != nil || len(x.Errors) != 1 || x.Errors[0].code() != tt.code {
					t.Fatalf("told %+v, want %s", x, tt.code)
				}
				if got := fmt.Sprint(x.Errors[0].Path); !strings.HasPrefix(got, "[eventRecorded") {
					t.Errorf("at %s", got)
				}
				if x, ok := l.next(); ok {
					t.Errorf("and then %s", x)
				}
			})
		}
	}
}

// Every condition of a filter lets through what it lets through in a timeline.
func TestSubscription_filters(t *testing.T) {
	s := graphtest.Seeded(t)
	url, h := instance(t, s), handler(t)
	for _, filter := range []string{
		`{}`, `{"kinds": ["VISIT"]}`, `{"countries": ["PRK"]}`, `{"countries": ["PRK", "CHN"], "match": "ALL"}`,
		`{"actors": ["official:Q56226", "official:Q15031"]}`, `{"actors": ["official:Q56226", "official:Q15031"], "match": "ALL"}`,
		`{"actors": ["official:Q56226"], "roles": ["GUEST"]}`, `{"during": {"from": "2025-09-03", "to": "2025-09-04"}}`,
		`{"during": {"from": "2025-09", "to": "2025-10"}, "certainty": "CERTAIN"}`, `{"topLevel": true}`, `{"text": "Beijing"}`,
		`{"text": "Beijing", "kinds": ["MEETING"]}`,
	} {
		t.Run(filter, func(t *testing.T) {
			var variables map[string]any
			if err := json.Unmarshal([]byte(`{"after": "`+graph.RecordedCursor(0)+`", "filter": `+filter+`}`), &variables); err != nil {
				t.Fatal(err)
			}
			var page struct {
				Timeline struct{ Nodes []struct{ ID string } }
			}
			a, text := post(t, h, `query($filter: EventFilter) { timeline(filter: $filter, first: 500) { nodes { id } } }`, variables)
			if err := json.Unmarshal(a.Data, &page); err != nil || len(page.Timeline.Nodes) == 0 {
				t.Fatal(text, err)
			}
			var want, got []string
			l := overEvents(t, url, variables)
			defer l.drop()
			for _, n := range page.Timeline.Nodes {
				x, _ := l.next()
				want, got = append(want, n.ID), append(got, x.Data.EventRecorded.Event.ID)
			}
			slices.Sort(want)
			slices.Sort(got)
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// A subscriber that comes and goes, while several write to two instances, hears of every event in its last state, and
// twice of none that did not change.
func TestSubscription_missesNothing(t *testing.T) {
	const writers, batches, most = 3, 15, 30
	a, b := graphtest.Shared(t), graphtest.Beside(t)
	urls := []string{instance(t, a), instance(t, b)}
	begin, err := a.Recorded(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	of := fmt.Sprintf("since%d-", begin.Number)
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			random := rand.New(rand.NewPCG(1, uint64(w)))
			for n := range batches {
				events := make([][2]string, 1+random.IntN(most))
				for i := range events {
					events[i] = [2]string{fmt.Sprintf("%s%d-%d", of, w, random.IntN(300)+i), fmt.Sprintf("title %d-%d", w, n)}
				}
				slices.SortFunc(events, func(x, y [2]string) int { return strings.Compare(x[0], y[0]) })
				put(t, []*store.Store{a, b}[w%2], slices.CompactFunc(events, func(x, y [2]string) bool { return x[0] == y[0] })...)
			}
		})
	}
	go func() {
		writing.Wait()
		put(t, a, [2]string{of + "end", "The end"})
	}()
	heard := map[string]told{} // by id, the newest
	random := rand.New(rand.NewPCG(1, 99))
	cursor, numbers := graph.RecordedCursor(begin.Number), begin.Number
	for ended := false; !ended; {
		l := transports[[]string{"websocket", "sse"}[random.IntN(2)]](t, urls[random.IntN(2)], map[string]any{"after": cursor})
		for left := random.IntN(60); left >= 0 && !ended; left-- {
			x, ok := l.next()
			if ok && len(x.Errors) == 1 && x.Errors[0].code() == "DATABASE_UNAVAILABLE" {
				break // on a machine that is very busy; a client comes again
			}
			if !ok || x.Data == nil {
				t.Fatalf("told %s (%v)", x, ok)
			}
			number, err := graph.ParseRecordedCursor(x.cursor())
			if err != nil || number <= numbers {
				t.Fatalf("told of %d after %d (%v)", number, numbers, err)
			}
			id := x.Data.EventRecorded.Event.ID
			if old, ok := heard[id]; ok && old.Data.EventRecorded.Event.Revision >= x.Data.EventRecorded.Event.Revision {
				t.Fatalf("told of %s after %s", x, old)
			}
			heard[id], cursor, numbers = x, x.cursor(), number
			ended = id == "event:"+of+"end"
		}
		l.drop()
	}
	for id, want := range everyEvent(t, serve(t, a)) {
		if !strings.HasPrefix(id, "event:"+of) {
			continue // another test's
		}
		x, ok := heard[id]
		if got := x.String(); !ok || got != want {
			t.Errorf("heard last %s, and it is %s", got, want)
		}
		delete(heard, id)
	}
	if len(heard) > 0 {
		t.Errorf("heard of %d that are not there", len(heard))
	}
}

// everyEvent is what a subscriber should have heard last, by id.
func everyEvent(t *testing.T, h http.Handler) map[string]string {
	t.Helper()
	out := map[string]string{}
	after := any(nil)
	for {
		var page struct {
			Timeline struct {
				Nodes []struct {
					ID, Title string
					Revision  int
				}
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		a, text := post(t, h, `query($after: String) { timeline(first: 500, after: $after) { nodes { id title revision } pageInfo { hasNextPage endCursor } } }`,
			map[string]any{"after": after})
		if err := json.Unmarshal(a.Data, &page); err != nil {
			t.Fatal(text, err)
		}
		for _, n := range page.Timeline.Nodes {
			out[n.ID] = fmt.Sprintf("%s %q %d", n.ID, n.Title, n.Revision)
		}
		if !page.Timeline.PageInfo.HasNextPage {
			return out
		}
		after = page.Timeline.PageInfo.EndCursor
	}
}

// Clients that go away leave nothing behind, and a server without any asks the database nothing.
func TestSubscription_dropped(t *testing.T) {
	const clients = 200
	var asked atomic.Int64
	s := graphtest.Seeded(t).Observing(func(c store.Call) {
		if c.Name == "recorded_last" {
			asked.Add(1)
		}
	})
	url := instanceFor(t, s, clients)
	before := runtime.NumGoroutine()
	begin := map[string]any{"after": graph.RecordedCursor(0)}
	var open []listener
	for i := range clients {
		l := overEvents
		if i%2 == 0 {
			l = overSocket
		}
		open = append(open, l(t, url, begin))
		if x, ok := open[i].next(); !ok || x.Data == nil {
			t.Fatalf("told %s (%v)", x, ok)
		}
	}
	polled := asked.Load()
	settled(t, "somebody polls", func() bool { return asked.Load() > polled })
	for _, l := range open {
		l.drop()
	}
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	settled(t, "nobody is left", func() bool { return runtime.NumGoroutine() <= before+20 })
	polled = asked.Load()
	begun := time.Now()
	settled(t, "time passes", func() bool { return time.Since(begun) > 3*time.Second })
	if n := asked.Load() - polled; n > 1 { // one may have been under way
		t.Errorf("the database was asked %d times for nobody", n)
	}
}

// settled waits for what others do.
func settled(t *testing.T, what string, done func() bool) {
	t.Helper()
	for start := time.Now(); !done(); runtime.Gosched() {
		if time.Since(start) > patience {
			t.Fatalf("%s: it does not happen (%d goroutines)", what, runtime.NumGoroutine())
		}
	}
}
