package edtf

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// description is everything a date says of itself; "-" is a bound that is not known.
type description struct {
	Earliest, Latest string
	Precision        Precision
	Label            string
	Certain          bool
}

func describe(d Date) description {
	bound := func(day Day, ok bool) string {
		if !ok {
			return "-"
		}
		return day.String()
	}
	return description{bound(d.Earliest()), bound(d.Latest()), d.Precision(), d.Label(), d.Certain()}
}

func mustEDTF(tb testing.TB, s string) Date {
	tb.Helper()
	d, err := Parse(s)
	if err != nil {
		tb.Fatalf("ParseEDTF(%q): %v", s, err)
	}
	return d
}

var edtfForms = map[string]description{
	"2025-09-04":                {"2025-09-04", "2025-09-04", PrecisionDay, "4 September 2025", true},
	"2024-02-29":                {"2024-02-29", "2024-02-29", PrecisionDay, "29 February 2024", true},
	"2025-09-04?":               {"2025-09-04", "2025-09-04", PrecisionDay, "possibly 4 September 2025", false},
	"2025-09":                   {"2025-09-01", "2025-09-30", PrecisionMonth, "September 2025", true},
	"2024-02":                   {"2024-02-01", "2024-02-29", PrecisionMonth, "February 2024", true},
	"2023-12":                   {"2023-12-01", "2023-12-31", PrecisionMonth, "December 2023", true},
	"2025-10?":                  {"2025-10-01", "2025-10-31", PrecisionMonth, "possibly October 2025", false},
	"2025":                      {"2025-01-01", "2025-12-31", PrecisionYear, "2025", true},
	"2019~":                     {"2019-01-01", "2019-12-31", PrecisionYear, "about 2019", false},
	"2019%":                     {"2019-01-01", "2019-12-31", PrecisionYear, "possibly about 2019", false},
	"201X":                      {"2010-01-01", "2019-12-31", PrecisionDecade, "2010s", true},
	"201X~":                     {"2010-01-01", "2019-12-31", PrecisionDecade, "about 2010s", false},
	"019X":                      {"0190-01-01", "0199-12-31", PrecisionDecade, "AD 190 – AD 199", true},
	"19XX":                      {"1900-01-01", "1999-12-31", PrecisionRange, "1900–1999", true},
	"00XX":                      {"0000-01-01", "0099-12-31", PrecisionRange, "1 BC – AD 99", true},
	"2004-XX":                   {"2004-01-01", "2004-12-31", PrecisionYear, "2004, month unknown", true},
	"1985-04-XX":                {"1985-04-01", "1985-04-30", PrecisionMonth, "April 1985, day unknown", true},
	"1985-XX-XX":                {"1985-01-01", "1985-12-31", PrecisionYear, "1985, day unknown", true},
	"2001-21":                   {"2001-01-01", "2001-12-31", PrecisionRange, "spring 2001", true},
	"2001-22":                   {"2001-01-01", "2002-03-31", PrecisionRange, "summer 2001", true},
	"2001-23":                   {"2001-01-01", "2001-12-31", PrecisionRange, "autumn 2001", true},
	"2001-24~":                  {"2001-01-01", "2002-03-31", PrecisionRange, "about winter 2001", false},
	"0000":                      {"0000-01-01", "0000-12-31", PrecisionYear, "1 BC", true},
	"0476-09-04":                {"0476-09-04", "0476-09-04", PrecisionDay, "4 September AD 476", true},
	"-0043-03-15":               {"-0043-03-15", "-0043-03-15", PrecisionDay, "15 March 44 BC", true},
	"-0004":                     {"-0004-01-01", "-0004-12-31", PrecisionYear, "5 BC", true},
	"Y12345":                    {"+12345-01-01", "+12345-12-31", PrecisionYear, "12345", true},
	"Y-999999":                  {"-999999-01-01", "-999999-12-31", PrecisionYear, "1000000 BC", true},
	"1985-04-12T23:20:30":       {"1985-04-12", "1985-04-12", PrecisionDay, "12 April 1985, 23:20:30", true},
	"1985-04-12T23:20:30Z":      {"1985-04-12", "1985-04-12", PrecisionDay, "12 April 1985, 23:20:30 UTC", true},
	"1985-04-12T23:20:30-04":    {"1985-04-12", "1985-04-12", PrecisionDay, "12 April 1985, 23:20:30 UTC-04", true},
	"1985-04-12T23:20:30+04:30": {"1985-04-12", "1985-04-12", PrecisionDay, "12 April 1985, 23:20:30 UTC+04:30", true},
	"2025-09-02/2025-09-05":     {"2025-09-02", "2025-09-05", PrecisionRange, "2–5 September 2025", true},
	"2025-09-27/2025-10-03":     {"2025-09-27", "2025-10-03", PrecisionRange, "27 September – 3 October 2025", true},
	"2018-03-25/2018-03-28":     {"2018-03-25", "2018-03-28", PrecisionRange, "25–28 March 2018", true},
	"2024-12-30/2025-01-02":     {"2024-12-30", "2025-01-02", PrecisionRange, "30 December 2024 – 2 January 2025", true},
	"2025-09-04/2025-09-04":     {"2025-09-04", "2025-09-04", PrecisionRange, "4 September 2025", true},
	"2004-02/2004-06":           {"2004-02-01", "2004-06-30", PrecisionRange, "February–June 2004", true},
	"2003-11/2004-02":           {"2003-11-01", "2004-02-29", PrecisionRange, "November 2003 – February 2004", true},
	"1998/2003":                 {"1998-01-01", "2003-12-31", PrecisionRange, "1998–2003", true},
	"-0043/0005":                {"-0043-01-01", "0005-12-31", PrecisionRange, "44 BC – AD 5", true},
	"2004-02-01/2005-02":        {"2004-02-01", "2005-02-28", PrecisionRange, "1 February 2004 – February 2005", true},
	"2005/2006-02":              {"2005-01-01", "2006-02-28", PrecisionRange, "2005 – February 2006", true},
	"2025/2025-03":              {"2025-01-01", "2025-03-31", PrecisionRange, "2025 – March 2025", true},
	"2019~/2021":                {"2019-01-01", "2021-12-31", PrecisionRange, "from about 2019 to 2021", false},
	"2019/2021-02?":             {"2019-01-01", "2021-02-28", PrecisionRange, "from 2019 to possibly February 2021", false},
	"201X/2021":                 {"2010-01-01", "2021-12-31", PrecisionRange, "from 2010s to 2021", true},
	"2025/":                     {"2025-01-01", "-", PrecisionOpen, "from 2025", true},
	"2012-11-13/..":             {"2012-11-13", "-", PrecisionOpen, "from 13 November 2012, ongoing", true},
	"2012~/..":                  {"2012-01-01", "-", PrecisionOpen, "from about 2012, ongoing", false},
	"../2025":                   {"-", "2025-12-31", PrecisionOpen, "until 2025", true},
	"/2025-06-30":               {"-", "2025-06-30", PrecisionOpen, "until 30 June 2025", true},
}

