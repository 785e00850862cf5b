package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The statements that FollowTheMoney's entities are made of, one in a row: each says a value of one property. Those of
// one entity may stand anywhere in the file.

// An ftmStatement is a row.
type ftmStatement struct {
	Canonical string `json:"canonical_id"`
	Entity    string `json:"entity_id"`
	Property  string `json:"prop"`
	Schema    string `json:"schema"`
	Value     string `json:"value"`
	External  bool   `json:"external"` // it was found elsewhere, and nobody said yet that it is of this entity
}

// ftmStatementColumns reports whether these are the columns of statements.
func ftmStatementColumns(names map[string]bool) bool {
	return names["prop"] && names["value"] && names["dataset"] && (names["entityid"] || names["canonicalid"])
}

// ftmStatementLines reports whether JSON begins with a statement.
func ftmStatementLines(beginning []byte) bool {
	names := map[string]bool{}
	for name := range firstMembers(beginning) {
		names[column(name)] = true
	}
	return ftmStatementColumns(names)
}

// statements reads statements, and then the entities that they make.
func (f *ftmFile) statements(beginning []byte) (err error) {
	s := &ftmStatements{ftmFile: f}
	defer func() { err = errors.Join(err, s.rows.close()) }()
	if ftmStatementLines(beginning) {
		err = eachObject(f.in, "", s.object)
	} else {
		err = s.table()
	}
	if err == nil {
		err = s.rows.each(s.entityOf)
	}
	if err == nil {
		err = s.whole()
	}
	if s.external > 0 {
		f.in.Note("%s: %d statements are left out: they are said of others, who may not be the same (external)", f.in.Name, s.external)
	}
	return err
}

type ftmStatements struct {
	*ftmFile
	rows     runs
	external int

	// Of the entity whose statements are read.
	entity   ftmEntity
	line     int
	size     int
	schemata []string
}

func (s *ftmStatements) object(line int, text []byte) error {
	r := s.in.Row(line)
	var in ftmStatement
	if err := json.Unmarshal(text, &in); err != nil {
		r.Reject("line", string(text), "it is no statement of FollowTheMoney: "+err.Error())
		return s.row(r)
	}
	return s.add(r, in)
}

func (s *ftmStatements) table() error {
	t, err := readTable(s.in)
	if err != nil {
		return err
	}
	var in ftmStatement
	return t.each(func(c cells) {
		in = ftmStatement{
			Canonical: c.cell("canonical_id"), Entity: c.cell("entity_id"), Property: c.cell("prop"), Schema: c.cell("schema"), Value: c.cell("value"),
			External: slices.Contains([]string{"t", "true", "1", "yes"}, strings.ToLower(c.cell("external"))),
		}
		if schema, property, ok := strings.Cut(in.Property, ":"); ok { // packed
			in.Schema, in.Property = schema, property
		}
	}, func(r *Row) error {
		if r.bad != nil {
			return s.row(r)
		}
		return s.add(r, in)
	})
}

// add puts a statement off.
func (s *ftmStatements) add(r *Row, in ftmStatement) error {
	s.in.Next()
	if in.Canonical == "" {
		in.Canonical = in.Entity
	}
	switch {
	case in.External:
		s.external++
		return nil
	case in.Canonical == "" || in.Property == "" || in.Schema == "":
		r.Reject("canonical_id, prop, schema", strings.Join([]string{in.Canonical, in.Property, in.Schema}, ", "), "a statement needs all of them")
		return s.row(r)
	}
	return s.rows.add([]byte(in.Canonical), r.Line, []byte(in.Schema+"\x1f"+in.Property+"\x1f"+in.Value))
}

// entityOf adds a statement to its entity. When the first of another comes the one before is whole.
func (s *ftmStatements) entityOf(row keyed) error {
	if id := string(row.key); id != s.entity.ID {
		if err := s.whole(); err != nil {
			return err
		}
		s.entity, s.line, s.size, s.schemata = ftmEntity{ID: id, Properties: map[string][]string{}}, row.line, 0, nil
	}
	if s.size += len(row.text); s.size > maxRow {
		return nil
	}
	said := strings.SplitN(string(row.text), "\x1f", 3)
	if !slices.Contains(s.schemata, said[0]) {
		s.schemata = append(s.schemata, said[0])
	}
	if said[1] != "id" { // a checksum of the others
		s.entity.Properties[said[1]] = append(s.entity.Properties[said[1]], said[2])
	}
	return nil
}

// whole reads the entity whose statements have been read.
func (s *ftmStatements) whole() error {
	if s.entity.ID == "" {
		return nil
	}
	schema, err := ftmSchemaOf(s.schemata)
	if s.size > maxRow {
		err = fmt.Errorf("its statements take more than %d MiB", maxRow>>20)
	}
	if err != nil {
		r := s.in.Row(s.line)
		r.Reject("entity", s.entity.ID, err.Error())
		return s.row(r)
	}
	s.entity.Schema = schema
	return s.ftmFile.entity(s.line, s.entity)
}

// ftmKindOf are the schemata that each is a kind of: one data set may say LegalEntity where another knows that it is a
// Company.
var ftmKindOf = map[string][]string{
	"LegalEntity": {"Thing"}, "Person": {"LegalEntity", "Thing"}, "Organization": {"LegalEntity", "Thing"},
	"PublicBody": {"Organization", "LegalEntity", "Thing"}, "Company": {"Organization", "LegalEntity", "Asset", "Thing"},
	"Position": {"Thing"}, "Address": {"Thing"}, "Event": {"Interval", "Analyzable", "Thing"},
	"Occupancy": {"Interval"}, "Sanction": {"Interval"}, "Membership": {"Interest", "Interval"},
	"Vehicle": {"Asset", "Thing"}, "Vessel": {"Vehicle", "Asset", "Thing"}, "Airplane": {"Vehicle", "Asset", "Thing"},
}

// ftmSchemaOf is the one of several schemata that is a kind of all others.
func ftmSchemaOf(schemata []string) (string, error) {
	for _, schema := range schemata {
		if !slices.ContainsFunc(schemata, func(other string) bool {
			return other != schema && !slices.Contains(ftmKindOf[schema], other)
		}) {
			return schema, nil
		}
	}
	return "", fmt.Errorf("its statements say that it is each of %s, of which none is a kind of the others", strings.Join(slices.Sorted(slices.Values(schemata)), ", "))
}
