package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"demarche/graph/store"
	"demarche/internal/costs"
	"demarche/internal/neo4jd"
)

// A side is one server that is asked one question.
type side struct {
	name, url string
	body      []byte
	pids      []int
}

// A tally is what one side did in the rounds that count.
type tally struct {
	perSecond  []float64
	all        result
	cpu, dbCPU time.Duration
}

// meter measures servers on one database.
type meter struct {
	o           options
	server, raw *child
	peer        *child // nil: none
	neo4j       int    // process
	plain       map[string]store.Call
	peers       map[string]string
}

// measure asks every question of all sides and prints a table.
func measure(ctx context.Context, o options, db *neo4jd.Server, s *store.Store) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g, err := costs.GraphIn(ctx, s)
	if err != nil {
		return err
	}
	m := &meter{o: o, plain: plainStatements(g), peers: peerQuestions(g)}
	if m.raw, err = startRaw(ctx, db); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.raw.stop()) }()
	if m.server, err = serveChild(ctx, o.program, db); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.server.stop()) }()
	if o.peer {
		if m.peer, err = servePeer(ctx, db); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, m.peer.stop()) }()
	}
	status, err := neo4jd.Inspect(o.dir)
	if err != nil {
		return err
	}
	m.neo4j = status.PID
	if err := heading(ctx, s); err != nil {
		return err
	}
	for i, q := range g.Measured() {
		if !strings.Contains(q.Name, o.only) {
			continue
		}
		if err := m.question(ctx, i, q); err != nil {
			return fmt.Errorf("%s: %w", q.Name, err)
		}
	}
	fmt.Println()
	m.memory("server", m.server)
	m.memory("raw handler", m.raw)
	m.memory("peer", m.peer)
	return nil
}

// question asks all sides in turn, and prints a line for each number of connections.
func (m *meter) question(ctx context.Context, i int, q costs.Question) error {
	body, err := document(q.Query)
	if err != nil {
		return err
	}
	sides := []side{
		{name: "server", url: m.server.address + "/graphql", body: body, pids: m.server.pids},
		{name: "raw", url: m.raw.address + rawPath(i, false), body: body, pids: m.raw.pids},
	}
	if asked := m.peers[q.Name]; m.peer != nil && asked != "" {
		other := side{name: "peer", url: m.peer.address + "/graphql", pids: m.peer.pids}
		if other.body, err = document(asked); err != nil {
			return err
		}
		if err := agree(ctx, sides[0], other); err != nil {
			return err
		}
		sides = append(sides, other)
	}
	plain, err := m.plainly(ctx, i, q, body)
	if err != nil {
		return err
	}
	for _, connections := range m.o.connections {
		done, err := m.rounds(ctx, sides, connections)
		if err != nil {
			return err
		}
		line(q.Name, connections, done, plain)
	}
	return nil
}

// rounds asks all sides in turn, and leaves out the first round, which warms up.
func (m *meter) rounds(ctx context.Context, sides []side, connections int) ([]tally, error) {
	done := make([]tally, len(sides))
	for i := range m.o.rounds + 1 {
		for n, s := range sides {
			before, dbBefore := usageOf(s.pids...), usageOf(m.neo4j)
			r, err := load(ctx, connections, m.o.round, s.url, s.body)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			if i == 0 {
				continue
			}
			t := &done[n]
			t.perSecond = append(t.perSecond, r.perSecond())
			t.all.times = append(t.all.times, r.times...)
			t.all.refused += r.refused
			t.cpu += usageOf(s.pids...).cpu - before.cpu
			t.dbCPU += usageOf(m.neo4j).cpu - dbBefore.cpu
		}
	}
	return done, nil
}

// plainly asks by the question's plain statement, if it has one, from one connection.
func (m *meter) plainly(ctx context.Context, i int, q costs.Question, body []byte) (perSecond string, err error) {
	if _, ok := m.plain[q.Name]; !ok {
		return "–", nil
	}
	r, err := load(ctx, 1, m.o.round, m.raw.address+rawPath(i, true), body)
	return fmt.Sprintf("%.2f", r.perSecond()), err
}

// agree returns an error unless both sides answer with the same things.
func agree(ctx context.Context, ours, theirs side) error {
	a, err := ask(ctx, ours.url, ours.body)
	if err != nil {
		return err
	}
	b, err := ask(ctx, theirs.url, theirs.body)
	if err != nil {
		return fmt.Errorf("the peer: %w", err)
	}
	return same(a, b)
}

func median(in []float64) float64 {
	slices.Sort(in)
	return (in[(len(in)-1)/2] + in[len(in)/2]) / 2
}

// A result is the times of the answers of one or more rounds.
type result struct {
	times   []time.Duration
	took    time.Duration
	refused int // requests that the server had no room for
}

func (r result) perSecond() float64 { return float64(len(r.times)) / r.took.Seconds() }

func (r result) quantile(q float64) float64 {
	slices.Sort(r.times)
	return float64(r.times[int(q*float64(len(r.times)-1))].Microseconds()) / 1000
}

// errRefused means that the server found no free connection to the database in time. It has fewer connections than
// the requests that it accepts at a time.
var errRefused = errors.New("refused: too many requests at a time")

// load asks from several connections for one round.
func load(ctx context.Context, connections int, round time.Duration, url string, body []byte) (result, error) {
	ctx, cancel := context.WithTimeout(ctx, round+5*time.Minute) // plain statements of large graphs take minutes
	defer cancel()
	start := time.Now()
	each := make([][]time.Duration, connections)
	errs := make([]error, connections)
	var refusals atomic.Int64
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() {
			for time.Since(start) < round && errs[i] == nil {
				asked := time.Now()
				_, err := ask(ctx, url, body)
				if errors.Is(err, errRefused) {
					refusals.Add(1)
					continue
				}
				errs[i] = err
				each[i] = append(each[i], time.Since(asked))
			}
		})
	}
	wg.Wait()
	r := result{slices.Concat(each...), time.Since(start), int(refusals.Load())}
	if len(r.times) == 0 {
		errs = append(errs, errRefused)
	}
	return r, errors.Join(errs...)
}

// Compression would be measured on one side alone.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}

func ask(ctx context.Context, url string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	return answered(request)
}

func get(ctx context.Context, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return answered(request)
}

func answered(request *http.Request) ([]byte, error) {
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(answer, []byte(`"code":"DATABASE_UNAVAILABLE"`)) {
		return nil, errRefused
	}
	if response.StatusCode != http.StatusOK || bytes.HasPrefix(answer, []byte(`{"errors"`)) {
		return nil, fmt.Errorf("%s: %.300s", response.Status, answer)
	}
	return answer, nil
}
