package httpd

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

func costOf(t *testing.T, schema *ast.Schema, query string, variables map[string]any) int {
	t.Helper()
	doc, errs := gqlparser.LoadQueryWithRules(schema, query, nil)
	if errs != nil {
		t.Fatal(errs)
	}
	if err := checkShape(doc, DefaultLimits()); err != nil {
		t.Fatal(err)
	}
	p := pricing{limits: DefaultLimits(), variables: variables, memo: map[string]price{}}
	return p.cost(doc.Operations[0])
}

func TestCost(t *testing.T) {
	schema := newFakeSchema(t, nil).schema
	cases := map[string]struct {
		query     string
		variables map[string]any
		want      int
	}{
		"one field each":              {`{event(id:1){id title}}`, nil, 3},
		"a page counts its rows once": {`{timeline(first:7){edges{node{id}} pageInfo{hasNextPage} totalCount}}`, nil, 1 + (1 + 7*2) + 2 + 1},
		"… and in each of its lists":  {`{timeline(first:7){edges{cursor} nodes{id}}}`, nil, 1 + 1 + 7 + 1 + 7},
		"a page without a size":       {`{timeline{nodes{id}}}`, nil, 1 + 1 + 20},
		"last":                        {`{timeline(last:7){nodes{id}}}`, nil, 1 + 1 + 7},
		"the larger of both":          {`{timeline(first:2,last:7){nodes{id}}}`, nil, 1 + 1 + 7},
		"a page by default":           {`{relationshipMap(around:[1]){nodes{id} omitted}}`, nil, 1 + 1 + 200 + 1},
		"maxNodes":                    {`{relationshipMap(around:[1],maxNodes:5){nodes{id} omitted}}`, nil, 1 + 1 + 5 + 1},
		"a list that names its size":  {`{search(text:"x",first:50){id}}`, nil, 1 + 50},
		"a list by default":           {`{search(text:"x"){id}}`, nil, 1 + 10},
		"ids":                         {`{nodes(ids:[1,2,3]){id}}`, nil, 1 + 3},
		"one id is a list of one":     {`{nodes(ids:1){id}}`, nil, 1 + 1},
		"a plain list":                {`{event(id:1){sources{id title}}}`, nil, 1 + 1 + 10*2},
		"lists in lists":              {`{timeline(first:7){nodes{participants(first:3){sources{id}}}}}`, nil, 1 + 1 + 7*(1+3*(1+10))},
		"a page in a page":            {`{timeline(first:7){nodes{timeline(first:3){nodes{id}}}}}`, nil, 1 + 1 + 7*(1+1+3)},
		"size by a variable":          {`query($n:Int){timeline(first:$n){nodes{id}}}`, map[string]any{"n": json.Number("7")}, 1 + 1 + 7},
		"a variable without a value":  {`query($n:Int){timeline(first:$n){nodes{id}}}`, nil, 1 + 1 + 20},
		"ids by a variable":           {`query($n:[ID!]!){nodes(ids:$n){id}}`, map[string]any{"n": []any{"1", "2"}}, 1 + 2},
		"a negative size":             {`{timeline(first:-7){nodes{id}}}`, nil, 1 + 1 + 20},
		"a huge size":                 {`{timeline(first:2147483647){nodes{id}}}`, nil, 1 + 1 + 1000},
		"a fragment in two pages": {
			`{a:timeline(first:2){...p} b:timeline(first:3){...p}}fragment p on EventConnection{nodes{...e} totalCount}fragment e on Event{id title}`,
			nil, 1 + (1 + 2*2 + 1) + 1 + (1 + 3*2 + 1),
		},
		"introspection": {`{__schema{types{name}}}`, nil, 1 + 1 + 10},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, costOf(t, schema, c.query, c.variables)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The limits let through what people really ask.
func TestReasonableQueriesPass(t *testing.T) {
	schema := projectSchema(t)
	queries := map[string]string{"introspection": introspectionQuery}
	maps.Copy(queries, reasonable)
	for _, path := range files(t, "../../schema/examples/*.graphql") {
		queries[filepath.Base(path)] = read(t, path)
	}
	for name, query := range queries {
		t.Run(name, func(t *testing.T) {
			cost := costOf(t, schema, query, nil)
			t.Logf("cost %d", cost)
			if limit := DefaultLimits().Complexity; cost > limit {
				t.Errorf("cost %d is over the limit of %d", cost, limit)
			}
		})
	}
}

func projectSchema(t *testing.T) *ast.Schema {
	t.Helper()
	var sources []*ast.Source
	for _, path := range files(t, "../../schema/*.graphqls") {
		sources = append(sources, &ast.Source{Name: path, Input: read(t, path)})
	}
	schema, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(paths), err)
	}
	return paths
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var reasonable = map[string]string{
	"500 events with everything": `query Page($after: String) {
  timeline(filter: {countries: ["CHN", "PRK"], match: ALL}, first: 500, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { cursor node { ...event } }
  }
}
fragment event on Event {
  __typename id kind title summary
  date { edtf earliest latest precision label }
  place { name country { code name } }
  participants { roles via actor { __typename id name } office { post { title organization { name } } } }
  sources { quote source { title publisher url } }
  previousBetweenSameParticipants { gap { min max } event { id title date { edtf } } }
}`,
	"a map of 1,000": `{ relationshipMap(around: ["official:Q56226"], depth: 2, maxNodes: 1000, bucket: MONTH) {
  nodes { id label type degree } edges { id source target weight kinds { kind count } } frames { start end added removed } omitted { nodes edges reason } } }`,
	"a chain of 500": `{ eventChain(from: "event:1", first: 500, via: [LED_TO, SHARED_COUNTRY]) {
  truncated events { depth event { id title date { label } } } links { from to via order gap { min max } shared { id name } sources { source { title } } } } }`,
	"a broad search": `{ search(text: "Kim", first: 100) { score matched node { id ... on Official { name nativeName } } } }`,
}

// What graphql-js sends, with every option on.
const introspectionQuery = `query IntrospectionQuery { __schema { description queryType { name kind } mutationType { name kind }
  subscriptionType { name kind } types { ...FullType } directives { name description isRepeatable locations
  args(includeDeprecated: true) { ...InputValue } } } }
fragment FullType on __Type { kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef }
    isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`
