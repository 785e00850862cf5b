package neo4jd

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

const (
	readyPoll   = 100 * time.Millisecond
	dialTimeout = time.Second
	askTimeout  = 10 * time.Second // of one query
	patience    = 10 * time.Second // with a Neo4j that answers every query with an error
)

var (
	errExited  = errors.New("it ended")
	errRefuses = errors.New("it refuses to work")
)

// awaitReady waits until Neo4j answers a query, has ended (errExited) or persists in answering with an error
// (errRefuses). It says every second what it is doing.
func (o *opening) awaitReady(ctx context.Context, s *Server, doing string) error {
	driver, err := neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth(s.Username, s.Password, ""), func(c *config.Config) {
		c.TelemetryDisabled = true
		c.SocketConnectTimeout = dialTimeout
	})
	if err != nil {
		return err
	}
	defer func() { _ = driver.Close(context.WithoutCancel(ctx)) }()
	defer o.cfg.keepTelling(doing)()
	tick := time.NewTicker(readyPoll)
	defer tick.Stop()
	var firstRefusal time.Time
	for {
		err := ask(ctx, driver)
		var refusal *neo4j.Neo4jError
		switch {
		case err == nil:
			return nil
		case !s.neo4j.alive():
			return errExited
		case !errors.As(err, &refusal):
		case firstRefusal.IsZero():
			firstRefusal = time.Now()
		case time.Since(firstRefusal) > patience:
			return fmt.Errorf("%w: %w", errRefuses, refusal)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// ask runs one query. An error that Neo4j itself answers with is a Neo4jError.
func ask(ctx context.Context, driver neo4j.DriverWithContext) error {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	target := driver.Target()
	dialer := net.Dialer{Timeout: dialTimeout}
	conn, err := dialer.DialContext(ctx, "tcp", target.Host)
	if err != nil {
		return err // so the driver does not log it
	}
	_ = conn.Close()
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: username, AccessMode: neo4j.AccessModeRead})
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }()
	result, err := session.Run(ctx, "RETURN 1", nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// keepTelling notifies every second of how long something takes, until the returned function is called.
func (c Config) keepTelling(doing string) (stop func()) {
	c.notify("%s …", doing)
	done := make(chan struct{})
	var told sync.WaitGroup
	told.Go(func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for seconds := 1; ; seconds++ {
			select {
			case <-done:
				return
			case <-tick.C:
				c.notify("%s … %d s", doing, seconds)
			}
		}
	})
	return func() {
		close(done)
		told.Wait()
	}
}
