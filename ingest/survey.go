package ingest

import (
	"errors"
	"fmt"

	"demarche/graph/edtf"
)

// What one cell does not say its column does: whether 03/02/2001 is in February or in March, and whether 1,234 is more
// than a thousand or little more than one. A column is looked through as a whole, in a reading of its own, when the
// first such cell comes up; a file without one is not read more often.

// columnFacts are what the cells of a column show.
type columnFacts struct {
	dayFirst, monthFirst, eitherFirst bool // dates with a day after the 12th in first or second place, and others
	comma, point                      bool // numbers in which that can only be the decimal mark
	number                            bool // whether it is read as numbers
	cast                                   // of the texts of engagements
}

// survey is what the columns of an input show.
type survey map[string]*columnFacts

func (s survey) of(column string) *columnFacts {
	f := s[column]
	if f == nil {
		f = &columnFacts{}
		s[column] = f
	}
	return f
}

// note takes down what a cell shows.
func (s survey) note(column, text string) {
	if len(text) == 0 || len(text) > maxShown {
		return
	}
	for _, d := range numericDates(text) {
		f := s.of(column)
		switch {
		case d.first > 12 && d.second <= 12:
			f.dayFirst = true
		case d.second > 12 && d.first <= 12:
			f.monthFirst = true
		case d.first != d.second:
			f.eitherFirst = true
		}
	}
	if n, ok := numeralOf(text); ok && n.sure != 0 {
		f := s.of(column)
		f.comma, f.point = f.comma || n.sure == ',', f.point || n.sure == '.'
	}
}

const maxShown = 64 // bytes of a cell that can show something

// noteRow takes down what all cells of a row show.
func (in *Input) noteRow(values []string) {
	if in.noting {
		for i, v := range values {
			in.seen.note(columnAt(i), Text(decoded(v)))
		}
	}
}

// columnAt is the name of a table's column in a survey.
func columnAt(i int) string { return fmt.Sprintf("#%d", i) }

// facts are what a column shows. The first call reads the input through.
func (in *Input) facts(column string) (*columnFacts, error) {
	if in.seen == nil {
		in.seen = survey{}
		if in.again != nil {
			if err := in.again(in.seen); err != nil {
				return nil, err
			}
		}
	}
	return in.seen.of(column), nil
}

// The orders of a date's numbers, as --dates names them.
const (
	dayMonthYear = "dmy"
	monthDayYear = "mdy"
)

var errOrder = errors.New("no value of the column shows whether the day or the month comes first: say --dates dmy or --dates mdy")

// order is the order of the numbers of a column's dates.
func (in *Input) order(column string) (string, error) {
	if in.Dates != "" {
		return in.Dates, nil
	}
	f, err := in.facts(column)
	switch {
	case err != nil:
		return "", err
	case f.dayFirst && f.monthFirst:
		return "", errors.New("the column holds dates with the day first and dates with the month first: write them as 2001-02-13, or say --dates dmy or --dates mdy")
	case f.dayFirst:
		return dayMonthYear, nil
	case f.monthFirst:
		return monthDayYear, nil
	case f.eitherFirst:
		return "", errOrder
	}
	return dayMonthYear, nil // each is the same both ways
}

// date reads a date of a column, as dateOf does, with the order of day and month that the whole column shows. It is the
// one way in which importers read dates that are written by people.
func (in *Input) date(column, text string) (edtf.Date, error) {
	text = Text(text)
	if len(numericDates(text)) == 0 {
		return dateOf(text, "")
	}
	if in.noting {
		in.seen.note(column, text)
		return edtf.Date{}, nil
	}
	order, err := in.order(column)
	if err != nil {
		return edtf.Date{}, fmt.Errorf("%q: %w", text, err)
	}
	return dateOf(text, order)
}

// decimalMark is the decimal mark of a column's numbers: what the column shows, else what all columns of numbers show.
// Where nothing is shown a point is one, unless cells are parted by semicolons, as they are where a comma is the mark.
func (in *Input) decimalMark(column string, used byte) (byte, error) {
	switch in.Decimals {
	case "comma":
		return ',', nil
	case "point":
		return '.', nil
	}
	f, err := in.facts(column)
	if err != nil {
		return 0, err
	}
	if f.comma && f.point {
		return 0, errors.New("the column has numbers with a decimal comma and numbers with a decimal point: write them in one way, or say --decimals comma or --decimals point")
	}
	if !f.comma && !f.point {
		all := columnFacts{}
		for _, o := range in.seen {
			all.comma, all.point = all.comma || o.number && o.comma, all.point || o.number && o.point
		}
		f = &all
	}
	switch {
	case f.comma && !f.point:
		return ',', nil
	case f.point && !f.comma, used == '.' && in.separator != ';' && !f.comma:
		return '.', nil
	}
	return 0, errors.New("no number of the file shows whether it has a decimal comma or a decimal point: say --decimals comma or --decimals point")
}
