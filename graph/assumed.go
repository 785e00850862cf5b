package graph

// Assumed holds the records that a dry run treats as stored, in addition to the stored ones.
type Assumed struct {
	Digests map[string]string // of records, by id
	Named   map[string]bool   // officials that the file names
	Offices Batch             // officials and offices that would be created or updated; the last record of an id counts
}

// NewAssumed returns an Assumed without records.
func NewAssumed() *Assumed {
	return &Assumed{Digests: map[string]string{}, Named: map[string]bool{}}
}

// Learn adds records that would be written.
func (a *Assumed) Learn(b Batch) {
	a.Offices.Append(Batch{Countries: b.Countries, Organizations: b.Organizations, Posts: b.Posts, Officials: b.Officials, Tenures: b.Tenures})
}
