package project

import (
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
)

// saidProperties returns a list of what the record of an event that shows nothing else says in its properties: pairs of
// the field's name and its value, in the order of the properties.
func saidProperties(n string) string {
	fields := map[string]string{"edtf": "date", "kind": "kind", "title": "title"} // by property
	for _, text := range graph.EventTexts {
		fields[text.Name] = text.Name
	}
	names := make([]string, 0, len(fields))
	for property := range fields {
		names = append(names, property)
	}
	slices.Sort(names)
	for i, property := range names {
		names[i] = fmt.Sprintf("['%s', %s.%s]", fields[property], n, property)
	}
	return strings.Join(names, ", ")
}
