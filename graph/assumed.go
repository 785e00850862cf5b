package graph

import (
	"crypto/sha256"
	hexadecimal "encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

// Assumed holds the records that a dry run treats as stored, in addition to the stored ones or instead of them. Their
// content is in a temporary file. In memory are some 80 bytes of each, what leads to an event or a figure, and Offices.
// Close it.
type Assumed struct {
	Named   map[string]bool // officials that the file names
	Offices Batch           // officials and offices that would be created or updated; the last record of an id counts
	Referrers

	at   map[[16]byte]assumedRecord
	file *os.File
	name string // of the file, where it has to be removed in the end
	size int64
}

// Referrers holds, by the id of an event or a figure, the ids of the records that refer to it. Of a record that was
// changed later it may hold what the record referred to before.
type Referrers struct {
	Parts        map[string][]string // of an event
	Causes       map[string][]string // events from which links lead to one
	Consequences map[string][]string // events to which links lead from one
	Derived      map[string][]string // figures that are derived from one
}

// NewReferrers returns a Referrers without records.
func NewReferrers() Referrers {
	return Referrers{map[string][]string{}, map[string][]string{}, map[string][]string{}, map[string][]string{}}
}

// Add adds the records of a batch.
func (r Referrers) Add(b Batch) {
	for _, e := range b.Events {
		if e.PartOf != "" {
			r.Parts[e.PartOf] = append(r.Parts[e.PartOf], e.ID)
		}
	}
	for _, l := range b.Links {
		r.Causes[l.To] = append(r.Causes[l.To], l.From)
		r.Consequences[l.From] = append(r.Consequences[l.From], l.To)
	}
	for _, f := range b.Figures {
		for _, d := range f.DerivedFrom {
			r.Derived[d.Figure] = append(r.Derived[d.Figure], f.Name())
		}
	}
}

// An assumedRecord says where a record is in the file, and what its digest is.
type assumedRecord struct {
	at     int64
	size   int32
	digest [16]byte
}

// NewAssumed returns an Assumed without records.
func NewAssumed() *Assumed {
	return &Assumed{Named: map[string]bool{}, Referrers: NewReferrers(), at: map[[16]byte]assumedRecord{}}
}

func assumedKey(id string) [16]byte {
	sum := sha256.Sum256([]byte(id))
	return [16]byte(sum[:16])
}

// Learn adds records that would be written, with their digests by id. Links have the names of Link.Name.
func (a *Assumed) Learn(b Batch, digests map[string]string) error {
	a.Offices.Append(
		Batch{
			Countries:     b.Countries,
			Organizations: b.Organizations,
			Posts:         b.Posts,
			Officials:     b.Officials,
			Tenures:       b.Tenures,
		},
	)
	for id, record := range b.Records() {
		if err := a.put(id, record, digests[id]); err != nil {
			return fmt.Errorf("a dry run keeps %s: %w", id, err)
		}
	}
	a.Add(b)
	return nil
}

func (a *Assumed) put(id string, record Batch, digest string) error {
	if a.file == nil {
		f, err := os.CreateTemp("", "demarche-dry-run-")
		if err != nil {
			return err
		}
		// Where an open file needs no name nothing is left of it if we are killed.
		if a.file = f; os.Remove(f.Name()) != nil {
			a.name = f.Name()
		}
	}
	text, err := json.Marshal(record)
	if err != nil {
		return err
	}
	kept := assumedRecord{at: a.size, size: int32(len(text))}
	if _, err := hexadecimal.Decode(kept.digest[:], []byte(digest)); err != nil {
		return err
	}
	if _, err := a.file.WriteAt(text, a.size); err != nil {
		return err
	}
	a.at[assumedKey(id)], a.size = kept, a.size+int64(len(text))
	return nil
}

// Digest returns the digest of a record, and whether it is assumed. A nil Assumed holds none.
func (a *Assumed) Digest(id string) (digest string, ok bool) {
	if a == nil {
		return "", false
	}
	r, ok := a.at[assumedKey(id)]
	return hexadecimal.EncodeToString(r.digest[:]), ok
}

// Record returns a record as the only one of a batch; an empty batch if it is not assumed.
func (a *Assumed) Record(id string) (b Batch, err error) {
	r, ok := a.at[assumedKey(id)]
	if !ok {
		return b, nil
	}
	text := make([]byte, r.size)
	if _, err := a.file.ReadAt(text, r.at); err != nil {
		return b, err
	}
	return b, json.Unmarshal(text, &b)
}

// Close removes the file.
func (a *Assumed) Close() error {
	if a.file == nil {
		return nil
	}
	err := a.file.Close()
	if a.name != "" {
		err = errors.Join(err, os.Remove(a.name))
	}
	return err
}
