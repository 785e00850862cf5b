package costs

import (
	"encoding/json"
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/proposal"
	"demarche/graph/store"
	"demarche/internal/graphtest"
	"demarche/internal/synthetic"
)

var update = flag.Bool("update", false, "write testdata/costs.json")

func TestMain(m *testing.M) { graphtest.Main(m) }

const events = 10_000

// What every statement costs on a graph of ten thousand events, and by which plan. Read what an update changed.
func TestCosts(t *testing.T) {
	args, err := synthetic.Files(t.Context(), t.TempDir(), events)
	if err != nil {
		t.Fatal(err)
	}
	s := graphtest.Imported(t, args)
	// No source of the seed graph says that one event led to another.
	link := graph.Link{From: "event:2025-09-kim-beijing-visit", To: "event:2025-10-li-qiang-pyongyang-visit", Sources: []graph.Citation{{Source: "source:bench-1"}}}
	if _, err := s.Write(t.Context(), graph.Batch{Links: []graph.Link{link}}); err != nil {
		t.Fatal(err)
	}
	merged := graph.Official{ID: "official:Q999999999", Name: "Official 1", Wikidata: "Q999999999", Sources: link.Sources}
	if _, err := s.Write(t.Context(), graph.Batch{Officials: []graph.Official{merged}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Merge(t.Context(), "official:bench-1", merged.ID, proposal.SourceInput{ID: "source:bench-1"}, false); err != nil {
		t.Fatal(err)
	}
	merge := proposal.SourceInput{ID: "source:bench-1"}
	if _, err := s.MergeEvents(t.Context(), told.Keep, told.Merge, "", merge, true); err != nil {
		t.Fatal(err)
	}
	if err := s.Replan(t.Context()); err != nil {
		t.Fatal(err)
	}
	g, err := GraphIn(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	var all []Cost
	asker := NewAsker(s)
	for _, q := range append(g.Measured(), g.Variants()...) {
		of, err := asker.Of(t.Context(), q)
		if err != nil {
			t.Error(err)
		}
		all = append(all, of...)
	}
	compare(t, all)
	bounded(t, all)
	reasonable(t, append(all, others(t, s, all)...))
}

// compare fails the test where a question costs a tenth more than what testdata says, or has another plan.
func compare(t *testing.T, all []Cost) {
	t.Helper()
	const golden = "testdata/costs.json"
	if *update {
		write(t, golden, all)
		return
	}
	was := map[[2]string]Cost{}
	for _, c := range read[[]Cost](t, golden) {
		was[[2]string{c.Question, c.Statement}] = c
	}
	for _, c := range all {
		key := [2]string{c.Question, c.Statement}
		old, ok := was[key]
		delete(was, key)
		switch {
		case !ok:
			t.Errorf("%s runs %s: -update writes what it costs", c.Question, c.Statement)
		case c.Hits*10 > old.Hits*11 || c.Calls > 2*old.Calls+2: // how many loads meet in one statement is a matter of a millisecond
			t.Errorf("%s: %s: %d database hits in %d runs, not %d in %d", c.Question, c.Statement, c.Hits, c.Calls, old.Hits, old.Calls)
		case c.Rows*10 > old.Rows*11+200: // and each run has some rows of its own
			t.Errorf("%s: %s: %d rows, not %d", c.Question, c.Statement, c.Rows, old.Rows)
		default:
			if d := cmp.Diff(old.Operators, c.Operators); d != "" {
				t.Errorf("%s: %s: another plan; -update writes it:\n%s", c.Question, c.Statement, d)
			}
		}
	}
	for key := range was {
		t.Errorf("%s runs no %s any more: -update leaves it out", key[0], key[1])
	}
}

// bounded fails the test where a page costs more than another that it may not cost more than.
func bounded(t *testing.T, all []Cost) {
	t.Helper()
	hits := map[string]int64{}
	for _, c := range all {
		hits[c.Question] += c.Hits
	}
	for _, b := range Bounds {
		if hits[b.AtMost] == 0 || hits[b.Question]*10 > hits[b.AtMost]*11 {
			t.Errorf("%s: %d database hits; %s: %d", b.Question, hits[b.Question], b.AtMost, hits[b.AtMost])
		}
	}
}

// An allowance is a reason for what is doubtful in a plan.
type allowance struct {
	Operator  string // with what it scans, or by what it sorts
	Statement string // or several, as path.Match has it
	Why       string
}

// reasonable fails the test where there is something doubtful in a plan that testdata gives no reason for.
func reasonable(t *testing.T, all []Cost) {
	t.Helper()
	allowed := read[[]allowance](t, "testdata/allowed.json")
	used := make([]bool, len(allowed))
	for _, c := range all {
		for _, o := range c.Doubtful() {
			i := slices.IndexFunc(allowed, func(a allowance) bool {
				of, _ := path.Match(a.Statement, strings.TrimSuffix(c.Statement, HiddenPage))
				return of && a.Operator == o
			})
			if i < 0 {
				t.Errorf("%s: %s: %s", c.Question, c.Statement, o)
				continue
			}
			used[i] = true
		}
	}
	for i, a := range allowed {
		if !used[i] {
			t.Errorf("nothing has %s in %s any more", a.Operator, a.Statement)
		}
	}
}

// others are the plans of the statements that no question runs: those of writes, and those that look at everything.
func others(t *testing.T, s *store.Store, seen []Cost) (out []Cost) {
	t.Helper()
	const dir = "../../graph/store/cypher/"
	files, err := filepath.Glob(dir + "*.cypher")
	if err != nil || files == nil {
		t.Fatal("no statements", err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".cypher")
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if name == "connection" || slices.ContainsFunc(seen, func(c Cost) bool { return c.Statement == name }) {
			continue
		}
		plan, err := s.Profile(t.Context(), store.Call{Name: name, Cypher: string(text), Params: noRows()})
		if err != nil {
			t.Error(err)
			continue
		}
		out = append(out, Cost{Statement: name, Operators: counted(plan.Operators)})
	}
	return out
}

// noRows are parameters with which a statement is planned and does next to nothing.
func noRows() map[string]any {
	p := map[string]any{
		"after": "", "end": "", "later": false, "limit": 10, "number": 1, "n": 0, "most": 1, "lo": 0, "hi": 0, "kinds": nil, "name": "x", "id": "x", "from": "x", "to": "x", "keep": "x", "merge": "x",
		"at": nil, "now": time.Unix(0, 0).UTC(), "written": false, "least": 2, "files": "x",
	}
	for _, name := range []string{
		"rows", "ids", "dids", "pairs", "sks", "changed", "events", "officials", "tenures", "posts", "organizations", "roles", "others", "keys", "sources",
		"event", "actor", "aggregate", "source", "place", "tenure", "post", "commodity", "series", "figure",
	} {
		p[name] = []any{}
	}
	return p
}

func read[T any](t *testing.T, file string) (out T) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// write writes one value a line.
func write[T any](t *testing.T, file string, in []T) {
	t.Helper()
	lines := make([]string, len(in))
	for i, v := range in {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = string(b)
	}
	if err := os.WriteFile(file, []byte("[\n"+strings.Join(lines, ",\n")+"\n]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}
