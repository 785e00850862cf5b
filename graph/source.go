package graph

import "time"

// Source is where something is said: a report, an agency, a file.
type Source struct {
	ID          string    `yaml:"id" json:"id"`
	Title       string    `yaml:"title" json:"title"`
	URL         string    `yaml:"url,omitempty" json:"url,omitempty"` // http or https; empty if not known
	Publisher   string    `yaml:"publisher,omitempty" json:"publisher,omitempty"`
	Published   EDTF      `yaml:"published,omitempty" json:"published,omitzero"`
	Retrieved   time.Time `yaml:"retrieved,omitempty" json:"retrieved,omitzero"`
	Reliability string    `yaml:"reliability,omitempty" json:"reliability,omitempty"` // Admiralty code: A to F
}

// Citation names a source that states a fact, with its words where they are kept.
type Citation struct {
	Source string `yaml:"source" json:"source"` // a source's id
	Quote  string `yaml:"quote,omitempty" json:"quote,omitempty"`
}
