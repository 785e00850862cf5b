package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// officeholders are people and the offices they held, as Wikidata has them: tables of position, person, start and end,
// such as its query service answers, and entities as JSON. docs/ingest-people.md says how they become records.
var officeholders = Format{
	Name: "officeholders", About: "office holders of Wikidata: tables, such as answers of its query service, and entities",
	Sniff: func(h Head) bool {
		if beginning := bytes.TrimSpace(h.Bytes); len(beginning) == 0 || beginsJSON(beginning) {
			return looksLikeEntity(beginning) || looksLikeBindings(beginning)
		}
		return looksLikeHolders(h)
	},
	Read: func(in *Input, row func(*Row) error) error {
		beginning, _ := in.Reader().Peek(headSize)
		switch {
		case answerBeginning.Match(beginning) || looksLikeBindings(beginning):
			return readBindings(in, row)
		case beginsJSON(beginning):
			return readEntities(in, row)
		}
		t, err := readTable(in)
		if err != nil {
			return err
		}
		if !holdersTable(t) {
			return fmt.Errorf("%w: %s: the header has neither a person, a position and a start, nor an id, a name and a date of birth", graph.ErrBadInput, in.Name)
		}
		return t.each(readHolder, row)
	},
}

// What the columns are called, the likeliest first.
var (
	personColumns   = []string{"personID", "person", "item", "official", "officeholder", "holder", "human", "id"}
	nameColumns     = []string{"personLabel", "itemLabel", "officialLabel", "officeholderLabel", "holderLabel", "humanLabel", "name", "label", "person"}
	positionColumns = []string{"positionID", "position", "post", "office"}
	titleColumns    = []string{"positionLabel", "postLabel", "officeLabel", "position", "post", "office"}
	heldFromColumns = []string{"start", "startDate", "startTime", "from"}
	heldToColumns   = []string{"end", "endDate", "endTime", "until", "to"}
	bornColumns     = []string{"dob", "born", "birthDate", "dateOfBirth"}
	diedColumns     = []string{"dod", "died", "deathDate", "dateOfDeath"}
	precisionWords  = []string{"p", "Precision", "Prec"} // after the name of a date's column
)

func holdersTable(t *table) bool {
	return t.hasOne(personColumns) && t.hasOne(positionColumns) && t.hasOne(heldFromColumns) || t.has("id", "name") && t.hasOne(bornColumns)
}

// looksLikeHolders reports whether a table has the columns, and a row with a Wikidata id as person.
func looksLikeHolders(h Head) bool {
	text := strings.Join(h.Lines(), "\n")
	t, err := readTable(
		&Input{text: bufio.NewReaderSize(strings.NewReader(text), headSize), bound: &bounded{}, separator: h.Separator},
	)
	if err != nil || !holdersTable(t) {
		return false
	}
	found := errors.New("found")
	some := false
	err = t.each(func(c cells) { some = some || c.wikidata(personColumns) != "" }, func(*Row) error {
		if some {
			return found
		}
		return nil
	})
	return errors.Is(err, found)
}

// wikidata is the first Wikidata id in some columns.
func (c cells) wikidata(names []string) string {
	for _, n := range names {
		if q := wikidataOf(c.cell(n)); q != "" {
			return q
		}
	}
	return ""
}

// plain is the first text in some columns that is no Wikidata id.
func (c cells) plain(names []string) string {
	for _, n := range names {
		if v := Text(c.cell(n)); v != "" && wikidataOf(v) == "" {
			return v
		}
	}
	return ""
}

