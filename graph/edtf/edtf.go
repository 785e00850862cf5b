// Package edtf holds days and dates of the Extended Date/Time Format (ISO 8601-2): uncertain, approximate, partial,
// open.
package edtf

import (
	"errors"
	"strings"
)

// ErrBadDate is wrapped by every error about a date that cannot be read.
var ErrBadDate = errors.New("bad date")

// Precision says how sharp a date is.
type Precision string

// The precisions of a date. A season, a century and an interval with two known ends are ranges; an interval with an
// open or unknown end is open.
const (
	PrecisionDay    Precision = "DAY"
	PrecisionMonth  Precision = "MONTH"
	PrecisionYear   Precision = "YEAR"
	PrecisionDecade Precision = "DECADE"
	PrecisionRange  Precision = "RANGE"
	PrecisionOpen   Precision = "OPEN"
)

// Date is a date as it is known: a day, a month, a year, a decade, an interval, uncertain, approximate or open, in the
// Extended Date/Time Format, levels 0 and 1 (ISO 8601-2). Values compare with ==. The zero value is no date: its text
// and label are empty and nothing bounds it.
type Date struct {
	from, to datePart // a date that is not an interval has only from
}

// datePart is a date that is not an interval, or one end of an interval.
type datePart struct {
	form      dateForm
	qualifier byte // '?', '~' or '%' (both), or 0
	year      int  // the first one of a decade or century; 0 is 1 BC
	month     int  // 1–12, or 21–24 for a season
	day       int
	clock     string // what follows T: "23:20:30Z"
}

type dateForm uint8

const (
	formNone      dateForm = iota
	formOpen               // ..
	formUnknown            // the empty end of an interval
	formDay                // 1985-04-12
	formTime               // 1985-04-12T23:20:30Z
	formMonth              // 1985-04
	formSomeDay            // 1985-04-XX
	formYear               // 1985
	formSomeMonth          // 1985-XX
	formSomeDate           // 1985-XX-XX
	formDecade             // 198X
	formCentury            // 19XX
	formSeason             // 1985-21
)

const (
	springCode = 21
	summerCode = 22
	autumnCode = 23
	winterCode = 24
)

// known reports whether the part is a date, not an open or unknown end.
func (p datePart) known() bool { return p.form > formUnknown }

// bounds returns the first and last day the part can mean; the part must be known. The seasons 21–24 belong to no
// hemisphere, so a season may lie anywhere in its year; summer and winter run over New Year in one of the hemispheres.
func (p datePart) bounds() (Day, Day) {
	y, m, d := p.year, p.month, p.day
	switch p.form {
	case formDay, formTime:
		return DayOf(y, m, d), DayOf(y, m, d)
	case formMonth, formSomeDay:
		return DayOf(y, m, 1), DayOf(y, m+1, 0)
	case formDecade:
		return DayOf(y, 1, 1), DayOf(y+9, 12, 31)
	case formCentury:
		return DayOf(y, 1, 1), DayOf(y+99, 12, 31)
	case formSeason:
		if m == summerCode || m == winterCode {
			return DayOf(y, 1, 1), DayOf(y+1, 3, 31)
		}
		return DayOf(y, 1, 1), DayOf(y, 12, 31)
	case formYear, formSomeMonth, formSomeDate:
		return DayOf(y, 1, 1), DayOf(y, 12, 31)
	case formNone, formOpen, formUnknown:
	}
	return 0, 0
}

func (p datePart) precision() Precision {
	switch p.form {
	case formDay, formTime:
		return PrecisionDay
	case formMonth, formSomeDay:
		return PrecisionMonth
	case formYear, formSomeMonth, formSomeDate:
		return PrecisionYear
	case formDecade:
		return PrecisionDecade
	case formCentury, formSeason:
		return PrecisionRange
	case formOpen, formUnknown:
		return PrecisionOpen
	case formNone:
	}
	return ""
}

func (p datePart) text() string {
	var b strings.Builder
	year := p.year
	if year > 9999 || year < -9999 {
		b.WriteByte('Y')
	}
	if year < 0 {
		b.WriteByte('-')
		year = -year
	}
	digits := pad4(year)
	switch p.form {
	case formNone, formUnknown:
		return ""
	case formOpen:
		return ".."
	case formDay:
		b.WriteString(digits + "-" + pad2(p.month) + "-" + pad2(p.day))
	case formTime:
		b.WriteString(digits + "-" + pad2(p.month) + "-" + pad2(p.day) + "T" + p.clock)
	case formMonth, formSeason:
		b.WriteString(digits + "-" + pad2(p.month))
	case formSomeDay:
		b.WriteString(digits + "-" + pad2(p.month) + "-XX")
	case formYear:
		b.WriteString(digits)
	case formSomeMonth:
		b.WriteString(digits + "-XX")
	case formSomeDate:
		b.WriteString(digits + "-XX-XX")
	case formDecade:
		b.WriteString(digits[:3] + "X")
	case formCentury:
		b.WriteString(digits[:2] + "XX")
	}
	if p.qualifier != 0 {
		b.WriteByte(p.qualifier)
	}
	return b.String()
}

// String returns the date in EDTF, such as "2025-09-04" or "2013-03/..". Parsing it gives the same date.
func (d Date) String() string {
	if d.interval() {
		return d.from.text() + "/" + d.to.text()
	}
	return d.from.text()
}

func (d Date) interval() bool { return d.to.form != formNone }

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Equal reports whether both are written the same. Two dates with the same bounds may differ: 2019 and 2019~.
func (d Date) Equal(other Date) bool { return d == other }

// Earliest returns the first day the date can mean; false where the start is open or unknown.
func (d Date) Earliest() (Day, bool) {
	if !d.from.known() {
		return 0, false
	}
	lo, _ := d.from.bounds()
	return lo, true
}

// Latest returns the last day the date can mean; false where the end is open or unknown.
func (d Date) Latest() (Day, bool) {
	last := d.from
	if d.interval() {
		last = d.to
	}
	if !last.known() {
		return 0, false
	}
	_, hi := last.bounds()
	return hi, true
}

// Precision returns how sharp the date is; empty for no date.
func (d Date) Precision() Precision {
	if !d.interval() {
		return d.from.precision()
	}
	if d.from.known() && d.to.known() {
		return PrecisionRange
	}
	return PrecisionOpen
}

// Certain reports whether the source states the date without a doubt: no part of it is uncertain (?), approximate (~)
// or both (%). A date that is not certain keeps its plain bounds but never counts as certainly inside a window.
func (d Date) Certain() bool {
	return d.from.form != formNone && d.from.qualifier == 0 && d.to.qualifier == 0
}

// Ongoing reports whether the date is an interval that has not ended ("2013-03/.."). An unknown end ("2013-03/") is
// not ongoing.
func (d Date) Ongoing() bool { return d.to.form == formOpen }

// Ends returns the start and the end of an interval, each the zero value where it is open or unknown. A date that is
// not an interval is both.
func (d Date) Ends() (from, to Date) {
	if !d.interval() {
		return d, d
	}
	if d.from.known() {
		from.from = d.from
	}
	if d.to.known() {
		to.from = d.to
	}
	return from, to
}

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a date as Parse does; an empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
