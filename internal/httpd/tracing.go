package httpd

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// Spans hold names, counts and codes; what a client asked for is in none of them.

// traced begins the span of r, below the client's span. Requests for health and metrics have none.
func (s *Server) traced(r *http.Request) (context.Context, trace.Span) {
	if s.traces == nil || quietRoutes[r.URL.Path] {
		return r.Context(), trace.SpanFromContext(r.Context())
	}
	ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
	return s.traces.Tracer("demarche").Start(ctx, knownMethod(r.Method), trace.WithSpanKind(trace.SpanKindServer))
}

func endRequest(span trace.Span, rec *record, method, route string, status int) {
	span.SetName(knownMethod(method) + " " + route)
	span.SetAttributes(
		attribute.String("http.request.method", knownMethod(method)), attribute.String("http.route", route),
		attribute.Int("http.response.status_code", status), attribute.String("demarche.request.id", rec.id),
	)
	if rec.operation != "" {
		span.SetAttributes(attribute.String("graphql.operation.name", rec.operation))
	}
	if rec.cost > 0 {
		span.SetAttributes(attribute.Int("demarche.cost", rec.cost))
	}
	if status >= http.StatusInternalServerError {
		span.SetStatus(codes.Error, "")
	}
	span.End()
}

// below begins a span below that of ctx. Without a span in ctx it returns a span that records nothing.
func below(ctx context.Context, name string, options ...trace.SpanStartOption) (context.Context, trace.Span) {
	return trace.SpanFromContext(ctx).TracerProvider().Tracer("demarche").Start(ctx, name, options...)
}

// tracedField is a gqlgen root-field middleware.
func tracedField(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	if f := graphql.GetRootFieldContext(ctx); f != nil {
		var span trace.Span
		ctx, span = below(ctx, f.Object+"."+f.Field.Name)
		defer func() { span.End() }() // deferred itself, it would keep what a panic says
	}
	return next(ctx)
}
