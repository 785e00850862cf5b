package ingest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"demarche/graph/edtf"
)

// Where a file says one thing in several ways.

// agreed is the date that several tell of: the sharpest, where it lies within all others, else the time from the first
// to the last of them.
func agreed(dates []edtf.Date) edtf.Date {
	dates = slices.DeleteFunc(slices.Clone(dates), edtf.Date.IsZero)
	if len(dates) == 0 {
		return edtf.Date{}
	}
	slices.SortFunc(dates, func(a, b edtf.Date) int { return cmp.Compare(a.String(), b.String()) })
	first, last := dates[0], dates[0]
	for _, d := range dates {
		if !slices.ContainsFunc(dates, func(o edtf.Date) bool { return !d.Inside(o) }) {
			return d
		}
		first, last = sooner(first, d), later(last, d)
	}
	between, err := edtf.Parse(first.String() + "/" + last.String())
	if err != nil {
		return edtf.Date{}
	}
	return between
}

func sooner(a, b edtf.Date) edtf.Date {
	from, _ := a.Earliest()
	if other, _ := b.Earliest(); other < from {
		return b
	}
	return a
}

func later(a, b edtf.Date) edtf.Date {
	to, _ := a.Latest()
	if other, _ := b.Latest(); other > to {
		return b
	}
	return a
}

// oneOf is agreed for an end of an interval, which cannot be an interval itself. Several dates that disagree are left
// out.
func (r *Row) oneOf(field string, dates []edtf.Date) edtf.Date {
	date := agreed(dates)
	if strings.Contains(date.String(), "/") {
		r.Leave(field, date.String(), "it has several dates that disagree, from "+strings.Replace(date.String(), "/", " to ", 1))
		return edtf.Date{}
	}
	return date
}

// nameOf is the one of several names to show: in Latin letters where there is one, and of those the one that sorts
// first.
func nameOf(names []string) string {
	names = aliasesOf(names)
	if len(names) == 0 {
		return ""
	}
	return slices.MinFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(notLatin(a), notLatin(b)), cmp.Compare(a, b))
	})
}

func notLatin(name string) int {
	for _, r := range name {
		if unicode.IsLetter(r) {
			if unicode.Is(unicode.Latin, r) {
				return 0
			}
			return 1
		}
	}
	return 1
}
