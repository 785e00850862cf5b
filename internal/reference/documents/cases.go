package documents

// Case is a document whose answer is compared to the byte. Where reference execution is itself wrong, Spec is what the
// specification asks for.
type Case struct{ Name, Query, Vars, Operation, Spec string }

// Cases are over the seed graph.
var Cases = []Case{
	{Name: "aliases", Query: `{ x: event(id:"event:2025-09-04-kim-xi-talks") { i: id t: title id } timeline(first:2) { e: edges { c: cursor n: node { id z: id } } } }`},
	{Name: "one field twice with other arguments", Query: `{ official(id:"official:Q15031") { a: timeline(first:1) { edges { cursor } } b: timeline(first:3, order: OLDEST_FIRST) { edges { node { title } } totalCount } c: timeline(first:1) { edges { cursor } } } }`},
	{Name: "fragments on interfaces", Query: `query { timeline(first:9) { edges { node { __typename ...E ... on Visit { place { name } } ... on Meeting { partOf { title } cameo } ... on Message { plover } ... on TradeRelease { figures { period } } } } } } fragment E on Event { ...N kind title ... on Node { nid: id __typename } participants { roles actor { __typename id ... on Official { born { label } offices { from { edtf } post { title } } } ... on Country { code } } } } fragment N on Node { id }`},
	{Name: "order of keys by type", Query: `{ timeline(first:6) { edges { node { ... on Visit { title } id title ... on Meeting { kind } date { edtf } kind } } } }`},
	{Name: "one alias, two fields by type", Query: `{ timeline(first:30) { edges { node { ... on Visit { x: title } ... on Meeting { y: cameo x: summary } ... on Message { y: plover } } } } }`},
	{Name: "one key, another rest by type", Query: `{ timeline(first:12, filter:{during:{to:"2025-11"}}) { edges { node { partOf { id } ... on Ceremony { partOf { title } } ... on Meeting { partOf { kind } } ... on Message { partOf { __typename } } } } } }`},
	{Name: "typename everywhere", Query: `{ __typename t: __typename timeline(first:1) { __typename edges { __typename node { __typename a: __typename place { __typename } participants { __typename actor { __typename } offices { __typename } } } } pageInfo { __typename } } node(id:"country:CHN") { __typename } timelineHistogram(bucket: YEAR) { __typename } }`},
	{Name: "skip and include", Query: skipping, Vars: `{"y":true,"n":false}`},
	{Name: "skip and include, turned", Query: skipping, Vars: `{"y":false,"n":true}`},
	{Name: "skip and include, both", Query: skipping, Vars: `{"y":true,"n":true}`},
	{Name: "skip and include, none", Query: skipping, Vars: `{"y":false,"n":false}`},
	{Name: "everything skipped", Query: `query($y: Boolean = true) { timeline(first:2) { edges { node { id @skip(if:$y) } } } event(id:"event:2025-09-04-kim-xi-talks") { ... on Visit { id } } }`},
	{Name: "nested variables", Query: nested, Vars: `{"n":3,"k":["VISIT","MEETING"],"f":{"during":{"from":"2025-08-01"},"kinds":"VISIT"},"r":["HOST"],"d":"2024-09-01"}`},
	{Name: "nested variables absent", Query: nested},
	{Name: "nested variables null", Query: nested, Vars: `{"n":null,"k":null,"f":null,"r":null,"d":null}`},
	{Name: "variable defaults", Query: `query($n: Int = 1, $f: EventFilter = {kinds:[MEETING]}) { official(id:"official:Q15031") { timeline(first:$n, filter:$f) { totalCount edges { node { kind } } } } event(id:"event:2025-09-kim-beijing-visit") { previousBetweenSameParticipants(kinds: VISIT) { event { id } } } }`},
	{Name: "lists of one item", Query: `query($k: [EventKind!]) { timeline(first:3, filter:{kinds: MESSAGE, actors: "official:Q15031"}) { totalCount nodes { id } } official(id:"official:Q15031") { a: timeline(filter:{kinds:$k}) { totalCount } b: timeline(filter:{kinds: VISIT, roles: HOST}) { totalCount } } }`, Vars: `{"k":"MEETING"}`},
	{Name: "input objects empty and null", Query: `query($d: DateRange) { country(code:"CHN") { a: timeline(filter:{}) { totalCount } b: timeline(filter:{match:null, certainty:null, kinds:null}) { totalCount } c: timeline(filter:{kinds:[], actors:[], countries:[], roles:[], places:[], sources:[]}) { totalCount } d: timeline(filter:{during:{}}) { totalCount } e: timeline(filter:{during:$d, certainty: CERTAIN}) { totalCount } f: timeline(filter: null) { totalCount } g: timeline(filter:{during:{from:null,to:"2019"}}) { totalCount } } }`},
	{Name: "null objects", Query: `{ a: event(id:"event:none") { id } b: node(id:"none") { id } c: official(id:"event:2025-09-04-kim-xi-talks") { id } timeline(first:20) { edges { node { place { name country { code } latitude } summary partOf { id } } } } nodes(ids:["event:2025-09-04-kim-xi-talks","none","country:PRK"]) { id __typename ... on Actor { name } } }`},
	{Name: "nodes twice and out of order", Query: `{ nodes(ids:["country:PRK","event:2025-09-04-kim-xi-talks","country:PRK","none","none","official:Q15031"]) { id } }`},
	{Name: "empty lists", Query: `{ nodes(ids:[]) { id } timeline(first:0) { edges { cursor } pageInfo { endCursor hasNextPage hasPreviousPage } totalCount } official(id:"official:robert-friedland") { offices { id } aliases timeline(first:0) { nodes { id } } } event(id:"event:2025-09-kim-beijing-visit") { about { id } ledTo { basis } revisions { number } } }`},
	{Name: "two roots", Query: `{ a: timeline(first:1) { totalCount } b: timeline(first:2, order: OLDEST_FIRST) { edges { cursor } } o: official(id:"official:Q15031") { name } p: official(wikidata:"Q15031") { id } }`},
	{Name: "leaves with arguments", Query: `{ tradeSeries(reporter:"CHN", partner:"PRK", flow: EXPORT) { a: missing b: missing(during:{from:"2025"}) missing(during:{to:"2024-10"}) c: missing(during:{from:"2025"}) } }`},
	{Name: "one root under many aliases", Query: `{ a: event(id:"event:2025-09-04-kim-xi-talks") { id } b: event(id:"event:2025-09-04-kim-xi-talks") { x: id title } c: event(id:"event:2025-09-kim-beijing-visit") { id } d: event(id:"none") { id } }`},
	{Name: "merging", Query: `{ timeline(first:2) { edges { cursor } } timeline(first:2) { edges { node { id place { name } } } totalCount } ...Q } fragment Q on Query { timeline(first:2) { edges { node { place { country { code } } ... on Visit { place { latitude } } id } } pageInfo { endCursor } } }`},
	{Name: "merging by type", Query: `{ timeline(first:9) { edges { node { ... on Visit { partOf { id } } partOf { title } ... on Meeting { partOf { kind } } ... on Event { partOf { date { label } } } } } } }`},
	{Name: "two unrelated interfaces", Query: `{ node(id:"official:Q15031") { ... on Actor { timeline(first:1) { totalCount } } ... on Node { ... on Official { timeline(first:1) { edges { cursor } } } } } }`},
	{Name: "operation B of two", Query: `query A { event(id:"event:2025-09-04-kim-xi-talks") { ...F } } query B { event(id:"event:2025-09-kim-beijing-visit") { ...F title } } fragment F on Event { id }`, Operation: "B"},
	{Name: "operation A of two", Query: `query A { event(id:"event:2025-09-04-kim-xi-talks") { ...F } } query B { event(id:"event:2025-09-kim-beijing-visit") { ...F title } } fragment F on Event { id }`, Operation: "A"},
	{Name: "root fragment shared, A", Query: `query A { ...R } query B { ...R event(id:"event:2025-09-kim-beijing-visit") { title } } fragment R on Query { event(id:"event:2025-09-kim-beijing-visit") { id } }`, Operation: "A"},
	{Name: "root fragment shared, B", Query: `query A { ...R } query B { ...R event(id:"event:2025-09-kim-beijing-visit") { title } } fragment R on Query { event(id:"event:2025-09-kim-beijing-visit") { id } }`, Operation: "B"},
	{Name: "unknown operation", Query: `query A { __typename }`, Operation: "Z"},
	{Name: "introspection with data", Query: `{ __schema { queryType { name } types { name kind description fields { name description args { name defaultValue type { name } } type { kind name ofType { name kind } } } enumValues { name } inputFields { name defaultValue } possibleTypes { name } interfaces { name } } directives { name } } __type(name:"Event") { kind possibleTypes { name } } event(id:"event:2025-09-04-kim-xi-talks") { id } }`},
	{Name: "invalid documents", Query: `{ event(id:"x") { nope } timeline { edges } }`},
	{Name: "missing variable", Query: `query($id: ID!) { event(id:$id) { id } }`},
	{Name: "escapes", Query: `{ node(id:"commodity:HS-1701") { ... on Commodity { description } } official(id:"official:Q56226") { nativeName aliases } nodes(ids:["event:2025-10-10-wpk-80th-anniversary"]) { ... on Event { title summary } } }`},
	{Name: "interface of interface", Query: `{ nodes(ids:["official:Q15031","country:CHN","org:gacc","event:2025-09-kim-beijing-visit"]) { ... on Actor { ... on Node { id ... on Country { code } } name timeline(first:1) { nodes { id } } } ... on Event { ... on Node { id } } } }`},
	{Name: "deep", Query: `{ event(id:"event:2025-09-04-kim-xi-talks") { partOf { parts { participants { actor { timeline(first:2) { nodes { participants(first:1) { office { post { organization { country { name } } } } } } } } } } } } }`},

	{Name: "bad root arguments", Query: `{ timeline(first:-1) { totalCount } a: timeline(first:501) { totalCount } b: timeline(first:1, last:1) { totalCount } c: timeline(after:"tampered") { totalCount } d: timeline(filter:{actors:["official:none"]}) { totalCount } event(id:"event:2025-09-04-kim-xi-talks") { id } }`},
	{Name: "bad root date", Query: `query($d: EDTF) { timelineHistogram(bucket: YEAR, filter:{during:{from:$d}}) { start } event(id:"event:2025-09-04-kim-xi-talks") { id } }`, Vars: `{"d":"soon"}`},
	{Name: "bad country", Query: `{ country(code:"XQX") { id } event(id:"event:2025-09-04-kim-xi-talks") { id } }`},
	{Name: "bad nested page", Query: `{ official(id:"official:Q15031") { id timeline(first:-1) { totalCount } } country(code:"CHN") { name cabinet { sources(first:501) { quote } } } event(id:"event:2025-09-04-kim-xi-talks") { id partOf { id parts(first:-1) { id } } } }`},
	{Name: "bad nested page, first and last", Query: `{ official(id:"official:Q15031") { id timeline(first:1, last:1) { totalCount } } }`},
	{Name: "bad nested cursor", Query: `{ node(id:"official:Q15031") { id ... on Official { timeline(after:"tampered") { totalCount } } } }`},
	{Name: "bad nested id", Query: `{ node(id:"official:Q15031") { id ... on Official { timeline(filter:{actors:["official:none"]}) { totalCount } } } }`},
	{Name: "bad below an empty list", Query: `{ event(id:"event:2025-09-kim-beijing-visit") { id ledTo { event { parts(first:-1) { id } } } } official(id:"none") { timeline(first:-1) { totalCount } } }`},
	{Name: "bad in one of two types", Query: `{ nodes(ids:["official:Q15031","event:2025-09-kim-beijing-visit"]) { id ... on Event { sources(first:-1) { quote } } } }`},
	{Name: "bad under one of two aliases", Query: `{ official(id:"official:Q15031") { a: sources(first:-1) { quote } b: sources(first:1) { quote } } }`},
	{Name: "bad and skipped", Query: `query($n: Boolean = false) { official(id:"official:Q15031") { id sources(first:-1) @include(if:$n) { quote } } }`},
	{Name: "bad cursor of another list", Query: `{ officials(after:"ZQAAUCCtf4Q8c3gUmw") { totalCount } timeline(before:"b0Nob2UgU29uIEh1aQBvZmZpY2lhbDpRMzA0MzYyMTezXJ6S") { totalCount } }`},
	{Name: "bad nested date", Query: `query($d: EDTF) { official(id:"official:Q15031") { id offices(asOf:$d) { id } } event(id:"event:2025-09-04-kim-xi-talks") { id } }`, Vars: `{"d":"soon"}`, Spec: `{"official":null,"event":{"id":"event:2025-09-04-kim-xi-talks"}}
  BAD_DATE at official.offices`},
	{Name: "number out of range", Query: `query($n: Int) { official(id:"official:Q15031") { timeline(first:$n) { totalCount } } }`, Vars: `{"n":99999999999}`, Spec: `{"official":null}
  BAD_INPUT at official.timeline`},
	{Name: "official by both ids", Query: `{ a: official(id:"official:Q15031", wikidata:"Q15031") { id } b: official { id } c: official(wikidata:"Q0") { id } }`},
}

const (
	skipping = `query($y: Boolean!, $n: Boolean!) { timeline(first:2) { edges @include(if:$y) { cursor @skip(if:$y) node @skip(if:$n) { id ...F @include(if:$n) ... on Visit @include(if:$y) { place { id } } ... @skip(if:$y) { kind } } } totalCount @skip(if:$n) @include(if:$n) } event(id:"event:2025-09-04-kim-xi-talks") @include(if:$n) { id } } fragment F on Event { title }`
	nested   = `query($n: Int, $k: [EventKind!], $f: EventFilter, $r: [ParticipantRole!], $d: EDTF) { official(id:"official:Q56226") { timeline(first:$n, filter:$f) { totalCount edges { node { parts(first:$n) { id kind } participants(roles:$r) { roles } } } } offices(asOf:$d) { id } counterparts(kinds:$k, first:$n, during:{from:$d}) { events actor { id } } } country: node(id:"country:CHN") { ... on Country { timeline(first:$n, filter:{kinds:$k, during:{from:$d, to:"2026"}}) { totalCount } } } }`
)
