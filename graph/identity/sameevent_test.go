package identity

import (
	"math/rand/v2"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
)

// telling is an event as an invented record tells it: "VISIT|dates|place, country|cast|records", where the cast is
// "GUEST ann FJI, HOST PER" and records are "file:12".
func telling(tb testing.TB, id, text string) Telling {
	tb.Helper()
	parts := strings.Split(text, "|")
	t := Telling{ID: "event:" + id, Kind: graph.EventKind(parts[0]), Date: dated(tb, parts[1])}
	if parts[2] != "" {
		name, country, _ := strings.Cut(parts[2], ", ")
		t.Place = Where{ID: "place:" + strings.ToLower(name), Name: name, Country: "country:" + country}
		if country == "" {
			t.Place.Country = ""
		}
	}
	for member := range strings.SplitSeq(parts[3], ", ") {
		words := strings.Fields(member)
		a := Actor{ID: "country:" + words[1], Roles: []graph.Role{graph.Role(words[0])}}
		if strings.ToUpper(words[1]) != words[1] {
			a.ID = "official:" + words[1]
		}
		if len(words) > 2 {
			a.Country = "country:" + words[2]
		}
		t.Cast = append(t.Cast, a)
	}
	for record := range strings.SplitSeq(parts[4], ", ") {
		source, id, _ := strings.Cut(record, ":")
		t.Records = append(t.Records, Record{"source:" + source, id})
	}
	return t
}

// tellings are those of some texts, called a, b, c and so on.
func tellings(tb testing.TB, texts ...string) (out []Telling) {
	tb.Helper()
	for i, text := range texts {
		out = append(out, telling(tb, string(rune('a'+i)), text))
	}
	return out
}

func happenings(all []Telling, apart map[[2]string]bool) (out []string) {
	for _, h := range SameEvents(all, apart) {
		out = append(out, strings.ReplaceAll(strings.Join(h.IDs, " "), "event:", ""))
	}
	return out
}

