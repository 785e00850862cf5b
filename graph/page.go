package graph

import "fmt"

// The sizes of a page: when none is asked for, and at most; and how many rows are counted at most.
const (
	DefaultPage = 20
	MaxPage     = 500
	MaxCount    = 100_000
)

// Page is what part of a list is wanted, by Relay's arguments.
type Page struct {
	Size          int
	FromEnd       bool   // by last: the page is read backwards and turned round
	After, Before string // cursors; empty: none
}

// PageOf reads first, after, last and before. The error wraps ErrBadInput or ErrPageTooLarge.
func PageOf(args map[string]any) (Page, error) {
	first, hasFirst := args["first"].(int64)
	last, hasLast := args["last"].(int64)
	p := Page{Size: DefaultPage, FromEnd: hasLast}
	p.After, _ = args["after"].(string)
	p.Before, _ = args["before"].(string)
	switch {
	case hasFirst && hasLast:
		return p, fmt.Errorf("%w: give first or last, not both", ErrBadInput)
	case hasFirst:
		p.Size = int(first)
	case hasLast:
		p.Size = int(last)
	}
	return p, CheckSize(p.Size, MaxPage)
}

// CheckSize returns an error that wraps ErrBadInput where n is negative and ErrPageTooLarge where it is over most.
func CheckSize(n, most int) error {
	if n < 0 {
		return fmt.Errorf("%w: a number of rows cannot be negative: %d", ErrBadInput, n)
	}
	if n > most {
		return fmt.Errorf("%w: %d rows asked for, at most %d are given at once; ask for fewer and go on from endCursor", ErrPageTooLarge, n, most)
	}
	return nil
}

// OrderOf reads the order, and whether the list is scanned from the newest: in the order asked for, or against it where
// the page is counted from the end.
func OrderOf(args map[string]any, p Page) (descending bool) {
	return (args["order"] != string(OldestFirst)) != p.FromEnd
}
