package identity

import "demarche/graph"

// A Rule is the name of a rule by which records of several sources become one.
type Rule string

// The rules.
const (
	// SameOffice: two officials of one name and country who held one office at one time are one person.
	SameOffice = Rule(graph.SameOffice)
	// SameName: two officials of one country are one person if a list knows one of them by name alone and their names
	// are the same.
	SameName = Rule(graph.SameName)
	// SameEvent: two visits or meetings are one if the same people came to the same country on compatible days and no
	// other fits as well.
	SameEvent Rule = "SAME_EVENT"
	// WithinVisit: a meeting lies within the visit of its guest to the country of the meeting on these days.
	WithinVisit Rule = "WITHIN_VISIT"
)
