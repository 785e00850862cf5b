package country

import (
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed aggregates.csv
var aggregatesCSV string

// AggregateCode is one row of the table of aggregates. An empty or zero field does not exist.
type AggregateCode struct {
	Code     string // ours, such as WLD: it is the code of no country
	Name     string // in English
	Comtrade int    // UN Comtrade's number; the world, whose number is 0, has IsWorld
	Letters  string // UN Comtrade's code of letters, such as W00
	M49      int    // UN M49, of a region
	Names    []string
}

// IsWorld reports whether the aggregate is the world.
func (a AggregateCode) IsWorld() bool { return a.Code == "WLD" }

// Aggregates returns the whole table of aggregates.
func Aggregates() iter.Seq[AggregateCode] { return slices.Values(aggregateTable().rows) }

// AggregateByCode returns the row with a code, spelled as in the table.
func AggregateByCode(code string) (AggregateCode, bool) {
	i := slices.IndexFunc(aggregateTable().rows, func(a AggregateCode) bool { return a.Code == code })
	if i < 0 {
		return AggregateCode{}, false
	}
	return aggregateTable().rows[i], true
}

// AggregateCoded returns the code of the aggregate with a code in any letter case. It accepts our codes, and those of
// UN Comtrade and M49: letters, or a number with or without leading zeros.
func AggregateCoded(s string) (code string, ok bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		s = strconv.Itoa(n)
	}
	code, ok = aggregateTable().codes[s]
	return code, ok
}

// AggregateNamed returns the code of the aggregate with a code or a name.
func AggregateNamed(s string) (code string, ok bool) {
	if code, ok = AggregateCoded(s); ok {
		return code, true
	}
	code, ok = aggregateTable().names[Folded(s)]
	return code, ok
}

// ParseTradeArea returns the canonical code of a country, as ParseCode does, or of an aggregate, as
// AggregateNamed does. The error wraps ErrBadCode.
func ParseTradeArea(s string) (string, error) {
	if code, ok := countryTable().codeOf(s); ok {
		return code, nil
	}
	if code, ok := AggregateNamed(s); ok {
		return code, nil
	}
	code, err := ParseCode(s)
	if err != nil {
		return "", fmt.Errorf("%w, or the code of an aggregate, such as WLD for the world", err)
	}
	return code, nil
}

// IsAggregate reports whether a canonical code is that of an aggregate.
func IsAggregate(code string) bool {
	_, ok := AggregateByCode(code)
	return ok
}

type aggregateCodes struct {
	rows         []AggregateCode
	codes, names map[string]string // to our code
}

var aggregateTable = sync.OnceValue(func() aggregateCodes {
	rows, err := readAggregates(aggregatesCSV)
	if err != nil {
		panic("embedded aggregates.csv: " + err.Error())
	}
	t := aggregateCodes{rows: rows, codes: map[string]string{}, names: map[string]string{}}
	for _, a := range rows {
		t.codes[a.Code] = a.Code
		if a.Letters != "" {
			t.codes[a.Letters] = a.Code
		}
		for _, n := range []int{a.Comtrade, a.M49} {
			if n > 0 || a.IsWorld() {
				t.codes[strconv.Itoa(n)] = a.Code
			}
		}
		for _, name := range append([]string{a.Name}, a.Names...) {
			t.names[Folded(name)] = a.Code
		}
	}
	return t
})

func readAggregates(text string) ([]AggregateCode, error) {
	records, err := tableRecords(text, "code name comtrade letters m49 names")
	if err != nil {
		return nil, err
	}
	rows := make([]AggregateCode, 0, len(records))
	for _, r := range records {
		a := AggregateCode{Code: r[0], Name: r[1], Letters: r[3]}
		if a.Comtrade, err = numberOrNone(r[2]); err == nil {
			a.M49, err = numberOrNone(r[4])
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.Code, err)
		}
		if r[5] != "" {
			a.Names = strings.Split(r[5], "|")
		}
		rows = append(rows, a)
	}
	return rows, nil
}
