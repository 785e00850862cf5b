package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche/graph/store"
	"demarche/internal/costs"
)

// heading prints the size of the graph, and the head of the table.
func heading(ctx context.Context, s *store.Store) error {
	if err := size(ctx, s); err != nil {
		return err
	}
	fmt.Println("| question | connections | server req/s | raw req/s | ratio (least–most) | p50 / p99 ms | CPU ms: server, Neo4j | CPU ms: raw, Neo4j | peer req/s | server ÷ peer | CPU ms: peer, Neo4j | plain Cypher req/s |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|---|---|")
	return nil
}

// size prints how large the graph is, as a heading.
func size(ctx context.Context, s *store.Store) error {
	counts, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	for _, c := range counts {
		if c.Kind == "events" {
			fmt.Printf("### %d events\n\n", c.N)
		}
	}
	return nil
}

// line prints the medians of what the server, the raw handler and, if it was asked, the peer did.
func line(question string, connections int, done []tally, plain string) {
	server, handler := done[0], done[1]
	var ratios []float64
	for i, n := range server.perSecond {
		ratios = append(ratios, n/handler.perSecond[i])
	}
	peer := "– | – | –"
	if len(done) > 2 {
		other := done[2]
		peer = fmt.Sprintf("%.0f | %.1f | %s", median(other.perSecond), median(server.perSecond)/median(other.perSecond), other.cost())
	}
	refused := ""
	if n := server.all.refused; n > 0 {
		refused = fmt.Sprintf(" (%d refused of %d)", n, n+len(server.all.times))
	}
	fmt.Printf("| %s | %d | %.0f%s | %.0f | %.2f (%.2f–%.2f) | %.1f / %.1f | %s | %s | %s | %s |\n", question, connections,
		median(server.perSecond), refused, median(handler.perSecond), median(ratios), slices.Min(ratios), slices.Max(ratios),
		server.all.quantile(0.5), server.all.quantile(0.99), server.cost(), handler.cost(), peer, plain)
}

// cost is the CPU time of one request, in milliseconds: the side's own and the database's.
func (t tally) cost() string {
	n := float64(len(t.all.times))
	ms := func(d time.Duration) float64 { return float64(d.Milliseconds()) / n }
	return fmt.Sprintf("%.2f, %.2f", ms(t.cpu), ms(t.dbCPU))
}

func (m *meter) memory(name string, c *child) {
	if c == nil {
		return
	}
	used := usageOf(c.pids...)
	fmt.Printf("The %s's memory: %d MB resident at the end, %d MB at most.\n", name, used.rssMB, used.peakMB)
}

// hits prints what each question costs the database, by statement; of a question that the graph is too large for,
// nothing.
func hits(ctx context.Context, s *store.Store) error {
	g, err := costs.GraphIn(ctx, s)
	if err != nil {
		return err
	}
	if err := s.Replan(ctx); err != nil {
		return err
	}
	if err := size(ctx, s); err != nil {
		return err
	}
	fmt.Println("| question | statement | runs | database hits | rows between operators |")
	fmt.Println("|---|---|---|---|---|")
	asker := costs.NewAsker(s)
	for _, q := range append(g.Measured(), g.Variants()...) {
		all, err := asker.Of(ctx, q)
		if ctx.Err() != nil {
			return err
		}
		if err != nil {
			say(err.Error())
		}
		for _, c := range all {
			if strings.HasSuffix(c.Statement, costs.HiddenPage) {
				continue
			}
			fmt.Printf("| %s | %s | %d | %d | %d |\n", c.Question, c.Statement, c.Calls, c.Hits, c.Rows)
		}
	}
	return nil
}
