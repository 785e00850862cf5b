package ingest

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// comtrade is UN Comtrade: answers of its API (JSON), its CSV with all columns, bulk files, the columns of the older
// site, and excerpts of a few columns. docs/ingest.md says how a row becomes figures.
var comtrade = Format{
	Name: "comtrade", About: "UN Comtrade: JSON of the API, CSV, bulk files and excerpts",
	Sniff: func(h Head) bool {
		text := string(h.Bytes)
		if strings.HasPrefix(strings.TrimSpace(text), "{") {
			empty := strings.Contains(text, `"elapsedTime"`) && strings.Contains(text, `"count"`)
			older := strings.Contains(text, `"dataset"`) && (strings.Contains(text, `"rtCode"`) || strings.Contains(text, `"validation"`))
			return older || strings.Contains(text, `"data"`) && (strings.Contains(text, `"primaryValue"`) || empty)
		}
		if strings.HasPrefix(strings.TrimSpace(text), "[") {
			return strings.Contains(text, `"cmdCode"`) && strings.Contains(text, `"primaryValue"`)
		}
		names := h.columns()
		named := func(columns []string) bool {
			return slices.ContainsFunc(columns, func(n string) bool { return names[column(n)] })
		}
		valued := named(slices.DeleteFunc(slices.Concat(primaryColumns, fobColumns, cifColumns), func(n string) bool { return n == "value" }))
		return (names["cmdcode"] || names["commoditycode"]) && (valued || names["reportercode"] && names["partnercode"] || names["rtcode"] && names["ptcode"])
	},
	Read: func(in *Input, row func(*Row) error) error {
		beginning, _ := in.Reader().Peek(headSize)
		in.tabular()
		switch beginning = bytes.TrimSpace(beginning); {
		case bytes.HasPrefix(beginning, []byte("{")):
			return eachFigure(in, row)
		case bytes.HasPrefix(beginning, []byte("[")): // the data alone
			_, err := eachRecord(in, jsonOf(in), row)
			return err
		}
		t, err := readTable(in)
		if err != nil {
			return err
		}
		if missing := tradeColumns(t.has); missing != "" {
			return fmt.Errorf("%w: %s: the header lacks %s", graph.ErrBadInput, in.Name, missing)
		}
		return t.each(func(c cells) { readTrade(c.Row, c.find) }, row)
	},
}

// columns are the names of a header, as column makes them.
func (h Head) columns() map[string]bool {
	out := map[string]bool{}
	first := h.Lines()[0]
	for name := range strings.SplitSeq(first, string(cmp.Or(h.Separator, separatorOf(first)))) {
		out[column(strings.Trim(name, `"`))] = true
	}
	return out
}

// A trade is what a row says, cell by cell.
type trade struct {
	*Row
	find   lookup
	series graph.Series
	figure graph.Figure
}

// A lookup returns the value of the first of some columns that holds one, and the column.
type lookup func(names ...string) (text, column string)

func (t *trade) cell(names ...string) string {
	text, _ := t.find(names...)
	return text
}

// readTrade reads a row: a figure of a series for each valuation that it gives.
func readTrade(r *Row, find lookup) {
	t := &trade{Row: r, find: find}
	values := t.values() // first: even in a row with other errors, the numbers show how columns are written
	if t.refused() {
		return
	}
	t.series = graph.Series{
		Reporter: t.area("reporter"), Partner: t.area("partner"), Flow: t.flow(), Currency: "USD", Publisher: "un-comtrade", Sources: r.Cite(),
	}
	t.commodity()
	t.figure = graph.Figure{Basis: t.basis(), Sources: r.CiteRow("")}
	t.period()
	t.quantity()
	if r.bad != nil {
		return
	}
	for _, v := range values {
		t.add(v)
	}
	r.main = values[0].figure(t).ID
}

// totals are what the columns say that break a figure down, where they do not.
var totals = map[string][]string{
	"customsCode": {"", "C00"}, "motCode": {"", "0"}, "mosCode": {"", "0"}, "partner2Code": {"", "0"}, "partner2ISO": {"", "W00", "_W"},
	// Of the older site, which broke nothing down.
	"Customs Proc. Code": {""}, "Mode of Transport Code": {""}, "2nd Partner Code": {""}, "cstCode": {""}, "ptCode2": {""},
}

