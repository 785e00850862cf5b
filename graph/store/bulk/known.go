package bulk

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
)

// known is what a Writer remembers of a record: the first 128 bits of the SHA-256 of its id and of its content, and
// the bounds of an event. The chance that any two of ten million ids agree in 128 bits is one in 10^24. Finding two
// such ids on purpose takes some 2^64 tries, and confuses only one's own records. A known has no pointers, so that
// the garbage collector skips it.
type known struct {
	id, digest [16]byte
	// The bounds of an event, or the least and the greatest day where they are not known. What is no event has the
	// greatest day first.
	earliest, latest edtf.Day
	waiting          uint32 // of an event that waits, its number: see waitingEvents
	number           uint32 // of an event with links, see consequences; of a figure, see changesOf
}

// A index holds what is known of records, in sorted lists by the first bits of the ids. The lists are short enough
// for insertion in place. A map takes twice the memory.
type index [4096][]known

func hashed(id string) [16]byte {
	sum := sha256.Sum256([]byte(id))
	return [16]byte(sum[:16])
}

// place returns the list for an id, and the id's position or insertion point in it.
func (x *index) place(id [16]byte) (list *[]known, i int, found bool) {
	list = &x[int(id[0])<<4|int(id[1])>>4]
	i, found = slices.BinarySearchFunc(*list, id, func(k known, id [16]byte) int { return bytes.Compare(k.id[:], id[:]) })
	return list, i, found
}

func (x *index) find(id string) (k known, found bool) {
	list, i, found := x.place(hashed(id))
	if found {
		k = (*list)[i]
	}
	return k, found
}

// at returns what is known of an id that is there, to be changed in place before the next put.
func (x *index) at(id string) *known {
	list, i, _ := x.place(hashed(id))
	return &(*list)[i]
}

func (x *index) has(id string) bool {
	_, found := x.find(id)
	return found
}

// put adds k unless its id is there already.
func (x *index) put(k known) {
	list, i, _ := x.place(k.id)
	if n := len(*list); n == cap(*list) { // by less than append would: they all grow at about the same time
		*list = append(make([]known, 0, n+n/8+4), *list...)
	}
	*list = slices.Insert(*list, i, k)
}

// hasSortKey reports whether graph.SortKey gives any event this key.
func (x *index) hasSortKey(sk int64) bool {
	hash := uint32(sk)
	first := [16]byte{byte(hash >> 24), byte(hash >> 16), byte(hash >> 8), byte(hash)}
	list, i, _ := x.place(first)
	for _, k := range (*list)[i:] {
		if !bytes.Equal(k.id[:4], first[:4]) {
			break
		}
		if k.sortDay() == edtf.Day(sk>>graph.SortKeyShift) {
			return true
		}
	}
	return false
}

// sortDay returns the day by which graph.SortKey orders an event.
func (k known) sortDay() edtf.Day {
	switch {
	case k.earliest != math.MinInt32:
		return k.earliest
	case k.latest != math.MaxInt32:
		return k.latest
	}
	return 0
}

func knownRecord(r record.Row) known {
	return known{id: hashed(r.ID), digest: digestOf(r), earliest: math.MaxInt32, latest: math.MinInt32}
}

func digestOf(r record.Row) (digest [16]byte) {
	if _, err := hex.Decode(digest[:], []byte(r.Digest)); err != nil {
		panic(err) // see newRow
	}
	return digest
}

func knownEvent(r record.Row, date edtf.Date) known {
	k := knownRecord(r)
	k.earliest, k.latest = rules.BoundsOf(date)
	return k
}

// inside reports whether the bounds of an event lie inside those of another, as edtf.Date.Inside does.
func (k known) inside(whole known) bool {
	return k.earliest >= whole.earliest && k.latest <= whole.latest
}
