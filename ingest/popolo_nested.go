package ingest

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Popolo as APIs write it: people, in a list or in an envelope, with their memberships in them.

// popoloPeople is the member of an envelope that lists people, or [ where the list stands alone; empty where neither is
// so.
func popoloPeople(beginning []byte) string {
	beginning = bytes.TrimSpace(beginning)
	if bytes.HasPrefix(beginning, []byte("[")) {
		if isPopoloPerson(firstMembers(beginning)) {
			return "["
		}
		return ""
	}
	for _, name := range []string{"result", "results"} {
		if isPopoloPerson(firstListed(beginning, name)) {
			return name
		}
	}
	return ""
}

// isPopoloPerson reports whether an object with these members is a person of Popolo.
func isPopoloPerson(members map[string]json.RawMessage) bool {
	some := func(names ...string) bool {
		for _, n := range names {
			if _, ok := members[n]; ok {
				return true
			}
		}
		return false
	}
	return some("id") && some("name") && some("memberships", "other_names", "identifiers", "contact_details") &&
		some("given_name", "family_name", "birth_date", "honorific_prefix", "sort_name", "gender", "memberships") && !some("classification", "claims")
}

// scanNested reads the memberships that stand in a person or an organization, in whose memberships others may stand.
func (p *popoloFile) scanNested(text json.RawMessage, line int, field, id string) error {
	var in struct {
		Memberships []json.RawMessage `json:"memberships"`
	}
	if json.Unmarshal(text, &in) != nil {
		return nil // it is rejected when it is read
	}
	if len(in.Memberships) > 0 && p.depth == maxNested {
		tally(p.left, "memberships that stand in each other too deep")
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
	for _, membership := range in.Memberships {
		var members map[string]json.RawMessage
		if json.Unmarshal(membership, &members) == nil && members != nil && !said(members[field]) {
			var err error
			if members[field], err = json.Marshal(id); err != nil {
				return err
			}
			if membership, err = json.Marshal(members); err != nil {
				return err
			}
		}
		if err := p.scanMembership(membership, line); err != nil {
			return err
		}
	}
	return nil
}

// said reports whether a value says something.
func said(text json.RawMessage) bool {
	return len(text) > 0 && string(text) != "null" && string(text) != `""`
}

// scanMembership puts a membership off. What it refers to may stand in it instead of an id.
func (p *popoloFile) scanMembership(text json.RawMessage, line int) error {
	var members map[string]json.RawMessage
	if json.Unmarshal(text, &members) != nil || members == nil {
		return p.memberships.add(line, text)
	}
	if said(members["redirect"]) {
		tally(p.left, "redirects of memberships")
		return nil
	}
	changed := false
	for _, inner := range []struct {
		name string
		scan func(json.RawMessage, int) error
	}{{"organization", p.scanOrganization}, {"post", p.scanPost}, {"person", p.scanPerson}} {
		var object struct{ ID, Name, Label string }
		if value := members[inner.name]; said(members[inner.name+"_id"]) || json.Unmarshal(value, &object) != nil || object.ID == "" {
			continue
		}
		if object.Name+object.Label != "" { // else it is but an id
			if err := inner.scan(members[inner.name], line); err != nil {
				return err
			}
		}
		id, err := json.Marshal(object.ID)
		if err != nil {
			return err
		}
		members[inner.name+"_id"], changed = id, true
	}
	if changed {
		var err error
		if text, err = json.Marshal(members); err != nil {
			return err
		}
	}
	return p.memberships.add(line, text)
}

// whole is a name, put together of its parts where it does not stand there.
func (n popoloName) whole() string {
	if name := Text(n.Name); name != "" {
		return name
	}
	return Text(strings.Join([]string{n.Given, n.Additional, n.Family}, " "))
}

// called is the person's name or, where only other names stand there, the main one of those, and of several the latest.
func (in popoloPerson) called() string {
	if name := Text(in.Name); name != "" {
		return name
	}
	var best popoloName
	for _, n := range in.OtherNames {
		later := best.EndDate != "" && (n.EndDate == "" || n.EndDate > best.EndDate)
		if n.Note == "Main" && n.whole() != "" && (best.whole() == "" || later || n.EndDate == best.EndDate && n.whole() < best.whole()) {
			best = n
		}
	}
	return best.whole()
}
