package operations_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"demarche/internal/gen"
	"demarche/internal/operations"
)

func executor() *operations.Executor {
	return operations.New(gen.NewExecutableSchema(gen.Config{}))
}

// create makes an operation and returns its variables, or what is wrong.
func create(
	t *testing.T,
	e *operations.Executor,
	document string,
	vars map[string]any,
) (map[string]any, gqlerror.List) {
	t.Helper()
	ctx := graphql.StartOperationTrace(t.Context())
	op, errs := e.CreateOperationContext(ctx, &graphql.RawParams{Query: document, Variables: vars})
	return op.Variables, errs
}

func num(text string) json.Number { return json.Number(text) }

// A coercion is a value that a client gives, and what becomes of it.
type coercion struct{ given, becomes any }

// samples are values of each scalar, right and wrong, by the specification's rules of input coercion. Custom scalars
// are read where they are used.
var samples = map[string]struct {
	good []coercion
	bad  []any
}{
	"Int": {
		[]coercion{{num("2"), int64(2)}, {num("2.0"), int64(2)}, {num("2e1"), int64(20)}, {num("-2147483648"), int64(-2147483648)}},
		[]any{"2", "", num("1.5"), num("2147483648"), num("1e99"), num("-2147483649"), true, []any{[]any{num("2")}}, map[string]any{}},
	},
	"Float": {
		[]coercion{{num("1.5"), 1.5}, {num("2"), 2.0}},
		[]any{"1.5", "NaN", num("1e999"), true, map[string]any{}},
	},
	"Boolean": {
		[]coercion{{true, true}, {false, false}},
		[]any{"true", num("1"), num("0"), "", map[string]any{}},
	},
	"String": {
		[]coercion{{"x", "x"}, {"", ""}},
		[]any{num("5"), true, map[string]any{}},
	},
	"ID": {
		[]coercion{{"x", "x"}, {num("5"), "5"}, {num("12345678901234567890"), "12345678901234567890"}, {num("5.0"), "5"}},
		[]any{num("1.5"), true, map[string]any{}},
	},
	"EDTF":        {good: []coercion{{"2025-09", "2025-09"}, {num("5"), num("5")}}},
	"CountryCode": {good: []coercion{{"CHN", "CHN"}}},
	"Decimal":     {good: []coercion{{"1.5", "1.5"}}},
	"Date":        {good: []coercion{{"2025-09-04", "2025-09-04"}}},
}

// A misspelled enumeration value, or one in another letter case, is an error at every position. So is every value that
// a scalar does not accept. Correct values are accepted.
func TestVariables_everyPlace(t *testing.T) {
	e := executor()
	kinds := map[string]int{}
	for _, p := range positions(t) {
		good, bad := samples[p.of.Name].good, samples[p.of.Name].bad
		if p.of.Kind == ast.Enum {
			good, bad = valuesOf(p.of)
		}
		if good == nil {
			t.Fatalf("%s: no samples of %s", p.document, p.of.Name)
		}
		kinds[p.of.Name]++
		for _, c := range good {
			vars, errs := create(t, e, p.document, map[string]any{"v": p.value(c.given)})
			if errs != nil {
				t.Fatalf("%s\n%s: %v: %v", p.document, p.at, c.given, errs)
			}
			if got := leaf(vars["v"], p.at); got != c.becomes {
				t.Errorf("%s\n%s: %v became %#v, not %#v", p.document, p.at, c.given, got, c.becomes)
			}
		}
		for _, v := range bad {
			_, errs := create(t, e, p.document, map[string]any{"v": p.value(v)})
			refused(t, errs, p, v)
		}
	}
	for _, def := range gen.NewExecutableSchema(gen.Config{}).Schema().Types {
		output := def.Name == "Agreement" || def.Name == "DatePrecision" || def.Name == "MergeRule" || def.Name == "PostLevel" ||
			def.Name == "OrganizationKind" || def.Name == "UpsertStatus" || def.Name == "FateStatus" || def.Name == "DecisionKind" || def.BuiltIn
		if def.Kind == ast.Enum && !output && kinds[def.Name] == 0 {
			t.Errorf("%s stands nowhere", def.Name)
		}
	}
}

