package apitest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"demarche/internal/gen"
)

// good are inputs in which nothing is wrong, by their types.
var good = map[string]func() map[string]any{
	"SourceInput": func() map[string]any { return map[string]any{"title": "A report"} },
	"EventInput": func() map[string]any {
		return map[string]any{
			"kind": "MEETING", "title": "Talks", "date": "2025-09-04", "participants": []any{map[string]any{"actor": "official:ann", "roles": []any{"HOST"}}},
			"sources": []any{map[string]any{"title": "A report"}},
		}
	},
	"OfficialInput": func() map[string]any {
		return map[string]any{"name": "Bob", "sources": []any{map[string]any{"title": "A report"}}}
	},
	"TradeFigureInput": func() map[string]any {
		return map[string]any{
			"reporter": "CHN", "partner": "PRK", "flow": "EXPORT", "commodity": "15", "description": "Fats", "frequency": "MONTHLY", "publisher": "gacc",
			"period": "2025-09", "value": "1", "sources": []any{map[string]any{"title": "A report"}},
		}
	},
	"EventLinkInput": func() map[string]any {
		return map[string]any{"from": "event:a", "to": "event:b", "sources": []any{map[string]any{"title": "A report"}}}
	},
}

// A badField is an item of a mutation with one field that is wrong.
type badField struct {
	item       map[string]any
	path, code string
}

// badFields are all that can be wrong with a value of an input type: each scalar of ours, each text and each id within
// it.
func badFields(
	schema *ast.Schema,
	typ, within string,
	put func(path string, value any) map[string]any,
) (out []badField) {
	for _, f := range schema.Types[typ].Fields {
		named, path := f.Type.Name(), within+f.Name
		at := path
		if f.Type.Elem != nil {
			at += "[0]"
		}
		bad := func(value any, code string) {
			if f.Type.Elem != nil {
				value = []any{value}
			}
			out = append(out, badField{put(path, value), at, code})
		}
		switch def := schema.Types[named]; {
		case named == "EDTF":
			bad("2025-13", "BAD_DATE")
			bad(2025, "BAD_DATE")
		case named == "CountryCode":
			bad("Q1", "BAD_COUNTRY")
			bad(map[string]any{"a": 1}, "BAD_COUNTRY")
		case named == "Decimal":
			bad("one", "BAD_INPUT")
			bad([]any{"1"}, "BAD_INPUT")
		case def.Kind == ast.InputObject:
			out = append(out, badFields(schema, named, at+".", put)...)
		case named == "String", named == "ID":
			bad("\x01", "BAD_INPUT")
			bad(strings.Repeat("x", 30000), "BAD_INPUT")
		}
	}
	return out
}

// with is an input in which the field at a path such as sources[0].url is another.
func with(in map[string]any, path string, value any) map[string]any {
	first, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		in[first] = value
		return in
	}
	name := strings.TrimSuffix(first, "[0]")
	list, _ := in[name].([]any)
	if len(list) == 0 {
		list = []any{map[string]any{}}
	}
	list[0] = with(list[0].(map[string]any), rest, value)
	in[name] = list
	return in
}

// One bad field of an item, of any type, rejects that item, with its path and its code, and the others are written.
func TestMutation_badFields(t *testing.T) {
	h := editable(t)
	schema := gen.NewExecutableSchema(gen.Config{}).Schema()
	as(t, h, `mutation { upsertOfficials(input: [{id: "official:ann", name: "Ann", sources: [{title: "A report"}]}]) { created }
		upsertEvents(input: [{id: "event:a", kind: MEETING, title: "A", date: "2020", sources: [{title: "A report"}]}, {id: "event:b", kind: MEETING, title: "B", date: "2021", sources: [{title: "A report"}]}]) { created } }`, nil)
	inputs := map[string]string{}
	for _, f := range schema.Mutation.Fields {
		if a := f.Arguments.ForName("input"); a != nil {
			inputs[f.Name] = a.Type.Name()
		}
	}
	if len(inputs) < 4 {
		t.Fatal(inputs)
	}
	for _, field := range slices.Sorted(maps.Keys(inputs)) {
		t.Run(field, func(t *testing.T) {
			typ := inputs[field]
			bad := badFields(schema, typ, "", func(path string, value any) map[string]any { return with(good[typ](), path, value) })
			items := []any{}
			for _, b := range bad {
				items = append(items, b.item)
			}
			items = append(items, good[typ]())
			var out map[string]struct {
				Items []struct{ Status, Field, Code, Message string }
			}
			text := as(t, h, fmt.Sprintf(`mutation($in: [%s!]!) { %s(input: $in) { items { status field code message } } }`, typ, field), map[string]any{"in": items})
			if err := json.Unmarshal([]byte(text), &out); err != nil {
				t.Fatal(err)
			}
			got := out[field].Items
			for i, b := range bad {
				if got[i].Status != "REJECTED" || got[i].Field != b.path || got[i].Code != b.code || strings.Contains(got[i].Message, "neither in the graph") && !strings.HasSuffix(b.path, "id") {
					t.Errorf("%s, %s: %+v", b.path, b.code, got[i])
				}
			}
			want := "CREATED"
			if typ == "TradeFigureInput" { // the countries are not there
				want = "REJECTED"
			}
			if last := got[len(got)-1]; last.Status != want {
				t.Errorf("the good one: %+v", last)
			}
		})
	}
}

