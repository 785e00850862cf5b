package ingest

import (
	"strings"
	"testing"
)

func TestDateOf(t *testing.T) {
	for text, want := range map[string]string{
		"2000-10-23": "2000-10-23", "2000-10": "2000-10", "2019~": "2019~", "2000-10-23 00:00:00": "2000-10-23",
		"10/23/2000": "2000-10-23", "1/2/05": "2005-01-02", "1/2/71": "1971-01-02",
		"October 23, 2000": "2000-10-23", "Oct. 3, 2000": "2000-10-03", "23 October 2000": "2000-10-23", "May 2000": "2000-05",
		"October 23–25, 2000": "2000-10-23/2000-10-25", "October 23-25, 2000": "2000-10-23/2000-10-25", "October  23 — 25, 2000": "2000-10-23/2000-10-25",
		"October 30–November 2, 2000": "2000-10-30/2000-11-02", "December 30, 2000–January 2, 2001": "2000-12-30/2001-01-02",
		"December 30–January 2, 2001": "2000-12-30/2001-01-02", "October 23 to 25, 2000": "2000-10-23/2000-10-25", "October 23–23, 2000": "2000-10-23",
		"TBD": "", "": "", " tbd ": "", "N/A": "",
	} {
		if got, err := dateOf(text, monthDayYear); err != nil || got.String() != want {
			t.Errorf("%q is %q, %v; want %q", text, got, err, want)
		}
	}
	for text, says := range map[string]string{
		"23/10/2000": "is no date such as", "October 32, 2000": "is no date such as", "2000-13-01": "month", "October 25–23, 2000": "is no date such as",
		"yesterday": "is no date such as", "Oktober 3, 2000": "is no date such as", "February 27–30, 2000": "is no date such as",
	} {
		if got, err := dateOf(text, monthDayYear); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q is %q, %v; want an error that says %q", text, got, err, says)
		}
	}
}

func TestLasting(t *testing.T) {
	for _, tt := range [][3]string{
		{"2019-05-01", "2019-05-03", "2019-05-01/2019-05-03"},
		{"2019-05-01", "2019-05-01", "2019-05-01"},
		{"2019-05-01", "TBD", "2019-05-01/"},
		{"", "2019-05-03", "/2019-05-03"},
		{"May 1–3, 2019", "", "2019-05-01/2019-05-03"},
		{"TBD", "", ""},
		{"2019-05-03", "2019-05-01", ""},
	} {
		start, errStart := dateOf(tt[0], "")
		end, errEnd := dateOf(tt[1], "")
		got, err := lasting(start, end)
		if errStart != nil || errEnd != nil || (err == nil) != (tt[2] != "") || got.String() != tt[2] {
			t.Errorf("%v: %q, %v", tt, got, err)
		}
	}
}
