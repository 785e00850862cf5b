package identity

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// The rule: two officials are one person if their name, country and office agree (docs/ingest.md, "Identity of
// officials"). It compares officials as they were recorded. Its result depends on what is stored, not on the order of
// the files.

// Namesake is an official as it was recorded, without the merges since.
type Namesake struct {
	Person
	Nation Nation
	Held   []Held
	Files  map[string]bool // files that name it
}

// Held is an office with the first and the last day on which the official is known to have held it.
type Held struct {
	Tenure, Post, Title, Organization string
	Level                             graph.PostLevel
	Country                           Nation // whose office it is
	From, To                          edtf.Day
}

// Nation is a country with its name.
type Nation struct{ ID, Name string }

// KnownTime returns the first and the last day on which an office is known to have been held. If one end of the tenure
// is unknown, both days come from the other end.
func KnownTime(dates edtf.Date) (from, to edtf.Day) {
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

// touches reports whether two offices were held at one time, or one after the other without a gap.
func (h Held) touches(o Held) bool { return h.From <= o.To+1 && o.From <= h.To+1 }

// vague holds words of titles that many offices share, joining those that join words, and ofStates those that precede
// the name of a country.
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

// office returns the words of a title in alphabetical order, without the name of its country at the end. telling
// reports whether the words identify the office.
func office(title string, country Nation) (key string, telling bool) {
	all := slices.DeleteFunc(words(title), func(w string) bool { return joining[w] })
	own := slices.DeleteFunc(words(country.Name), func(w string) bool { return joining[w] })
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

// ofMany reports whether many hold the office at once, judged by its level and title.
func (h Held) ofMany() bool {
	return h.Level == "LEGISLATOR" || slices.ContainsFunc(words(h.Title), func(w string) bool { return w == "member" || w == "members" })
}

// sameOffice reports whether a's x and b's y are one office of one country, held at times that touch.
func sameOffice(a Namesake, x Held, b Namesake, y Held) bool {
	if !x.touches(y) || x.ofMany() || y.ofMany() || a.Nation.ID != "" && b.Nation.ID != "" && a.Nation.ID != b.Nation.ID {
		return false
	}
	in, of := a.nationOf(x), b.nationOf(y)
	if x.Post != y.Post && (in.ID == "" || in.ID != of.ID) {
		return false
	}
	title, telling := office(x.Title, in)
	other, alsoTelling := office(y.Title, of)
	sameOrganization := x.Organization != "" && slices.Equal(NameKeys(x.Organization), NameKeys(y.Organization))
	switch {
	case x.Post != y.Post && (title != other || title == ""):
		return false
	case sameOrganization:
		return true
	case x.Post != y.Post && x.Organization != "" && y.Organization != "":
		return false
	}
	return telling && alsoTelling
}

// nationOf returns the country of an office: the country of its holder, or else of its organization.
func (n Namesake) nationOf(h Held) Nation {
	if n.Nation.ID != "" {
		return n.Nation
	}
	return h.Country
}

// Block is a set of namesakes to compare, with the other holders of their posts.
type Block struct {
	All     []Namesake
	Holders map[string][]Stint // by post; none of a post with more than MaxHolders
	Crowded map[string]bool    // posts with more than MaxHolders
	Apart   map[string]bool    // officials whose merge with another of the block was undone
}

// Stint is the time in which somebody held a post.
type Stint struct {
	Key      string // of the holder's name
	From, To edtf.Day
}

// Cluster is a group of officials who are one person, with the tenures in which they agree.
type Cluster struct {
	IDs     []string // the official to keep comes first
	Tenures []string
}

// Groups returns the clusters of a block: officials who agree, directly or through others. A group in which two are
// distinct gives no cluster, because it is not known which of the others belong to which of the two.
func (c Block) Groups() (out []Cluster) {
	in := slices.DeleteFunc(slices.Clone(c.All), func(n Namesake) bool { return c.Apart[n.ID] })
	slices.SortFunc(in, func(a, b Namesake) int { return cmp.Compare(a.ID, b.ID) })
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

// connected returns the connected groups of at least two.
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

// whole returns the cluster of a group; ok is false if two of the group are distinct.
func whole(in []Namesake, group []int, agree map[[2]int][]string) (out Cluster, ok bool) {
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
	out.IDs = []string{in[keep].ID}
	for _, i := range group {
		if i != keep {
			out.IDs = append(out.IDs, in[i].ID)
		}
	}
	out.Tenures = slices.Sorted(maps.Keys(tenures))
	return out, true
}

// distinct reports whether two officials are known to be different: they have different Wikidata ids or countries,
// dates of birth or death that cannot be the same, or one file names both.
func distinct(a, b Namesake) bool {
	if a.Nation.ID != "" && b.Nation.ID != "" && a.Nation.ID != b.Nation.ID {
		return true
	}
	for f := range a.Files {
		if b.Files[f] {
			return true
		}
	}
	return a.contradicts(b.Person)
}

// agreed returns the tenures in which two officials agree.
func (c Block) agreed(a, b Namesake) (tenures []string) {
	for _, x := range a.Held {
		for _, y := range b.Held {
			if sameOffice(a, x, b, y) && !c.shared(a, x, y) {
				tenures = append(tenures, x.Tenure, y.Tenure)
			}
		}
	}
	return tenures
}

// shared reports whether several others held one of the two offices together while both were held.
func (c Block) shared(a Namesake, x, y Held) bool {
	from, to := max(x.From, y.From), min(x.To, y.To)
	from, to = min(from, to), max(from, to)
	return slices.ContainsFunc([]string{x.Post, y.Post}, func(post string) bool {
		return c.Crowded[post] || othersAtOnce(c.Holders[post], a.Keys[0], from, to) >= tooManyOthers
	})
}

// othersAtOnce returns the largest number of holders of an office at one time, without those of the given name.
func othersAtOnce(holders []Stint, name string, from, to edtf.Day) (most int) {
	others := slices.DeleteFunc(
		slices.Clone(holders),
		func(h Stint) bool { return h.Key == name || h.From > to || h.To < from },
	)
	for _, h := range others { // the most are there when one has just begun
		at, there := max(h.From, from), map[string]bool{}
		for _, o := range others {
			if o.From <= at && o.To >= at {
				there[o.Key] = true
			}
		}
		most = max(most, len(there))
	}
	return most
}

const (
	// Holders of an office at one time. A predecessor whose last day is known to the year may seem to be one of them.
	tooManyOthers = 2

	// MaxHolders bounds the holders of a post that are compared.
	MaxHolders = 1000
	// MaxNameShared bounds the officials of one name that are compared.
	MaxNameShared = 300
)
