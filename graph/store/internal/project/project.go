// Package project compiles a selection of fields into Cypher that reads them, and a filter of events into the
// parameters of an ordered stream.
package project

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"

	"demarche/graph/answer"
)

// Projections holds compiled projections. A projection is the Cypher expression that reads a selection of a node as a
// positional list. It is built only from columns.go: no text of a client becomes a part of it. Arguments are parameters
// $given.a0, $given.a1 …
//
// Templates are Cypher with names in braces:
//
//	{n}      the node at hand, in its own fields; {up} the node whose field led here
//	{+x}     a new variable, from here on {x}; where the field leads to a node, that node is {x}
//	{row}    what is wanted of the node {x} ({row:a}: of {a}; where neither is new, of {n})
//	{$}      the field's arguments
type Projections struct {
	known *lru.Cache[projectionKey, string]
}

// A projectionKey identifies a text: a field, the variants of the timelines below it, and the statement.
type projectionKey struct{ form, variants, statement string }

const projectionsKept = 1000

// NewProjections returns an empty Projections.
func NewProjections() *Projections {
	known, err := lru.New[projectionKey, string](projectionsKept)
	if err != nil {
		panic(err) // the size is not positive
	}
	return &Projections{known}
}

// Text returns the text of a statement for a projection. It compiles each text once.
func (p *Projections) Text(w answer.Projection, statement string, compile func(c *Compiler) string) string {
	key := projectionKey{w.StatementKey, variants(w.Args, w.Arg), statement}
	if text, ok := p.known.Get(key); ok {
		return text
	}
	text := compile(&Compiler{Args: w.Args})
	p.known.Add(key, text)
	return text
}

// variants encodes the texts of the timelines among a field's arguments.
func variants(args []answer.Args, own int) string {
	var b []byte
	for i, a := range args {
		switch {
		case a.Err != nil:
			b = append(strconv.AppendInt(b, int64(i), 10), '!')
		case a.Timeline != nil:
			b = append(strconv.AppendInt(b, int64(i), 10), variant(a.Timeline, i != own)...)
		}
	}
	return string(b)
}

// Compiler builds one text.
type Compiler struct {
	Args             []answer.Args
	vars             int
	DecodesSnapshots bool // whether the caller decodes snapshots of participants
	ReadsSnapshot    bool // whether the text reads one
}

// Scope maps the names in a template to their texts.
type Scope map[string]string

func (s Scope) with(name, variable string) Scope {
	out := make(Scope, len(s)+1)
	maps.Copy(out, s)
	out[name] = variable
	return out
}

// row returns the projection of a selection of the node {n} of a scope.
func (c *Compiler) row(s *answer.Selection, in Scope) string {
	cells := make([]string, 0, len(s.Fields)+1)
	if s.Abstract {
		cells = append(cells, c.Fill(discriminator(s.Type), in, nil))
	}
	for _, f := range s.Fields {
		cells = append(cells, c.cell(f, in))
	}
	return "[" + strings.Join(cells, ", ") + "]"
}

// cell returns the projection of one field. If types read the field differently, the node's labels decide.
func (c *Compiler) cell(f *answer.Field, in Scope) string {
	if f.Arg != answer.NoArgs && c.Args[f.Arg].Err != nil {
		return "null" // the field fails; nothing is to be read
	}
	if f.Name == "timeline" {
		return c.connection(Scope{"n": in["n"]}, f)
	}
	if c.DecodesSnapshots && f.Name == "participants" && answer.ServesSnapshot(f.Of) {
		c.ReadsSnapshot = true
		return c.Fill("CASE WHEN {n}.cast IS NULL THEN {participants} ELSE {n}.cast END", in, f)
	}
	var labels [][]string // of each text
	var texts []string
	for _, typ := range f.On {
		label, text := columnOf(typ, f.Name)
		i := slices.Index(texts, text)
		if i < 0 {
			i, labels, texts = len(texts), append(labels, nil), append(texts, text)
		}
		if !slices.Contains(labels[i], label) {
			labels[i] = append(labels[i], label)
		}
	}
	if len(texts) == 1 {
		return c.Fill(texts[0], in, f)
	}
	var b strings.Builder
	b.WriteString("CASE")
	for i, text := range texts {
		fmt.Fprintf(&b, " WHEN %s:%s THEN %s", in["n"], strings.Join(labels[i], "|"), c.Fill(text, in, f))
	}
	b.WriteString(" END")
	return b.String()
}

// Fill replaces the names in a template; in is the scope around it.
func (c *Compiler) Fill(template string, in Scope, f *answer.Field) string {
	below := in
	var b strings.Builder
	for {
		before, name, after, ok := cutName(template)
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		template = after
		if n, declared := strings.CutPrefix(name, "+"); declared {
			c.vars++
			below = below.with(n, scopeVariable(n, c.vars))
			name = n
		}
		b.WriteString(c.named(name, in, below, f))
	}
}

// cutName splits a template around its first name in braces.
func cutName(template string) (before, name, after string, ok bool) {
	from := 0
	for {
		open := strings.IndexByte(template[from:], '{')
		if open < 0 {
			return template, "", "", false
		}
		open += from
		end := strings.IndexByte(template[open:], '}')
		if end < 0 {
			return template, "", "", false
		}
		if name := template[open+1 : open+end]; isName(name) {
			return template[:open], name, template[open+end+1:], true
		}
		from = open + 1
	}
}

func scopeVariable(name string, number int) string { return name + strconv.Itoa(number) }

// parameter returns the parameter that holds the arguments of a field.
func parameter(f *answer.Field) string { return "$given.a" + strconv.Itoa(f.Arg) }

// named returns the text for a name. below is the scope with the names that the template has declared so far.
func (c *Compiler) named(name string, in, below Scope, f *answer.Field) string {
	if name == "$" {
		return parameter(f)
	}
	if piece, ok := c.piece(name, in, below, f); ok {
		return piece
	}
	of, isRow := strings.CutPrefix(name, "row")
	if !isRow || name == "rows" {
		return below[name]
	}
	node := in["n"]
	switch {
	case of != "":
		node = below[of[1:]]
	case below["x"] != in["x"]:
		node = below["x"]
	}
	return c.row(f.Of, below.with("up", in["n"]).with("n", node))
}

func isName(s string) bool {
	if s == "$" {
		return true
	}
	s = strings.TrimPrefix(s, "+")
	if s == "" {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && r != ':' && r != '_' {
			return false
		}
	}
	return true
}
