package graph

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"

	"demarche/graph/edtf"
)

// numberedKinds lists the kinds of events. The database stores their indices: add only at the end.
var numberedKinds = [...]EventKind{
	Visit, Meeting, Message, Ceremony, AgreementEvent, Statement, Sanction, TradeRelease, OtherEvent,
}

// Number returns the number of the kind in packed data, or -1 if the kind is unknown.
func (k EventKind) Number() int { return slices.Index(numberedKinds[:], k) }

// KindNumbered returns the kind with that number. For an invalid number it returns some kind.
func KindNumbered(n uint64) EventKind { return numberedKinds[n%uint64(len(numberedKinds))] }

// KindCounts counts the events of each kind that two actors share, with their first and last day, in the form of the
// database. For each kind it holds as varints: its number, the count, the first day and the last day. A day is 0 if an
// end is open or unknown. A map has tens of thousands of Sums, and decodes them only to write them.
type KindCounts []byte

// KindCountsOf returns the sums of some events.
func KindCountsOf(events iter.Seq[Span]) KindCounts {
	var all [len(numberedKinds)]Span
	for s := range events {
		sum := &all[s.Kind.Number()]
		sum.Count += s.Count
		if s.Earliest != nil && (sum.Earliest == nil || *s.Earliest < *sum.Earliest) {
			sum.Earliest = s.Earliest
		}
		if s.Latest != nil && (sum.Latest == nil || *s.Latest > *sum.Latest) {
			sum.Latest = s.Latest
		}
	}
	var out KindCounts
	for i, s := range all {
		if s.Count > 0 {
			out = append(out, byte(i))
			out = binary.AppendUvarint(out, uint64(s.Count))
			out = appendDay(appendDay(out, s.Earliest), s.Latest)
		}
	}
	return out
}

func appendDay(out []byte, d *edtf.Day) []byte {
	if d == nil {
		return append(out, 0)
	}
	n := int64(*d)
	return binary.AppendUvarint(out, uint64(n<<1^n>>63)+1)
}

func dayFrom(n uint64) (d edtf.Day, known bool) {
	if n == 0 {
		return 0, false
	}
	n--
	return edtf.Day(n>>1) ^ -edtf.Day(n&1), true
}

// A kindSum is the part of Sums about one kind.
type kindSum struct {
	kind        EventKind
	count       int
	first, last uint64 // days, as dayFrom reads them
}

func (s KindCounts) all() iter.Seq[kindSum] {
	return func(yield func(kindSum) bool) {
		for in := Numbers(s); len(in) > 0; {
			if !yield(kindSum{KindNumbered(in.Next()), int(in.Next()), in.Next(), in.Next()}) {
				return
			}
		}
	}
}

// Only returns the sums of some kinds, or all if kinds is empty.
func (s KindCounts) Only(kinds []EventKind) KindCounts {
	if len(kinds) == 0 {
		return s
	}
	var out KindCounts
	for in := Numbers(s); len(in) > 0; {
		start := in
		kind := KindNumbered(in.Next())
		for range 3 {
			in.Next()
		}
		if slices.Contains(kinds, kind) {
			out = append(out, start[:len(start)-len(in)]...)
		}
	}
	return out
}

// Count returns the number of all events.
func (s KindCounts) Count() (events int) {
	for k := range s.all() {
		events += k.count
	}
	return events
}

// First returns the earliest known first day of all kinds, or nil if there is none.
func (s KindCounts) First() *edtf.Day {
	if first, known := s.FirstDay(); known {
		return &first
	}
	return nil
}

// Last returns the latest known last day of all kinds, or nil if there is none.
func (s KindCounts) Last() *edtf.Day {
	if last, known := s.LastDay(); known {
		return &last
	}
	return nil
}

// FirstDay returns the earliest known first day of all kinds, and whether there is one.
func (s KindCounts) FirstDay() (first edtf.Day, known bool) {
	for k := range s.all() {
		if d, ok := dayFrom(k.first); ok && (!known || d < first) {
			first, known = d, true
		}
	}
	return first, known
}

// LastDay returns the latest known last day of all kinds, and whether there is one.
func (s KindCounts) LastDay() (last edtf.Day, known bool) {
	for k := range s.all() {
		if d, ok := dayFrom(k.last); ok && (!known || d > last) {
			last, known = d, true
		}
	}
	return last, known
}

// Kinds returns the number of events by kind, the most frequent kind first.
func (s KindCounts) Kinds() []KindCount { return s.AppendKinds(nil) }

// AppendKinds appends what Kinds returns to an empty slice.
func (s KindCounts) AppendKinds(to []KindCount) []KindCount {
	for k := range s.all() {
		to = append(to, KindCount{k.kind, k.count})
	}
	slices.SortFunc(to, func(a, b KindCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind))
	})
	return to
}

// Numbers decodes varints one after another. It reads zeros from invalid data, which the deep check of a graph
// reports.
type Numbers []byte

// Next removes and returns the first number.
func (n *Numbers) Next() uint64 {
	if in := *n; len(in) > 0 && in[0] < 0x80 { // most are small
		*n = in[1:]
		return uint64(in[0])
	}
	v, size := binary.Uvarint(*n)
	if size <= 0 {
		*n = nil
		return 0
	}
	*n = (*n)[size:]
	return v
}
