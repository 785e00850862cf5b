package graph

import "demarche/graph/edtf"

// Country is a present or former state.
type Country struct {
	ID        string     `yaml:"id" json:"id"`     // country: and the code
	Code      string     `yaml:"code" json:"code"` // ISO 3166-1 alpha-3, or ISO 3166-3 alpha-4
	ISO2      string     `yaml:"iso2,omitempty" json:"iso2,omitempty"`
	M49       int        `yaml:"m49,omitempty" json:"m49,omitempty"`
	Name      string     `yaml:"name" json:"name"`
	ValidFrom edtf.Date  `yaml:"validFrom,omitempty" json:"validFrom,omitzero"`
	ValidTo   edtf.Date  `yaml:"validTo,omitempty" json:"validTo,omitzero"`
	Sources   []Citation `yaml:"sources" json:"sources"`
}

// Place is the location of an event.
type Place struct {
	ID        string     `yaml:"id" json:"id"`
	Name      string     `yaml:"name" json:"name"`
	Latitude  *float64   `yaml:"latitude,omitempty" json:"latitude,omitempty"`   // degrees north
	Longitude *float64   `yaml:"longitude,omitempty" json:"longitude,omitempty"` // degrees east
	Country   string     `yaml:"country,omitempty" json:"country,omitempty"`     // a country's id
	Sources   []Citation `yaml:"sources" json:"sources"`
}