// readHolder reads a row: a person who holds a position, or a person alone.
func readHolder(c cells) {
	q := c.wikidata(personColumns)
	if q == "" {
		c.Reject("person", c.cell(personColumns...), "it has no Wikidata id: a name alone does not say who it is")
		return
	}
	id := idOf(anOfficial, "", q, "")
	cited := []graph.Citation{c.cite(q)}
	if psid := c.cell("psid", "statement"); psid != "" {
		cited[0] = c.cite(psid)
	}
	name := c.plain(nameColumns)
	if name != "" {
		c.Merge(id, graph.Batch{Officials: []graph.Official{{
			ID: id, Name: name, Wikidata: q, Born: c.date(bornColumns), Died: c.date(diedColumns),
			Sources: []graph.Citation{c.cite(q)},
		}}})
	}
	position, title := c.wikidata(positionColumns), c.plain(titleColumns)
	if position == "" && title == "" {
		if name == "" || c.table.hasOne(positionColumns) || c.cell(slices.Concat(heldFromColumns, heldToColumns)...) != "" {
			c.missing("position")
		}
		return
	}
	post := postOf(c.Row, position, title)
	dates, err := termOf(c.date(heldFromColumns), c.date(heldToColumns), false)
	if err != nil {
		c.rejectLeft()
		c.Reject("start", c.cell(heldFromColumns...)+"/"+c.cell(heldToColumns...), err.Error())
		return
	}
	c.tenure(id, post, dates, cited)
}

// postOf merges a post. One that has a title alone belongs to its file: whose premier "Premier" is it does not say. One
// without a title is called by its Wikidata id until a file names it.
func postOf(r *Row, wikidata, title string) string {
	p := graph.Post{ID: idOf(aPost, "n", wikidata, r.in.Source.ID+"\x1f"+r.in.Name+"\x1f"+graph.NameKey(title)), Title: title, Sources: r.Cite()}
	if title == "" {
		p.Title = wikidata
	}
	r.Merge(p.ID, graph.Batch{Posts: []graph.Post{p}})
	return p.ID
}

var firstOfYear, firstOfMonth = regexp.MustCompile(`-01-01T`), regexp.MustCompile(`-01T`)

// date reads a date with the precision that its column has beside it. A time without a precision may stand for the
// month or the year that it begins. An unknown value, which the query service writes as a node without a name, is no
// date.
func (c cells) date(names []string) edtf.Date {
	for _, n := range names {
		text, in := c.find(n)
		if text == "" || strings.HasPrefix(text, "_:") || strings.Contains(text, "/.well-known/genid/") {
			continue
		}
		precision := 0
		for _, word := range precisionWords {
			if p := c.cell(n + word); p != "" {
				number, err := strconv.Atoi(p)
				if err != nil {
					c.Leave(n+word, p, "it is no precision of Wikidata, such as 11 for a day")
					return edtf.Date{}
				}
				precision = number
			}
		}
		switch {
		case precision > 0:
		case firstOfYear.MatchString(text):
			precision = 9
		case firstOfMonth.MatchString(text):
			precision = 10
		}
		date, err := c.in.wikidataDate(in, text, precision)
		if err != nil {
			c.Leave(n, text, err.Error())
		}
		return date
	}
	return edtf.Date{}
}

// entities reads entities.
type entities struct {
	in                           *Input
	row                          func(*Row) error
	deprecated, coarse, leftAway int
}

func readEntities(in *Input, row func(*Row) error) error {
	e := &entities{in: in, row: row}
	err := eachEntity(in, e.entity)
	for _, n := range []struct {
		count int
		what  string
	}{
		{e.deprecated, "statements are left out: Wikidata ranks them as deprecated"},
		{e.coarse, "dates of birth or death are left out: they are known to the century at best, which EDTF cannot say"},
		{e.leftAway, "entities are left out: they are neither people nor positions"},
	} {
		if n.count > 0 {
			in.Note("%s: %d %s", in.Name, n.count, n.what)
		}
	}
	return err
}

