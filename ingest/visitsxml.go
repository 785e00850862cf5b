package ingest

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"

	"demarche/graph"
)

// visitsXML is how the data of the Office of the Historian of the US Department of State begin: foreign leaders'
// visits, and presidents' and secretaries' travels.
var visitsXML = regexp.MustCompile(`^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^>]*-->\s*)*<(?:visits|trips)(?:\s[^>]*)?>\s*(?:<!--[^>]*-->\s*)*<(?:visit|trip)\b`)

// visitsXMLColumns are the columns of the same data as a table, by the element of a record.
var visitsXMLColumns = map[string][]string{
	"visit": usGuests,
	"trip":  {"id", "role", "who", "name", "start date", "end date", "country id", "country", "locale", "remarks"},
}

// readVisitsXML reads the records one after another, each as a row of a table.
func readVisitsXML(in *Input, row func(*Row) error) error {
	d := xml.NewDecoder(in.Reader())
	d.CharsetReader = func(_ string, text io.Reader) (io.Reader, error) { return text, nil } // it is decoded already
	broken := func(err error) error {
		line, _ := d.InputPos()
		if errors.Is(err, errTooLong) {
			return in.at(line, err)
		}
		return fmt.Errorf("%w: %s: line %d: %w", graph.ErrBadInput, in.Name, line+in.skipped, err)
	}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || visitsXMLColumns[start.Name.Local] == nil {
			continue
		}
		line, _ := d.InputPos()
		var record xmlNode
		if err := d.DecodeElement(&record, &start); err != nil {
			return broken(err)
		}
		if err := row(visitRow(in, line, start.Name.Local, record.fields())); err != nil {
			return err
		}
	}
}

// visitRow reads a record with its values by the names of columns.
func visitRow(in *Input, line int, element string, found map[string]string) *Row {
	if from, ok := found[column("from")]; ok && element == "visit" {
		found[column("from country")] = from
	}
	t := layout(visitsXMLColumns[element])
	t.in = in
	values := make([]string, 0, t.width)
	for _, name := range visitsXMLColumns[element] {
		values = append(values, found[column(name)])
	}
	in.Home = cmp.Or(in.Home, t.home())
	r := in.Row(line)
	in.noteRow(values)
	readTrip(cells{r, t, values})
	return r
}

// An xmlNode is an element with its own text, without that of elements within.
type xmlNode struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Nodes   []xmlNode  `xml:",any"`
}

// fields returns the texts and attributes of an element's children, and its own attributes, by the names of columns.
// The id of <from id="x"> is that of "from id". Of several of one name the first counts.
func (n xmlNode) fields() map[string]string {
	out := map[string]string{}
	set := func(name, value string) {
		if _, twice := out[column(name)]; !twice {
			out[column(name)] = Text(value)
		}
	}
	for _, child := range n.Nodes {
		set(child.XMLName.Local, child.Text)
		for _, a := range child.Attrs {
			set(child.XMLName.Local+" "+a.Name.Local, a.Value)
		}
	}
	for _, a := range n.Attrs {
		set(a.Name.Local, a.Value)
	}
	return out
}
