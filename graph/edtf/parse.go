package edtf

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	maxDateBytes = 64
	maxYear      = 999999
	dateExamples = "write a date as 2025-09-04, 2025-09, 2025, 2019~ (about), 2019? (uncertain), 201X, " +
		"2025-09-02/2025-09-05, ../2025 or 2025/.."
)

// Parse reads an EDTF date of level 0 or 1: a year, month, day or local date-time; an interval; ?, ~ or % after
// either end; 201X, 20XX, 2004-XX, 1985-04-XX, 1985-XX-XX; the seasons 21–24; negative years and Y12345, up to
// ±999999; open (..) and unknown (empty) ends. An interval that ends before it begins is refused. The error wraps
// ErrBadDate, quotes the input, says what is wrong with which part, and shows what is accepted.
func Parse(s string) (Date, error) {
	d, err := parse(s)
	if err != nil {
		return Date{}, fmt.Errorf("%w %s: %w; %s", ErrBadDate, Quote(s), err, dateExamples)
	}
	return d, nil
}

func parse(s string) (Date, error) {
	if err := checkCharacters(s); err != nil {
		return Date{}, err
	}
	if strings.Count(s, "/") > 1 {
		return Date{}, errors.New("it has more than one /, which only separates the two ends of an interval")
	}
	start, end, interval := strings.Cut(s, "/")
	if !interval {
		if s == ".." {
			return Date{}, errors.New("an open end needs a date at the other end")
		}
		from, err := parseDate(s)
		return Date{from: from}, err
	}
	from, err := parseEnd(start)
	if err != nil {
		return Date{}, fmt.Errorf("its start: %w", err)
	}
	to, err := parseEnd(end)
	if err != nil {
		return Date{}, fmt.Errorf("its end: %w", err)
	}
	if !from.known() && !to.known() {
		return Date{}, errors.New("an interval needs a date at one end at least")
	}
	d := Date{from: from, to: to}
	if earliest, ok := d.Earliest(); ok {
		if latest, ok := d.Latest(); ok && latest < earliest {
			return Date{}, errors.New("it ends before it begins")
		}
	}
	return d, nil
}

// checkCharacters finds what no EDTF date holds and people often type.
func checkCharacters(s string) error {
	if s == "" {
		return errors.New("it is empty")
	}
	if len(s) > maxDateBytes {
		return fmt.Errorf("it is longer than %d bytes", maxDateBytes)
	}
	for i, r := range s {
		switch {
		case r >= '‐' && r <= '―', r == '−', r == '－':
			return fmt.Errorf("%q (%U) at position %d is not a hyphen: write - inside a date and / between two dates", r, r, i+1)
		case r == ' ' || r == '\t' || r == '\n' || r == '\r':
			return fmt.Errorf("there is a blank at position %d", i+1)
		case r > '~':
			return fmt.Errorf("%q at position %d does not belong in a date", r, i+1)
		}
	}
	return nil
}

func parseEnd(s string) (datePart, error) {
	switch s {
	case "":
		return datePart{form: formUnknown}, nil
	case "..":
		return datePart{form: formOpen}, nil
	}
	p, err := parseDate(s)
	if err == nil && p.form == formTime {
		return datePart{}, errors.New("an end of an interval has no time of day")
	}
	return p, err
}

// parseDate reads a date that is not an interval.
func parseDate(s string) (datePart, error) {
	body, qualifier := cutQualifier(s)
	if i := strings.IndexAny(body, "?~%"); i >= 0 {
		return datePart{}, fmt.Errorf("%q stands inside it: one of ?, ~, %% (both) may follow a whole date", body[i])
	}
	p, err := parsePlain(body)
	if err != nil {
		return datePart{}, err
	}
	if qualifier != 0 && p.form == formTime {
		return datePart{}, fmt.Errorf("%q cannot follow a time of day", qualifier)
	}
	p.qualifier = qualifier
	return p, nil
}

func cutQualifier(s string) (string, byte) {
	if s == "" {
		return s, 0
	}
	switch last := s[len(s)-1]; last {
	case '?', '~', '%':
		return s[:len(s)-1], last
	}
	return s, 0
}

func parsePlain(s string) (datePart, error) {
	if long, ok := strings.CutPrefix(s, "Y"); ok {
		return parseLongYear(long)
	}
	date, clock, timed := strings.Cut(s, "T")
	digits, negative := strings.CutPrefix(date, "-")
	yearText, rest, more := strings.Cut(digits, "-")
	p, err := parseYear(yearText)
	if err != nil {
		return datePart{}, err
	}
	if negative {
		if p.year == 0 || p.form != formYear {
			return datePart{}, fmt.Errorf("the year %q cannot be negative", yearText)
		}
		p.year = -p.year
	}
	if more {
		if p.form != formYear {
			return datePart{}, fmt.Errorf("the year %q has unspecified digits, so nothing may follow it", yearText)
		}
		month, day, hasDay := strings.Cut(rest, "-")
		if p, err = parseInYear(p.year, month, day, hasDay); err != nil {
			return datePart{}, err
		}
	}
	if !timed {
		return p, nil
	}
	if p.form != formDay {
		return datePart{}, errors.New("a time of day needs a whole date before it")
	}
	p.form, p.clock = formTime, clock
	return p, checkClock(clock)
}

