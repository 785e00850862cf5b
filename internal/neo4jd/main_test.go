package neo4jd

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// helperMode makes the test binary a second process that uses a data folder: "open" holds the database until its
// standard input ends, "detach" leaves it running and exits.
const (
	helperMode = "NEO4JD_TEST_HELPER"
	helperDir  = "NEO4JD_TEST_DIR"
)

func TestMain(m *testing.M) {
	mode := os.Getenv(helperMode)
	if mode == "" {
		// The databases here live for seconds: without the second compiler they start in 60 % of the time.
		if err := os.Setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"); err != nil {
			panic(err)
		}
		os.Exit(m.Run())
	}
	if err := help(mode); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func help(mode string) error {
	ctx := context.Background()
	open := Open
	if mode == "detach" {
		open = StartDetached
	}
	s, err := open(ctx, testConfig(os.Getenv(helperDir)))
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(s.neo4j); err != nil {
		return err
	}
	if mode == "detach" {
		return nil
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	return s.Close(ctx)
}

// helper is a second process.
type helper struct {
	cmd   *exec.Cmd
	stdin io.Closer
	out   *bufio.Reader
}

func startHelper(t *testing.T, mode, dir string) *helper {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), exe, "-test.run=^$")
	cmd.Env = append(cmd.Environ(), helperMode+"="+mode, helperDir+"="+dir)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return &helper{cmd, stdin, bufio.NewReader(stdout)}
}

// neo4j waits until the helper uses a Neo4j and returns it.
func (h *helper) neo4j(t *testing.T) process {
	t.Helper()
	line, err := h.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("the helper process failed: %v, %v", err, h.cmd.Wait())
	}
	var p process
	if err := json.Unmarshal(line, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// exit lets the helper close the database and end.
func (h *helper) exit(t *testing.T) {
	t.Helper()
	_ = h.stdin.Close()
	if err := h.cmd.Wait(); err != nil {
		t.Fatalf("the helper process failed: %v", err)
	}
}

// kill is kill -9.
func (h *helper) kill(t *testing.T) {
	t.Helper()
	if err := h.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = h.cmd.Wait()
}

func testConfig(dir string) Config {
	return Config{DataDir: dir, HeapMB: 512, PageCacheMB: 128}
}

// mustOpen opens the database. At the end of the test it stops the database, even if others use it.
func mustOpen(t *testing.T, dir string) *Server {
	t.Helper()
	cfg := testConfig(dir)
	cfg.Notify = func(line string) { t.Log(line) }
	began := time.Now()
	s, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("opened in %v", time.Since(began))
	stopAtEnd(t, dir)
	return s
}

func stopAtEnd(t *testing.T, dir string) {
	t.Helper()
	t.Cleanup(func() { _ = Stop(context.WithoutCancel(t.Context()), dir) })
}

func mustClose(t *testing.T, s *Server) {
	t.Helper()
	began := time.Now()
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Logf("closed in %v", time.Since(began))
}

func connect(t *testing.T, s *Server) neo4j.DriverWithContext {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth(s.Username, s.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = driver.Close(context.WithoutCancel(t.Context())) })
	return driver
}

// addEvent commits one node.
func addEvent(ctx context.Context, driver neo4j.DriverWithContext, n int) error {
	_, err := neo4j.ExecuteQuery(ctx, driver, "CREATE (:Event {n: $n})", map[string]any{"n": n},
		neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"))
	return err
}

// events returns the n of all that addEvent committed.
func events(t *testing.T, s *Server) []int64 {
	t.Helper()
	result, err := neo4j.ExecuteQuery(t.Context(), connect(t, s), "MATCH (e:Event) RETURN e.n AS n ORDER BY n", nil,
		neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"))
	if err != nil {
		t.Fatal(err)
	}
	var found []int64
	for _, record := range result.Records {
		n, _, err := neo4j.GetRecordValue[int64](record, "n")
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, n)
	}
	return found
}

func mustEnd(t *testing.T, p process) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := p.wait(ctx); err != nil {
		t.Fatalf("Neo4j (process %d) still runs: %v", p.PID, err)
	}
}
