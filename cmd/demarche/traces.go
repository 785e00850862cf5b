package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// tracesPatience bounds the time for sending the last spans to the collector.
const tracesPatience = 3 * time.Second

// traces sends spans to the collector that OpenTelemetry's variables name, until stop is called. provider is nil if
// they name none.
func traces(ctx context.Context, log *slog.Logger) (provider trace.TracerProvider, stop func(), err error) {
	if os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == "" && os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") == "" {
		return nil, func() {}, nil
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Warn("traces", "error", err) }))
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("tracing: %w", err)
	}
	about, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", "demarche"),
		attribute.String("service.version", built().Version)), resource.WithFromEnv())
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("tracing: %w", err), exporter.Shutdown(ctx))
	}
	sender := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))
	return sender, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tracesPatience)
		defer cancel()
		if err := sender.Shutdown(ctx); err != nil {
			log.WarnContext(ctx, "the last traces are lost", "error", err)
		}
	}, nil
}
