package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
)

// Answers of Wikidata's query service as JSON: rows of a table, in each of which the cells are named. They come as
// SPARQL says, each cell an object, or as a list of objects whose cells are texts, or as wikibase-sdk simplifies them.

var answerBeginning = regexp.MustCompile(`^\s*\{\s*"head"\s*:\s*\{`)

var bindingsBeginning = regexp.MustCompile(`"bindings"\s*:\s*\[`)

// looksLikeBindings reports whether JSON begins with an answer of people and positions, or of people and dates of
// birth.
func looksLikeBindings(beginning []byte) bool {
	if answerBeginning.Match(beginning) {
		at := bindingsBeginning.FindIndex(beginning)
		if at == nil {
			return false
		}
		beginning = beginning[at[1]-1:]
	}
	members := firstMembers(beginning)
	if _, ok := members["claims"]; ok || len(members) == 0 {
		return false
	}
	names, values, err := boundCells(members)
	c := cells{table: layout(names), values: values}
	return err == nil && c.wikidata(personColumns) != "" && (c.wikidata(positionColumns) != "" || c.table.hasOne(bornColumns))
}

// boundCells are the names and the texts of a row's cells.
func boundCells(members map[string]json.RawMessage) (names, values []string, err error) {
	for _, name := range sorted(members) {
		text := members[name]
		if len(text) == 0 { // cut short
			continue
		}
		var object struct {
			Type, Label string
			Value       json.RawMessage
		}
		if text[0] == '{' {
			if err := json.Unmarshal(text, &object); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", name, err)
			}
			text = object.Value
		}
		value, err := boundText(text)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		if object.Type == "bnode" {
			value = "_:" + value // as tables write what is not known
		}
		names, values = append(names, name), append(values, value)
		if object.Label != "" {
			names, values = append(names, name+"Label"), append(values, object.Label)
		}
	}
	return names, values, nil
}

// boundText is what a cell holds.
func boundText(text json.RawMessage) (string, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); len(text) > 0 && err != nil {
		return "", err
	}
	switch value.(type) {
	case nil:
		return "", nil
	case string, bool, json.Number:
		return fmt.Sprint(value), nil
	}
	return "", fmt.Errorf("a cell holds a text, and not %s", cut(string(text)))
}

// bindings are an answer while it is read.
type bindings struct {
	in   *Input
	row  func(*Row) error
	vars []string // what there may be in a row
}

// readBindings reads an answer.
func readBindings(in *Input, row func(*Row) error) error {
	b := &bindings{in: in, row: row}
	if beginning, _ := in.Reader().Peek(headSize); !answerBeginning.Match(beginning) {
		return eachObject(in, "", b.binding)
	}
	s := streamOf(in)
	return s.members("the file", func(key string) error {
		switch key {
		case "head":
			text, _, err := s.value()
			var head struct{ Vars []string }
			if err == nil && json.Unmarshal(text, &head) == nil {
				b.vars = head.Vars
			}
			return err
		case "results":
			return s.members(key, func(key string) error {
				if key != "bindings" {
					return s.skip()
				}
				return s.each(key, func(text json.RawMessage, line int) error { return b.binding(line, text) })
			})
		}
		return s.skip()
	})
}

// binding reads a row.
func (b *bindings) binding(line int, text []byte) error {
	r := b.in.Row(line)
	var members map[string]json.RawMessage
	err := json.Unmarshal(text, &members)
	if members == nil {
		members = map[string]json.RawMessage{}
	}
	for _, name := range b.vars {
		if members[name] == nil {
			members[name] = json.RawMessage("null")
		}
	}
	var names, values []string
	if err == nil {
		names, values, err = boundCells(members)
	}
	if err != nil {
		r.Reject("row", string(text), err.Error())
	} else {
		readHolder(cells{r, layout(names), values})
	}
	return b.row(r)
}