// entity reads an entity: a row for the person, and one for each position that is held.
func (e *entities) entity(line int, text []byte) error {
	r := e.in.Row(line)
	var in wikidataEntity
	err := json.Unmarshal(text, &in)
	switch {
	case err != nil:
		r.Reject("row", string(text), err.Error())
		return e.row(r)
	case wikidataOf(in.ID) != in.ID || in.ID == "":
		e.leftAway++ // a property, or a lexeme
		return nil
	}
	held, deprecated, err := in.statements("P39")
	if err != nil {
		r.Leave("P39", in.ID, err.Error())
	}
	is, _, err := in.statements("P31")
	if err != nil {
		r.Leave("P31", in.ID, err.Error())
	}
	e.deprecated += deprecated
	switch {
	case len(held) > 0 || isA(is, "Q5"):
		e.person(r, &in)
	case isA(is, "Q4164871", "Q294414") && in.label() != "": // a position, a public office
		postOf(r, in.ID, in.label())
	default:
		e.leftAway++
		return nil
	}
	if err := e.row(r); err != nil {
		return err
	}
	for _, s := range held {
		r := e.in.Row(line)
		e.held(r, in.ID, s)
		if err := e.row(r); err != nil {
			return err
		}
	}
	return nil
}

func isA(statements []wikidataStatement, classes ...string) bool {
	return slices.ContainsFunc(
		statements,
		func(s wikidataStatement) bool { return slices.Contains(classes, s.value.text) },
	)
}

func (e *entities) person(r *Row, in *wikidataEntity) {
	out := graph.Official{ID: idOf(anOfficial, "", in.ID, ""), Wikidata: in.ID, Name: in.label(), Sources: []graph.Citation{r.cite(in.ID)}}
	if out.Name == "" {
		r.Reject("labels", in.ID, "it has none")
		return
	}
	native, _, err := in.statements("P1559")
	if err != nil {
		r.Leave("P1559", in.ID, err.Error())
	}
	names := in.names()
	for i, s := range best(native) {
		if name := Text(s.value.text); i == 0 {
			out.NativeName = name // the first: what the others are is not said
		} else {
			names = append(names, name)
		}
	}
	out.Aliases = aliasesOf(names, out.Name, out.NativeName, in.ID)
	out.Born, out.Died = e.day(r, in, "P569"), e.day(r, in, "P570")
	r.Merge(out.ID, graph.Batch{Officials: []graph.Official{out}})
}

// day is the date of a birth or a death.
func (e *entities) day(r *Row, in *wikidataEntity, property string) edtf.Date {
	statements, deprecated, err := in.statements(property)
	if err != nil {
		r.Leave(property, in.ID, err.Error())
	}
	e.deprecated += deprecated
	var dates []edtf.Date
	for _, s := range best(statements) {
		if s.value.precision > 0 && s.value.precision < 8 {
			e.coarse++
			continue
		}
		date, err := s.date(s.value)
		if err != nil {
			r.Leave(property, s.value.text, err.Error())
		}
		dates = append(dates, date)
	}
	return agreed(dates)
}

// held reads a statement that the person holds a position.
func (e *entities) held(r *Row, person string, s wikidataStatement) {
	position := wikidataOf(s.value.text)
	if position == "" {
		r.Reject("P39", person, "it names no position")
		return
	}
	start, end := s.end(r, "P580"), s.end(r, "P582")
	lasts := len(s.qualifiers["P582"]) > 0 && s.qualifiers["P582"][0].kind == "novalue"
	dates, err := termOf(start, end, lasts)
	if err != nil {
		r.rejectLeft()
		r.Reject("P39", person+" "+position, err.Error())
		return
	}
	record := person
	if s.id != "" {
		record = s.id
	}
	post := postOf(r, position, "")
	r.tenure(idOf(anOfficial, "", person, ""), post, dates, []graph.Citation{r.cite(record)})
}

// end returns the start or the end of the statement's time; none, and reports it, where it cannot be read. A statement
// may have at most one of each.
func (s wikidataStatement) end(r *Row, qualifier string) edtf.Date {
	var dates []edtf.Date
	for _, v := range s.qualifiers[qualifier] {
		date, err := s.date(v)
		if err != nil {
			r.Leave(qualifier, v.text, err.Error())
		}
		dates = append(dates, date)
	}
	return r.oneOf(qualifier, dates)
}
