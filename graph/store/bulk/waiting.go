package bulk

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"slices"

	"demarche/graph"
	"demarche/graph/store/internal/rules"
)

// waitingEvents defers the nodes of visits and of parts of events. The outermost event around a part, and the
// principals of meetings during a visit, are known only later. Everything else of these events is written at once; the
// data of their nodes wait on disk. Memory holds 12 bytes per event, and 8 per principal of a meeting that is a part.
type waitingEvents struct {
	file       *os.File
	out        *bufio.Writer
	size       int64
	at         []int64  // where each begins in the file, by its number; there is no number 0
	wholes     []uint32 // the number of what it is a part of
	principals []principal
}

// These replace the number of the enclosing event.
const (
	noWhole    = 0
	otherWhole = math.MaxUint32 // which does not wait: it is no part
)

// A principal is a principal of a meeting that is a part of an event.
type principal struct{ whole, actor uint32 }

// waiter holds the deferred data of an event.
type waiter struct {
	id, partOf, kind string
	line             string // see file.begin
	principals       []string
}

func newBulkWaiting(dir string) (waitingEvents, error) {
	f, err := scratch(dir, "waiting")
	return waitingEvents{
		file:   f,
		out:    bufio.NewWriterSize(f, 64<<10),
		at:     make([]int64, 1),
		wholes: make([]uint32, 1),
	}, err
}

func waits(e graph.Event) bool { return e.Kind == graph.Visit || e.PartOf != "" }

// number returns the next number of a deferred event. Events have to be added in the order of their numbers.
func (w *waitingEvents) number() uint32 {
	w.wholes = append(w.wholes, noWhole)
	return uint32(len(w.wholes) - 1)
}

func (w *waitingEvents) add(waiter waiter, whole uint32) error {
	w.wholes[len(w.at)] = whole
	w.at = append(w.at, w.size)
	packed := waiter.pack()
	w.size += int64(len(packed))
	_, err := w.out.Write(packed)
	return err
}

// each calls do for all waiting events in the order of their numbers. root is the outermost event that an event is part
// of. principals are those of the meetings that are parts of the event; actors have numbers there.
func (w *waitingEvents) each(do func(waiter waiter, root string, principals []principal) error) error {
	if err := w.out.Flush(); err != nil {
		return err
	}
	slices.SortFunc(w.principals, func(x, y principal) int {
		return cmp.Or(cmp.Compare(x.whole, y.whole), cmp.Compare(x.actor, y.actor))
	})
	met := slices.Compact(w.principals)
	for n := uint32(1); int(n) < len(w.at); n++ {
		waiter, err := w.read(n)
		if err != nil {
			return err
		}
		top := waiter
		if last, ok := w.top(n); !ok {
			return fmt.Errorf("%w: %w", ErrNotInBulk, rules.TooDeep(waiter.id))
		} else if last != n {
			if top, err = w.read(last); err != nil {
				return err
			}
		}
		own := 0
		for own < len(met) && met[own].whole == n {
			own++
		}
		if err := do(waiter, cmp.Or(top.partOf, top.id), met[:own]); err != nil {
			return err
		}
		met = met[own:]
	}
	return nil
}

// top returns the last part on the path from an event to its outermost event. It returns false if the event is no
// part, or if more than maxNested events enclose it.
func (w *waitingEvents) top(n uint32) (top uint32, ok bool) {
	for range rules.MaxNested {
		whole := w.wholes[n]
		if whole == noWhole || whole == otherWhole || w.wholes[whole] == noWhole {
			return n, true
		}
		n = whole
	}
	return 0, false
}

func (w *waitingEvents) read(n uint32) (waiter waiter, err error) {
	end := w.size
	if next := int(n) + 1; next < len(w.at) {
		end = w.at[next]
	}
	packed := make([]byte, end-w.at[n])
	if _, err := w.file.ReadAt(packed, w.at[n]); err != nil {
		return waiter, err
	}
	return unpackWaiter(packed), nil
}

// pack encodes a waiter as texts, each after its length.
func (w waiter) pack() []byte {
	var out []byte
	for _, text := range append([]string{w.id, w.partOf, w.kind, w.line}, w.principals...) {
		out = append(binary.AppendUvarint(out, uint64(len(text))), text...)
	}
	return out
}

func unpackWaiter(packed []byte) waiter {
	var texts []string
	for in := graph.Numbers(packed); len(in) > 0; {
		size := in.Next()
		texts, in = append(texts, string(in[:size])), in[size:]
	}
	return waiter{texts[0], texts[1], texts[2], texts[3], texts[4:]}
}