// parseYear reads four digits, the last one or two of which may be X.
func parseYear(s string) (datePart, error) {
	if len(s) != 4 {
		return datePart{}, fmt.Errorf("the year %q does not have four digits (years beyond 9999 are written Y12345)", s)
	}
	form, digits := formYear, s
	if head, ok := strings.CutSuffix(s, "XX"); ok {
		form, digits = formCentury, head+"00"
	} else if head, ok := strings.CutSuffix(s, "X"); ok {
		form, digits = formDecade, head+"0"
	}
	year, ok := number(digits)
	if !ok {
		hint := ""
		if strings.ContainsAny(s, "xuU") {
			hint = ": an unspecified digit is a capital X"
		}
		return datePart{}, fmt.Errorf("the year %q is not four digits, the last one or two of which may be X%s", s, hint)
	}
	return datePart{form: form, year: year}, nil
}

func parseLongYear(s string) (datePart, error) {
	digits, negative := strings.CutPrefix(s, "-")
	year, err := parseExpandedYear(digits)
	if err != nil {
		return datePart{}, err
	}
	if negative {
		year = -year
	}
	return datePart{form: formYear, year: year}, nil
}

func parseExpandedYear(digits string) (int, error) {
	year, ok := number(digits)
	if !ok || digits[0] == '0' || len(digits) < 5 {
		return 0, fmt.Errorf("the long year %q is not five or six digits without a leading zero", digits)
	}
	if year > maxYear {
		return 0, fmt.Errorf("the year %s lies beyond the supported years ±%d", digits, maxYear)
	}
	return year, nil
}

// parseInYear reads what follows a year: a month, a season, or a month and a day.
func parseInYear(year int, month, day string, hasDay bool) (datePart, error) {
	switch {
	case month == "XX" && !hasDay:
		return datePart{form: formSomeMonth, year: year}, nil
	case month == "XX" && day == "XX":
		return datePart{form: formSomeDate, year: year}, nil
	case month == "XX":
		return datePart{}, errors.New("a day needs its month: only 1985-XX and 1985-XX-XX leave the month open")
	case hasDay:
		return parseMonthDay(year, month, day)
	}
	if strings.HasPrefix(month, "Q") {
		return datePart{}, fmt.Errorf("%q is a quarter: write its months, such as 2025-07/2025-09 for the third", month)
	}
	m, ok := number(month)
	p := datePart{form: formMonth, year: year, month: m}
	if ok && len(month) == 2 && m >= springCode && m <= winterCode {
		p.form = formSeason
		return p, nil
	}
	if !validMonth(month) {
		return datePart{}, fmt.Errorf("the month %q is not 01–12, a season 21–24, or XX", month)
	}
	return p, nil
}

func parseMonthDay(year int, month, day string) (datePart, error) {
	if !validMonth(month) {
		return datePart{}, fmt.Errorf("the month %q is not 01–12", month)
	}
	m, _ := number(month)
	p := datePart{form: formSomeDay, year: year, month: m}
	if day == "XX" {
		return p, nil
	}
	_, _, last := DayOf(year, m+1, 0).Date()
	d, ok := number(day)
	if !ok || len(day) != 2 || d < 1 || d > last {
		return datePart{}, fmt.Errorf("the day %q is not 01–%d: %s of that year has %d days", day, last, time.Month(m), last)
	}
	p.form, p.day = formDay, d
	return p, nil
}

func validMonth(s string) bool {
	m, ok := number(s)
	return ok && len(s) == 2 && m >= 1 && m <= 12
}

// checkClock checks a local time of day with its optional shift from UTC: 23:20:30, 23:20:30Z, 23:20:30+04:30.
func checkClock(s string) error {
	local, shift := s, ""
	if i := strings.IndexAny(s, "Z+-"); i >= 0 {
		local, shift = s[:i], s[i:]
	}
	if _, err := time.Parse("15:04:05", local); err != nil || len(local) != len("15:04:05") {
		return fmt.Errorf("the time %q is not hours, minutes and seconds such as 23:20:30", local)
	}
	if shift == "" || shift == "Z" {
		return nil
	}
	layout := "15:04"
	if len(shift) == len("+04") {
		layout = "15"
	}
	if _, err := time.Parse(layout, shift[1:]); err != nil || len(shift) != len(layout)+1 {
		return fmt.Errorf("the shift %q is not Z, +04 or +04:30", shift)
	}
	return nil
}

// number reads ASCII digits only: no sign, no blanks. At most nine, so that it cannot overflow.
func number(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// Quote quotes what a caller sent, cut where it is long.
func Quote(s string) string {
	if len(s) <= maxDateBytes {
		return strconv.Quote(s)
	}
	return strconv.Quote(strings.ToValidUTF8(s[:maxDateBytes], "")) + "…"
}
