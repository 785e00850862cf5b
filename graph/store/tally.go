package store

import (
	"maps"
	"math"
	"slices"

	"demarche/graph"
)

// A tally counts the events of a pair, so that a map need not read them: those of one kind that begin in one month and end
// in one, alike in certainty, are one group. Its keys are packed, as are its values:
//
//	key    kind (8 bits), certain (1), month of the beginning (20), month of the end (20); 0 is an open end
//	value  count, first day in the month of the beginning (5 bits), last day in the month of the end (5)
//
// The database holds it on the Dyad as a list of key, value, key, value …, in the order of the keys, and beside it what a
// question needs that asks for no window and no months: see sums.
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

// list is the tally as the database holds it.
func (t tally) list() []any {
	out := make([]any, 0, 2*len(t))
	for _, k := range slices.Sorted(maps.Keys(t)) {
		out = append(out, k, t[k])
	}
	return out
}

// noDay stands in sums for a day that is not known.
const noDay = math.MinInt64

// sums lists each kind with its number of events, their first day and their last: kind, count, first, last, kind …
func (t tally) sums() []any {
	var all [len(talliedKinds)]struct{ count, first, last int64 }
	for i := range all {
		all[i].first, all[i].last = math.MaxInt64, noDay
	}
	for k, v := range t {
		s := &all[k>>(2*monthBits+1)]
		s.count += v >> (2 * dayBits)
		if d := dayIn(k>>monthBits&monthMask, v>>dayBits&dayMask); d != nil {
			s.first = min(s.first, int64(*d))
		}
		if d := dayIn(k&monthMask, v&dayMask); d != nil {
			s.last = max(s.last, int64(*d))
		}
	}
	out := []any{}
	for kind, s := range all {
		if s.first == math.MaxInt64 {
			s.first = noDay
		}
		if s.count > 0 {
			out = append(out, int64(kind), s.count, s.first, s.last)
		}
	}
	return out
}

// spansOfSums reads what sums lists.
func spansOfSums(list []any) []graph.Span {
	out := make([]graph.Span, 0, len(list)/4)
	for ; len(list) >= 4; list = list[4:] {
		out = append(out, graph.Span{
			Kind: talliedKinds[list[0].(int64)], Count: int(list[1].(int64)), Earliest: knownDay(list[2].(int64)), Latest: knownDay(list[3].(int64)),
		})
	}
	return out
}

func knownDay(n int64) *graph.Day {
	if n == noDay {
		return nil
	}
	d := graph.Day(n)
	return &d
}

// tallyOf reads what the database holds.
func tallyOf(list []any) tally {
	t := make(tally, len(list)/2)
	for i := 0; i+1 < len(list); i += 2 {
		k, _ := list[i].(int64)
		t[k], _ = list[i+1].(int64)
	}
	return t
}

// spansOf are the groups of a stored tally.
func spansOf(list []any) []graph.Span {
	out := make([]graph.Span, 0, len(list)/2)
	for i := 0; i+1 < len(list); i += 2 {
		k, _ := list[i].(int64)
		v, _ := list[i+1].(int64)
		out = append(out, graph.Span{
			Kind:     talliedKinds[k>>(2*monthBits+1)],
			Earliest: dayIn(k>>monthBits&monthMask, v>>dayBits&dayMask),
			Latest:   dayIn(k&monthMask, v&dayMask),
			Certain:  k>>(2*monthBits)&1 == 1,
			Count:    int(v >> (2 * dayBits)),
		})
	}
	return out
}
