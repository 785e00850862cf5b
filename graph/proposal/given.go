package proposal

import "demarche/graph/edtf"

// What clients send to be written may hold a scalar that cannot be read. It rejects its own item, and not all that was
// sent with it: an input keeps the error until the item is looked at.

// GivenDate is a date, or why what was sent is none. The zero GivenDate was not sent.
type GivenDate struct {
	edtf.Date
	Bad error
}

// GivenCountry is what was sent as the code of a country, or of an area of trade, or why it can be none. The zero
// GivenCountry was not sent.
type GivenCountry struct {
	Text string
	Bad  error
}

// GivenNumber is the text of a decimal number, or why what was sent is none. The zero GivenNumber was not sent.
type GivenNumber struct {
	Text string
	Bad  error
}
