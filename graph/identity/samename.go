package identity

import (
	"math"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// SameName: two officials of one country are one person if a list knows one of them by name alone and their names are
// the same. If the country of one is not known, their names have to be equal.

const (
	daysOfYear = 366
	// longestCareer bounds the time from the first to the last act of one person.
	longestCareer = 60 * daysOfYear
)

// listed reports whether an official is known by name and country alone, from lists that have no ids of people.
func (n Namesake) listed() bool {
	return n.Wikidata == "" && n.ID == graph.OfficialNamed(n.Name, n.Nation.ID)
}

// times are the days from the first to the last on which an official is known to have acted, or held an office. An
// office without an end ends it with its beginning.
func (n Namesake) times() (out Days, ok bool) {
	spans := make([]Days, 0, len(n.Held)+1)
	if n.Active != nil {
		spans = append(spans, *n.Active)
	}
	for _, h := range n.Held {
		spans = append(spans, Days{h.From, h.To})
	}
	for i, s := range spans {
		if i == 0 {
			out = s
		}
		out = Days{min(out.From, s.From), max(out.To, s.To)}
	}
	return out, len(spans) > 0
}

// apart returns the days between two times; 0 if they overlap. A time that lasts has no end.
func (d Days) apart(o Days) edtf.Day {
	first, second := d, o
	if second.From < first.From {
		first, second = second, first
	}
	if first.To >= math.MaxInt32-1 {
		return 0
	}
	return max(0, second.From-first.To)
}

// farFrom reports whether what two officials did is too far apart for one life.
func (n Namesake) farFrom(o Namesake) bool {
	a, ok := n.times()
	b, alsoOK := o.times()
	return ok && alsoOK && a.apart(b) > longestCareer
}

// atOneTime reports whether two officials are known to have acted at one time, or within a year.
func (n Namesake) atOneTime(o Namesake) bool {
	a, ok := n.times()
	b, alsoOK := o.times()
	return ok && alsoOK && a.apart(b) <= daysOfYear
}

// CountryKeys returns the keys under which a name is found among the officials of its country. Two names that are the
// same by Likeness.InOneCountry share one. They are those of BlockKeys and one for each word, since a name of one word
// is the same as others of its country with that word. Everyday words alone make no names the same.
func (n Name) CountryKeys() []string {
	keys := n.BlockKeys()
	for _, w := range n.blockWords() {
		if !w.initial && !everyday[w.text] {
			keys = append(keys, "w "+w.code())
		}
	}
	return distinctTexts(keys)
}

// naming applies SameName to a block.
type naming struct {
	Block
	in    []Namesake
	names [][]Name           // of each, its own first
	seen  map[[2]int]verdict // of pairs that were compared
}

// verdict is how the names of two officials compare.
type verdict struct {
	Verdict
	thin bool   // the names have so little in common that only their country makes them one
	by   [2]int // the names that were compared, of the official with the smaller index first
}

func newNaming(c Block, in []Namesake) *naming {
	n := &naming{Block: c, in: in, seen: map[[2]int]verdict{}}
	for _, p := range in {
		n.names = append(n.names, p.parsed())
	}
	return n
}

// compare compares all names of two officials. Only their own names may have little in common.
func (n *naming) compare(i, j int) verdict {
	i, j = min(i, j), max(i, j)
	pair := [2]int{i, j}
	if v, ok := n.seen[pair]; ok {
		return v
	}
	own := n.names[i][0].Compare(n.names[j][0])
	best := verdict{Verdict: own.InOneCountry().Verdict, thin: own.Verdict != Same}
	for x, a := range n.names[i] {
		for y, b := range n.names[j] {
			if (x > 0 || y > 0) && (best.Verdict != Same || best.thin) {
				if l := a.Compare(b); l.Verdict == Same {
					best = verdict{Verdict: Same, by: [2]int{x, y}}
				}
			}
		}
	}
	n.seen[pair] = best
	return best
}

// one reports whether two officials with a key in common are one person, as far as they alone are concerned.
func (n *naming) one(i, j int) bool {
	a, b := n.in[i], n.in[j]
	if n.distinct(a, b) {
		return false
	}
	if a.Nation.ID == "" || b.Nation.ID == "" {
		return fullKey(a) == fullKey(b) && a.atOneTime(b)
	}
	v := n.compare(i, j)
	return v.Verdict == Same && (!v.thin || a.atOneTime(b))
}

// nameOf returns which name of an official is another one's.
func (n *naming) nameOf(i, other int) int {
	if i < other {
		return n.compare(i, other).by[0]
	}
	return n.compare(i, other).by[1]
}

// two reports whether two officials who are one with a third are different persons. They are if they have the same name
// of the third, and their own are different.
func (n *naming) two(i, j, third int) bool {
	return n.nameOf(third, i) == n.nameOf(third, j) && n.compare(i, j).Verdict == Different || n.distinct(n.in[i], n.in[j])
}

// link links those who are one person. An official who is one with two others who are two is linked to neither of
// them: "Bush" is either of two presidents.
func (n *naming) link(agree links) {
	next := make([][]int, len(n.in))
	for _, pair := range n.pairs() {
		if i, j := pair[0], pair[1]; n.one(i, j) {
			next[i], next[j] = append(next[i], j), append(next[j], i)
		}
	}
	ambiguous := make([]bool, len(n.in))
	for i, others := range next {
		for at, j := range others {
			ambiguous[i] = ambiguous[i] || slices.ContainsFunc(others[:at], func(k int) bool { return n.two(j, k, i) })
		}
	}
	for i, others := range next {
		for _, j := range others {
			if i < j && !ambiguous[i] && !ambiguous[j] {
				agree.add(i, j, SameName)
			}
		}
	}
}

// fullKey is the key of a name of several words, under which officials of unknown countries are found; else empty.
func fullKey(n Namesake) string {
	if key := NameKeys(n.Name)[0]; strings.Contains(key, " ") {
		return key
	}
	return ""
}

// parsed are all names, its own first.
func (n Namesake) parsed() []Name {
	names := []Name{ParseName(n.Name)}
	for _, other := range n.Others {
		names = append(names, ParseName(other))
	}
	return names
}

// searchKeys returns the keys of an official: two who may be one by SameName share one of them.
func (n Namesake) searchKeys(names []Name) (keys []string) {
	if full := fullKey(n); full != "" {
		keys = append(keys, "= "+full)
	}
	for _, name := range names {
		if nation := n.Nation.ID; nation != "" {
			for _, k := range name.CountryKeys() {
				keys = append(keys, nation+" "+k)
			}
		}
	}
	return distinctTexts(keys)
}

// pairs returns the officials with a key in common, each pair once. One of each pair is known from lists.
func (n *naming) pairs() (out [][2]int) {
	all, listed := map[string][]int{}, map[string][]int{}
	for i, names := range n.names {
		for _, k := range n.in[i].searchKeys(names) {
			all[k] = append(all[k], i)
			if n.in[i].listed() {
				listed[k] = append(listed[k], i)
			}
		}
	}
	seen := map[[2]int]bool{}
	for k, some := range listed {
		for _, i := range some {
			for _, j := range all[k] {
				if pair := [2]int{min(i, j), max(i, j)}; i != j && !seen[pair] {
					seen[pair] = true
					out = append(out, pair)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return out
}

func distinctTexts(texts []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(texts)))
}
