package graph_test

import (
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Every way in which a period of trade is written is a date that may be asked for, and is the same period again.
func TestParseDate_periods(t *testing.T) {
	for text, want := range map[string]struct{ edtf, period string }{
		"2025-09": {"2025-09", "2025-09"}, "2025": {"2025", "2025"},
		"2025-Q1": {"2025-01/2025-03", "2025-Q1"}, "2025-Q2": {"2025-04/2025-06", "2025-Q2"},
		"2025-Q3": {"2025-07/2025-09", "2025-Q3"}, "2025-Q4": {"2025-10/2025-12", "2025-Q4"},
		"2025Q3": {"2025-07/2025-09", "2025-Q3"}, "2025-q3": {"2025-07/2025-09", "2025-Q3"},
		"2025-07/2025-09": {"2025-07/2025-09", "2025-Q3"}, "2025-01/2025-12": {"2025-01/2025-12", "2025"},
	} {
		d, err := graph.ParseDate(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if period, err := graph.PeriodOf(d); err != nil || d.String() != want.edtf || period != want.period {
			t.Errorf("%s: %s, %s, %v", text, d, period, err)
		}
	}
	for _, text := range []string{"2025-Q5", "2025-Q0", "2025-Q3/2025-Q4", "Q3 2025", "2025-09-Q3"} {
		if d, err := graph.ParseDate(text); err == nil || !strings.Contains(err.Error(), "2025-0") {
			t.Errorf("%s: %s %v", text, d, err)
		}
	}
	for _, text := range []string{"2025-09-04", "2025-07/2025-08", "2025~", "../2025", "202X"} {
		d, err := graph.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		if period, err := graph.PeriodOf(d); err == nil || !strings.Contains(err.Error(), "a quarter (2025-Q3)") {
			t.Errorf("%s: %s %v", text, period, err)
		}
	}
	if _, err := edtf.Parse("2025-Q3"); err == nil || !strings.Contains(err.Error(), "write its months, such as 2025-07/2025-09") {
		t.Error(err) // where a date is stored, a quarter is not what EDTF has
	}
}

func TestCheckSize(t *testing.T) {
	for n, want := range map[int]string{
		-1: "bad input: first: -1: a number of rows cannot be negative", 0: "", 500: "",
		501: "page too large: first: 501 is too many, at most 500 at once; ask for fewer",
	} {
		got := ""
		if err := graph.CheckSize("first", n, 500, "ask for fewer"); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
