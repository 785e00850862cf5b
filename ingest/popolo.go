package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
)

// popolo is Popolo JSON as EveryPolitician publishes it: the members of one legislature; and as PopIt and others do:
// people with their memberships. docs/ingest-people.md says how its objects become records.
var popolo = Format{
	Name: "popolo", About: "Popolo JSON, such as EveryPolitician's",
	Sniff: func(h Head) bool {
		if popoloPeople(h.Bytes) != "" {
			return true
		}
		if !bytes.HasPrefix(bytes.TrimSpace(h.Bytes), []byte("{")) {
			return false
		}
		members := firstMembers(h.Bytes)
		some := false
		for name, value := range members {
			if !slices.Contains(popoloLists, name) && name != "meta" {
				return false
			}
			some = some || (name == "persons" || name == "memberships") && (value == nil || value[0] == '[')
		}
		return some
	},
	Read: func(in *Input, row func(*Row) error) error {
		p := &popoloFile{
			in:            in,
			organizations: map[string]popoloOrganization{},
			others:        map[string]popoloOther{},
			left:          map[string]int{},
		}
		err := p.scan()
		if err == nil {
			err = p.rows(row)
		}
		return errors.Join(err, p.close())
	},
}

var popoloLists = []string{"persons", "organizations", "memberships", "posts", "areas", "events", "motions", "vote_events", "speeches"}

// A popoloFile is a file while it is read. Its lists come in any order, so that all rows are put off until it is known
// what they refer to.
type popoloFile struct {
	in                                     *Input
	organized, persons, posts, memberships spool
	people                                 index
	organizations                          map[string]popoloOrganization
	others                                 map[string]popoloOther // posts, areas and events
	kept                                   int                    // bytes of organizations and others
	sources                                []string               // of the file
	left                                   map[string]int         // what is not read
	depth                                  int                    // of what stands in each other
	scope                                  string                 // hashed with ids that are unique in the file alone
}

const maxKept = 128 << 20 // bytes; a legislature has some thousands of districts, of a hundred bytes each

func (p *popoloFile) close() error {
	return errors.Join(p.organized.close(), p.persons.close(), p.posts.close(), p.memberships.close())
}

type popoloText struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// A popoloName is a name, whole or in parts.
type popoloName struct {
	Name       string `json:"name"`
	Note       string `json:"note"`
	Given      string `json:"given_name"`
	Additional string `json:"additional_name"`
	Family     string `json:"family_name"`
	EndDate    string `json:"end_date"`
}

type popoloIdentifiers []struct{ Scheme, Identifier string }

