package graph

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"demarche/graph/edtf"
)

// Every text of every record is bounded and holds no control character: new fields too.
func TestBatch_CheckEach_texts(t *testing.T) {
	batch := reflect.TypeFor[Batch]()
	fields := 0
	for i := range batch.NumField() {
		list := batch.Field(i)
		for _, path := range textsOf(list.Type.Elem(), nil) {
			fields++
			for name, bad := range map[string]string{"a control character": "a\x00b", "a carriage return": "a\rb", "no character": "a\uFFFFb", "too long": strings.Repeat("x", 1<<21)} {
				earlier := slices.Contains(path.names, "changes") // values of before: see checkRevision
				if earlier && name != "too long" {
					continue
				}
				record := reflect.New(list.Type.Elem()).Elem()
				path.set(record, bad)
				var b Batch
				reflect.ValueOf(&b).Elem().Field(i).Set(reflect.Append(reflect.Zero(list.Type), record))
				if !slices.ContainsFunc(b.CheckEach(), func(p Problem) bool { return strings.HasPrefix(p.Field, path.names[0]) }) {
					t.Errorf("%s.%s: %s is taken", list.Name, strings.Join(path.names, "."), name)
				}
			}
		}
	}
	if fields < 50 {
		t.Errorf("only %d texts were found", fields)
	}
}

// textPath leads to a text within a record.
type textPath struct {
	names []string
	set   func(record reflect.Value, text string)
}

func textsOf(typ reflect.Type, within []string) (out []textPath) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names := append(slices.Clone(within), name)
		switch {
		case f.Type.Kind() == reflect.String:
			out = append(out, textPath{names, func(r reflect.Value, s string) { r.Field(i).SetString(s) }})
		case f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.String:
			out = append(out, textPath{names, func(r reflect.Value, s string) {
				r.Field(i).Set(reflect.Append(reflect.Zero(f.Type), reflect.ValueOf(s).Convert(f.Type.Elem())))
			}})
		case f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct:
			for _, inner := range textsOf(f.Type.Elem(), names) {
				out = append(out, textPath{inner.names, func(r reflect.Value, s string) {
					one := reflect.New(f.Type.Elem()).Elem()
					inner.set(one, s)
					r.Field(i).Set(reflect.Append(reflect.Zero(f.Type), one))
				}})
			}
		}
	}
	return out
}

func TestBound_Problem(t *testing.T) {
	lines := Bound{Max: 5, Lines: true}
	for text, wrong := range map[string]bool{"日本語日本": false, "日本語日本語": true, "a\nb\tc": false, "a\rb": true, "a\u0085b": true, " a": true, "a ": true, "a\xff": true, "a  b": false} {
		if got := lines.Problem(text); (got != "") != wrong {
			t.Errorf("%q: %q", text, got)
		}
	}
	if (Bound{Max: 5}).Problem("a\nb") == "" {
		t.Error("a name may have two lines")
	}
}

func TestTitle(t *testing.T) {
	for _, text := range []string{strings.Repeat("é", 5000), "a\x00\r\n b\u2028c", " \xff ", strings.Repeat("a ", 900)} {
		title := Title(text)
		if wrong := boundOf["event.title"].Problem(title); wrong != "" || title == "" {
			t.Errorf("%.20q becomes %.20q: %s", text, title, wrong)
		}
	}
}

func TestBatch_Check_numbers(t *testing.T) {
	for text, ok := range map[string]bool{"1e9999": false, "1e-9999": false, "0.5": true, "1e39": true, strings.Repeat("9", 41): false, "-12.75": true} {
		d := decimal.RequireFromString(text)
		b := Batch{Figures: []Figure{{Value: &d, Quantum: &d, Quantity: &d}}}
		start := time.Now()
		for _, field := range []string{"value", "quantum", "quantity"} {
			found := slices.ContainsFunc(b.CheckEach(), func(p Problem) bool { return p.Field == field && strings.Contains(p.Text, "digits") })
			if found == ok {
				t.Errorf("%s as %s: refused %v", text, field, found)
			}
		}
		if time.Since(start) > time.Second {
			t.Errorf("%s takes %v", text, time.Since(start))
		}
	}
}

func TestIsCurrency(t *testing.T) {
	for code, want := range map[string]bool{"USD": true, "CNY": true, "SUR": true, "ZWG": true, "ZZZ": false, "XXX": false, "usd": false, "": false} {
		if IsCurrency(code) != want {
			t.Errorf("%q: %v", code, !want)
		}
	}
}

