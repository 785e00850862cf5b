package project

import (
	"demarche/graph"
	"demarche/graph/store/cypher"
)

// columns maps each field of each projected type to its template, from which all projections are built. @file stands
// for the template in cypher/fields/FILE.cypher. A field that is not listed is the node's property of that name.
var columns = map[string]map[string]string{
	"Event": {
		"date":         "{n}.edtf",
		"participants": "@participants", "participantCount": "{n}.actorCount",
		"place":                           "[({n})-[:HELD_IN]->({+x}:Place) | {row}][0]",
		"partOf":                          "[({n})-[:PART_OF]->({+x}:Event) | {row}][0]",
		"parts":                           "COLLECT { MATCH ({n})<-[:PART_OF]-({+x}:Event) RETURN {row} ORDER BY {x}.sk LIMIT {$}.first }",
		"about":                           "COLLECT { MATCH ({n})-[{+r}:ABOUT]->({+x}) WHERE NOT {x}:Retracted RETURN {row} ORDER BY {r}.ord LIMIT {$}.first }",
		"ledTo":                           "COLLECT { MATCH ({n})-[{+r}:LED_TO]->({+x}:Event) RETURN {row} ORDER BY {x}.sk LIMIT {$}.first }",
		"ledFrom":                         "COLLECT { MATCH ({n})<-[{+r}:LED_TO]-({+x}:Event) RETURN {row} ORDER BY {x}.sk LIMIT {$}.first }",
		"previousBetweenSameParticipants": "@previous",
		"sources":                         sourcesOf, "revisions": "@revisions", "mentions": "@mentions",
		"records": "@records", "disputes": "coalesce({n}.disputes, [])", "decisions": "@decisions",
		"figures": "COLLECT { MATCH ({n})-[:ABOUT]->({+x}:TradeFigure) RETURN {row} ORDER BY {x}.start, {x}.id LIMIT {$}.first }",
	},
	"RecordedEvent": {"cursor": "{n}.seq", "event": "{row}"},
	"Participation": {"roles": "{p}.roles", "via": "{p}.via", "actor": "{row:a}", "office": "@office", "offices": "@offices_then"},
	"OfficeThen":    {"tenure": "{row}", "certainty": "@held_then"},
	"Consequence":   {"event": "{row}", "basis": "{r}.basis", "confidence": "{r}.confidence"},
	"PreviousEvent": {"event": "{row}", "gap": "[{n}.edtf, {up}.edtf]"},
	"Citation":      {"source": "{row}", "quote": "{r}.quote", "record": "{r}.record", "mentions": "{r}.mentions"},
	"Official": {
		"aliases": "coalesce({n}.aliases, [])", "country": countryOf, "offices": "@offices",
		"counterparts": "@counterparts", "sources": sourcesOf, "merges": "@merges",
	},
	"Merge": {"sources": sourcesOf},
	"EventRecord": {
		"fields": "@record_fields", "sources": "@record_sources", "recordedAt": "coalesce({n}.believedFrom, {n}.recordedAt)",
		"revisions": "@revisions",
	},
	"RecordField": {"field": "{i}[0]", "value": "{i}[1]"},
	"Decision": {
		"eventId": "{n}.event", "otherId": "{n}.other", "event": "@decided_event", "other": "@decided_other", "sources": sourcesOf,
	},
	"Fate": {
		"id": "$given.id", "status": "{status}", "sources": sourcesOf,
		"now": "CASE WHEN {k} IS NOT NULL THEN {row:k} END",
	},
	"Country": {
		"code": "{n}.iso3", "cabinet": "@cabinet",
		"counterparts": "@counterparts", "sources": sourcesOf,
	},
	"Aggregate": {"sources": sourcesOf},
	"Organization": {
		"country":      countryOf,
		"posts":        "COLLECT { MATCH ({n})<-[:AT]-({+x}:Post) RETURN {row} ORDER BY {x}.rank, {x}.id LIMIT {$}.first }",
		"counterparts": "@counterparts", "sources": sourcesOf,
	},
	"Counterpart": {
		"actor": "{row:a}", "events": "{w}",
		"first": "COLLECT { MATCH ({+x}:Event {sk: {lo}}) RETURN {row} }[0]",
		"last":  "COLLECT { MATCH ({+x}:Event {sk: {hi}}) RETURN {row} }[0]",
	},
	"Post": {"organization": "[({n})-[:AT]->({+x}:Organization) | {row}][0]", "holders": "@holders", "sources": sourcesOf},
	"Tenure": {
		"official": "[({n})<-[:HELD]-({+x}:Official) | {row}][0]", "post": "[({n})-[:OF_POST]->({+x}:Post) | {row}][0]",
		"from": "{n}.started", "to": "{n}.ended", "sources": sourcesOf,
	},
	"Place":  {"country": "[({n})-[:IN_COUNTRY]->({+x}:Country) | {row}][0]"},
	"Source": {},
	"Revision": {
		"source": "COLLECT { MATCH ({n})-[{+r}:SOURCED_FROM]->({+x}:Source) RETURN {row} ORDER BY {r}.ord, {x}.id LIMIT 1 }[0]", "changes": "[{+i} IN range(0, size({n}.fields) - 1) | {row}]",
		"recordedAt": "{n}.believedFrom", "supersededAt": "{n}.believedTo",
	},
	"FieldChange": {"field": "{n}.fields[{i}]", "before": "nullIf({n}.before[{i}], '')", "after": "nullIf({n}.after[{i}], '')"},
	"Commodity":   {"parent": "[({n})-[:PART_OF]->({+x}:Commodity) | {row}][0]"},
	"TradeSeries": {
		"reporter": "[({n})-[:REPORTER]->({+x}:Country|Aggregate) | {row}][0]", "partner": "[({n})-[:PARTNER]->({+x}:Country|Aggregate) | {row}][0]",
		"commodity": "[({n})-[:OF_COMMODITY]->({+x}:Commodity) | {row}][0]", "figures": "@figures", "missing": "@missing",
	},
	"TradeFigure": {
		"derivedFrom": "COLLECT { MATCH ({n})-[:DERIVED_FROM]->({+x}:TradeFigure) RETURN {row} ORDER BY {x}.id LIMIT 100 }",
		"series":      "[({n})-[:IN_SERIES]->({+x}:TradeSeries) | {row}][0]", "yoy": "@yoy", "mom": "@mom", "sources": sourcesOf,
	},
}

