package identity

import (
	"cmp"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
)

// A Person is an official as it is compared with others.
type Person struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Country  string    `json:"country,omitempty"` // a country's id
	Wikidata string    `json:"wikidata,omitempty"`
	Born     edtf.Date `json:"born,omitzero"`
	Died     edtf.Date `json:"died,omitzero"`
	Others   []string  `json:"-"` // its other names
	// Keys are all its names, each as keys that are equal where names are written differently.
	Keys    []string                `json:"-"`
	Offices map[string][]graph.Span `json:"-"` // when it held posts, by their ids
}

// A Candidate is two officials who may be one. Which of them would be kept: the one with a Wikidata id, else the one
// whose id sorts first.
type Candidate struct {
	Score   float64  `json:"score"` // up to 1
	Keep    Person   `json:"keep"`
	Merge   Person   `json:"merge"`
	Reasons []string `json:"reasons"`
}

// What speaks for two officials being one, beside a name, and what speaks against it.
const (
	scoreName      = 0.5
	scoreOtherName = 0.4 // of one is the other's
	scoreAlike     = 0.4 // names that Compare judges the same
	scorePerhaps   = 0.2 // names of which it is not sure
	scoreCountry   = 0.2
	scoreCountries = -0.4 // they differ
	scoreBorn      = 0.2
	scoreOffice    = 0.3
)

// named is a person with its names taken apart, its own first.
type named struct {
	Person
	names []Name
	keys  []string // of all names, for finding persons to compare with
}

func newNamed(p Person) named {
	n := named{Person: p}
	for _, name := range append([]string{p.Name}, p.Others...) {
		parsed := ParseName(name)
		n.names = append(n.names, parsed)
		n.keys = append(n.keys, parsed.BlockKeys()...)
	}
	n.keys = append(n.keys, p.Keys...)
	slices.Sort(n.keys)
	n.keys = slices.Compact(n.keys)
	return n
}

// compareNames scores the names of two persons, and says why; the score is 0 if they are different.
func (p named) compareNames(o named) (score float64, reason string) {
	if p.Keys[0] == o.Keys[0] || p.Keys[1] == o.Keys[1] {
		return scoreName, "same name"
	}
	if slices.ContainsFunc(p.Keys, func(k string) bool { return slices.Contains(o.Keys, k) }) {
		return scoreOtherName, "one's name is another name of the other's"
	}
	best := Likeness{Verdict: Different}
	for _, a := range p.names {
		for _, b := range o.names {
			l := a.Compare(b)
			if p.Country != "" && p.Country == o.Country {
				l = l.InOneCountry()
			}
			if l.Score > best.Score {
				best = l
			}
		}
	}
	switch best.Verdict {
	case Same:
		return scoreAlike, "names alike: " + best.Reason
	case Perhaps:
		return scorePerhaps, "names perhaps alike: " + best.Reason
	case Different:
	}
	return 0, ""
}

// contradicts reports whether two persons cannot be one. They have two Wikidata ids, or two dates of birth or death
// that cannot be the same.
func (p Person) contradicts(o Person) bool {
	return p.Wikidata != "" && o.Wikidata != "" && p.Wikidata != o.Wikidata || p.Born.Contradicts(o.Born) || p.Died.Contradicts(o.Died)
}

// compare scores two persons. It returns false if they contradict each other or their names differ.
func (p named) compare(o named) (c Candidate, ok bool) {
	if p.contradicts(o.Person) {
		return c, false
	}
	if p.Wikidata == "" && o.Wikidata != "" || (p.Wikidata == "") == (o.Wikidata == "") && o.ID < p.ID {
		p, o = o, p
	}
	score, reason := p.compareNames(o)
	if score == 0 {
		return c, false
	}
	c.Keep, c.Merge = p.Person, o.Person
	add := func(score float64, reason string) {
		c.Score += score
		c.Reasons = append(c.Reasons, reason)
	}
	add(score, reason)
	switch {
	case p.Country == "" || o.Country == "":
	case p.Country == o.Country:
		add(scoreCountry, "same country")
	default:
		add(scoreCountries, "different countries")
	}
	if !p.Born.IsZero() && !o.Born.IsZero() {
		add(scoreBorn, "born on the same date, as far as it is known")
	}
	if post := p.shared(o.Person); post != "" {
		add(scoreOffice, "both held "+post+" at one time")
	}
	c.Score = max(0, min(1, c.Score))
	return c, true
}

// shared is the first post that both possibly held at one time; empty if there is none.
func (p Person) shared(o Person) string {
	var out []string
	for post, spans := range p.Offices {
		for _, a := range spans {
			if slices.ContainsFunc(o.Offices[post], func(b graph.Span) bool { return a.Overlaps(b.Earliest, b.Latest) }) {
				out = append(out, post)
				break
			}
		}
	}
	if out == nil {
		return ""
	}
	return slices.Min(out)
}

// ByScore orders candidates, the likeliest first.
func ByScore(a, b Candidate) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Keep.ID, b.Keep.ID), cmp.Compare(a.Merge.ID, b.Merge.ID))
}
