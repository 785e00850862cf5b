package graph

import "iter"

// recordTypes lists the types of records, each after those that it refers to. What is done with every record is done
// by this list.
var recordTypes = []recordType{
	typed[Source]{"source", "sources", func(b *Batch) *[]Source { return &b.Sources }, func(r Source) string { return r.ID }, nil, checkSource},
	typed[Country]{"country", "countries", func(b *Batch) *[]Country { return &b.Countries }, func(r Country) string { return r.ID }, nil, checkCountry},
	typed[Aggregate]{"aggregate", "aggregates", func(b *Batch) *[]Aggregate { return &b.Aggregates }, func(r Aggregate) string { return r.ID }, nil, checkAggregate},
	typed[Place]{"place", "places", func(b *Batch) *[]Place { return &b.Places }, func(r Place) string { return r.ID }, Place.Merged, checkPlace},
	typed[Organization]{"organization", "organizations", func(b *Batch) *[]Organization { return &b.Organizations }, func(r Organization) string { return r.ID }, Organization.Merged, checkOrganization},
	typed[Post]{"post", "posts", func(b *Batch) *[]Post { return &b.Posts }, func(r Post) string { return r.ID }, Post.Merged, checkPost},
	typed[Official]{"official", "officials", func(b *Batch) *[]Official { return &b.Officials }, func(r Official) string { return r.ID }, Official.Merged, checkOfficial},
	typed[Tenure]{"tenure", "tenures", func(b *Batch) *[]Tenure { return &b.Tenures }, func(r Tenure) string { return r.ID }, Tenure.Merged, checkTenure},
	typed[Commodity]{"commodity", "commodities", func(b *Batch) *[]Commodity { return &b.Commodities }, func(r Commodity) string { return r.ID }, nil, checkCommodity},
	typed[Series]{"series", "series", func(b *Batch) *[]Series { return &b.Series }, func(r Series) string { return r.ID }, nil, checkSeries},
	typed[Figure]{"figure", "figures", func(b *Batch) *[]Figure { return &b.Figures }, Figure.Name, nil, checkFigure},
	typed[Event]{"event", "events", func(b *Batch) *[]Event { return &b.Events }, func(r Event) string { return r.ID }, Event.Merged, checkEvent},
	typed[Link]{"link", "links", func(b *Batch) *[]Link { return &b.Links }, Link.Name, nil, checkLink},
	typed[Merge]{"merge", "merges", func(b *Batch) *[]Merge { return &b.Merges }, func(r Merge) string { return r.ID }, nil, checkMerge},
	typed[Revision]{"revision", "revisions", func(b *Batch) *[]Revision { return &b.Revisions }, func(r Revision) string { return r.ID }, nil, checkRevision},
	typed[Retraction]{"retraction", "retractions", func(b *Batch) *[]Retraction { return &b.Retractions }, func(r Retraction) string { return r.ID }, nil, checkRetraction},
	typed[Decision]{"decision", "decisions", func(b *Batch) *[]Decision { return &b.Decisions }, func(r Decision) string { return r.ID }, nil, checkDecision},
}

// recordType is one type of records, and what is done with those of a batch.
type recordType interface {
	singular() string                            // in JSON Lines
	plural() string                              // in outcomes
	each(b Batch, record func(id string))        // calls record for each
	records(b Batch) iter.Seq2[string, Batch]    // each alone in a batch
	lines(b Batch, line func(record any))        // calls line for each
	add(to *Batch, o Batch)                      // appends those of o
	without(b *Batch, drop func(id string) bool) // leaves some out
	merge(b *Batch, o Batch)                     // see Batch.Merged
	grow(b *Batch) (record any)                  // appends an empty one, and returns a pointer to it
	check(c *checker, b *Batch)                  // notes their problems
}

// typed is a recordType of records of the Go type T.
type typed[T any] struct {
	one, many string
	of        func(*Batch) *[]T
	id        func(T) string
	merged    func(T, T) T // of two records with one id; nil: the first stays
	problems  func(*checker, T)
}

func (t typed[T]) singular() string { return t.one }

func (t typed[T]) plural() string { return t.many }

