package graph

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"demarche/graph/edtf"
)

// FigureID returns the id of the figure of a series for a period.
func FigureID(series, period string) string {
	return "figure:" + strings.TrimPrefix(series, "series:") + ":" + period
}

// Periods returns the first day of a period (2025-09, 2025-Q3 or 2025), the same period a year before, and, for a
// month, the month before. For other texts it returns nil and empty texts.
func Periods(period string) (start *edtf.Day, yearAgo, monthAgo string) {
	year, rest, _ := strings.Cut(period, "-")
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 4 {
		return nil, "", ""
	}
	month := 1
	yearAgo = fmt.Sprintf("%04d", y-1)
	switch {
	case strings.HasPrefix(rest, "Q"):
		q, err := strconv.Atoi(rest[1:])
		if err != nil || q < 1 || q > 4 {
			return nil, "", ""
		}
		month, yearAgo = 3*q-2, yearAgo+"-"+rest
	case rest != "":
		m, err := strconv.Atoi(rest)
		if err != nil || m < 1 || m > 12 || len(rest) != 2 {
			return nil, "", ""
		}
		month, yearAgo = m, yearAgo+"-"+rest
		monthAgo = Month(y, m-1)
	}
	day := edtf.DayOf(y, month, 1)
	return &day, yearAgo, monthAgo
}

// Month returns the period of a month. Month 0 is December of the year before, month 13 January of the next.
func Month(year, month int) string {
	y, m, _ := edtf.DayOf(year, month, 1).Date()
	if y < 0 {
		return fmt.Sprintf("-%04d-%02d", -y, m)
	}
	return fmt.Sprintf("%04d-%02d", y, m)
}

var quarter = regexp.MustCompile(`^([0-9]{4})-?[Qq]([1-4])$`)

// ParseDate parses a date in a request. It accepts what edtf.Parse accepts, and a quarter, such as 2025-Q3 for
// 2025-07/2025-09. The error wraps ErrBadDate.
func ParseDate(s string) (edtf.Date, error) {
	q := quarter.FindStringSubmatch(s)
	if q == nil {
		return edtf.Parse(s)
	}
	n := int(q[2][0] - '0')
	return edtf.Parse(fmt.Sprintf("%s-%02d/%s-%02d", q[1], 3*n-2, q[1], 3*n))
}

// PeriodOf returns the period of a date that is a month, a year or a quarter (2025-07/2025-09). The error wraps
// ErrBadInput.
func PeriodOf(d edtf.Date) (string, error) {
	from, okFrom := d.Earliest()
	to, okTo := d.Latest()
	if !okFrom || !okTo || !d.Certain() {
		return "", noPeriod(d)
	}
	y, m, _ := from.Date()
	for _, p := range []struct {
		by   TimeBucket
		name string
	}{{ByMonth, Month(y, m)}, {ByQuarter, fmt.Sprintf("%04d-Q%d", y, (m+2)/3)}, {ByYear, fmt.Sprintf("%04d", y)}} {
		if first, last := p.by.BucketAt(from); first == from && last == to {
			return p.name, nil
		}
	}
	return "", noPeriod(d)
}

func noPeriod(d edtf.Date) error {
	return fmt.Errorf("%w: %q is no period; give a month (2025-09), a quarter (2025-Q3) or a year (2025)", ErrBadInput, d)
}
