package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/parquet-go/parquet-go"

	"demarche/export"
	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/graphtest"
)

// A reader who goes away ends the reading of the graph.
func TestWrite_Stops(t *testing.T) {
	statements := 0
	s := graphtest.Seeded(t).Observing(func(store.Call) { statements++ })
	f, r := asked(t, "jsonl", "")
	if err := f.Write(t.Context(), s, r, &short{most: 1 << 20}); err != nil {
		t.Fatal(err)
	}
	whole := statements
	statements = 0
	if err := f.Write(t.Context(), s, r, &short{}); !errors.Is(err, errGone) {
		t.Errorf("got %v", err)
	}
	if statements == 0 || statements >= whole {
		t.Errorf("%d statements ran, of %d", statements, whole)
	}
}

var errGone = errors.New("the reader has gone")

// short takes so many bytes.
type short struct{ most int }

func (s *short) Write(b []byte) (int, error) {
	if s.most -= len(b); s.most < 0 {
		return 0, errGone
	}
	return len(b), nil
}

// breaking is a graph whose database goes away after so many pages.
type breaking struct {
	export.Graph
	pages int
}

func (b *breaking) page() error {
	if b.pages--; b.pages < 0 {
		return graph.ErrUnavailable
	}
	return nil
}

func (b *breaking) EventsAfter(ctx context.Context, args graph.TimelineArgs) ([]string, string, error) {
	if err := b.page(); err != nil {
		return nil, "", err
	}
	return b.Graph.EventsAfter(ctx, args)
}

func (b *breaking) IDsAfter(ctx context.Context, prefix, after string, limit int) ([]string, error) {
	if err := b.page(); err != nil {
		return nil, err
	}
	return b.Graph.IDsAfter(ctx, prefix, after, limit)
}

// What is not whole is not read as if it were; what is, is.
func TestWrite_Fails(t *testing.T) {
	read := map[string]func(text []byte) error{
		"jsonl": func(text []byte) error {
			lines := strings.Split(strings.TrimSpace(string(text)), "\n")
			if strings.HasPrefix(lines[len(lines)-1], `{"type":"error",`) {
				return errors.New("it ends with an error")
			}
			return nil
		},
		"csv": func(text []byte) error {
			_, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
			return err
		},
		"parquet": func(text []byte) error {
			_, err := parquet.OpenFile(bytes.NewReader(text), int64(len(text)))
			return err
		},
		"arrow": func(text []byte) error {
			r, err := ipc.NewReader(bytes.NewReader(text))
			if err != nil {
				return err
			}
			for r.Next() {
			}
			return r.Err()
		},
	}
	for name, read := range read {
		t.Run(name, func(t *testing.T) {
			f, r := asked(t, name, "")
			for pages, whole := range map[int]bool{1 << 20: true, 21: name != "jsonl", 1: false} {
				var out bytes.Buffer
				err := f.Write(t.Context(), &breaking{graphtest.Seeded(t), pages}, r, &out)
				if (err == nil) != whole || err != nil && !errors.Is(err, graph.ErrUnavailable) {
					t.Errorf("after %d pages: %v", pages, err)
				}
				if out.Len() == 0 {
					continue // nothing of jsonl is written before there are 64 KB
				}
				if err := read(out.Bytes()); (err == nil) != whole {
					t.Errorf("after %d pages reading it gives: %v", pages, err)
				}
			}
		})
	}
}

// serve answers exports of a graph, and returns the address.
func serve(t *testing.T, g export.Graph) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("GET /export/{format}", export.Handler{Graph: g, Present: func(_ context.Context, err error) any { return map[string]string{"message": err.Error()} }})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/export/"
}

func get(t *testing.T, url string) (*http.Response, []byte, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer, body, err
}

func TestHandler_Fails(t *testing.T) {
	// Before the first byte.
	answer, body, err := get(t, serve(t, &breaking{graphtest.Seeded(t), 0})+"csv")
	var said struct{ Errors []struct{ Message string } }
	if err != nil || json.Unmarshal(body, &said) != nil || len(said.Errors) != 1 ||
		answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%v: %s %s", err, answer.Status, body)
	}
	// After it the transfer breaks.
	answer, body, err = get(t, serve(t, &breaking{graphtest.Seeded(t), 1})+"csv")
	if answer.StatusCode != http.StatusOK || len(body) == 0 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%s, %d bytes, %v", answer.Status, len(body), err)
	}
}
