package graph

import (
	"cmp"
	"iter"
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
}

// IDs lists the ids of a batch's records, in their order. A link has none and stands as its two ends.
func (b Batch) IDs() []string {
	var out []string
	b.each(func(_, id string) { out = append(out, id) })
	return out
}

// Kinds says of which kind each record is, by its id: "events", "officials" …
func (b Batch) Kinds() map[string]string {
	out := map[string]string{}
	b.each(func(kind, id string) { out[id] = kind })
	return out
}

func (b Batch) each(record func(kind, id string)) {
	add := func(kind string, n int, id func(i int) string) {
		for i := range n {
			record(kind, id(i))
		}
	}
	add("sources", len(b.Sources), func(i int) string { return b.Sources[i].ID })
	add("countries", len(b.Countries), func(i int) string { return b.Countries[i].ID })
	add("aggregates", len(b.Aggregates), func(i int) string { return b.Aggregates[i].ID })
	add("places", len(b.Places), func(i int) string { return b.Places[i].ID })
	add("organizations", len(b.Organizations), func(i int) string { return b.Organizations[i].ID })
	add("posts", len(b.Posts), func(i int) string { return b.Posts[i].ID })
	add("officials", len(b.Officials), func(i int) string { return b.Officials[i].ID })
	add("tenures", len(b.Tenures), func(i int) string { return b.Tenures[i].ID })
	add("commodities", len(b.Commodities), func(i int) string { return b.Commodities[i].ID })
	add("series", len(b.Series), func(i int) string { return b.Series[i].ID })
	add("figures", len(b.Figures), func(i int) string { return b.Figures[i].Name() })
	add("events", len(b.Events), func(i int) string { return b.Events[i].ID })
	add("links", len(b.Links), func(i int) string { return b.Links[i].Name() })
	add("merges", len(b.Merges), func(i int) string { return b.Merges[i].ID })
	add("revisions", len(b.Revisions), func(i int) string { return b.Revisions[i].ID })
	add("retractions", len(b.Retractions), func(i int) string { return b.Retractions[i].ID })
}

// Records returns the records one by one, each with its id, as a batch that holds nothing else.
func (b Batch) Records() iter.Seq2[string, Batch] {
	return func(yield func(string, Batch) bool) {
		_ = one(b.Sources, yield, func(r []Source) (string, Batch) { return r[0].ID, Batch{Sources: r} }) &&
			one(b.Countries, yield, func(r []Country) (string, Batch) { return r[0].ID, Batch{Countries: r} }) &&
			one(b.Aggregates, yield, func(r []Aggregate) (string, Batch) { return r[0].ID, Batch{Aggregates: r} }) &&
			one(b.Places, yield, func(r []Place) (string, Batch) { return r[0].ID, Batch{Places: r} }) &&
			one(b.Organizations, yield, func(r []Organization) (string, Batch) { return r[0].ID, Batch{Organizations: r} }) &&
			one(b.Posts, yield, func(r []Post) (string, Batch) { return r[0].ID, Batch{Posts: r} }) &&
			one(b.Officials, yield, func(r []Official) (string, Batch) { return r[0].ID, Batch{Officials: r} }) &&
			one(b.Tenures, yield, func(r []Tenure) (string, Batch) { return r[0].ID, Batch{Tenures: r} }) &&
			one(b.Commodities, yield, func(r []Commodity) (string, Batch) { return r[0].ID, Batch{Commodities: r} }) &&
			one(b.Series, yield, func(r []Series) (string, Batch) { return r[0].ID, Batch{Series: r} }) &&
			one(b.Figures, yield, func(r []Figure) (string, Batch) { return r[0].Name(), Batch{Figures: r} }) &&
			one(b.Events, yield, func(r []Event) (string, Batch) { return r[0].ID, Batch{Events: r} }) &&
			one(b.Links, yield, func(r []Link) (string, Batch) { return r[0].Name(), Batch{Links: r} }) &&
			one(b.Merges, yield, func(r []Merge) (string, Batch) { return r[0].ID, Batch{Merges: r} }) &&
			one(b.Revisions, yield, func(r []Revision) (string, Batch) { return r[0].ID, Batch{Revisions: r} }) &&
			one(b.Retractions, yield, func(r []Retraction) (string, Batch) { return r[0].ID, Batch{Retractions: r} })
	}
}

// one yields each of some records, and reports whether to go on.
func one[T any](records []T, yield func(string, Batch) bool, as func([]T) (string, Batch)) bool {
	for i := range records {
		if !yield(as(records[i : i+1])) {
			return false
		}
	}
	return true
}

// Append adds the records of another batch.
func (b *Batch) Append(o Batch) {
	b.Sources = append(b.Sources, o.Sources...)
	b.Countries = append(b.Countries, o.Countries...)
	b.Aggregates = append(b.Aggregates, o.Aggregates...)
	b.Places = append(b.Places, o.Places...)
	b.Organizations = append(b.Organizations, o.Organizations...)
	b.Posts = append(b.Posts, o.Posts...)
	b.Officials = append(b.Officials, o.Officials...)
	b.Tenures = append(b.Tenures, o.Tenures...)
	b.Commodities = append(b.Commodities, o.Commodities...)
	b.Series = append(b.Series, o.Series...)
	b.Figures = append(b.Figures, o.Figures...)
	b.Events = append(b.Events, o.Events...)
	b.Links = append(b.Links, o.Links...)
	b.Merges = append(b.Merges, o.Merges...)
	b.Revisions = append(b.Revisions, o.Revisions...)
	b.Retractions = append(b.Retractions, o.Retractions...)
}

// Without is the batch less the records with some ids.
func (b Batch) Without(drop func(id string) bool) Batch {
	return Batch{
		Sources:       without(b.Sources, func(r Source) string { return r.ID }, drop),
		Countries:     without(b.Countries, func(r Country) string { return r.ID }, drop),
		Aggregates:    without(b.Aggregates, func(r Aggregate) string { return r.ID }, drop),
		Places:        without(b.Places, func(r Place) string { return r.ID }, drop),
		Organizations: without(b.Organizations, func(r Organization) string { return r.ID }, drop),
		Posts:         without(b.Posts, func(r Post) string { return r.ID }, drop),
		Officials:     without(b.Officials, func(r Official) string { return r.ID }, drop),
		Tenures:       without(b.Tenures, func(r Tenure) string { return r.ID }, drop),
		Commodities:   without(b.Commodities, func(r Commodity) string { return r.ID }, drop),
		Series:        without(b.Series, func(r Series) string { return r.ID }, drop),
		Figures:       without(b.Figures, Figure.Name, drop),
		Events:        without(b.Events, func(r Event) string { return r.ID }, drop),
		Links:         without(b.Links, Link.Name, drop),
		Merges:        without(b.Merges, func(r Merge) string { return r.ID }, drop),
		Revisions:     without(b.Revisions, func(r Revision) string { return r.ID }, drop),
		Retractions:   without(b.Retractions, func(r Retraction) string { return r.ID }, drop),
	}
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

// First is the batch with the first record of each id alone.
func (b Batch) First() Batch {
	seen := map[string]bool{}
	return b.Without(func(id string) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}

func without[T any](in []T, id func(T) string, drop func(string) bool) []T {
	return slices.DeleteFunc(slices.Clone(in), func(r T) bool { return drop(id(r)) })
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

// OfNode reports whether the record is stored as a node of its own, which a file can be the origin of: a link is none,
// and what became of records is told of them.
func (o Outcome) OfNode() bool {
	return !slices.Contains([]string{"links", "merges", "revisions", "retractions"}, o.Kind)
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
