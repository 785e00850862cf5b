package store

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
	"demarche/graph/edtf"
)

// What is derived of an event, and how, stands here alone: by derive when something is written, and by Check.

// An actorFact is an actor that takes part itself, and the countries that it may take part for.
type actorFact struct {
	id           string
	roles        []string
	nationality  string
	officeholder bool
	offices      []string // countries of the posts possibly held then
}

// eventFacts are what an event's derived edges follow from.
type eventFacts struct {
	id, kind string
	date     edtf.Date
	sk       int64
	root     string
	actors   []actorFact
	meetings map[string][]actorFact // of a visit
	props    map[string]any
	pairs    []map[string]any
	edges    []map[string]any
}

// derived is what follows.
type derived struct {
	props   map[string]any // of the event
	wsk     any            // of its participations
	through []through      // countries that take part through officials
	pairs   []pair
}

type through struct {
	id    string
	roles []string
}

type pair struct {
	did  int64
	a, b string
}

// maxNested is how many events may lie around one another, as the statements facts and affected know it.
const maxNested = 20

func nestedTooDeep(id string) error { return graph.Reject(graph.ErrBadInput, tooDeep(id)) }

func tooDeep(id string) graph.Problem {
	return graph.Problem{Record: id, Field: "partOf", Text: fmt.Sprintf("the event is a part of itself, or of more than %d events in a row", maxNested)}
}

// derive brings the derived edges of events up to date, because some changed, and notes what pairs have in common by them.
func (w *writer) derive(ids, changed []string, c common) error {
	return w.deriveBy(ids, changed, c, c.note)
}

func (w *writer) deriveBy(ids, changed []string, c common, note func(eventFacts, derived)) error {
	if len(ids) == 0 {
		return nil
	}
	facts, err := w.facts(ids)
	if err != nil {
		return err
	}
	var deep []string
	for _, f := range facts {
		if f.root == "" {
			deep = append(deep, f.id)
		}
	}
	if len(deep) > 0 {
		return w.nestedTooDeep(deep, changed)
	}
	rows := make([]any, len(facts))
	for i, f := range facts {
		d := f.derive()
		rows[i] = d.params(f.id)
		note(f, d)
	}
	if err := w.dyads(c); err != nil {
		return err
	}
	_, err = w.all("derive", map[string]any{"rows": rows})
	return err
}