func TestSameEvents(t *testing.T) {
	const visit = "VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST PER|one:1"
	for name, tt := range map[string]struct {
		texts []string
		want  []string
	}{
		"two files":              {[]string{visit, "VISIT|2001-03-05/2001-03-07|Lima, PER|GUEST ann FJI, HOST bo PER|two:1"}, []string{"a b"}},
		"other dates of one":     {[]string{visit, "VISIT|2001-03-04/2001-03-06||GUEST ann FJI, HOST PER|two:1"}, []string{"a b"}},
		"a day later":            {[]string{visit, "VISIT|2001-03-08||GUEST ann FJI, HOST PER|two:1"}, []string{"a b"}},
		"two days later":         {[]string{visit, "VISIT|2001-03-09||GUEST ann FJI, HOST PER|two:1"}, nil},
		"an unknown end":         {[]string{visit, "VISIT|2001-03-05/||GUEST ann FJI, HOST PER|two:1"}, []string{"a b"}},
		"a month":                {[]string{visit, "VISIT|2001-03||GUEST ann FJI, HOST PER|two:1"}, nil},
		"another guest":          {[]string{visit, "VISIT|2001-03-05/2001-03-07||GUEST cy FJI, HOST PER|two:1"}, nil},
		"another guest as well":  {[]string{visit, "VISIT|2001-03-05/2001-03-07||GUEST ann FJI, GUEST cy FJI, HOST PER|two:1"}, []string{"a b"}},
		"a guest each":           {[]string{"VISIT|2001-03-05||GUEST ann FJI, GUEST bo FJI, HOST PER|one:1", "VISIT|2001-03-05||GUEST ann FJI, GUEST cy FJI, HOST PER|two:1"}, nil},
		"another country":        {[]string{visit, "VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST CHL|two:1"}, nil},
		"the country of a place": {[]string{visit, "VISIT|2001-03-05/2001-03-07|Quito, ECU|GUEST ann FJI, HOST PER|two:1"}, nil},
		"another kind":           {[]string{visit, "CEREMONY|2001-03-05/2001-03-07||GUEST ann FJI, HOST PER|two:1"}, nil},
		"one file":               {[]string{visit, "VISIT|2001-03-05/2001-03-06||GUEST ann FJI, HOST PER|one:2"}, nil},
		"one record":             {[]string{visit, "VISIT|2001-03-07/2001-03-09||GUEST ann FJI, HOST PER|one:1"}, []string{"a b"}},
		"no records":             {[]string{"VISIT|2001-03-05||GUEST ann FJI, HOST PER|one", "VISIT|2001-03-05||GUEST ann FJI, HOST PER|two"}, nil},
		"the nearer of two":      {[]string{visit, "VISIT|2001-03-04||GUEST ann FJI, HOST PER|two:1", "VISIT|2001-03-05/2001-03-06||GUEST ann FJI, HOST PER|two:2"}, []string{"a c"}},
		"a day in common first":  {[]string{"VISIT|2001-03-08/2001-03-09||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-03/2001-03-08||GUEST ann FJI, HOST PER|two:1", "VISIT|2001-03-06/2001-03-07||GUEST ann FJI, HOST PER|two:2"}, []string{"a b"}},
		"none of two as near":    {[]string{visit, "VISIT|2001-03-05/2001-03-06||GUEST ann FJI, HOST PER|two:1", "VISIT|2001-03-06/2001-03-07||GUEST ann FJI, HOST PER|two:2"}, nil},
		"two as near, one place": {[]string{"VISIT|2001-03-05|Lima, PER|GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-04|Cusco, PER|GUEST ann FJI, HOST PER|two:1", "VISIT|2001-03-06|Lima, PER|GUEST ann FJI, HOST PER|two:2"}, []string{"a c"}},
		"nearer to another":      {[]string{visit, "VISIT|2001-03-08/2001-03-09||GUEST ann FJI, HOST PER|one:2", "VISIT|2001-03-07/2001-03-09||GUEST ann FJI, HOST PER|two:1"}, []string{"b c"}},
		"three files":            {[]string{visit, "VISIT|2001-03-05/2001-03-06||GUEST ann FJI, HOST PER|two:1", "VISIT|2001-03-06/2001-03-07||GUEST ann FJI, HOST PER|three:1"}, []string{"a b c"}},
		"no chain":               {[]string{"VISIT|2001-03-05||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-06||GUEST ann FJI, HOST PER|two:1", "VISIT|2001-03-07||GUEST ann FJI, HOST PER|one:2", "VISIT|2001-03-07||GUEST ann FJI, HOST PER|three:1"}, []string{"c d"}},
		"countries, same dates":  {[]string{visit, "VISIT|2001-03-05/2001-03-07||GUEST FJI, HOST PER|two:1"}, []string{"a b"}},
		"countries, other dates": {[]string{visit, "VISIT|2001-03-05/2001-03-06||GUEST FJI, HOST PER|two:1"}, nil},
		"countries, a day":       {[]string{"VISIT|2001-03-05||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-05||GUEST FJI, HOST PER|two:1"}, nil},
		"countries, a place":     {[]string{"VISIT|2001-03-05|Lima, PER|GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-05|Lima, PER|GUEST FJI, HOST PER|two:1"}, []string{"a b"}},
		"other countries":        {[]string{visit, "VISIT|2001-03-05/2001-03-07||GUEST CHL, HOST PER|two:1"}, nil},
		"a meeting":              {[]string{"MEETING|2001-03-05||GUEST ann FJI, HOST bo PER, COMPANION cy PER|one:1", "MEETING|2001-03-05|Lima, PER|PARTICIPANT ann FJI, PARTICIPANT bo PER|two:1"}, []string{"a b"}},
		"a meeting a day later":  {[]string{"MEETING|2001-03-05||GUEST ann FJI, HOST bo PER|one:1", "MEETING|2001-03-06||GUEST ann FJI, HOST bo PER|two:1"}, nil},
		"two hosts":              {[]string{"MEETING|2001-03-05||GUEST ann FJI, HOST bo PER|one:1", "MEETING|2001-03-05||GUEST ann FJI, HOST cy PER|two:1"}, nil},
		"one side only":          {[]string{"MEETING|2001-03-05||HOST cy PER, HOST bo PER|one:1", "MEETING|2001-03-05||HOST bo PER, HOST cy PER|two:1"}, nil},
		"two places":             {[]string{"MEETING|2001-03-05|Lima, PER|GUEST ann FJI, HOST bo PER|one:1", "MEETING|2001-03-05|Suva, FJI|GUEST bo PER, HOST ann FJI|two:1"}, nil},
		"countries meet":         {[]string{"MEETING|2001-03-05|Lima, PER|GUEST FJI, HOST PER|one:1", "MEETING|2001-03-05|Lima, PER|GUEST FJI, HOST PER|two:1"}, []string{"a b"}},
		"countries meet, where":  {[]string{"MEETING|2001-03-05||GUEST FJI, HOST PER|one:1", "MEETING|2001-03-05||GUEST FJI, HOST PER|two:1"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			all := tellings(t, tt.texts...)
			for range 3 {
				rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
				if d := gocmp.Diff(tt.want, happenings(all, nil)); d != "" {
					t.Error(d)
				}
			}
		})
	}
}

