package write

import (
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// number gives the new or changed events in rows their record numbers.
func (w *writer) number(rows []record.Row) error {
	if len(rows) == 0 {
		return nil
	}
	counter, err := w.All("numbers", map[string]any{"n": len(rows)})
	if err != nil {
		return err
	}
	first := bolt.Get[int64](counter[0], "last") - int64(len(rows)) + 1
	for i, r := range rows {
		r.Props["seq"] = first + int64(i)
	}
	return nil
}

// renumber gives events with changed participants their next record numbers.
func (w *writer) renumber(ids []string) error {
	rows := record.RowsOf(ids, func(id string) record.Row { return record.Row{ID: id, Props: map[string]any{}} })
	if err := w.number(rows); err != nil {
		return err
	}
	params := make([]any, len(rows))
	for i, r := range rows {
		params[i] = map[string]any{"id": r.ID, "seq": r.Props["seq"]}
	}
	_, err := w.All("renumber", map[string]any{"rows": params})
	return err
}
