// Package costs says what questions about a synthetic graph cost the database: which statements they run, with how many
// database hits, by which plans.
package costs

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"demarche/graph/store"
	"demarche/internal/gen"
	"demarche/resolvers"
)

// A Question is a GraphQL document about a synthetic graph.
type Question struct{ Name, Query string }

// A Cost is the database's cost of all runs of one statement.
type Cost struct {
	Question, Statement string
	Calls               int
	Hits, Rows          int64 // of all runs; Rows sums the rows of all operators
	// Operators counts the operators of the first run by name. Operators that only pass rows on do not count: the
	// planner chooses freely between orders of the same cost.
	Operators map[string]int
}

// An Asker asks the API without its server, and remembers the statements that run.
type Asker struct {
	store *store.Store
	root  *resolvers.Root
	exec  *executor.Executor
	mu    sync.Mutex
	calls []store.Call
}

// NewAsker makes an asker. Only one question may be asked at a time.
func NewAsker(s *store.Store) *Asker {
	a := &Asker{store: s}
	root, err := resolvers.New(s.Observing(a.see))
	if err != nil {
		panic(err) // the schema is the program's own
	}
	a.root = root
	a.exec = executor.New(gen.NewExecutableSchema(gen.Config{Resolvers: a.root}))
	a.exec.SetErrorPresenter(graphql.DefaultErrorPresenter)
	return a
}

func (a *Asker) see(c store.Call) {
	if c.Name == "names" {
		return // which are asked for depends on what was asked before
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls = append(a.calls, c)
}

// Ask returns the answer to a question as JSON, and the statements that it took. An answer with errors is an error.
func (a *Asker) Ask(ctx context.Context, q Question) (answer []byte, calls []store.Call, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // what is subscribed to ends after its first answer
	ctx = a.root.Request(graphql.StartOperationTrace(ctx), "")
	operation, errs := a.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: q.Query})
	if errs != nil {
		return nil, nil, fmt.Errorf("%s: %w", q.Name, errs)
	}
	calls = a.during(func() {
		respond, ctx := a.exec.DispatchOperation(ctx, operation)
		response := respond(ctx)
		answer = response.Data
		if response.Errors != nil {
			err = fmt.Errorf("%s: %w", q.Name, response.Errors)
		}
	})
	return answer, calls, err
}

func (a *Asker) during(run func()) []store.Call {
	a.calls = nil
	run()
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.calls)
}

// profiled runs statements again, and returns one cost for each name.
func (a *Asker) profiled(ctx context.Context, question string, calls []store.Call) ([]Cost, error) {
	var out []Cost
	for _, c := range calls {
		for _, part := range append([]store.Call{c}, hidden(c)...) {
			plan, err := a.store.Profile(ctx, part)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", question, err)
			}
			i := slices.IndexFunc(out, func(c Cost) bool { return c.Statement == part.Name })
			if i < 0 {
				i = len(out)
				out = append(out, Cost{Question: question, Statement: part.Name, Operators: counted(plan.Operators)})
			}
			out[i].Calls++
			out[i].Hits += plan.Hits
			out[i].Rows += plan.Rows
		}
	}
	// Fields that are resolved together run their statements in any order.
	slices.SortStableFunc(out, func(a, b Cost) int { return strings.Compare(a.Statement, b.Statement) })
	return out, nil
}

// Of asks a question and profiles the statements that it takes.
func (a *Asker) Of(ctx context.Context, q Question) ([]Cost, error) {
	_, calls, err := a.Ask(ctx, q)
	if err != nil {
		return nil, err
	}
	return a.profiled(ctx, q.Name, calls)
}

// HiddenPage ends the name of a page that was profiled once more by itself: its hits are in the statement too.
const HiddenPage = ", the page"

// hidden are the pages in a statement, each as a statement of its own: they stand in lists, inside which the database
// does not show its plan.
func hidden(c store.Call) []store.Call {
	match, projection, ok := strings.Cut(strings.TrimPrefix(c.Cypher, "CALL () {\n"), "RETURN") // around casts is a call
	if !ok || strings.Contains(match, "COLLECT") || strings.Contains(match, "CALL") {
		return nil // the page is of a row that is found further in
	}
	var out []store.Call
	for {
		_, after, ok := strings.Cut(projection, " IN [COLLECT {\n  CALL (")
		if !ok {
			return out
		}
		body := "  CALL (" + after
		end := closing(body)
		out = append(out, store.Call{Name: c.Name + HiddenPage, Cypher: match + "RETURN COLLECT {\n" + body[:end] + "}", Params: c.Params})
		projection = body[end:]
	}
}

// closing is where the brace ends in which a text begins.
func closing(text string) int {
	depth := 0
	for i, r := range text {
		switch r {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return len(text)
}

var (
	index = regexp.MustCompile(`:\w+\([^)]*\)`)
	// numbered is the end of a variable's name, which changes with what stands before it.
	numbered = regexp.MustCompile("`?\\b([a-z]+)\\d+\\b`?|`")
)

// counted are operators with what matters of each: which index it seeks, what it scans, by what it sorts.
func counted(operators []store.Operator) map[string]int {
	out := map[string]int{}
	for _, o := range operators {
		details := ""
		switch {
		case slices.Contains([]string{"ProduceResults", "Projection", "CacheProperties", "Argument", "EmptyRow"}, o.Name):
			continue
		case strings.Contains(o.Name, "Index"):
			details = index.FindString(o.Details)
		case strings.Contains(o.Name, "Scan"):
			details = o.Details
		case sorts(o.Name):
			details, _, _ = strings.Cut(o.Details, " LIMIT ")
		}
		out[strings.TrimSpace(o.Name+" "+numbered.ReplaceAllString(details, "$1"))]++
	}
	return out
}

func sorts(operator string) bool {
	name, _, _ := strings.Cut(operator, " ")
	return slices.Contains([]string{"Sort", "Top", "PartialSort", "PartialTop"}, name)
}

// Doubtful are the operators of a plan that a reason has to be given for: those that read everything, that keep all
// rows until the last is there, and that sort.
func (c Cost) Doubtful() (out []string) {
	for _, o := range slices.Sorted(maps.Keys(c.Operators)) {
		name, _, _ := strings.Cut(o, " ")
		if strings.HasSuffix(name, "Scan") || name == "Eager" || sorts(name) {
			out = append(out, o)
		}
	}
	return out
}
