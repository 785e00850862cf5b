package identity

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
)

// listed is an official known by name and country alone, with the time of its events.
func listed(tb testing.TB, name, country, active string) Namesake {
	tb.Helper()
	n := Namesake{Person: Person{Name: name, Country: country, Keys: NameKeys(name)}, Nation: Nation{ID: country}, Files: map[string]bool{"source:list": true}}
	n.ID = graph.OfficialNamed(name, country)
	if active != "" {
		from, to := KnownTime(dated(tb, active))
		n.Active = &Days{from, to}
	}
	return n
}

// identified is an official of Fiji that a file knows by an id of its own.
func identified(tb testing.TB, id, name, active string) Namesake {
	tb.Helper()
	n := listed(tb, name, "country:FJI", active)
	n.ID, n.Files = "official:"+id, map[string]bool{"source:register": true}
	if strings.HasPrefix(id, "Q") {
		n.Wikidata = id
	}
	return n
}

// groups are the names of each cluster, sorted.
func groups(c Block) (out []string) {
	names := map[string]string{}
	for _, n := range c.All {
		names[n.ID] = n.Name
	}
	for _, g := range c.Groups(SameName) {
		var one []string
		for _, id := range g.IDs {
			one = append(one, names[id])
		}
		slices.Sort(one)
		out = append(out, strings.Join(one, " = "))
	}
	slices.Sort(out)
	return out
}