// wikidata is the Wikidata id among identifiers.
func (ids popoloIdentifiers) wikidata() string {
	var found []string
	for _, i := range ids {
		if q := wikidataOf(i.Identifier); q != "" && strings.EqualFold(i.Scheme, "wikidata") {
			found = append(found, q)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return slices.Min(found)
}

type popoloPerson struct {
	ID          string            `json:"id"`
	Name        string            `json:"name"`
	BirthDate   string            `json:"birth_date"`
	DeathDate   string            `json:"death_date"`
	OtherNames  []popoloName      `json:"other_names"`
	Identifiers popoloIdentifiers `json:"identifiers"`
	Sources     []popoloText      `json:"sources"`
	Redirect    string            `json:"redirect"` // to another id of the same person
}

type popoloOrganization struct {
	ID             string            `json:"id"`
	Name           string            `json:"name"`
	Classification string            `json:"classification"`
	Identifiers    popoloIdentifiers `json:"identifiers"`
	Sources        []popoloText      `json:"sources"`
}

// A popoloOther is a post, an area or an event.
type popoloOther struct {
	ID             string `json:"id"`
	Name           string `json:"name"`
	Label          string `json:"label"`
	Role           string `json:"role"`
	OrganizationID string `json:"organization_id"`
	AreaID         string `json:"area_id"`
	StartDate      string `json:"start_date"`
	EndDate        string `json:"end_date"`

	Area popoloText `json:"area"`
}

type popoloMembership struct {
	ID             string       `json:"id"`
	PersonID       string       `json:"person_id"`
	OrganizationID string       `json:"organization_id"`
	PostID         string       `json:"post_id"`
	AreaID         string       `json:"area_id"`
	Period         string       `json:"legislative_period_id"`
	Role           string       `json:"role"`
	StartDate      string       `json:"start_date"`
	EndDate        string       `json:"end_date"`
	Sources        []popoloText `json:"sources"`
	Area           popoloText   `json:"area"`
}

// scan reads the file: rows are put off, and what they refer to is kept.
func (p *popoloFile) scan() (err error) {
	beginning, _ := p.in.Reader().Peek(headSize)
	s := streamOf(p.in)
	switch people := popoloPeople(beginning); people {
	case "":
		err = s.members("the file", func(list string) error { return p.scanList(s, list) })
	case "[":
		err = s.each("the file", p.scanPerson)
	default:
		err = s.members("the file", func(key string) error {
			if key == people {
				return s.each(key, p.scanPerson)
			}
			return s.skip()
		})
	}
	if len(p.left) > 0 {
		p.in.Note("%s: left out, for the graph holds no such thing: %s", p.in.Name, counts(p.left))
	}
	return err
}

// scanList reads one of the file's lists.
func (p *popoloFile) scanList(s *stream, list string) error {
	switch list {
	case "persons":
		return s.each(list, p.scanPerson)
	case "organizations":
		return s.each(list, p.scanOrganization)
	case "memberships":
		return s.each(list, p.scanMembership)
	case "posts":
		return s.each(list, p.scanPost)
	case "areas", "events":
		return s.each(list, func(text json.RawMessage, _ int) error { return p.keep(list, text) })
	case "meta":
		text, _, err := s.value()
		var meta struct{ Sources []string }
		if json.Unmarshal(text, &meta) == nil { // it is for people to read, in any shape
			p.sources = meta.Sources
		}
		return err
	}
	tally(p.left, list)
	return s.skip()
}

func (p *popoloFile) scanPerson(text json.RawMessage, line int) error {
	var person popoloPerson
	if !readable(json.Unmarshal(text, &person)) { // the row is rejected when it is read
		return p.persons.add(line, text)
	}
	if person.Redirect != "" {
		tally(p.left, "redirects of people")
		return nil
	}
	p.people.add(person.ID, anOfficial, person.Identifiers.wikidata())
	if err := p.persons.add(line, text); err != nil {
		return err
	}
	return p.scanNested(text, line, "person_id", person.ID)
}

func (p *popoloFile) scanOrganization(text json.RawMessage, line int) error {
	var o popoloOrganization
	if readable(json.Unmarshal(text, &o)) {
		keepFirst(p.organizations, o.ID, o)
	}
	p.kept += len(text)
	if p.kept > maxKept {
		return p.tooMuch()
	}
	if err := p.organized.add(line, text); err != nil {
		return err
	}
	return p.scanNested(text, line, "organization_id", o.ID)
}

func (p *popoloFile) scanPost(text json.RawMessage, line int) error {
	if err := p.posts.add(line, text); err != nil {
		return err
	}
	return p.keep("posts", text)
}

// keep keeps what memberships refer to.
func (p *popoloFile) keep(list string, text json.RawMessage) error {
	var o popoloOther
	if readable(json.Unmarshal(text, &o)) {
		keepFirst(p.others, list+"\x1f"+o.ID, o)
	}
	p.kept += len(text)
	if p.kept > maxKept {
		return p.tooMuch()
	}
	return nil
}

// keepFirst keeps an object; of two with one id the one that sorts first, so that their order does not matter.
func keepFirst[T any](m map[string]T, id string, o T) {
	if old, twice := m[id]; !twice || fmt.Sprint(o) < fmt.Sprint(old) {
		m[id] = o
	}
}

func (p *popoloFile) tooMuch() error {
	return fmt.Errorf("%w: %s: its organizations, posts, areas and events take more than %d MiB: split the file by legislature", graph.ErrBadInput, p.in.Name, maxKept>>20)
}

// rows reads what was put off, so that each row comes after what it refers to.
func (p *popoloFile) rows(row func(*Row) error) error {
	p.scope = p.scopeOf()
	for _, step := range []struct {
		rows *spool
		read func(r *Row, text []byte)
	}{{&p.organized, p.organization}, {&p.persons, p.person}, {&p.posts, p.post}, {&p.memberships, p.membership}} {
		err := step.rows.each(func(line int, text []byte) error {
			r := p.in.Row(line)
			step.read(r, text)
			return row(r)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// scopeOf tells the file's legislature from all others: EveryPolitician calls each "legislature". A file without one
// stands for itself.
func (p *popoloFile) scopeOf() string {
	var known, named []string
	for _, o := range p.organizations {
		if kindOfOrganization(o.Classification) == "LEGISLATURE" {
			if q := o.Identifiers.wikidata(); q != "" {
				known = append(known, q)
			}
			named = append(named, graph.NameKey(o.Name))
		}
	}
	switch {
	case len(known) > 0:
		named = known
	case len(named) > 0 && len(p.sources) > 0:
		named = append(named, p.sources...)
	default:
		named = []string{p.in.Source.ID, p.in.Name}
	}
	slices.Sort(named)
	return graph.Hash(named...)
}
