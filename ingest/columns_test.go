package ingest_test

import (
	"strings"
	"testing"

	"demarche/graph"
	"demarche/ingest"
)

// keepAs is keep with options.
func keepAs(tb testing.TB, o ingest.Options, name, content string) (ingest.Result, graph.Batch) {
	tb.Helper()
	k := &kept{}
	r, err := ingest.File(tb.Context(), k, file(tb, name, []byte(content)), o)
	if err != nil {
		tb.Fatal(err)
	}
	return r, k.Batch
}

// dated are, for each format in which people write dates, files with a column of dates, and the dates that come of it.
var dated = map[string]struct {
	file  func(dates []string) string
	dates func(b graph.Batch) map[string]string // the date by the row's number
}{
	"visits": {
		func(dates []string) string {
			return "name,country,locale,date start,date end\n" + numbered(dates, "Guest %,China,Beijing,$,\n")
		},
		func(b graph.Batch) map[string]string {
			return byNumber(b.Events, func(e graph.Event) (string, string) {
				return strings.TrimSuffix(e.Title, " visits China"), strings.TrimSuffix(e.Date.String(), "/")
			})
		},
	},
	"visits, days": {
		func(dates []string) string {
			return "date,country,leader,text\n" + numbered(dates, "$,China,Li,Talks %\n")
		},
		func(b graph.Batch) map[string]string {
			return byNumber(b.Events, func(e graph.Event) (string, string) { return e.Title, e.Date.String() })
		},
	},
	"events": {
		func(dates []string) string { return "kind,title,date\n" + numbered(dates, "MEETING,Talks %,$\n") },
		func(b graph.Batch) map[string]string {
			return byNumber(b.Events, func(e graph.Event) (string, string) { return e.Title, e.Date.String() })
		},
	},
	"quadruples": {
		func(dates []string) string {
			return "subject\trelation\tobject\tdate\n" + numbered(dates, "Person Number %\tMake a visit\tChina\t$\n")
		},
		func(b graph.Batch) map[string]string {
			return byNumber(b.Events, func(e graph.Event) (string, string) {
				who, _, _ := strings.Cut(e.Title, " – ")
				return who, e.Date.String()
			})
		},
	},
	"officeholders": {
		func(dates []string) string {
			return "person,personLabel,dob,position,positionLabel,start\n" + numbered(dates, "Q10%,Person %,$,Q30,Minister,2001\n")
		},
		func(b graph.Batch) map[string]string {
			return byNumber(b.Officials, func(o graph.Official) (string, string) { return o.Name, o.Born.String() })
		},
	},
	"leaders": {
		func(dates []string) string {
			return "country,office,name,start,end\n" + numbered(dates, "China,Premier %,Person %,$,\n")
		},
		func(b graph.Batch) map[string]string {
			titles := map[string]string{}
			for _, p := range b.Posts {
				titles[p.ID] = strings.TrimSuffix(p.Title, " of China")
			}
			return byNumber(b.Tenures, func(t graph.Tenure) (string, string) {
				return titles[t.Post], strings.TrimSuffix(t.Dates.String(), "/")
			})
		},
	},
	"popolo": {
		func(dates []string) string {
			return `{"persons":[` + strings.TrimSuffix(numbered(dates, `{"id":"p%","name":"Person %","birth_date":"$"},`), ",") + `]}`
		},
		func(b graph.Batch) map[string]string {
			return byNumber(b.Officials, func(o graph.Official) (string, string) { return o.Name, o.Born.String() })
		},
	},
	"ftm": {
		func(dates []string) string {
			return numbered(dates, `{"id":"p%","schema":"Person","properties":{"name":["Person %"],"birthDate":["$"]}}`+"\n")
		},
		func(b graph.Batch) map[string]string {
			return byNumber(b.Officials, func(o graph.Official) (string, string) { return o.Name, o.Born.String() })
		},
	},
	"gdelt": {
		func(dates []string) string {
			return "GLOBALEVENTID,SQLDATE,Actor1Code,Actor1Name,Actor1CountryCode,Actor2Code,Actor2CountryCode,EventCode\n" + numbered(dates, "%,$,CHN,CHINA,CHN,PRK,PRK,042\n")
		},
		func(b graph.Batch) map[string]string {
			out := map[string]string{}
			for _, e := range b.Events {
				out[e.Sources[0].Record] = e.Date.String()
			}
			return out
		},
	},
}

