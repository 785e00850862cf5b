package graph

import (
	"fmt"
	"strings"
)

// Rejection is an error that lists the records of a batch that cannot be written, with the reasons. It wraps
// ErrBadInput, or ErrNotFound if a record refers to something that does not exist.
type Rejection struct {
	Problems []Problem
	Because  error
}

const maxProblems = 20 // that the text lists

// Error lists the problems, one per line, at most the first twenty.
func (r *Rejection) Error() string {
	lines := make([]string, 0, min(len(r.Problems), maxProblems)+1)
	for i, p := range r.Problems {
		if i == maxProblems {
			lines = append(lines, fmt.Sprintf("and %d more", len(r.Problems)-i))
			break
		}
		lines = append(lines, p.Error())
	}
	return r.Because.Error() + ": " + strings.Join(lines, "\n")
}

func (r *Rejection) Unwrap() error { return r.Because }

// Reject returns a *Rejection with the problems, or nil if there are none.
func Reject(because error, problems ...Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return &Rejection{problems, because}
}
