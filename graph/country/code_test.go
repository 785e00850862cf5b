package country

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph/edtf"
)

func TestCountries_Sizes(t *testing.T) {
	var present, userAssigned, former int
	for c := range All() {
		switch {
		case c.Former():
			former++
		case c.UserAssigned():
			userAssigned++
		default:
			present++
		}
	}
	if present != 249 || userAssigned != 1 || former != 22 {
		t.Errorf("%d present, %d user-assigned, %d former; want 249, 1, 22", present, userAssigned, former)
	}
}

// TestCountries_Unique: one country has one code in each system. A renamed country shares its M49 number, and a code of
// two letters may be given again.
func TestCountries_Unique(t *testing.T) {
	seen := map[string]string{}
	once := func(system, code, owner string) {
		if code == "" {
			return
		}
		if other, taken := seen[system+code]; taken {
			t.Errorf("%s %s belongs to both %s and %s", system, code, other, owner)
		}
		seen[system+code] = owner
	}
	numbers := map[int]string{} // of every system that counts
	for c := range All() {
		once("code", c.Code, c.Code)
		once("alpha-3", c.Alpha3, c.Code)
		once("name", c.Name, c.Code)
		once("CAMEO", c.CAMEO, c.Code)
		for code := range strings.FieldsSeq(c.FIPS) {
			once("FIPS", code, c.Code)
		}
		if !c.Former() {
			once("alpha-2", c.Alpha2, c.Code)
		}
		for _, n := range []int{c.M49, c.Comtrade, c.Also} {
			if other, taken := numbers[n]; taken && n != 0 && other != c.Code && !c.Former() {
				t.Errorf("number %d belongs to both %s and %s", n, other, c.Code)
			}
			numbers[n] = c.Code
		}
	}
}

func TestCountries_WellFormed(t *testing.T) {
	letters := func(s string, n int) bool {
		return len(s) == n && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	}
	for c := range All() {
		if !letters(c.Alpha2, 2) || !letters(c.Alpha3, 3) || c.Name == "" || c.Name != strings.TrimSpace(c.Name) {
			t.Errorf("%s is malformed: %+v", c.Code, c)
		}
		if c.Former() {
			if !letters(c.Code, 4) || !strings.HasPrefix(c.Code, c.Alpha2) || c.ValidTo == "" {
				t.Errorf("%s is not a former country: %+v", c.Code, c)
			}
		} else if c.Code != c.Alpha3 || c.ValidTo != "" || c.M49 == 0 && !c.UserAssigned() {
			t.Errorf("%s is not a present country: %+v", c.Code, c)
		}
		checkValidity(t, c)
	}
}

func checkValidity(t *testing.T, c Code) {
	t.Helper()
	if c.ValidFrom == "" && c.ValidTo == "" {
		return
	}
	if d, err := edtf.Parse(c.ValidFrom + "/" + c.ValidTo); err != nil || !d.Certain() {
		t.Errorf("%s is valid in %v, %v", c.Code, d, err)
	}
}

func TestCountryByCode(t *testing.T) {
	tests := []Code{
		{Code: "CHN", Alpha3: "CHN", Alpha2: "CN", M49: 156, Name: "China", ValidFrom: "1949-10-01", Comtrade: 156, FIPS: "CH", CAMEO: "CHN"},
		{Code: "PRK", Alpha3: "PRK", Alpha2: "KP", M49: 408, Name: "North Korea", ValidFrom: "1948-09-09", Comtrade: 408, FIPS: "KN", CAMEO: "PRK"},
		{Code: "KOR", Alpha3: "KOR", Alpha2: "KR", M49: 410, Name: "South Korea", ValidFrom: "1948-08-15", Comtrade: 410, FIPS: "KS", CAMEO: "KOR"},
		{Code: "USA", Alpha3: "USA", Alpha2: "US", M49: 840, Name: "United States", Comtrade: 842, Also: 841, FIPS: "US", CAMEO: "USA"},
		{Code: "FRA", Alpha3: "FRA", Alpha2: "FR", M49: 250, Name: "France", Comtrade: 251, FIPS: "FR", CAMEO: "FRA"},
		{Code: "NOR", Alpha3: "NOR", Alpha2: "NO", M49: 578, Name: "Norway", Comtrade: 579, FIPS: "NO", CAMEO: "NOR"},
		{Code: "CHE", Alpha3: "CHE", Alpha2: "CH", M49: 756, Name: "Switzerland", Comtrade: 757, FIPS: "SZ", CAMEO: "CHE"},
		{Code: "IND", Alpha3: "IND", Alpha2: "IN", M49: 356, Name: "India", ValidFrom: "1947-08-15", Comtrade: 699, FIPS: "IN", CAMEO: "IND"},
		{Code: "ITA", Alpha3: "ITA", Alpha2: "IT", M49: 380, Name: "Italy", Comtrade: 380, Also: 381, FIPS: "IT", CAMEO: "ITA"},
		{Code: "DEU", Alpha3: "DEU", Alpha2: "DE", M49: 276, Name: "Germany", ValidFrom: "1949-05-23", Comtrade: 276, Also: 280, FIPS: "GM", CAMEO: "DEU"},
		{Code: "NAM", Alpha3: "NAM", Alpha2: "NA", M49: 516, Name: "Namibia", ValidFrom: "1990-03-21", Comtrade: 516, FIPS: "WA", CAMEO: "NAM"},
		{Code: "ROU", Alpha3: "ROU", Alpha2: "RO", M49: 642, Name: "Romania", Comtrade: 642, FIPS: "RO", CAMEO: "ROM"},
		{Code: "PSE", Alpha3: "PSE", Alpha2: "PS", M49: 275, Name: "Palestine", Comtrade: 275, FIPS: "GZ WE", CAMEO: "PSE"},
		{Code: "MCO", Alpha3: "MCO", Alpha2: "MC", M49: 492, Name: "Monaco", FIPS: "MN", CAMEO: "MCO"},
		{Code: "XKX", Alpha3: "XKX", Alpha2: "XK", Name: "Kosovo", ValidFrom: "2008-02-17", Comtrade: 412, FIPS: "KV"},
		{
			Code: "SUHH", Alpha3: "SUN", Alpha2: "SU", M49: 810, Name: "Soviet Union",
			ValidFrom: "1922-12-30", ValidTo: "1991-12-26", Comtrade: 810, FIPS: "UR", CAMEO: "USR",
		},
		{
			Code: "DDDE", Alpha3: "DDR", Alpha2: "DD", M49: 278, Name: "East Germany",
			ValidFrom: "1949-10-07", ValidTo: "1990-10-02", Comtrade: 278, FIPS: "GC",
		},
	}
	for _, want := range tests {
		got, ok := ByCode(want.Code)
		if diff := cmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("%s, found %t (-want +got):\n%s", want.Code, ok, diff)
		}
	}
	for _, code := range []string{"", "CN", "chn", "SUN"} {
		if got, ok := ByCode(code); ok {
			t.Errorf("%q is not canonical and finds %+v", code, got)
		}
	}
}

