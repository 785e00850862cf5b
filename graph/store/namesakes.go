package store

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Two officials are one by a rule where name, country and office agree (docs/ingest.md, "Who is who"). It looks at officials as
// they were recorded, and at nothing but what is stored in the end: the order in which files come does not matter.

// namesake is an official as it was recorded, whoever it was merged into since.
type namesake struct {
	graph.Person
	nation nation
	held   []held
	files  map[string]bool // that name it
}

// held is an office, and the days between which it is known to have been held.
type held struct {
	tenure, post, title, organization string
	level                             graph.PostLevel
	country                           nation // whose office it is
	from, to                          edtf.Day
}

type nation struct{ id, name string }

// knownTime are the days from which and to which an office is known to have been held: of a tenure whose end is not known the
// start alone, and the other way round.
func knownTime(dates edtf.Date) (from, to edtf.Day) {
	start, end := dates.Ends()
	if start.IsZero() {
		start = end
	}
	from, _ = start.Earliest()
	switch {
	case dates.Ongoing():
		return from, math.MaxInt32 - 1 // a day may be added
	case end.IsZero():
		end = start
	}
	to, _ = end.Latest()
	return from, to
}

// touches reports whether two were held at one time, or the one when the other had just ended.
func (h held) touches(o held) bool { return h.from <= o.to+1 && o.from <= h.to+1 }

// What words of titles say nothing of which office it is, with those that join them; and what stands before a country's name.
var (
	vague = wordSet("ambassador adviser advisor assistant chair chairman chairperson chairwoman chief commissioner consul councillor councilor " +
		"delegate deputy director envoy former general governor head judge mayor minister officer official president representative " +
		"secretary senator spokesperson state vice")
	joining  = wordSet("a an and at by for in of on s the to")
	ofStates = wordSet("democratic federal federation islamic kingdom people peoples republic union united")
)

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

func words(text string) []string {
	return strings.FieldsFunc(folded(text), func(r rune) bool { return !isLetter(r) })
}

// office are a title's words, in order of the alphabet and without the name of its country at the end; telling is false where
// they do not say which office it is.
func office(title string, country nation) (key string, telling bool) {
	all := slices.DeleteFunc(words(title), func(w string) bool { return joining[w] })
	own := slices.DeleteFunc(words(country.name), func(w string) bool { return joining[w] })
	ofCountry := false
	if rest := len(all) - len(own); rest > 0 && len(own) > 0 && slices.Equal(all[rest:], own) {
		for rest > 1 && ofStates[all[rest-1]] {
			rest--
		}
		all, ofCountry = all[:rest], true
	}
	telling = slices.ContainsFunc(all, func(w string) bool { return !vague[w] }) || ofCountry && slices.Equal(all, []string{"president"})
	slices.Sort(all)
	return strings.Join(all, " "), telling
}

// ofMany reports whether an office is one that many hold at once, as far as that shows in what it is called.
func (h held) ofMany() bool {
	return h.level == "LEGISLATOR" || slices.ContainsFunc(words(h.title), func(w string) bool { return w == "member" || w == "members" })
}

// sameOffice reports whether a's x and b's y are one office of one country, held at times that touch.
func sameOffice(a namesake, x held, b namesake, y held) bool {
	if !x.touches(y) || x.ofMany() || y.ofMany() || a.nation.id != "" && b.nation.id != "" && a.nation.id != b.nation.id {
		return false
	}
	in, of := a.nationOf(x), b.nationOf(y)
	if x.post != y.post && (in.id == "" || in.id != of.id) {
		return false
	}
	title, telling := office(x.title, in)
	other, alsoTelling := office(y.title, of)
	sameOrganization := x.organization != "" && slices.Equal(nameKeys(x.organization), nameKeys(y.organization))
	switch {
	case x.post != y.post && (title != other || title == ""):
		return false
	case sameOrganization:
		return true
	case x.post != y.post && x.organization != "" && y.organization != "":
		return false
	}
	return telling && alsoTelling
}

// nationOf is the country of an office: the holder's, else that of its organization.
func (n namesake) nationOf(h held) nation {
	if n.nation.id != "" {
		return n.nation
	}
	return h.country
}

// crowd is a set of namesakes, and who else held the posts that they did.
type crowd struct {
	all     []namesake
	holders map[string][]stint // by post; of one with more than maxHolders none
	crowded map[string]bool    // posts with more
	apart   map[string]bool    // who was merged with another of them, and somebody undid it
}

