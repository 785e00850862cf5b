package edtf

import (
	"testing"
)

func TestDate_Window(t *testing.T) {
	tests := []struct {
		date, from, to   string // an empty end of the window is no limit
		overlaps, within bool
	}{
		{"2025-09-04", "2025-09-04", "2025-09-04", true, true},
		{"2025-09-04", "2025-09-05", "", false, false},
		{"2025-09-04", "", "2025-09-03", false, false},
		{"2025-09-04", "", "", true, true},
		{"2025-09", "2025-09-01", "2025-09-30", true, true},
		{"2025-09", "2025-09-02", "2025-09-30", true, false},
		{"2025-09", "2025-09-01", "2025-09-29", true, false},
		{"2025-09~", "2025-09-01", "2025-09-30", true, false},
		{"2019?", "", "", true, false},
		{"2013-03-14/..", "2025-01-01", "2025-12-31", true, false},
		{"2013-03-14/..", "", "2013-03-13", false, false},
		{"2013-03-14/", "", "", true, false},
		{"../2013", "2014-01-01", "", false, false},
		{"../2013", "1945-01-01", "1946-01-01", true, false},
		{"2025-08-30/2025-09-02", "2025-09-01", "2025-09-30", true, false},
	}
	for _, tt := range tests {
		d, from, to := mustEDTF(t, tt.date), dayOrNil(t, tt.from), dayOrNil(t, tt.to)
		if got := d.Overlaps(from, to); got != tt.overlaps {
			t.Errorf("%s overlaps %s to %s: %t", tt.date, tt.from, tt.to, got)
		}
		if got := d.Within(from, to); got != tt.within {
			t.Errorf("%s within %s to %s: %t", tt.date, tt.from, tt.to, got)
		}
	}
}

func dayOrNil(t *testing.T, s string) *Day {
	t.Helper()
	if s == "" {
		return nil
	}
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

func TestGapBetween(t *testing.T) {
	tests := []struct {
		earlier, later string
		want           Gap
		ok             bool
	}{
		{"2019-06-20/2019-06-21", "2025-09-04", Gap{2267, 2268}, true},
		{"2025-09-04", "2025-09-04", Gap{0, 0}, true},
		{"2024-02-28", "2024-03-01", Gap{2, 2}, true},
		{"2025-09", "2025-09-04", Gap{0, 3}, true},
		{"2025-08", "2025-09", Gap{1, 60}, true},
		{"2019~", "2020-01-01", Gap{1, 365}, true},
		{"2025-09-04", "2019-06-21", Gap{}, false},
		{"2012/..", "2025-09-04", Gap{}, false},
		{"2025-09-04", "2025-10/", Gap{}, false},
		{"Y-999999", "Y999999", Gap{730_483_905, 730_484_633}, true},
	}
	for _, tt := range tests {
		got, ok := GapBetween(mustEDTF(t, tt.earlier), mustEDTF(t, tt.later))
		if got != tt.want || ok != tt.ok {
			t.Errorf("GapBetween(%s, %s) = %+v, %t; want %+v, %t", tt.earlier, tt.later, got, ok, tt.want, tt.ok)
		}
	}
}
