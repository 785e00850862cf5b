package bulk

import (
	"maps"
	"slices"
	"strconv"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/store/internal/record"
)

// event writes an event with its derived edges. The line of its node may have to wait for other events.
func (b *Writer) event(e graph.Event, r record.Row) error {
	f := b.offices.Facts(e, r.Props["sk"].(int64), e.ID, nil)
	d := f.Derive()
	if err := b.eventNode(e, r, f, d); err != nil {
		return err
	}
	if err := b.edges("events", r); err != nil {
		return err
	}
	for i, a := range f.Actors {
		if err := b.participation(f, d, a.ID, graph.ViaDirect, record.List(a.Roles), i); err != nil {
			return err
		}
	}
	for i, t := range d.ThroughOfficials {
		if err := b.participation(f, d, t.ID, graph.ViaOfficial, record.List(t.Roles), derive.ThroughOrder+i); err != nil {
			return err
		}
	}
	for _, p := range d.Pairs {
		if err := b.edge("OF_DYAD", e.ID, dyadID(p.Key), map[string]any{"did": p.Key, "sk": f.SortKey, "lsk": d.Props["lsk"]}); err != nil {
			return err
		}
	}
	return b.shares(e, d.Pairs)
}

func (b *Writer) participation(
	f derive.Facts,
	d derive.Result,
	actor string,
	via graph.Via,
	roles []any,
	ord int,
) error {
	return b.edge("PARTICIPATED_IN", actor, f.ID, map[string]any{
		"roles": roles, "via": string(via), "ord": ord, "pid": graph.ActorKey(actor), "sk": f.SortKey, "lsk": d.Props["lsk"], "wsk": d.WideSortKey,
	})
}

func (b *Writer) eventNode(e graph.Event, r record.Row, f derive.Facts, d derive.Result) error {
	b.number++
	b.recorded(r)
	maps.Copy(r.Props, d.Props)
	r.Props["recordedAt"], r.Props["seq"] = b.started, b.number
	last := make(map[string]any, len(lastProps))
	for _, name := range lastProps {
		last[name] = r.Props[name]
		delete(r.Props, name)
	}
	file, err := b.file("events", "id:ID")
	if err != nil {
		return err
	}
	line, err := file.begin(r.Props, e.ID)
	if err != nil {
		return err
	}
	if !waits(e) {
		return file.end(line, last)
	}
	principals := f.Principals()
	whole := uint32(noWhole)
	if e.PartOf != "" {
		k, _ := b.known.find(e.PartOf)
		if whole = k.waiting; whole == noWhole {
			whole = otherWhole
		} else if e.Kind == graph.Meeting {
			for _, p := range principals {
				b.waiting.principals = append(b.waiting.principals, principal{whole, b.actors.number(p)})
			}
		}
	}
	return b.waiting.add(waiter{e.ID, e.PartOf, string(e.Kind), string(line), principals}, whole)
}

// lastProps lists the properties of an event that may have to wait.
var lastProps = []string{"principalPair", "principals", "root"}

// settled writes the node of an event that waited.
func (b *Writer) settled(w waiter, root string, met []principal) error {
	principals := w.principals
	if w.kind == string(graph.Visit) && len(met) > 0 {
		principals = make([]string, len(met))
		for i, m := range met {
			principals[i] = b.actors.ids[m.actor]
		}
		slices.Sort(principals)
	}
	last := derive.PrincipalProps(principals)
	last["root"] = root
	return b.files["events"].end([]byte(w.line), last)
}

func dyadID(did int64) string { return "dyad:" + strconv.FormatInt(did, 10) }

// shares records what pairs of actors share by an event.
func (b *Writer) shares(e graph.Event, pairs []derive.Pair) error {
	counted := derive.PairHistogram{}
	counted.Add(e.Kind, e.Date)
	for _, p := range pairs {
		for k, v := range counted {
			if err := b.pairs.add(share{p.Key, k, v, b.actors.number(p.A), b.actors.number(p.B)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// dyad writes a pair of actors, with the tally of their events.
func (b *Writer) dyad(did int64, actorA, actorB uint32, t derive.PairHistogram) error {
	p := derive.Pair{Key: did, A: b.actors.ids[actorA], B: b.actors.ids[actorB]}
	props := map[string]any{"did": p.Key, "a": p.A, "b": p.B, "tally": t.Pack(), "sums": t.Sums()}
	if err := b.node("dyads", ":ID", dyadID(p.Key), props); err != nil {
		return err
	}
	typ := "ALONGSIDE"
	if p.Officials() {
		typ = "CO"
	}
	count := t.Count()
	for _, ends := range [][2]string{{p.A, p.B}, {p.B, p.A}} {
		shared := map[string]any{"aid": graph.ActorKey(ends[0]), "did": p.Key, "w": count}
		if err := b.edge(typ, ends[0], ends[1], shared); err != nil {
			return err
		}
	}
	return nil
}

// sortKey returns a unique sort key of an event. It begins with the key of id and date, and adds one while another
// event has the key.
func (b *Writer) sortKey(e graph.Event) int64 {
	natural := graph.SortKey(e.ID, e.Date)
	sk := natural
	for b.known.hasSortKey(sk) || b.displacedKeys[sk] {
		sk++
	}
	if sk != natural {
		b.displacedKeys[sk] = true
	}
	return sk
}
