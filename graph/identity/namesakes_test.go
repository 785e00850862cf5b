package identity

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"demarche/graph"
)

// holderOf is a namesake of a country who holds offices: "Title|dates|organization|level".
func holderOf(tb testing.TB, id, country string, offices ...string) Namesake {
	tb.Helper()
	n := Namesake{Person: person(tb, id, "Wang Yi", "", ""), Files: map[string]bool{"source:file-" + id: true}}
	if country != "" {
		n.Nation = Nation{"country:" + country, country}
	}
	for i, o := range offices {
		var title, organization, dates, level string
		parts := []*string{&title, &dates, &organization, &level}
		for at, part := range splitBy(o, '|') {
			*parts[at] = part
		}
		h := Held{Tenure: fmt.Sprintf("tenure:%s-%d", id, i), Post: "post:" + id + title, Title: title, Organization: organization, Level: graph.PostLevel(level)}
		h.From, h.To = KnownTime(dated(tb, dates))
		n.Held = append(n.Held, h)
	}
	return n
}

func splitBy(text string, by rune) (out []string) {
	start := 0
	for i, r := range text {
		if r == by {
			out, start = append(out, text[start:i]), i+1
		}
	}
	return append(out, text[start:])
}

func TestNamesakes(t *testing.T) {
	const minister, other = "Minister of Foreign Affairs|2013-03/2022-12", "Foreign Affairs Minister of China|2015/2016"
	a, b := holderOf(t, "n-1", "China", minister), holderOf(t, "n-2", "China", other)
	with := func(n Namesake, change func(*Namesake)) Namesake {
		n.Held = append([]Held{}, n.Held...)
		change(&n)
		return n
	}
	for name, tt := range map[string]struct {
		all  []Namesake
		want string
	}{
		"they agree":             {[]Namesake{a, b}, "[n-1 n-2]"},
		"a Wikidata id":          {[]Namesake{a, holderOf(t, "Q19187", "China", other)}, "[Q19187 n-1]"},
		"two Wikidata ids":       {[]Namesake{holderOf(t, "Q1", "China", minister), holderOf(t, "Q19187", "China", other)}, ""},
		"another country":        {[]Namesake{a, holderOf(t, "n-2", "Japan", minister)}, ""},
		"no country":             {[]Namesake{a, holderOf(t, "n-2", "", minister)}, ""},
		"no country, one post":   {[]Namesake{a, with(holderOf(t, "n-2", "", minister), func(n *Namesake) { n.Held[0].Post = a.Held[0].Post })}, "[n-1 n-2]"},
		"the country of a post":  {[]Namesake{a, with(holderOf(t, "n-2", "", minister), func(n *Namesake) { n.Held[0].Country = a.Nation })}, "[n-1 n-2]"},
		"another office":         {[]Namesake{a, holderOf(t, "n-2", "China", "Minister of Defence|2013/2022")}, ""},
		"one after the other":    {[]Namesake{a, holderOf(t, "n-2", "China", "Minister of Foreign Affairs|2023-01/..")}, "[n-1 n-2]"},
		"later":                  {[]Namesake{a, holderOf(t, "n-2", "China", "Minister of Foreign Affairs|2023-02/..")}, ""},
		"an end is not known":    {[]Namesake{a, holderOf(t, "n-2", "China", "Minister of Foreign Affairs|1998/")}, ""},
		"a start in its time":    {[]Namesake{a, holderOf(t, "n-2", "China", "Minister of Foreign Affairs|2014/")}, "[n-1 n-2]"},
		"a start is not known":   {[]Namesake{a, holderOf(t, "n-2", "China", "Minister of Foreign Affairs|/2014")}, "[n-1 n-2]"},
		"it lasts":               {[]Namesake{a, holderOf(t, "n-2", "China", "Minister of Foreign Affairs|1998/..")}, "[n-1 n-2]"},
		"legislators":            {[]Namesake{holderOf(t, "n-1", "China", "Deputy for Hunan|2013||LEGISLATOR"), holderOf(t, "n-2", "China", "Deputy for Hunan|2013||LEGISLATOR")}, ""},
		"members":                {[]Namesake{holderOf(t, "n-1", "China", "Member of the State Council|2013"), holderOf(t, "n-2", "China", "Member of the State Council|2013")}, ""},
		"a title that many have": {[]Namesake{holderOf(t, "n-1", "China", "Vice Minister|2013"), holderOf(t, "n-2", "China", "Vice Minister|2013")}, ""},
		"of one organization":    {[]Namesake{holderOf(t, "n-1", "China", "Chairman|2013|Bank of China"), holderOf(t, "n-2", "China", "Chairman|2013|BANK of China")}, "[n-1 n-2]"},
		"of two organizations":   {[]Namesake{holderOf(t, "n-1", "China", "Chairman|2013|Bank of China"), holderOf(t, "n-2", "China", "Chairman|2013|PetroChina")}, ""},
		"heads of state":         {[]Namesake{holderOf(t, "n-1", "China", "President of the People's Republic of China|2013/.."), holderOf(t, "n-2", "China", "President of China|2013/..")}, "[n-1 n-2]"},
		"two dates of birth": {[]Namesake{
			with(a, func(n *Namesake) { n.Born = dated(t, "1953") }), with(b, func(n *Namesake) { n.Born = dated(t, "1960") }),
		}, ""},
		"one file names both": {[]Namesake{a, with(b, func(n *Namesake) { n.Files = a.Files })}, ""},
		"three":               {[]Namesake{a, b, holderOf(t, "n-3", "China", minister)}, "[n-1 n-2 n-3]"},
		"one of three is two": {[]Namesake{a, b, with(holderOf(t, "n-3", "China", minister), func(n *Namesake) { n.Files = a.Files })}, ""},
		"each with the next": {[]Namesake{
			holderOf(t, "n-1", "China", "Minister of Foreign Affairs|2013"), holderOf(t, "n-2", "China", "Minister of Foreign Affairs|2014"),
			holderOf(t, "n-3", "China", "Minister of Foreign Affairs|2015"),
		}, "[n-1 n-2 n-3]"},
		"two and two": {[]Namesake{a, b, holderOf(t, "n-3", "Japan", minister), holderOf(t, "n-4", "Japan", minister)}, "[n-1 n-2] [n-3 n-4]"},
	} {
		t.Run(name, func(t *testing.T) {
			for range 3 {
				rand.Shuffle(len(tt.all), func(i, j int) { tt.all[i], tt.all[j] = tt.all[j], tt.all[i] })
				if got := said(Block{All: tt.all}); got != tt.want {
					t.Errorf("%s, want %s", got, tt.want)
				}
			}
		})
	}
	if got := said(Block{All: []Namesake{a, b}, Apart: map[string]bool{b.ID: true}}); got != "" {
		t.Errorf("taken apart: %s", got)
	}
}

