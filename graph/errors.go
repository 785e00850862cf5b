package graph

import (
	"errors"
	"fmt"
)

// What can go wrong, beside edtf.ErrBadDate and country.ErrBadCode. Match with errors.Is. The text around an error says
// where it is, and what to do.
var (
	ErrBadInput     = errors.New("bad input")
	ErrBadCursor    = errors.New("bad cursor")
	ErrNotFound     = errors.New("not found")
	ErrPageTooLarge = errors.New("page too large")
	ErrTooBroad     = errors.New("query too broad")
	ErrUnavailable  = errors.New("the database is not available")
	ErrTimeout      = errors.New("it took too long")
	ErrRetracted    = errors.New("retracted")
	ErrForbidden    = errors.New("forbidden")
	// ErrUnauthenticated says that who asks is not known.
	ErrUnauthenticated = errors.New("unauthenticated")
	ErrInternal        = errors.New("internal error")
)

// NotFound returns an error that wraps ErrNotFound: no node of that sort has the id.
func NotFound(sort, id string) error {
	return fmt.Errorf("%w: no %s has the id %q; look it up with search", ErrNotFound, sort, id)
}
