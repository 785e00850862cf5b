package export_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/proposal"
	"demarche/graph/store"
	"demarche/ingest"
	"demarche/internal/graphtest"
)

// awkward are texts that formats, spreadsheets and parsers tend to change.
var awkward = []string{
	"e\u0301a\u0323\u0302 u\u0308ber", "שלום עולם \u202eabc\u202c", "👩\u200d👩\u200d👧 🏳️\u200d🌈", `"quoted" 'and' “so”`, `"`, "a, b; c | d", ",", ";", "=1+1", "-2", "+3", "@x",
	"'=1", "'", "''-", `\back\slash\n\u0041\`, "two  blanks", "<&>]]> &amp; <![CDATA[", "a\u2028b\u2029c", "\ufeffmark", "mark\ufeff", "soft\u00adhyphen", "null", "true", "1e5",
	"007", "2025-01-02", "\u200bzero width\u200b", "\U0010ffff", "\ufffd", "a\u00a0b", "#comment", "%s %d", "{\"a\": [1]}", "source:x", "ﬁ Å ½", "İıſß", "北京，〜", "ก็",
}

// awkwardLines are texts of several lines.
var awkwardLines = []string{"first\nsecond\n\n\tthird", "=1\n=2", "blank \n at the end", "\"\n\"\",\n;", "\\n\n\\", "one\ttab", "a\n\u2028\nb"}

// textFor returns a text for a field, by its number; it is among all the texts that the field may have, the longest
// ones too.
func textFor(field string, i int) string {
	b, _ := graph.BoundOf(field)
	texts := append(slices.Clone(awkward), strings.Repeat("界", b.Max), strings.Repeat("👍", b.Max), strings.Repeat("\"", b.Max))
	if b.Lines {
		texts = append(texts, awkwardLines...)
		texts = append(texts, "x"+strings.Repeat("\n", b.Max-2)+"y")
	}
	if text := texts[i%len(texts)]; b.Problem(text) == "" {
		return text
	}
	return "x"
}

// eventText returns a value for an optional text of events, by its number.
func eventText(t graph.EventText, i int) string {
	if t.Code != nil {
		return t.Sample
	}
	return textFor("event."+t.Name, i)
}

// texted returns records of all types that an import may create by themselves, with all their fields. Records of
// different rounds say different things.
func texted(t *testing.T, round int) (b graph.Batch) {
	t.Helper()
	codes := strings.Fields("AFG ALB DZA AND AGO ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI KHM CMR CAN CPV CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV")
	dates := strings.Fields("2020-05-04 1984? 2004-06~ -0044-03-15 19XX 2004-06-01/2004-06-20 ../2020-01 2021-21 2020-05-04T12:00:00Z")
	dates = slices.DeleteFunc(dates, func(d string) bool { _, err := edtf.Parse(d); return err != nil })
	day := func(i int) edtf.Date { return parsed(t, dates[i%len(dates)]) }
	num := func(text string) *decimal.Decimal { d := decimal.RequireFromString(text); return &d }
	for i := range codes {
		n := i + round
		id := func(kind string, i int) string { return fmt.Sprintf("%s:T.%d:_-x", kind, i) }
		cited := []graph.Citation{
			{Source: id("source", i), Quote: textFor("citation.quote", n), Record: textFor("citation.record", n), Mentions: i + 1},
			{Source: id("source", (i+1)%len(codes)), Quote: textFor("citation.quote", n+1)},
		}
		quoted := cited // of few records: the longest quotes take time
		cited = []graph.Citation{{Source: id("source", i), Record: textFor("citation.record", n+1), Mentions: 2}}
		country := "country:" + codes[i]
		b.Sources = append(b.Sources, graph.Source{
			ID: id("source", i), Title: textFor("source.title", n), URL: "https://example.org/?q=a,b;c=\"" + fmt.Sprint(i) + "\"&d=<é>#'", Publisher: textFor("source.publisher", n),
			Published: day(n), Retrieved: time.Date(2020, 1, 2, 3, 4, i, 0, time.UTC), Reliability: "A", SHA256: textFor("source.sha256", n), Format: textFor("source.format", n),
		})
		b.Countries = append(b.Countries, graph.Country{
			ID: country, Code: codes[i], ISO2: textFor("country.iso2", n), M49: i + 1, Name: textFor("country.name", n), ValidFrom: parsed(t, "1900"), ValidTo: parsed(t, "2100?"), Sources: cited,
		})
		b.Places = append(b.Places, graph.Place{ID: id("place", i), Name: textFor("place.name", n), Latitude: new(-89.123456789012), Longitude: new(1e-7 + float64(i)), Country: country, Sources: cited})
		b.Organizations = append(b.Organizations, graph.Organization{ID: id("org", i), Name: textFor("organization.name", n), Kind: "MINISTRY", Country: country, Sources: cited})
		b.Posts = append(b.Posts, graph.Post{ID: id("post", i), Title: textFor("post.title", n), Level: "OTHER", Organization: id("org", i), Sources: cited})
		official := graph.Official{
			ID: fmt.Sprintf("official:Q%d", i+1), Name: textFor("official.name", n), NativeName: textFor("official.nativeName", n+1), Wikidata: fmt.Sprintf("Q%d", i+1),
			Born: parsed(t, "-0050~"), Died: parsed(t, "2020?"), Country: country, Sources: quoted,
		}
		for j := range 5 {
			if alias := textFor("official.aliases", 5*n+j); !slices.Contains(official.Aliases, alias) {
				official.Aliases = append(official.Aliases, alias)
			}
		}
		b.Officials = append(b.Officials, official)
		b.Tenures = append(b.Tenures, graph.Tenure{ID: id("tenure", i), Official: official.ID, Post: id("post", i), Dates: parsed(t, "2012-11-15/.."), Acting: true, Sources: cited})
		c := graph.Commodity{ID: fmt.Sprintf("commodity:SITC-%d", i), Classification: "SITC", Edition: textFor("commodity.edition", n), Code: fmt.Sprint(i), Description: textFor("commodity.description", n), Sources: cited}
		if i > 0 {
			c.Parent = fmt.Sprintf("commodity:SITC-%d", i/2)
			if i == 1 {
				c.Parent = "commodity:SITC-0"
			}
		}
		b.Commodities = append(b.Commodities, c)
		s := graph.Series{
			Reporter: country, Partner: "country:" + codes[(i+1)%len(codes)], Flow: "RE_EXPORT", Commodity: c.ID, Frequency: "MONTHLY", Valuation: "UNSPECIFIED", Currency: "SUR",
			Publisher: strings.Repeat("a-0", 33), Sources: cited,
		}
		s.ID = s.Name()
		base := graph.Figure{
			Series: s.ID, Period: "2025-09", Value: num("-0." + strings.Repeat("1234567890", 3)), Quantum: num("0.000000000000000000001"), Quantity: num("1e39"), Unit: textFor("figure.unit", n),
			YoY: &graph.Percent{Value: -12.3456789, Quantum: 1e-7}, MoM: &graph.Percent{Value: 1e10, Quantum: 0.1}, Basis: "REPORTED", Rank: 3, Sources: cited,
		}
		base.ID = base.Name()
		derived := graph.Figure{Series: s.ID, Period: "2024-09", Basis: "DERIVED", DerivedFrom: []graph.Derivation{{Figure: base.ID, By: "YOY"}}, Sources: cited}
		derived.ID = derived.Name()
		b.Series, b.Figures = append(b.Series, s), append(b.Figures, base, derived)
		e := graph.Event{
			ID: id("event", i), Kind: graph.Meeting, Title: textFor("event.title", n), Date: day(i), Place: id("place", i),
			Participants: []graph.Participation{{Actor: official.ID, Roles: []graph.Role{"HOST", "GUEST"}}, {Actor: "official:Q1", Roles: []graph.Role{"SIGNATORY"}}, {Actor: id("org", i), Roles: []graph.Role{"HOST"}}},
			About:        []string{base.ID, s.ID, c.ID, country, official.ID},
			Sources:      []graph.Citation{quoted[0], {Source: quoted[1].Source, Quote: quoted[0].Quote}}, // of one text, as CSV holds it
		}
		for _, text := range graph.EventTexts {
			text.Set(&e, eventText(text, n))
		}
		if i == 0 {
			e.Participants = e.Participants[1:]
		} else if i >= len(dates) { // of the same date
			e.PartOf = id("event", i%len(dates))
			b.Links = append(b.Links, graph.Link{From: e.ID, To: e.PartOf, Basis: textFor("link.basis", n), Confidence: new(0.1), Sources: []graph.Citation{{Source: id("source", i), Quote: textFor("citation.quote", n+2)}}})
		}
		b.Events = append(b.Events, e)
	}
	b.Aggregates = []graph.Aggregate{{ID: "aggregate:WLD", Code: "WLD", Name: textFor("aggregate.name", 14+round), Sources: b.Places[0].Sources}}
	return b
}

func parsed(t *testing.T, text string) edtf.Date {
	t.Helper()
	d, err := edtf.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// textedGraph holds records of every type with every field, and what became of some of them.
func textedGraph(t *testing.T, s *store.Store) {
	t.Helper()
	for _, round := range []int{3, 0} { // the later ones correct the earlier
		if _, err := s.Write(t.Context(), texted(t, round)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 5 {
		said := proposal.SourceInput{Title: awkward[3*i], Quote: awkwardLines[i]}
		if _, err := s.Merge(t.Context(), "official:Q50", fmt.Sprintf("official:Q%d", 45+i), said, true); err != nil {
			t.Fatal(err)
		}
		out, err := s.Retract(t.Context(), []string{fmt.Sprintf("event:T.%d:_-x", 40+i)}, textFor("retraction.reason", 4*i+38), said)
		if err != nil || out[0].Status != graph.Updated {
			t.Fatal(out, err)
		}
	}
	for i := range 5 {
		said := proposal.SourceInput{Title: awkward[3*i], Quote: awkwardLines[i]}
		ids := []string{fmt.Sprintf("event:T.%d:_-x", 10+i), fmt.Sprintf("event:T.%d:_-x", 20+i)}
		out, err := s.Separate(t.Context(), ids, textFor("decision.reason", 4*i+38), said)
		if err == nil && i == 0 {
			err = s.UndoDecision(t.Context(), out[0].ID)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	undo(t, s, "official:Q45")
	if _, err := s.UndoRetract(t.Context(), []string{"event:T.41:_-x"}); err != nil {
		t.Fatal(err)
	}
}

// Texts and numbers of every field come back from our own formats as they were, and from those of maps.
func TestFormats_awkward(t *testing.T) {
	s := graphtest.Fresh(t)
	textedGraph(t, s)
	sound(t, s)
	first := exported(t, s, "jsonl", "")
	everyField(t, first)
	maps, tables := map[string]string{}, exported(t, s, "csv", "")
	for _, format := range []string{"graphml", "gexf"} {
		maps[format] = exported(t, s, format, "around=official:Q1&maxNodes=200")
	}
	names := namesOf(t)
	for format, text := range maps {
		same := 0
		for id, label := range labelsIn(t, text) {
			if want := names[id]; label != want {
				t.Errorf("%s: %s is %q, not %q", format, id, label, want)
			}
			same++
		}
		if same < 60 {
			t.Errorf("%s holds %d nodes", format, same)
		}
	}

	again := graphtest.Fresh(t)
	created(t, imported(t, again, "events", "all.jsonl", first), strings.Count(first, "\n"))
	same(t, first, exported(t, again, "jsonl", ""))
	sound(t, again)

	// The CSV holds what the events of it do, except for what docs/export.md names.
	for i := range 2 {
		if r := imported(t, again, "events", "events.csv", tables); r.Rejected > 0 || r.Created > 0 {
			text, _ := os.ReadFile(r.Rejects)
			t.Errorf("%+v\n%.2000s", r, text)
		} else if i == 1 && r.Unchanged != r.Rows {
			t.Errorf("again: %+v", r)
		}
		same(t, tables, exported(t, again, "csv", ""))
	}
}

func created(t *testing.T, r ingest.Result, n int) {
	t.Helper()
	if r.Created != n || r.Rows != n {
		text, _ := os.ReadFile(r.Rejects)
		t.Errorf("of %d lines %d were created, %d updated and %d rejected\n%.3000s", n, r.Created, r.Updated, r.Rejected, text)
	}
}

// everyField fails the test unless each field of each type has a value in some line.
func everyField(t *testing.T, lines string) {
	t.Helper()
	seen := map[string]bool{}
	for line := range strings.Lines(lines) {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		for field := range record {
			seen[fmt.Sprint(record["type"])+"."+field] = true
		}
	}
	var missing []string
	for list := range reflect.TypeFor[graph.Batch]().Fields() {
		of := list.Type.Elem()
		for f := range of.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if field := strings.ToLower(of.Name()) + "." + name; !seen[field] {
				missing = append(missing, field)
			}
		}
	}
	if d := cmp.Diff([]string{"merge.rule", "decision.rule"}, missing); d != "" { // no rule decides anything here
		t.Error("fields without a value:", d)
	}
}

// namesOf returns the names of all actors.
func namesOf(t *testing.T) map[string]string {
	t.Helper()
	b := texted(t, 0)
	b.Normalize()
	out := map[string]string{}
	for _, r := range b.Officials {
		out[r.ID] = r.Name
	}
	for _, r := range b.Countries {
		out[r.ID] = r.Name
	}
	for _, r := range b.Organizations {
		out[r.ID] = r.Name
	}
	return out
}

// labelsIn returns the labels of nodes in GraphML or GEXF, by id.
func labelsIn(t *testing.T, text string) map[string]string {
	t.Helper()
	out := map[string]string{}
	node := ""
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attributes := map[string]string{}
		for _, a := range start.Attr {
			attributes[a.Name.Local] = a.Value
		}
		switch {
		case start.Name.Local == "node":
			node = attributes["id"]
			out[node] = attributes["label"]
		case attributes["key"] == "node-label":
			var label string
			if err := d.DecodeElement(&label, &start); err != nil {
				t.Fatal(err)
			}
			out[node] = label
		}
	}
}
