package graph

import "fmt"

// These are the default and the largest size of a page, and the largest number of rows that are counted.
const (
	DefaultPage = 20
	MaxPage     = 500
	MaxCount    = 100_000
)

// Page selects part of a list by Relay's arguments.
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

// CheckSize returns an error that wraps ErrBadInput if n is negative, and ErrPageTooLarge if n is above most. The
// error names the argument and ends with the advice.
func CheckSize(argument string, n, most int, advice string) error {
	if n < 0 {
		return fmt.Errorf("%w: %s: %d: a number of rows cannot be negative", ErrBadInput, argument, n)
	}
	if n > most {
		return fmt.Errorf("%w: %s: %d is too many, at most %d at once; %s", ErrPageTooLarge, argument, n, most, advice)
	}
	return nil
}

// TimelineArgs selects a page of a timeline. The zero Order is NewestFirst.
type TimelineArgs struct {
	Filter Filter
	Order  Order
	Page   Page
}

// Descending reports whether to scan the timeline from the newest event. A page that is counted from the end is scanned
// against the order.
func (a TimelineArgs) Descending() bool { return (a.Order != OldestFirst) != a.Page.FromEnd }
