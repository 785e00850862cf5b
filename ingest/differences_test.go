package ingest_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/ingest"
)

// ids of Popolo depend on the file.
var ids = regexp.MustCompile(`official:\S+`)

// Rows that disagree about a person are merged by a rule, in any order, and the summary says so.
func TestFile_differences(t *testing.T) {
	for format, rows := range map[string][]string{
		"ftm": {
			`{"id":"p1","schema":"Person","properties":{"name":["Ann Able"],"birthDate":["1950-01-02"],"country":["cn"]}}`,
			`{"id":"p1","schema":"Person","properties":{"name":["Ann Able"],"birthDate":["1951-01-02"],"country":["cn"]}}`,
			`{"id":"p2","schema":"Person","properties":{"name":["Bob"],"birthDate":["1950-01-02"]}}`,
		},
		"popolo": {
			`{"id":"p1","name":"Ann Able","birth_date":"1950-01-02"}`,
			`{"id":"p1","name":"Ann Able","birth_date":"1951-01-02"}`,
			`{"id":"p2","name":"Bob","birth_date":"1950-01-02"}`,
		},
		"officeholders": {
			"http://www.wikidata.org/entity/Q1,Ann Able,http://www.wikidata.org/entity/Q2,Minister,2019,2020,1950-01-02",
			"http://www.wikidata.org/entity/Q1,Ann Able,http://www.wikidata.org/entity/Q2,Minister,2019,2020,1951-01-02",
			"http://www.wikidata.org/entity/Q3,Bob,http://www.wikidata.org/entity/Q2,Minister,2010,2012,1950-01-02",
		},
	} {
		var was string
		for range 2 {
			text := strings.Join(rows, "\n") + "\n"
			switch format {
			case "popolo":
				text = `{"persons":[` + strings.Join(rows, ",\n") + "]}\n"
			case "officeholders":
				text = "person,personLabel,position,positionLabel,start,end,dateOfBirth\n" + text
			}
			g := graphOf{map[string]graph.Batch{}}
			r, err := ingest.File(t.Context(), g, file(t, "x", []byte(text)), ingest.Options{Format: format})
			if err != nil {
				t.Fatal(format, err)
			}
			notes := ids.ReplaceAllString(strings.Join(r.Notes, "\n"), "")
			if !strings.Contains(notes, "rows disagree about values of 1 record(s), such as born of ") || r.Rejected > 0 {
				t.Errorf("%s: %+v", format, r)
			}
			var all []string
			for _, b := range g.records {
				if len(b.Officials) > 0 {
					all = append(all, b.Officials[0].Born.String())
				}
			}
			slices.Sort(all)
			if got := strings.Join(all, " "); got != "1950-01-02 1950-01-02" || was != "" && was != notes {
				t.Errorf("%s: %s; %s, and %s the other way round", format, got, notes, was)
			}
			was = notes
			slices.Reverse(rows)
		}
	}
}
