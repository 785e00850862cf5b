package bolt

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Errors of a database that is there and refuses.
var (
	// ErrCredentials means that the database refuses the user or the password.
	ErrCredentials = errors.New("the database refuses the user or the password")
	// ErrAddress means that the address is none of a Neo4j.
	ErrAddress = errors.New("it is no address of a Neo4j")
	// ErrNoDatabase means that the server has no database of that name.
	ErrNoDatabase = errors.New("the server has no such database")
)

// refusal is ErrCredentials or ErrNoDatabase where err, the driver's, means that.
func refusal(err error) error {
	answered, ok := errors.AsType[*neo4j.Neo4jError](err)
	switch {
	case !ok:
		return nil
	case strings.HasPrefix(answered.Code, "Neo.ClientError.Security."):
		return ErrCredentials
	case answered.Code == "Neo.ClientError.Database.DatabaseNotFound":
		return ErrNoDatabase
	}
	return nil
}

// server is the connections to one server.
type server struct {
	driver neo4j.DriverWithContext
	probe  *probe
}

// A driverOf makes a driver.
type driverOf func(c Config, more func(*config.Config)) (neo4j.DriverWithContext, error)

func connect(c Config) (*server, error) { return connectWith(c, newDriver) }

func connectWith(c Config, newDriver driverOf) (*server, error) {
	driver, err := newDriver(c, func(d *config.Config) { d.MaxConnectionPoolSize = max(16, 4*runtime.NumCPU()) })
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAddress, err)
	}
	probe, err := newProbe(c, newDriver)
	if err != nil {
		ctx, cancel := context.WithTimeout(context.Background(), closeTime)
		defer cancel()
		return nil, errors.Join(err, driver.Close(ctx))
	}
	return &server{driver, probe}, nil
}

func (s *server) close(ctx context.Context) error {
	return errors.Join(s.probe.close(ctx), s.driver.Close(ctx))
}

func (d *DB) server() *server { return d.at.Load() }

// Move leads d and its copies to another server with the same database, and ends the connections to the earlier one.
// Statements that run there fail with graph.ErrUnavailable. It does not wait for an answer.
func (d *DB) Move(ctx context.Context, c Config) error {
	to, err := connect(c)
	if err != nil {
		return fmt.Errorf("moving to another server: %w", err)
	}
	return d.at.Swap(to).close(ctx)
}
