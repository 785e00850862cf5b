package ingest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

var uuid = regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// id is the record's id of what the file calls by an id. An id that is no UUID is unique in the file alone.
func (p *popoloFile) id(t thing, wikidata, id string) string {
	if !uuid.MatchString(id) {
		id = p.scope + "\x1f" + id
	}
	return idOf(t, "popolo", wikidata, id)
}

// object reads a row's object, without the members that are of another type, which are reported. It reports whether the
// object has an id in the field; the row is rejected otherwise.
func object[T any](r *Row, text []byte, into *T, field string, id *string) bool {
	for {
		var read T
		err := json.Unmarshal(text, &read)
		if err == nil {
			*into = read
			break
		}
		rest := withoutMistyped(r, text, err)
		if rest == nil {
			r.Reject("row", string(text), err.Error())
			return false
		}
		text = rest
	}
	if *id == "" {
		r.missing(field)
	}
	return *id != ""
}

// withoutMistyped returns an object without the member of which an error says that it is of another type, and reports
// the member; nil where the error says something else.
func withoutMistyped(r *Row, text []byte, err error) []byte {
	mistyped, ok := errors.AsType[*json.UnmarshalTypeError](err)
	var members map[string]json.RawMessage
	if !ok || json.Unmarshal(text, &members) != nil {
		return nil
	}
	name, _, _ := strings.Cut(mistyped.Field, ".")
	value, ok := members[name]
	if !ok {
		return nil
	}
	r.Leave(name, string(value), "it holds a value of another type than Popolo's: "+mistyped.Value)
	delete(members, name)
	rest, err := json.Marshal(members)
	if err != nil {
		return nil
	}
	return rest
}

// readable reports whether an object was read, possibly without members of another type.
func readable(err error) bool {
	_, mistyped := errors.AsType[*json.UnmarshalTypeError](err)
	return err == nil || mistyped
}

// cited are the file and the sources that an object names.
func cited(r *Row, record string, sources []popoloText) []graph.Citation {
	out := []graph.Citation{r.cite(record)}
	for _, s := range sources {
		if strings.TrimSpace(s.URL) != "" {
			out = append(out, r.Source(s.URL))
		}
	}
	return out
}

func (p *popoloFile) person(r *Row, text []byte) {
	var in popoloPerson
	if !object(r, text, &in, "id", &in.ID) {
		return
	}
	wikidata := in.Identifiers.wikidata()
	out := graph.Official{
		ID: p.id(anOfficial, wikidata, in.ID), Name: in.called(), Wikidata: wikidata,
		Born: r.point("birth_date", in.BirthDate), Died: r.point("death_date", in.DeathDate), Sources: cited(r, in.ID, in.Sources),
	}
	if out.Name == "" {
		r.missing("name")
		return
	}
	// Which of the other names is the native one the file does not say.
	var others []string
	for _, n := range in.OtherNames {
		others = append(others, n.whole())
	}
	out.Aliases = aliasesOf(others, out.Name)
	r.Merge(out.ID, graph.Batch{Officials: []graph.Official{out}})
}

// point reads a day, a month or a year in a field of a row, and leaves out what cannot be read. An empty text is no
// date.
func (r *Row) point(field, text string) edtf.Date {
	plain := strings.TrimSpace(text)
	for strings.HasSuffix(plain, "-00") { // how some write a month or a day that is not known
		plain = strings.TrimSuffix(plain, "-00")
	}
	date, err := r.in.date(field, plain)
	if err == nil && strings.Contains(date.String(), "/") {
		err = fmt.Errorf("%w %q: it is an interval, where a day, a month or a year belongs", edtf.ErrBadDate, text)
	}
	if err != nil {
		r.Leave(field, text, err.Error())
		return edtf.Date{}
	}
	return date
}

// kindOfOrganization is the kind that a classification says.
func kindOfOrganization(classification string) string {
	switch graph.NameKey(classification) {
	case "legislature", "chamber", "parliament", "upper house", "lower house":
		return "LEGISLATURE"
	case "party", "political party", "faction", "parliamentary group":
		return "PARTY"
	case "executive", "government", "cabinet":
		return "GOVERNMENT"
	case "ministry":
		return "MINISTRY"
	case "company":
		return "COMPANY"
	}
	return "OTHER"
}

func (p *popoloFile) organization(r *Row, text []byte) {
	var in popoloOrganization
	if !object(r, text, &in, "id", &in.ID) {
		return
	}
	switch name := Text(in.Name); strings.ToLower(name) {
	case "":
		r.missing("name")
	case "unknown":
		r.Reject("name", in.Name, "it stands for an organization that is not known")
	default:
		id := p.organizationID(in)
		r.Merge(id, graph.Batch{Organizations: []graph.Organization{{
			ID: id, Name: name, Kind: kindOfOrganization(in.Classification), Sources: cited(r, in.ID, in.Sources),
		}}})
	}
}

