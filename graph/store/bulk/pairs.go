package bulk

import (
	"cmp"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"

	"demarche/graph/derive"
)

// pairParts stores on disk what pairs of actors share by each event, until all events are known. One file holds blocks
// of 256 parts. Each part has different pairs, and is small enough to be summed in memory.
type pairParts struct {
	file      *os.File
	blockSize int
	parts     [256]struct {
		block []byte  // that is not full yet
		at    []int64 // where the others lie in the file
	}
	size int64
}

// A share is what a pair shares by one event, as in tally. The actors are numbers.
type share struct {
	did, key, value int64
	a, b            uint32
}

const (
	shareSize  = 32 // bytes
	pairsBlock = 512 * shareSize
)

// A groupKey is one group of one pair's tally.
type groupKey struct{ did, key int64 }

func newBulkPairs(dir string) (pairParts, error) {
	f, err := scratch(dir, "pairs")
	return pairParts{file: f, blockSize: pairsBlock}, err
}

func (p *pairParts) add(s share) error {
	part := &p.parts[s.did>>55] // pairs have 63 bits
	if part.block == nil {
		part.block = make([]byte, 0, p.blockSize)
	}
	part.block = binary.LittleEndian.AppendUint64(part.block, uint64(s.did))
	part.block = binary.LittleEndian.AppendUint64(part.block, uint64(s.key))
	part.block = binary.LittleEndian.AppendUint64(part.block, uint64(s.value))
	part.block = binary.LittleEndian.AppendUint32(part.block, s.a)
	part.block = binary.LittleEndian.AppendUint32(part.block, s.b)
	if len(part.block) < p.blockSize {
		return nil
	}
	if _, err := p.file.WriteAt(part.block, p.size); err != nil {
		return err
	}
	part.at, part.block = append(part.at, p.size), part.block[:0]
	p.size += int64(p.blockSize)
	return nil
}

// each calls do for each pair, in the order of their keys, with the numbers of its actors and what they share.
func (p *pairParts) each(do func(did int64, a, b uint32, t derive.PairHistogram) error) error {
	for i := range p.parts {
		groups, actors, err := p.sum(i)
		if err != nil {
			return err
		}
		sorted := make([]groupKey, 0, len(groups))
		for k := range groups {
			sorted = append(sorted, k)
		}
		slices.SortFunc(
			sorted,
			func(x, y groupKey) int { return cmp.Or(cmp.Compare(x.did, y.did), cmp.Compare(x.key, y.key)) },
		)
		for len(sorted) > 0 {
			did, t := sorted[0].did, derive.PairHistogram{}
			for len(sorted) > 0 && sorted[0].did == did {
				t[sorted[0].key] = groups[sorted[0]]
				sorted = sorted[1:]
			}
			if err := do(did, actors[did][0], actors[did][1], t); err != nil {
				return err
			}
		}
	}
	return nil
}

// sum reads one part and sums it by pair.
func (p *pairParts) sum(i int) (groups map[groupKey]int64, actors map[int64][2]uint32, err error) {
	groups, actors = map[groupKey]int64{}, map[int64][2]uint32{}
	add := func(block []byte) {
		for ; len(block) > 0; block = block[shareSize:] {
			did := int64(binary.LittleEndian.Uint64(block))
			at := groupKey{did, int64(binary.LittleEndian.Uint64(block[8:]))}
			groups[at] = derive.Added(groups[at], int64(binary.LittleEndian.Uint64(block[16:])))
			actors[did] = [2]uint32{binary.LittleEndian.Uint32(block[24:]), binary.LittleEndian.Uint32(block[28:])}
		}
	}
	block := make([]byte, p.blockSize)
	for _, at := range p.parts[i].at {
		if _, err := p.file.ReadAt(block, at); err != nil {
			return nil, nil, err
		}
		add(block)
	}
	add(p.parts[i].block)
	return groups, actors, nil
}

// actorNumbers gives numbers to the participants of events.
type actorNumbers struct {
	numbers map[string]uint32
	ids     []string
}

func (a *actorNumbers) number(id string) uint32 {
	n, ok := a.numbers[id]
	if !ok {
		n = uint32(len(a.ids))
		a.numbers[id], a.ids = n, append(a.ids, id)
	}
	return n
}

// scratch creates a temporary file that is needed until all is written.
func scratch(dir, name string) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, name+".tmp"), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
}

// done removes a file that scratch created.
func done(f *os.File) error {
	if err := f.Close(); err != nil {
		return err
	}
	return os.Remove(f.Name())
}

// SpillAfter bounds the bytes of each part of the pairs that are kept in memory before they are written to disk.
func (b *Writer) SpillAfter(bytes int) { b.pairs.blockSize = max(bytes, shareSize) }
