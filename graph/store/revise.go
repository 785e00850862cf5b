package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche/graph/store/internal/bolt"
)

// computed lists the derived properties, which a revision does not repeat.
var computed = map[string]bool{
	"earliest": true, "latest": true, "precision": true, "certain": true, "certainFrom": true, "certainTo": true,
	"started": true, "ended": true, "ongoing": true, "start": true, "yearAgo": true, "monthAgo": true,
	"pid": true, "sk": true, "seq": true, "words": true,
}

// revise stores the earlier values of records that change.
func (w *writer) revise(changed map[string][]row) error {
	rows := map[string]row{}
	for _, of := range changed {
		for _, r := range of {
			if _, ok := w.known[r.id]; ok {
				rows[r.id] = r
			}
		}
	}
	if len(rows) == 0 || w.asBefore {
		return nil
	}
	records, err := w.All("stored", map[string]any{"ids": sortedKeys(rows)})
	if err != nil {
		return err
	}
	params := make([]any, len(records))
	for i, record := range records {
		id := bolt.Get[string](record, "id")
		params[i] = revision(rows[id], bolt.Get[map[string]any](record, "props"), bolt.Get[map[string]any](record, "edges"))
	}
	_, err = w.All("put_revisions", map[string]any{"rows": params})
	return err
}

func revision(r row, props, edges map[string]any) map[string]any {
	number, _ := props["revision"].(int64)
	number = max(number, 1)
	var fields, before, after []any
	compare := func(name string, was, is any) {
		if was, is := shown(was), shown(is); was != is {
			fields, before, after = append(fields, name), append(before, was), append(after, is)
		}
	}
	for _, name := range sortedKeys(r.props) {
		switch {
		case name == "edtf":
			compare("date", props[name], r.props[name])
		case !computed[name]:
			compare(name, props[name], r.props[name])
		}
	}
	for _, name := range sortedKeys(r.edges) {
		if was, kept := edges[name]; kept {
			compare(name, was, r.edges[name])
		}
	}
	earlier, _ := edges["sources"].([]any)
	sources, seen := make([]any, 0, len(earlier)), map[any]bool{}
	for _, s := range mapsIn(earlier) {
		if !seen[s["id"]] { // what each of its records said is among the values
			sources, seen[s["id"]] = append(sources, map[string]any{"id": s["id"], "ord": len(sources)}), true
		}
	}
	return map[string]any{
		"id": fmt.Sprintf("revision:%s:%d", r.id, number), "of": r.id, "number": number, "sources": sources,
		"fields": fields, "before": before, "after": after, "believedFrom": props["believedFrom"], "believedTo": nil,
	}
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// shown returns a value in the form of a revision. An edge is the id at its end, and its properties.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = shown(item)
		}
		return strings.Join(parts, "; ")
	case map[string]any:
		on := ""
		switch {
		case v["roles"] != nil:
			on = " (" + strings.ReplaceAll(shown(v["roles"]), "; ", ", ") + ")"
		case v["by"] != nil:
			on = " by " + shown(v["by"])
		case v["quote"] != nil:
			on = " “" + shown(v["quote"]) + "”"
		}
		return shown(v["id"]) + on
	case time.Time:
		return v.UTC().Format(time.RFC3339)
	}
	return fmt.Sprint(v)
}