func (t *tx) facts(ids []string) ([]eventFacts, error) {
	records, err := t.all("facts", map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	out := make([]eventFacts, len(records))
	for i, r := range records {
		if out[i], err = factsOf(r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func factsOf(r *neo4j.Record) (eventFacts, error) {
	f := eventFacts{
		id: get[string](r, "id"), kind: get[string](r, "kind"), sk: get[int64](r, "sk"), root: get[string](r, "root"),
		props: get[map[string]any](r, "props"), pairs: mapsIn(get[[]any](r, "pairs")), edges: mapsIn(get[[]any](r, "edges")),
		meetings: map[string][]actorFact{},
	}
	var err error
	if f.date, err = edtf.Parse(get[string](r, "edtf")); err != nil {
		return f, fmt.Errorf("%s: %w", f.id, err)
	}
	for _, m := range mapsIn(get[[]any](r, "actors")) {
		f.actors = append(f.actors, actorFactOf(m))
	}
	for _, m := range mapsIn(get[[]any](r, "meetings")) {
		id, _ := m["meeting"].(string)
		f.meetings[id] = append(f.meetings[id], actorFactOf(m))
	}
	return f, nil
}

func actorFactOf(m map[string]any) actorFact {
	var a actorFact
	a.id, _ = m["id"].(string)
	a.nationality, _ = m["nationality"].(string)
	a.officeholder, _ = m["officeholder"].(bool)
	roles, _ := m["roles"].([]any)
	offices, _ := m["offices"].([]any)
	a.roles, a.offices = stringsIn(roles), stringsIn(offices)
	return a
}

func mapsIn(in []any) []map[string]any {
	out := make([]map[string]any, 0, len(in))
	for _, v := range in {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

func (f eventFacts) derive() derived {
	d := derived{through: f.throughOfficials()}
	d.pairs = f.pairsOf(d.through)
	d.props = principalProps(f.principals())
	d.props["actorCount"], d.props["root"], d.props["class"] = int64(len(f.actors)), f.root, class(graph.EventKind(f.kind))
	d.props["lsk"], d.props["cast"] = nil, nil
	if cast := f.castWith(d.through); len(cast) > 0 {
		d.props["cast"] = graph.PackCast(cast)
	}
	if isLong(f.date) {
		d.props["lsk"] = longKey(f.sk, f.date)
	}
	if len(f.actors) > graph.MaxPaired {
		d.wsk = f.sk
	}
	return d
}

func principalProps(principals []string) map[string]any {
	props := map[string]any{"principals": nil, "principalPair": nil}
	if len(principals) > 0 {
		props["principals"] = keys(principals)
	}
	if len(principals) > 1 { // earlier events of all of them are among those of the first two
		props["principalPair"] = graph.PairKey(principals[0], principals[1])
	}
	return props
}

// castWith are all who take part, in order.
func (f eventFacts) castWith(countries []through) []graph.CastMember {
	out := make([]graph.CastMember, 0, len(f.actors)+len(countries))
	member := func(id string, roles []string, via graph.Via) {
		m := graph.CastMember{ID: id, Via: via, Roles: make([]graph.Role, len(roles))}
		for i, r := range roles {
			m.Roles[i] = graph.Role(r)
		}
		out = append(out, m)
	}
	for _, a := range f.actors {
		member(a.id, a.roles, graph.ViaDirect)
	}
	for _, t := range countries {
		member(t.id, t.roles, graph.ViaOfficial)
	}
	return out
}

// isLong reports whether a window may miss a date by its sort key: it lasts more than longDays, or an end is open.
func isLong(d edtf.Date) bool {
	first, ok1 := d.Earliest()
	last, ok2 := d.Latest()
	return !ok1 || !ok2 || last-first > longDays
}

// longKey is the key of a long event among the long ones.
func longKey(sk int64, d edtf.Date) int64 {
	if _, ok := d.Earliest(); !ok {
		return sk + shifted
	}
	return sk
}

// class says how the actors of an event meet: "previous" looks among events of one class.
func class(k graph.EventKind) any {
	switch k {
	case graph.Visit, graph.Meeting, graph.Ceremony:
		return "IN_PERSON"
	case graph.Message:
		return "MESSAGE"
	default:
		return nil
	}
}

// throughOfficials are the countries that take part through officials: those of the posts possibly held then, or, of
// somebody of whom no office is recorded, the nationality. Roles are those of the officials. A country that takes part
// itself is not among them.
func (f eventFacts) throughOfficials() []through {
	roles := map[string][]string{}
	for _, a := range f.actors {
		countries := a.offices
		if !a.officeholder && a.nationality != "" {
			countries = []string{a.nationality}
		}
		for _, c := range countries {
			roles[c] = append(roles[c], a.roles...)
		}
	}
	for _, a := range f.actors {
		delete(roles, a.id)
	}
	out := make([]through, 0, len(roles))
	for id, rs := range roles {
		slices.SortFunc(rs, byRole)
		out = append(out, through{id, slices.Compact(rs)})
	}
	slices.SortFunc(out, func(a, b through) int { return cmp.Compare(a.id, b.id) })
	return out
}

func byRole(a, b string) int {
	return cmp.Compare(slices.Index(graph.Roles, graph.Role(a)), slices.Index(graph.Roles, graph.Role(b)))
}

// pairsOf are every two actors that both take part themselves or are both countries. An event of many pairs nobody.
func (f eventFacts) pairsOf(countries []through) []pair {
	if len(f.actors) > graph.MaxPaired {
		return nil
	}
	type member struct {
		id     string
		direct bool
	}
	var members []member
	for _, a := range f.actors {
		members = append(members, member{a.id, true})
	}
	for _, t := range countries {
		members = append(members, member{t.id, false})
	}
	var out []pair
	for i, x := range members {
		for _, y := range members[:i] {
			if x.direct && y.direct || isCountry(x.id) && isCountry(y.id) {
				a, b := min(x.id, y.id), max(x.id, y.id)
				out = append(out, pair{graph.PairKey(a, b), a, b})
			}
		}
	}
	return out
}

// principals are the officials whom an event is about: a visit's are those of its meetings.
func (f eventFacts) principals() []string {
	if graph.EventKind(f.kind) != graph.Visit || len(f.meetings) == 0 {
		return principalsAmong(f.actors)
	}
	var out []string
	for _, actors := range f.meetings {
		out = append(out, principalsAmong(actors)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// principalsAmong are the hosts and guests, else senders and recipients, else signatories, else all officials.
func principalsAmong(actors []actorFact) []string {
	for _, roles := range [][]graph.Role{{graph.Host, graph.Guest}, {graph.Sender, graph.Recipient}, {graph.Signatory}, graph.Roles} {
		var out []string
		for _, a := range actors {
			if isOfficial(a.id) && slices.ContainsFunc(roles, func(r graph.Role) bool { return slices.Contains(a.roles, string(r)) }) {
				out = append(out, a.id)
			}
		}
		if out != nil {
			slices.Sort(out)
			return out
		}
	}
	return nil
}

// throughOrder comes after all who take part themselves.
const throughOrder = 1000

func (d derived) params(id string) map[string]any {
	return map[string]any{"id": id, "props": d.props, "wsk": d.wsk, "through": d.throughRows(), "pairs": didsOf(d.pairs)}
}

// throughRows are the countries that take part through officials, as statements take them.
func (d derived) throughRows() []any {
	out := make([]any, len(d.through))
	for i, t := range d.through {
		out[i] = map[string]any{"id": t.id, "roles": list(t.roles), "ord": throughOrder + i, "via": "OFFICIAL"}
	}
	return out
}

func didsOf(pairs []pair) []int64 {
	out := make([]int64, len(pairs))
	for i, p := range pairs {
		out[i] = p.did
	}
	return out
}
