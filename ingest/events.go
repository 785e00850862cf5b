package ingest

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
	"demarche/internal/jsontext"
)

// EventsSchema is the JSON Schema of a line of our own JSON Lines.
//
//go:embed events.schema.json
var EventsSchema []byte

// events are our own files: JSON Lines, each line a record of any type, which hold all that the graph does; and CSV,
// each row an event.
var events = Format{
	Name: "events", About: "demarche's own JSON Lines (demarche schema events) and CSV",
	Sniff: func(h Head) bool {
		lines := h.Lines()
		if first := strings.TrimSpace(lines[0]); strings.HasPrefix(first, "{") {
			_, err := recordOf([]byte(first))
			return err == nil
		}
		names := h.columns()
		return names["title"] && names["kind"] && names["date"]
	},
	Read: func(in *Input, row func(*Row) error) error {
		beginning, _ := in.Reader().Peek(1)
		if len(beginning) == 0 || beginning[0] == '{' {
			return eachText(in, func(n int, text string) error {
				r := in.Row(n)
				readRecord(r, text) // as it is: a text that no record may hold is rejected, and not changed
				return row(r)
			})
		}
		t, err := readTable(in)
		if err != nil {
			return err
		}
		if !t.has("title", "kind", "date") {
			return fmt.Errorf("%w: %s: the header lacks title, kind or date", graph.ErrBadInput, in.Name)
		}
		return t.each(readEventRow, row)
	},
}

// recordOf reads a line as a batch of one record.
func recordOf(line []byte) (b graph.Batch, err error) {
	named, err := jsontext.Field(line, "type")
	if err != nil {
		return b, err
	}
	var typ string
	if named != nil {
		if err := jsontext.Decode(named, &typ); err != nil {
			return b, &jsontext.Error{Place: "type", Err: err}
		}
	}
	record := b.Grow(typ)
	if record == nil {
		err := fmt.Errorf("%q is none of %s", typ, strings.Join(graph.RecordTypes(), ", "))
		return b, &jsontext.Error{Place: "type", Err: err}
	}
	return b, jsontext.Decode(line, record, "type")
}

func readRecord(r *Row, line string) {
	b, err := recordOf([]byte(line))
	if wrong, ok := errors.AsType[*jsontext.Error](err); ok && wrong.Place != "" {
		r.Reject(wrong.Place, line, wrong.Err.Error())
		return
	}
	if err != nil {
		r.Reject("line", line, err.Error())
		return
	}
	for i := range b.Events {
		if len(b.Events[i].Sources) == 0 {
			b.Events[i].Sources = r.CiteRow(b.Events[i].ID)
		}
	}
	r.Put(b.IDs()[0], b)
}

// inert is a cell as our own CSV has it, without the apostrophe before what a spreadsheet would run. What a text may
// not hold is left in it, so that it is rejected as it is by every other way in.
func (c cells) inert(names ...string) string {
	for _, n := range names {
		if i, ok := c.table.header[column(n)]; ok && i < len(c.values) {
			if v := strings.TrimSpace(c.values[i]); v != "" {
				return graph.FromInert(v)
			}
		}
	}
	return ""
}

// readEventRow reads a row of CSV: id, kind, title, date; the texts of graph.EventTexts, place (an id, or a name with
// place_country), part_of, participants ("HOST official:Q15031; GUEST Kim Jong Un (PRK)"), about (ids), sources (ids or
// addresses, with semicolons), quote.
func readEventRow(c cells) {
	e := graph.Event{
		ID: c.inert("id"), Kind: graph.EventKind(strings.ToUpper(c.inert("kind"))), Title: c.inert("title"),
		PartOf: c.inert("part_of"), Place: c.inert("place"),
	}
	c.eventTexts(&e)
	var err error
	if e.Date, err = edtf.Parse(c.inert("date")); err != nil || e.ID == "" { // an id made of fields does not depend on the time of day
		e.Date = c.dated("date")
	}
	if e.Date.IsZero() {
		c.Reject("date", c.inert("date"), "it holds no date")
		return
	}
	if e.Place != "" && !strings.HasPrefix(e.Place, "place:") {
		e.Place = c.Place(e.Place, c.countryIn("place_country"))
	}
	e.Participants = c.participants()
	for id := range strings.SplitSeq(c.inert("about"), ";") {
		if id = strings.TrimSpace(id); id != "" {
			e.About = append(e.About, id)
		}
	}
	e.Sources = c.eventSources(e.ID)
	if e.ID == "" {
		e.ID = e.NaturalID()
		c.Update.Earlier = map[string][]string{e.ID: e.EarlierIDs()}
	}
	c.Put(e.ID, graph.Batch{Events: []graph.Event{e}})
}

