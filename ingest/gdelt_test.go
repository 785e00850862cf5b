package ingest

import (
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
)

// gdeltRow is a raw row of so many columns; what is not given is empty.
func gdeltRow(columns int, values map[string]string) string {
	cells := make([]string, columns)
	for name, value := range values {
		if i, ok := gdeltLayouts[columns].header[column(name)]; ok {
			cells[i] = value
		}
	}
	return strings.Join(cells, "\t") + "\n"
}

// talks are the values of a row: China consults with North Korea in Pyongyang.
func talks(but map[string]string) map[string]string {
	out := map[string]string{
		"GLOBALEVENTID": "900001", "SQLDATE": "20250904", "Actor1Code": "CHN", "Actor1Name": "CHINA", "Actor1CountryCode": "CHN",
		"Actor2Code": "PRK", "Actor2Name": "PYONGYANG", "Actor2CountryCode": "PRK", "EventCode": "042", "EventRootCode": "04", "NumMentions": "7",
		"ActionGeo_FullName": "Pyongyang, P'yongyang-si, North Korea", "ActionGeo_CountryCode": "KN", "ActionGeo_Lat": "39.0194", "ActionGeo_Long": "125.738",
		"SOURCEURL": "https://example.org/a",
	}
	maps.Copy(out, but)
	return out
}

var gdeltSample = gdeltRow(61, talks(nil)) +
	gdeltRow(61, talks(map[string]string{ // the same visit, told from the other side
		"GLOBALEVENTID": "900002", "Actor1Code": "PRK", "Actor1CountryCode": "PRK", "Actor2Code": "CHN", "Actor2CountryCode": "CHN", "EventCode": "043",
		"SOURCEURL": "https://example.org/b", "NumMentions": "2",
	})) +
	gdeltRow(61, talks(map[string]string{"GLOBALEVENTID": "900003", "EventCode": "040", "Actor2Name": `"QUOTED`})) +
	gdeltRow(58, talks(map[string]string{"GLOBALEVENTID": "900004", "EventCode": "057", "Actor1Code": "CHNGOV", "Actor1Type1Code": "GOV"})) +
	gdeltRow(57, talks(map[string]string{
		"GLOBALEVENTID": "900005", "EventCode": "010", "Actor1Code": "IGOUNO", "Actor1CountryCode": "", "Actor1KnownGroupCode": "UNO", "Actor1Type1Code": "IGO",
		"Actor2Code": "REB", "Actor2CountryCode": "", "Actor2Type1Code": "REB", "ActionGeo_FullName": "",
	}))

func TestGDELT(t *testing.T) {
	got := readAs(t, gdelt, gdeltSample, false)
	if got.rows != 5 || len(got.records.Events) != 3 || len(got.rejects) != 0 {
		t.Fatalf("%d rows make %d events, %v", got.rows, len(got.records.Events), got.rejects)
	}
	visit := got.event(t, "China – North Korea: Consult")
	if visit.Kind != graph.Meeting || visit.CAMEO != "040" || visit.Date.String() != "2025-09-04" {
		t.Errorf("%+v", visit)
	}
	if d := gocmp.Diff([]string{"North Korea HOST PARTICIPANT", "China GUEST PARTICIPANT"}, got.said(visit)); d != "" {
		t.Error(d)
	}
	var mentions []string
	for _, c := range visit.Sources {
		mentions = append(mentions, c.Record)
	}
	if slices.Sort(mentions); !slices.Equal(mentions, []string{"900001", "900002", "900003"}) {
		t.Error(mentions)
	}
	signed := got.event(t, "China (government) – North Korea: Engage in diplomatic cooperation")
	if signed.Kind != graph.AgreementEvent || signed.Place != visit.Place || signed.Sources[0].Mentions != 7 {
		t.Errorf("%+v", signed)
	}
	said := got.event(t, "United Nations – rebels: Make public statement")
	if d := gocmp.Diff([]string{"United Nations SPEAKER"}, got.said(said)); d != "" || said.Place != "" || said.Sources[0].Source != "source:file-x" {
		t.Errorf("%s%+v", d, said)
	}
	p := got.records.Places
	if len(p) != 1 || p[0].Country != "country:PRK" || *p[0].Latitude != 39.0194 {
		t.Errorf("%+v", p)
	}
}

// Each row is an event of its own where that is asked for.
func TestGDELT_eachRow(t *testing.T) {
	got := readAs(t, gdelt, gdeltSample, true)
	if len(got.records.Events) != 5 || got.byTitle["China – North Korea: Make a visit"] != "event:gdelt-900001" {
		t.Error(got.byTitle)
	}
}

func TestGDELT_order(t *testing.T) { anyOrder(t, gdelt, gdeltSample, 0) }

// With a header the columns are found by name, however they are separated.
func TestGDELT_header(t *testing.T) {
	names := []string{"GLOBALEVENTID", "SQLDATE", "EventCode", "CAMEOCodeDescription"}
	for name := range talks(nil) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	want := readAs(t, gdelt, gdeltRow(61, talks(nil)), false).records
	for _, separator := range []string{"\t", ","} {
		var values []string
		for _, name := range names {
			value := talks(nil)[name]
			if separator == "," {
				value = `"` + value + `"`
			}
			values = append(values, value)
		}
		text := strings.Join(names, separator) + "\n" + strings.Join(values, separator) + "\n"
		sniffed(t, gdelt, text)
		if d := gocmp.Diff(want, readAs(t, gdelt, text, false).records); d != "" {
			t.Error(d)
		}
	}
	codebook := "GlobalEventID,Day,EventCode,Actor1Code,Actor1CountryCode,Actor2Code,Actor2CountryCode\n900001,2025-09-04,042,CHN,CHN,PRK,PRK\n"
	sniffed(t, gdelt, codebook)
	if e := readAs(t, gdelt, codebook, true).event(t, "China – North Korea: Make a visit"); e.Date.String() != "2025-09-04" {
		t.Errorf("%+v", e)
	}
	for _, columns := range []int{57, 58, 61} {
		sniffed(t, gdelt, gdeltRow(columns, talks(nil)))
	}
}

func TestGDELT_rejects(t *testing.T) {
	for want, but := range map[string]map[string]string{
		"SQLDATE: it is before 1920": {"SQLDATE": "19190101"},
		"SQLDATE: it is no date":     {"SQLDATE": "2025-09"},
		"SQLDATE: bad date":          {"SQLDATE": "20250931"},
		"EventCode: it is no code":   {"EventCode": "42"},
		"EventCode: it is no ":       {"EventCode": "---"},
		"GLOBALEVENTID: it is no":    {"GLOBALEVENTID": ""},
		"no actor is a country":      {"Actor1Code": "AFR", "Actor1CountryCode": "AFR", "Actor2Code": "GOV", "Actor2CountryCode": ""},
	} {
		got := readAs(t, gdelt, gdeltRow(61, talks(but)), false)
		if !strings.Contains(got.rejects[1], want) || len(got.records.Events) != 0 {
			t.Errorf("%v: %q", but, got.rejects[1])
		}
	}
	if got := readAs(t, gdelt, gdeltRow(61, talks(nil))+"900001\t20250904\n", false); !strings.Contains(got.rejects[2], "it has 2 columns") {
		t.Error(got.rejects)
	}
}
