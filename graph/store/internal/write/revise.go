package write

import (
	"fmt"
	"iter"

	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// computed lists the derived properties, which a revision does not repeat.
var computed = map[string]bool{
	"earliest": true, "latest": true, "precision": true, "certain": true, "certainFrom": true, "certainTo": true,
	"started": true, "ended": true, "ongoing": true, "start": true, "yearAgo": true, "monthAgo": true,
	"pid": true, "sk": true, "seq": true, "words": true,
}

// revised returns by how much the writing of a record raises the number of its revision.
func (w *writer) revised() int {
	if w.asBefore {
		return 0
	}
	return 1
}

// revise stores the earlier values of records that change.
func (w *writer) revise(changed map[string][]record.Row) error {
	rows := map[string]record.Row{}
	for _, of := range changed {
		for _, r := range of {
			if _, ok := w.known[r.ID]; ok {
				rows[r.ID] = r
			}
		}
	}
	if len(rows) == 0 || w.asBefore {
		return nil
	}
	records, err := w.All("stored", map[string]any{"ids": record.SortedKeys(rows)})
	if err != nil {
		return err
	}
	params := make([]any, len(records))
	for i, found := range records {
		id := bolt.Get[string](found, "id")
		props, edges := bolt.Get[map[string]any](found, "props"), bolt.Get[map[string]any](found, "edges")
		if text := bolt.Get[string](found, "record"); text != "" { // what the event shows is more than it said
			e, err := record.KeptEvent(text)
			if err != nil {
				return err
			}
			was := record.EventRow(e)
			props, edges = With(props, was.Props), was.Edges
		}
		params[i] = revision(rows[id], props, edges)
	}
	_, err = w.All("put_revisions", map[string]any{"rows": params})
	return err
}

// stated yields the properties that a record states, in their order, each with the name of its field.
func stated(props map[string]any) iter.Seq2[string, string] {
	return func(yield func(property, field string) bool) {
		for _, property := range record.SortedKeys(props) {
			field := property
			if property == "edtf" {
				field = "date"
			}
			if !computed[property] && !yield(property, field) {
				return
			}
		}
	}
}

func revision(r record.Row, props, edges map[string]any) map[string]any {
	number, _ := props["revision"].(int64)
	number = max(number, 1)
	var fields, before, after []any
	compare := func(name string, was, is any) {
		if was, is := record.Shown(was), record.Shown(is); was != is {
			fields, before, after = append(fields, name), append(before, was), append(after, is)
		}
	}
	for property, name := range stated(r.Props) {
		compare(name, props[property], r.Props[property])
	}
	for _, name := range record.SortedKeys(r.Edges) {
		if was, kept := edges[name]; kept {
			compare(name, was, r.Edges[name])
		}
	}
	earlier, _ := edges["sources"].([]any)
	sources, seen := make([]any, 0, len(earlier)), map[any]bool{}
	for _, s := range record.MapsIn(earlier) {
		if !seen[s["id"]] { // what each of its records said is among the values
			sources, seen[s["id"]] = append(sources, map[string]any{"id": s["id"], "ord": len(sources)}), true
		}
	}
	return map[string]any{
		"id": fmt.Sprintf("revision:%s:%d", r.ID, number), "of": r.ID, "number": number, "sources": sources,
		"fields": fields, "before": before, "after": after, "believedFrom": props["believedFrom"], "believedTo": nil,
	}
}
