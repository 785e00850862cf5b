package ingest_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/ingest"
)

// Every row can be traced to its record by the id that the file gives it, or else by its number. Rows that make one
// record are all cited, in every format, and a second import changes nothing.
func TestFile_records(t *testing.T) {
	for name, sample := range map[string]struct {
		format, text string
		want         map[string][]string // records by the kind and the title or period of what cites them
	}{
		"trips with ids": {
			"visits", "event_id,name,country,locale,date\n7,Dee Example,Fiji,Suva,2001-02-03\n7,Dee Example,Fiji,Nadi,2001-02-03\n9,Eff Example,Fiji,,2001\n",
			map[string][]string{"Dee Example visits Fiji": {"7"}, "Eff Example visits Fiji": {"9"}},
		},
		"trips without": {
			"visits", "name,country,locale,date\nDee Example,Fiji,Suva,2001-02-03\n\nEff Example,Fiji,,2001\nDee Example,Fiji,Nadi,2001-02-03\n",
			map[string][]string{"Dee Example visits Fiji": {"1", "3"}, "Eff Example visits Fiji": {"2"}},
		},
		"quadruples": {
			"quadruples", "Dee Example\tMake a visit\tFiji\t2001-02-03\nFiji\tHost a visit\tDee Example\t2001-02-03\n",
			map[string][]string{"Dee Example – Fiji: Make a visit": {"1", "2"}},
		},
		"events with ids": {
			"events", "id,kind,title,date\nevent:a,MEETING,Talks,2001\nevent:a,MEETING,Talks,2001\nevent:b,MEETING,More,2002\n",
			map[string][]string{"Talks": {"event:a"}, "More": {"event:b"}},
		},
		"events without": {
			"events", "kind,title,date\nMEETING,Talks,2001\nMEETING,More,2002\nMEETING,Talks,2001\n",
			map[string][]string{"Talks": {"1", "3"}, "More": {"2"}},
		},
		"figures": {
			"comtrade", "reporterCode,partnerCode,flowCode,cmdCode,classificationCode,period,primaryValue\n156,408,X,1006,H6,2021,5\n156,408,X,1006,H6,2022,7\n156,408,X,1006,H6,2021,5\n",
			map[string][]string{"2021": {"1", "3"}, "2022": {"2"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer ingest.SetRowsAtOnce(2)()
			g := graphOf{map[string]graph.Batch{}}
			path := file(t, "x.csv", []byte(sample.text))
			for i := range 2 {
				r, err := ingest.File(t.Context(), g, path, ingest.Options{Format: sample.format})
				if err != nil || r.Rejected > 0 || i == 1 && r.Unchanged != r.Rows {
					t.Fatalf("import %d: %+v %v", i, r, err)
				}
				if d := gocmp.Diff(sample.want, g.cited(r.Source)); d != "" {
					t.Error(i, d)
				}
			}
		})
	}
}

// cited returns the records of a source that the events cite, by the title, and the figures, by the period.
func (g graphOf) cited(source string) map[string][]string {
	out := map[string][]string{}
	add := func(name string, cited []graph.Citation) {
		for _, c := range cited {
			if c.Source == source && !slices.Contains(out[name], c.Record) {
				out[name] = append(out[name], c.Record)
			}
		}
	}
	for _, b := range g.records {
		for _, e := range b.Events {
			add(e.Title, e.Sources)
		}
		for _, f := range b.Figures {
			add(f.Period, f.Sources)
		}
	}
	return out
}