func refused(t *testing.T, errs gqlerror.List, p position, v any) {
	t.Helper()
	if len(errs) != 1 || errs[0].Extensions["code"] != "GRAPHQL_VALIDATION_FAILED" {
		t.Errorf("%s\n%s: %#v passed: %v", p.document, p.at, v, errs)
		return
	}
	says := []string{"variable " + p.at, p.of.Name}
	if text, ok := v.(string); ok {
		says = append(says, fmt.Sprintf("%q", text))
	}
	for _, value := range p.of.EnumValues {
		says = append(says, value.Name)
	}
	for _, part := range says {
		if !strings.Contains(errs[0].Message, part) {
			t.Errorf("%s\n%q does not name %s", p.document, errs[0].Message, part)
		}
	}
}

func valuesOf(def *ast.Definition) (good []coercion, bad []any) {
	for _, v := range def.EnumValues {
		good = append(good, coercion{v.Name, v.Name})
		bad = append(bad, strings.ToLower(v.Name), v.Name[:1]+strings.ToLower(v.Name[1:]), v.Name+" ", v.Name+"X")
	}
	return good, append(bad, "", "nothing like it", num("0"), true, map[string]any{})
}

// leaf is the value at a place.
func leaf(v any, at string) any {
	for _, step := range strings.FieldsFunc(strings.TrimPrefix(at, "$v"), func(r rune) bool { return strings.ContainsRune(".[]", r) }) {
		if step == "0" {
			v = v.([]any)[0]
			continue
		}
		v = v.(map[string]any)[step]
	}
	return v
}

func TestVariables(t *testing.T) {
	const filter = `query($f: EventFilter) { timeline(filter: $f) { totalCount } }`
	type vars = map[string]any
	cases := map[string]struct {
		document string
		given    vars
		want     vars
		says     string
	}{
		"missing":                      {document: `query($id: ID!) { node(id: $id) { id } }`, says: "variable $id: it is missing: give it a value of the type ID!"},
		"null":                         {document: `query($id: ID!) { node(id: $id) { id } }`, given: vars{"id": nil}, says: "variable $id: it is null: give it a value of the type ID!"},
		"null in a list":               {document: filter, given: vars{"f": vars{"actors": []any{"a", nil}}}, says: "variable $f.actors[1]: it is null"},
		"unknown field":                {document: filter, given: vars{"f": vars{"mtch": "ALL"}}, says: `variable $f: EventFilter has no field "mtch"; did you mean match? Its fields are actors`},
		"unknown field like no other":  {document: filter, given: vars{"f": vars{"zzzzzzzzzzz": 1}}, says: `variable $f: EventFilter has no field "zzzzzzzzzzz"; its fields are actors`},
		"a typename":                   {document: filter, given: vars{"f": vars{"__typename": "EventFilter"}}, says: `has no field "__typename"`},
		"a text for an object":         {document: filter, given: vars{"f": "x"}, says: `variable $f: "x" is not a value of EventFilter: give an object with fields of actors`},
		"a list for an object":         {document: filter, given: vars{"f": []any{}}, says: `variable $f: a list is not a value of EventFilter`},
		"a single value for a list":    {document: filter, given: vars{"f": vars{"kinds": "VISIT"}}, want: vars{"f": vars{"kinds": []any{"VISIT"}}}},
		"a wrong single value":         {document: filter, given: vars{"f": vars{"kinds": "visit"}}, says: `variable $f.kinds: "visit" is not a value of EventKind; did you mean VISIT? Its values are VISIT, MEETING`},
		"nulls":                        {document: filter, given: vars{"f": vars{"kinds": nil, "match": nil}}, want: vars{"f": vars{"kinds": nil, "match": nil}}},
		"a variable that is not asked": {document: filter, given: vars{"g": 1}, want: vars{}},
		"a default":                    {document: `query($n: Int = 3) { timeline(first: $n) { totalCount } }`, want: vars{"n": int64(3)}},
		"a required field":             {document: `mutation($i: [EventInput!]!) { upsertEvents(input: $i) { created } }`, given: vars{"i": []any{vars{"title": "x"}}}, says: "variable $i[0].kind: it is missing: give it a value of the type EventKind!"},
		"a null where a value must stand": {
			document: `query($b: TimeBucket = DAY) { timelineHistogram(bucket: $b) { start } }`, given: vars{"b": nil},
			says: "variable $b: it is null, and timelineHistogram(bucket:) needs a value of the type TimeBucket!",
		},
		"a null in a list of values": {
			document: `query($k: EventKind = VISIT) { timeline(filter: {kinds: [$k]}) { totalCount } }`, given: vars{"k": nil},
			says: "variable $k: it is null, and timeline(filter:) needs a value of the type EventKind!",
		},
		"a null in a fragment": {
			document: `query($i: ID = "x") { ...A } fragment A on Query { node(id: $i) { id } }`, given: vars{"i": nil}, says: "node(id:) needs a value",
		},
		"a null that decides": {
			document: `query($b: Boolean = true) { timeline @include(if: $b) { totalCount } }`, given: vars{"b": nil}, says: "@include(if:) needs a value",
		},
		"a null where null may stand": {document: `query($n: Int = 3) { timeline(first: $n) { totalCount } }`, given: vars{"n": nil}, want: vars{"n": nil}},
		"a long text":                 {document: filter, given: vars{"f": vars{"match": strings.Repeat("é", 1000)}}, says: "…\" is not a value of Match"},
	}
	e := executor()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, errs := create(t, e, c.document, c.given)
			if c.says != "" {
				if len(errs) == 0 || !strings.Contains(errs[0].Message, c.says) || len(errs[0].Message) > 500 ||
					errs[0].Locations == nil {
					t.Errorf("%v", errs)
				}
				return
			}
			if diff := cmp.Diff(c.want, got); diff != "" || errs != nil {
				t.Error(errs, diff)
			}
		})
	}
}

