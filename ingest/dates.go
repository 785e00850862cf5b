package ingest

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"demarche/graph"
)

// dateOf reads a date as people write it: EDTF, with a time after it; 10/23/2000 and 10/23/00, the month first, two digits
// from 69 on being 1969 and later; "October 23, 2000", "23 October 2000", "October 2000"; and spans, which are intervals:
// "October 23–25, 2000", "October 30–November 2, 2000", "December 30, 2000–January 2, 2001". What is not known ("TBD",
// nothing) is no date, and no error.
func dateOf(text string) (graph.EDTF, error) {
	text = Text(text)
	if isUnknown(text) {
		return graph.EDTF{}, nil
	}
	if day, _, ok := strings.Cut(text, " "); ok && isoTime.MatchString(text) {
		return graph.ParseEDTF(day)
	}
	d, err := graph.ParseEDTF(text)
	if err == nil {
		return d, nil
	}
	if day, ok := inLayouts(text); ok {
		return graph.ParseEDTF(day)
	}
	if from, to, ok := spanOf(text); ok {
		return between(from, to)
	}
	if written.MatchString(text) { // its error would be about EDTF, which nobody meant to write
		return graph.EDTF{}, fmt.Errorf(`%q is no date such as 2000-10-23, 10/23/2000, "October 23, 2000" or "October 23–25, 2000"`, text)
	}
	return graph.EDTF{}, err
}

var (
	isoTime = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d`)
	written = regexp.MustCompile(`[/A-Za-z]`)
	// "October 30" and "December 30, 2000" before the dash; "25, 2000", "November 2, 2000" after it.
	spanStart = regexp.MustCompile(`^([A-Za-z]+)\.? (\d{1,2})(?:, ?(\d{4}))?$`)
	spanEnd   = regexp.MustCompile(`^(?:([A-Za-z]+)\.? )?(\d{1,2}), ?(\d{4})$`)
	dashes    = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-", " to ", "-", " through ", "-")
)

func isUnknown(text string) bool {
	switch strings.ToLower(text) {
	case "", "tbd", "tba", "unknown", "n/a", "na", "nan", "none", "null", "?", "-", "–":
		return true
	}
	return false
}

// layouts are ways to write one date, and how to write it in EDTF.
var layouts = [][2]string{
	{"1/2/2006", time.DateOnly},
	{"1/2/06", time.DateOnly},
	{"January 2, 2006", time.DateOnly},
	{"Jan 2, 2006", time.DateOnly},
	{"Jan. 2, 2006", time.DateOnly},
	{"2 January 2006", time.DateOnly},
	{"2 Jan 2006", time.DateOnly},
	{"January 2006", "2006-01"},
	{"Jan 2006", "2006-01"},
	{"Jan. 2006", "2006-01"},
}

func inLayouts(text string) (edtf string, ok bool) {
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
	start, end := spanStart.FindStringSubmatch(strings.TrimSpace(before)), spanEnd.FindStringSubmatch(strings.TrimSpace(after))
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
func between(from, to string) (graph.EDTF, error) {
	if from == to {
		return graph.ParseEDTF(from)
	}
	return graph.ParseEDTF(from + "/" + to)
}

var errNoDate = errors.New("neither the beginning nor the end is known")

// lasting is the time from the beginning of one date to the end of another. What is missing is not known, which EDTF
// writes as nothing before or after the slash.
func lasting(start, end graph.EDTF) (graph.EDTF, error) {
	if start.IsZero() && end.IsZero() {
		return graph.EDTF{}, errNoDate
	}
	if end.IsZero() && strings.Contains(start.String(), "/") {
		return start, nil
	}
	from, _ := start.Ends()
	_, to := end.Ends()
	return between(from.String(), to.String())
}