// refused rejects rows of services, and those that break a total down.
func (t *trade) refused() bool {
	if kind := t.cell("typeCode"); kind == "S" {
		t.Reject("typeCode", kind, "trade in services has no commodity of HS, SITC or BEC")
		return true
	}
	for _, name := range sorted(totals) {
		v, known := t.cell(name), false
		for _, total := range totals[name] {
			known = known || v == total
		}
		if !known {
			t.Reject(name, v, "the figure is a part of another, by customs procedure, mode of transport or second partner: only totals are series")
			return true
		}
	}
	return false
}

var (
	flowColumns   = []string{"flowCode", "tradeFlowCode", "rgCode", "flowDesc", "flow", "tradeFlow", "rgDesc", "flowName", "tradeFlowDesc"}
	codeColumns   = []string{"cmdCode", "commodityCode", "hsCode", "productCode"}
	periodColumns = []string{"period", "refPeriodId", "refYear", "year", "yr"}
)

// tradeColumns names what a table lacks that every row needs; empty where it lacks nothing.
func tradeColumns(has func(names ...string) bool) string {
	some := func(lists ...[]string) bool {
		return slices.ContainsFunc(slices.Concat(lists...), func(n string) bool { return has(n) })
	}
	var missing []string
	for _, side := range sorted(sideColumns) {
		if names := sideColumns[side]; !some(names[:]...) {
			missing = append(missing, fmt.Sprintf("the %s (%sCode, %sISO or %sDesc)", side, side, side, side))
		}
	}
	for _, c := range []struct {
		what  string
		names []string
	}{
		{"the flow (flowCode: M or X)", flowColumns},
		{"the commodity (cmdCode)", codeColumns},
		{"the period (period, or refYear)", periodColumns},
		{"a value (primaryValue, fobvalue or cifvalue)", slices.Concat(primaryColumns, fobColumns, cifColumns)},
	} {
		if !some(c.names) {
			missing = append(missing, c.what)
		}
	}
	return strings.Join(missing, ", ")
}

var flows = map[string]string{
	"M": "IMPORT", "IMPORT": "IMPORT", "IMPORTS": "IMPORT", "1": "IMPORT", "X": "EXPORT", "EXPORT": "EXPORT", "EXPORTS": "EXPORT", "2": "EXPORT",
	"RX": "RE_EXPORT", "RE-EXPORT": "RE_EXPORT", "RE-EXPORTS": "RE_EXPORT", "3": "RE_EXPORT",
	"RM": "RE_IMPORT", "RE-IMPORT": "RE_IMPORT", "RE-IMPORTS": "RE_IMPORT", "4": "RE_IMPORT",
}

func (t *trade) flow() string {
	text := t.cell(flowColumns...)
	flow, ok := flows[strings.ToUpper(text)]
	if !ok {
		t.Reject("flow", text, "it is none of M (import), X (export), RX (re-export), RM (re-import)")
	}
	return flow
}

// editions are the classifications by Comtrade's code. HS without an edition is as the country reported it.
var editions = map[string][2]string{
	"": {"HS", ""}, "HS": {"HS", ""}, "H0": {"HS", "1992"}, "H1": {"HS", "1996"}, "H2": {"HS", "2002"}, "H3": {"HS", "2007"}, "H4": {"HS", "2012"},
	"H5": {"HS", "2017"}, "H6": {"HS", "2022"}, "S1": {"SITC", "1"}, "S2": {"SITC", "2"}, "S3": {"SITC", "3"}, "S4": {"SITC", "4"}, "SS": {"SITC", ""},
	"B4": {"BEC", "4"}, "B5": {"BEC", "5"}, "BE": {"BEC", ""},
}

var goods = regexp.MustCompile(`^[0-9]+$`)

// commodity adds the commodity: a code of one revision is not that of another.
func (t *trade) commodity() {
	code, description := t.cell(codeColumns...), t.cell("cmdDesc", "commodity", "cmdDescE", "product", "productDesc")
	c := graph.Commodity{ID: "commodity:TOTAL", Classification: "TOTAL", Code: "TOTAL", Description: "All commodities", Sources: t.Cite()}
	if code != "TOTAL" {
		scheme := strings.ToUpper(t.cell("classificationCode", "classification", "pfCode"))
		edition, ok := editions[scheme]
		if !ok {
			t.Reject("classificationCode", scheme, "it is none of HS, H0 to H6, S1 to S4, B4 and B5")
			return
		}
		if !goods.MatchString(code) {
			t.Reject("cmdCode", code, "it is no code of a commodity, of digits alone, nor TOTAL")
			return
		}
		c.Classification, c.Edition, c.Code = edition[0], edition[1], code
		c.ID = "commodity:" + c.Classification + c.Edition + "-" + code
		c.Description = Text(strings.TrimPrefix(description, code+" - "))
		if c.Description == "" {
			c.Description = strings.TrimSpace(c.Classification+" "+c.Edition) + " " + code // as it is called where nobody names it
		}
	}
	t.series.Commodity = c.ID
	t.Ensure(graph.Batch{Commodities: []graph.Commodity{c}})
}