func TestParse_Forms(t *testing.T) {
	for text, want := range edtfForms {
		d := mustEDTF(t, text)
		if diff := cmp.Diff(want, describe(d)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if d.String() != text {
			t.Errorf("%s prints as %s", text, d)
		}
	}
}

func TestParse_Errors(t *testing.T) {
	tests := []struct{ text, says string }{
		{"", "empty"},
		{"2025-02-30", "28 days"},
		{"2024-02-30", "29 days"},
		{"1900-02-29", "28 days"},
		{"2025-04-31", "April of that year has 30 days"},
		{"2025-13", `month "13"`},
		{"2025-00", `month "00"`},
		{"2025-25", `month "25"`},
		{"2025-9-4", `month "9"`},
		{"2025-09-4", `day "4"`},
		{"2025-09-00", `day "00"`},
		{"2025-09-", `day ""`},
		{"2025-09-04-01", `day "04-01"`},
		{"2025-", `month ""`},
		{"2025-21-04", `month "21"`},
		{"2025-XX-04", "a day needs its month"},
		{"25", "four digits"},
		{"20250904", "four digits"},
		{"+2025", "four digits"},
		{"2 25", "blank at position 2"},
		{" 2025", "blank at position 1"},
		{"201x", "capital X"},
		{"uuuu", "capital X"},
		{"1XXX", "one or two"},
		{"XXXX", "one or two"},
		{"2X1X", "four digits"},
		{"201X-04", "unspecified digits"},
		{"-201X", "negative"},
		{"-0000", "negative"},
		{"-1", "four digits"},
		{"?2025", "stands inside"},
		{"2025~-09", "stands inside"},
		{"2025?~", "stands inside"},
		{"September 2025", "blank at position 10"},
		{"04/09/2025", "more than one /"},
		{"2025–09–04", "not a hyphen"},
		{"2025−09", "not a hyphen"},
		{"2025年", "'年' at position 5"},
		{"2025-09-02/07", `its end: the year "07"`},
		{"x/2025", "its start"},
		{"2025/2024", "ends before it begins"},
		{"2025-09-05/2025-09-02", "ends before it begins"},
		{"2025-09-05~/2025-09-02?", "ends before it begins"},
		{"../..", "at one end at least"},
		{"/", "at one end at least"},
		{"/..", "at one end at least"},
		{"../", "at one end at least"},
		{"..", "other end"},
		{"2025..", "four digits"},
		{"2025/...", "its end"},
		{"Y2025", "five or six digits"},
		{"Y012345", "leading zero"},
		{"Y1000000", "±999999"},
		{"Y12345-01", "five or six digits"},
		{"Y", "five or six digits"},
		{"1985-04-12T", "time"},
		{"1985-04-12T24:00:00", "time"},
		{"1985-04-12T9:00:00", "time"},
		{"1985-04-12T23:20", "time"},
		{"1985-04-12T23:20:30.5", "time"},
		{"1985-04-12T23:20:30z", "time"},
		{"1985-04-12T23:20:30+4", "shift"},
		{"1985-04-12T23:20:30+24:00", "shift"},
		{"1985-04-12T23:20:30Z~", "cannot follow a time"},
		{"1985-04T23:20:30Z", "whole date"},
		{"1985-04-12T23:20:30Z/1986", "no time of day"},
		{strings.Repeat("2", 65), "longer than 64 bytes"},
	}
	for _, tt := range tests {
		d, err := Parse(tt.text)
		if !errors.Is(err, ErrBadDate) {
			t.Errorf("ParseEDTF(%q) = %q, %v; want an error that wraps ErrBadDate", tt.text, d, err)
			continue
		}
		if !d.IsZero() {
			t.Errorf("ParseEDTF(%q) returns %v beside the error", tt.text, d)
		}
		for _, part := range []string{tt.says, "2025-09-02/2025-09-05", Quote(tt.text)} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("ParseEDTF(%q): %v; want it to say %s", tt.text, err, part)
			}
		}
	}
}

