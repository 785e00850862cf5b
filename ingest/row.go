package ingest

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
)

// A Row is what one row of a file says. Its fate is that of its main record, which is the last one put or merged, or of
// the first of its records that cannot be written.
type Row struct {
	Line   int
	Update graph.Update
	main   string
	in     *Input
	number int  // of the row, from 1 without a header
	counts bool // whether a citation has the number, because the file gives the row no id
	bad    *graph.Problem
	value  string
	tells  []string    // what the summary says of the row, with %d for the number of such rows
	left   []Rejection // values that cannot be read, of a row that is kept
}

// Reject says that the row cannot be read: the field, its value, and what to do about it. The first reason stays.
func (r *Row) Reject(field, value, reason string) {
	if r.bad == nil {
		r.bad, r.value = &graph.Problem{Field: field, Text: reason}, value
	}
}

// Leave reports an optional value that cannot be read, once. The value is left out, and the rest of the row is kept.
func (r *Row) Leave(field, value, reason string) {
	left := Rejection{Line: r.Line, Field: field, Value: cut(value), Reason: reason, Kept: true}
	if !slices.Contains(r.left, left) {
		r.left = append(r.left, left)
	}
}

// Tell makes the summary of the import count the row, unless it is rejected. The format has a %d for the number of
// rows.
func (r *Row) Tell(format string) {
	if !slices.Contains(r.tells, format) {
		r.tells = append(r.tells, format)
	}
}

// rejectLeft rejects a row that needs a value which was left out, for the reason why it was; any other row stays as it
// is.
func (r *Row) rejectLeft() {
	for _, l := range r.left {
		r.Reject(l.Field, l.Value, l.Reason)
	}
}

// Put writes records instead of those stored under the same ids; Main names the one whose fate is the row's.
func (r *Row) Put(main string, b graph.Batch) {
	r.main = main
	r.Update.Put.Append(b)
}

// Merge adds what records say to those stored under the same ids; Main names the one whose fate is the row's.
func (r *Row) Merge(main string, b graph.Batch) {
	r.main = main
	r.Update.Merge.Append(b)
}

// Ensure writes records where there are none under their ids.
func (r *Row) Ensure(b graph.Batch) { r.Update.Ensure.Append(b) }

// Cite is a citation of the file as a whole, for what many rows share.
func (r *Row) Cite() []graph.Citation { return []graph.Citation{{Source: r.in.Source.ID}} }

// CiteRow is a citation of the row: of the id that the file gives it or, where that is empty, of its number.
func (r *Row) CiteRow(id string) []graph.Citation { return []graph.Citation{r.cite(id)} }

// cite is a citation of a record of the file, or of the row by its number where the record has no id.
func (r *Row) cite(record string) graph.Citation {
	record = Text(strings.ToValidUTF8(cut(record), ""))
	if record == "" {
		record, r.counts = r.numbered(), true
	}
	return graph.Citation{Source: r.in.Source.ID, Record: record}
}

// numbered is the number of the row, counted from 1 without a header. In an archive of several files the name of the
// row's file stands before it.
func (r *Row) numbered() string {
	if r.in.among {
		return r.in.Name + ":" + strconv.Itoa(r.number)
	}
	return strconv.Itoa(r.number)
}

// Country returns the id of the country with a code as country.ParseCode returns it, and ensures that it is there.
func (r *Row) Country(code string) string {
	c, ok := country.ByCode(code)
	if !ok {
		r.Reject("country", code, "it is not in the table of country codes")
		return ""
	}
	id := "country:" + c.Code
	from, errFrom := dateOrNone(c.ValidFrom)
	to, errTo := dateOrNone(c.ValidTo)
	if errFrom != nil || errTo != nil {
		panic("codes.csv: " + code) // a test reads them all
	}
	r.Ensure(graph.Batch{Countries: []graph.Country{{
		ID: id, Code: c.Code, ISO2: c.Alpha2, M49: c.M49, Name: c.Name, ValidFrom: from, ValidTo: to, Sources: r.Cite(),
	}}})
	return id
}