func (t typed[T]) each(b Batch, record func(id string)) {
	for _, r := range *t.of(&b) {
		record(t.id(r))
	}
}

func (t typed[T]) records(b Batch) iter.Seq2[string, Batch] {
	return func(yield func(string, Batch) bool) {
		all := *t.of(&b)
		for i, r := range all {
			var alone Batch
			*t.of(&alone) = all[i : i+1]
			if !yield(t.id(r), alone) {
				return
			}
		}
	}
}

func (t typed[T]) lines(b Batch, line func(record any)) {
	for _, r := range *t.of(&b) {
		line(r)
	}
}

func (t typed[T]) add(to *Batch, o Batch) {
	all := t.of(to)
	*all = append(*all, *t.of(&o)...)
}

func (t typed[T]) without(b *Batch, drop func(id string) bool) {
	all := t.of(b)
	var kept []T
	for _, r := range *all {
		if !drop(t.id(r)) {
			kept = append(kept, r)
		}
	}
	*all = kept
}

func (t typed[T]) merge(b *Batch, o Batch) {
	all, more := t.of(b), *t.of(&o)
	if len(*all)+len(more) == 0 {
		return
	}
	at := make(map[string]int, len(*all)+len(more))
	out := make([]T, 0, len(*all)+len(more))
	for _, records := range [][]T{*all, more} {
		for _, r := range records {
			i, ok := at[t.id(r)]
			switch {
			case !ok:
				at[t.id(r)] = len(out)
				out = append(out, r)
			case t.merged != nil:
				out[i] = t.merged(out[i], r)
			}
		}
	}
	*all = out
}

func (t typed[T]) grow(b *Batch) any {
	all := t.of(b)
	*all = append(*all, *new(T))
	return &(*all)[len(*all)-1]
}

func (t typed[T]) check(c *checker, b *Batch) {
	for _, r := range *t.of(b) {
		t.problems(c, r)
	}
}

// RecordTypes returns the names of the types of records as JSON Lines have them.
func RecordTypes() []string {
	out := make([]string, len(recordTypes))
	for i, t := range recordTypes {
		out[i] = t.singular()
	}
	return out
}

// Grow appends an empty record of a type of RecordTypes, and returns a pointer to it; nil if there is no such type.
func (b *Batch) Grow(name string) (record any) {
	for _, t := range recordTypes {
		if t.singular() == name {
			return t.grow(b)
		}
	}
	return nil
}

// Lines calls line for each record of a type of RecordTypes, in their order.
func (b Batch) Lines(name string, line func(record any)) {
	for _, t := range recordTypes {
		if t.singular() == name {
			t.lines(b, line)
		}
	}
}

// IDs lists the ids of a batch's records, in their order. A link has none and stands as its two ends.
func (b Batch) IDs() []string {
	var out []string
	for _, t := range recordTypes {
		t.each(b, func(id string) { out = append(out, id) })
	}
	return out
}

// Kinds says of which kind each record is, by its id: "events", "officials" …
func (b Batch) Kinds() map[string]string {
	out := map[string]string{}
	for _, t := range recordTypes {
		t.each(b, func(id string) { out[id] = t.plural() })
	}
	return out
}

// Records returns the records one by one, each with its id, as a batch that holds nothing else.
func (b Batch) Records() iter.Seq2[string, Batch] {
	return func(yield func(string, Batch) bool) {
		for _, t := range recordTypes {
			for id, one := range t.records(b) {
				if !yield(id, one) {
					return
				}
			}
		}
	}
}

// Append adds the records of another batch.
func (b *Batch) Append(o Batch) {
	for _, t := range recordTypes {
		t.add(b, o)
	}
}

// Without is the batch less the records with some ids.
func (b Batch) Without(drop func(id string) bool) Batch {
	for _, t := range recordTypes {
		t.without(&b, drop)
	}
	return b
}

// Merged returns the batch with the records of another. If both have a record, the two are merged if their kind allows
// it; otherwise the first stays.
func (b Batch) Merged(o Batch) Batch {
	for _, t := range recordTypes {
		t.merge(&b, o)
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
