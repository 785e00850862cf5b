package ingest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"demarche/graph"
)

// differences counts the merged records to which rows of a file give different values. Of these the one that sorts
// first stays, see graph.Official.Merged.
type differences struct {
	records int
	example string
	seen    map[string]string // the values of the record at hand, by field
	counted bool              // whether it is among records
}

// describing returns the records of a batch that describe people, offices and places, whose values rows repeat.
func describing(b graph.Batch) graph.Batch {
	return graph.Batch{
		Places: b.Places, Organizations: b.Organizations, Posts: b.Posts, Officials: b.Officials, Tenures: b.Tenures,
	}
}

// add adds what a row says of a record, given as a batch in JSON. first reports whether it is the first of that record.
func (d *differences) add(text []byte, first bool) error {
	if first {
		d.seen, d.counted = map[string]string{}, false
	}
	var batch map[string]json.RawMessage
	if err := json.Unmarshal(text, &batch); err != nil {
		return err
	}
	for _, list := range batch {
		var records []map[string]any
		if json.Unmarshal(list, &records) != nil {
			continue
		}
		for _, r := range records {
			d.compare(r)
		}
	}
	return nil
}

// guessed are fields that differ between rows without a contradiction: names, which are kept as aliases, and what
// importers conclude from titles.
var guessed = []string{"name", "nativeName", "title", "level", "kind"}

// compare compares the texts of a record with those of earlier rows.
func (d *differences) compare(record map[string]any) {
	for _, field := range slices.Sorted(maps.Keys(record)) {
		is, _ := record[field].(string)
		if is == "" || slices.Contains(guessed, field) {
			continue
		}
		was, known := d.seen[field]
		if !known {
			d.seen[field] = is
		}
		if known && was != is && !d.counted {
			d.counted = true
			if d.records++; d.example == "" {
				id, _ := record["id"].(string)
				d.example = fmt.Sprintf("%s of %s (%s, %s)", field, id, min(was, is), max(was, is))
			}
		}
	}
}

// notes returns a note if there are differences.
func (d *differences) notes() []string {
	if d.records == 0 {
		return nil
	}
	return []string{fmt.Sprintf(
		"rows disagree about values of %d record(s), such as %s: of each the one that sorts first stays", d.records, d.example,
	)}
}
