// Package neo4jd runs Neo4j Community as a managed child process. It fetches Neo4j and starts it on a data folder of
// its own. The processes that use that folder share one Neo4j, which stops when the last of them is done.
//
// Sharing works as follows. Every user of a running Neo4j holds the write end of a named pipe in the data folder. A
// small shell that started Neo4j reads the other end. It sends Neo4j SIGTERM when the last writer is gone, for any
// reason (Close, exit, kill -9). The shell of a detached Neo4j has an order to let it run instead.
package neo4jd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"syscall"
	"time"
)

// Errors that a caller may want to tell apart, with errors.Is.
var (
	// ErrRunning means that the operation needs the database to be stopped first.
	ErrRunning = errors.New("the database is running: stop it first")
	// ErrNotRunning means that no Neo4j runs on the data folder.
	ErrNotRunning = errors.New("the database is not running")
	// ErrDataExists means that the data folder already holds a database.
	ErrDataExists = errors.New("the data folder already holds a database")
	// ErrVersion means that the data were written by another series of Neo4j than the one asked for.
	ErrVersion = errors.New("the data belong to another series of Neo4j")
	// ErrDied means that the Neo4j which is held ended, and nobody stopped it; or that another one runs by now.
	ErrDied = errors.New("the database ended by itself")
	// ErrDeleted means that the data folder of the Neo4j which is held was deleted.
	ErrDeleted = errors.New("the data folder was deleted while its database ran")
	// ErrForeign means that this package did not make the folder, and that it holds files, which would be overwritten.
	ErrForeign = errors.New("this is not a data folder of the managed database")
)

// Config says where the database lives and how large it may grow. Only DataDir is required.
type Config struct {
	DataDir  string       // holds one database; created with mode 0700
	CacheDir string       // holds Neo4j itself; "" means demarche's folder in the user's cache folder
	Version  string       // a release of Releases; "" means DefaultVersion
	Notify   func(string) // receives progress lines for a person, one at a time, from any goroutine; nil means silence

	HeapMB      int // Java heap in MiB; 0 means from the machine's memory
	PageCacheMB int // page cache in MiB; 0 means from the machine's memory

	// KeepPlans is how long Neo4j uses a statement's plan before it looks whether the graph has changed so much that
	// another would be better; 0 means its own 10 s. Tests fill and empty a graph all the time, and would plan more than
	// they ask.
	KeepPlans time.Duration
}

func (c Config) notify(format string, args ...any) {
	if c.Notify != nil {
		c.Notify(fmt.Sprintf(format, args...))
	}
}

// Server is one user's hold on a running Neo4j. The hold ends with Close, or with the process.
type Server struct {
	URI      string // bolt://127.0.0.1:port
	Username string
	Password string // never in an argument list, a log or an error

	folder folder
	neo4j  process

	mu   sync.Mutex
	hold *hold
}

// Open returns the Neo4j that runs on the data folder, and starts one if none does: fetching it the first time, and
// waiting until it answers. When ctx ends first, nothing is left running. An error of a start that failed ends with
// the last lines of Neo4j's log.
func Open(ctx context.Context, cfg Config) (*Server, error) {
	s, err := open(ctx, cfg, false)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	return s, nil
}

// StartDetached is Open for a Neo4j that outlives every process that uses it, until Stop. One that runs already is
// detached from its users.
func StartDetached(ctx context.Context, cfg Config) (*Server, error) {
	s, err := open(ctx, cfg, true)
	if err != nil {
		return nil, fmt.Errorf("starting the database: %w", err)
	}
	return s, nil
}

// Close gives up the hold. The last one to do so stops Neo4j, in order, and waits until it is gone; a detached one
// stays. When ctx ends first the hold is given up all the same, and Neo4j still stops by itself. Close may be called
// more than once.
func (s *Server) Close(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hold == nil {
		return nil
	}
	defer func() {
		s.hold.release()
		s.hold = nil
	}()
	if s.neo4j.alive() && gone(s.folder.database()) { // there is nothing that it could end in order
		return errors.Join(s.neo4j.signal(syscall.SIGKILL), s.neo4j.wait(ctx))
	}
	guard, err := lockFile(ctx, s.folder.startLock(), nil)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("closing the database: %w", err)
	}
	defer guard.release()
	st, err := s.folder.readState()
	if err != nil {
		return fmt.Errorf("closing the database: %w", err)
	}
	if st == nil || st.Process != s.neo4j || st.Detached || !s.hold.last() {
		return nil
	}
	if err := s.folder.stop(ctx, st); err != nil && !errors.Is(err, ErrNotRunning) {
		return fmt.Errorf("closing the database: %w", err)
	}
	return nil
}

// Lost reports why the hold is of no use any more, nil while its Neo4j runs: ErrDeleted, ErrNotRunning after Stop, else
// ErrDied. It waits while another process starts or stops Neo4j. Open finds the one that runs by now, or starts one.
func (s *Server) Lost(ctx context.Context) error {
	alive := s.neo4j.alive()
	if gone(string(s.folder)) || alive && gone(s.folder.database()) {
		return fmt.Errorf("%w: %s", ErrDeleted, s.folder)
	}
	if alive {
		return nil
	}
	guard, err := lockFile(ctx, s.folder.startLock(), nil)
	if err != nil {
		return err
	}
	defer guard.release()
	st, err := s.folder.readState()
	switch {
	case err != nil:
		return err
	case st == nil:
		return ErrNotRunning
	}
	return ErrDied
}

// Stop stops the Neo4j that runs on dataDir, even if other processes started or use it, and waits for its end. It
// returns ErrNotRunning if there is none.
func Stop(ctx context.Context, dataDir string) error {
	f, err := existingFolder(dataDir)
	if err != nil {
		return fmt.Errorf("stopping the database: %w", err)
	}
	guard, err := lockFile(ctx, f.startLock(), nil)
	if err != nil {
		return fmt.Errorf("stopping the database: %w", err)
	}
	defer guard.release()
	st, err := f.readState()
	if err != nil {
		return fmt.Errorf("stopping the database: %w", err)
	}
	if st == nil {
		return ErrNotRunning
	}
	return f.stop(ctx, st)
}

// Status describes a data folder and the Neo4j that runs on it.
type Status struct {
	DataDir      string // absolute
	Exists       bool   // the folder holds a database
	Version      string // the release that last wrote it, such as "5.26.30"
	PasswordFile string
	Log          string // what Neo4j printed since its last start

	// The rest is set only when Neo4j runs.
	Running  bool
	Detached bool // it stays until Stop
	PID      int
	URI      string
	Started  time.Time
}

// Inspect describes dataDir without changing anything. A folder that does not exist is no error.
func Inspect(dataDir string) (Status, error) {
	f, err := folderAt(dataDir)
	if err != nil {
		return Status{}, fmt.Errorf("inspecting the database: %w", err)
	}
	version, err := f.version()
	if err != nil {
		return Status{}, fmt.Errorf("inspecting the database: %w", err)
	}
	status := Status{
		DataDir: string(f), Exists: f.hasData(), Version: version, PasswordFile: f.passwordFile(), Log: f.consoleLog(),
	}
	st, err := f.readState()
	if err != nil {
		return Status{}, fmt.Errorf("inspecting the database: %w", err)
	}
	if st != nil && st.Process.alive() {
		status.Running, status.Detached = true, st.Detached
		status.PID, status.URI, status.Started = st.Process.PID, st.uri(), st.Started
	}
	return status, nil
}
