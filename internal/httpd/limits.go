package httpd

import "time"

// Limits bounds the size and the time of one request. The zero value allows nothing: start from DefaultLimits.
type Limits struct {
	BodyBytes    int64 // of a request's body, or a WebSocket's message; more is answered with 413
	TrustedBytes int64 // of one with a token that Config.Trusted knows
	Large        int   // bodies of more than BodyBytes at a time; more are answered with 429
	QueryBytes   int64 // of a query's text

	PerClient int // requests of one client at a time; more are answered with 429
	InFlight  int // requests of all clients at a time; more are answered with 503
	Exports   int // of all, exports; half of them of one client

	StreamsPerClient int // subscriptions, and WebSockets, of one client at a time; more are answered with 429
	Streams          int // those of all clients at a time; more are answered with 503

	Tokens             int // of a query's text
	Written            int // fields and fragments in a query's text
	SameName           int // fields of one name or alias in a query's text
	Directives         int // in a query's text
	Depth              int // levels of fields
	IntrospectionDepth int // levels of fields below __schema and __type
	Roots              int // root fields, fragments expanded
	Aliases            int // aliased fields, fragments expanded
	Fields             int // fields, fragments expanded

	Complexity int // the cost of an operation, see cost.go
	ListRows   int // what a list counts for when nobody says how long it is
	PageRows   int // what a page counts for when nobody says how long it is
	MaxRows    int // what a page counts for at most: resolvers refuse longer ones

	Timeout  time.Duration // for executing an operation
	Read     time.Duration // for reading a request, its body included
	Shutdown time.Duration // for requests in flight when the server stops

	Greeting  time.Duration // for the first message of a WebSocket
	KeepAlive time.Duration // between signs of life on a stream
	Taking    time.Duration // for a client to take what a stream sends it, and to answer a ping
}

// DefaultLimits returns the usual limits. They allow a page of 500 events with participants, offices and sources. They
// also allow a mutation of 1,000 events of 8 KB, and the fullest introspection query of common clients.
func DefaultLimits() Limits {
	return Limits{
		BodyBytes:          256 << 10,
		TrustedBytes:       8 << 20,
		Large:              4,
		QueryBytes:         64 << 10,
		PerClient:          64,
		InFlight:           256,
		StreamsPerClient:   32,
		Streams:            1_000,
		Exports:            4,
		Tokens:             5_000,
		Written:            1_000,
		SameName:           250,
		Directives:         100,
		Depth:              15,
		IntrospectionDepth: 20,
		Roots:              20,
		Aliases:            1_000,
		Fields:             5_000,
		Complexity:         100_000,
		ListRows:           10,
		PageRows:           20,
		MaxRows:            1_000,
		Timeout:            30 * time.Second,
		Read:               15 * time.Second,
		Shutdown:           10 * time.Second,
		Greeting:           10 * time.Second,
		KeepAlive:          15 * time.Second,
		Taking:             30 * time.Second,
	}
}
