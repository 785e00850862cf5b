package reference

import (
	"context"
	"strings"
	"time"

	"demarche/graph"
)

// EventRecord is what a record says of an event.
type EventRecord struct{ of *EventBase }

// RecordField is one field of a record.
type RecordField struct{ Field, Value string }

// Decision is what was decided of two records; of the seeds nothing was.
type Decision struct {
	ID               string
	Kind             graph.DecisionKind
	EventID, OtherID string
	Event, Other     Event
	Rule, Reason     *string
	At               time.Time
	UndoneAt         *time.Time
}

// Sources say so.
func (d *Decision) Sources(first *int32) ([]Citation, error) { return firstOf([]Citation{}, first) }

// Fate is what became of an id: it is stored, or it is unknown.
type Fate struct {
	ID     string
	Status graph.FateStatus
	Now    Node
	Reason *string
	At     *time.Time
}

// Sources say so.
func (f *Fate) Sources(first *int32) ([]Citation, error) { return firstOf([]Citation{}, first) }

// Records are what each record says: nothing was decided, so there is one.
func (h *EventBase) Records(first *int32) ([]*EventRecord, error) {
	return firstOf([]*EventRecord{{h}}, first)
}

// Disputes are none: one record does not contradict itself.
func (h *EventBase) Disputes() []graph.Dispute { return []graph.Dispute{} }

// Decisions are none.
func (h *EventBase) Decisions(includeUndone *bool, first *int32) ([]*Decision, error) {
	_ = includeUndone // of the seeds none is undone
	return firstOf([]*Decision{}, first)
}

// ID is the event's.
func (r *EventRecord) ID() string { return r.of.ID }

// RecordedAt is when it was recorded.
func (r *EventRecord) RecordedAt() time.Time { return r.of.records.now }

// Sources say so.
func (r *EventRecord) Sources(first *int32) ([]Citation, error) { return r.of.Sources(first) }

// Revisions are what it said before; the seeds have none.
func (r *EventRecord) Revisions(first *int32) ([]Revision, error) {
	return firstOf([]Revision{}, first)
}

// Fields are what it says.
func (r *EventRecord) Fields() []RecordField {
	e := r.of.Event
	takers := make([]string, len(e.Participants))
	for i, p := range e.Participants {
		roles := make([]string, len(p.Roles))
		for k, role := range p.Roles {
			roles[k] = string(role)
		}
		takers[i] = p.Actor + " (" + strings.Join(roles, ", ") + ")"
	}
	return where([]RecordField{
		{"cameo", e.CAMEO},
		{"date", e.Date.String()},
		{"kind", string(e.Kind)},
		{"plover", e.PLOVER},
		{"summary", e.Summary},
		{"title", e.Title},
		{"about", strings.Join(e.About, "; ")},
		{"partOf", e.PartOf},
		{"participants", strings.Join(takers, "; ")},
		{"place", e.Place},
	}, func(f RecordField) bool { return f.Value != "" })
}

// Disputes answers Query.disputes: no event has several records.
func (w *Graph) Disputes(
	_ context.Context, filter *graph.Filter, order *graph.Order, first *int32, after *string, last *int32, before *string,
) (*EventConnection, error) {
	return w.timeline(filter, func(*EventBase) bool { return false }, order, slice{first, after, last, before})
}

// Decisions answers Query.decisions: nothing was decided. It is null for an unknown id.
func (w *Graph) Decisions(_ context.Context, id string, _ *bool, first *int32) ([]*Decision, error) {
	if of[Event](w, id) == nil {
		return nil, nil
	}
	return firstOf([]*Decision{}, first)
}

// Fate answers Query.fate.
func (w *Graph) Fate(_ context.Context, id string) (*Fate, error) {
	if n := w.nodes[id]; n != nil {
		return &Fate{ID: id, Status: graph.FateStored, Now: n}, nil
	}
	return &Fate{ID: id, Status: graph.FateUnknown}, nil
}
