package write

import (
	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
)

// keepRules returns a *graph.Rejection where what changed, or the links just written, break a rule with what is stored.
// It names records that were written.
func (w *writer) keepRules(changed map[string][]record.Row, links []graph.Link) error {
	return w.keepRulesBy(changed, links, func(retracted map[string]bool) rules.Find {
		return func(r rules.Rule, of []string) ([]rules.Breach, error) {
			return r.Breaches(of, w.All, false, retracted)
		}
	})
}

// keepRulesBy is keepRules with what a function returns. The function leaves out what a later update retracts: it is
// asked for that only if a rule is broken, because few updates retract what breaks one.
func (w *writer) keepRulesBy(
	changed map[string][]record.Row,
	links []graph.Link,
	without func(retracted map[string]bool) rules.Find,
) error {
	ids := map[string][]string{}
	for prefix, kind := range map[string]string{"event:": "events", "figure:": "figures", "commodity:": "commodities"} {
		ids[prefix] = idsOf(changed[kind])
	}
	err := rules.Keep(ids, links, without(nil))
	if err == nil || len(w.leaving) == 0 {
		return err
	}
	retracted, err := w.toBeRetracted()
	if err != nil {
		return err
	}
	return rules.Keep(ids, links, without(retracted))
}

// toBeRetracted returns the records that a later update retracts. A retraction that is stored changes nothing more.
func (w *writer) toBeRetracted() (map[string]bool, error) {
	var asked graph.Batch
	for of, id := range w.leaving {
		asked.Retractions = append(asked.Retractions, graph.Retraction{ID: id, Of: of})
	}
	stored, err := w.storedDecisions(asked)
	out := map[string]bool{}
	for of, id := range w.leaving {
		if _, ok := stored.retractions[id]; !ok {
			out[of] = true
		}
	}
	return out, err
}

// nestedTooDeep names, of the events that were written, those by which others are nested too deep; else the first of
// those.
func (w *writer) nestedTooDeep(deep, changed []string) error {
	records, err := w.All("rule_nested", map[string]any{"ids": deep, "changed": changed})
	if err != nil {
		return err
	}
	by := make([]string, len(records))
	for i, r := range records {
		by[i] = bolt.Get[string](r, "id")
	}
	return rules.NestedBy(by, deep)
}
