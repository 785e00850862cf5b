package graph

import (
	"time"

	"demarche/graph/edtf"
)

// Source is the origin of a fact: a report, an agency, a file.
type Source struct {
	ID          string    `yaml:"id" json:"id"`
	Title       string    `yaml:"title" json:"title"`
	URL         string    `yaml:"url,omitempty" json:"url,omitempty"` // http or https; empty if not known
	Publisher   string    `yaml:"publisher,omitempty" json:"publisher,omitempty"`
	Published   edtf.Date `yaml:"published,omitempty" json:"published,omitzero"`
	Retrieved   time.Time `yaml:"retrieved,omitempty" json:"retrieved,omitzero"`
	Reliability string    `yaml:"reliability,omitempty" json:"reliability,omitempty"` // Admiralty code: A to F
	SHA256      string    `yaml:"sha256,omitempty" json:"sha256,omitempty"`           // of an imported file
	Format      string    `yaml:"format,omitempty" json:"format,omitempty"`           // of an imported file, as import calls it
}

// Citation names a source that states a fact, with the quoted words if they are stored.
type Citation struct {
	Source string `yaml:"source" json:"source"` // a source's id
	Quote  string `yaml:"quote,omitempty" json:"quote,omitempty"`
	// Of a data set: which of its records says so, and how many reports that record counts.
	Record   string `yaml:"record,omitempty" json:"record,omitempty"`
	Mentions int    `yaml:"mentions,omitempty" json:"mentions,omitempty"`
}
