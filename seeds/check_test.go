package seeds

import (
	"strings"
	"testing"
	"testing/fstest"

	"demarche/graph"
)

// sound is a small graph in which nothing is wrong; the tests break it by replacing text.
const sound = `
sources:
  - {id: source:s, title: A report, reliability: F}
countries:
  - {id: country:CHN, code: CHN, name: China, sources: [{source: source:s}]}
  - {id: country:PRK, code: PRK, name: North Korea, sources: [{source: source:s}]}
places:
  - {id: place:p, name: Beijing, latitude: 39.9, longitude: 116.4, country: country:CHN, sources: [{source: source:s}]}
organizations:
  - {id: org:o, name: Ministry, kind: MINISTRY, country: country:CHN, sources: [{source: source:s}]}
posts:
  - {id: post:p, title: Minister, level: MINISTER, organization: org:o, sources: [{source: source:s}]}
officials:
  - {id: official:Q1, name: Ann, wikidata: Q1, born: 1950, died: 2020, country: country:CHN, sources: [{source: source:s}]}
tenures:
  - {id: tenure:t, official: official:Q1, post: post:p, dates: 2012/.., sources: [{source: source:s}]}
commodities:
  - {id: commodity:HS-15, classification: HS, code: "15", description: Fats, sources: [{source: source:s}]}
  - {id: commodity:HS-1507, classification: HS, code: "1507", description: Oil, parent: commodity:HS-15, sources: [{source: source:s}]}
series:
  - {id: series:CHN-PRK-HS1507-EXPORT-M-FOB-USD-gacc, reporter: country:CHN, partner: country:PRK, flow: EXPORT,
     commodity: commodity:HS-1507, frequency: MONTHLY, valuation: FOB, currency: USD, publisher: gacc, sources: [{source: source:s}]}
figures:
  - {series: series:CHN-PRK-HS1507-EXPORT-M-FOB-USD-gacc, period: 2025-09, value: 2, quantum: 1, basis: REPORTED,
     reportedYoY: {value: 5, quantum: 1}, sources: [{source: source:s}]}
  - {series: series:CHN-PRK-HS1507-EXPORT-M-FOB-USD-gacc, period: 2024-09, value: 1, quantum: 1, basis: DERIVED,
     derivedFrom: [{figure: "figure:CHN-PRK-HS1507-EXPORT-M-FOB-USD-gacc:2025-09", by: YOY}], sources: [{source: source:s}]}
events:
  - {id: event:visit, kind: VISIT, title: Visit, date: 2025-09-02/2025-09-04, cameo: "042", plover: CONSULT, place: place:p,
     participants: [{actor: "official:Q1", roles: [GUEST]}], about: ["country:PRK"], sources: [{source: source:s}]}
  - {id: event:talks, kind: MEETING, title: Talks, date: 2025-09-04, partOf: event:visit, sources: [{source: source:s}]}
links:
  - {from: event:visit, to: event:talks, confidence: 0.5, sources: [{source: source:s}]}
`

