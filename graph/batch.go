package graph

// Batch is records to be written in one transaction. A record may refer to another of the same batch or to one that is
// stored already.
type Batch struct {
	Sources       []Source       `yaml:"sources,omitempty"`
	Countries     []Country      `yaml:"countries,omitempty"`
	Places        []Place        `yaml:"places,omitempty"`
	Organizations []Organization `yaml:"organizations,omitempty"`
	Posts         []Post         `yaml:"posts,omitempty"`
	Officials     []Official     `yaml:"officials,omitempty"`
	Tenures       []Tenure       `yaml:"tenures,omitempty"`
	Commodities   []Commodity    `yaml:"commodities,omitempty"`
	Series        []Series       `yaml:"series,omitempty"`
	Figures       []Figure       `yaml:"figures,omitempty"`
	Events        []Event        `yaml:"events,omitempty"`
	Links         []Link         `yaml:"links,omitempty"`
}

// IDs lists the ids of a batch's records, in their order. A link has none and stands as its two ends.
func (b Batch) IDs() []string {
	var out []string
	add := func(n int, id func(i int) string) {
		for i := range n {
			out = append(out, id(i))
		}
	}
	add(len(b.Sources), func(i int) string { return b.Sources[i].ID })
	add(len(b.Countries), func(i int) string { return b.Countries[i].ID })
	add(len(b.Places), func(i int) string { return b.Places[i].ID })
	add(len(b.Organizations), func(i int) string { return b.Organizations[i].ID })
	add(len(b.Posts), func(i int) string { return b.Posts[i].ID })
	add(len(b.Officials), func(i int) string { return b.Officials[i].ID })
	add(len(b.Tenures), func(i int) string { return b.Tenures[i].ID })
	add(len(b.Commodities), func(i int) string { return b.Commodities[i].ID })
	add(len(b.Series), func(i int) string { return b.Series[i].ID })
	add(len(b.Figures), func(i int) string { return b.Figures[i].Name() })
	add(len(b.Events), func(i int) string { return b.Events[i].ID })
	add(len(b.Links), func(i int) string { return b.Links[i].Name() })
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

// Tally counts records by what became of them.
type Tally struct{ Created, Updated, Unchanged int }
