package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestTraces(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	provider, stop, err := traces(t.Context(), log)
	if err != nil || provider != nil {
		t.Fatalf("without a collector: %v, %v", provider, err)
	}
	stop()
	got := make(chan []byte, 1)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		got <- append([]byte(r.URL.Path+"\n"), b...)
	}))
	defer collector.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	t.Setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
	provider, stop, err = traces(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	_, span := provider.Tracer("test").Start(t.Context(), "a span")
	span.End()
	stop()
	b := <-got
	for _, want := range []string{"/v1/traces\n", "a span", "demarche"} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %q in %q", want, b)
		}
	}
}
