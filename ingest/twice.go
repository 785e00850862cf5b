package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"demarche/graph"
)

// A file is read twice: rows of it may contradict each other wherever they stand, and what is written must not depend
// on which of them comes first, or how often.

// reread reads the file again, of its own accord and from its beginning: all inputs, or the one at a place among them.
func (l *loader) reread(format Format, at int, read func(in *Input) error) error {
	f := &file{
		File:   l.file.File,
		ended:  l.reading.Err,
		path:   l.file.path,
		size:   l.file.size,
		kind:   l.file.kind,
		shapes: l.file.shapes,
	}
	return f.each(func(m member) error {
		if at >= 0 && m.at != at || !l.takes(m, format) {
			return nil
		}
		if m.shape.err != nil {
			return m.shape.err
		}
		var notes []string
		in := l.input(format, m)
		in.notes = &notes
		return read(in)
	})
}

// input is one of the file's inputs.
func (l *loader) input(format Format, m member) *Input {
	in := &Input{
		Name: m.name, Source: l.source, EachRow: l.options.EachRow, Home: l.home, Traveller: l.options.Traveller,
		Dates: l.options.Dates, Decimals: l.options.Decimals,
		text: m.text, tail: m.tail, bound: m.bound, notes: &l.result.Notes, seen: l.seen[m.at],
		separator: m.shape.separator, skipped: m.shape.skipped, among: len(l.file.shapes) > 1,
	}
	in.again = func(into survey) error {
		l.seen[m.at] = into
		err := l.reread(format, m.at, func(in *Input) error {
			in.noting, in.seen = true, into
			return format.Read(in, func(*Row) error { in.Next(); return l.reading.Err() })
		})
		if l.reading.Err() != nil {
			return err
		}
		return nil // what breaks here breaks again where it is read
	}
	return in
}

// A consensus is what the rows of a file say together of what they say of differently. Put records that differ
// contradict each other, and none is right; of records that stand in only where none is stored the one that sorts first
// stays.
type consensus struct {
	contradicted map[[keySize]byte]lines
	ensured      map[[keySize]byte]graph.Batch // of one record
	repeated     map[[keySize]byte][]string    // the numbers of the rows that put one record, where several do
	differ       differences                   // of records that are merged
	retracted    map[string]string             // the id of the retraction that stands, by that of the record
}

// The sorts of records in a key.
const (
	ensuredRecord byte = iota
	putRecord
	mergedRecord
)

const keySize = 10 // bytes of a hash

// lines are the first and the last line that give a record, of those that differ.
type lines struct{ first, last int }

func keyed10(id string) (out [keySize]byte) {
	copy(out[:], keyOf(id))
	return out
}

// agree settles what the rows of the file say together. It refuses a file that is not of a named format: one of which
// no row can be read.
func (l *loader) agree(ctx context.Context, format Format, looks bool) (*consensus, error) {
	var rows runs
	defer func() { _ = rows.close() }() // temporary files, which are gone anyway
	seen := &lately{}
	read, bad := 0, 0
	retracted := map[string]string{}
	var why *Row
	err := l.reread(format, -1, func(in *Input) error {
		return format.Read(in, func(r *Row) error {
			in.Next()
			if read++; r.bad != nil {
				bad++
				if why == nil {
					why = r
				}
				return ctx.Err()
			}
			for _, one := range r.Update.Put.Retractions {
				if one.UndoneAt.IsZero() {
					retracted[one.Of] = one.ID
				}
			}
			if err := addRecords(&rows, seen, r); err != nil {
				return err
			}
			return ctx.Err()
		})
	})
	_, undecoded := errors.AsType[errEncoding](err)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case undecoded:
		return nil, err
	case !looks && read == bad && err == nil:
		return nil, fmt.Errorf("%w: the file is none of %s: %s", graph.ErrBadInput, format.Name, why.first())
	case errors.Is(err, errSpool), errors.Is(err, errUnclosed):
		return nil, err
	}
	c, err := consensusOf(&rows) // what broke breaks again where it is read
	c.retracted = retracted
	return c, err
}

var errSpool = errors.New("what is put off cannot be written to disk")

// first says why the first row of a file cannot be read.
func (r *Row) first() string {
	if r == nil {
		return "nothing in it is a row"
	}
	return fmt.Sprintf("no row of it can be read; line %d: %s: %s", r.Line, r.bad.Field, cut(r.bad.Text))
}

// addRecords adds what a row puts and ensures, each by its id and what it says.
func addRecords(rows *runs, seen *lately, r *Row) error {
	for _, of := range []struct {
		b  graph.Batch
		as byte
	}{{r.Update.Put, putRecord}, {r.Update.Ensure, ensuredRecord}, {describing(r.Update.Merge), mergedRecord}} {
		for id, one := range of.b.Records() {
			text, err := r.compared(one, of.as)
			if err != nil {
				return err
			}
			key := append(keyOf(id), of.as)
			key = append(key, keyOf(string(text))...)
			if of.as != putRecord && seen.before(string(key)) {
				continue
			}
			kept := text
			if of.as == putRecord {
				kept = nil
				if r.counts {
					kept = []byte(r.numbered())
				}
			}
			if err := rows.add(key, r.Line, kept); err != nil {
				return fmt.Errorf("%w: %w", errSpool, err)
			}
		}
	}
	return nil
}