// eventSources returns the sources of an event: ids and addresses, or the row itself. id is the event's, and may be
// empty.
func (c cells) eventSources(id string) (out []graph.Citation) {
	for address := range strings.SplitSeq(c.inert("sources", "source", "source_url", "url"), ";") {
		switch address = strings.TrimSpace(address); {
		case strings.HasPrefix(address, "source:"):
			out = append(out, graph.Citation{Source: address, Quote: c.inert("quote")})
		case address != "":
			cited := c.Source(address)
			if quote := c.inert("quote"); quote != "" {
				if cited.Quote != "" {
					c.Leave("sources", address, "it is neither an address of the web nor the id of a source")
				}
				cited.Quote = quote
			}
			if cited.Source == c.in.Source.ID {
				cited.Record = c.CiteRow(id)[0].Record
			}
			out = append(out, cited)
		}
	}
	if len(out) == 0 {
		out = c.CiteRow(id)
		out[0].Quote = c.inert("quote")
	}
	return out
}

// eventTexts sets the optional texts of an event.
func (c cells) eventTexts(e *graph.Event) {
	for _, t := range graph.EventTexts {
		t.Set(e, c.eventText(t))
	}
}

// eventText returns the text in the column of that name. A cell without a code is reported and left out.
func (c cells) eventText(t graph.EventText) string {
	text := c.inert(t.Name)
	if text == "" || t.Code == nil || t.Code.Has(text) {
		return text
	}
	if code := strings.ToUpper(text); t.Code.Has(code) {
		return code
	}
	c.Leave(t.Name, text, "it is no code of "+strings.ToUpper(t.Name))
	return ""
}

// countryIn is the country that a cell names, by its code or its name; empty where the cell is, or names none, which is
// reported.
func (c cells) countryIn(name string) string {
	text := c.cell(name)
	if text == "" {
		return ""
	}
	code, ok := country.Named(text)
	if !ok {
		c.Leave(name, text, country.Unknown(text))
		return ""
	}
	return c.Country(code)
}

// participants reads entries such as "HOST+SPEAKER official:Q15031" and "GUEST Kim Jong Un (PRK)", with semicolons
// between.
func (c cells) participants() (out []graph.Participation) {
	text := c.inert("participants")
	for entry := range strings.SplitSeq(text, ";") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		roles, actor, ok := strings.Cut(entry, " ")
		if !ok {
			c.Reject("participants", entry, `it is not a role and an actor, such as "HOST official:Q15031" or "GUEST Kim Jong Un (PRK)"`)
			return nil
		}
		p := graph.Participation{Actor: c.actor(strings.TrimSpace(actor))}
		for role := range strings.SplitSeq(roles, "+") {
			p.Roles = append(p.Roles, graph.Role(strings.ToUpper(role)))
		}
		out = append(out, p)
	}
	return out
}

// actor is an id, or a name with a country's code or name in parentheses.
func (c cells) actor(text string) string {
	for _, prefix := range []string{"official:", "country:", "org:"} {
		if strings.HasPrefix(text, prefix) {
			return text
		}
	}
	name, nation := text, ""
	if before, code, ok := strings.Cut(text, " ("); ok && strings.HasSuffix(code, ")") {
		code = strings.TrimSuffix(code, ")")
		parsed, ok := country.Named(code)
		if !ok {
			c.Reject("participants", text, country.Unknown(code))
			return ""
		}
		name, nation = before, c.Country(parsed)
	}
	return c.Official(name, nation)
}
