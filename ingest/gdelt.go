package ingest

import (
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// gdelt are the events of GDELT: the raw files of 2.0 and 1.0, which have tabs and no header, and tables with one.
var gdelt = Format{
	Name: "gdelt", About: "GDELT events, 1.0 and 2.0: raw, or with a header",
	Sniff: func(h Head) bool {
		first := h.Lines()[0]
		if isGDELTHeader(first) {
			return true
		}
		values := strings.Split(first, "\t")
		return gdeltLayouts[len(values)] != nil && isDigits(values[0]) && len(values[1]) == 8 && isDigits(values[1])
	},
	Headless: func(h Head) bool { return !isGDELTHeader(h.Lines()[0]) },
	Read: func(in *Input, row func(*Row) error) error {
		beginning, _ := in.Reader().Peek(headSize)
		first, _, _ := strings.Cut(string(beginning), "\n")
		switch {
		case !isGDELTHeader(first):
			if n := strings.Count(first, "\t") + 1; gdeltLayouts[n] == nil {
				return fmt.Errorf("%w: %s: the first row has %d columns and is no header with GLOBALEVENTID, SQLDATE and EventCode; without a header GDELT 2.0 has 61 columns, and 1.0 has 58 or 57, parted by tabs", graph.ErrBadInput, in.Name, n)
			}
			in.tabular()
			return eachLine(in, readRawGDELT, row)
		case strings.Contains(first, "\t"):
			return eachTabbed(in, layout(strings.Split(first, "\t")), true, readGDELT, row)
		}
		t, err := readTable(in)
		if err != nil {
			return err
		}
		return t.each(readGDELT, row)
	},
}

func isGDELTHeader(line string) bool {
	names := strings.FieldsFunc(column(line), func(r rune) bool { return strings.ContainsRune(separators+"\"\r", r) })
	return slices.Contains(names, "globaleventid") && (slices.Contains(names, "sqldate") || slices.Contains(names, "day")) && slices.Contains(names, "eventcode")
}

// gdeltLayouts are the columns of raw files by their number: 61 in 2.0, 58 in 1.0, 57 in its older files, which have no
// SOURCEURL.
var gdeltLayouts = func() map[int]*table {
	v2 := []string{"GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"}
	for _, actor := range []string{"Actor1", "Actor2"} {
		for _, name := range []string{
			"Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
		} {
			v2 = append(v2, actor+name)
		}
	}
	v2 = append(v2, "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone")
	for _, geo := range []string{"Actor1Geo_", "Actor2Geo_", "ActionGeo_"} {
		for _, name := range []string{"Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"} {
			v2 = append(v2, geo+name)
		}
	}
	v2 = append(v2, "DATEADDED", "SOURCEURL")
	v1 := slices.DeleteFunc(slices.Clone(v2), func(name string) bool { return strings.HasSuffix(name, "_ADM2Code") })
	return map[int]*table{61: layout(v2), 58: layout(v1), 57: layout(v1[:57])}
}()

func readRawGDELT(r *Row, line string) {
	values := strings.Split(line, "\t")
	t := gdeltLayouts[len(values)]
	if t == nil {
		r.Reject("row", line, fmt.Sprintf("it has %d columns; GDELT 2.0 has 61, and 1.0 has 58 or 57", len(values)))
		return
	}
	readGDELT(cells{r, t, values})
}

// readGDELT reads a row, which is one report of an event. Reports of one happening are one event, unless each row is to
// be an event of its own.
func readGDELT(c cells) {
	record, code := c.cell("GLOBALEVENTID"), c.cell("EventCode")
	date := c.gdeltDate()
	if !isDigits(record) {
		c.Reject("GLOBALEVENTID", record, "it is no number")
	}
	root := code[:min(2, len(code))]
	if len(code) < 2 || len(code) > 4 || !isDigits(code) || cameoTable().description[root] == "" {
		c.Reject("EventCode", code, `it is no code of CAMEO, which is text and begins with a class from 01 to 20, such as "042"`)
		return
	}
	actor, target := c.gdeltActor("Actor1"), c.gdeltActor("Actor2")
	if actor.id == "" && target.id == "" {
		c.Reject("Actor1Code, Actor2Code", actor.code+", "+target.code, "no actor is a country or an organization that is known")
		return
	}
	e := graph.Event{Kind: cameoKind(code), Date: date, CAMEO: code, Place: c.gdeltPlace()}
	acts, concerned := cameoRoles(code)
	both := []graph.Participation{
		{Actor: actor.id, Roles: []graph.Role{acts}}, {Actor: target.id, Roles: []graph.Role{concerned}},
	}
	for _, p := range both {
		if p.Actor != "" {
			e.Participants = append(e.Participants, p)
		}
	}
	if c.in.EachRow {
		e.ID, e.Title = "event:gdelt-"+record, gdeltTitle(actor, target, code)
	} else {
		if mutual(root) && target.code < actor.code {
			actor, target = target, actor
		}
		e.ID = "event:gdelt-" + graph.Hash(date.String(), actor.code, target.code, root, e.Place)
		e.Title = gdeltTitle(actor, target, root)
	}
	cited := c.Source(c.cell("SOURCEURL"))
	cited.Record = record
	cited.Mentions = c.count("NumMentions")
	e.Sources = []graph.Citation{cited}
	c.Merge(e.ID, graph.Batch{Events: []graph.Event{e.Merged(e)}}) // with itself: each actor once, in order
}

// gdeltDate is the day of the row, such as 20170501. GDELT begins in 1979 and dates what is retold back to 1920.
func (c cells) gdeltDate() edtf.Date {
	date := c.dated("SQLDATE", "Day")
	text := c.cell("SQLDATE", "Day")
	day, ok := date.Earliest()
	switch {
	case date.Precision() != edtf.PrecisionDay:
		c.Reject("SQLDATE", text, "it is no date such as 20170501")
	case ok && day < edtf.DayOf(1920, 1, 1):
		c.Reject("SQLDATE", text, "it is before 1920, where GDELT's dates begin")
	}
	return date
}

// count is a whole number in a column; 0 where the cell is empty, or holds none, which is reported.
func (c cells) count(name string) int {
	text, in := c.find(name)
	if text == "" {
		return 0
	}
	d, err := c.in.number(in, text)
	switch {
	case err != nil:
		c.Leave(name, text, err.Error())
	case d != nil && d.IsInteger() && d.Sign() >= 0:
		return int(d.IntPart())
	case d != nil:
		c.Leave(name, text, "it is no whole number")
	}
	return 0
}

// gdeltPlace is the place of the action; empty where it is not known. Its coordinates are a part of its id, so that two
// of one name stay two.
func (c cells) gdeltPlace() string {
	name := Text(c.cell("ActionGeo_FullName"))
	if name == "" {
		return ""
	}
	fips := c.cell("ActionGeo_CountryCode")
	p := graph.Place{Name: name, Sources: c.Cite()}
	if code, ok := countryOfFIPS(fips); ok {
		p.Country = c.Country(code)
	} else if fips != "" {
		c.Leave("ActionGeo_CountryCode", fips, "it is no country's code of FIPS 10-4")
	}
	at := c.setCoordinates(&p, c.field("ActionGeo_Lat"), c.field("ActionGeo_Long"))
	p.ID = "place:gdelt-" + graph.Hash(name, fips, at)
	c.Ensure(graph.Batch{Places: []graph.Place{p}})
	return p.ID
}

func isDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}