// TradeArea returns the id of the country or the aggregate with a code as country.ParseTradeArea returns it, and makes
// sure that it is there.
func (r *Row) TradeArea(code string) string {
	a, ok := country.AggregateByCode(code)
	if !ok {
		return r.Country(code)
	}
	record := graph.AggregateRecord(a, r.Cite())
	r.Ensure(graph.Batch{Aggregates: []graph.Aggregate{record}})
	return record.ID
}

func dateOrNone(s string) (edtf.Date, error) {
	if s == "" {
		return edtf.Date{}, nil
	}
	return edtf.Parse(s)
}

// Official returns the id of the official who is known by name and country (a country's id, or empty) alone, and
// ensures that there is one. Two files that agree in both mean the same official.
func (r *Row) Official(name, country string) string {
	name = Text(name)
	id := graph.OfficialNamed(name, country)
	r.Ensure(graph.Batch{Officials: []graph.Official{{ID: id, Name: name, Country: country, Sources: r.Cite()}}})
	return id
}

// Organization returns the id of the organization that is known by name and country (which may be empty) alone, and
// ensures that there is one.
func (r *Row) Organization(name, kind, country string) string {
	name = Text(name)
	id := "org:n-" + graph.Hash(graph.NameKey(name), country)
	r.Ensure(
		graph.Batch{
			Organizations: []graph.Organization{{ID: id, Name: name, Kind: kind, Country: country, Sources: r.Cite()}},
		},
	)
	return id
}

// Place returns the id of the place that is known by name and country (which may be empty) alone, and ensures that
// there is one.
func (r *Row) Place(name, country string) string {
	name = Text(name)
	id := "place:n-" + graph.Hash(graph.NameKey(name), country)
	r.Ensure(graph.Batch{Places: []graph.Place{{ID: id, Name: name, Country: country, Sources: r.Cite()}}})
	return id
}

// A field is a value of a file, and what it is called there.
type field struct{ name, text string }

// setCoordinates sets the coordinates of a place and returns them as a text. It returns an empty text, and reports what
// is wrong, where one of them is missing or cannot be read; where both are missing nothing is wrong.
func (r *Row) setCoordinates(p *graph.Place, latitude, longitude field) string {
	if isUnknown(latitude.text) && isUnknown(longitude.text) {
		return ""
	}
	north, okNorth := r.coordinate(latitude, 90)
	east, okEast := r.coordinate(longitude, 180)
	if !okNorth || !okEast {
		return ""
	}
	p.Latitude, p.Longitude = &north, &east
	return fmt.Sprintf("%.4f %.4f", north, east)
}

// coordinate reads a number of degrees, at most so many to either side.
func (r *Row) coordinate(f field, most float64) (float64, bool) {
	// No coordinate reaches a thousand: a comma in one is a decimal comma.
	degrees, err := strconv.ParseFloat(strings.Replace(f.text, ",", ".", 1), 64)
	if err == nil && math.Abs(degrees) <= most { // which no NaN is
		return degrees, true
	}
	r.Leave(f.name, f.text, fmt.Sprintf("it is no number of degrees from -%g to %g: the place has no coordinates", most, most))
	return 0, false
}

// Source returns the id of the source at an http or https address, and ensures that there is one; of anything else the
// file's own, with the text as what it quotes.
func (r *Row) Source(address string) graph.Citation {
	address = strings.TrimSpace(address)
	if !graph.IsWebAddress(address) {
		return graph.Citation{Source: r.in.Source.ID, Quote: Text(address)}
	}
	u, err := url.Parse(address)
	if err != nil {
		panic(err) // it is an address
	}
	id := graph.SourceAt(address)
	r.Ensure(
		graph.Batch{
			Sources: []graph.Source{
				{ID: id, Title: graph.Title(u.Host + u.Path), URL: address, Publisher: u.Hostname()},
			},
		},
	)
	return graph.Citation{Source: id}
}

// Text is a cell's text in one line: without blanks around it, with single blanks within, and without control
// characters.
func Text(s string) string { return graph.Line(s) }
