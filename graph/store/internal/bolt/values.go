package bolt

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph/edtf"
)

// Date is a day as the driver reads and writes it.
type Date = neo4j.Date

// DateOf returns a day as a parameter.
func DateOf(d edtf.Day) Date { return neo4j.DateOf(d.Time()) }

// DayOf returns a day that was read.
func DayOf(d Date) edtf.Day {
	year, month, day := d.Time().Date()
	return edtf.DayOf(year, int(month), day)
}

// Day returns a day as a parameter; nil stays nil.
func Day(d *edtf.Day) any {
	if d == nil {
		return nil
	}
	return DateOf(*d)
}

// Bound returns one end of a date as a parameter; nil if it is not known.
func Bound(d edtf.Day, known bool) any {
	if !known {
		return nil
	}
	return DateOf(d)
}
