package ingest

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
)

// ftm is FollowTheMoney, as OpenSanctions and Aleph write it: entities as JSON, which may stand in each other.
// docs/ingest-people.md says how entities become records.
var ftm = Format{
	Name: "ftm", About: "FollowTheMoney entities, such as OpenSanctions' entities.ftm.json and targets.nested.json",
	Sniff: func(h Head) bool {
		return isFTM(firstMembers(h.Bytes)) || ftmAnswer(h.Bytes) || ftmStatementLines(h.Bytes) ||
			ftmStatementColumns(h.columns())
	},
	Read: func(in *Input, row func(*Row) error) (err error) {
		f := &ftmFile{in: in, row: row, wanted: map[string]bool{}, left: map[string]int{}, codes: map[string]int{}}
		beginning, _ := in.Reader().Peek(headSize)
		switch {
		case ftmAnswer(beginning):
			err = eachObject(in, ftmResults, f.object)
		case ftmStatementLines(beginning) || ftmStatementColumns(Head{Bytes: beginning, Separator: in.separator}.columns()):
			err = f.statements(beginning)
		default:
			err = eachObject(in, "", f.object)
		}
		if err == nil {
			err = f.later()
		}
		f.note()
		return errors.Join(err, f.positions.close(), f.addresses.close(), f.edges.close())
	},
}

var ftmSchema = regexp.MustCompile(`^[A-Z][A-Za-z]+$`)

// isFTM reports whether an object with these members is an entity.
func isFTM(members map[string]json.RawMessage) bool {
	schema := ""
	if json.Unmarshal(members["schema"], &schema) != nil || !ftmSchema.MatchString(schema) {
		return false
	}
	properties, ok := members["properties"]
	return ok && (properties == nil || properties[0] == '{')
}

const ftmResults = "results"

// ftmAnswer reports whether JSON begins as an answer of an API, whose results are entities.
func ftmAnswer(beginning []byte) bool { return isFTM(firstListed(beginning, ftmResults)) }

