package httpd

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

const editors = "the editor's"

// trusting sets limits of a thousand bytes, and of ten thousand for the editor.
func trusting(c *Config) {
	c.Limits = DefaultLimits()
	c.Limits.BodyBytes, c.Limits.TrustedBytes = 1_000, 10_000
	c.Trusted = func(token string) bool { return token == editors }
}

// sized is a request's body of about so many bytes, most of them in a variable.
func sized(bytes int) string {
	return `{"query":"{event(id:1){id}}","variables":{"x":["` + strings.Repeat(`abcdefg","`, bytes/10) + `"]}}`
}

// Who has the editor's token may send larger bodies, by POST, for events and over a WebSocket; nobody else may.
func TestBodies(t *testing.T) {
	const small, large, tooLarge = 800, 5_000, 12_000
	h := graphqlServer(t, trusting)
	without := graphqlServer(t, func(c *Config) { trusting(c); c.Trusted = nil })
	cases := map[string]struct {
		handler http.Handler
		token   string
		size    int
		status  int
		says    string
	}{
		"a reader's":                    {h, "", small, 200, `"data"`},
		"a reader's, large":             {h, "", large, 413, "more than 1000 bytes: send less at a time; with the editor's token it may have 10000"},
		"a stranger's, large":           {h, "guessed", large, 413, "more than 1000 bytes"},
		"an editor's":                   {h, editors, small, 200, `"data"`},
		"an editor's, large":            {h, editors, large, 200, `"data"`},
		"an editor's, too large":        {h, editors, tooLarge, 413, `more than 10000 bytes: send less at a time"`},
		"where there is no editor":      {without, editors, large, 413, `more than 1000 bytes: send less at a time"`},
		"a reader's, of unknown length": {h, "", -large, 413, "more than 1000"},
		"an editor's, of unknown size":  {h, editors, -large, 200, `"data"`},
	}
	for name, c := range cases {
		for _, accept := range []string{string(mediaJSON), mediaEvents} {
			t.Run(name+" "+accept, func(t *testing.T) {
				r := with(body(sized(max(c.size, -c.size))), "Authorization", "Bearer "+c.token, "Accept", accept)
				if c.size < 0 {
					r.ContentLength = -1
				}
				w := answer(c.handler, r)
				if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
					t.Errorf("%d %.300s", w.Code, w.Body)
				}
			})
		}
	}
}

func TestBodies_webSocket(t *testing.T) {
	const large, tooLarge = 5_000, 12_000
	_, base := streaming(t, 0, trusting)
	cases := map[string]struct {
		header, greeting string
		size             int
		want             string
	}{
		"a reader's":             {"", "", large, "closed with 1009"},
		"a stranger's":           {"", "guessed", large, "closed with 1009"},
		"an editor's":            {"", editors, large, `{"id":"1","type":"next"`},
		"an editor's by header":  {editors, "", large, `{"id":"1","type":"next"`},
		"an editor's, too large": {"", editors, tooLarge, "closed with 1009"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p, _, err := dial(t, base, &websocket.DialOptions{
				Subprotocols: []string{subprotocol}, HTTPHeader: http.Header{"Authorization": {"Bearer " + c.header}},
			})
			if err != nil {
				t.Fatal(err)
			}
			greeting := `{}`
			if c.greeting != "" {
				greeting = `{"Authorization":"Bearer ` + c.greeting + `"}`
			}
			p.send(`{"type":"connection_init","payload":` + greeting + `}`)
			p.expect(`{"type":"connection_ack"}`)
			text, _ := json.Marshal(map[string]any{"type": "subscribe", "id": "1", "payload": json.RawMessage(sized(c.size))})
			_ = p.Write(t.Context(), websocket.MessageText, text) // the server may close it meanwhile
			p.expect(c.want)
		})
	}
}

// The server answers a limited number of large bodies at a time, over every transport. Small bodies do not wait.
func TestBodies_atATime(t *testing.T) {
	held := make(chan struct{})
	entered := make(chan struct{}, 1)
	_, base := streaming(t, 0, func(c *Config) {
		trusting(c)
		c.Limits.Large = 1
		c.Schema = newFakeSchema(t, fakeData{"event": fakeData{"id": "event:1"}, "slow": func(context.Context) (any, error) {
			entered <- struct{}{}
			<-held
			return "x", nil
		}})
	})
	sending := func(text string) (int, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/graphql", strings.NewReader(text))
		if err != nil {
			return 0, err
		}
		a, err := http.DefaultClient.Do(with(r, "Content-Type", "application/json", "Authorization", "Bearer "+editors))
		if err != nil {
			return 0, err
		}
		return a.StatusCode, a.Body.Close()
	}
	expect := func(what, text string, want int) {
		t.Helper()
		if got, err := sending(text); err != nil || got != want {
			t.Errorf("%s: %d %v, want %d", what, got, err, want)
		}
	}
	large := sized(5_000)
	first := make(chan int)
	go func() {
		status, _ := sending(strings.Replace(large, "{event(id:1){id}}", "{slow}", 1))
		first <- status
	}()
	<-entered
	expect("a second one", large, http.StatusTooManyRequests)
	expect("a small one", sized(500), http.StatusOK)
	p := greeted(t, base)
	p.send(`{"type":"subscribe","id":"1","payload":` + sized(500) + `}`)
	p.expect(`{"id":"1","type":"next"`, `{"id":"1","type":"complete"`)
	editor := connected(t, base)
	editor.send(`{"type":"connection_init","payload":{"Authorization":"Bearer ` + editors + `"}}`)
	editor.expect(`{"type":"connection_ack"}`)
	editor.send(`{"type":"subscribe","id":"1","payload":` + large + `}`)
	editor.expect(`{"id":"1","type":"error","payload":[{"message":"too many large requests`)
	close(held)
	if status := <-first; status != http.StatusOK {
		t.Errorf("%d", status)
	}
	expect("a later one", large, http.StatusOK)
}
