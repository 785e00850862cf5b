package ingest

import "testing"

func TestCountryIndex(t *testing.T) {
	t.Parallel()
	if code, _ := countryOfCAMEO("ROM"); code != "ROU" {
		t.Error(code)
	}
	if code, _ := countryOfFIPS("CH"); code != "CHN" {
		t.Error(code)
	}
}
