package gqltype

import (
	"fmt"
	"io"

	"github.com/99designs/gqlgen/graphql"

	"demarche/graph"
)

// MarshalFloat writes f as JSON does.
func MarshalFloat(f float64) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = w.Write(graph.AppendFloat(nil, f)) })
}

// UnmarshalFloat reads a number.
func UnmarshalFloat(v any) (float64, error) { return graphql.UnmarshalFloat(v) }

// MarshalDate writes d as an ISO 8601 date.
func MarshalDate(d graph.Day) graphql.Marshaler { return graphql.MarshalString(d.String()) }

// UnmarshalDate reads an ISO 8601 date; the error wraps graph.ErrBadDate.
func UnmarshalDate(v any) (graph.Day, error) {
	s, ok := v.(string)
	if !ok {
		return 0, fmt.Errorf("%w: a date is a string such as \"2025-09-04\", not %v", graph.ErrBadDate, v)
	}
	return graph.ParseDay(s)
}

// MarshalEDTF writes d as it was given.
func MarshalEDTF(d graph.EDTF) graphql.Marshaler { return graphql.MarshalString(d.String()) }

// UnmarshalEDTF reads an EDTF date; the error wraps graph.ErrBadDate.
func UnmarshalEDTF(v any) (graph.EDTF, error) {
	s, ok := v.(string)
	if !ok {
		return graph.EDTF{}, fmt.Errorf("%w: a date is a string such as \"2025-09\", not %v", graph.ErrBadDate, v)
	}
	return graph.ParseEDTF(s)
}

// MarshalCountryCode writes a code.
func MarshalCountryCode(c string) graphql.Marshaler { return graphql.MarshalString(c) }

// UnmarshalCountryCode reads an alpha-2, alpha-3 or alpha-4 code and returns it as graph.ParseCountryCode does.
func UnmarshalCountryCode(v any) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", fmt.Errorf("%w: a country is a string such as \"CHN\", not %v", graph.ErrBadCountry, v)
	}
	return graph.ParseCountryCode(s)
}