// What a client gives is not changed, and of many errors only some are looked for.
func TestVariables_many(t *testing.T) {
	bad := make([]any, 100_000)
	_, errs := create(t, executor(), `query($i: [ID!]!) { nodes(ids: $i) { id } }`, map[string]any{"i": bad})
	if len(errs) == 0 || len(errs) > 50 {
		t.Errorf("%d errors", len(errs))
	}
}

func TestSingleFieldSubscriptions(t *testing.T) {
	const field = `eventRecorded { cursor }`
	cases := map[string]string{ // a part of the error; empty: none
		`subscription { ` + field + ` }`:                                                                                                     "",
		`subscription { a: ` + field + ` }`:                                                                                                  "",
		`subscription { eventRecorded { cursor } eventRecorded { event { id } } }`:                                                           "",
		`subscription { ...A } fragment A on Subscription { ` + field + ` }`:                                                                 "",
		`subscription { ... on Subscription { ` + field + ` } ... { ` + field + ` } }`:                                                       "",
		`subscription { eventRecorded { cursor @skip(if: true) event { id } } }`:                                                             "",
		`query { timeline @skip(if: true) { totalCount } }`:                                                                                  "",
		`subscription { a: ` + field + ` b: ` + field + ` }`:                                                                                 "An anonymous subscription must select only one top level field",
		`subscription S { a: ` + field + ` ` + field + ` }`:                                                                                  `Subscription "S" must select only one`,
		`subscription { a: ` + field + ` ...A } fragment A on Subscription { ` + field + ` }`:                                                "must select only one",
		`subscription { ...A ...B } fragment A on Subscription { a: ` + field + ` } fragment B on Subscription { ... { b: ` + field + ` } }`: "must select only one",
		`subscription { __typename }`:                                                                                                        "must not select an introspection top level field",
		`subscription { ...A } fragment A on Subscription { __typename }`:                                                                    "must not select an introspection",
		`subscription { ` + field + ` __typename }`:                                                                                          "must select only one",
		`subscription { eventRecorded @skip(if: true) { cursor } }`:                                                                          "must not have @skip",
		`subscription { eventRecorded @skip(if: false) { cursor } }`:                                                                         "must not have @skip",
		`subscription($b: Boolean!) { eventRecorded @include(if: $b) { cursor } }`:                                                           "must not have @include",
		`subscription { ... @include(if: false) { ` + field + ` } }`:                                                                         "must not have @include",
		`subscription { ... on Subscription @skip(if: true) { ` + field + ` } }`:                                                             "must not have @skip",
		`subscription { ...A @skip(if: true) } fragment A on Subscription { ` + field + ` }`:                                                 "must not have @skip",
		`subscription { ...A } fragment A on Subscription { eventRecorded @skip(if:true) {cursor} }`:                                         "must not have @skip",
	}
	e := executor()
	for document, says := range cases {
		t.Run(document, func(t *testing.T) {
			vars := map[string]any{}
			if strings.Contains(document, "$b") {
				vars["b"] = true
			}
			_, errs := create(t, e, document, vars)
			if says == "" && errs != nil || says != "" && !strings.Contains(errs.Error(), says) {
				t.Errorf("%v", errs)
			}
			for _, err := range errs {
				if err.Extensions["code"] == nil {
					t.Errorf("no code: %v", err)
				}
			}
		})
	}
}