// basis says whether the country reported the figure, or Comtrade added it up or estimated it.
func (t *trade) basis() string {
	reported, said := t.trueOrFalse("isReported")
	aggregate, _ := t.trueOrFalse("isAggregate")
	switch {
	case reported:
		return "REPORTED"
	case aggregate:
		return "AGGREGATED"
	case said:
		return "ESTIMATED"
	}
	return "REPORTED" // an excerpt does not say
}

// trueOrFalse reports what a cell says; said is false where it is empty, or says neither, which is reported.
func (t *trade) trueOrFalse(name string) (is, said bool) {
	switch text := t.cell(name); strings.ToLower(text) {
	case "":
		return false, false
	case "true", "1", "1.0":
		return true, true
	case "false", "0", "0.0":
		return false, true
	default:
		t.Leave(name, text, "it is neither true nor false")
		return false, false
	}
}

var (
	yearly    = regexp.MustCompile(`^[12][0-9]{3}$`)
	monthly   = regexp.MustCompile(`^([12][0-9]{3})(0[1-9]|1[0-2])$`)
	quarterly = regexp.MustCompile(`^([12][0-9]{3})-?Q([1-4])$`)
)

// period reads 2012, 202301 and 2023Q1, and 2023-01, 2023/01, Jan 2023 and the day on which it begins, where the
// frequency is given. Of a year refMonth is 52, which says nothing.
func (t *trade) period() {
	code := strings.ToUpper(t.cell("freqCode"))
	text := t.periodText(code)
	frequency := ""
	switch m, q := monthly.FindStringSubmatch(text), quarterly.FindStringSubmatch(strings.ToUpper(text)); {
	case yearly.MatchString(text):
		frequency, t.figure.Period = "ANNUAL", text
	case m != nil:
		frequency, t.figure.Period = "MONTHLY", m[1]+"-"+m[2]
	case q != nil:
		frequency, t.figure.Period = "QUARTERLY", q[1]+"-Q"+q[2]
	default:
		t.Reject("period", text, "it is no year (2012), month (202301) or quarter (2023Q1)")
		return
	}
	switch {
	case code != "" && !strings.ContainsAny(code[:1], "AMQ"):
		t.Leave("freqCode", t.cell("freqCode"), "it is none of A (a year), M (a month), Q (a quarter)")
	case code != "" && code[:1] != frequency[:1]:
		t.Reject("freqCode", code, fmt.Sprintf("the period %s is not of this frequency", text))
	}
	t.series.Frequency = frequency
}

// periodText is the period as Comtrade writes it.
func (t *trade) periodText(frequency string) string {
	text, in := t.find("period")
	if text == "" {
		text = t.cell("refYear", "year", "yr")
		month := t.cell("refMonth", "month")
		n, err := strconv.Atoi(strings.TrimSuffix(month, ".0"))
		switch {
		case err == nil && n > 0 && n <= 12:
			text += fmt.Sprintf("%02d", n)
		case month != "" && (err != nil || n != 0 && n != 52): // without it a month would be a year
			t.Reject("refMonth", month, "it is no month from 1 to 12, nor 52, which stands for the whole year")
		}
	}
	if text == "" {
		text, in = t.find("refPeriodId")
	}
	if yearly.MatchString(text) || monthly.MatchString(text) || quarterly.MatchString(text) {
		return text
	}
	if m := slashedMonth.FindStringSubmatch(text); m != nil {
		return m[1] + m[2]
	}
	date, err := t.in.date(in, text)
	if err != nil || date.IsZero() {
		return text
	}
	switch day := strings.ReplaceAll(date.String(), "-", ""); {
	case date.Precision() == edtf.PrecisionMonth:
		return day
	case date.Precision() == edtf.PrecisionDay && frequency == "A" && strings.HasSuffix(day, "0101"):
		return day[:4]
	case date.Precision() == edtf.PrecisionDay && frequency == "M" && strings.HasSuffix(day, "01"):
		return day[:6]
	}
	return text
}

var slashedMonth = regexp.MustCompile(`^([12][0-9]{3})/(0[1-9]|1[0-2])$`)