func (p *popoloFile) organizationID(o popoloOrganization) string {
	return p.id(anOrganization, o.Identifiers.wikidata(), o.ID)
}

func (p *popoloFile) post(r *Row, text []byte) {
	var in popoloOther
	if object(r, text, &in, "id", &in.ID) {
		if out, ok := p.postOf(r, in); ok {
			r.Merge(out.ID, graph.Batch{Posts: []graph.Post{out}})
		}
	}
}

// postOf is the post that the file lists.
func (p *popoloFile) postOf(r *Row, in popoloOther) (graph.Post, bool) {
	title := in.Label
	if title == "" {
		title = in.Role
	}
	if title == "" {
		r.missing("label")
		return graph.Post{}, false
	}
	out, ok := p.postAt(r, in.OrganizationID, title, in.AreaID, in.Area)
	out.ID = p.id(aPost, "", in.ID)
	return out, ok
}

// postAt is the post of a role in an organization, for an area if one is named: "member, Supreme People's Assembly
// (Mankyongdae)".
func (p *popoloFile) postAt(r *Row, organization, role, area string, named popoloText) (graph.Post, bool) {
	out := graph.Post{Title: Text(role), Sources: r.Cite()}
	key := []string{"role", graph.NameKey(role)}
	if organization != "" {
		o, ok := p.organizations[organization]
		if !ok || Text(o.Name) == "" {
			r.Reject("organization_id", organization, "no organization of the file has this id and a name")
			return out, false
		}
		out.Organization = p.organizationID(o)
		out.Title += ", " + Text(o.Name)
		if kindOfOrganization(o.Classification) == "LEGISLATURE" {
			out.Level = "LEGISLATOR"
		}
		key = append(key, out.Organization)
	}
	called := Text(cmp.Or(p.others["areas\x1f"+area].Name, named.Name))
	if area = cmp.Or(area, called); area != "" {
		key = append(key, area)
	}
	if called != "" && !strings.Contains(role, called) {
		out.Title += " (" + called + ")"
	}
	out.ID = p.id(aPost, "", strings.Join(key, "\x1f"))
	return out, true
}

func (p *popoloFile) membership(r *Row, text []byte) {
	var in popoloMembership
	if !object(r, text, &in, "person_id", &in.PersonID) {
		return
	}
	t, wikidata := p.people.find(in.PersonID)
	if t == noThing {
		r.Reject("person_id", in.PersonID, "no person of the file has this id")
		return
	}
	post, ok := p.postHeld(r, in)
	if !ok {
		return
	}
	dates, err := p.term(r, in)
	if err != nil {
		r.rejectLeft()
		r.Reject("start_date", in.StartDate+"/"+in.EndDate, err.Error())
		return
	}
	r.Merge(post.ID, graph.Batch{Posts: []graph.Post{post}})
	r.tenure(p.id(anOfficial, wikidata, in.PersonID), post.ID, dates, cited(r, in.ID, in.Sources))
}

// postHeld is the post of a membership: the one that it names, else that of its role in its organization.
func (p *popoloFile) postHeld(r *Row, in popoloMembership) (graph.Post, bool) {
	if in.PostID != "" {
		listed, ok := p.others["posts\x1f"+in.PostID]
		if !ok {
			r.Reject("post_id", in.PostID, "no post of the file has this id")
			return graph.Post{}, false
		}
		return p.postOf(r, listed)
	}
	if in.OrganizationID == "" {
		r.missing("organization_id")
		return graph.Post{}, false
	}
	role := in.Role
	if role == "" {
		role = "member"
	}
	return p.postAt(r, in.OrganizationID, role, in.AreaID, in.Area)
}

// term is the time of a membership. Of a date that it lacks the legislative period's stands: a membership names dates
// where they are others.
func (p *popoloFile) term(r *Row, in popoloMembership) (edtf.Date, error) {
	start, end := in.StartDate, in.EndDate
	period, ok := p.others["events\x1f"+in.Period]
	if !ok && in.Period != "" && (start == "" || end == "") {
		r.Leave("legislative_period_id", in.Period, "no event of the file has this id")
	}
	if ok {
		if start == "" {
			start = period.StartDate
		}
		if end == "" {
			end = period.EndDate
		}
	}
	if strings.HasPrefix(end, "9999") { // as some write that they know none
		end = ""
	}
	return termOf(r.point("start_date", start), r.point("end_date", end), false)
}
