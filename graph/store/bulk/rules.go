package bulk

import (
	"cmp"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/store/internal/rules"
	"demarche/graph/store/internal/write"
)

// A Writer only adds records, each after those that it refers to. So the records of a batch can break a rule with those
// of earlier batches in few ways, and all end in ErrNotInBulk: a Store then rejects the very record, as if there were
// no Writer. Of the rules in rules.go, keepRules checks those of two records. Circles of parts, derivations and
// commodities need a changed record, which fates refuses. Circles of links, and events that are nested too deep, are
// found by Close.

// inOrder returns an error if new records come in the wrong order. A tenure must not come after an event of its
// official, because it would change the event.
func (b *Writer) inOrder(batch graph.Batch) error {
	for _, t := range batch.Tenures {
		if _, takes := b.actors.numbers[t.Official]; takes {
			return fmt.Errorf("%w: %s comes after events of %s", ErrNotInBulk, t.ID, t.Official)
		}
	}
	return nil
}

// namedAnew returns an error if an event without an id is there under an earlier id, which a Store would keep.
func (b *Writer) namedAnew(earlier map[string][]string) error {
	for id, ids := range earlier {
		if i := slices.IndexFunc(ids, b.known.has); i >= 0 {
			return fmt.Errorf("%w: %s is there as %s", ErrNotInBulk, id, ids[i])
		}
	}
	return nil
}

// keepRules returns an error if new records break a rule with records of earlier batches.
func (b *Writer) keepRules(batch graph.Batch) error {
	fresh := write.EventsByID(batch.Events)
	known := func(id string) known {
		if e, ok := fresh[id]; ok {
			return knownBounds(e)
		}
		k, _ := b.known.find(id)
		return k
	}
	for _, e := range batch.Events {
		if part := knownBounds(e); e.PartOf != "" && !part.inside(known(e.PartOf)) {
			return fmt.Errorf("%w: %s does not lie within %s", ErrNotInBulk, e.ID, e.PartOf)
		}
	}
	for _, l := range batch.Links {
		if known(l.From).earliest > known(l.To).latest {
			return fmt.Errorf("%w: %s goes against time", ErrNotInBulk, l.Name())
		}
	}
	return b.keepBases(batch.Figures)
}

// knownBounds returns what will be known of an event's date.
func knownBounds(e graph.Event) (k known) {
	k.earliest, k.latest = rules.BoundsOf(e.Date)
	return k
}

// keepBases returns an error if new figures are derived from those of earlier batches by a change that these do not
// report.
func (b *Writer) keepBases(figures []graph.Figure) error {
	fresh := make(map[string]uint32, len(figures))
	for _, f := range figures {
		fresh[f.Name()] = rules.ChangesOf(f)
	}
	for _, f := range figures {
		for _, d := range f.DerivedFrom {
			changes, ok := fresh[d.Figure]
			if !ok {
				k, _ := b.known.find(d.Figure)
				changes = k.number
			}
			if changes&rules.ChangeNumbers[d.By] == 0 {
				return fmt.Errorf("%w: %s", ErrNotInBulk, graph.NoSuchChange(f.Name(), d.Figure, d.By))
			}
		}
	}
	return nil
}

// consequences holds all links, to find circles when all are known. The events at their ends have numbers.
type consequences struct {
	links  [][2]uint32 // from, to
	events uint32
}

// number returns the number of an event, which gets the next one if it has none.
func (c *consequences) number(event *known) uint32 {
	if event.number == 0 {
		c.events++
		event.number = c.events
	}
	return event.number - 1
}

func (c *consequences) add(from, to uint32) { c.links = append(c.links, [2]uint32{from, to}) }

// circular reports whether an event leads to itself. It takes away events that no link leads to, until there is none:
// those that are left are in circles, or after them.
func (c *consequences) circular() bool {
	slices.SortFunc(c.links, func(x, y [2]uint32) int { return cmp.Compare(x[0], y[0]) })
	first := make([]uint32, c.events+1) // of an event's links, where they begin
	causes := make([]uint32, c.events)
	for _, l := range c.links {
		first[l[0]+1]++
		causes[l[1]]++
	}
	var free []uint32
	for event, n := range causes {
		first[event+1] += first[event]
		if n == 0 {
			free = append(free, uint32(event))
		}
	}
	left := c.events
	for ; len(free) > 0; left-- {
		event := free[len(free)-1]
		free = free[:len(free)-1]
		for _, l := range c.links[first[event]:first[event+1]] {
			if causes[l[1]]--; causes[l[1]] == 0 {
				free = append(free, l[1])
			}
		}
	}
	return left > 0
}
