package identity

// A Rule is the name of a rule by which records of several sources become one.
type Rule string

// The rules.
const (
	SameOffice  Rule = "SAME_OFFICE"
	SameName    Rule = "SAME_NAME"
	SameEvent   Rule = "SAME_EVENT"
	WithinVisit Rule = "WITHIN_VISIT"
)

// Sentences say what each rule does.
var Sentences = map[Rule]string{
	SameOffice:  "Two officials of one name and country who held one office at one time are one person.",
	SameName:    "Two officials of one country are one person if a list knows one of them by name alone and their names are the same.",
	SameEvent:   "Two visits or meetings are one if the same people came to the same country on compatible days and no other fits as well.",
	WithinVisit: "A meeting lies within the visit of its guest to the country of the meeting on these days.",
}
