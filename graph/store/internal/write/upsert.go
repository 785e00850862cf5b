package write

import (
	"cmp"
	"context"
	"errors"
	"maps"

	"demarche/graph"
	"demarche/graph/proposal"
)

// MaxInputs is the most items of one mutation.
const MaxInputs = 1000

// Upsert writes inputs in one transaction, as Update does, and says of each what became of it. What is wrong with a
// record behind an input, such as a source or a series, is reported as what is wrong with the input.
func Upsert[T proposal.Input](ctx context.Context, e *Editor, inputs []T) ([]graph.Upsert, error) {
	if err := graph.CheckSize("input", len(inputs), MaxInputs, "send the rest in another mutation"); err != nil {
		return nil, err
	}
	items := upserts{causes: map[string]string{}}
	for _, in := range inputs {
		items.add(in.Propose())
	}
	for {
		outcomes, err := e.updateAll(ctx, items.update())
		if items.rejectBy(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		items.addOutcomes(outcomes)
		return items.out, nil
	}
}

// upserts are the items of one mutation, with what became of them as far as that is known.
type upserts struct {
	proposed []proposal.Proposal
	out      []graph.Upsert
	causes   map[string]string // why records were rejected, by their ids
}

func (u *upserts) add(p proposal.Proposal) {
	u.proposed, u.out = append(u.proposed, p), append(u.out, graph.Upsert{ID: p.Record, NodeID: p.Node})
	if wrong := p.Wrong(); wrong != nil {
		u.reject(len(u.out)-1, *wrong)
	}
}

func (u *upserts) reject(i int, p graph.Problem) {
	u.out[i] = graph.Upsert{ID: u.out[i].ID, Status: graph.Rejected, Field: &p.Field, Text: &p.Text, Because: p.Because}
	u.causes[u.out[i].ID] = p.Field + ": " + p.Text
}

// update is what the items that are not rejected write.
func (u *upserts) update() graph.Update {
	all := graph.Update{Earlier: map[string][]string{}}
	for i, p := range u.proposed {
		if u.out[i].Status == "" {
			all.Put.Append(p.Put)
			all.Ensure.Append(p.Ensure)
			maps.Copy(all.Earlier, p.Earlier)
		}
	}
	all.Ensure = all.Ensure.First()
	return all
}

// rejectBy rejects the items that an error names, and reports whether there are any. A record that several share is the
// first one's.
func (u *upserts) rejectBy(err error) (some bool) {
	var rejection *graph.Rejection
	if !errors.As(err, &rejection) {
		return false
	}
	for _, p := range rejection.Problems {
		p.Because = cmp.Or(p.Because, rejection.Because)
		p.Text = becauseRejected(p, u.causes)
		for i, proposal := range u.proposed {
			if u.out[i].Status != "" || !proposal.Has(p.Record) {
				continue
			}
			u.reject(i, proposal.Locate(p))
			some = true
			if proposal.Record != p.Record {
				break
			}
		}
	}
	return some
}

// becauseRejected is what is wrong, with the reason why what is referred to is not there, where that was rejected
// before.
func becauseRejected(p graph.Problem, causes map[string]string) string {
	if cause, ok := causes[p.Missing]; ok && p.Missing != "" {
		return "it refers to " + p.Missing + ", which cannot be written: " + cause
	}
	return p.Text
}

// addOutcomes notes what became of the items that were written.
func (u *upserts) addOutcomes(outcomes graph.Outcomes) {
	fates := make(map[string]graph.Outcome, len(outcomes))
	for _, o := range outcomes {
		fates[o.Name()] = o
	}
	for i := range u.out {
		item := &u.out[i]
		if item.Status != "" {
			continue
		}
		fate := fates[item.ID]
		item.Status = fate.Status
		if fate.For != "" {
			item.ID, item.NodeID = fate.ID, fate.ID
		}
		if fate.Message != "" { // it was retracted
			item.Text, item.NodeID = &fate.Message, ""
		}
	}
}