func said(c Block) (out string) {
	for i, g := range c.Groups() {
		if i > 0 {
			out += " "
		}
		short := make([]string, len(g.IDs))
		for n, id := range g.IDs {
			short[n] = id[len("official:"):]
		}
		out += fmt.Sprint(short)
	}
	return out
}

// An office that several others held meanwhile, at one time, is one of many.
func TestNamesakes_shared(t *testing.T) {
	a, b := holderOf(t, "n-1", "China", "Premier|2013/2018"), holderOf(t, "n-2", "China", "Premier|2015/2016")
	of := func(dates ...string) (out []Stint) {
		for i, d := range dates {
			from, to := KnownTime(dated(t, d))
			out = append(out, Stint{fmt.Sprint("other", i), from, to})
		}
		return out
	}
	for name, tt := range map[string]struct {
		others []Stint
		want   string
	}{
		"one before and one after":  {of("2003/2013", "2018/.."), "[n-1 n-2]"},
		"one beside them":           {of("2003/2020"), "[n-1 n-2]"},
		"two before, at one time":   {of("2003/2008", "2005/2010"), "[n-1 n-2]"},
		"two beside them":           {of("2003/2020", "2014/2016"), ""},
		"two beside, in turn":       {of("2003/2015-03", "2015-05/2020"), "[n-1 n-2]"},
		"of one name, in two files": {append(of("2003/2020"), of("2003/2020")...), "[n-1 n-2]"},
	} {
		t.Run(name, func(t *testing.T) {
			c := Block{All: []Namesake{a, b}, Holders: map[string][]Stint{b.Held[0].Post: tt.others}}
			if got := said(c); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
	if got := said(Block{All: []Namesake{a, b}, Crowded: map[string]bool{a.Held[0].Post: true}}); got != "" {
		t.Errorf("a thousand: %s", got)
	}
}
