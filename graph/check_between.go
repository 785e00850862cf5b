package graph

import (
	"fmt"
	"slices"
	"strings"
)

// What is wrong between two records, in words: of a batch here, and of what is stored in graph/store.

// NotInside says that a part does not lie within its whole.
func NotInside(part, date, whole, within string) string {
	return fmt.Sprintf("%s (%s) is a part of %s, and does not lie within %s", part, date, whole, within)
}

// AgainstTime says that a link leads to an earlier event.
func AgainstTime(from, later, to, earlier string) string {
	return fmt.Sprintf("%s (%s) cannot have led to %s (%s): it goes against time", from, later, to, earlier)
}

// LeadsBack says that an event led to itself by way of a link.
func LeadsBack(from, to string) string {
	return fmt.Sprintf("%s cannot have led to %s, which led to it: links make no circle", from, to)
}

// NoSuchChange says that a figure was derived by a change that the other does not report.
func NoSuchChange(figure, base, by string) string {
	return fmt.Sprintf("%s is derived from %s by %s, and that one reports no such change of a value", figure, base, by)
}

// DerivedFromItself says that a figure was derived from itself by way of another.
func DerivedFromItself(figure, base string) string {
	return fmt.Sprintf("%s is derived from %s, which is derived from it", figure, base)
}

// PartOfItself says that a commodity is a part of itself by way of another.
func PartOfItself(commodity, parent string) string {
	return fmt.Sprintf("%s is a part of %s, which is a part of it", commodity, parent)
}

// edges are what records of a batch refer to, by their ids.
type edges map[string][]string

// relate notes that a record refers to another.
func (c *checker) relate(e edges, from, to string) {
	if to != "" && c.retracted[from] == "" && c.retracted[to] == "" {
		e[from] = append(e[from], to)
	}
}

// back reports whether the way from an id leads to another.
func (e edges) back(from, to string) bool {
	seen := map[string]bool{from: true}
	for next := []string{from}; len(next) > 0; {
		at := next[len(next)-1]
		next = next[:len(next)-1]
		if at == to {
			return true
		}
		for _, id := range e[at] {
			if !seen[id] {
				seen[id] = true
				next = append(next, id)
			}
		}
	}
	return false
}

// frequencyOf is the frequency of a series, by its id, in which its first letter stands; empty if that is no series.
func frequencyOf(series string) Frequency {
	parts := strings.Split(series, "-")
	if len(parts) < 5 {
		return ""
	}
	letters := []string{"M", "Q", "A"}
	if i := slices.Index(letters, parts[4]); i >= 0 {
		return []Frequency{Monthly, Quarterly, Annual}[i]
	}
	return ""
}
