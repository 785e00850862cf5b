package graph

import (
	"fmt"
	"maps"
	"slices"

	"demarche/graph/edtf"
)

func checkEvent(c *checker, e Event) {
	c.open(e.ID, "event:", "title", e.Title, e.Sources)
	oneOf(c, "kind", e.Kind, slices.Sorted(maps.Keys(Types))...)
	c.require("date", !e.Date.IsZero(), "it is missing")
	for _, end := range []func() (edtf.Day, bool){e.Date.Earliest, e.Date.Latest} {
		day, known := end()
		listed := FirstEventDay <= day && day <= LastEventDay
		c.require("date", !known || listed, "it lies outside the years -43000 to 47000, of which events are listed")
	}
	for _, t := range EventTexts {
		t.check(c, t.Of(&e))
	}
	c.mayRefer("place", e.Place, "place:")
	c.mayRefer("partOf", e.PartOf, "event:")
	c.list("participants", len(e.Participants))
	c.list("about", len(e.About))
	checkParticipants(c, e.Participants)
	for i, id := range e.About {
		c.refer(fmt.Sprintf("about[%d]", i), id, "figure:", "series:", "commodity:", "country:", "official:")
	}
	if whole, ok := c.events[e.PartOf]; ok && c.retracted[e.ID] == "" {
		c.require("partOf", !c.circular(e), "the event is a part of itself")
		c.require("date", e.Date.Inside(whole.Date), "%s", NotInside(e.ID, e.Date.String(), whole.ID, whole.Date.String()))
	}
}

func checkParticipants(c *checker, participants []Participation) {
	seen := map[string]bool{}
	for i, p := range participants {
		field := fmt.Sprintf("participants[%d]", i)
		c.refer(field+".actor", p.Actor, "official:", "country:", "org:")
		c.require(field+".actor", !seen[p.Actor], "%s is there twice: give all its roles at once", p.Actor)
		seen[p.Actor] = true
		c.require(field+".roles", len(p.Roles) > 0, "it is empty")
		for j, role := range p.Roles {
			oneOf(c, field+".roles", role, Roles...)
			c.require(field+".roles", !slices.Contains(p.Roles[:j], role), "%s is there twice", role)
		}
	}
}

// circular reports whether going up from the event to what it is a part of leads back to it.
func (c *checker) circular(e Event) bool {
	at := e
	for range len(c.events) {
		whole, ok := c.events[at.PartOf]
		if !ok {
			return false
		}
		if whole.ID == e.ID {
			return true
		}
		at = whole
	}
	return false
}

func checkLink(c *checker, l Link) {
	c.record(l.Name())
	c.refer("from", l.From, "event:")
	c.refer("to", l.To, "event:")
	c.require("to", l.From != l.To, "an event does not lead to itself")
	c.text("link", "basis", l.Basis)
	c.require("confidence", l.Confidence == nil || *l.Confidence >= 0 && *l.Confidence <= 1, "it is not from 0 to 1")
	c.cited(l.Sources)
	from, to := c.events[l.From].Date, c.events[l.To].Date
	c.require("to", inOrder(from, to), "%s", AgainstTime(l.From, from.String(), l.To, to.String()))
	c.require("to", l.From == l.To || !c.led.back(l.To, l.From), "%s", LeadsBack(l.From, l.To))
}
