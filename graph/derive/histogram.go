package derive

import (
	"encoding/binary"
	"iter"
	"maps"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
)

// PairHistogram counts the events of a pair, so that a map does not have to read them. Events of one kind and certainty
// that begin in the same month and end in the same month are one group. Keys and values are packed:
//
//	key    kind (8 bits), certain (1), month of the beginning (20), month of the end (20); 0 is an open end
//	value  count, first day in the month of the beginning (5 bits), last day in the month of the end (5)
//
// The database holds a histogram in the property tally of the Dyad as bytes: key, value, key, value … in the order of
// the keys, as varints. Each key is stored as the difference from the one before. A list of integers would be three
// times as large, and the driver would allocate twice for each group. The sums beside it answer questions without a
// window and without months, see Sums.
type PairHistogram map[int64]int64

const (
	monthBits, dayBits = 20, 5
	dayMask            = 1<<dayBits - 1

	// MonthMask is the last month that a key has room for.
	MonthMask = 1<<monthBits - 1
	monthZero = 1 << (monthBits - 1) // of year 0
)

// Add counts one event.
func (t PairHistogram) Add(kind graph.EventKind, date edtf.Date) {
	key := int64(kind.Number())
	key <<= 1
	if date.Certain() {
		key |= 1
	}
	from, first := MonthDay(date.Earliest())
	to, last := MonthDay(date.Latest())
	key = key<<(2*monthBits) | from<<monthBits | to
	t.put(key, 1<<(2*dayBits)|first<<dayBits|last)
}

// KeyParts returns the kind and the months in a key.
func KeyParts(key int64) (kind graph.EventKind, begin, end int64) {
	return graph.KindNumbered(uint64(key) >> (2*monthBits + 1)), key >> monthBits & MonthMask, key & MonthMask
}

// Events returns the number of events in a value.
func Events(value int64) int { return int(value >> (2 * dayBits)) }

// put adds a value to that of its key.
func (t PairHistogram) put(key, value int64) { t[key] = Added(t[key], value) }

// Added returns the sum of two values of one key; 0 is no events.
func Added(a, b int64) int64 {
	if a == 0 || b == 0 {
		return a | b
	}
	first := min(a>>dayBits&dayMask, b>>dayBits&dayMask)
	last := max(a&dayMask, b&dayMask)
	return (a>>(2*dayBits)+b>>(2*dayBits))<<(2*dayBits) | first<<dayBits | last
}

// Merge adds the events of another histogram.
func (t PairHistogram) Merge(other PairHistogram) {
	for k, v := range other {
		t.put(k, v)
	}
}

// MonthDay returns the month of a day as keys count it, and the day of the month; 0 and 0 if the day is not known.
func MonthDay(d edtf.Day, known bool) (month, day int64) {
	if !known {
		return 0, 0
	}
	y, m, dom := d.Date()
	// Of years beyond 43,000 the month is the last one that a key has room for: more would be read as another kind.
	return max(1, min(MonthMask, int64(y*12+m-1)+monthZero)), int64(dom)
}

func dayIn(month, day int64) *edtf.Day {
	if month == 0 {
		return nil
	}
	d := edtf.DayOf(0, int(month-monthZero)+1, int(day)) // the month carries over into the year
	return &d
}

// Count returns the number of all events.
func (t PairHistogram) Count() (n int64) {
	for _, v := range t {
		n += int64(Events(v))
	}
	return n
}

// Pack encodes the tally for the database.
func (t PairHistogram) Pack() []byte {
	out := make([]byte, 0, 7*len(t))
	last := int64(0)
	for _, k := range slices.Sorted(maps.Keys(t)) {
		out = binary.AppendUvarint(out, uint64(k-last))
		out = binary.AppendUvarint(out, uint64(t[k]))
		last = k
	}
	return out
}

// GroupsIn returns the keys and values of a packed tally.
func GroupsIn(packed []byte) iter.Seq2[int64, int64] {
	return func(yield func(k, v int64) bool) {
		in, key := graph.Numbers(packed), uint64(0)
		for len(in) > 0 {
			key += in.Next()
			if !yield(int64(key), int64(in.Next())) {
				return
			}
		}
	}
}

// Sums returns the sums of the events in the tally.
func (t PairHistogram) Sums() []byte { return graph.KindCountsOf(spansOf(t)) }

// PairHistogramOf decodes a packed histogram.
func PairHistogramOf(packed []byte) PairHistogram {
	t := make(PairHistogram, len(packed)/6)
	maps.Insert(t, GroupsIn(packed))
	return t
}

// spansOf returns the groups of a tally as spans.
func spansOf(t PairHistogram) iter.Seq[graph.Span] { return SpansIn(maps.All(t)) }

// SpansIn returns groups as spans.
func SpansIn(groups iter.Seq2[int64, int64]) iter.Seq[graph.Span] {
	return func(yield func(graph.Span) bool) {
		for k, v := range groups {
			kind, begin, end := KeyParts(k)
			s := graph.Span{
				Kind:     kind,
				Earliest: dayIn(begin, v>>dayBits&dayMask),
				Latest:   dayIn(end, v&dayMask),
				Certain:  k>>(2*monthBits)&1 == 1,
				Count:    Events(v),
			}
			if !yield(s) {
				return
			}
		}
	}
}
