package graph

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// Hash is what stands in an id for a natural key: 80 bits of the SHA-256 of its parts in NFC, as hexadecimal digits.
func Hash(parts ...string) string {
	sum := sha256.Sum256([]byte(NFC(strings.Join(parts, "\x1f"))))
	return fmt.Sprintf("%x", sum[:10])
}

// NameKey is a name as natural keys hold it: in lower case, with single blanks.
func NameKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// NaturalID returns the id of an event that was given none. It depends on the kind, the date, the title and the
// participants. Three ways to write the same make no difference: the order of the participants, several blanks between
// words, and an interval of one day.
func (e Event) NaturalID() string {
	actors := e.actors()
	slices.Sort(actors)
	date := e.Date.String()
	if start, end, ok := strings.Cut(date, "/"); ok && start == end {
		date = start
	}
	return e.naturalID(date, strings.Join(strings.Fields(e.Title), " "), actors)
}

// EarlierIDs lists the other ids by which an event that was given none may be stored: earlier versions took the date
// and the title as they were written, and the participants in the order in which they came. Of up to three it has all
// orders, of more this one.
func (e Event) EarlierIDs() (ids []string) {
	own := e.NaturalID()
	for _, actors := range append(orders(e.actors()), slices.Sorted(slices.Values(e.actors()))) {
		if id := e.naturalID(e.Date.String(), e.Title, actors); id != own && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (e Event) naturalID(date, title string, actors []string) string {
	return "event:n-" + Hash(append([]string{string(e.Kind), date, title}, actors...)...)
}

func (e Event) actors() []string {
	out := make([]string, len(e.Participants))
	for i, p := range e.Participants {
		out[i] = p.Actor
	}
	return out
}

// orders lists all orders of a few; of more than three the one that they have.
func orders(in []string) [][]string {
	const few = 3
	if len(in) < 2 || len(in) > few {
		return [][]string{in}
	}
	var out [][]string
	for i, first := range in {
		for _, rest := range orders(slices.Delete(slices.Clone(in), i, i+1)) {
			out = append(out, append([]string{first}, rest...))
		}
	}
	return out
}

// OfficialNamed is the id of an official who is known by name and country (an id, which may be empty) alone.
func OfficialNamed(name, country string) string {
	return "official:n-" + Hash(NameKey(name), country)
}

// EngagementID begins the ids of events that a list tells of day by day: what a leader did on a day.
const EngagementID = "event:engagement-"

// SourceAt is the id of the source at an address.
func SourceAt(url string) string { return "source:u-" + Hash(url) }

// An Upsert is what became of one item of a mutation.
type Upsert struct {
	ID      string
	Status  Status
	Field   *string // of a rejected one: what is wrong where; nil otherwise
	Text    *string
	Because error  // of a rejected one: the error that says so
	NodeID  string // of what is stored; empty if there is no node
}

// UpsertResult is what became of the items of a mutation, in their order.
type UpsertResult struct {
	OutcomeCounts
	Items []Upsert
}

// NewUpsertResult counts items.
func NewUpsertResult(items []Upsert) *UpsertResult {
	outcomes := make(Outcomes, len(items))
	for i, item := range items {
		outcomes[i].Status = item.Status
	}
	return &UpsertResult{outcomes.Of(), items}
}
