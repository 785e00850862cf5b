package graph

import (
	"fmt"
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

// Contradicts lists what cannot be true of one person: two Wikidata ids, two countries, dates of birth or death that
// cannot be the same, a death before the other's birth.
func (r Official) Contradicts(o Official) (out []string) {
	say := func(wrong bool, what, a, b string) {
		if wrong {
			out = append(out, fmt.Sprintf("%s and %s have different %s: %s and %s", r.ID, o.ID, what, a, b))
		}
	}
	say(r.Wikidata != "" && o.Wikidata != "" && r.Wikidata != o.Wikidata, "Wikidata ids", r.Wikidata, o.Wikidata)
	say(r.Country != "" && o.Country != "" && r.Country != o.Country, "countries", r.Country, o.Country)
	say(r.Born.Contradicts(o.Born), "dates of birth", r.Born.String(), o.Born.String())
	say(r.Died.Contradicts(o.Died), "dates of death", r.Died.String(), o.Died.String())
	for _, x := range [][2]Official{{r, o}, {o, r}} {
		if !inOrder(x[0].Born, x[1].Died) {
			out = append(out, fmt.Sprintf("%s died (%s) before %s was born (%s)", x[1].ID, x[1].Died, x[0].ID, x[0].Born))
		}
	}
	return out
}
