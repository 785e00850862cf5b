package edtf

import (
	"strconv"
	"strings"
	"time"
)

// Label returns the date in words: "4 September 2025", "about 2019", "2–5 September 2025", "from 2025". It is empty for
// no date only.
func (d Date) Label() string {
	switch {
	case !d.interval():
		return d.from.label()
	case !d.from.known():
		return "until " + d.to.label()
	case d.Ongoing():
		return "from " + d.from.label() + ", ongoing"
	case !d.to.known():
		return "from " + d.from.label()
	case d.from == d.to:
		return d.from.label()
	case !d.from.plain() || !d.to.plain():
		return "from " + d.from.label() + " to " + d.to.label()
	}
	return rangeLabel(d.from, d.to)
}

// plain reports whether the part is an unqualified day, month or year, which a dash can join to another.
func (p datePart) plain() bool {
	return p.qualifier == 0 && (p.form == formDay || p.form == formMonth || p.form == formYear)
}

// rangeLabel joins two plain parts and says what they share once.
func rangeLabel(from, to datePart) string {
	sameYear := from.year == to.year && from.form == to.form
	switch {
	case sameYear && from.form == formDay && from.month == to.month:
		return strconv.Itoa(from.day) + "–" + to.words()
	case sameYear && from.form == formDay:
		return strconv.Itoa(from.day) + " " + monthName(from.month) + " – " + to.words()
	case sameYear && from.form == formMonth:
		return monthName(from.month) + "–" + to.words()
	case from.form == formYear && to.form == formYear && from.year > 0:
		return yearName(from.year) + "–" + yearName(to.year)
	}
	return from.words() + " – " + to.words()
}

func (p datePart) label() string {
	words := p.words()
	switch p.qualifier {
	case '~':
		return "about " + words
	case '?':
		return "possibly " + words
	case '%':
		return "possibly about " + words
	}
	return words
}

// words names the date without its qualifier.
func (p datePart) words() string {
	year := yearName(p.year)
	switch p.form {
	case formDay:
		return strconv.Itoa(p.day) + " " + monthName(p.month) + " " + year
	case formTime:
		return strconv.Itoa(p.day) + " " + monthName(p.month) + " " + year + ", " + clockWords(p.clock)
	case formMonth:
		return monthName(p.month) + " " + year
	case formSomeDay:
		return monthName(p.month) + " " + year + ", day unknown"
	case formYear:
		return year
	case formSomeMonth:
		return year + ", month unknown"
	case formSomeDate:
		return year + ", day unknown"
	case formDecade:
		if p.year < 1000 {
			return year + " – " + yearName(p.year+9)
		}
		return year + "s"
	case formCentury:
		if p.year < 1000 {
			return year + " – " + yearName(p.year+99)
		}
		return year + "–" + yearName(p.year+99)
	case formSeason:
		return seasonName(p.month) + " " + year
	case formNone, formOpen, formUnknown:
	}
	return ""
}

func monthName(m int) string { return time.Month(m).String() }

func seasonName(code int) string {
	return [...]string{"spring", "summer", "autumn", "winter"}[code-springCode]
}

// yearName names the era of years that could be mistaken for something else. Year 0 is 1 BC.
func yearName(year int) string {
	switch {
	case year <= 0:
		return strconv.Itoa(1-year) + " BC"
	case year < 1000:
		return "AD " + strconv.Itoa(year)
	}
	return strconv.Itoa(year)
}

func clockWords(clock string) string {
	if local, utc := strings.CutSuffix(clock, "Z"); utc {
		return local + " UTC"
	}
	if i := strings.IndexAny(clock, "+-"); i >= 0 {
		return clock[:i] + " UTC" + clock[i:]
	}
	return clock
}
