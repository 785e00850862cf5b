package gqltype

import (
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/proposal"
)

// Scalars of what is written. Reading one never fails: what is wrong with it rejects its item (see proposal.GivenDate).

// MarshalGivenDate writes d as it was given.
func MarshalGivenDate(d proposal.GivenDate) graphql.Marshaler { return MarshalEDTF(d.Date) }

// UnmarshalGivenDate reads an EDTF date, or keeps why it is none.
func UnmarshalGivenDate(v any) (d proposal.GivenDate, _ error) {
	if v != nil {
		d.Date, d.Bad = UnmarshalEDTF(v)
	}
	return d, nil
}

// MarshalGivenCountry writes a code as it was given.
func MarshalGivenCountry(c proposal.GivenCountry) graphql.Marshaler {
	return graphql.MarshalString(c.Text)
}

// UnmarshalGivenCountry takes the text of a code, which graph reads as its field asks for.
func UnmarshalGivenCountry(v any) (c proposal.GivenCountry, _ error) {
	text, ok := v.(string)
	switch {
	case v == nil:
	case !ok:
		c.Bad = notCountry(v)
	case text == "":
		_, c.Bad = country.ParseCode(text)
	default:
		c.Text = text
	}
	return c, nil
}

// MarshalGivenNumber writes the text of a number.
func MarshalGivenNumber(n proposal.GivenNumber) graphql.Marshaler {
	return graphql.MarshalString(n.Text)
}

// UnmarshalGivenNumber reads the text of a decimal number, as UnmarshalDecimal does, or keeps why it is none.
func UnmarshalGivenNumber(v any) (n proposal.GivenNumber, _ error) {
	if v == nil {
		return n, nil
	}
	if n.Text, n.Bad = UnmarshalDecimal(v); n.Bad == nil && n.Text == "" {
		n.Bad = fmt.Errorf("%w: it is empty, and no decimal number, such as \"228100000\"", graph.ErrBadInput)
	}
	return n, nil
}
