package ingest_test

import (
	"errors"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/ingest"
)

// --country gives travellers the country that a list of one country does not name, and no others. The summary asks for
// it, with the number of rows.
func TestFile_country(t *testing.T) {
	const list = "name,country,locale,nationality,date\nDee Example,Spain,Madrid,,2001\nEff Example,Spain,Madrid,Kenya,2001\n"
	for country, want := range map[string]string{"": "", "Fiji": "country:FJI", "FJI": "country:FJI"} {
		g := graphOf{map[string]graph.Batch{}}
		r, err := ingest.File(t.Context(), g, file(t, "x.csv", []byte(list)), ingest.Options{Format: "visits", Country: country})
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range g.records {
			for _, o := range b.Officials {
				if o.Name == "Dee Example" && o.Country != want || o.Name == "Eff Example" && o.Country != "country:KEN" {
					t.Errorf("%s is of %q", o.Name, o.Country)
				}
			}
		}
		asked := strings.Contains(strings.Join(r.Notes, " "), "1 rows name no country of the traveller: say --country")
		if asked != (country == "") {
			t.Error(country, r.Notes)
		}
	}
	_, err := ingest.File(t.Context(), graphOf{}, file(t, "x.csv", []byte(list)), ingest.Options{Format: "visits", Country: "Atlantis"})
	if !errors.Is(err, graph.ErrBadInput) || !strings.Contains(err.Error(), "--country") {
		t.Error(err)
	}
}

func TestFile_traveller(t *testing.T) {
	g := graphOf{map[string]graph.Batch{}}
	const list = "country_code,country,from,to,type,city\nBT,Bhutan,15/06/2014,16/06/2014,sv,Paro; Thimphu\n"
	o := ingest.Options{Format: ingest.Auto, Traveller: "Ann Example", Country: "FJI"}
	if r, err := ingest.File(t.Context(), g, file(t, "x.csv", []byte(list)), o); err != nil || r.Created != 1 {
		t.Fatal(r, err)
	}
	for _, b := range g.records {
		for _, e := range b.Events {
			if e.Title != "Ann Example visits Bhutan" || e.Date.String() != "2014-06-15/2014-06-16" {
				t.Errorf("%+v", e)
			}
		}
		for _, o := range b.Officials {
			if o.Name != "Ann Example" || o.Country != "country:FJI" {
				t.Errorf("%+v", o)
			}
		}
	}
}
