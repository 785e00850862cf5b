package graph

// Assumed is what a dry run takes for stored, beside what is.
type Assumed struct {
	Digests map[string]string // of records, by id
	Named   map[string]bool   // officials whom the file names
	Offices Batch             // what would be created or updated of officials and offices: a later record of an id counts
}

// NewAssumed is nothing assumed.
func NewAssumed() *Assumed {
	return &Assumed{Digests: map[string]string{}, Named: map[string]bool{}}
}

// Learn adds records that would be written.
func (a *Assumed) Learn(b Batch) {
	a.Offices.Append(Batch{Countries: b.Countries, Organizations: b.Organizations, Posts: b.Posts, Officials: b.Officials, Tenures: b.Tenures})
}
