package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

// measure asks every question of both sides and prints a table.
func measure(ctx context.Context, o options, db *neo4jd.Server, s *store.Store, driver neo4j.DriverWithContext, seen *capture) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	all, err := questions(ctx, driver)
	if err != nil {
		return err
	}
	inside, err := inProcess(ctx, s)
	if err != nil {
		return err
	}
	server, err := serveChild(ctx, o.program, db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	status, err := neo4jd.Inspect(o.dir)
	if err != nil {
		return err
	}
	m := &meter{o: o, server: server, neo4j: status.PID}
	fmt.Println("| question | connections | server req/s | raw req/s | ratio (least–most) | p50 / p99 ms | CPU ms: server, Neo4j | plain Cypher req/s |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, q := range all {
		if !strings.Contains(q.name, o.only) {
			continue
		}
		body, err := json.Marshal(map[string]string{"query": q.query})
		if err != nil {
			return err
		}
		var problem error
		calls := seen.of(func() { problem = ask(ctx, inside+"/graphql", body) })
		if problem != nil {
			return fmt.Errorf("%s: %w", q.name, problem)
		}
		if err := m.compare(ctx, driver, q, body, calls); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	used := usageOf(server.cmd.Process.Pid)
	fmt.Printf("\nThe server's memory: %d MB resident at the end, %d MB at most.\n", used.rssMB, used.peakMB)
	return nil
}

// meter measures one server on one database.
type meter struct {
	o      options
	server *child
	neo4j  int // process
}

// compare asks both sides in turn, and prints the medians of the rounds after the first, which warms up.
func (m *meter) compare(ctx context.Context, driver neo4j.DriverWithContext, q question, body []byte, calls []store.Call) error {
	theirs, err := serve(ctx, raw(driver, calls))
	if err != nil {
		return err
	}
	plain := "–"
	if q.plain != nil {
		url, err := serve(ctx, raw(driver, []store.Call{*q.plain}))
		if err != nil {
			return err
		}
		r, err := load(ctx, 1, m.o.round, url+"/", body)
		if err != nil {
			return err
		}
		plain = fmt.Sprintf("%.2f", r.perSecond())
	}
	for _, connections := range m.o.connections {
		var ours result
		var a, b, ratios []float64
		var cpu, dbCPU time.Duration
		for i := range m.o.rounds + 1 {
			before, dbBefore := usageOf(m.server.cmd.Process.Pid), usageOf(m.neo4j)
			x, err := load(ctx, connections, m.o.round, m.server.address+"/graphql", body)
			if err != nil {
				return err
			}
			after, dbAfter := usageOf(m.server.cmd.Process.Pid), usageOf(m.neo4j)
			y, err := load(ctx, connections, m.o.round, theirs+"/", body)
			if err != nil {
				return err
			}
			if i == 0 {
				continue
			}
			a, b, ratios = append(a, x.perSecond()), append(b, y.perSecond()), append(ratios, x.perSecond()/y.perSecond())
			ours.times = append(ours.times, x.times...)
			cpu, dbCPU = cpu+after.cpu-before.cpu, dbCPU+dbAfter.cpu-dbBefore.cpu
		}
		n := float64(len(ours.times))
		fmt.Printf("| %s | %d | %.0f | %.0f | %.2f (%.2f–%.2f) | %.1f / %.1f | %.2f, %.2f | %s |\n", q.name, connections, median(a), median(b),
			median(ratios), slices.Min(ratios), slices.Max(ratios), ours.quantile(0.5), ours.quantile(0.99),
			float64(cpu.Milliseconds())/n, float64(dbCPU.Milliseconds())/n, plain)
	}
	return nil
}

func median(in []float64) float64 {
	slices.Sort(in)
	return in[len(in)/2]
}

// A result is the times of the answers of one or more rounds.
type result struct {
	times []time.Duration
	took  time.Duration
}

func (r result) perSecond() float64 { return float64(len(r.times)) / r.took.Seconds() }

func (r result) quantile(q float64) float64 {
	slices.Sort(r.times)
	return float64(r.times[int(q*float64(len(r.times)-1))].Microseconds()) / 1000
}

// load asks from several connections for one round.
func load(ctx context.Context, connections int, round time.Duration, url string, body []byte) (result, error) {
	ctx, cancel := context.WithTimeout(ctx, round+time.Minute)
	defer cancel()
	start := time.Now()
	each := make([][]time.Duration, connections)
	errs := make([]error, connections)
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() {
			for time.Since(start) < round && errs[i] == nil {
				asked := time.Now()
				errs[i] = ask(ctx, url, body)
				each[i] = append(each[i], time.Since(asked))
			}
		})
	}
	wg.Wait()
	return result{slices.Concat(each...), time.Since(start)}, errors.Join(errs...)
}

// Compression would be measured on one side alone.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}

func ask(ctx context.Context, url string, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	return answered(request)
}

func get(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	return answered(request)
}

func answered(request *http.Request) error {
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK || bytes.HasPrefix(answer, []byte(`{"errors"`)) {
		return fmt.Errorf("%s: %.300s", response.Status, answer)
	}
	return nil
}
