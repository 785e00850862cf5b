package main

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

func rawDriver(db *neo4jd.Server) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""), func(c *config.Config) { c.TelemetryDisabled = true })
}

// raw answers every request by running the same statements over the driver and writing what they return as JSON: what a
// hand-written handler would do.
func raw(driver neo4j.DriverWithContext, calls []store.Call) http.Handler {
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		b := buffers.Get().(*[]byte)
		defer buffers.Put(b)
		out := (*b)[:0]
		for _, c := range calls {
			record, err := one(r.Context(), driver, c)
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			out = appendValue(out, record)
		}
		*b = out
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(out)))
		_, _ = w.Write(out)
	})
}

func one(ctx context.Context, driver neo4j.DriverWithContext, c store.Call) ([]any, error) {
	session := driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead})
	defer session.Close(context.WithoutCancel(ctx))
	result, err := session.Run(ctx, c.Cypher, c.Params)
	if err != nil {
		return nil, err
	}
	if !result.Next(ctx) {
		return nil, result.Err()
	}
	values := result.Record().Values
	_, err = result.Consume(ctx)
	return values, err
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case []any:
		b = append(b, '[')
		for i, x := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, x)
		}
		return append(b, ']')
	case string:
		return graph.AppendString(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return graph.AppendFloat(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case interface{ String() string }:
		return graph.AppendString(b, v.String())
	}
	return append(b, '0')
}