func TestBlock_Groups_sameName(t *testing.T) {
	const fiji, peru = "country:FJI", "country:PER"
	in := func(name, country, active string) Namesake { return listed(t, name, country, active) }
	born := func(n Namesake, date string) Namesake { n.Born = dated(t, date); return n }
	called := func(n Namesake, other string) Namesake { n.Others = []string{other}; return n }
	for name, tt := range map[string]struct {
		all  []Namesake
		want []string
	}{
		"spelling":              {[]Namesake{in("Sergei Example", fiji, ""), in("Sergey Example", fiji, "")}, []string{"Sergei Example = Sergey Example"}},
		"two countries":         {[]Namesake{in("Sergei Example", fiji, ""), in("Sergey Example", peru, "")}, nil},
		"a register":            {[]Namesake{in("Sergei Example", fiji, ""), identified(t, "Q1", "Sergey Example", "")}, []string{"Sergei Example = Sergey Example"}},
		"two registers":         {[]Namesake{identified(t, "x-1", "Sergei Example", ""), identified(t, "Q1", "Sergey Example", "")}, nil},
		"born apart":            {[]Namesake{born(in("Sergei Example", fiji, ""), "1950"), born(in("Sergey Example", fiji, ""), "1960")}, nil},
		"a lifetime apart":      {[]Namesake{in("Sergei Example", fiji, "1900"), in("Sergey Example", fiji, "1965")}, nil},
		"a career apart":        {[]Namesake{in("Sergei Example", fiji, "1960"), in("Sergey Example", fiji, "2010")}, []string{"Sergei Example = Sergey Example"}},
		"another name":          {[]Namesake{in("Ann Miller", fiji, ""), called(identified(t, "Q1", "Anna Other", ""), "Ann Miller")}, []string{"Ann Miller = Anna Other"}},
		"a word of another":     {[]Namesake{in("Miller", fiji, "2001"), called(identified(t, "Q1", "Anna Other", "2001"), "Ann Miller")}, nil},
		"one word":              {[]Namesake{in("Mahathir", fiji, "2001/2003"), in("Mahathir Sample", fiji, "2002")}, []string{"Mahathir = Mahathir Sample"}},
		"one word, later":       {[]Namesake{in("Mahathir", fiji, "2001/2003"), in("Mahathir Sample", fiji, "2008")}, nil},
		"one word, no time":     {[]Namesake{in("Mahathir", fiji, ""), in("Mahathir Sample", fiji, "")}, nil},
		"ambiguous":             {[]Namesake{in("Bush", fiji, "2001"), in("Barbara Bush", fiji, "2001"), in("Neil Bush", fiji, "2001")}, nil},
		"ambiguous, not all":    {[]Namesake{in("Bush", fiji, "2001"), in("Barbara Bush", fiji, "2001"), in("Neil Bush", fiji, "2001"), in("Neill Bush", fiji, "2001")}, []string{"Neil Bush = Neill Bush"}},
		"told apart by time":    {[]Namesake{in("Bush", fiji, "2001"), in("Barbara Bush", fiji, "2001"), in("Neil Bush", fiji, "1980")}, []string{"Barbara Bush = Bush"}},
		"one of two ids":        {[]Namesake{in("Ann Miller", fiji, ""), identified(t, "Q1", "Ann Miller", ""), identified(t, "Q2", "Ann Miller", "")}, nil},
		"not the namesake":      {[]Namesake{born(in("Ann Miller", fiji, "2001"), "1950"), born(identified(t, "Q1", "Ann Miller", ""), "1960"), in("Miller", fiji, "2001")}, []string{"Ann Miller = Miller"}},
		"one of two, by a name": {[]Namesake{in("Ann Miller", fiji, ""), called(identified(t, "Q1", "Ann Miller", ""), "Bo Other"), identified(t, "Q2", "Ann Miller", ""), in("Bo Other", fiji, "")}, []string{"Ann Miller = Bo Other"}},
		"initials":              {[]Namesake{in("GW Bush", fiji, "2001"), in("George W. Bush", fiji, "2001"), in("George H. W. Bush", fiji, "2001")}, []string{"GW Bush = George W. Bush"}},
		"an initial":            {[]Namesake{in("F. Sample", fiji, "1940"), in("Franklin D. Sample", fiji, "1940"), in("Theodore Sample", fiji, "1940")}, []string{"F. Sample = Franklin D. Sample"}},
		"two numbers":           {[]Namesake{in("Taufa Tupou V", fiji, ""), in("King Taufa Tupou IV", fiji, "")}, nil},
		"no country":            {[]Namesake{in("Ann Miller", "", "2001"), in("Ann Miller", fiji, "2002")}, []string{"Ann Miller = Ann Miller"}},
		"no country, spelling":  {[]Namesake{in("Anne Miller", "", "2001"), in("Ann Miller", fiji, "2002")}, nil},
		"no country, later":     {[]Namesake{in("Ann Miller", "", "2001"), in("Ann Miller", fiji, "2012")}, nil},
		"no country, one word":  {[]Namesake{in("Miller", "", "2001"), in("Miller", fiji, "2002")}, nil},
		"either country":        {[]Namesake{in("Ann Miller", "", "2001"), in("Ann Miller", fiji, "2002"), in("Ann Miller", peru, "2002")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for range 3 {
				rand.Shuffle(len(tt.all), func(i, j int) { tt.all[i], tt.all[j] = tt.all[j], tt.all[i] })
				if d := gocmp.Diff(tt.want, groups(Block{All: tt.all})); d != "" {
					t.Error(d)
				}
			}
		})
	}
}

func TestBlock_Groups_decisions(t *testing.T) {
	a, b := listed(t, "Sergei Example", "country:FJI", ""), listed(t, "Sergey Example", "country:FJI", "")
	if got := (Block{All: []Namesake{a, b}}).Groups(); got != nil {
		t.Errorf("without the rule: %v", got)
	}
	if got := groups(Block{All: []Namesake{a, b}, Pairs: map[[2]string]bool{PairOf(a.ID, b.ID): true}}); got != nil {
		t.Errorf("two by decision: %v", got)
	}
	c := identified(t, "Q7", "Sergey Example", "")
	got := Block{All: []Namesake{a, c}}.Groups(SameName, SameOffice)
	if d := gocmp.Diff([]Cluster{{IDs: []string{c.ID, a.ID}, Rules: []Rule{SameName}}}, got); d != "" {
		t.Error(d)
	}
}

// A file that identifies two of a name tells them apart, also through a third.
func TestBlock_Groups_register(t *testing.T) {
	all := []Namesake{
		listed(t, "Ann Miller", "country:FJI", ""), identified(t, "x-1", "Ann Miller", ""), identified(t, "x-2", "Anne Miller", ""),
	}
	if got := groups(Block{All: all}); got != nil {
		t.Error(got)
	}
}
