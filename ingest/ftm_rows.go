package ingest

import (
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

func (f *ftmFile) person(r *Row, e ftmEntity) {
	name := e.name()
	if name == "" {
		r.missing("name")
		return
	}
	id := e.id(anOfficial)
	r.Merge(id, graph.Batch{Officials: []graph.Official{{
		ID: id, Name: name, Wikidata: e.wikidata(),
		Aliases: aliasesOf(slices.Concat(e.Properties["name"], e.Properties["alias"], e.Properties["weakAlias"], e.Properties["previousName"]), name),
		Born:    e.date(r, "birthDate"), Died: e.date(r, "deathDate"),
		Country: f.country(r, e, "nationality", "citizenship"), Sources: e.cited(r),
	}}})
}

func (f *ftmFile) organization(r *Row, e ftmEntity) {
	name := e.name()
	if name == "" {
		r.missing("name")
		return
	}
	kind := ftmOrganizations[e.Schema]
	for _, topic := range e.first("topics") {
		switch topic {
		case "pol.party":
			kind = "PARTY"
		case "gov.igo":
			kind = "INTERGOVERNMENTAL"
		}
	}
	id := e.id(anOrganization)
	r.Merge(id, graph.Batch{Organizations: []graph.Organization{{
		ID: id, Name: name, Kind: kind, Country: f.country(r, e, "jurisdiction", "mainCountry", "country"), Sources: e.cited(r),
	}}})
}

func (f *ftmFile) position(r *Row, e ftmEntity) {
	p := graph.Post{ID: e.id(aPost), Title: e.name(), Sources: e.cited(r)}
	if p.Title == "" {
		r.missing("name")
		return
	}
	if slices.Contains(e.Properties["topics"], "gov.legislative") {
		p.Level = "LEGISLATOR"
	}
	if organizations := e.first("organization"); len(organizations) > 0 {
		p.Organization = f.refer(anOrganization, organizations[0])
	}
	r.Merge(p.ID, graph.Batch{Posts: []graph.Post{p}})
}

// refer is the id of what an entity's id stands for where the property says of which type it is. What the file does not
// hold another may have brought.
func (f *ftmFile) refer(t thing, id string) string {
	_, wikidata := f.ids.find(id)
	return idOf(t, "ftm", ftmWikidata(id, wikidata), id)
}

// term is the time of an entity that lasts for some, and rejects the row where it has none.
func (e ftmEntity) term(r *Row) (edtf.Date, bool) {
	start := r.oneOf("startDate", []edtf.Date{e.date(r, "startDate")})
	end := r.oneOf("endDate", []edtf.Date{e.date(r, "endDate")})
	lasts := len(e.first("endDate")) == 0 && slices.Contains(e.Properties["status"], "current")
	dates, err := termOf(start, end, lasts)
	if err == nil {
		return dates, true
	}
	r.rejectLeft()
	r.Reject("dates", strings.Join(e.first("startDate"), " ")+"/"+strings.Join(e.first("endDate"), " "), err.Error())
	return edtf.Date{}, false
}

func (f *ftmFile) occupancy(r *Row, e ftmEntity) {
	holders, posts := e.first("holder"), e.first("post")
	if len(holders) == 0 || len(posts) == 0 {
		r.missing("holder or post")
		return
	}
	dates, ok := e.term(r)
	for _, holder := range holders {
		for _, post := range posts {
			if ok {
				r.tenure(f.refer(anOfficial, holder), f.refer(aPost, post), dates, e.cited(r))
			}
		}
	}
}

// membership is a tenure of the post of a role in an organization.
func (f *ftmFile) membership(r *Row, e ftmEntity) {
	members, organizations := e.first("member"), e.first("organization")
	if len(members) == 0 || len(organizations) == 0 {
		r.missing("member or organization")
		return
	}
	role := nameOf(e.Properties["role"])
	if role == "" {
		role = "member"
	}
	for _, member := range members {
		switch t, _ := f.ids.find(member); t {
		case noThing:
			r.Reject("member", member, "the file does not hold it, so that it is not known whether it is a person")
			return
		case anOfficial:
		default:
			tally(f.left, "Membership of what is no person")
			return
		}
	}
	dates, ok := e.term(r)
	if !ok {
		return
	}
	for _, organization := range organizations {
		p := graph.Post{Title: role, Organization: f.refer(anOrganization, organization), Sources: r.Cite()}
		p.ID = idOf(aPost, "ftm", "", "role\x1f"+graph.NameKey(role)+"\x1f"+p.Organization)
		r.Merge(p.ID, graph.Batch{Posts: []graph.Post{p}})
		for _, member := range members {
			r.tenure(f.refer(anOfficial, member), p.ID, dates, e.cited(r))
		}
	}
}

// actors adds those among the entities of a property that can take part in an event, in a role. It reports whether the
// file holds all of them; the row is rejected otherwise.
func (f *ftmFile) actors(r *Row, event *graph.Event, e ftmEntity, property string, role graph.Role) bool {
	for _, id := range e.first(property) {
		t, wikidata := f.ids.find(id)
		switch t {
		case anOfficial, anOrganization:
			addActor(event, idOf(t, "ftm", ftmWikidata(id, wikidata), id), role)
		case noThing:
			r.Reject(property, id, "the file does not hold it, so that it is not known what it is")
			return false
		case aPost, otherThing: // they take part in nothing
		}
	}
	return true
}

// addActor adds an actor that is not there yet.
func addActor(event *graph.Event, actor string, role graph.Role) {
	if !slices.ContainsFunc(event.Participants, func(p graph.Participation) bool { return p.Actor == actor }) {
		event.Participants = append(event.Participants, graph.Participation{Actor: actor, Roles: []graph.Role{role}})
	}
}

// sanction is an event: an authority sanctions a person or an organization.
func (f *ftmFile) sanction(r *Row, e ftmEntity) {
	out := graph.Event{ID: "event:ftm-" + graph.Hash(e.ID), Kind: graph.Sanction, Title: "Sanction", Sources: e.cited(r)}
	if len(e.first("entity")) == 0 {
		r.missing("entity")
		return
	}
	if !f.actors(r, &out, e, "entity", graph.Subject) {
		return
	}
	if len(out.Participants) == 0 {
		tally(f.left, "Sanction of what is neither a person nor an organization")
		return
	}
	if out.Date = e.date(r, "startDate"); out.Date.IsZero() {
		out.Date = e.date(r, "listingDate")
	}
	if out.Date.IsZero() {
		r.rejectLeft()
		r.Reject("startDate", "", "neither a startDate nor a listingDate is given")
		return
	}
	country := f.country(r, e, "country")
	authorities := e.first("authority")
	for _, authority := range authorities {
		addActor(&out, r.Organization(authority, "OTHER", country), graph.Participant)
	}
	if len(authorities) > 0 {
		out.Title += " by " + strings.Join(authorities, ", ")
	}
	if programs := e.first("program"); len(programs) > 0 {
		out.Title += ": " + strings.Join(programs, "; ")
	}
	out.Summary = strings.Join(e.first("reason", "summary"), "\n")
	r.Merge(out.ID, graph.Batch{Events: []graph.Event{out}})
}

func (f *ftmFile) event(r *Row, e ftmEntity) {
	out := graph.Event{
		ID: "event:ftm-" + graph.Hash(e.ID), Kind: graph.OtherEvent, Title: e.name(),
		Summary: strings.Join(e.first("summary", "description"), "\n"), Sources: e.cited(r),
	}
	if out.Title == "" {
		r.missing("name")
		return
	}
	if !f.actors(r, &out, e, "organizer", graph.Participant) || !f.actors(r, &out, e, "involved", graph.Participant) {
		return
	}
	out.Date = e.date(r, "date")
	if out.Date.IsZero() {
		out.Date = e.date(r, "startDate")
		if end := e.date(r, "endDate"); !end.IsZero() && end != out.Date {
			out.Date, _ = e.term(r)
		}
	}
	if out.Date.IsZero() {
		r.rejectLeft()
		r.missing("date")
		return
	}
	if places := e.first("addressEntity"); len(places) > 0 {
		out.Place = placeOf(places[0])
	} else if places := e.first("location", "address"); len(places) > 0 {
		out.Place = r.Place(places[0], f.country(r, e, "country"))
	}
	r.Merge(out.ID, graph.Batch{Events: []graph.Event{out}})
}

func placeOf(id string) string { return "place:ftm-" + graph.Hash(id) }

// address is a place where an event is held; other addresses are left out.
func (f *ftmFile) address(r *Row, e ftmEntity) {
	id := placeOf(e.ID)
	if !f.wanted[id] {
		tally(f.left, "Address where no event is held")
		return
	}
	out := graph.Place{ID: id, Name: nameOf(e.first("full", "name", "city")), Country: f.country(r, e, "country"), Sources: e.cited(r)}
	if out.Name == "" {
		r.missing("full")
		return
	}
	r.setCoordinates(&out, e.field("latitude"), e.field("longitude"))
	r.Merge(out.ID, graph.Batch{Places: []graph.Place{out}})
}
