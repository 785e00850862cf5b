package edtf

import (
	"strings"
	"testing"
	"time"

	"github.com/sfomuseum/go-edtf/parser"
)

// oracleRight leaves out what go-edtf 1.2.1 reads wrongly:
//   - 2023-05-01/.. and 2023-05/ end with May 2023: the text before the slash is taken for a season;
//   - 2025-09-04? is all of September, for the same reason;
//   - the seasons 21–24 are those of the northern half of the world, where the standard leaves the place open;
//   - a date-time is moved to UTC, which can change its day.
//
// It refuses many qualified intervals and what is both qualified and unspecified, such as 201X~: there is nothing to
// compare then. It accepts reversed intervals, which the generator never makes.
func oracleRight(d Date) bool {
	afterSlash := d.to.form == formOpen || d.to.form == formUnknown
	switch {
	case afterSlash && (d.from.form == formDay || d.from.form == formMonth):
		return false
	case !d.interval() && d.from.form == formDay && d.from.qualifier != 0:
		return false
	case d.from.form == formSeason || d.to.form == formSeason:
		return false
	}
	return !strings.ContainsAny(d.from.clock, "+-")
}

func TestDate_AgreesWithOracle(t *testing.T) {
	g := newDateGenerator()
	compared := map[dateForm]int{}
	for range 6_000 {
		d := g.next(t)
		if !oracleRight(d) {
			continue
		}
		theirs, err := parser.ParseString(d.String())
		if err != nil {
			continue
		}
		compared[d.from.form]++
		ours := describe(d)
		lower, upper := oracleDay(theirs.Lower()), oracleDay(theirs.Upper())
		if lower != ours.Earliest || upper != ours.Latest {
			t.Errorf("%s is bounded by %s and %s, go-edtf says %s and %s", d, ours.Earliest, ours.Latest, lower, upper)
		}
	}
	for form := formOpen; form < formSeason; form++ {
		if compared[form] < 20 {
			t.Errorf("only %d dates of form %d were compared", compared[form], form)
		}
	}
}

func oracleDay(at *time.Time, err error) string {
	if err != nil || at == nil {
		return "-"
	}
	return DayOf(at.Year(), int(at.Month()), at.Day()).String()
}
