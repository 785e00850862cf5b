package edtf

import (
	"errors"
	"testing"
)

func TestDay(t *testing.T) {
	tests := []struct {
		text string
		want Day
	}{
		{"1970-01-01", 0},
		{"1969-12-31", -1},
		{"2000-03-01", 11017},
		{"2025-09-04", 20335},
		{"0000-01-01", -719528},
		{"-0001-12-31", -719529},
		{"9999-12-31", 2932896},
		{"+10000-01-01", 2932897},
		{"-12345-06-07", DayOf(-12345, 6, 7)},
	}
	for _, tt := range tests {
		got, err := ParseDay(tt.text)
		if err != nil || got != tt.want {
			t.Errorf("ParseDay(%q) = %d, %v; want %d", tt.text, got, err, tt.want)
		}
		if got.String() != tt.text {
			t.Errorf("day %d prints as %s, want %s", got, got, tt.text)
		}
	}
}

func TestParseDay_Errors(t *testing.T) {
	for _, text := range []string{
		"", "2025", "2025-09", "2025-09-04~", "2025-02-30", "2025-09-XX", "2025-09-04T00:00:00Z", "2025-09-04/2025-09-05",
		"+2025-01-01", "+-12345-01-01", "+1000000-01-01", "+12345-01-XX", "+12345", "-12345-13-01", "+", "-", "2025–09–04",
	} {
		if d, err := ParseDay(text); !errors.Is(err, ErrBadDate) {
			t.Errorf("ParseDay(%q) = %s, %v; want an error that wraps ErrBadDate", text, d, err)
		}
	}
}

func TestDayOf_CarriesOver(t *testing.T) {
	if got := DayOf(2024, 3, 0).String(); got != "2024-02-29" {
		t.Errorf("day 0 of March 2024 is %s", got)
	}
	if got := DayOf(2024, 13, 1).String(); got != "2025-01-01" {
		t.Errorf("month 13 of 2024 begins on %s", got)
	}
}

func TestDay_On(t *testing.T) {
	for _, d := range []Day{DayOf(-999999, 1, 1), DayOf(-44, 3, 15), DayOf(2025, 9, 4), DayOf(9999, 12, 31), DayOf(10000, 6, 30), DayOf(999999, 12, 31)} {
		first, ok := d.On().Earliest()
		last, ends := d.On().Latest()
		if first != d || last != d || !ok || !ends {
			t.Errorf("%s: %s to %s", d, first, last)
		}
	}
}
