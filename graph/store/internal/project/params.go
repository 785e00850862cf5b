package project

import (
	"strconv"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/bolt"
)

// Prepare returns the parameters $given.a0, $given.a1 … for the arguments of a want. It marks invalid arguments in the
// want: the fields with these arguments fail, and nothing is read for them.
func Prepare(w answer.Projection, b Budgets) map[string]any {
	out := make(map[string]any, len(w.Args)+2)
	for i := range w.Args {
		if w.Args[i].Err != nil {
			continue
		}
		p, err := parameters(w.Args[i], i != w.Arg, b)
		w.Args[i].Err = err
		out["a"+strconv.Itoa(i)] = p
	}
	return out
}

func parameters(args answer.Args, ofActor bool, b Budgets) (map[string]any, error) {
	if args.Timeline != nil {
		return timelineParams(args.Timeline, ofActor, b)
	}
	out := make(map[string]any, len(args.Values)+2)
	for name, v := range args.Values {
		out[name] = value(v)
	}
	if out["first"] == nil {
		out["first"] = int64(graph.MaxPage)
	}
	out["plain"] = out["during"] == nil && out["kinds"] == nil
	out["paired"] = int64(graph.MaxPaired)
	return out, nil
}

// value returns an argument for the driver. A date becomes its bounds, a window its days, and an empty list no
// condition.
func value(v any) any {
	switch v := v.(type) {
	case edtf.Date:
		return map[string]any{"from": bolt.Bound(v.Earliest()), "to": bolt.Bound(v.Latest())}
	case *graph.Window:
		from, to := v.Days()
		return map[string]any{"from": bolt.Day(from), "to": bolt.Day(to)}
	case []any:
		if len(v) == 0 {
			return nil
		}
	}
	return v
}