func TestDate_Zero(t *testing.T) {
	var none Date
	if got := describe(none); got != (description{Earliest: "-", Latest: "-"}) || none.String() != "" || none.Ongoing() {
		t.Errorf("no date describes itself as %+v", got)
	}
	if none.Overlaps(nil, nil) || none.Within(nil, nil) {
		t.Error("no date falls into a window")
	}
}

func TestDate_OngoingAndEnds(t *testing.T) {
	tests := []struct {
		text, from, to string
		ongoing        bool
	}{
		{"2013-03-14/..", "2013-03-14", "", true},
		{"2013-03-14/", "2013-03-14", "", false},
		{"../2013~", "", "2013~", false},
		{"2012-12/2013", "2012-12", "2013", false},
		{"2013-03?", "2013-03?", "2013-03?", false},
	}
	for _, tt := range tests {
		d := mustEDTF(t, tt.text)
		from, to := d.Ends()
		if from.String() != tt.from || to.String() != tt.to || d.Ongoing() != tt.ongoing {
			t.Errorf("%s: from %q to %q ongoing %t, want %q %q %t", d, from, to, d.Ongoing(), tt.from, tt.to, tt.ongoing)
		}
	}
}

func TestDate_JSON(t *testing.T) {
	type record struct{ At, Until Date }
	const text = `{"At":"2019~","Until":""}`
	var got record
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(record{At: mustEDTF(t, "2019~")}, got); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	if out, err := json.Marshal(got); err != nil || string(out) != text {
		t.Errorf("written %s, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"At":"soon"}`), &got); !errors.Is(err, ErrBadDate) {
		t.Errorf("a bad date gives %v", err)
	}
}
