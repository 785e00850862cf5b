package graph

import (
	"errors"
	"strings"
	"time"
)

// DecisionPrefix begins the ids of decisions.
const DecisionPrefix = "decision:"

// DecisionKind says what was decided of two events.
type DecisionKind string

// The kinds of decisions on events.
const (
	SameEvent      DecisionKind = "SAME"      // Event tells of what Other tells of, which is kept
	DifferentEvent DecisionKind = "DIFFERENT" // Event and Other are two
	WithinEvent    DecisionKind = "WITHIN"    // Event is a part of Other
)

// DecisionKinds lists the kinds of decisions.
var DecisionKinds = []DecisionKind{SameEvent, DifferentEvent, WithinEvent}

// Decision says how two events go together, by a person or by a rule. It stands until it is undone.
type Decision struct {
	ID       string       `yaml:"id" json:"id"` // decision:, the id of Event, and a number from 1 on
	Kind     DecisionKind `yaml:"kind" json:"kind"`
	Event    string       `yaml:"event" json:"event"`
	Other    string       `yaml:"other" json:"other"`
	Rule     string       `yaml:"rule,omitempty" json:"rule,omitempty"`     // that decided; empty: a person did
	Reason   string       `yaml:"reason,omitempty" json:"reason,omitempty"` // of a person
	At       time.Time    `yaml:"at,omitempty" json:"at,omitzero"`
	UndoneAt time.Time    `yaml:"undoneAt,omitempty" json:"undoneAt,omitzero"` // zero while it stands
	Sources  []Citation   `yaml:"sources" json:"sources"`
}

// Stands reports whether the decision was not undone.
func (d Decision) Stands() bool { return d.UndoneAt.IsZero() }

// OfRule reports whether a rule decided so, and nobody undid it.
func (d Decision) OfRule() bool { return d.Rule != "" && d.Stands() }

func checkDecision(c *checker, d Decision) {
	c.record(d.ID)
	c.decided(d.ID, DecisionPrefix+d.Event, d.At, d.UndoneAt, d.Sources)
	oneOf(c, "kind", d.Kind, DecisionKinds...)
	c.refer("event", d.Event, "event:")
	c.refer("other", d.Other, "event:")
	c.require("other", d.Event != d.Other, "an event is decided on with another one")
	c.require("rule", len(d.Rule) <= 100 && strings.ToUpper(d.Rule) == d.Rule, "it is no name of a rule, such as SAME_OFFICE")
	c.text("decision", "reason", d.Reason)
}

// CheckDecisionReason returns what is wrong with the reason of a decision; nil if it may stand. It may be empty.
func CheckDecisionReason(reason string) error {
	if reason == "" {
		return nil
	}
	if wrong := boundOf["decision.reason"].Problem(reason); wrong != "" {
		return errors.New("the reason: " + wrong)
	}
	return nil
}

// FateStatus says what became of an id.
type FateStatus string

// What becomes of ids.
const (
	FateStored    FateStatus = "STORED"
	FateMerged    FateStatus = "MERGED"
	FateRetracted FateStatus = "RETRACTED"
	FateUnknown   FateStatus = "UNKNOWN"
)
