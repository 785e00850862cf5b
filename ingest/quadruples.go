package ingest

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"demarche/graph"
	"demarche/graph/edtf"
)

// quadruples is the format of subject, relation, object and day, in the words of ICEWS. Columns are separated by tabs
// or commas; a header is optional.
var quadruples = Format{
	Name: "quadruples", About: "subject, relation, object, date, such as ICEWS has them",
	Sniff: func(h Head) bool {
		rows := firstRows(h, 5)
		if len(rows) == 0 {
			return false
		}
		if areNumbers(rows) {
			return true // to say what is lacking
		}
		t, header := quadrupleColumns(rows)
		if header {
			rows = rows[1:]
		}
		return t != nil && slices.ContainsFunc(rows, func(values []string) bool {
			return len(values) == t.width && isQuadruple(cells{table: t, values: values})
		})
	},
	Headless: func(h Head) bool {
		rows := firstRows(h, 1)
		return len(rows) == 0 || quadrupleTable(rows[0]) == nil
	},
	Read: func(in *Input, row func(*Row) error) error {
		beginning, _ := in.Reader().Peek(headSize)
		rows := firstRows(Head{Bytes: beginning, Separator: in.separator}, 5)
		if len(rows) == 0 {
			return fmt.Errorf("%w: %s is empty", graph.ErrBadInput, in.Name)
		}
		if areNumbers(rows) {
			return fmt.Errorf("%w: %s holds numbers instead of names: put the names of entity2id.txt and relation2id.txt in their place, and dates in place of the time: from which day it counts, and whether in hours, days or years, the file does not say", graph.ErrBadInput, in.Name)
		}
		t, header := quadrupleColumns(rows)
		if t == nil {
			return fmt.Errorf("%w: %s: a row has the four columns subject, relation, object and date, and may have others after them, or before them with a header", graph.ErrBadInput, in.Name)
		}
		first, _, _ := strings.Cut(string(beginning), "\n")
		if strings.Contains(first, "\t") {
			return eachTabbed(in, t, header, readQuadruple, row)
		}
		t.in = in
		t.open(cmp.Or(in.separator, ','))
		if header {
			if _, err := t.csv.Read(); err != nil {
				return in.at(1, err)
			}
			in.Next()
		}
		return t.each(readQuadruple, row)
	},
}

// isQuadruple reports whether names stand around a relation. A table of CAMEO's codes has such texts too, between
// numbers.
func isQuadruple(c cells) bool {
	named := func(column string) bool { return strings.ContainsFunc(c.cell(column), unicode.IsLetter) }
	return cameoTable().code[relationKey(c.cell("relation"))] != "" && named("subject") && named("object")
}

// firstRows are the first rows of a table with tabs or commas.
func firstRows(h Head, n int) (out [][]string) {
	lines := h.Lines()
	if strings.Contains(lines[0], "\t") {
		for _, line := range lines[:min(n, len(lines))] {
			if line != "" {
				out = append(out, strings.Split(line, "\t"))
			}
		}
		return out
	}
	r := csv.NewReader(strings.NewReader(strings.Join(lines, "\n")))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = cmp.Or(h.Separator, ','), -1, true
	for len(out) < n {
		values, err := r.Read()
		if err != nil {
			break
		}
		out = append(out, values)
	}
	return out
}

// areNumbers reports whether the rows are quadruples of numbers alone, which stand for names that are elsewhere.
func areNumbers(rows [][]string) bool {
	return !slices.ContainsFunc(rows, func(values []string) bool {
		return len(values) != 4 && len(values) != 5 ||
			slices.ContainsFunc(values, func(v string) bool { return !isDigits(v) })
	})
}

// quadrupleNames are what the columns are called; more says which there may be beside them.
var quadrupleNames, quadrupleMore = map[string][]string{
	"subject":  {"subject", "source", "head", "source name"},
	"relation": {"relation", "predicate", "event", "event text"},
	"object":   {"object", "target", "tail", "target name"},
	"date":     {"date", "event date", "time", "timestamp", "day", "start date", "start"},
}, map[string][]string{
	"end": {"end date", "end time", "end"},
	// Of ICEWS' own files.
	"record": {"event id"}, "code": {"cameo code"}, "story": {"story id"}, "sentence": {"sentence number"}, "publisher": {"publisher"},
	"subject country": {"source country"}, "object country": {"target country"},
	"city": {"city"}, "district": {"district"}, "province": {"province"}, "country": {"country"}, "latitude": {"latitude"}, "longitude": {"longitude"},
}

// icewsNames are the columns of ICEWS' own files, which some publish without a header.
var icewsNames = []string{
	"Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors",
	"Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
}