func readText(t *testing.T, text string) (graph.Batch, places) {
	t.Helper()
	b, at, err := readFiles(fstest.MapFS{"a.yaml": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return b, at
}

func TestCheck_Sound(t *testing.T) {
	b, at := readText(t, sound)
	if err := check(b, at); err != nil {
		t.Error(err)
	}
}

func TestCheck_Broken(t *testing.T) {
	tests := []struct{ old, new, want string }{
		{"source:s, title", "src:s, title", "a.yaml:3: src:s: id: it does not begin with source:"},
		{"title: A report", "title: ''", "source:s: title: it is empty"},
		{"reliability: F", "reliability: G", `reliability: "G" is none of`},
		{"reliability: F", "url: 'javascript:alert(1)'", "source:s: url: "},
		{"reliability: F", "url: 'https:'", "source:s: url: "},
		{"code: PRK", "code: KOR", "country:PRK: code: "},
		{"{id: country:PRK, code: PRK", "{id: country:PRX, code: PRX", `"PRX" is not in the table`},
		{"latitude: 39.9, ", "", "place:p: longitude: latitude and longitude belong together"},
		{"latitude: 39.9", "latitude: 99", "place:p: latitude: "},
		{"116.4, country: country:CHN", "116.4, country: country:USA", "a.yaml:8: place:p: country: country:USA is not known"},
		{"kind: MINISTRY", "kind: CLUB", `org:o: kind: "CLUB" is none of`},
		{"level: MINISTER", "level: KING", `post:p: level: "KING" is none of`},
		{"organization: org:o", "organization: post:p", `post:p: organization: "post:p" does not begin with org:`},
		{"wikidata: Q1, ", "", "official:Q1: wikidata: "},
		{"name: Ann", "name: ' Ann'", "official:Q1: name: "},
		{"died: 2020", "died: 1949", "official:Q1: died: 1949 is before the birth"},
		{"official: official:Q1", "official: official:Q2", "tenure:t: official: official:Q2 is not known"},
		{"dates: 2012/..", "dates: 2012", `tenure:t: dates: "2012" is not an interval`},
		{`code: "1507"`, `code: "1508"`, "commodity:HS-1507: id: "},
		{"parent: commodity:HS-15,", "parent: commodity:HS-1507,", "commodity:HS-1507: parent: "},
		{"partner: country:PRK", "partner: country:CHN", "id: by its fields it is series:CHN-CHN-HS1507-EXPORT-M-FOB-USD-gacc"},
		{"flow: EXPORT", "flow: IMPORT", "id: by its fields it is series:CHN-PRK-HS1507-IMPORT-M-FOB-USD-gacc"},
		{"frequency: MONTHLY", "frequency: DAILY", `frequency: "DAILY" is none of`},
		{"currency: USD", "currency: dollar", "currency: "},
		{"publisher: gacc", "publisher: Customs of China", "publisher: "},
		{"period: 2024-09", "period: 2024-13", `period: "2024-13" is not a period`},
		{"value: 1, quantum: 1", "value: 1, quantum: 0", "quantum: it is for a value"},
		{"value: 2, quantum", "quantum", "2025-09: quantum: it is for a value"},
		{"{value: 5, quantum: 1}", "{value: 5}", "reportedYoY.quantum: "},
		{"by: YOY", "by: MOM", "derivedFrom[0].by: figure:CHN-PRK-HS1507-EXPORT-M-FOB-USD-gacc:2024-09 is derived from figure:CHN-PRK-HS1507-EXPORT-M-FOB-USD-gacc:2025-09 by MOM"},
		{"basis: DERIVED", "basis: REPORTED", "derivedFrom: a DERIVED figure, and no other"},
		{"kind: VISIT", "kind: TRIP", `event:visit: kind: "TRIP" is none of`},
		{"title: Visit, date: 2025-09-02/2025-09-04", "title: Visit", "event:visit: date: it is missing"},
		{`cameo: "042"`, "cameo: visit", "event:visit: cameo: "},
		{"place: place:p", "place: place:q", "event:visit: place: place:q is not known"},
		{`actor: "official:Q1"`, `actor: "place:p"`, `event:visit: participants[0].actor: "place:p" does not begin with official: or country: or org:`},
		{"roles: [GUEST]", "roles: [PILOT]", `participants[0].roles: "PILOT" is none of`},
		{"roles: [GUEST]", "roles: []", "participants[0].roles: it is empty"},
		{"roles: [GUEST]}", `roles: [GUEST]}, {actor: "official:Q1", roles: [HOST]}`, "participants[1].actor: official:Q1 is there twice"},
		{`about: ["country:PRK"]`, `about: ["event:talks"]`, "event:visit: about[0]: "},
		{"date: 2025-09-04, partOf", "date: 2025-09-05, partOf", "event:talks: date: event:talks (2025-09-05) is a part of event:visit, and does not lie within 2025-09-02/2025-09-04"},
		{"date: 2025-09-04, partOf", "date: 2025-09-04/.., partOf", "event:talks: date: "},
		{"partOf: event:visit", "partOf: event:talks", "event:talks: partOf: the event is a part of itself"},
		{"partOf: event:visit", "partOf: event:none", "event:talks: partOf: event:none is not known"},
		{"id: event:talks", "id: event:visit", "event:visit: id: it is given more than once"},
		{"partOf: event:visit, sources: [{source: source:s}]", "partOf: event:visit, sources: []", "event:talks: sources: a record needs at least one source"},
		{"partOf: event:visit, sources: [{source: source:s}]", "partOf: event:visit, sources: [{source: source:x}]", "event:talks: sources[0].source: source:x is not known"},
		{"from: event:visit, to: event:talks", "from: event:visit, to: event:visit", "event:visit → event:visit: to: an event does not lead to itself"},
		{"date: 2025-09-04, partOf: event:visit", "date: 2025-09-01", "event:visit → event:talks: to: event:visit (2025-09-02/2025-09-04) cannot have led to event:talks"},
		{"confidence: 0.5", "confidence: 5", "confidence: it is not from 0 to 1"},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			if strings.Count(sound, tt.old) != 1 {
				t.Fatalf("%q is there %d times", tt.old, strings.Count(sound, tt.old))
			}
			b, at := readText(t, strings.Replace(sound, tt.old, tt.new, 1))
			if err := check(b, at); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestCheck_AllErrors(t *testing.T) {
	b, _ := readText(t, strings.NewReplacer("title: Talks, ", "", "level: MINISTER", "level: KING").Replace(sound))
	err := Check(b)
	for _, want := range []string{"event:talks: title: it is empty", `post:p: level: "KING"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestCheck_TwiceInTwoFiles(t *testing.T) {
	b, at, err := readFiles(fstest.MapFS{
		"a.yaml": {Data: []byte("sources:\n  - {id: source:s, title: A}\n")},
		"b.yaml": {Data: []byte("# Again.\nsources:\n  - {id: source:s, title: B}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = "a.yaml:2, b.yaml:3: source:s: id: it is given more than once"
	if err := check(b, at); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