func TestEvent_NaturalID(t *testing.T) {
	of := func(actors ...string) Event {
		e := Event{Kind: Meeting, Title: "Talks"}
		for _, a := range actors {
			e.Participants = append(e.Participants, Participation{Actor: a, Roles: []Role{Host}})
		}
		return e
	}
	want := of("official:a", "official:b", "official:c").NaturalID()
	ids := map[string]bool{}
	for _, e := range []Event{of("official:c", "official:b", "official:a"), of("official:b", "official:a", "official:c")} {
		if e.NaturalID() != want {
			t.Errorf("%v has another id", e.Participants)
		}
		if !slices.Contains(e.EarlierIDs(), e.naturalID("", e.Title, e.actors())) || len(e.EarlierIDs()) != 5 ||
			slices.Contains(e.EarlierIDs(), want) {
			t.Errorf("%v: earlier %v", e.Participants, e.EarlierIDs())
		}
	}
	written := of("official:a", "official:b", "official:c")
	for _, date := range []string{"1980-01-01", "1980-01-01/1980-01-01"} {
		for _, title := range []string{"Talks in  Paris", "Talks in Paris"} {
			written.Title = title
			if err := written.Date.UnmarshalText([]byte(date)); err != nil {
				t.Fatal(err)
			}
			id := written.NaturalID()
			if stored := written.naturalID(date, title, written.actors()); id != stored && !slices.Contains(written.EarlierIDs(), stored) {
				t.Errorf("%s %q: %s is none of the earlier ids", date, title, stored)
			}
			ids[id] = true
		}
	}
	if len(ids) != 1 {
		t.Errorf("ways to write one event have the ids %v", ids)
	}
	if of("official:a", "official:b").NaturalID() == want {
		t.Error("who takes part makes no difference")
	}
	if got := of("official:e", "official:d", "official:c", "official:b", "official:a").EarlierIDs(); len(got) != 1 {
		t.Errorf("of five: %v", got)
	}
}

func TestOfficial_Contradicts(t *testing.T) {
	date := func(text string) edtf.Date {
		d, err := edtf.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	a := Official{ID: "official:a", Wikidata: "Q1", Country: "country:CHN", Born: date("1950"), Died: date("2010")}
	for says, b := range map[string]Official{
		"Wikidata ids: Q1 and Q2": {Wikidata: "Q2"}, "countries": {Country: "country:PRK"}, "dates of birth": {Born: date("1951-02")}, "dates of death": {Died: date("2011")},
		"official:b died (1940) before official:a was born (1950)": {Died: date("1940")},
		"": {Wikidata: "Q1", Country: "country:CHN", Born: date("1950-03"), Died: date("201X")},
	} {
		b.ID = "official:b"
		for _, got := range []string{strings.Join(a.Contradicts(b), "; "), strings.Join(b.Contradicts(a), "; ")} {
			if (says == "") != (got == "") || !strings.Contains(got, strings.TrimSuffix(says, ": Q1 and Q2")) {
				t.Errorf("%q, want %q", got, says)
			}
		}
	}
}

// Lists are bounded, and a total has no edition.
func TestBatch_lists(t *testing.T) {
	many := func(n int) (ids []string) {
		for i := range n {
			ids = append(ids, fmt.Sprintf("official:n-%d", i))
		}
		return ids
	}
	wrong := func(b Batch, field string) bool {
		return slices.ContainsFunc(b.CheckEach(), func(p Problem) bool { return p.Field == field && strings.Contains(p.Text, "may have") })
	}
	of := func(n int) map[string]Batch {
		e := Event{About: many(n)}
		f := Figure{Basis: "DERIVED"}
		for _, id := range many(n) {
			e.Participants = append(e.Participants, Participation{Actor: id, Roles: []Role{Host}})
			f.DerivedFrom = append(f.DerivedFrom, Derivation{Figure: "figure:" + id})
		}
		return map[string]Batch{
			"about": {Events: []Event{e}}, "participants": {Events: []Event{e}}, "derivedFrom": {Figures: []Figure{f}},
			"aliases": {Officials: []Official{{Aliases: many(n)}}},
		}
	}
	for n, want := range map[int]bool{MaxList: false, MaxList + 1: true} {
		for field, b := range of(n) {
			if got := wrong(b, field); got != want {
				t.Errorf("%d of %s: refused %v", n, field, got)
			}
		}
	}
	for n, want := range map[int]bool{MaxSources: false, MaxSources + 1: true} {
		if got := wrong(Batch{Officials: []Official{{Sources: make([]Citation, n)}}}, "sources"); got != want {
			t.Errorf("%d sources: refused %v", n, got)
		}
	}
	total := Commodity{ID: "commodity:TOTAL", Classification: "TOTAL", Code: "TOTAL", Edition: "2022"}
	if problems := (Batch{Commodities: []Commodity{total}}).CheckEach(); !slices.ContainsFunc(problems, func(p Problem) bool { return p.Field == "edition" }) {
		t.Errorf("a total with an edition: %v", problems)
	}
}
