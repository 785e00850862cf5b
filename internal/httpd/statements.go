package httpd

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Statements watches the statements of a database. It adds them to the log line of their request and to a metric,
// logs slow ones, and traces each. It receives only their names.
type Statements struct {
	log     *slog.Logger
	slow    time.Duration
	seconds *prometheus.HistogramVec
}

// NewStatements returns a Statements that logs a warning for each statement that takes at least slow.
func NewStatements(log *slog.Logger, slow time.Duration) *Statements {
	return &Statements{log, slow, prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "demarche_statement_duration_seconds", Help: "Time that the database took for a statement.", Buckets: buckets(),
	}, []string{"statement"})}
}

// Metric returns the metric of the statements' durations.
func (s *Statements) Metric() prometheus.Collector { return s.seconds }

// Watch records the start of the statement of that name, in the context of its request. Call ended at its end.
func (s *Statements) Watch(ctx context.Context, name string) (ended func(error)) {
	start := time.Now()
	_, span := below(ctx, name, trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(attribute.String("db.system.name", "neo4j")))
	return func(err error) {
		took := time.Since(start)
		if err != nil {
			span.SetStatus(codes.Error, "")
		}
		span.End()
		s.seconds.WithLabelValues(name).Observe(took.Seconds())
		if rec := recordOf(ctx); rec != nil {
			rec.statements.Add(1)
			rec.database.Add(int64(took))
		}
		if took >= s.slow {
			s.log.WarnContext(ctx, "slow statement", "statement", name, "ms", millis(took), "id", RequestID(ctx))
		}
	}
}
