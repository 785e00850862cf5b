package identity

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
)

func person(tb testing.TB, id, name, country, born string) Person {
	tb.Helper()
	p := Person{ID: "official:" + id, Name: name, Country: country, Keys: NameKeys(name), Offices: map[string][]graph.Span{}}
	if id[0] == 'Q' {
		p.Wikidata = id
	}
	if born != "" {
		p.Born = dated(tb, born)
	}
	return p
}

func dated(tb testing.TB, text string) edtf.Date {
	tb.Helper()
	d, err := edtf.Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func holding(p Person, dates edtf.Date) Person {
	p.Offices = map[string][]graph.Span{"post:fm": {graph.SpanOf("", dates)}}
	return p
}

func TestNameKeys(t *testing.T) {
	for _, same := range [][2]string{
		{"Kim Jong-un", "Kim Jong Un"},
		{"Kim Jong-un", "KIM Jong-Un"},
		{"Kim Jong Un", "Jong Un Kim"},
		{"José Álvarez", "Jose Alvarez"},
		{"Kim Jongun", "Kim Jong Un"},
		{"O'Neill, Paul", "Paul O’Neill"},
		{"김정은", "김정은"},
		{"Ким Чен Ын", "ким чен ын"},
	} {
		a, b := NameKeys(same[0]), NameKeys(same[1])
		if a[0] != b[0] && a[1] != b[1] {
			t.Errorf("%q and %q: %q, %q", same[0], same[1], a, b)
		}
	}
	for _, other := range [][2]string{{"Wang Yi", "Wang Yin"}, {"Kim Jong-un", "Kim Jong-il"}, {"王毅", "王一"}} {
		if a, b := NameKeys(other[0]), NameKeys(other[1]); a[0] == b[0] || a[1] == b[1] {
			t.Errorf("%q and %q: %q, %q", other[0], other[1], a, b)
		}
	}
}

func TestCandidates(t *testing.T) {
	const china, korea = "country:CHN", "country:PRK"
	minister := dated(t, "2013-03-16/2022-12-30")
	for name, tt := range map[string]struct {
		a, b Person
		want string
	}{
		"alike in all": {
			holding(person(t, "n-1", "WANG Yi", china, "1953"), dated(t, "2013/2022")), holding(person(t, "Q19187", "Wang Yi", china, "1953-10-08"), minister),
			"1.00 official:Q19187 official:n-1 [same name same country born on the same date, as far as it is known both held post:fm at one time]",
		},
		"name and country":    {person(t, "n-2", "Kim Jong Un", korea, ""), person(t, "n-1", "Kim Jong-un", korea, ""), "0.70 official:n-1 official:n-2 [same name same country]"},
		"a name alone":        {person(t, "n-1", "Kim Jong Un", "", ""), person(t, "Q1", "Kim Jong-un", korea, ""), "0.50 official:Q1 official:n-1 [same name]"},
		"another country":     {person(t, "n-1", "Kim Jong Un", china, ""), person(t, "n-2", "Kim Jong-un", korea, ""), "0.10 official:n-1 official:n-2 [same name different countries]"},
		"two Wikidata ids":    {person(t, "Q1", "Wang Yi", china, ""), person(t, "Q2", "Wang Yi", china, ""), ""},
		"two dates of birth":  {person(t, "n-1", "Wang Yi", china, "1953"), person(t, "n-2", "Wang Yi", china, "1960"), ""},
		"other names":         {person(t, "n-1", "Wang Yi", china, ""), person(t, "n-2", "Wang Yin", china, ""), ""},
		"another script":      {person(t, "n-1", "Kim Chŏng-ŭn", korea, ""), person(t, "Q56226", "김정은", korea, ""), "0.60 official:Q56226 official:n-1 [names alike: same Korean reading same country]"},
		"an everyday form":    {person(t, "n-1", "Bill Clinton", "", ""), person(t, "n-2", "William J. Clinton", "", ""), "0.40 official:n-1 official:n-2 [names alike: short form: bill, william; one name lacks: j]"},
		"one after the other": {holding(person(t, "n-1", "Wang Yi", china, ""), dated(t, "2000/2005")), holding(person(t, "n-2", "Wang Yi", china, ""), minister), "0.70 official:n-1 official:n-2 [same name same country]"},
		"an alias, and no more": {func() Person {
			p := person(t, "n-1", "王毅", "", "")
			p.Keys = append(p.Keys, NameKeys("Wang Yi")...)
			return p
		}(), person(t, "n-2", "Wang Yi", "", ""), "0.40 official:n-1 official:n-2 [one's name is another name of the other's]"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, people := range [][]Person{{tt.a, tt.b}, {tt.b, tt.a}} {
				got := ""
				for _, c := range Candidates(people, 0, map[[2]string]bool{}) {
					got += fmt.Sprintf("%.2f %s %s %v", c.Score, c.Keep.ID, c.Merge.ID, c.Reasons)
				}
				if got != tt.want {
					t.Errorf("%s, want %s", got, tt.want)
				}
			}
		})
	}
	// Three people named Wang Yi with many known facts stay three, and an undone merge is not offered again.
	wangs := []Person{person(t, "Q1", "Wang Yi", china, "1953"), person(t, "Q2", "Wang Yi", china, "1960"), person(t, "n-3", "Wang Yi", china, "1970")}
	if got := Candidates(wangs, 0, map[[2]string]bool{}); len(got) > 0 {
		t.Errorf("%+v", got)
	}
	if got := Candidates(wangs[:1:1], 0, map[[2]string]bool{}); len(got) > 0 {
		t.Errorf("%+v", got)
	}
	twice := []Person{person(t, "n-1", "Wang Yi", "", ""), person(t, "n-2", "Wang Yi", "", "")}
	if got := Candidates(twice, 0, map[[2]string]bool{{"official:n-1", "official:n-2"}: true}); len(got) > 0 {
		t.Errorf("%+v", got)
	}
}

// A thousand namesakes among many people cost no square of their number.
func TestCandidates_many(t *testing.T) {
	var people []Person
	for i := range 20_000 {
		p := person(t, fmt.Sprintf("n-%05d", i), fmt.Sprintf("Official %d", i/2), fmt.Sprintf("country:%d", i%40/2), "")
		if i < 1000 {
			p.Keys = NameKeys("Wang Yi")
		}
		people = append(people, p)
	}
	start := time.Now()
	found := Candidates(people, 0.5, map[[2]string]bool{})
	t.Logf("%d candidates in %v", len(found), time.Since(start))
	if n := len(found); n < 9500 || n > 9500+20*50*50 {
		t.Errorf("%d candidates", n)
	}
	if !slices.IsSortedFunc(found, ByScore) {
		t.Error("they are not in order")
	}
	if d := cmp.Diff("official:n-00000", found[0].Keep.ID); d != "" {
		t.Error(d)
	}
}
