package ingest

import (
	"bytes"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"slices"
)

// Runs bring rows that belong together side by side: they are sorted by a key, a run at a time, on disk, so that a file
// of any size takes no more memory than one run.
type runs struct {
	rows []keyed // of the run that is not on disk yet
	size int
	done []*spool
	most int // bytes of a run; 0: what the constant says
}

// A keyed row is one with what it is sorted by.
type keyed struct {
	key  []byte
	line int
	text []byte
}

const (
	runSize = 32 << 20 // bytes
	maxRuns = 128      // open files; so many become one
	ofRow   = 100      // bytes that a row takes beside its key and text
)

func (r *runs) add(key []byte, line int, text []byte) error {
	r.rows = append(r.rows, keyed{key, line, text})
	r.size += len(key) + len(text) + ofRow
	if r.size < cmp.Or(r.most, runSize) {
		return nil
	}
	if err := r.toDisk(r.sorted()); err != nil {
		return err
	}
	r.rows, r.size = nil, 0
	if len(r.done) < maxRuns {
		return nil
	}
	before := runs{done: r.done}
	r.done = nil
	return errors.Join(r.toDisk(before.merged), before.close())
}

// each calls read for each row, sorted by key, and for those of one key as they were added.
func (r *runs) each(read func(keyed) error) error {
	if len(r.done) == 0 {
		return r.sorted()(read)
	}
	err := r.toDisk(r.sorted())
	r.rows = nil
	if err != nil {
		return err
	}
	return r.merged(read)
}

// sorted goes through the run that is in memory.
func (r *runs) sorted() func(read func(keyed) error) error {
	slices.SortStableFunc(r.rows, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	return func(read func(keyed) error) error {
		for _, row := range r.rows {
			if err := read(row); err != nil {
				return err
			}
		}
		return nil
	}
}

// toDisk makes a run on disk of rows that come sorted.
func (r *runs) toDisk(each func(read func(keyed) error) error) error {
	s := &spool{}
	r.done = append(r.done, s)
	return each(func(row keyed) error {
		text := binary.AppendUvarint(nil, uint64(len(row.key)))
		return s.add(row.line, append(append(text, row.key...), row.text...))
	})
}

// A runHead is the next row of a run.
type runHead struct {
	keyed
	run  int
	next func() (int, []byte, error)
}

// advance reads the run's next row; false after the last.
func (h *runHead) advance() (bool, error) {
	line, text, err := h.next()
	if err != nil || text == nil {
		return false, err
	}
	size, n := binary.Uvarint(text)
	key := n + int(size)
	h.keyed = keyed{text[n:key], line, text[key:]}
	return true, nil
}

type runHeads []*runHead

func (h runHeads) Len() int      { return len(h) }
func (h runHeads) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h runHeads) Less(i, j int) bool {
	return cmp.Or(bytes.Compare(h[i].key, h[j].key), cmp.Compare(h[i].run, h[j].run)) < 0
}
func (h *runHeads) Push(x any) { *h = append(*h, x.(*runHead)) }
func (h *runHeads) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}

// merged goes through the runs on disk side by side.
func (r *runs) merged(read func(keyed) error) error {
	var heads runHeads
	for i, s := range r.done {
		next, err := s.rows()
		if err != nil {
			return err
		}
		h := &runHead{run: i, next: next}
		if some, err := h.advance(); err != nil {
			return err
		} else if some {
			heads = append(heads, h)
		}
	}
	heap.Init(&heads)
	for len(heads) > 0 {
		if err := read(heads[0].keyed); err != nil {
			return err
		}
		some, err := heads[0].advance()
		switch {
		case err != nil:
			return err
		case some:
			heap.Fix(&heads, 0)
		default:
			heap.Pop(&heads)
		}
	}
	return nil
}

// close removes what is on disk.
func (r *runs) close() error {
	var err error
	for _, s := range r.done {
		err = errors.Join(err, s.close())
	}
	return err
}
