package identity

import (
	"math"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// SameOffice: two officials are one person if their name, country and office agree (docs/ingest.md, "Identity of
// officials").

// Namesake is an official as it was recorded, without the merges since.
type Namesake struct {
	Person
	Nation Nation
	Held   []Held
	Files  map[string]bool // files that name it
	Active *Days           // from the first to the last event in which it takes part; nil if there is none
}

// Days are a first and a last day.
type Days struct{ From, To edtf.Day }

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

// Stint is the time in which somebody held a post.
type Stint struct {
	Key      string // of the holder's name
	From, To edtf.Day
}

// sameOffices links those of one name who agree in an office.
func (c Block) sameOffices(in []Namesake, agree links) {
	byName := map[string][]int{}
	for j, b := range in {
		name := strings.Join(b.Keys[:min(1, len(b.Keys))], "")
		for _, i := range byName[name] {
			if tenures := c.agreed(in[i], b); len(tenures) > 0 {
				agree.add(i, j, SameOffice, tenures...)
			}
		}
		byName[name] = append(byName[name], j)
	}
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
