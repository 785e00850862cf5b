package main

import (
	"encoding/csv"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"

	"demarche/graph/identity"
)

// nameSet is a file of pairs of names with labels.
type nameSet struct {
	name, file string
	a, b       string // columns of the names
	label      string // column of the label
	one        string // label of two names of one person
	skip       func(cell func(string) string) bool
	oneCountry bool                                  // the names of a pair are those of officials of one country
	half       func(cell func(string) string) string // what decides to which half a row belongs
}

// nameSets are the labelled sets of names.
var nameSets = []nameSet{
	{
		name: "names: screening", file: "names/nomenklatura-cases.csv", a: "name1", b: "name2", label: "is_match", one: "true",
		skip: func(cell func(string) string) bool { return cell("schema") != "Person" },
		half: func(cell func(string) string) string { return min(cell("name1"), cell("name2")) },
	},
	{
		name: "names: Korean", file: "names/south-korea-pairs.csv", a: "name_a", b: "name_b", label: "label", one: "SAME",
		half: func(cell func(string) string) string { return cell("id_a") },
	},
	{
		name: "names: diplomacy", oneCountry: true, file: "labels/persons/name_pairs.csv", a: "name_a", b: "name_b", label: "label", one: "SAME",
		half: func(cell func(string) string) string { return min(cell("person_a"), cell("person_b")) },
	},
}

// namePair is two names and whether they are one person's.
type namePair struct {
	a, b string
	one  bool
}

// read reads the pairs of a set.
func (s nameSet) read(o options) (out []namePair, err error) {
	in, err := os.Open(filepath.Join(o.data, filepath.FromSlash(s.file)))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return nil, err
	}
	columns := map[string]int{}
	for i, name := range rows[0] {
		columns[name] = i
	}
	for _, need := range []string{s.a, s.b, s.label} {
		if _, ok := columns[need]; !ok {
			return nil, fmt.Errorf("has no column %q", need)
		}
	}
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[columns[name]] }
		if s.skip != nil && s.skip(cell) || o.half != "" && o.half != halfOf(s.half(cell)) {
			continue
		}
		out = append(out, namePair{cell(s.a), cell(s.b), cell(s.label) == s.one})
	}
	return out, nil
}

// halfOf returns the half to which a text belongs: a or b.
func halfOf(text string) string { return [...]string{"a", "b"}[crc32.ChecksumIEEE([]byte(text))&1] }

// score counts the judgements of a set.
type score struct {
	right, wrong, missed int // pairs that are rightly one, wrongly one, and wrongly two
	met                  int // pairs of one person that share a blocking key
	errors               []string
}

// judge compares the names of each pair. A verdict of least or more counts as one person.
func (s nameSet) judge(pairs []namePair, least identity.Verdict) (out score) {
	for _, p := range pairs {
		l := identity.Compare(p.a, p.b)
		if s.oneCountry {
			l = l.InOneCountry()
		}
		one := l.Verdict >= least
		switch {
		case one && p.one:
			out.right++
		case one:
			out.wrong++
		case p.one:
			out.missed++
		}
		if p.one && shareKey(p.a, p.b) {
			out.met++
		}
		if one != p.one {
			out.errors = append(out.errors, fmt.Sprintf("%v %.2f %q %q: %s", l.Verdict, l.Score, p.a, p.b, l.Reason))
		}
	}
	return out
}

func (s score) precision() float64 { return ratio(s.right, s.right+s.wrong) }
func (s score) recall() float64    { return ratio(s.right, s.right+s.missed) }
func (s score) blocked() float64   { return ratio(s.met, s.right+s.missed) }
func (s score) f1() float64        { return ratio(2*s.right, 2*s.right+s.wrong+s.missed) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// shareKey reports whether blocking brings two names together.
func shareKey(a, b string) bool {
	keys := identity.BlockKeys(b)
	return slices.ContainsFunc(identity.BlockKeys(a), func(k string) bool { return slices.Contains(keys, k) })
}
