package gqltype

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/country"
	"demarche/graph/edtf"
)

// MarshalFloat writes f as JSON does.
func MarshalFloat(f float64) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = w.Write(answer.AppendFloat(nil, f)) })
}

// UnmarshalFloat reads a number.
func UnmarshalFloat(v any) (float64, error) { return graphql.UnmarshalFloat(v) }

// MarshalDecimal writes a decimal number as a string.
func MarshalDecimal(d string) graphql.Marshaler { return graphql.MarshalString(d) }

// UnmarshalDecimal reads the digits of a decimal number: a string or, where no digit can be lost, a number.
func UnmarshalDecimal(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	}
	return "", fmt.Errorf("%w: a decimal number is a string such as \"228100000\", so that no digit is lost, not %s", graph.ErrBadInput, shown(v))
}

// MarshalDate writes d as an ISO 8601 date.
func MarshalDate(d edtf.Day) graphql.Marshaler { return graphql.MarshalString(d.String()) }

// UnmarshalDate reads an ISO 8601 date; the error wraps graph.ErrBadDate.
func UnmarshalDate(v any) (edtf.Day, error) {
	s, ok := v.(string)
	if !ok {
		return 0, fmt.Errorf("%w: a date is a string such as \"2025-09-04\", not %s", edtf.ErrBadDate, shown(v))
	}
	return edtf.ParseDay(s)
}

// MarshalEDTF writes d as it was given.
func MarshalEDTF(d edtf.Date) graphql.Marshaler { return graphql.MarshalString(d.String()) }

// UnmarshalEDTF reads an EDTF date, or a quarter as graph.ParseDate does; the error wraps graph.ErrBadDate.
func UnmarshalEDTF(v any) (edtf.Date, error) {
	s, ok := v.(string)
	if !ok {
		return edtf.Date{}, fmt.Errorf("%w: a date is a string such as \"2025-09\", not %s", edtf.ErrBadDate, shown(v))
	}
	return graph.ParseDate(s)
}

// MarshalCountryCode writes a code.
func MarshalCountryCode(c string) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(_ context.Context, w io.Writer) error {
		graphql.MarshalString(c).MarshalGQL(w)
		return nil
	})
}

// UnmarshalCountryCode reads the code of an argument or a field that ctx leads to, as CountryCode does.
func UnmarshalCountryCode(ctx context.Context, v any) (string, error) {
	name := ""
	if at := graphql.GetPathContext(ctx); at != nil && at.Field != nil {
		name = *at.Field
	}
	return CountryCode(name, v)
}

// CountryCode reads the code of an argument or a field of that name. A reporter and a partner are those of trade, and
// read as country.ParseTradeArea reads them; all others as country.ParseCode does.
func CountryCode(name string, v any) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", notCountry(v)
	}
	if name == "reporter" || name == "partner" {
		return country.ParseTradeArea(s)
	}
	return country.ParseCode(s)
}

func notCountry(v any) error {
	return fmt.Errorf("%w: a country is a string such as \"CHN\", not %s", country.ErrBadCode, shown(v))
}

// shown returns a value of the wrong type for a message.
func shown(v any) string {
	switch v.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	}
	return fmt.Sprint(v)
}