const (
	sourcesOf = "COLLECT { MATCH ({n})-[{+r}:SOURCED_FROM]->({+x}:Source) RETURN {row} ORDER BY {r}.ord, {x}.id LIMIT {$}.first }"
	countryOf = "[({n})-[:OF_COUNTRY]->({+x}:Country) | {row}][0]"
)

// eventTypes is the set of object types whose nodes have the label Event.
var eventTypes = func() map[string]bool {
	out := map[string]bool{}
	for _, name := range graph.Types {
		out[name] = true
	}
	return out
}()

// columnOf returns the label of an object type's nodes and the template of a field.
func columnOf(typ, field string) (label, template string) {
	label = typ
	if eventTypes[typ] {
		label = "Event"
	}
	template, ok := columns[label][field]
	switch {
	case !ok:
		return label, "{n}." + field
	case template[0] == '@':
		return label, cypher.Text("fields/" + template[1:])
	}
	return label, template
}

// discriminator returns the expression for the object type of a node of an abstract type. For an event it is the kind,
// which the renderer maps to the type.
func discriminator(abstract string) string {
	const actors = " WHEN {n}:Official THEN 'Official' WHEN {n}:Country THEN 'Country' WHEN {n}:Organization THEN 'Organization'"
	switch abstract {
	case "Event":
		return "{n}.kind"
	case "Actor":
		return "CASE" + actors + " END"
	case "TradeArea":
		return "CASE WHEN {n}:Country THEN 'Country' ELSE 'Aggregate' END"
	}
	return "CASE WHEN {n}:Event THEN {n}.kind" + actors + " ELSE labels({n})[0] END"
}
