package export

import (
	"encoding/xml"
	"io"
)

// elements writes XML element by element, and stores the first error in err.
type elements struct {
	to  *xml.Encoder
	err error
}

func newElements(w io.Writer) *elements {
	e := &elements{to: xml.NewEncoder(w)}
	e.to.Indent("", " ")
	_, e.err = io.WriteString(w, xml.Header)
	return e
}

// open starts an element. attributes holds names and values in turn; attributes without a value are left out.
func (e *elements) open(name string, attributes ...string) {
	start := xml.StartElement{Name: xml.Name{Local: name}}
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: attributes[i]}, Value: attributes[i+1]})
		}
	}
	e.token(start)
}

func (e *elements) close(name string) { e.token(xml.EndElement{Name: xml.Name{Local: name}}) }

// empty writes an element without content.
func (e *elements) empty(name string, attributes ...string) {
	e.open(name, attributes...)
	e.close(name)
}

// text writes an element that holds a text.
func (e *elements) text(name, text string, attributes ...string) {
	e.open(name, attributes...)
	e.token(xml.CharData(text))
	e.close(name)
}

func (e *elements) token(t xml.Token) {
	if e.err == nil {
		e.err = e.to.EncodeToken(t)
	}
}

// end returns the first error.
func (e *elements) end() error {
	if e.err == nil {
		e.err = e.to.Close()
	}
	return e.err
}
