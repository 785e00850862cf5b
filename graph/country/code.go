// Package country knows countries and the aggregates of trade by their codes and names, in texts too.
package country

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"demarche/graph/edtf"
)

// ErrBadCode is wrapped by every error about a country code that is not in the table.
var ErrBadCode = errors.New("bad country code")

//go:embed codes.csv
var countryCodesCSV string

// Code is one row of the table of countries and territories: its codes in the systems of the imported data. An
// empty or zero field is unknown or does not exist.
type Code struct {
	Code      string // ISO 3166-1 alpha-3; for a former country ISO 3166-3 alpha-4; XKX is user-assigned
	Alpha3    string // equal to Code, except for a former country
	Alpha2    string // for a former country it may since have been given to another
	M49       int    // UN M49, shared by a country and its former name
	Name      string // short, in English
	ValidFrom string // EDTF; empty for what is older than the records usually reach
	ValidTo   string // EDTF, included; empty for what still exists
	Comtrade  int    // UN Comtrade
	Also      int    // a further M49 or Comtrade number of the same code in older data: 280 for DEU
	FIPS      string // FIPS 10-4, several with blanks between them where it splits the territory
	CAMEO     string // CAMEO and GDELT
}

// Former reports whether the country no longer exists under this code.
func (c Code) Former() bool { return len(c.Code) == 4 }

// UserAssigned reports whether the code is in common use but not in the standard, which leaves codes from XA to XZ to
// its users.
func (c Code) UserAssigned() bool { return strings.HasPrefix(c.Code, "X") }

// All returns the whole table: the present countries by code, those with a user-assigned code, then the former.
func All() iter.Seq[Code] { return slices.Values(countryTable().rows) }

// ByCode returns the row of a canonical code, as ParseCode returns it.
func ByCode(code string) (Code, bool) {
	table := countryTable()
	i, ok := table.byCode[code]
	if !ok {
		return Code{}, false
	}
	return table.rows[i], true
}

// ParseCode returns the canonical code of an alpha-2, alpha-3 or alpha-4 code in any case. The canonical code
// is alpha-3, or alpha-4 for a former country. A code that was given to another country means the present one. The
// error wraps ErrBadCode, quotes the input and suggests similar codes.
func ParseCode(s string) (string, error) {
	table := countryTable()
	if code, ok := table.codeOf(s); ok {
		return code, nil
	}
	if code, ok := AggregateNamed(s); ok {
		a, _ := AggregateByCode(code)
		return "", fmt.Errorf("%w %s: it is an aggregate (%s), not a country: aggregates are reporters and partners of trade alone", ErrBadCode, edtf.Quote(s), a.Name)
	}
	advice := "use ISO 3166-1 alpha-3, such as CHN or PRK"
	if near := table.near(s); len(near) > 0 {
		advice = "did you mean " + strings.Join(near, " or ") + "? " + strings.ToUpper(advice[:1]) + advice[1:]
	}
	return "", fmt.Errorf("%w %s: %s", ErrBadCode, edtf.Quote(s), advice)
}

// codeOf returns the canonical code of a code in any case.
func (t countryCodes) codeOf(s string) (string, bool) {
	i, ok := t.byAnyCode[strings.ToUpper(s)]
	if !ok {
		return "", false
	}
	return t.rows[i].Code, true
}

type countryCodes struct {
	rows      []Code
	byCode    map[string]int
	byAnyCode map[string]int // alpha-2, alpha-3 and alpha-4, each meaning one country
}

var countryTable = sync.OnceValue(func() countryCodes {
	rows, err := readCountryCodes(countryCodesCSV)
	if err != nil {
		panic("embedded codes.csv: " + err.Error())
	}
	table := countryCodes{rows: rows, byCode: map[string]int{}, byAnyCode: map[string]int{}}
	for i, c := range rows {
		table.byCode[c.Code] = i
		for _, code := range []string{c.Code, c.Alpha3, c.Alpha2} {
			if _, taken := table.byAnyCode[code]; !taken {
				table.byAnyCode[code] = i
			}
		}
	}
	for code, i := range table.byAnyCode {
		if rows[i].Former() && len(table.formerWith(code)) > 1 {
			delete(table.byAnyCode, code)
		}
	}
	return table
})

// formerWith returns the rows of the former countries that had an alpha-2 code.
func (t countryCodes) formerWith(alpha2 string) []Code {
	var found []Code
	for _, c := range t.rows {
		if c.Former() && c.Alpha2 == alpha2 {
			found = append(found, c)
		}
	}
	return found
}

const maxSuggestions = 3

// near returns suggestions for an invalid code. It tries, in this order: former countries with that code; names in any
// language; codes of other systems; alpha-3 codes that differ in one letter; names that share a word, or almost a word,
// with the input. It skips a group with more than maxSuggestions.
func (t countryCodes) near(s string) []string {
	upper := strings.ToUpper(s)
	named, _ := InWords(s)
	tests := []func(Code) bool{
		func(c Code) bool { return c.Former() && c.Alpha2 == upper },
		func(c Code) bool { return c.Code == named },
		func(c Code) bool { return c.CAMEO == upper || slices.Contains(strings.Fields(c.FIPS), upper) },
		func(c Code) bool { return len(s) == 3 && oneLetterApart(c.Code, upper) },
	}
	for _, test := range tests {
		var near []string
		for _, c := range t.rows {
			if test(c) {
				near = append(near, c.Code+" ("+c.Name+")")
			}
		}
		if len(near) > 0 && len(near) <= maxSuggestions {
			return near
		}
	}
	return Near(s)
}

func oneLetterApart(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	different := 0
	for i := range len(a) {
		if a[i] != b[i] {
			different++
		}
	}
	return different == 1
}

// tableRecords returns the records of an embedded table below its header, whose columns must be those of header. Lines
// that begin with # are comments.
func tableRecords(text, header string) ([][]string, error) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comment = '#'
	records, err := reader.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(records) == 0 || strings.Join(records[0], " ") != header {
		return nil, fmt.Errorf("the columns are not %q", header)
	}
	return records[1:], nil
}

func readCountryCodes(text string) ([]Code, error) {
	records, err := tableRecords(text, "code alpha3 alpha2 m49 name valid_from valid_to comtrade also fips cameo")
	if err != nil {
		return nil, err
	}
	rows := make([]Code, 0, len(records))
	for _, r := range records {
		c := Code{
			Code: r[0], Alpha3: r[1], Alpha2: r[2], Name: r[4], ValidFrom: r[5], ValidTo: r[6], FIPS: r[9], CAMEO: r[10],
		}
		for column, into := range map[int]*int{3: &c.M49, 7: &c.Comtrade, 8: &c.Also} {
			if *into, err = numberOrNone(r[column]); err != nil {
				return nil, fmt.Errorf("%s: %w", c.Code, err)
			}
		}
		rows = append(rows, c)
	}
	return rows, nil
}

func numberOrNone(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.Atoi(s)
}
