package write

import (
	"slices"
	"time"

	"demarche/graph"
	"demarche/graph/store/internal/record"
)

// undoneOnce stands for the time at which a decision was undone, where only that counts.
var undoneOnce = time.Unix(0, 0)

// takeTold writes the records of events that show more than their own records say, or that others show, and takes them
// out of changed. It returns the ids of the events that have to be updated when everything else is written.
func (w *writer) takeTold(changed map[string][]record.Row, events []graph.Event) (retold []string, err error) {
	if len(w.told)+len(w.into) == 0 {
		return nil, nil
	}
	all := EventsByID(events)
	var rows []record.Row
	changed["events"] = slices.DeleteFunc(changed["events"], func(r record.Row) bool {
		_, hidden := w.into[r.ID]
		if hidden || w.told[r.ID] {
			rows, retold = append(rows, r), append(retold, r.ID)
			return true
		}
		return false
	})
	for _, r := range changed["events"] {
		if _, merged := w.into[all[r.ID].PartOf]; !merged {
			continue
		}
		if r.Props["record"], err = recordText(all[r.ID]); err != nil { // it will be a part of another event
			return nil, err
		}
		retold = append(retold, r.ID)
	}
	if len(rows) == 0 {
		return retold, nil
	}
	if err := w.revise(map[string][]record.Row{"events": rows}); err != nil {
		return nil, err
	}
	params := make([]any, len(rows))
	for i, r := range rows {
		kept, err := keptProps(all[r.ID])
		if err != nil {
			return nil, err
		}
		params[i] = map[string]any{"id": r.ID, "props": kept, "digest": r.Digest, "revised": w.revised()}
	}
	_, err = w.All("put_tellings", map[string]any{"rows": params})
	return retold, err
}