// An ftmEntity is an entity alone: each property is a list of texts, of which those that refer to others are ids.
type ftmEntity struct {
	ID         string              `json:"id"`
	Caption    string              `json:"caption"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
	// Values that are neither texts nor entities, with their properties.
	Left [][2]string `json:"left,omitempty"`
}

// report reports unreadable parts of the entity that its reader does not report.
func (e ftmEntity) report(r *Row) {
	for _, l := range e.Left {
		r.Leave(l[0], l[1], "it is neither a text nor an entity")
	}
	for _, id := range e.first("wikidataId") {
		if wikidataOf(id) == "" {
			r.Leave("wikidataId", id, "it is no id of Wikidata, such as Q42")
		}
	}
}

// field is all that the entity says under a property, which should be one value.
func (e ftmEntity) field(property string) field {
	return field{property, strings.Join(e.first(property), " ")}
}

// An ftmFile is a file while it is read. People and organizations are written as they come; what refers to them, or to
// each other, is put off until all have been read.
type ftmFile struct {
	in                          *Input
	row                         func(*Row) error
	ids                         index
	positions, addresses, edges spool
	wanted                      map[string]bool // ids of places that events are held at
	left                        map[string]int  // entities that are left out, by what they are
	codes                       map[string]int  // codes of no country
}

// ftmOrganizations are the schemata of organizations, with the kind that each says.
var ftmOrganizations = map[string]string{"Organization": "OTHER", "PublicBody": "GOVERNMENT", "Company": "COMPANY"}

// object reads an entity, and those that stand in it: each is a row.
func (f *ftmFile) object(line int, text []byte) error {
	entities, err := ftmEntitiesOf(text)
	if err != nil {
		r := f.in.Row(line)
		r.Reject("line", string(text), err.Error())
		return f.row(r)
	}
	for _, e := range entities {
		if err := f.entity(line, e); err != nil {
			return err
		}
	}
	return nil
}

func (f *ftmFile) entity(line int, e ftmEntity) error {
	r := f.in.Row(line)
	switch {
	case e.ID == "" || e.Schema == "":
		r.Reject("id, schema", e.Caption, "the entity lacks an id or a schema")
		return f.row(r)
	case e.Schema == "Person":
		f.ids.add(e.ID, anOfficial, e.wikidata())
		e.report(r)
		f.person(r, e)
		return f.row(r)
	case ftmOrganizations[e.Schema] != "":
		f.ids.add(e.ID, anOrganization, e.wikidata())
		e.report(r)
		f.organization(r, e)
		return f.row(r)
	case e.Schema == "Position":
		f.ids.add(e.ID, aPost, e.wikidata())
		return f.putOff(&f.positions, line, e)
	case e.Schema == "Address":
		f.ids.add(e.ID, otherThing, "")
		return f.putOff(&f.addresses, line, e)
	case f.edge(e) != nil:
		if e.Schema == "Event" {
			for _, id := range e.first("addressEntity") {
				f.wanted[placeOf(id)] = true
			}
		}
		return f.putOff(&f.edges, line, e)
	}
	f.ids.add(e.ID, otherThing, "")
	tally(f.left, e.Schema)
	return nil
}

func (f *ftmFile) putOff(s *spool, line int, e ftmEntity) error {
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return s.add(line, text)
}

// edge is what reads entities of a schema that refer to others; nil for other schemata.
func (f *ftmFile) edge(e ftmEntity) func(*Row, ftmEntity) {
	switch e.Schema {
	case "Occupancy":
		return f.occupancy
	case "Membership":
		return f.membership
	case "Sanction":
		return f.sanction
	case "Event":
		return f.event
	}
	return nil
}

// later reads what was put off.
func (f *ftmFile) later() error {
	again := func(read func(*Row, ftmEntity)) func(int, []byte) error {
		return func(n int, text []byte) error {
			var e ftmEntity
			if err := json.Unmarshal(text, &e); err != nil {
				return err // of what was written before
			}
			r := f.in.Row(n)
			e.report(r)
			read(r, e)
			if r.main == "" && r.bad == nil {
				return nil // left out, and counted there
			}
			return f.row(r)
		}
	}
	if err := f.positions.each(again(f.position)); err != nil {
		return err
	}
	if err := f.addresses.each(again(f.address)); err != nil {
		return err
	}
	return f.edges.each(again(func(r *Row, e ftmEntity) { f.edge(e)(r, e) }))
}

func (f *ftmFile) note() {
	if len(f.left) > 0 {
		f.in.Note("%s: left out: %s", f.in.Name, counts(f.left))
	}
	if len(f.codes) > 0 {
		f.in.Note("%s: codes that stand for no country are left out: %s", f.in.Name, counts(f.codes))
	}
}

// first are the values of the first of some properties that has any, each once and sorted.
func (e ftmEntity) first(properties ...string) []string {
	for _, p := range properties {
		if values := aliasesOf(e.Properties[p]); len(values) > 0 {
			return values
		}
	}
	return nil
}

// id is the record's id; the entity's own may be a Wikidata id.
func (e ftmEntity) id(t thing) string { return idOf(t, "ftm", e.wikidata(), e.ID) }

func (e ftmEntity) wikidata() string { return ftmWikidata(e.ID, e.Properties["wikidataId"]...) }

func ftmWikidata(id string, others ...string) string {
	if q := wikidataOf(id); q == id {
		return q
	}
	var found []string
	for _, o := range others {
		if q := wikidataOf(o); q != "" {
			found = append(found, q)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return slices.Min(found)
}

// name is what the entity is called: its caption, where that is one of its names.
func (e ftmEntity) name() string {
	names := e.first("name")
	if caption := Text(e.Caption); slices.Contains(names, caption) {
		return caption
	}
	return nameOf(names)
}

// cited are the file and the addresses that the entity was read from.
func (e ftmEntity) cited(r *Row) []graph.Citation {
	out := []graph.Citation{r.cite(e.ID)}
	for _, address := range e.first("sourceUrl") {
		out = append(out, r.Source(address))
	}
	return out
}

// date is what the values of a property say together.
func (e ftmEntity) date(r *Row, property string) edtf.Date {
	var dates []edtf.Date
	for _, text := range e.first(property) {
		dates = append(dates, r.point(property, text))
	}
	return agreed(dates)
}

// country is the country that the first of some properties with a value names, by code or by name, if it names one
// alone. What looks like a code of no country is counted; other values that are no country are left out.
func (f *ftmFile) country(r *Row, e ftmEntity, properties ...string) string {
	found := map[string]bool{}
	for _, property := range properties {
		texts := e.first(property)
		for _, text := range texts {
			code, err := country.ParseCode(text)
			if err != nil {
				var ok bool
				if code, ok = country.Named(text); !ok {
					f.noCountry(r, property, text)
					continue
				}
			}
			found[code] = true
		}
		if len(texts) > 0 {
			break
		}
	}
	if len(found) != 1 {
		return ""
	}
	return r.Country(sorted(found)[0])
}

var ftmCode = regexp.MustCompile(`^[A-Za-z]{2,4}(-[A-Za-z0-9]{1,4})?$`)

func (f *ftmFile) noCountry(r *Row, property, text string) {
	if ftmCode.MatchString(text) {
		tally(f.codes, strings.ToLower(text))
		return
	}
	r.Leave(property, text, country.Unknown(text))
}