// numbered is a line for each value: % is its number, $ the value.
func numbered(values []string, line string) string {
	var b strings.Builder
	for i, v := range values {
		b.WriteString(strings.NewReplacer("%", string(rune('0'+i)), "$", v).Replace(line))
	}
	return b.String()
}

func byNumber[T any](records []T, of func(T) (name, date string)) map[string]string {
	out := map[string]string{}
	for _, r := range records {
		name, date := of(r)
		out[name[len(name)-1:]] = date
	}
	return out
}

// The order of day and month is that of the whole column, in every format.
func TestFile_dates(t *testing.T) {
	tests := map[string]struct {
		dates, order string
		want         string // of the dates; - is a row that is rejected
	}{
		"day first":              {"13/02/2001 03/02/2001 2001-05-06", "", "2001-02-13 2001-02-03 2001-05-06"},
		"day first, shown last":  {"03/02/2001 04.02.2001 13/02/2001", "", "2001-02-03 2001-02-04 2001-02-13"},
		"month first":            {"03/02/2001 02/13/2001", "", "2001-03-02 2001-02-13"},
		"not shown":              {"03/02/2001 02/02/2001 2001-05-06", "", "- - 2001-05-06"},
		"said":                   {"03/02/2001 02/02/2001", "dmy", "2001-02-03 2001-02-02"},
		"said otherwise":         {"03/02/2001 13/02/2001", "mdy", "2001-03-02 -"},
		"the same both ways":     {"02/02/2001 03.03.2001", "", "2001-02-02 2001-03-03"},
		"both":                   {"13/02/2001 02/13/2001 03/02/2001", "", "- - -"},
		"with times":             {"2001-02-03T10:00:00Z 2001-02-04T23:59:59+09:00 2001-02-05T00:00 20010206", "", "2001-02-03 2001-02-04 2001-02-05 2001-02-06"},
		"the year first":         {"2001/02/03 2001.02.04 2001-2-5", "", "2001-02-03 2001-02-04 2001-02-05"},
		"no date there is":       {"31/02/2001 13/13/2001 2001-02-03", "", "- - 2001-02-03"},
		"day first, with dashes": {"13-02-2001 03-02-2001", "", "2001-02-13 2001-02-03"},
	}
	for format, f := range dated {
		for name, tt := range tests {
			t.Run(format+"/"+name, func(t *testing.T) {
				dates, want := strings.Fields(tt.dates), strings.Fields(tt.want)
				r, b := keepAs(t, ingest.Options{Format: ingest.Auto, Dates: tt.order}, "dates", f.file(dates))
				got := f.dates(b)
				for i, w := range want {
					if g := got[string(rune('0'+i))]; g != strings.Trim(w, "-") && g != w {
						t.Errorf("%s is %q, want %s\n%s", dates[i], g, w, rejectsOf(t, r))
					}
				}
				if strings.Contains(tt.want, "-  ") || name == "not shown" {
					if said := rejectsOf(t, r); !strings.Contains(said, "say --dates dmy or --dates mdy") {
						t.Error(said)
					}
				}
			})
		}
	}
	for _, f := range ingest.Formats() {
		if _, ok := dated[f.Name]; !ok && f.Name != "comtrade" { // which has periods
			t.Errorf("no file with dates is tried of %s", f.Name)
		}
	}
}

