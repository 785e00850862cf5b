package identity

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed nicknames.txt
var nicknamesFile string

//go:embed givennames.txt
var givenNamesFile string

// givenNames are groups of given names, by each of their names.
type givenNames struct {
	groups map[string]nameGroups
	full   map[int]string // the full name of each group of short forms
}

// nameGroups are the groups to which a name belongs.
type nameGroups struct {
	short, // a name with its short forms
	slavic, // the forms of one name in East and South Slavic languages
	forms []int // the forms of one name in several languages
}

// knownGivenNames parses the tables on first use.
var knownGivenNames = sync.OnceValue(func() givenNames {
	names := givenNames{map[string]nameGroups{}, map[int]string{}}
	number := 0
	for line := range strings.Lines(nicknamesFile + givenNamesFile) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch kind {
		case "#", "":
			continue
		case "short", "slavic", "forms":
		default: // a line of the English table: a name and its short forms
			kind, rest = "short", line
		}
		number++
		members := strings.Fields(rest)
		names.full[number] = members[0]
		for _, name := range members {
			in := names.groups[name]
			switch kind {
			case "short":
				in.short = append(in.short, number)
			case "slavic":
				in.slavic = append(in.slavic, number)
			default:
				in.forms = append(in.forms, number)
			}
			names.groups[name] = in
		}
	}
	return names
})

// of returns the groups of a name.
func (g givenNames) of(name string) nameGroups { return g.groups[name] }

// fullNames returns the names of which a name is a short form.
func (g givenNames) fullNames(name string) (out []string) {
	for _, group := range g.groups[name].short {
		if full := g.full[group]; full != name {
			out = append(out, full)
		}
	}
	return out
}

// meet reports whether two lists of groups have one in common.
func meet(a, b []int) bool {
	return slices.ContainsFunc(a, func(group int) bool { return slices.Contains(b, group) })
}
