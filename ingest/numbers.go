package ingest

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// A numeral is a number as it is written: with a decimal comma or a decimal point, and with commas, points, blanks or
// apostrophes between thousands.
type numeral struct {
	text string // without blanks and apostrophes
	sure byte   // the decimal mark, where it can be no other: ',' or '.'
	used byte   // of a numeral with one mark, which may be either: that mark
}

var (
	numeralText = regexp.MustCompile(`^[+-]?[0-9.,]*[0-9][0-9.,]*(?:[eE][+-]?[0-9]{1,3})?$`)
	parted      = regexp.MustCompile(`^[+-]?[0-9]{1,3}(?:(?: [0-9]{3})+|(?:'[0-9]{3})+)(?:[.,][0-9]+)?$`)
	thousands   = regexp.MustCompile(`^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})$`) // or lakhs
	marks       = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "’", "'", "ʼ", "'", "−", "-")
)

// numeralOf takes a text apart; ok is false for what is no number in any notation.
func numeralOf(text string) (n numeral, ok bool) {
	if len(text) > maxShown || !strings.ContainsAny(text, "0123456789") {
		return n, false
	}
	text = marks.Replace(text)
	if parted.MatchString(text) {
		n.text = strings.NewReplacer(" ", "", "'", "").Replace(text)
		if i := strings.IndexAny(n.text, ".,"); i >= 0 {
			n.sure = n.text[i]
		}
		return n, true
	}
	if !numeralText.MatchString(text) {
		return n, false
	}
	n.text = text
	digits, exponent, _ := strings.Cut(strings.ToLower(strings.TrimLeft(text, "+-")), "e")
	last := strings.LastIndexAny(digits, ".,")
	if last < 0 {
		return n, true
	}
	mark := digits[last]
	whole, after := digits[:last], digits[last+1:]
	switch {
	case strings.ContainsRune(whole, rune(otherMark(mark))): // both
		n.sure = mark
		return n, thousands.MatchString(strings.ReplaceAll(whole, string(otherMark(mark)), ","))
	case strings.ContainsRune(whole, rune(mark)): // one of them, several times
		n.sure = otherMark(mark)
		return n, exponent == "" && thousands.MatchString(strings.ReplaceAll(digits, string(mark), ","))
	case exponent != "" || len(after) != 3 || len(whole) > 3 || whole == "" || whole[0] == '0':
		n.sure = mark
		return n, true
	}
	n.used = mark
	return n, true
}

func otherMark(mark byte) byte {
	if mark == ',' {
		return '.'
	}
	return ','
}

// with is the number where the mark is the decimal mark; ok is false where it cannot be.
func (n numeral) with(mark byte) (d decimal.Decimal, ok bool) {
	if n.sure != 0 && n.sure != mark {
		return d, false
	}
	text := strings.ReplaceAll(n.text, string(otherMark(mark)), "")
	d, err := decimal.NewFromString(strings.Replace(text, string(mark), ".", 1))
	return d, err == nil
}

var errNoNumber = errors.New("it is no number")

// number reads a number of a column with the decimal mark that the whole column shows. It is the one way in which
// importers read numbers that are written by people.
func (in *Input) number(column, text string) (*decimal.Decimal, error) {
	n, ok := numeralOf(Text(text))
	if in.noting {
		in.seen.of(column).number = true
		in.seen.note(column, Text(text))
		return nil, nil //nolint:nilnil // what it is is not known yet
	}
	if !ok {
		return nil, errNoNumber
	}
	mark := byte('.')
	if n.sure != 0 || n.used != 0 {
		var err error
		if mark, err = in.decimalMark(column, n.used); err != nil {
			return nil, err
		}
	}
	d, ok := n.with(mark)
	if !ok {
		return nil, fmt.Errorf("%w with the decimal mark of its column, which is %q", errNoNumber, string(mark))
	}
	return &d, nil
}
