package store

import (
	"context"

	"demarche/graph"
)

// MaxInputs is the most items of one mutation.
const MaxInputs = 1000

// Upsert writes inputs in one transaction, as Update does, and says of each what became of it.
func Upsert[T graph.Input](ctx context.Context, s *Store, inputs []T) ([]graph.Upsert, error) {
	if err := graph.CheckSize("input", len(inputs), MaxInputs, "send the rest in another mutation"); err != nil {
		return nil, err
	}
	var all graph.Update
	out := make([]graph.Upsert, len(inputs))
	records := make([]string, len(inputs))
	for i, in := range inputs {
		u, record, node, problem := in.Update()
		out[i], records[i] = graph.Upsert{ID: record, NodeID: node}, record
		if problem != nil {
			out[i] = graph.Upsert{ID: record, Status: graph.Rejected, Field: &problem.Field, Text: &problem.Text}
			continue
		}
		all.Put.Append(u.Put)
		all.Ensure.Append(u.Ensure)
	}
	all.Ensure = all.Ensure.First()
	outcomes, err := s.Update(ctx, all)
	if err != nil {
		return nil, err
	}
	fates := make(map[string]graph.Outcome, len(outcomes))
	for _, o := range outcomes {
		fates[o.ID] = o
	}
	for i := range out {
		if fate := fates[records[i]]; out[i].Status == "" {
			out[i].Status = fate.Status
			if fate.Status == graph.Rejected {
				out[i].Field = &fate.Field
			}
			if fate.Message != "" {
				out[i].Text = &fate.Message
			}
		}
		if out[i].Text != nil { // rejected, or retracted
			out[i].NodeID = ""
		}
	}
	return out, nil
}
