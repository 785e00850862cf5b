package graphtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"golang.org/x/sys/unix"

	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

// poolVar names a folder in which the packages of one run of tests keep their databases for those that are tested after
// them: a Neo4j that is warm answers many times faster than one that starts. Who names it stops them in the end
// (tools/test-go). Without it every package has a pool of its own.
const poolVar = "DEMARCHE_TEST_POOL"

// A pool is a folder of databases, each in a folder named by a number. A lock on a file beside it says that it is in
// use.
type pool struct {
	mu      sync.Mutex
	dir     string
	own     bool
	servers map[string]*neo4jd.Server // that this process has used, by folder
}

// take gives an empty database that nobody else uses until it is released. It ends with the pool.
func (p *pool) take(ctx context.Context) (config store.Config, release func(context.Context) error, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dir == "" {
		if p.dir = os.Getenv(poolVar); p.dir == "" {
			if p.dir, err = os.MkdirTemp("", "demarche-test-"); err != nil {
				return config, nil, err
			}
			p.own = true
		}
		p.servers = map[string]*neo4jd.Server{}
	}
	dir, lock, err := p.free()
	if err != nil {
		return config, nil, err
	}
	server, err := p.server(ctx, dir)
	if err == nil {
		config = store.Config{URI: server.URI, Username: server.Username, Password: server.Password}
		err = empty(ctx, config)
	}
	if err != nil {
		return config, nil, errors.Join(err, lock.Close())
	}
	return config, func(context.Context) error { return lock.Close() }, nil
}

// free locks the first database that is not in use, which may be one that is yet to be made.
func (p *pool) free() (dir string, lock *os.File, err error) {
	for i := 1; ; i++ {
		dir = filepath.Join(p.dir, strconv.Itoa(i))
		lock, err = os.OpenFile(dir+".lock", os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return "", nil, err
		}
		err = unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			return dir, lock, nil
		}
		if err = errors.Join(err, lock.Close()); !errors.Is(err, unix.EWOULDBLOCK) {
			return "", nil, fmt.Errorf("locking %s: %w", dir, err)
		}
	}
}

func (p *pool) server(ctx context.Context, dir string) (*neo4jd.Server, error) {
	if s := p.servers[dir]; s != nil {
		return s, nil
	}
	start := neo4jd.StartDetached
	if p.own {
		start = neo4jd.Open
	}
	s, err := start(ctx, sized(dir))
	if err == nil {
		p.servers[dir] = s
	}
	return s, err
}

// close gives up the databases. Those of a pool of this process's own end.
func (p *pool) close(ctx context.Context) (err error) {
	for _, s := range p.servers {
		err = errors.Join(err, s.Close(ctx))
	}
	if p.own {
		err = errors.Join(err, os.RemoveAll(p.dir))
	}
	return err
}

func sized(dir string) neo4jd.Config {
	return neo4jd.Config{DataDir: dir, HeapMB: 768, PageCacheMB: 128, KeepPlans: time.Hour}
}

// empty deletes all data. Constraints and indexes stay, and that the migrations ran: a change of them would make the
// database forget the plans of all statements, and most of the time of tests goes into making these.
func empty(ctx context.Context, config store.Config) (err error) {
	driver, err := neo4j.NewDriverWithContext(config.URI, neo4j.BasicAuth(config.Username, config.Password, ""))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close(ctx)) }()
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer func() { err = errors.Join(err, session.Close(ctx)) }()
	for _, text := range []string{
		"MATCH (n) WHERE NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS",
		"MATCH (n:Migration {number: 0}) SET n = {number: 0}",
	} {
		result, err := session.Run(ctx, text, nil)
		if err != nil {
			return err
		}
		if _, err := result.Consume(ctx); err != nil {
			return err
		}
	}
	return nil
}
