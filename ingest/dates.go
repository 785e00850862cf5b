package ingest

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"demarche/graph/edtf"
)

// dateOf reads a date as people write it: EDTF, with a time after it, which is left out; 2000/10/23, 2000.10.23 and
// 20001023; 10/23/2000, 23.10.2000 and 10/23/00 in the order of day and month that is given, two digits from 69 on
// being 1969 and later; "October 23, 2000", "23 October 2000", "October 2000"; and spans, which are intervals: "October
// 23–25, 2000", "October 30–November 2, 2000", "December 30, 2000–January 2, 2001", "23/10/2000 – 25/10/2000". What is
// not known ("TBD", nothing) is no date, and no error.
func dateOf(text, order string) (edtf.Date, error) {
	text = Text(text)
	if isUnknown(text) {
		return edtf.Date{}, nil
	}
	text = withoutTimes(text)
	d, err := edtf.Parse(text)
	if err == nil {
		return d, nil
	}
	if day, ok := inLayouts(text); ok {
		return edtf.Parse(day)
	}
	if from, to, ok := spanOf(text); ok {
		return between(from, to)
	}
	if numeric := numericDates(text); len(numeric) > 0 {
		from, last := numeric[0].in(order), numeric[len(numeric)-1].in(order)
		d, err := between(from, last)
		if err != nil {
			return d, fmt.Errorf("%q is no date such as 2000-10-23: %w", text, err)
		}
		return d, nil
	}
	if written.MatchString(text) { // its error would be about EDTF, which nobody meant to write
		return edtf.Date{}, fmt.Errorf(`%q is no date such as 2000-10-23, 10/23/2000, "October 23, 2000" or "October 23–25, 2000"`, text)
	}
	return edtf.Date{}, err
}

var (
	written = regexp.MustCompile(`[/A-Za-z]`)
	// A time of day behind a date, with a zone: the day is the one that is written.
	timeOfDay = regexp.MustCompile(`(?i)(?:T| )(?:\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?|\d{4}(?:\d\d)?)(?: ?[ap]\.?m\.?)? ?(?:Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?$`)
	isoSpan   = regexp.MustCompile(`(?i)^(\d{4}-\d\d-\d\d\S*(?: \d\d:\S+)?) ?(?: / | to | through | until | - |–|—) ?(\d{4}-\d\d-\d\d\S*(?: \d\d:\S+)?)$`)
	digitDate = regexp.MustCompile(`^[\d/.-]{6,}$`)
	isoEnds   = regexp.MustCompile(`^(\d{4}-\d\d-\d\d[T ][^/]*|\.\.|)/(\d{4}-\d\d-\d\d.*|\.\.|)$`)
	// 13/02/2001, 13.02.2001, 13-02-2001, 13/02/01.
	dayMonth = regexp.MustCompile(`^(\d{1,2})([/.-])(\d{1,2})([/.-])(\d{4}|\d{2})$`)
	// 2001/02/13, 2001.02, 2001-2-3.
	yearFirst = regexp.MustCompile(`^(\d{4})(?:[/.-](\d{1,2})[/.-](\d{1,2})|[.-](\d{1,2}))$`)
	// "October 30" and "December 30, 2000" before the dash; "25, 2000", "November 2, 2000" after it.
	spanStart = regexp.MustCompile(`^([A-Za-z]+)\.? (\d{1,2})(?:, ?(\d{4}))?$`)
	spanEnd   = regexp.MustCompile(`^(?:([A-Za-z]+)\.? )?(\d{1,2}), ?(\d{4})$`)
	dashes    = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-", " to ", "-", " through ", "-")
)

// withoutTimes is a date, or an interval of ISO 8601, without the times of day in it.
func withoutTimes(text string) string {
	text = isoSpan.ReplaceAllString(text, "$1/$2")
	if ends := isoEnds.FindStringSubmatch(text); ends != nil {
		return withoutTimes(ends[1]) + "/" + withoutTimes(ends[2])
	}
	day := timeOfDay.ReplaceAllString(text, "")
	if day == text || !digitDate.MatchString(day) && !endsWithYear.MatchString(day) {
		return text
	}
	return day
}

var endsWithYear = regexp.MustCompile(`\b\d{4}$`)

// A numericDate is a date of three numbers of which the last is the year.
type numericDate struct {
	first, second int
	year          string
}

