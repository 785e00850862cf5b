package graph

import (
	"cmp"
	"slices"
)

// Batch is records to be written in one transaction. A record may refer to another of the same batch or to one that is
// stored already.
type Batch struct {
	Sources       []Source       `yaml:"sources,omitempty" json:"sources,omitempty"`
	Countries     []Country      `yaml:"countries,omitempty" json:"countries,omitempty"`
	Aggregates    []Aggregate    `yaml:"aggregates,omitempty" json:"aggregates,omitempty"`
	Places        []Place        `yaml:"places,omitempty" json:"places,omitempty"`
	Organizations []Organization `yaml:"organizations,omitempty" json:"organizations,omitempty"`
	Posts         []Post         `yaml:"posts,omitempty" json:"posts,omitempty"`
	Officials     []Official     `yaml:"officials,omitempty" json:"officials,omitempty"`
	Tenures       []Tenure       `yaml:"tenures,omitempty" json:"tenures,omitempty"`
	Commodities   []Commodity    `yaml:"commodities,omitempty" json:"commodities,omitempty"`
	Series        []Series       `yaml:"series,omitempty" json:"series,omitempty"`
	Figures       []Figure       `yaml:"figures,omitempty" json:"figures,omitempty"`
	Events        []Event        `yaml:"events,omitempty" json:"events,omitempty"`
	Links         []Link         `yaml:"links,omitempty" json:"links,omitempty"`
	Merges        []Merge        `yaml:"merges,omitempty" json:"merges,omitempty"`
	Revisions     []Revision     `yaml:"revisions,omitempty" json:"revisions,omitempty"`
	Retractions   []Retraction   `yaml:"retractions,omitempty" json:"retractions,omitempty"`
	Decisions     []Decision     `yaml:"decisions,omitempty" json:"decisions,omitempty"`
}

// Recited is the batch with other citations of its events, figures and tenures.
func (b Batch) Recited(cite func([]Citation) []Citation) Batch {
	b.Events, b.Figures = slices.Clone(b.Events), slices.Clone(b.Figures)
	for i := range b.Events {
		b.Events[i].Sources = cite(b.Events[i].Sources)
	}
	for i := range b.Figures {
		b.Figures[i].Sources = cite(b.Figures[i].Sources)
	}
	b.Tenures = slices.Clone(b.Tenures)
	for i := range b.Tenures {
		b.Tenures[i].Sources = cite(b.Tenures[i].Sources)
	}
	return b
}

// Update is what to write: each id stands in one of its batches.
type Update struct {
	Put    Batch  // these replace what is stored
	Merge  Batch  // these add to what is stored: see Event.Merged and its like
	Ensure Batch  // these are created where they are missing, and what is stored is left alone
	From   string // the id of the source, a file, that all this was read from; may be empty
	// Earlier lists, by the id of an event that was given none, the ids by which the event may be stored already: it keeps
	// the one that it has there.
	Earlier map[string][]string
	// Retracted names the retraction, by the id of an event, a tenure or a figure that a later update retracts. Rules
	// between records do not hold for it, unless the retraction is stored already.
	Retracted map[string]string
}

// Check is Batch.Check for the records of all three.
func (u Update) Check() []Problem { return u.All().check(false, u.Retracted) }

// All are the records of all three.
func (u Update) All() Batch {
	var b Batch
	b.Append(u.Put)
	b.Append(u.Merge)
	b.Append(u.Ensure)
	return b
}

// Renamed is the update with other ids for some of its events.
func (u Update) Renamed(ids map[string]string) Update {
	if len(ids) == 0 {
		return u
	}
	u.Put.Events, u.Merge.Events = renamed(u.Put.Events, ids), renamed(u.Merge.Events, ids)
	return u
}

func renamed(events []Event, ids map[string]string) []Event {
	out := slices.Clone(events)
	for i := range out {
		out[i].ID = cmp.Or(ids[out[i].ID], out[i].ID)
	}
	return out
}

// Status says what became of a record.
type Status string

// What becomes of a record.
const (
	Created   Status = "CREATED"
	Updated   Status = "UPDATED"
	Unchanged Status = "UNCHANGED"
	Rejected  Status = "REJECTED"
)

// Outcome is what became of one record.
type Outcome struct {
	Kind    string // "events", "officials" …, as a batch calls them
	ID      string // of a link both ends
	For     string // the id that the update had for it, where it keeps an earlier one: see Update.Earlier; empty otherwise
	Status  Status
	Field   string // of a rejected record: what is wrong where; empty otherwise
	Message string // and of an unchanged one that was retracted, when and why
	Because error  // of a rejected record: the error that says so
}

// Became is what the batch says became of records: merges, revisions, retractions and decisions.
func (b Batch) Became() Batch {
	return Batch{Merges: b.Merges, Revisions: b.Revisions, Retractions: b.Retractions, Decisions: b.Decisions}
}

// OfNode reports whether the record is stored as a node of its own, which a file can be the origin of: a link is none,
// and what became of records is told of them.
func (o Outcome) OfNode() bool {
	return !slices.Contains([]string{"links", "merges", "revisions", "retractions", "decisions"}, o.Kind)
}

// Name is the id that the update had for the record.
func (o Outcome) Name() string { return cmp.Or(o.For, o.ID) }

// Outcomes is what became of the records of a batch.
type Outcomes []Outcome

// OutcomeCounts counts records by what became of them.
type OutcomeCounts struct{ Created, Updated, Unchanged, Rejected int }

// Of counts the records of a kind; of all kinds if none is named.
func (o Outcomes) Of(kinds ...string) OutcomeCounts {
	var t OutcomeCounts
	for _, r := range o {
		if len(kinds) > 0 && !slices.Contains(kinds, r.Kind) {
			continue
		}
		switch r.Status {
		case Created:
			t.Created++
		case Updated:
			t.Updated++
		case Unchanged:
			t.Unchanged++
		case Rejected:
			t.Rejected++
		}
	}
	return t
}
