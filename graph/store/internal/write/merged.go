package write

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// Writes about a merged official go to the kept one, on edges that record the original ids. See
// cypher/move_participations.cypher.

// loadMergedOrRetracted finds out whether ids without a stored record were merged or retracted.
func (w *writer) loadMergedOrRetracted(asked map[string]bool) error {
	officials, others := []string{}, []string{}
	for _, id := range record.SortedKeys(asked) {
		if _, stored := w.known[id]; stored {
			continue
		}
		if graph.IsOfficial(id) {
			officials = append(officials, id)
		} else if len(retractable([]string{id})) > 0 {
			others = append(others, id)
		}
	}
	if len(officials)+len(others) == 0 {
		return nil
	}
	records, err := w.All("hidden", map[string]any{"officials": officials, "others": others})
	for _, r := range records {
		id := bolt.Get[string](r, "id")
		w.known[id] = bolt.Get[string](r, "digest")
		if into := bolt.Get[string](r, "into"); into != "" {
			w.into[id] = into
			continue
		}
		w.retracted[id] = whyRetracted(r)
	}
	return err
}

// canonicalID returns the canonical id of an official.
func (w *writer) canonicalID(id string) string {
	if kept, ok := w.into[id]; ok {
		return kept
	}
	return id
}

// canonicalEvents returns the events with canonical ids of their participants.
func (w *writer) canonicalEvents(events []graph.Event) []graph.Event {
	if len(w.into) == 0 {
		return events
	}
	out := slices.Clone(events)
	for i, e := range out {
		out[i].PartOf = w.canonicalID(e.PartOf)
		rows := w.canonicalParticipants(record.EventRow(e).Edges["participants"].([]any))
		out[i].Participants = make([]graph.Participation, len(rows))
		for j, m := range record.MapsIn(rows) {
			p := graph.Participation{Actor: m["id"].(string)}
			for _, role := range bolt.Strings(m["roles"].([]any)) {
				p.Roles = append(p.Roles, graph.Role(role))
			}
			out[i].Participants[j] = p
		}
	}
	return out
}

// params returns the parameters of a row with canonical ids.
func (w *writer) params(kind string, r record.Row) map[string]any {
	p := r.Params()
	if kind == "events" {
		p["revised"] = w.revised()
	}
	if len(w.into) == 0 {
		return p
	}
	switch kind {
	case "events":
		p["partOf"] = w.canonicalID(record.Shown(p["partOf"]))
		p["participants"] = w.canonicalParticipants(p["participants"].([]any))
		p["about"] = w.canonicalSubjects(p["about"].([]any))
	case "tenures":
		recorded := p["official"].(string)
		if p["official"] = w.canonicalID(recorded); p["official"] != recorded {
			p["as"] = recorded
		}
	}
	return p
}

// recordedOf groups the entries of rows by canonical id, in the order of each group's first entry.
func (w *writer) recordedOf(rows []any) (groups [][]map[string]any) {
	at := map[string]int{}
	for _, m := range record.MapsIn(rows) {
		kept := w.canonicalID(m["id"].(string))
		i, ok := at[kept]
		if !ok {
			i, at[kept] = len(groups), len(groups)
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], m)
	}
	return groups
}

// recorded merges rows of one official: it returns the first with the canonical id and a list of what was recorded
// under each id.
func (w *writer) recorded(group []map[string]any) map[string]any {
	first := group[0]
	kept := w.canonicalID(first["id"].(string))
	if len(group) == 1 && first["id"] == kept {
		return first
	}
	slices.SortFunc(group, func(a, b map[string]any) int { return cmp.Compare(a["ord"].(int), b["ord"].(int)) })
	out := maps.Clone(first)
	as, ords := make([]any, len(group)), make([]any, len(group))
	for i, m := range group {
		as[i], ords[i] = m["id"], m["ord"]
	}
	out["id"], out["as"], out["asOrds"] = kept, as, ords
	return out
}

func (w *writer) canonicalSubjects(rows []any) []any {
	var out []any
	for _, group := range w.recordedOf(rows) {
		out = append(out, w.recorded(group))
	}
	return orEmpty(out)
}

func (w *writer) canonicalParticipants(rows []any) []any {
	var out []any
	for _, group := range w.recordedOf(rows) {
		p := w.recorded(group)
		if p["as"] != nil {
			texts, roles := make([]any, len(group)), []string{}
			for i, m := range group {
				own := bolt.Strings(m["roles"].([]any))
				texts[i], roles = strings.Join(own, " "), append(roles, own...)
			}
			p["asRoles"] = texts
			if len(group) > 1 {
				slices.SortFunc(roles, derive.CompareRoles)
				roles = slices.Compact(roles)
			}
			p["roles"] = record.List(roles)
		}
		out = append(out, p)
	}
	return orEmpty(out)
}

func orEmpty(in []any) []any {
	if in == nil {
		return []any{}
	}
	return in
}

// putOfficials writes officials, with a separate statement for merged ones, and the names under which search finds
// them.
func (w *writer) putOfficials(rows []record.Row) error {
	var own, merged []record.Row
	ids := map[string]bool{}
	for _, r := range rows {
		if kept, ok := w.into[r.ID]; ok {
			merged, ids[kept] = append(merged, r), true
			continue
		}
		own = append(own, r)
	}
	if err := w.putRows("officials", own); err != nil {
		return err
	}
	if err := w.putRows("merged", merged); err != nil {
		return err
	}
	corrected := slices.DeleteFunc(idsOf(own), func(id string) bool { _, stored := w.known[id]; return !stored })
	if err := w.alsoCalled(corrected, true); err != nil {
		return err
	}
	return w.alsoCalled(
		slices.DeleteFunc(record.SortedKeys(ids), func(id string) bool { return slices.Contains(corrected, id) }),
		false,
	)
}

// alsoCalled adds the names of merged officials to the search names of the kept ones. With written, their stored
// aliases are only their own.
func (w *writer) alsoCalled(ids []string, written bool) error {
	if len(ids) == 0 {
		return nil
	}
	records, err := w.All("also_called", map[string]any{"ids": ids, "written": written})
	if err != nil {
		return err
	}
	rows := wrongWords(records)
	if len(rows) == 0 {
		return nil
	}
	_, err = w.All("put_words", map[string]any{"rows": rows})
	return err
}