// numericDates are the date, or the two ends of the span, that a text of numbers is; none for all others.
func numericDates(text string) (out []numericDate) {
	if len(text) < 6 || text[0] < '0' || text[0] > '9' {
		return nil
	}
	ends := []string{withoutTimes(text)}
	if dayMonth.FindString(ends[0]) == "" {
		from, to, ok := strings.Cut(strings.ReplaceAll(dashes.Replace(text), " ", ""), "-")
		if !ok || strings.ContainsAny(to, "-") || !strings.ContainsAny(to, "/.") {
			return nil
		}
		ends = []string{from, to}
	}
	for _, end := range ends {
		m := dayMonth.FindStringSubmatch(end)
		if m == nil || m[2] != m[4] || len(m[5]) == 2 && m[2] == "-" {
			return nil
		}
		d := numericDate{year: m[5]}
		d.first, _ = strconv.Atoi(m[1]) // digits
		d.second, _ = strconv.Atoi(m[3])
		if len(m[5]) == 2 {
			d.year = "20" + m[5]
			if m[5] >= "69" {
				d.year = "19" + m[5]
			}
		}
		out = append(out, d)
	}
	return out
}

// in is the date as EDTF.
func (d numericDate) in(order string) string {
	day, month := d.first, d.second
	if order == monthDayYear {
		day, month = month, day
	}
	return fmt.Sprintf("%s-%02d-%02d", d.year, month, day)
}

func isUnknown(text string) bool {
	switch strings.ToLower(text) {
	case "", "tbd", "tba", "unknown", "n/a", "na", "nan", "none", "null", "?", "-", "–":
		return true
	}
	return false
}

// layouts are ways to write one date, and how to write it in EDTF.
var layouts = [][2]string{
	{"20060102", time.DateOnly},
	{"January 2, 2006", time.DateOnly},
	{"Jan 2, 2006", time.DateOnly},
	{"Jan. 2, 2006", time.DateOnly},
	{"2 January 2006", time.DateOnly},
	{"2 Jan 2006", time.DateOnly},
	{"2-Jan-2006", time.DateOnly},
	{"2-Jan-06", time.DateOnly},
	{"2006-Jan-2", time.DateOnly},
	{"January 2006", "2006-01"},
	{"Jan 2006", "2006-01"},
	{"Jan. 2006", "2006-01"},
	{"Jan-2006", "2006-01"},
}

func inLayouts(text string) (edtf string, ok bool) {
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		if m[4] != "" {
			return fmt.Sprintf("%s-%02s", m[1], m[4]), true
		}
		return fmt.Sprintf("%s-%02s-%02s", m[1], m[2], m[3]), true
	}
	for _, l := range layouts {
		if t, err := time.Parse(l[0], text); err == nil {
			return t.Format(l[1]), true
		}
	}
	return "", false
}

// spanOf reads two days with a dash between them, the first lacking what it shares with the second.
func spanOf(text string) (from, to string, ok bool) {
	before, after, ok := strings.Cut(dashes.Replace(text), "-")
	start := spanStart.FindStringSubmatch(strings.TrimSpace(before))
	end := spanEnd.FindStringSubmatch(strings.TrimSpace(after))
	if !ok || start == nil || end == nil {
		return "", "", false
	}
	if end[1] == "" {
		end[1] = start[1]
	}
	to, ok = inLayouts(end[1] + " " + end[2] + ", " + end[3])
	if !ok {
		return "", "", false
	}
	given := start[3] != ""
	if !given {
		start[3] = end[3]
	}
	from, ok = inLayouts(start[1] + " " + start[2] + ", " + start[3])
	if !ok {
		return "", "", false
	}
	if !given && from > to { // "December 30–January 2, 2001" began the year before
		t, err := time.Parse(time.DateOnly, from)
		from, ok = t.AddDate(-1, 0, 0).Format(time.DateOnly), err == nil && end[1] != start[1]
	}
	return from, to, ok
}

// between is the interval of two dates in EDTF; a day, if both are that day.
func between(from, to string) (edtf.Date, error) {
	if from == to {
		return edtf.Parse(from)
	}
	return edtf.Parse(from + "/" + to)
}

var errNoDate = errors.New("neither the beginning nor the end is known")

// lasting is the time from the beginning of one date to the end of another. What is missing is not known, which EDTF
// writes as nothing before or after the slash.
func lasting(start, end edtf.Date) (edtf.Date, error) {
	if start.IsZero() && end.IsZero() {
		return edtf.Date{}, errNoDate
	}
	if end.IsZero() && strings.Contains(start.String(), "/") {
		return start, nil
	}
	from, _ := start.Ends()
	_, to := end.Ends()
	return between(from.String(), to.String())
}
