package edtf

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

const secondsPerDay = 24 * 60 * 60

// Day is a calendar day, counted from 1970-01-01 in the proleptic Gregorian calendar. It has no time zone: it is the
// day where the event took place.
type Day int32

// DayOf returns the day of a year, month and day of the month. Year 0 is 1 BC. Values outside their range carry over
// as in time.Date: month 13 is January of the next year, day 0 the last day of the month before.
func DayOf(year, month, day int) Day {
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// On returns the date that is this day, in any year. EDTF cannot write a day of a year beyond ±9999, so such a date is
// for comparing.
func (d Day) On() Date {
	year, month, day := d.Date()
	return Date{from: datePart{form: formDay, year: year, month: month, day: day}}
}

// ParseDay reads what String writes: an ISO 8601 calendar date such as 2025-09-04, signed outside the years 0–9999.
// The error wraps ErrBadDate.
func ParseDay(s string) (Day, error) {
	p, err := parseDay(s)
	if err == nil && (p.form != formDay || p.qualifier != 0) {
		err = errors.New("it is not a single day")
	}
	if err != nil {
		return 0, fmt.Errorf("%w %s: %w; write a day as 2025-09-04", ErrBadDate, Quote(s), err)
	}
	return DayOf(p.year, p.month, p.day), nil
}

func parseDay(s string) (datePart, error) {
	if err := checkCharacters(s); err != nil {
		return datePart{}, err
	}
	expanded := s[0] == '+' || s[0] == '-' && len(s) > len("-0044-03-15")
	if !expanded {
		return parseDate(s)
	}
	yearText, rest, _ := strings.Cut(s[1:], "-")
	year, err := parseExpandedYear(yearText)
	if err != nil {
		return datePart{}, err
	}
	if s[0] == '-' {
		year = -year
	}
	month, day, _ := strings.Cut(rest, "-")
	return parseMonthDay(year, month, day)
}

// String returns the ISO 8601 calendar date: 2025-09-04, or with a sign outside the years 0–9999: -0044-03-15,
// +12345-01-01.
func (d Day) String() string { return string(d.AppendTo(make([]byte, 0, len("-0044-03-15")))) }

// AppendTo appends the day as 2025-09-04.
func (d Day) AppendTo(b []byte) []byte {
	y, m, day := d.Date()
	switch {
	case y < 0:
		b, y = append(b, '-'), -y
	case y > 9999:
		b = append(b, '+')
	}
	b = appendPadded(b, y, 4)
	b = appendPadded(append(b, '-'), m, 2)
	return appendPadded(append(b, '-'), day, 2)
}

// Date returns the year (0 is 1 BC), the month (1–12) and the day of the month (1–31).
func (d Day) Date() (year, month, day int) {
	y, m, dd := d.Time().Date()
	return y, int(m), dd
}

// Time returns midnight of the day in UTC.
func (d Day) Time() time.Time {
	return time.Unix(int64(d)*secondsPerDay, 0).UTC()
}

func pad2(n int) string { return string(appendPadded(nil, n, 2)) }
func pad4(n int) string { return string(appendPadded(nil, n, 4)) }

// appendPadded appends n, which is not negative, with zeros before it up to a width.
func appendPadded(b []byte, n, width int) []byte {
	for most := 10; width > 1; width-- {
		if n < most {
			b = append(b, '0')
		}
		most *= 10
	}
	return strconv.AppendInt(b, int64(n), 10)
}
