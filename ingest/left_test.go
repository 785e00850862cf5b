package ingest

import "testing"

// A value that cannot be read is left out and reported, for every property; the rest of the entity is kept.
func TestFTM_keepsWhatItCanRead(t *testing.T) {
	entity := func(properties string) string {
		return `{"id": "NK-1", "schema": "Person", "properties": {"name": ["Ann Able"]` + properties + "}}\n"
	}
	for _, country := range []string{"de", "DE", "deu", "Germany", "germany"} {
		got := readAs(t, ftm, entity(`, "nationality": ["`+country+`"]`), false)
		if p := got.records.Officials[0]; p.Country != "country:DEU" {
			t.Errorf("nationality %q gives %q", country, p.Country)
		}
	}
	for _, property := range []string{"birthDate", "deathDate", "nationality", "citizenship"} {
		for _, value := range []string{"Unknown person's", "around 1950 or so", "31/31/1950"} {
			got := readAs(t, ftm, entity(`, "`+property+`": ["`+value+`"]`), false)
			if len(got.records.Officials) != 1 || len(got.rejects) != 0 {
				t.Errorf("%s %q: rejected: %v", property, value, got.rejects)
			}
			if len(got.left) != 1 || got.left[0].Field != property || got.left[0].Value != value || got.left[0].Line != 1 {
				t.Errorf("%s %q: reported: %+v", property, value, got.left)
			}
		}
	}
	got := readAs(t, ftm, entity(`, "birthDate": ["Sometime", "1950"]`), false)
	if born := got.records.Officials[0].Born.String(); born != "1950" || len(got.left) != 1 {
		t.Errorf("born %q, reported %v", born, got.left)
	}
}
