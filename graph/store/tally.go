package store

import (
	"encoding/binary"
	"iter"
	"maps"
	"slices"

	"demarche/graph"
)

// A tally counts the events of a pair, so that a map need not read them: those of one kind that begin in one month and end
// in one, alike in certainty, are one group. Its keys are packed, as are its values:
//
//	key    kind (8 bits), certain (1), month of the beginning (20), month of the end (20); 0 is an open end
//	value  count, first day in the month of the beginning (5 bits), last day in the month of the end (5)
//
// The database holds it on the Dyad as bytes: key, value, key, value … in the order of the keys, each key less the one before,
// as varints. A list of integers would be three times as large and, read by the driver, two allocations for each group. Beside it
// stands what a question needs that asks for no window and no months: see sums.
type tally map[int64]int64

// talliedKinds gives each kind its number in a key. Numbers are stored: add to the end alone.
var talliedKinds = [...]graph.EventKind{
	graph.Visit, graph.Meeting, graph.Message, graph.Ceremony, graph.AgreementEvent, graph.Statement, graph.Sanction,
	graph.TradeRelease, graph.OtherEvent,
}

const (
	monthBits, dayBits = 20, 5
	monthMask, dayMask = 1<<monthBits - 1, 1<<dayBits - 1
	monthZero          = 1 << (monthBits - 1) // of year 0
)

// add counts one event.
func (t tally) add(kind graph.EventKind, date graph.EDTF) {
	key := int64(slices.Index(talliedKinds[:], kind))
	key <<= 1
	if date.Certain() {
		key |= 1
	}
	from, first := monthDay(date.Earliest())
	to, last := monthDay(date.Latest())
	key = key<<(2*monthBits) | from<<monthBits | to
	t.put(key, 1<<(2*dayBits)|first<<dayBits|last)
}

// put adds a value to that of its key.
func (t tally) put(key, value int64) { t[key] = added(t[key], value) }

// added are the events of two values of one key together; 0 is none.
func added(a, b int64) int64 {
	if a == 0 || b == 0 {
		return a | b
	}
	first := min(a>>dayBits&dayMask, b>>dayBits&dayMask)
	last := max(a&dayMask, b&dayMask)
	return (a>>(2*dayBits)+b>>(2*dayBits))<<(2*dayBits) | first<<dayBits | last
}

func (t tally) merge(other tally) {
	for k, v := range other {
		t.put(k, v)
	}
}

func monthDay(d graph.Day, known bool) (month, day int64) {
	if !known {
		return 0, 0
	}
	y, m, dom := d.Date()
	return int64(y*12+m-1) + monthZero, int64(dom)
}

func dayIn(month, day int64) *graph.Day {
	if month == 0 {
		return nil
	}
	d := graph.DayOf(0, int(month-monthZero)+1, int(day)) // the month carries over into the year
	return &d
}

// count is the number of all events.
func (t tally) count() (n int64) {
	for _, v := range t {
		n += v >> (2 * dayBits)
	}
	return n
}

// pack is the tally as the database holds it.
func (t tally) pack() []byte {
	out := make([]byte, 0, 7*len(t))
	last := int64(0)
	for _, k := range slices.Sorted(maps.Keys(t)) {
		out = binary.AppendUvarint(out, uint64(k-last))
		out = binary.AppendUvarint(out, uint64(t[k]))
		last = k
	}
	return out
}

// groupsIn are the keys and values of a packed tally.
func groupsIn(packed []byte) iter.Seq2[int64, int64] {
	return func(yield func(k, v int64) bool) {
		in, key := numbers{packed}, uint64(0)
		for in.more() {
			key += in.next()
			if !yield(int64(key), int64(in.next())) {
				return
			}
		}
	}
}

// numbers reads what is packed, number by number; of what is broken it reads zeros. Check compares it with the events.
type numbers struct{ packed []byte }

func (n *numbers) more() bool { return len(n.packed) > 0 }

func (n *numbers) next() uint64 {
	v, size := binary.Uvarint(n.packed)
	if size <= 0 {
		n.packed = nil
		return 0
	}
	n.packed = n.packed[size:]
	return v
}

// sums lists each kind with its number of events, their first day and their last, packed: kind, count, first, last, kind …
func (t tally) sums() []byte {
	var all [len(talliedKinds)]graph.Span
	for i, kind := range talliedKinds {
		all[i].Kind = kind
	}
	for s := range spansOf(t) {
		sum := &all[slices.Index(talliedKinds[:], s.Kind)]
		sum.Count += s.Count
		if s.Earliest != nil && (sum.Earliest == nil || *s.Earliest < *sum.Earliest) {
			sum.Earliest = s.Earliest
		}
		if s.Latest != nil && (sum.Latest == nil || *s.Latest > *sum.Latest) {
			sum.Latest = s.Latest
		}
	}
	var out []byte
	for i, s := range all {
		if s.Count > 0 {
			out = append(out, byte(i))
			out = binary.AppendUvarint(out, uint64(s.Count))
			out = appendDay(appendDay(out, s.Earliest), s.Latest)
		}
	}
	return out
}

// appendDay packs a day: 0 where it is not known.
func appendDay(out []byte, d *graph.Day) []byte {
	if d == nil {
		return append(out, 0)
	}
	n := int64(*d)
	return binary.AppendUvarint(out, uint64(n<<1^n>>63)+1)
}

func dayFrom(n uint64) *graph.Day {
	if n == 0 {
		return nil
	}
	n--
	d := graph.Day(n>>1) ^ -graph.Day(n&1)
	return &d
}

// spansOfSums reads what sums lists.
func spansOfSums(packed []byte) iter.Seq[graph.Span] {
	return func(yield func(graph.Span) bool) {
		for in := (numbers{packed}); in.more(); {
			kind, count := in.next(), in.next()
			s := graph.Span{Kind: talliedKinds[kind%uint64(len(talliedKinds))], Count: int(count)}
			s.Earliest, s.Latest = dayFrom(in.next()), dayFrom(in.next())
			if !yield(s) {
				return
			}
		}
	}
}

// tallyOf reads what the database holds.
func tallyOf(packed []byte) tally {
	t := make(tally, len(packed)/6)
	maps.Insert(t, groupsIn(packed))
	return t
}

// spansOf are the groups of a tally.
func spansOf(t tally) iter.Seq[graph.Span] { return spansIn(maps.All(t)) }

// spansIn are groups as spans.
func spansIn(groups iter.Seq2[int64, int64]) iter.Seq[graph.Span] {
	return func(yield func(graph.Span) bool) {
		for k, v := range groups {
			s := graph.Span{
				Kind:     talliedKinds[k>>(2*monthBits+1)%int64(len(talliedKinds))],
				Earliest: dayIn(k>>monthBits&monthMask, v>>dayBits&dayMask),
				Latest:   dayIn(k&monthMask, v&dayMask),
				Certain:  k>>(2*monthBits)&1 == 1,
				Count:    int(v >> (2 * dayBits)),
			}
			if !yield(s) {
				return
			}
		}
	}
}
