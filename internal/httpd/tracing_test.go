package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// tracedServer serves a field that runs two statements, of which the second fails.
func tracedServer(t *testing.T) (http.Handler, *tracetest.InMemoryExporter) {
	t.Helper()
	spans := tracetest.NewInMemoryExporter()
	statements := NewStatements(slog.New(slog.DiscardHandler), time.Hour)
	return graphqlServer(t, func(c *Config) {
		c.Traces = sdk.NewTracerProvider(sdk.WithSyncer(spans))
		c.Schema = newFakeSchema(t, fakeData{"event": func(ctx context.Context) (any, error) {
			statements.Watch(ctx, "brief")(nil)
			statements.Watch(ctx, "map")(errors.New("secret"))
			return nil, errors.New("secret")
		}})
	}), spans
}

func TestTracing(t *testing.T) {
	h, spans := tracedServer(t)
	const caller = "4bf92f3577b34da6a3ce929d0e0e4736"
	asked := url.Values{"query": {`query Named($i: ID!) { event(id: $i) { id } }`}, "variables": {`{"i":"secret"}`}}.Encode()
	answer(h, with(get("/graphql?"+asked), "Traceparent", "00-"+caller+"-00f067aa0ba902b7-01", "User-Agent", "secret", "Cookie", "secret"))
	answer(h, get("/livez"))
	var got []string
	names := map[string]string{"00f067aa0ba902b7": "the caller"}
	list := spans.GetSpans()
	slices.Reverse(list) // a span ends after those below it
	for _, s := range list {
		names[s.SpanContext.SpanID().String()] = s.Name
		line := s.Name + " below " + names[s.Parent.SpanID().String()]
		if s.Status.Code == codes.Error {
			line += ", failed"
		}
		got = append(got, line)
		if id := s.SpanContext.TraceID().String(); id != caller {
			t.Errorf("%s: trace %s", s.Name, id)
		}
		if all := fmt.Sprintf("%+v", s); strings.Contains(all, "secret") || strings.Contains(all, "variables") {
			t.Errorf("%s tells a secret: %s", s.Name, all)
		}
	}
	want := []string{"GET /graphql below the caller", "Query.event below GET /graphql", "map below Query.event, failed", "brief below Query.event"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	told := map[string]string{}
	for _, a := range list[0].Attributes {
		told[string(a.Key)] = a.Value.String()
	}
	delete(told, "demarche.request.id")
	attributes := map[string]string{
		"http.request.method": "GET", "http.route": "/graphql", "http.response.status_code": "200",
		"graphql.operation.name": "Named", "demarche.cost": "2",
	}
	if diff := cmp.Diff(attributes, told); diff != "" {
		t.Error(diff)
	}
}

func TestTracing_failed(t *testing.T) {
	spans := tracetest.NewInMemoryExporter()
	h := graphqlServer(t, func(c *Config) { c.Traces = sdk.NewTracerProvider(sdk.WithSyncer(spans)) })
	answer(h, post("{panics}", nil))
	list := spans.GetSpans()
	if len(list) != 2 || list[1].Status.Code != codes.Error || strings.Contains(fmt.Sprintf("%+v", list), "a mistake") {
		t.Errorf("%+v", list)
	}
}
