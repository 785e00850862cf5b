package httpd

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// metrics holds the metrics of one server, in their own registry.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	fields   *prometheus.HistogramVec
	errors   *prometheus.CounterVec
	open     *prometheus.GaugeVec
	sent     prometheus.Counter
	sockets  prometheus.Gauge
}

func newMetrics(others ...prometheus.Collector) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "demarche_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "demarche_http_request_duration_seconds", Help: "Time to answer a request, by route.", Buckets: buckets(),
		}, []string{"route"}),
		fields: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "demarche_graphql_root_field_duration_seconds", Help: "Time to resolve a root field.", Buckets: buckets(),
		}, []string{"field"}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "demarche_graphql_errors_total", Help: "GraphQL errors told to clients, by code.",
		}, []string{"code"}),
		open: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "demarche_graphql_subscriptions", Help: "Subscriptions that are open, by transport.",
		}, []string{"transport"}),
		sent: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "demarche_graphql_subscription_answers_total", Help: "Answers to subscriptions.",
		}),
		sockets: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "demarche_websockets", Help: "WebSockets that are open.",
		}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.fields, m.errors, m.open, m.sent, m.sockets,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.registry.MustRegister(others...)
	return m
}

func buckets() []float64 {
	return []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// request counts a request. The duration of a stream does not count as time to answer.
func (m *metrics) request(route, method string, status int, took time.Duration, streamed bool) {
	m.requests.WithLabelValues(route, knownMethod(method), strconv.Itoa(status)).Inc()
	if streamed {
		return
	}
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

// told counts errors by code.
func (m *metrics) told(errs gqlerror.List) {
	for _, err := range errs {
		code, _ := err.Extensions["code"].(string)
		m.errors.WithLabelValues(code).Inc()
	}
}

// rootField is a gqlgen root-field middleware.
func (m *metrics) rootField(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	start := time.Now()
	defer func() {
		if f := graphql.GetRootFieldContext(ctx); f != nil {
			m.fields.WithLabelValues(f.Object + "." + f.Field.Name).Observe(time.Since(start).Seconds())
		}
	}()
	return next(ctx)
}

// knownMethod returns the label for a method, and one label for all unknown methods.
func knownMethod(method string) string {
	if slices.Contains([]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}, method) {
		return method
	}
	return "other"
}

// routeOf returns the path of the pattern that served r, or "other".
func routeOf(r *http.Request) string {
	_, path, found := strings.Cut(r.Pattern, " ")
	if !found {
		path = r.Pattern
	}
	if path == "" {
		return "other"
	}
	return strings.TrimSuffix(path, "{$}")
}
