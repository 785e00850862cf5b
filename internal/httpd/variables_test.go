package httpd

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// Every transport coerces variables in the same way.
func TestVariables_everyWay(t *testing.T) {
	const query = `query($n: Int) { timeline(first: $n) { totalCount } }`
	_, base := streaming(t, 0, nil)
	h := graphqlServer(t, nil)
	asked := "/graphql?" + url.Values{"query": {query}, "variables": {`{"n":"2"}`}}.Encode()
	ways := map[string]func() string{
		"POST": func() string { return answer(h, post(query, map[string]any{"n": "2"})).Body.String() },
		"GET":  func() string { return answer(h, get(asked)).Body.String() },
		"events": func() string {
			return answer(h, with(post(query, map[string]any{"n": "2"}), "Accept", mediaEvents)).Body.String()
		},
		"events by GET": func() string { return answer(h, with(get(asked), "Accept", mediaEvents)).Body.String() },
		"a WebSocket": func() string {
			p := greeted(t, base)
			payload, _ := json.Marshal(map[string]any{
				"type": "subscribe", "id": "1", "payload": map[string]any{"query": query, "variables": map[string]any{"n": "2"}},
			})
			p.send(string(payload))
			return p.read()
		},
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			got := way()
			if !strings.Contains(got, `variable $n: \"2\" is not a value of Int`) || strings.Contains(got, `"data":{`) {
				t.Error(got)
			}
		})
	}
	if w := answer(h, with(get(asked), "Accept", string(mediaGraphQL))); w.Code != 400 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
