package edtf

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
)

// dateGenerator makes the texts of valid dates of every form.
type dateGenerator struct{ *rand.Rand }

func newDateGenerator() dateGenerator { return dateGenerator{rand.New(rand.NewPCG(1945, 2025))} }

func (g dateGenerator) pick(options ...string) string { return options[g.IntN(len(options))] }

func (g dateGenerator) year() string { return fmt.Sprintf("%04d", g.IntN(10000)) }

func (g dateGenerator) month() string { return fmt.Sprintf("%s-%02d", g.year(), 1+g.IntN(12)) }

func (g dateGenerator) day() string { return fmt.Sprintf("%s-%02d", g.month(), 1+g.IntN(28)) }

func (g dateGenerator) date() string {
	switch g.IntN(13) {
	case 0, 1, 2:
		return g.day()
	case 3, 4:
		return g.month()
	case 5:
		return g.year()
	case 6:
		return g.year()[:3] + "X"
	case 7:
		return g.year()[:2] + "XX"
	case 8:
		return g.month() + "-XX"
	case 9:
		return g.year() + g.pick("-XX", "-XX-XX")
	case 10:
		return fmt.Sprintf("%s-%d", g.year(), 21+g.IntN(4))
	case 11:
		return fmt.Sprintf("Y%s%d", g.pick("", "-"), 10000+g.IntN(maxYear-9999))
	}
	return fmt.Sprintf("-%04d", 1+g.IntN(9999))
}

func (g dateGenerator) qualified() string { return g.date() + g.pick("", "", "", "~", "?", "%") }

// any may make a reversed interval, which is refused.
func (g dateGenerator) any() string {
	switch g.IntN(8) {
	case 0, 1, 2:
		return g.qualified()
	case 3:
		return g.day() + "T" + fmt.Sprintf("%02d:%02d:%02d", g.IntN(24), g.IntN(60), g.IntN(60)) + g.pick("", "Z", "+09", "-04:30")
	case 4:
		return g.qualified() + "/" + g.pick("", "..")
	case 5:
		return g.pick("", "..") + "/" + g.qualified()
	}
	return g.qualified() + "/" + g.qualified()
}

func (g dateGenerator) next(tb testing.TB) Date {
	tb.Helper()
	for {
		text := g.any()
		d, err := Parse(text)
		if err == nil {
			return d
		}
		if !errors.Is(err, ErrBadDate) || !reversed(text) {
			tb.Fatalf("%s: %v", text, err)
		}
	}
}

func reversed(text string) bool {
	_, err := parse(text)
	return err != nil && err.Error() == "it ends before it begins"
}

// checkDate holds for every date that parses, however it was found.
func checkDate(tb testing.TB, d Date) {
	tb.Helper()
	again, err := Parse(d.String())
	if err != nil || again != d {
		tb.Errorf("%s reads back as %s, %v", d, again, err)
	}
	if d.Label() == "" || d.Precision() == "" {
		tb.Errorf("%s has label %q and precision %q", d, d.Label(), d.Precision())
	}
	earliest, hasEarliest := d.Earliest()
	latest, hasLatest := d.Latest()
	if !hasEarliest && !hasLatest {
		tb.Errorf("%s has no bound", d)
	}
	if hasEarliest && hasLatest && earliest > latest {
		tb.Errorf("%s is bounded by %s and %s", d, earliest, latest)
	}
	if open := d.Precision() == PrecisionOpen; open == (hasEarliest && hasLatest) {
		tb.Errorf("%s is %s with bounds %t, %t", d, d.Precision(), hasEarliest, hasLatest)
	}
	checkEnds(tb, d)
}

// checkEnds: an interval reaches from the first day of its start to the last day of its end.
func checkEnds(tb testing.TB, d Date) {
	tb.Helper()
	from, to := d.Ends()
	earliest, hasEarliest := d.Earliest()
	latest, hasLatest := d.Latest()
	if first, ok := from.Earliest(); ok != hasEarliest || first != earliest {
		tb.Errorf("%s begins on %s, its start on %s", d, earliest, first)
	}
	if last, ok := to.Latest(); ok != hasLatest || last != latest {
		tb.Errorf("%s ends on %s, its end on %s", d, latest, last)
	}
	if last, ok := from.Latest(); ok && hasLatest && last > latest && !partsOverlap(from, to) {
		tb.Errorf("%s: its start lasts until %s, beyond its end", d, last)
	}
	if certain := (from.IsZero() || from.Certain()) && (to.IsZero() || to.Certain()); certain != d.Certain() {
		tb.Errorf("%s is certain: %t, its ends: %t", d, d.Certain(), certain)
	}
}

func partsOverlap(from, to Date) bool {
	first, _ := to.Earliest()
	last, _ := from.Latest()
	return last >= first
}

func TestDate_Properties(t *testing.T) {
	g := newDateGenerator()
	for range 20_000 {
		checkDate(t, g.next(t))
		if t.Failed() {
			return
		}
	}
}

func TestDate_WindowProperties(t *testing.T) {
	g := newDateGenerator()
	for range 20_000 {
		d, window := g.next(t), g.next(t)
		var from, to *Day
		if day, ok := window.Earliest(); ok {
			from = &day
		}
		if day, ok := window.Latest(); ok {
			to = &day
		}
		if d.Within(from, to) && !d.Overlaps(from, to) {
			t.Fatalf("%s is within the bounds of %s and does not overlap them", d, window)
		}
		if !window.Overlaps(from, to) {
			t.Fatalf("%s does not overlap its own bounds", window)
		}
		if known := from != nil && to != nil; window.Within(from, to) != (known && window.Certain()) {
			t.Fatalf("%s is within its own bounds: %t", window, window.Within(from, to))
		}
		if gap, ok := GapBetween(d, window); ok && (gap.Min < 0 || gap.Max < gap.Min) {
			t.Fatalf("the gap from %s to %s is %+v", d, window, gap)
		}
	}
}

func TestDay_Properties(t *testing.T) {
	g := newDateGenerator()
	limit := int(DayOf(maxYear, 12, 31))
	for range 20_000 {
		d := Day(g.IntN(2*limit) - limit)
		if again, err := ParseDay(d.String()); err != nil || again != d {
			t.Fatalf("day %d, %s, reads back as %s, %v", d, d, again, err)
		}
		if again := DayOf(d.Date()); again != d {
			t.Fatalf("day %d is %s", d, again)
		}
	}
}

func FuzzParse(f *testing.F) {
	for text := range edtfForms {
		f.Add(text)
	}
	for _, text := range []string{"", "/", "../..", "2025/2024", "2025-02-30", "201X-04", "Y2025", "2025–09", "\xff", "1985-04-12T"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err == nil {
			if d.String() != text {
				t.Errorf("%q prints as %q", text, d)
			}
			checkDate(t, d)
			return
		}
		if !errors.Is(err, ErrBadDate) || !d.IsZero() {
			t.Errorf("ParseEDTF(%q) = %q, %v", text, d, err)
		}
	})
}