type stint struct {
	key      string // of the holder's name
	from, to edtf.Day
}

// oneness is a group of officials who are one, with the tenures that say so.
type oneness struct {
	ids     []string // the one who is kept first
	tenures []string
}

// groups are those who are one: who agree, with those who agree with them, as long as nothing says that two of them are not one.
// Where something does it is not known who is who, and nobody of them is one.
func (c crowd) groups() (out []oneness) {
	in := slices.DeleteFunc(slices.Clone(c.all), func(n namesake) bool { return c.apart[n.ID] })
	slices.SortFunc(in, func(a, b namesake) int { return cmp.Compare(a.ID, b.ID) })
	agree := map[[2]int][]string{}
	next := make([][]int, len(in))
	for i := range in {
		for j := range i {
			if t := c.agreed(in[i], in[j]); len(t) > 0 {
				agree[[2]int{j, i}] = t
				next[i], next[j] = append(next[i], j), append(next[j], i)
			}
		}
	}
	for _, group := range connected(next) {
		if one, ok := whole(in, group, agree); ok {
			out = append(out, one)
		}
	}
	return out
}

// connected are the groups of two and more that edges connect.
func connected(next [][]int) (groups [][]int) {
	seen := make([]bool, len(next))
	for i := range next {
		if seen[i] || len(next[i]) == 0 {
			continue
		}
		group := []int{i}
		seen[i] = true
		for at := 0; at < len(group); at++ {
			for _, n := range next[group[at]] {
				if !seen[n] {
					seen[n], group = true, append(group, n)
				}
			}
		}
		slices.Sort(group)
		groups = append(groups, group)
	}
	return groups
}

// whole makes one of a group where no two are distinct.
func whole(in []namesake, group []int, agree map[[2]int][]string) (out oneness, ok bool) {
	tenures := map[string]bool{}
	for at, j := range group {
		for _, i := range group[:at] {
			if distinct(in[i], in[j]) {
				return out, false
			}
			for _, t := range agree[[2]int{i, j}] {
				tenures[t] = true
			}
		}
	}
	keep := group[0]
	for _, i := range group {
		if in[i].Wikidata != "" {
			keep = i
			break
		}
	}
	out.ids = []string{in[keep].ID}
	for _, i := range group {
		if i != keep {
			out.ids = append(out.ids, in[i].ID)
		}
	}
	out.tenures = sortedKeys(tenures)
	return out, true
}

// distinct reports whether something says that two are not one: two Wikidata ids, two countries, dates of birth or death that
// cannot be the same, or a file that names both.
func distinct(a, b namesake) bool {
	if a.nation.id != "" && b.nation.id != "" && a.nation.id != b.nation.id {
		return true
	}
	for f := range a.files {
		if b.files[f] {
			return true
		}
	}
	_, may := a.Compare(b.Person)
	return !may
}

// agreed are the tenures in which two agree.
func (c crowd) agreed(a, b namesake) (tenures []string) {
	for _, x := range a.held {
		for _, y := range b.held {
			if sameOffice(a, x, b, y) && !c.shared(a, x, y) {
				tenures = append(tenures, x.tenure, y.tenure)
			}
		}
	}
	return tenures
}

// shared reports whether several others held one of two offices at one time with each other while both were held.
func (c crowd) shared(a namesake, x, y held) bool {
	from, to := max(x.from, y.from), min(x.to, y.to)
	from, to = min(from, to), max(from, to)
	return slices.ContainsFunc([]string{x.post, y.post}, func(post string) bool {
		return c.crowded[post] || othersAtOnce(c.holders[post], a.Keys[0], from, to) >= tooManyOthers
	})
}

// othersAtOnce is how many held an office at one time, at most, other than who has that name.
func othersAtOnce(holders []stint, name string, from, to edtf.Day) (most int) {
	others := slices.DeleteFunc(slices.Clone(holders), func(h stint) bool { return h.key == name || h.from > to || h.to < from })
	for _, h := range others { // the most are there when one has just begun
		at, there := max(h.from, from), map[string]bool{}
		for _, o := range others {
			if o.from <= at && o.to >= at {
				there[o.key] = true
			}
		}
		most = max(most, len(there))
	}
	return most
}

const (
	tooManyOthers = 2    // in an office at one time: a predecessor whose last day is known to the year may seem to be one
	maxHolders    = 1000 // of one post that are compared
	maxNameShared = 300  // officials of one name that are
)
