package graph

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"fmt"
)

// A cursor holds the name of an order, the sort key of a row and four bytes of a hash. The hash detects a cursor that
// was cut or changed. A cursor is opaque to clients, and every instance makes the same one.

const (
	cursorOfEvents    = 'e'
	cursorOfOfficials = 'o'
	cursorOfRecords   = 'r'
	cursorSum         = 4
	maxCursor         = 1024
)

// EventCursor returns the cursor of the event with that sort key.
func EventCursor(sk int64) string {
	return seal(binary.BigEndian.AppendUint64([]byte{cursorOfEvents}, uint64(sk)))
}

// ParseEventCursor returns the sort key in a cursor of events. The error wraps ErrBadCursor.
func ParseEventCursor(s string) (int64, error) {
	b, err := unseal(s, cursorOfEvents)
	if err != nil {
		return 0, err
	}
	if len(b) != 8 {
		return 0, badCursor(s)
	}
	return int64(binary.BigEndian.Uint64(b)), nil
}

// NameCursor returns the cursor of an official in the order of names.
func NameCursor(name, id string) string {
	return seal(append([]byte{cursorOfOfficials}, name+"\x00"+id...))
}

// ParseNameCursor returns the name and the id in a cursor of officials. The error wraps ErrBadCursor.
func ParseNameCursor(s string) (name, id string, err error) {
	b, err := unseal(s, cursorOfOfficials)
	if err != nil {
		return "", "", err
	}
	for i, c := range b {
		if c == 0 {
			return string(b[:i]), string(b[i+1:]), nil
		}
	}
	return "", "", badCursor(s)
}

// RecordedCursor returns the cursor of the event that was recorded under that number.
func RecordedCursor(number int64) string {
	return seal(binary.BigEndian.AppendUint64([]byte{cursorOfRecords}, uint64(number)))
}

// ParseRecordedCursor returns the number in a cursor of recorded events. The error wraps ErrBadCursor.
func ParseRecordedCursor(s string) (int64, error) {
	b, err := unseal(s, cursorOfRecords)
	if err != nil {
		return 0, err
	}
	if len(b) != 8 {
		return 0, badCursor(s)
	}
	return int64(binary.BigEndian.Uint64(b)), nil
}

// encoding is strict, so that only one text stands for a row: the last letter has unused bits.
var encoding = base64.RawURLEncoding.Strict()

func seal(b []byte) string {
	sum := sha256.Sum256(b)
	return encoding.EncodeToString(append(b, sum[:cursorSum]...))
}

func unseal(s string, of byte) ([]byte, error) {
	if len(s) > maxCursor {
		return nil, badCursor(s[:32] + "…")
	}
	b, err := encoding.DecodeString(s)
	if err != nil || len(b) <= cursorSum {
		return nil, badCursor(s)
	}
	body, sum := b[:len(b)-cursorSum], b[len(b)-cursorSum:]
	want := sha256.Sum256(body)
	if subtle.ConstantTimeCompare(sum, want[:cursorSum]) == 0 {
		return nil, badCursor(s)
	}
	if body[0] != of {
		return nil, fmt.Errorf("%w: %q is a cursor of another list; take endCursor or startCursor from a page of this one, or cursor of an event that it gave", ErrBadCursor, s)
	}
	return body[1:], nil
}

func badCursor(s string) error {
	return fmt.Errorf("%w: %q is not a cursor of this API; take endCursor or startCursor from a page, or cursor of a recorded event, unchanged", ErrBadCursor, s)
}
