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
	argument, cursor := "first", "endCursor"
	if hasLast {
		argument, cursor = "last", "startCursor"
	}
	return p, CheckSize(argument, p.Size, MaxPage, "ask for fewer and go on from "+cursor)
}

// CheckSize returns an error that wraps ErrBadInput where n is negative and ErrPageTooLarge where it is over most. It names
// the argument that n comes from, and gives the advice.
func CheckSize(argument string, n, most int, advice string) error {
	if n < 0 {
		return fmt.Errorf("%w: %s: %d: a number of rows cannot be negative", ErrBadInput, argument, n)
	}
	if n > most {
		return fmt.Errorf("%w: %s: %d is too many, at most %d at once; %s", ErrPageTooLarge, argument, n, most, advice)
	}
	return nil
}

// OrderOf reads the order, and whether the list is scanned from the newest: in the order asked for, or against it where
// the page is counted from the end.
func OrderOf(args map[string]any, p Page) (descending bool) {
	return (args["order"] != string(OldestFirst)) != p.FromEnd
}
