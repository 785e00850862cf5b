package graph

import (
	"fmt"
	"strings"
)

// Rejection is an error that names the records of a batch that cannot be written, and why. It wraps ErrBadInput, or
// ErrNotFound where what they refer to is not there.
type Rejection struct {
	Problems []Problem
	Because  error
}

const maxProblems = 20 // that the text lists

// Error lists the problems, each on a line of its own; the first twenty of many.
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

// Reject is the error for problems; nil if there is none.
func Reject(because error, problems ...Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return &Rejection{problems, because}
}
