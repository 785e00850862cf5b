package ingest

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
)

// A spool puts rows off, on disk, until what they refer to has been read: a file of any size takes no more memory. Its
// zero value is empty.
type spool struct {
	file *os.File
	w    *bufio.Writer
	name string // of the file, where it has to be removed in the end
}

// add puts off the text of a row that begins on a line.
func (s *spool) add(line int, text []byte) error {
	if s.file == nil {
		f, err := os.CreateTemp("", "demarche-import-")
		if err != nil {
			return err
		}
		// Where an open file needs no name nothing is left of it if we are killed.
		if os.Remove(f.Name()) != nil {
			s.name = f.Name()
		}
		s.file, s.w = f, bufio.NewWriterSize(f, headSize)
	}
	head := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(line)), uint64(len(text)))
	_, err := s.w.Write(head)
	if err == nil {
		_, err = s.w.Write(text)
	}
	return err
}

// each calls read for each row in the order in which they were added.
func (s *spool) each(read func(line int, text []byte) error) error {
	next, err := s.rows()
	if err != nil {
		return err
	}
	for {
		line, text, err := next()
		if err != nil || text == nil {
			return err
		}
		if err := read(line, text); err != nil {
			return err
		}
	}
}

// rows returns what returns the next row, in the order in which they were added, and after the last a text that is nil.
func (s *spool) rows() (next func() (line int, text []byte, err error), err error) {
	if s.file == nil {
		return func() (int, []byte, error) { return 0, nil, nil }, nil
	}
	if err := s.w.Flush(); err != nil {
		return nil, err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	r := bufio.NewReaderSize(s.file, headSize)
	return func() (int, []byte, error) {
		line, err := binary.ReadUvarint(r)
		if errors.Is(err, io.EOF) {
			return 0, nil, nil
		}
		if err != nil {
			return 0, nil, err
		}
		size, err := binary.ReadUvarint(r)
		if err != nil {
			return 0, nil, err
		}
		text := make([]byte, size)
		if _, err := io.ReadFull(r, text); err != nil {
			return 0, nil, err
		}
		return int(line), text, nil
	}, nil
}

// close removes what is on disk.
func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if s.name != "" {
		err = errors.Join(err, os.Remove(s.name))
	}
	return err
}

// A thing says what a file's id stands for.
type thing byte

const (
	noThing thing = iota
	anOfficial
	anOrganization
	aPost
	otherThing // which the graph does not hold
)

var prefixes = map[thing]string{anOfficial: "official:", anOrganization: "org:", aPost: "post:"}

// idOf is the id of a record that a data set calls by an id of its own, which may be in any script: the Wikidata id
// where one is known, so that all files mean the same one, else a hash.
func idOf(t thing, dataset, wikidata, id string) string {
	if wikidata != "" {
		return prefixes[t] + wikidata
	}
	return prefixes[t] + dataset + "-" + graph.Hash(id)
}

// An index knows of each id of a file what it stands for, and its Wikidata id: a row that refers to it names the id
// alone. An id takes 16 bytes: 10 of its hash, one for the thing, and five for the number of the Wikidata id.
type index struct {
	entries [][16]byte
	sorted  bool
}

func (x *index) add(id string, t thing, wikidata string) {
	var e [16]byte
	copy(e[:10], keyOf(id))
	e[10] = byte(t)
	number, _ := strconv.ParseUint(strings.TrimPrefix(wikidata, "Q"), 10, 40) // 0 is none
	copy(e[11:], binary.BigEndian.AppendUint64(nil, number)[3:])
	x.entries, x.sorted = append(x.entries, e), false
}

// find is what an id stands for, and its Wikidata id; noThing if it has not been added.
func (x *index) find(id string) (t thing, wikidata string) {
	if !x.sorted {
		slices.SortFunc(x.entries, func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) })
		x.sorted = true
	}
	key := keyOf(id)
	i, found := slices.BinarySearchFunc(
		x.entries,
		key,
		func(e [16]byte, key []byte) int { return bytes.Compare(e[:10], key) },
	)
	if !found {
		return noThing, ""
	}
	e := x.entries[i]
	if number := binary.BigEndian.Uint64(append([]byte{0, 0, 0}, e[11:]...)); number > 0 {
		wikidata = "Q" + strconv.FormatUint(number, 10)
	}
	return thing(e[10]), wikidata
}

func keyOf(id string) []byte {
	key, err := hex.DecodeString(graph.Hash(id))
	if err != nil {
		panic(err) // a hash is hexadecimal
	}
	return key
}
