package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"demarche/graph/store"
	"demarche/internal/costs"
	"demarche/internal/neo4jd"
)

// How a server is asked for a long time: never as fast as it can answer, for memory grows by what comes, not by how
// soon.
const (
	soakRate    = 60 // requests a second
	soakReport  = time.Minute
	soakLarge   = 30 * time.Second // a question with a large answer once in so long
	soakUnknown = 3                // one in so many documents is new to the server
)

// soak asks the server all questions in turn until the time is over, and prints each minute what it holds then.
func soak(ctx context.Context, o options, db *neo4jd.Server, s *store.Store) (err error) {
	g, err := costs.GraphIn(ctx, s)
	if err != nil {
		return err
	}
	server, err := serveChild(ctx, o.program, db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	if err := size(ctx, s); err != nil {
		return err
	}
	fmt.Println("| minute | requests | failed | p50 / p99 ms | resident MB | at most MB | goroutines |")
	fmt.Println("|---|---|---|---|---|---|---|")
	until, cancel := context.WithTimeout(ctx, o.soak)
	defer cancel()
	asked := make(chan string)
	go func() { defer close(asked); soakQuestions(until, g, asked) }()
	var lock sync.Mutex
	var now soaked
	var wg sync.WaitGroup
	for range o.connections[0] {
		wg.Go(func() {
			for query := range asked {
				took, err := soakOne(ctx, server, query)
				lock.Lock()
				now.add(took, err)
				lock.Unlock()
			}
		})
	}
	every := time.NewTicker(soakReport)
	defer every.Stop()
	for minute := 1; ; minute++ {
		select {
		case <-every.C:
		case <-until.Done():
			wg.Wait()
			return ctx.Err()
		}
		lock.Lock()
		last := now
		now = soaked{}
		lock.Unlock()
		if err := last.print(ctx, minute, server); err != nil {
			return err
		}
	}
}

// soakQuestions hands out what to ask, at soakRate, until ctx ends.
func soakQuestions(ctx context.Context, g costs.Graph, to chan<- string) {
	var small, large []string
	for _, q := range g.Measured() {
		if strings.Contains(q.Name, "two hops") {
			large = append(large, q.Query)
		} else {
			small = append(small, q.Query)
		}
	}
	ticker := time.NewTicker(time.Second / soakRate)
	defer ticker.Stop()
	for n := 0; ; n++ {
		query := small[n%len(small)]
		if every := int(soakLarge.Seconds()) * soakRate; n%every == every-1 {
			query = large[n/every%len(large)]
		}
		if n%soakUnknown == 0 {
			query = fmt.Sprintf("query Soak%d %s", n, query)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
		select {
		case to <- query:
		case <-ctx.Done():
			return
		}
	}
}

func soakOne(ctx context.Context, server *child, query string) (time.Duration, error) {
	body, err := document(query)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	_, err = ask(ctx, server.address+"/graphql", body)
	return time.Since(start), err
}

// soaked is what came of a minute's requests.
type soaked struct {
	result
	failed int
}

func (s *soaked) add(took time.Duration, err error) {
	if err != nil {
		s.failed++
		say(fmt.Sprintf("after %v: %v", took, err))
		return
	}
	s.times = append(s.times, took)
}

func (s *soaked) print(ctx context.Context, minute int, server *child) error {
	if len(s.times) == 0 {
		return fmt.Errorf("no answer in minute %d", minute)
	}
	goroutines, err := goroutinesOf(ctx, server)
	used := usageOf(server.pids...)
	fmt.Printf("| %d | %d | %d | %.1f / %.1f | %d | %d | %s |\n", minute, len(s.times)+s.failed, s.failed,
		s.quantile(0.5), s.quantile(0.99), used.rssMB, used.peakMB, goroutines)
	return err
}

func goroutinesOf(ctx context.Context, server *child) (string, error) {
	metrics, err := get(ctx, server.address+"/metrics")
	for line := range strings.Lines(string(metrics)) {
		if n, ok := strings.CutPrefix(line, "go_goroutines "); ok {
			return strings.TrimSpace(n), err
		}
	}
	return "–", err
}