// quadrupleColumns returns the columns, named by a header or, where the first row is none, in their usual order; nil if
// there are not enough.
func quadrupleColumns(rows [][]string) (t *table, header bool) {
	first := rows[0]
	if named := quadrupleTable(first); named != nil {
		return named, true
	}
	if len(first) == len(icewsNames) {
		t = quadrupleTable(icewsNames)
		if slices.ContainsFunc(rows, func(values []string) bool {
			return len(values) == t.width && isQuadruple(cells{table: t, values: values})
		}) {
			return t, false
		}
	}
	if len(first) < 4 {
		return nil, false
	}
	t = layout([]string{"subject", "relation", "object", "date"})
	t.width = len(first)
	return t, false
}

// quadrupleTable returns the columns that a header names; nil if one of the four is not among them.
func quadrupleTable(names []string) *table {
	t := layout(names)
	named := &table{header: map[string]int{}, width: len(names)}
	for _, columns := range []map[string][]string{quadrupleNames, quadrupleMore} {
		for name, aliases := range columns {
			for _, alias := range aliases {
				if i, ok := t.header[column(alias)]; ok {
					named.header[column(name)] = i
					break
				}
			}
		}
	}
	for name := range quadrupleNames {
		if _, ok := named.header[name]; !ok {
			return nil
		}
	}
	return named
}

// readQuadruple reads a row. What both sides do, and data sets say of each, is one event.
func readQuadruple(c cells) {
	code := c.quadrupleCode()
	date := c.quadrupleDate()
	subject, object := c.entity("subject"), c.entity("object")
	if len(subject.actors)+len(object.actors) == 0 {
		c.Reject("subject, object", c.cell("subject")+", "+c.cell("object"), "neither is a country, an organization or a person")
	}
	if c.bad != nil {
		return
	}
	if code == "043" { // "b hosts a" says that "a visits b"
		code, subject, object = "042", object, subject
	}
	e := graph.Event{Kind: cameoKind(code), Date: date, CAMEO: code, Place: c.icewsPlace(), Sources: c.icewsSources()}
	acts, concerned := cameoRoles(code)
	for _, id := range subject.actors {
		e.Participants = append(e.Participants, graph.Participation{Actor: id, Roles: []graph.Role{acts}})
	}
	for _, id := range object.actors {
		e.Participants = append(e.Participants, graph.Participation{Actor: id, Roles: []graph.Role{concerned}})
	}
	if code != "042" && mutual(code) && object.key < subject.key {
		subject, object = object, subject
	}
	key := []string{date.String(), code, subject.key, object.key}
	if e.Place != "" { // in two places two things happened
		key = append(key, e.Place)
	}
	e.ID = "event:quad-" + graph.Hash(key...)
	e.Title = subject.name + " – " + object.name + ": " + cameoTable().description[code]
	if subject.key == object.key {
		e.Title = subject.name + ": " + cameoTable().description[code]
	}
	c.Merge(e.ID, graph.Batch{Events: []graph.Event{e.Merged(e)}}) // with itself: each actor once, in order
}

// quadrupleCode is what the relation says or, where its words are not known, the code beside it.
func (c cells) quadrupleCode() string {
	code := cameoTable().code[relationKey(c.cell("relation"))]
	if beside := c.cell("code"); code == "" && cameoTable().description[beside] != "" {
		code = beside
	}
	if code == "" {
		c.Reject("relation", c.cell("relation"), `it is no relation of CAMEO, such as "Make a visit"`)
	}
	return code
}

func (c cells) quadrupleDate() edtf.Date {
	date := c.dateIn("date")
	text, in := c.find("end")
	end, err := c.in.date(in, text)
	if err != nil {
		c.Leave("end", text, err.Error())
	}
	if date.IsZero() || end.IsZero() {
		return date
	}
	lasts, err := lasting(date, end)
	if err != nil {
		c.Reject("end", c.cell("end"), err.Error())
	}
	return lasts
}

// dateIn is the date in a column, which has to hold one.
func (c cells) dateIn(name string) edtf.Date {
	text, in := c.find(name)
	where := fmt.Sprintf("column %d", c.table.header[name]+1)
	date, err := c.in.date(in, text)
	switch {
	case err != nil && isDigits(text) || err == nil && len(text) < 4 && isDigits(text):
		c.Reject("date", text, where+" holds no date but a number, which counts from a beginning that the file does not name: put dates such as 2018-08-29 in its place")
	case err != nil:
		c.Reject("date", text, where+": "+err.Error())
	case date.IsZero():
		c.Reject("date", text, where+" holds no date")
	}
	return date
}