// What is wrong behind an item is reported as what is wrong with it.
func TestMutation_causes(t *testing.T) {
	h := editable(t)
	source := func(field string, value any) map[string]any {
		return with(good["OfficialInput"](), "sources[0]."+field, value)
	}
	figure := func(field string, value any) map[string]any { return with(good["TradeFigureInput"](), field, value) }
	for _, tt := range []struct {
		field, path, says string
		item              map[string]any
	}{
		{"upsertOfficials", "sources[0].url", "not an http or https address", source("url", "ftp://example.org/a")},
		{"upsertOfficials", "sources[0].reliability", `"Z" is none of`, source("reliability", "Z")},
		{"upsertOfficials", "sources[0].id", "source:none", map[string]any{"name": "Bob", "sources": []any{map[string]any{"id": "source:none"}}}},
		{"upsertOfficials", "sources[0]", "needs an id, a url or a title", map[string]any{"name": "Bob", "sources": []any{map[string]any{"quote": "x"}}}},
		{"upsertOfficials", "wikidata", `"Q0" is not an id of Wikidata`, with(good["OfficialInput"](), "wikidata", "Q0")},
		{"upsertTradeFigures", "currency", "ISO 4217", figure("currency", "usd")},
		{"upsertTradeFigures", "currency", "ISO 4217", figure("currency", "ZZZ")},
		{"upsertTradeFigures", "publisher", "lower-case letters", figure("publisher", "G A")},
		{"upsertTradeFigures", "period", "not a period of a series that is MONTHLY", figure("period", "2025")},
		{"upsertTradeFigures", "commodity", "two, four or six digits", figure("commodity", "150")},
		{"upsertTradeFigures", "reporter", "country:CHN", good["TradeFigureInput"]()},
	} {
		typ := map[string]string{"upsertOfficials": "OfficialInput", "upsertTradeFigures": "TradeFigureInput"}[tt.field]
		text := as(t, h, fmt.Sprintf(`mutation($in: [%s!]!) { %s(input: $in) { items { status field message } } }`, typ, tt.field), map[string]any{"in": []any{tt.item}})
		if !strings.Contains(text, `"REJECTED"`) || !strings.Contains(text, `"field":"`+tt.path+`"`) || !strings.Contains(strings.ReplaceAll(text, `\"`, `"`), tt.says) {
			t.Errorf("%s: %s", tt.path, text)
		}
	}
	// One item does not pay for a source that another gave wrongly.
	text := as(t, h, `mutation { upsertOfficials(input: [{name: "A", sources: [{id: "source:x", title: "X", reliability: "Z"}]}, {name: "B", sources: [{id: "source:x", title: "X"}]}]) { created rejected } }`, nil)
	if text != `{"upsertOfficials":{"created":1,"rejected":1}}` {
		t.Error(text)
	}
}

// The order in which participants come makes no other event.
func TestMutation_order(t *testing.T) {
	h := editable(t)
	as(t, h, people, nil)
	const write = `mutation { upsertEvents(input: [{kind: MEETING, title: "Talks", date: "2025", participants: [%s], sources: [{id: "source:s"}]}]) { created updated } }`
	if got := as(t, h, fmt.Sprintf(write, `{actor: "official:ann", roles: [HOST]}, {actor: "official:bob", roles: [GUEST]}`), nil); !strings.Contains(got, `"created":1`) {
		t.Error(got)
	}
	if got := as(t, h, fmt.Sprintf(write, `{actor: "official:bob", roles: [GUEST]}, {actor: "official:ann", roles: [HOST]}`), nil); !strings.Contains(got, `"created":0`) {
		t.Error(got)
	}
}
