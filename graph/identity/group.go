package identity

import (
	"cmp"
	"maps"
	"slices"
)

// Which officials are one person. The rules compare officials as they were recorded. Their result depends on what is
// stored, not on the order of the files.

// Block is a set of namesakes to compare, with the other holders of their posts.
type Block struct {
	All     []Namesake
	Holders map[string][]Stint // by post; none of a post with more than MaxHolders
	Crowded map[string]bool    // posts with more than MaxHolders
	Apart   map[string]bool    // officials whose merge with another of the block was undone
	Pairs   map[[2]string]bool // pairs that are two by decision, as PairOf returns them
}

// Cluster is a group of officials who are one person, with the tenures in which they agree.
type Cluster struct {
	IDs     []string // the official to keep comes first
	Rules   []Rule   // that led to it, in alphabetical order
	Tenures []string
}

// link is why two officials are one person.
type link struct {
	rules   []Rule
	tenures []string
}

// links are the links of a block's officials, by their indices, the smaller first.
type links map[[2]int]link

func (l links) add(i, j int, rule Rule, tenures ...string) {
	at := [2]int{min(i, j), max(i, j)}
	l[at] = link{append(l[at].rules, rule), append(l[at].tenures, tenures...)}
}

// Groups returns the clusters of a block by some rules, SameOffice if none is named: officials who agree, directly or
// through others. A group in which two are distinct gives no cluster, because it is not known which of the others
// belong to which of the two.
func (c Block) Groups(rules ...Rule) (out []Cluster) {
	if len(rules) == 0 {
		rules = []Rule{SameOffice}
	}
	in := slices.DeleteFunc(slices.Clone(c.All), func(n Namesake) bool { return c.Apart[n.ID] })
	slices.SortFunc(in, func(a, b Namesake) int { return cmp.Compare(a.ID, b.ID) })
	agree := links{}
	for _, rule := range rules {
		switch rule { //nolint:exhaustive // the others are about events
		case SameOffice:
			c.sameOffices(in, agree)
		case SameName:
			newNaming(c, in).link(agree)
		}
	}
	next := make([][]int, len(in))
	for pair := range agree {
		i, j := pair[0], pair[1]
		next[i], next[j] = append(next[i], j), append(next[j], i)
	}
	for _, group := range connected(next) {
		if one, ok := c.whole(in, group, agree); ok {
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
func (c Block) whole(in []Namesake, group []int, agree links) (out Cluster, ok bool) {
	tenures, rules := map[string]bool{}, map[Rule]bool{}
	for at, j := range group {
		for _, i := range group[:at] {
			if c.distinct(in[i], in[j]) {
				return out, false
			}
			one := agree[[2]int{i, j}]
			for _, t := range one.tenures {
				tenures[t] = true
			}
			for _, r := range one.rules {
				rules[r] = true
			}
		}
	}
	keep := slices.MinFunc(group, func(i, j int) int { return in[i].toKeep(in[j]) })
	out.IDs = []string{in[keep].ID}
	for _, i := range group {
		if i != keep {
			out.IDs = append(out.IDs, in[i].ID)
		}
	}
	out.Tenures, out.Rules = slices.Sorted(maps.Keys(tenures)), slices.Sorted(maps.Keys(rules))
	return out, true
}

// toKeep orders officials who are one person. The one with a Wikidata id comes first, then those who are not known by
// name alone. Of those who are, the one with the longest name comes first, then the one whose id sorts first.
func (n Namesake) toKeep(o Namesake) int {
	longer := 0
	if n.listed() && o.listed() {
		longer = len(o.Name) - len(n.Name)
	}
	return cmp.Or(
		first(n.Wikidata != "", o.Wikidata != ""), first(!n.listed(), !o.listed()), longer, cmp.Compare(n.ID, o.ID),
	)
}

// distinct reports whether two officials are known to be different: somebody decided so, they have different Wikidata
// ids or countries, dates of birth or death that cannot be the same, lives too far apart, or one file tells them apart.
func (c Block) distinct(a, b Namesake) bool {
	if c.Pairs[PairOf(a.ID, b.ID)] || a.Nation.ID != "" && b.Nation.ID != "" && a.Nation.ID != b.Nation.ID {
		return true
	}
	// A list that knows people by name alone writes one person in several ways.
	if !a.listed() || !b.listed() {
		for f := range a.Files {
			if b.Files[f] {
				return true
			}
		}
	}
	return a.contradicts(b.Person) || a.farFrom(b)
}
