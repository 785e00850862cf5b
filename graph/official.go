package graph

import (
	"slices"

	"demarche/graph/edtf"
)

// Official is a person who holds or held office, or acts for a state or an organization.
type Official struct {
	ID         string     `yaml:"id" json:"id"` // official: and the Wikidata id where one is known
	Name       string     `yaml:"name" json:"name"`
	NativeName string     `yaml:"nativeName,omitempty" json:"nativeName,omitempty"`
	Aliases    []string   `yaml:"aliases,omitempty" json:"aliases,omitempty"`
	Wikidata   string     `yaml:"wikidata,omitempty" json:"wikidata,omitempty"`
	Born       edtf.Date  `yaml:"born,omitempty" json:"born,omitzero"`
	Died       edtf.Date  `yaml:"died,omitempty" json:"died,omitzero"`
	Country    string     `yaml:"country,omitempty" json:"country,omitempty"` // nationality: a country's id
	Sources    []Citation `yaml:"sources" json:"sources"`
}

// Organization is a ministry, party, government, international organization or company.
type Organization struct {
	ID      string     `yaml:"id" json:"id"`
	Name    string     `yaml:"name" json:"name"`
	Kind    string     `yaml:"kind" json:"kind"`                           // as OrganizationKind of the API
	Country string     `yaml:"country,omitempty" json:"country,omitempty"` // a country's id
	Sources []Citation `yaml:"sources" json:"sources"`
}

// Post is an office that people hold one after another.
type Post struct {
	ID           string     `yaml:"id" json:"id"`
	Title        string     `yaml:"title" json:"title"`
	Level        PostLevel  `yaml:"level,omitempty" json:"level,omitempty"`
	Organization string     `yaml:"organization,omitempty" json:"organization,omitempty"` // an organization's id
	Sources      []Citation `yaml:"sources" json:"sources"`
}

// PostLevel is the rank of a post.
type PostLevel string

// PostLevels lists the levels, highest first.
var PostLevels = []PostLevel{"HEAD_OF_STATE", "HEAD_OF_GOVERNMENT", "DEPUTY", "MINISTER", "PARTY", "LEGISLATOR", "AMBASSADOR", "OTHER"}

// Tenure is one person holding one post for a time (Popolo: membership).
type Tenure struct {
	ID       string     `yaml:"id" json:"id"`
	Official string     `yaml:"official" json:"official"` // an official's id
	Post     string     `yaml:"post" json:"post"`         // a post's id
	Dates    edtf.Date  `yaml:"dates" json:"dates"`       // an interval: from/to, from/.. while it lasts, from/ if the end is unknown
	Acting   bool       `yaml:"acting,omitempty" json:"acting,omitempty"`
	Sources  []Citation `yaml:"sources" json:"sources"`
}

// Rank returns the index of the level in PostLevels; an unknown level comes last.
func (l PostLevel) Rank() int {
	if i := slices.Index(PostLevels, l); i >= 0 {
		return i
	}
	return len(PostLevels)
}