func TestParseCountryCode(t *testing.T) {
	tests := map[string]string{
		"CHN": "CHN", "chn": "CHN", "cn": "CHN", "CN": "CHN", "Kp": "PRK", "NA": "NAM", "XK": "XKX", "xkx": "XKX",
		"SUHH": "SUHH", "suhh": "SUHH", "SUN": "SUHH", "SU": "SUHH", "YUG": "YUCS", "DD": "DDDE", "DDR": "DDDE",
		"ZAR": "ZRCD", "VD": "VDVN", "BUR": "BUMM", "CSK": "CSHH", "SCG": "CSXX", "ANT": "ANHH",
		// given to another country since
		"AI": "AIA", "BY": "BLR", "GE": "GEO", "SK": "SVK",
	}
	for text, want := range tests {
		if got, err := ParseCode(text); err != nil || got != want {
			t.Errorf("ParseCountryCode(%q) = %q, %v; want %s", text, got, err, want)
		}
	}
	for c := range All() {
		for _, text := range []string{c.Code, strings.ToLower(c.Code), c.Alpha3} {
			if got, err := ParseCode(text); err != nil || got != c.Code {
				t.Errorf("ParseCountryCode(%q) = %q, %v; want %s", text, got, err, c.Code)
			}
		}
	}
}

func TestParseCountryCode_Errors(t *testing.T) {
	tests := []struct {
		text string
		near []string
	}{
		{"", nil},
		{"QQ", nil},
		{"408", nil},
		{"北朝鲜", nil},
		{strings.Repeat("X", 300), nil},
		{"CS", []string{"CSHH (Czechoslovakia)", "CSXX (Serbia and Montenegro)"}},
		{"UK", []string{"GBR (United Kingdom)"}},
		{"North Korea", []string{"PRK (North Korea)"}},
		{"korea", []string{"KOR (South Korea)", "PRK (North Korea)"}},
		{"niger", []string{"NER (Niger)"}},
		{"soviet", []string{"SUHH (Soviet Union)"}},
		{"ROM", []string{"ROU (Romania)"}},
		{"TWM", []string{"TKM (Turkmenistan)", "TWN (Taiwan)"}},
		{"CHM", nil}, // too many are near
	}
	for _, tt := range tests {
		got, err := ParseCode(tt.text)
		if !errors.Is(err, ErrBadCode) || got != "" {
			t.Errorf("ParseCountryCode(%q) = %q, %v; want an error that wraps ErrBadCode", tt.text, got, err)
			continue
		}
		says := append(slices.Clone(tt.near), edtf.Quote(tt.text), "se ISO 3166-1 alpha-3, such as CHN or PRK")
		for _, part := range says {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("ParseCountryCode(%q): %v; want it to say %s", tt.text, err, part)
			}
		}
		if asks := strings.Contains(err.Error(), "did you mean"); asks != (tt.near != nil) {
			t.Errorf("ParseCountryCode(%q): %v", tt.text, err)
		}
		if len(err.Error()) > 300 {
			t.Errorf("ParseCountryCode(%q) answers at length: %v", tt.text, err)
		}
	}
}
