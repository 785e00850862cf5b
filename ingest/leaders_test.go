package ingest_test

import (
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/ingest"
)

// ledBy imports a file of leaders, and returns the tenures: "Ann Example (FJI): President of Fiji, 2001/2002".
func ledBy(t *testing.T, content string) (out []string, r ingest.Result, b graph.Batch) {
	t.Helper()
	r, b = keep(t, ingest.Auto, "x", content)
	if r.Format != "leaders" {
		t.Fatalf("it was read as %s", r.Format)
	}
	names := map[string]string{}
	for _, o := range b.Officials {
		names[o.ID] = o.Name + " (" + strings.TrimPrefix(o.Country, "country:") + ")"
	}
	for _, p := range b.Posts {
		names[p.ID] = p.Title
		if p.Organization == "" {
			t.Errorf("%s is nowhere", p.Title)
		}
	}
	for _, held := range b.Tenures {
		out = append(out, names[held.Official]+": "+names[held.Post]+", "+held.Dates.String())
	}
	slices.Sort(out)
	return out, r, b
}

func TestLeaders(t *testing.T) {
	for name, tt := range map[string]struct {
		content  string
		want     []string
		rejected int
	}{
		"Archigos": {
			"obsid,gwcode,stateabb,statename,leadid,leader,yrborn,gender,startdate,enddate,entry,exit\n" +
				"A-1,1,A,Italy/Sardinia,x1,\"Example, A.\",1901,F,1950-01-02,1951-02-03,Regular,Regular\n" +
				"A-2,1,A,Italy/Sardinia,x1,\"Example, A.\",1901,F,2014-01-02,2015-12-31,Regular,Still in Office\n" +
				"A-3,1,A,Atlantis,x2,Sample,1901,F,2014-01-02,2015-12-31,Regular,Regular\n",
			[]string{"A. Example (ITA): Effective leader of Italy, 1950-01-02/1951-02-03", "A. Example (ITA): Effective leader of Italy, 2014-01-02/"},
			1,
		},
		"Spanish": {
			"ID,País,Cargo,Nombre Completo,Inicio Mandato,Fin Mandato,Estado\n1,Perú,Presidente,Ana Ejemplo,2001-07-28,2006-07-28,Finalizado\n2,Perú,Primer Ministro,Bo Ejemplo,2021-07-28,NA,En curso\n",
			[]string{"Ana Ejemplo (PER): President of Peru, 2001-07-28/2006-07-28", "Bo Ejemplo (PER): Prime Minister of Peru, 2021-07-28/.."},
			0,
		},
		"heads": {
			"Country,ISO,HoG Title,Head of Government,HoG Since,HoS Title,Head of State,HoS Since\nFiji,FJ,Prime Minister,Ann Example,2001,President,Bo Example,\nAfrican Union,AU_AF,Chair,Cy Example,2001,Chair,Cy Example,2001\n",
			[]string{"Ann Example (FJI): Prime Minister of Fiji, 2001/"},
			1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, r, _ := ledBy(t, tt.content)
			if d := gocmp.Diff(tt.want, got); d != "" || r.Rejected != tt.rejected {
				t.Error(d, rejectsOf(t, r))
			}
		})
	}
}

func TestLeaders_speakers(t *testing.T) {
	_, r, b := ledBy(t, "Year,Session,ISO Code,Country,Name of Person Speaking,Post\n2012,67,FJI,Fiji,Ann Example,Prime Minister\n2012,67,EU,European Union,Bo Example,President\n2012,67,FJI,Fiji,,President\n")
	var got []string
	for _, e := range b.Events {
		got = append(got, e.Title+" "+e.Date.String()+" "+e.Summary+" "+e.Sources[0].Record)
	}
	slices.Sort(got)
	want := []string{
		"Ann Example speaks in the UN General Debate, session 67 2012 Ann Example spoke for Fiji as Prime Minister. 1",
		"Bo Example speaks in the UN General Debate, session 67 2012 Bo Example spoke for European Union as President. 2",
	}
	if d := gocmp.Diff(want, got); d != "" || r.Rejected != 1 {
		t.Error(d, rejectsOf(t, r))
	}
}
