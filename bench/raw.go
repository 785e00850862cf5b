package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"demarche/graph/answer"
	"demarche/graph/store"
	"demarche/internal/costs"
	"demarche/internal/neo4jd"
)

// startRaw starts this program again as the server of raw handlers: in the process that asks, they would be spared the
// switches between processes that the others pay.
func startRaw(ctx context.Context, db *neo4jd.Server) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return start(ctx, exec.CommandContext(ctx, self, "-raw"), db) //nolint:gosec // itself
}

// rawPath is where a question is answered, by its place among those that are measured; and its plain statement, if it
// has one.
func rawPath(question int, plain bool) string {
	if plain {
		return fmt.Sprintf("/plain/%d", question)
	}
	return fmt.Sprintf("/raw/%d", question)
}

// serveRaw answers the questions that are measured on the database that the environment names, each at its path, until
// standard input or ctx ends.
func serveRaw(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	db := store.Config{URI: os.Getenv("NEO4J_URI"), Username: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD")}
	driver, err := neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""), func(c *config.Config) { c.TelemetryDisabled = true })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close(context.WithoutCancel(ctx))) }()
	s, err := store.Open(db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close(context.WithoutCancel(ctx))) }()
	g, err := costs.GraphIn(ctx, s)
	if err != nil {
		return err
	}
	asker, plain, mux := costs.NewAsker(s), plainStatements(g), http.NewServeMux()
	for i, q := range g.Measured() {
		mux.Handle(rawPath(i, false), raw(driver, sync.OnceValues(func() ([]store.Call, error) {
			_, calls, err := asker.Ask(ctx, q)
			if err != nil {
				return nil, err
			}
			return byEdges(calls)
		})))
		if call, ok := plain[q.Name]; ok {
			mux.Handle(rawPath(i, true), raw(driver, func() ([]store.Call, error) { return []store.Call{call}, nil }))
		}
	}
	address, err := serve(ctx, mux)
	if err != nil {
		return err
	}
	say(address)
	go func() {
		defer cancel()
		_, _ = io.Copy(io.Discard, os.Stdin)
	}()
	<-ctx.Done()
	return nil
}

// snapshot is where a statement reads the packed snapshot of an event's participants.
var snapshot = regexp.MustCompile(`(?s)CASE WHEN \w+\.cast IS NULL THEN (.*?) ELSE \w+\.cast END`)

// byEdges returns statements that read participants by their edges, because a raw handler cannot read their snapshots.
func byEdges(calls []store.Call) ([]store.Call, error) {
	for i, c := range calls {
		text := snapshot.ReplaceAllString(c.Cypher, "$1")
		if inner, around := strings.CutPrefix(text, "CALL () {\n"); around && text != c.Cypher {
			end := strings.LastIndex(inner, "\n}\n") // what follows counts renamed actors
			text = inner[:max(end, 0)]
		}
		if text == "" || strings.Contains(text, ".cast") {
			return nil, fmt.Errorf("%s: the statement reads snapshots in another form than the bench replaces", c.Name)
		}
		calls[i].Cypher = text
	}
	return calls, nil
}

// raw answers every request by running the same statements over the driver and writing what they return as JSON: what a
// hand-written handler would do.
func raw(driver neo4j.DriverWithContext, statements func() ([]store.Call, error)) http.Handler {
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		calls, err := statements()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		b := buffers.Get().(*[]byte)
		defer buffers.Put(b)
		out := (*b)[:0]
		for _, c := range calls {
			records, err := all(r.Context(), driver, c)
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			for _, record := range records {
				out = appendValue(out, record.Values)
			}
		}
		*b = out
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(out)))
		_, _ = w.Write(out)
	})
}

func all(ctx context.Context, driver neo4j.DriverWithContext, c store.Call) ([]*neo4j.Record, error) {
	session := driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead})
	defer session.Close(context.WithoutCancel(ctx))
	result, err := session.Run(ctx, c.Cypher, c.Given())
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
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
		return answer.AppendString(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return answer.AppendFloat(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case interface{ String() string }:
		return answer.AppendString(b, v.String())
	}
	return append(b, '0')
}
