package reference

import (
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// PreviousEvent is the event before, and how long before.
type PreviousEvent struct {
	Event Event
	Gap   edtf.Gap
}

// PreviousBetweenSameParticipants is the latest earlier event of the same class, outside the event's own tree, in which
// all its principals took part.
func (h *EventBase) PreviousBetweenSameParticipants(kinds []graph.EventKind) *PreviousEvent {
	principals := h.principals()
	if len(principals) == 0 || class(h.Event.Kind) == "" {
		return nil
	}
	for _, e := range slices.Backward(h.records.events) {
		gap, known := edtf.GapBetween(e.Event.Date, h.Event.Date)
		if known && e.before(h) && e.ofKind(kinds) && class(e.Event.Kind) == class(h.Event.Kind) &&
			e.root() != h.root() &&
			e.hasAll(principals) {
			return &PreviousEvent{typed(e), gap}
		}
	}
	return nil
}

// class says how people meet at an event; empty where they do not.
func class(kind graph.EventKind) string {
	switch kind {
	case graph.Visit, graph.Meeting, graph.Ceremony:
		return "in person"
	case graph.Message:
		return "message"
	case graph.AgreementEvent, graph.Statement, graph.Sanction, graph.TradeRelease, graph.OtherEvent:
	}
	return ""
}

// before reports whether the event ended before the first day of the other.
func (h *EventBase) before(other *EventBase) bool {
	_, last := bounds(h.Event.Date)
	first, _ := bounds(other.Event.Date)
	return last != nil && first != nil && *last < *first
}

func (h *EventBase) root() *EventBase {
	for h.PartOf() != nil {
		h = h.PartOf().Base()
	}
	return h
}

func (h *EventBase) hasAll(actors []string) bool {
	return !slices.ContainsFunc(actors, func(id string) bool { return h.part(id) == nil })
}

// principals returns the ids of the event's principal officials. The principals of a visit are those of its meetings.
func (h *EventBase) principals() (ids []string) {
	meetings := where(h.parts(), func(p *EventBase) bool { return p.Event.Kind == graph.Meeting })
	if h.Event.Kind != graph.Visit || len(meetings) == 0 {
		return h.ownPrincipals()
	}
	for _, m := range meetings {
		ids = append(ids, m.ownPrincipals()...)
	}
	return ids
}

// ownPrincipals are the officials that are hosts or guests, else senders or recipients, else signatories, else all.
func (h *EventBase) ownPrincipals() (ids []string) {
	ranked := [][]graph.Role{{graph.Host, graph.Guest}, {graph.Sender, graph.Recipient}, {graph.Signatory}, nil}
	for _, roles := range ranked {
		for _, p := range h.taking {
			if strings.HasPrefix(p.Actor.NodeID(), "official:") && p.hasOneOf(roles) {
				ids = append(ids, p.Actor.NodeID())
			}
		}
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}