// compared returns a record as a text. Of a record that is put, the number of the row is no part of it.
func (r *Row) compared(one graph.Batch, as byte) ([]byte, error) {
	if as == putRecord && r.counts {
		one = one.Recited(func(in []graph.Citation) []graph.Citation { return r.recited(in, "") })
	}
	return json.Marshal(one)
}

// consensusOf goes through records side by side.
func consensusOf(rows *runs) (*consensus, error) {
	c := &consensus{
		contradicted: map[[keySize]byte]lines{},
		ensured:      map[[keySize]byte]graph.Batch{},
		repeated:     map[[keySize]byte][]string{},
	}
	var last keyed
	var least []byte // of the texts of an ensured record
	err := rows.each(func(k keyed) error {
		same := last.key != nil && bytes.Equal(last.key[:keySize+1], k.key[:keySize+1])
		if k.key[keySize] == mergedRecord {
			if err := c.differ.add(k.text, !same); err != nil {
				return err
			}
		}
		if !same {
			last, least = k, k.text
			return nil
		}
		if bytes.Equal(last.key, k.key) {
			c.repeats(k, last)
			return nil
		}
		if err := c.differs(k, last, &least); err != nil {
			return err
		}
		last = k
		return nil
	})
	return c, err
}

// maxRepeated bounds the numbers of rows that a repeated record cites.
const maxRepeated = 100

// repeats notes a record that is the same as the one before, from another row.
func (c *consensus) repeats(k keyed, last keyed) {
	if k.key[keySize] != putRecord || len(k.text) == 0 {
		return
	}
	id := [keySize]byte(k.key[:keySize])
	numbers := c.repeated[id]
	if numbers == nil {
		numbers = []string{string(last.text)}
	}
	if len(numbers) < maxRepeated {
		c.repeated[id] = append(numbers, string(k.text))
	}
}

// recited are citations in which others stand instead of that of the row by its number.
func (r *Row) recited(in []graph.Citation, numbers ...string) []graph.Citation {
	var out []graph.Citation
	for _, cited := range in {
		if cited.Source != r.in.Source.ID || cited.Record != r.numbered() {
			out = append(out, cited)
			continue
		}
		for _, n := range numbers {
			cited.Record = n
			out = append(out, cited)
		}
	}
	return out
}

// differs notes a record that differs from the one before with the same id. least is the first in order so far.
func (c *consensus) differs(k keyed, last keyed, least *[]byte) error {
	id := [keySize]byte(k.key[:keySize])
	switch k.key[keySize] {
	case putRecord:
		at, known := c.contradicted[id]
		if !known {
			at = lines{last.line, last.line}
		}
		c.contradicted[id] = lines{min(at.first, k.line), max(at.last, k.line)}
	case ensuredRecord:
		if bytes.Compare(k.text, *least) < 0 {
			*least = k.text
		}
		var one graph.Batch
		if err := json.Unmarshal(*least, &one); err != nil {
			return err
		}
		c.ensured[id] = one
	}
	return nil
}

// settle rejects a row that is contradicted, and lets it ensure what all rows do. A record that several rows repeat
// cites all of them. It reports whether the row is contradicted.
func (c *consensus) settle(r *Row) bool {
	if r.bad != nil {
		return false
	}
	if len(c.contradicted) > 0 {
		for _, id := range r.Update.Put.IDs() {
			if at, ok := c.contradicted[keyed10(id)]; ok {
				r.Reject("id", id, fmt.Sprintf("rows of this file contradict each other about it, from line %d to line %d: keep the one that is right", at.first, at.last))
				return true
			}
		}
	}
	if r.counts && len(c.repeated) > 0 {
		for _, id := range r.Update.Put.IDs() {
			if numbers := c.repeated[keyed10(id)]; numbers != nil {
				r.Update.Put = r.Update.Put.Recited(func(in []graph.Citation) []graph.Citation { return r.recited(in, numbers...) })
			}
		}
	}
	if len(c.ensured) > 0 {
		var instead graph.Batch
		r.Update.Ensure = r.Update.Ensure.Without(func(id string) bool {
			one, ok := c.ensured[keyed10(id)]
			if ok {
				instead.Append(one)
			}
			return ok
		})
		r.Update.Ensure.Append(instead)
	}
	return false
}

// lately remembers some of the last keys.
type lately struct{ now, then map[string]bool }

const rememberedKeys = 50_000

func (s *lately) before(key string) bool {
	if s.now[key] || s.then[key] {
		return true
	}
	if s.now == nil || len(s.now) >= rememberedKeys {
		s.then, s.now = s.now, map[string]bool{}
	}
	s.now[key] = true
	return false
}
