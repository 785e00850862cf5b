package identity

import (
	"math/rand/v2"
	"strings"
	"testing"

	"demarche/graph"
)

func TestWithin(t *testing.T) {
	const meeting = "MEETING|2001-03-06|Lima, PER|GUEST ann FJI, HOST bo PER, COMPANION cy FJI|list:1"
	for name, tt := range map[string]struct {
		meeting string
		visits  []string
		want    string
	}{
		"inside":               {meeting, []string{"VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST PER|one:1"}, "a CERTAIN"},
		"a day after":          {meeting, []string{"VISIT|2001-03-04/2001-03-05||GUEST ann FJI, HOST PER|one:1"}, "a POSSIBLE"},
		"two days after":       {meeting, []string{"VISIT|2001-03-03/2001-03-04||GUEST ann FJI, HOST PER|one:1"}, ""},
		"an unknown day":       {meeting, []string{"VISIT|2001-03||GUEST ann FJI, HOST PER|one:1"}, ""},
		"another guest":        {meeting, []string{"VISIT|2001-03-05/2001-03-07||GUEST dee FJI, HOST PER|one:1"}, ""},
		"who went along":       {meeting, []string{"VISIT|2001-03-05/2001-03-07||GUEST cy FJI, HOST PER|one:1"}, ""},
		"the host":             {meeting, []string{"VISIT|2001-03-05/2001-03-07||GUEST bo PER, HOST PER|one:1"}, ""},
		"another country":      {meeting, []string{"VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST CHL|one:1"}, ""},
		"a journey":            {meeting, []string{"VISIT|2001-03-01/2001-03-17||GUEST ann FJI, HOST PER, HOST CHL|one:1"}, "a CERTAIN"},
		"certain first":        {meeting, []string{"VISIT|2001-03-01/2001-03-05||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-06||GUEST ann FJI, HOST PER|one:2"}, "b CERTAIN"},
		"the longer one":       {meeting, []string{"VISIT|2001-03-06||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-06/2001-03-09||GUEST ann FJI, HOST PER|one:2"}, "b CERTAIN"},
		"the same place":       {meeting, []string{"VISIT|2001-03-05/2001-03-07|Cusco, PER|GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-05/2001-03-08|Lima, PER|GUEST ann FJI, HOST PER|one:2"}, "b CERTAIN"},
		"the shortest":         {meeting, []string{"VISIT|2001-03-05/2001-03-08||GUEST ann FJI, HOST PER|one:1", "VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST PER|one:2"}, "b CERTAIN"},
		"between two abroad":   {"MEETING|2001-03-06|Lima, PER|GUEST ann FJI, PARTICIPANT bo CHL|list:1", []string{"VISIT|2001-03-05/2001-03-07||GUEST bo CHL, HOST PER|one:1"}, "a CERTAIN"},
		"no place":             {"MEETING|2001-03-06||GUEST ann FJI, HOST bo PER|list:1", []string{"VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST PER|one:1"}, ""},
		"a message":            {"MESSAGE|2001-03-06|Lima, PER|GUEST ann FJI, HOST bo PER|list:1", []string{"VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST PER|one:1"}, ""},
		"a statement":          {"STATEMENT|2001-03-06|Lima, PER|SPEAKER ann FJI|list:1", []string{"VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST PER|one:1"}, "a CERTAIN"},
		"a part of a visit":    {"VISIT|2001-03-06|Lima, PER|GUEST ann FJI, HOST PER|list:1", []string{"VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST PER|one:1"}, "a CERTAIN"},
		"with the same days":   {"VISIT|2001-03-06|Lima, PER|GUEST ann FJI, HOST PER|list:1", []string{"VISIT|2001-03-06||GUEST ann FJI, GUEST cy FJI, HOST PER|one:1"}, ""},
		"two of one file":      {"VISIT|2001-03-06|Lima, PER|GUEST ann FJI, HOST PER|one:2", []string{"VISIT|2001-03-05/2001-03-07||GUEST ann FJI, HOST PER|one:1"}, ""},
		"not all days of it":   {"VISIT|2001-03-06/2001-03-08|Lima, PER|GUEST ann FJI, HOST PER|list:1", []string{"VISIT|2001-03-04/2001-03-07||GUEST ann FJI, HOST PER|one:1"}, ""},
		"one that another met": {"VISIT|2001-03-06|Lima, PER|GUEST ann FJI, PARTICIPANT bo CHL|list:1", []string{"VISIT|2001-03-05/2001-03-07||GUEST bo CHL, HOST PER|one:1"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			visits := tellings(t, tt.visits...)
			for range 3 {
				rand.Shuffle(len(visits), func(i, j int) { visits[i], visits[j] = visits[j], visits[i] })
				if got := held(telling(t, "m", tt.meeting), visits); got != tt.want {
					t.Errorf("%s, want %s", got, tt.want)
				}
			}
		})
	}
}

func held(t Telling, visits []Telling) string {
	h, ok := NewVisits(visits).Holding(t)
	if !ok {
		return ""
	}
	return strings.TrimPrefix(h.ID, "event:") + " " + string(h.Certainty)
}

// A list of days tells of stays of a day: a visit holds them as it holds meetings, and they hold what is of their day.
func TestWithin_ofDays(t *testing.T) {
	stay := telling(t, "", "VISIT|2001-03-06|Lima, PER|GUEST ann FJI, HOST PER|list:2")
	stay.ID = graph.EngagementID + "s"
	meeting := telling(t, "m", "MEETING|2001-03-06|Lima, PER|GUEST ann FJI, HOST bo PER|list:1")
	later := telling(t, "l", "MEETING|2001-03-07|Lima, PER|GUEST ann FJI, HOST bo PER|list:3")
	visit := telling(t, "v", "VISIT|2001-03-06||GUEST ann FJI, HOST PER|one:1")
	short := telling(t, "w", "VISIT|2001-03-05||GUEST ann FJI, HOST PER|one:2")
	for _, tt := range []struct {
		name   string
		inner  Telling
		visits []Telling
		want   string
	}{
		{"a stay holds", meeting, []Telling{stay}, "engagement-s CERTAIN"},
		{"on its day only", later, []Telling{stay}, ""},
		{"a visit before a stay", meeting, []Telling{stay, visit}, "v CERTAIN"},
		{"a visit holds a stay", stay, []Telling{visit}, "v CERTAIN"},
		{"a day apart", stay, []Telling{short}, "w POSSIBLE"},
		{"no stay holds a stay", stay, []Telling{func() Telling { o := stay; o.ID += "2"; return o }()}, ""},
	} {
		if got := held(tt.inner, tt.visits); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	nowhere := meeting
	nowhere.Place = Where{}
	if !share(meeting.PartKeys(), visit.HolderKeys()) || nowhere.PartKeys() != nil {
		t.Errorf("%v and %v have no key in common", meeting.PartKeys(), visit.HolderKeys())
	}
}

// An event that its source makes a part of another is left there; so is one that is the visit itself.
func TestWithin_partOf(t *testing.T) {
	visit := telling(t, "v", "VISIT|2001-03-05/2001-03-07|Lima, PER|GUEST ann FJI, HOST PER|one:1")
	part := telling(t, "m", "MEETING|2001-03-06|Lima, PER|GUEST ann FJI, HOST bo PER|list:1")
	part.PartOf = "event:x"
	if got := held(part, []Telling{visit}); got != "" {
		t.Error(got)
	}
	same := visit
	same.Records, same.Date = []Record{{"source:two", "1"}}, dated(t, "2001-03-06")
	if got := held(same, []Telling{visit}); got != "" {
		t.Error(got)
	}
}
