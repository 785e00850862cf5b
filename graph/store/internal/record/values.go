package record

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche/graph"
	"demarche/graph/edtf"
)

// SortedKeys returns the keys of a map in order.
func SortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Shown returns a value in the form of a revision. An edge is the id at its end, and its properties.
func Shown(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = Shown(item)
		}
		return strings.Join(parts, "; ")
	case map[string]any:
		on := ""
		switch {
		case v["roles"] != nil:
			on = " (" + strings.ReplaceAll(Shown(v["roles"]), "; ", ", ") + ")"
		case v["by"] != nil:
			on = " by " + Shown(v["by"])
		case v["quote"] != nil:
			on = " “" + Shown(v["quote"]) + "”"
		}
		return Shown(v["id"]) + on
	case time.Time:
		return v.UTC().Format(time.RFC3339)
	}
	return fmt.Sprint(v)
}

// MapsIn returns the maps in a list, without other values.
func MapsIn(in []any) []map[string]any {
	out := make([]map[string]any, 0, len(in))
	for _, v := range in {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// KeptEvent is what a retraction keeps of an event.
// KeptEvent returns the record of a retracted event.
func KeptEvent(text string) (e graph.Event, err error) {
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		return e, fmt.Errorf("%w: what is kept of a retracted event is broken: %w", graph.ErrInternal, err)
	}
	return e, nil
}

// OrNull returns texts for the database, or nil if there are none.
func OrNull[T ~string](in []T) any {
	if len(in) == 0 {
		return nil
	}
	out := make([]any, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

// ParseDate parses a stored date. Its error wraps graph.ErrInternal.
func ParseDate(text string) (edtf.Date, error) {
	date, err := edtf.Parse(text)
	if err != nil {
		return edtf.Date{}, fmt.Errorf("%w: a stored date is broken: %w", graph.ErrInternal, err)
	}
	return date, nil
}
