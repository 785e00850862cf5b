package graph

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// What became of records: that two officials were found to be one, that a record was retracted, that one was corrected.
// The graph notes it when it happens; as records they carry it into another graph.

// These begin the ids of merges and of retractions.
const (
	MergePrefix      = "merge:"
	RetractionPrefix = "retraction:"
)

// RetractablePrefixes lists what begins the ids of records that can be retracted.
var RetractablePrefixes = []string{"event:", "tenure:", "figure:"}

// Merge says that two officials were found to be one.
type Merge struct {
	ID       string     `yaml:"id" json:"id"`                         // merge:, what follows official: in the merged id, and a number from 1 on
	Keep     string     `yaml:"keep" json:"keep"`                     // an official's id
	Merged   string     `yaml:"merged" json:"merged"`                 // the id that was merged away
	Name     string     `yaml:"name,omitempty" json:"name,omitempty"` // which it was recorded with then; empty: which it has
	At       time.Time  `yaml:"at,omitempty" json:"at,omitzero"`
	UndoneAt time.Time  `yaml:"undoneAt,omitempty" json:"undoneAt,omitzero"` // zero while it stands
	Rule     MergeRule  `yaml:"rule,omitempty" json:"rule,omitempty"`        // that found it; empty: somebody who says so did
	Sources  []Citation `yaml:"sources" json:"sources"`
}

// MergeRule is a rule by which officials are found to be one.
type MergeRule string

// The rules: name, country and office agree, or name and country.
const (
	SameOffice MergeRule = "SAME_OFFICE"
	SameName   MergeRule = "SAME_NAME"
)

// Resolution counts what the rules changed.
type Resolution struct {
	Merged     int `json:"merged"`     // officials who were found to be others
	Unmerged   int `json:"unmerged"`   // who had been, and are not any more
	SameEvents int `json:"sameEvents"` // events that were found to be others
	Separated  int `json:"separated"`  // which had been, and are not any more
	Nested     int `json:"nested"`     // events that were found to lie within visits
	Unnested   int `json:"unnested"`   // which had been, and are not any more
}

// Count counts a decision that a rule made (n is 1) or took back (-1).
func (r *Resolution) Count(d Decision, n int) {
	made, back := &r.SameEvents, &r.Separated
	if d.Kind == WithinEvent {
		made, back = &r.Nested, &r.Unnested
	}
	if n > 0 {
		*made++
		return
	}
	*back++
}

// Retraction says that an event, a tenure or a trade figure was retracted.
type Retraction struct {
	ID       string     `yaml:"id" json:"id"` // retraction:, the record's id, and a number from 1 on
	Of       string     `yaml:"of" json:"of"` // the record's id
	Reason   string     `yaml:"reason" json:"reason"`
	At       time.Time  `yaml:"at,omitempty" json:"at,omitzero"`
	UndoneAt time.Time  `yaml:"undoneAt,omitempty" json:"undoneAt,omitzero"` // zero while it stands
	Sources  []Citation `yaml:"sources" json:"sources"`
}

// Revision is what a record said before it was corrected.
type Revision struct {
	ID           string     `yaml:"id" json:"id"` // revision:, the record's id, and the number
	Of           string     `yaml:"of" json:"of"` // the record's id
	Number       int        `yaml:"number" json:"number"`
	Changes      []Edit     `yaml:"changes,omitempty" json:"changes,omitempty"`
	BelievedFrom time.Time  `yaml:"believedFrom,omitempty" json:"believedFrom,omitzero"`
	BelievedTo   time.Time  `yaml:"believedTo" json:"believedTo,omitzero"`
	Sources      []Citation `yaml:"sources,omitempty" json:"sources,omitempty"` // those that said so
}

// Edit is a field that was corrected; a value that was missing is empty.
type Edit struct {
	Field  string `yaml:"field" json:"field"`
	Before string `yaml:"before,omitempty" json:"before,omitempty"`
	After  string `yaml:"after,omitempty" json:"after,omitempty"`
}

func checkMerge(c *checker, m Merge) {
	c.record(m.ID)
	c.decided(m.ID, MergePrefix+strings.TrimPrefix(m.Merged, "official:"), m.At, m.UndoneAt, m.Sources)
	c.refer("keep", m.Keep, "official:")
	c.refer("merged", m.Merged, "official:")
	c.require("merged", m.Keep != m.Merged, "nobody is merged into themselves")
	c.text("merge", "name", m.Name)
	c.require("rule", m.Rule == "" || m.Rule == SameOffice || m.Rule == SameName, "it is none of %s, %s", SameOffice, SameName)
}

func checkRetraction(c *checker, r Retraction) {
	c.record(r.ID)
	c.decided(r.ID, RetractionPrefix+r.Of, r.At, r.UndoneAt, r.Sources)
	c.refer("of", r.Of, RetractablePrefixes...)
	c.require("reason", CheckReason(r.Reason) == nil, "%v", CheckReason(r.Reason))
}

// CheckReason returns what is wrong with the reason of a retraction; nil if it may stand.
func CheckReason(reason string) error {
	if reason == "" {
		return errors.New("a retraction needs a reason")
	}
	if wrong := boundOf["retraction.reason"].Problem(reason); wrong != "" {
		return errors.New("the reason: " + wrong)
	}
	return nil
}

// decided requires what merges and retractions have in common.
func (c *checker) decided(id, of string, at, undone time.Time, sources []Citation) {
	c.require("id", numberedAfter(id, of), "it is not %s and a number", of+":")
	c.require("undoneAt", undone.IsZero() || !undone.Before(at), "it is before at")
	c.cited(sources)
}

func checkRevision(c *checker, r Revision) {
	c.record(r.ID)
	c.require("number", r.Number > 0, "it is not from 1 on")
	c.require("id", r.ID == fmt.Sprintf("revision:%s:%d", r.Of, r.Number), "it does not agree with of and number")
	c.require("of", strings.Contains(r.Of, ":"), "it is no id")
	c.require("of", c.known[r.Of] || !c.whole, "%s is not known", r.Of)
	c.require("believedTo", !r.BelievedTo.IsZero() && !r.BelievedTo.Before(r.BelievedFrom), "it is missing, or before believedFrom")
	for _, e := range r.Changes { // earlier values may break rules that came later
		c.require("changes", len(e.Field) <= MaxID && max(len(e.Before), len(e.After)) <= maxEarlier, "an earlier value has more than %d bytes", maxEarlier)
	}
	for i, s := range r.Sources { // a source has none
		c.refer(fmt.Sprintf("sources[%d].source", i), s.Source, "source:")
	}
}

const maxEarlier = 1 << 20

// numberedAfter reports whether an id is another with a number after it.
func numberedAfter(id, of string) bool {
	number, ok := strings.CutPrefix(id, of+":")
	return ok && number != "" && len(number) < 10 && number[0] != '0' && strings.Trim(number, "0123456789") == ""
}