func TestSameEvents_decisions(t *testing.T) {
	all := tellings(t, "VISIT|2001-03-05||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-05||GUEST ann FJI, HOST PER|two:1")
	if got := happenings(all, map[[2]string]bool{PairOf("event:a", "event:b"): true}); got != nil {
		t.Errorf("two by decision: %v", got)
	}
	all[1].PartOf = "event:a"
	if got := happenings(all, nil); got != nil {
		t.Errorf("a part and its whole: %v", got)
	}
}

// A list of days tells of stays, and not of visits.
func TestSameEvents_ofDays(t *testing.T) {
	all := tellings(t, "VISIT|2001-03-05||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-05|Lima, PER|GUEST ann FJI, HOST PER|two:1")
	all[1].ID = graph.EngagementID + "b"
	if got := happenings(all, nil); got != nil {
		t.Error(got)
	}
}

// Tellings that may be one share a key, and are near to each other.
func TestTelling_Keys(t *testing.T) {
	for _, texts := range [][2]string{
		{"VISIT|2001-03-05||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-06|Lima, PER|GUEST ann FJI, GUEST bo FJI|two:1"},
		{"VISIT|2001-03-05/2001-03-06||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-05/2001-03-06||GUEST FJI, HOST PER|two:1"},
		{"MEETING|2001-03-05||GUEST ann FJI, HOST bo PER|one:1", "MEETING|2001-03-05||GUEST ann FJI, HOST bo PER|two:1"},
		{"MEETING|2001-03-05|Lima, PER|GUEST FJI, HOST PER|one:1", "MEETING|2001-03-05|Lima, PER|PARTICIPANT PER, PARTICIPANT FJI|two:1"},
	} {
		a, b := telling(t, "a", texts[0]), telling(t, "b", texts[1])
		near, ok := a.Near()
		days, _ := b.days()
		if !share(a.Keys(), b.Keys()) || !ok || days.From > near.To || days.To < near.From {
			t.Errorf("%v: keys %v and %v, days %v", texts, a.Keys(), b.Keys(), near)
		}
	}
	if got := telling(t, "a", "STATEMENT|2001-03-05||SPEAKER ann FJI, HOST PER|one:1").Keys(); got != nil {
		t.Error(got)
	}
}

// What keys bring together is compared as a whole: two may share one of several keys.
func TestTelling_compatible(t *testing.T) {
	const visit = "VISIT|2001-03-05/2001-03-06|Lima, PER|GUEST ann FJI, HOST PER|one:1"
	for name, other := range map[string]string{
		"kind":       "CEREMONY|2001-03-05/2001-03-06|Lima, PER|GUEST ann FJI, HOST PER|two:1",
		"country":    "VISIT|2001-03-05/2001-03-06|Quito, ECU|GUEST ann FJI, HOST PER|two:1",
		"dates":      "VISIT|2001-03-05/2001-03-07|Lima, PER|GUEST FJI, HOST PER|two:1",
		"the guests": "VISIT|2001-03-05/2001-03-06|Lima, PER|GUEST FJI, GUEST CHL, HOST PER|two:1",
	} {
		if _, ok := telling(t, "a", visit).compatible(telling(t, "b", other)); ok {
			t.Errorf("%s: they are compatible", name)
		}
	}
	const meeting = "MEETING|2001-03-05||GUEST ann FJI, HOST bo PER|one:1"
	if _, ok := telling(t, "a", meeting).compatible(telling(t, "b", strings.Replace(meeting, "05||", "06||", 1))); ok {
		t.Error("meetings of two days are compatible")
	}
}