// Times of day in the columns and spans of trips are left out.
func TestFile_spans(t *testing.T) {
	for text, want := range map[string]string{
		"2001-02-03T10:00:00/2001-02-05T12:00:00Z": "2001-02-03/2001-02-05", "2001-02-03T10:00:00Z,2001-02-05T01:00:00Z": "2001-02-03/2001-02-05",
		"13/02/2001 – 15/02/2001": "2001-02-13/2001-02-15", "2001-02-03 to 2001-02-05": "2001-02-03/2001-02-05",
		"2001-02-03 10:00,2001-02-05 11:30 PM": "2001-02-03/2001-02-05", "13/02/2001 10:00:00,": "2001-02-13/",
	} {
		header := "name,country,locale,date\n"
		if strings.Contains(text, ",") {
			header = "name,country,locale,date start,date end\n"
		}
		_, b := keep(t, "visits", "trips.csv", header+"Ann,China,Beijing,"+text+"\n")
		if len(b.Events) != 1 || b.Events[0].Date.String() != want {
			t.Errorf("%s: %+v, want %s", text, b.Events, want)
		}
	}
}

// The decimal mark is that of the whole column, or of the file.
func TestFile_decimals(t *testing.T) {
	for name, tt := range map[string]struct {
		separator, values, option, want string // values: primaryValue and, after a bar, netWgt
	}{
		"a comma in another row":         {";", "1,234 12,5", "", "1.234 12.5"},
		"a comma in an earlier row":      {";", "12,5 1,234 1.000,5", "", "12.5 1.234 1000.5"},
		"a point in another row":         {",", "1,234 12.5", "", "1234 12.5"},
		"a comma in another column":      {";", "1,234|12,5 7|8", "", "1.234 7"},
		"a point in another column":      {";", "1,234|12.5 7|8", "", "1234 7"},
		"several commas":                 {";", "1,234 1,234,567", "", "1234 1234567"},
		"several points":                 {";", "1.234 1.234.567", "", "1234 1234567"},
		"nothing, a comma":               {";", "1,234 7", "", "- 7"},
		"nothing, a comma between cells": {",", "1,234 7", "", "- 7"},
		"nothing, a point":               {";", "1.234 7", "", "- 7"},
		"nothing, a plain point":         {",", "1.234 7", "", "1.234 7"},
		"said":                           {";", "1,234 1.234", "comma", "1.234 1234"},
		"said otherwise":                 {";", "1,234 1.234", "point", "1234 1.234"},
		"both":                           {";", "12,5 12.5 1,234 7", "", "- - - 7"},
		"blanks":                         {";", "1_234,5 1~234~567 1^234,25", "", "1234.5 1234567 1234.25"},
		"apostrophes":                    {";", "1'234.5 1’234’567 1,234", "", "1234.5 1234567 1234"},
		"zero":                           {";", "0,125 1,234", "", "0.125 1.234"},
		"powers":                         {";", "1,5E+06 1,234", "", "1500000 1.234"},
		"lakhs":                          {";", "12,34,567 1,234", "", "1234567 1234"},
		"no numbers":                     {";", "12,34,5 1..2 abc 1,5", "", "- - - 1.5"},
	} {
		t.Run(name, func(t *testing.T) {
			s := tt.separator
			content := strings.Join([]string{"period", "reporterISO", "partnerISO", "flowCode", "cmdCode", "netWgt", "primaryValue"}, s) + "\n"
			for i, v := range strings.Fields(tt.values) {
				v = strings.NewReplacer("_", " ", "~", "\u00a0", "^", "\u202f").Replace(v)
				value, weight, _ := strings.Cut(v, "|")
				content += strings.Join([]string{"200" + string(rune('0'+i)), "CHN", "PRK", "X", "TOTAL", `"` + weight + `"`, `"` + value + `"`}, s) + "\n"
			}
			r, b := keepAs(t, ingest.Options{Format: "comtrade", Decimals: tt.option}, "c.csv", content)
			got := map[string]string{}
			for _, f := range b.Figures {
				got[f.Period] = f.Value.String()
			}
			for i, w := range strings.Fields(tt.want) {
				if g := got["200"+string(rune('0'+i))]; g != strings.Trim(w, "-") {
					t.Errorf("row %d is %q, want %s\n%s", i, g, w, rejectsOf(t, r))
				}
			}
		})
	}
}
