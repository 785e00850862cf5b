package ingest_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/ingest"
	"demarche/internal/graphtest"
)

// kept is a writer that keeps what is sound, and takes all that is referred to for stored.
type kept struct{ graph.Batch }

func (k *kept) Update(_ context.Context, u graph.Update) (graph.Outcomes, error) {
	var out graph.Outcomes
	bad := map[string]bool{}
	for _, p := range u.All().Check() {
		if !bad[p.Record] {
			out = append(out, graph.Outcome{ID: p.Record, Status: graph.Rejected, Field: p.Field, Message: p.Text})
		}
		bad[p.Record] = true
	}
	sound := u.All().Without(func(id string) bool { return bad[id] })
	for _, id := range sound.IDs() {
		out = append(out, graph.Outcome{ID: id, Status: graph.Created})
	}
	k.Batch = k.Merged(sound)
	return out, nil
}

func (*kept) ResolveIdentities(context.Context) (graph.Resolution, error) {
	return graph.Resolution{}, nil
}

func (k *kept) Imported(context.Context, string, int) error { return nil }

// keep reads a file without a database.
func keep(tb testing.TB, format, name, content string) (ingest.Result, graph.Batch) {
	tb.Helper()
	k := &kept{}
	r, err := ingest.File(tb.Context(), k, file(tb, name, []byte(content)), ingest.Options{Format: format})
	if err != nil {
		tb.Fatal(err)
	}
	return r, k.Batch
}

// figures are "series:period value basis quantity unit", in order.
func figures(b graph.Batch) (out []string) {
	for _, f := range b.Figures {
		line := strings.TrimPrefix(f.Name(), "figure:") + " " + f.Value.String() + " " + f.Basis
		if f.Quantity != nil {
			line += fmt.Sprintf(" %s %s", f.Quantity, f.Unit)
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

func TestComtrade(t *testing.T) {
	tests := map[string]struct {
		name, content string
		want          []string
		rejected      int
	}{
		"an answer of the API": {
			"a.json", `{"elapsedTime": "0.2 secs", "count": 4, "data": [
			{"typeCode":"C","freqCode":"A","refYear":2011,"refMonth":52,"period":"2011","reporterCode":156,"reporterISO":"CHN","flowCode":"M","partnerCode":408,
			 "classificationCode":"H3","cmdCode":"0303","cmdDesc":"0303 - Fish, frozen","customsCode":"C00","motCode":0,"partner2Code":0,
			 "qty":null,"qtyUnitAbbr":"N/A","netWgt":12.5,"cifvalue":1000.25,"fobvalue":900,"primaryValue":1000.25,"isReported":true,"isAggregate":false},
			{"typeCode":"C","freqCode":"M","period":"202301","reporterCode":280,"flowCode":"RM","partnerCode":276,
			 "classificationCode":"H6","cmdCode":"TOTAL","primaryValue":7,"isReported":false,"isAggregate":true},
			{"typeCode":"C","freqCode":"A","period":"2011","reporterCode":156,"flowCode":"M","partnerCode":899,"partnerDesc":"Areas, nes","cmdCode":"TOTAL","primaryValue":1},
			{"typeCode":"C","freqCode":"A","period":"2011","reporterCode":156,"flowCode":"M","partnerCode":408,"cmdCode":"TOTAL","motCode":2100,"primaryValue":1}], "error": ""}`,
			[]string{
				"CHN-NES899-TOTAL-IMPORT-A-UNSPECIFIED-USD-un-comtrade:2011 1 REPORTED",
				"CHN-PRK-HS20070303-IMPORT-A-CIF-USD-un-comtrade:2011 1000.25 REPORTED 12.5 kg",
				"CHN-PRK-HS20070303-IMPORT-A-FOB-USD-un-comtrade:2011 900 REPORTED 12.5 kg",
				"DEU-DEU-TOTAL-RE_IMPORT-M-UNSPECIFIED-USD-un-comtrade:2023-01 7 AGGREGATED",
			},
			1,
		},
		"an empty answer": {"e.json", `{"elapsedTime":"0.58 secs","count":0,"data":[],"error":""}`, nil, 0},
		"an answer of the older API": {
			"o.json", `{"validation":{"status":{"name":"Ok","value":0},"count":{"value":3}},"dataset":[
			{"pfCode":"H4","yr":2016,"period":2016,"periodDesc":"2016","aggrLevel":4,"IsLeaf":0,"rgCode":1,"rgDesc":"Import","rtCode":156,"rtTitle":"China","rt3ISO":"CHN","ptCode":408,"ptTitle":"Dem. People's Rep. of Korea","pt3ISO":"PRK","ptCode2":null,"cstCode":"","motCode":"","cmdCode":"0303","cmdDescE":"Fish, frozen","qtCode":8,"qtDesc":"Weight in kilograms","TradeQuantity":5,"NetWeight":5,"TradeValue":200,"CIFValue":null,"FOBValue":null,"estCode":0},
			{"pfCode":"H4","yr":2016,"period":201601,"rgCode":2,"rtCode":156,"ptCode":408,"cmdCode":"TOTAL","qtCode":1,"qtDesc":"No Quantity","TradeQuantity":0,"NetWeight":0,"TradeValue":300},
			{"pfCode":"H4","yr":2016,"period":2016,"rgCode":2,"rtCode":156,"ptCode":0,"ptTitle":"World","pt3ISO":"WLD","cmdCode":"TOTAL","TradeValue":400}]}`,
			[]string{
				"CHN-PRK-HS20120303-IMPORT-A-UNSPECIFIED-USD-un-comtrade:2016 200 REPORTED 5 Weight in kilograms",
				"CHN-PRK-TOTAL-EXPORT-M-UNSPECIFIED-USD-un-comtrade:2016-01 300 REPORTED",
				"CHN-WLD-TOTAL-EXPORT-A-UNSPECIFIED-USD-un-comtrade:2016 400 REPORTED",
			},
			0,
		},
		"an empty answer of the older API": {"p.json", `{"validation":{"status":{"name":"NoRecord"},"count":{"value":0}},"dataset":[]}`, nil, 0},
		"the older site": {
			"l.csv", "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag\n" +
				"H4,2014,201405,May 2014,4,0,2,Exports,156,China,CHN,408,Dem. People's Rep. of Korea,PRK,,,,,,,,0303,\"Fish, frozen\",1,No Quantity,,,,0,77,,1200,,,0\n",
			[]string{"CHN-PRK-HS20120303-EXPORT-M-UNSPECIFIED-USD-un-comtrade:2014-05 1200 REPORTED 77 kg"},
			0,
		},
		"some of its columns": {
			"x.csv", "Year,Reporter,Partner,Trade Flow,Commodity Code,Commodity,Trade Value (US$)\n2014,China,Dem. People's Rep. of Korea,Export,0303,Fish,77\n",
			[]string{"CHN-PRK-HS0303-EXPORT-A-UNSPECIFIED-USD-un-comtrade:2014 77 REPORTED"},
			0,
		},
		"the site's download, with a comma at the end of each row": {
			"t.csv", "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,cmdCode,cmdDesc,customsCode,motCode,qty,netWgt,cifvalue,fobvalue,primaryValue,isReported,isAggregate\n" +
				"C,A,20220101,2022,52,2022,156,CHN,China,X,Export,408,PRK,\"Dem. People's Rep. of Korea\",0,W00,World,H6,TOTAL,All Commodities,C00,0,0,0,,894.5,894.5,false,true,\n",
			[]string{"CHN-PRK-TOTAL-EXPORT-A-FOB-USD-un-comtrade:2022 894.5 AGGREGATED"},
			0,
		},
		"as the package comtradr had it": {
			"c.csv", "\"\",\"classification\",\"year\",\"period\",\"trade_flow_code\",\"trade_flow\",\"reporter_code\",\"reporter\",\"reporter_iso\",\"partner_code\",\"partner\",\"partner_iso\",\"commodity_code\",\"commodity\",\"qty_unit\",\"qty\",\"netweight_kg\",\"trade_value_usd\"\n" +
				"\"1\",\"H4\",2014,2014,1,\"Imports\",156,\"China\",\"CHN\",408,\"Dem. People's Rep. of Korea\",\"PRK\",\"0303\",\"Fish\",\"No Quantity\",,9,55\n",
			[]string{"CHN-PRK-HS20120303-IMPORT-A-UNSPECIFIED-USD-un-comtrade:2014 55 REPORTED 9 kg"},
			0,
		},
		"a year and a month": {
			"y.csv", "refYear,refMonth,reporterISO,partnerISO,flowCode,cmdCode,primaryValue\n2023,1,CHN,PRK,X,TOTAL,5\n2023,12,CHN,PRK,X,TOTAL,6\n2023,52,CHN,PRK,X,TOTAL,70\n",
			[]string{
				"CHN-PRK-TOTAL-EXPORT-A-UNSPECIFIED-USD-un-comtrade:2023 70 REPORTED",
				"CHN-PRK-TOTAL-EXPORT-M-UNSPECIFIED-USD-un-comtrade:2023-01 5 REPORTED", "CHN-PRK-TOTAL-EXPORT-M-UNSPECIFIED-USD-un-comtrade:2023-12 6 REPORTED",
			},
			0,
		},
		"the data alone": {
			"d.json", ` [{"typeCode":"C","freqCode":"A","period":"2011","reporterCode":156,"flowCode":"M","partnerCode":408,"cmdCode":"TOTAL","motCode":0,"customsCode":"C00","cifvalue":1,"primaryValue":1}]`,
			[]string{"CHN-PRK-TOTAL-IMPORT-A-CIF-USD-un-comtrade:2011 1 REPORTED"},
			0,
		},
		"a bulk file": {
			"b.csv", "TYPECODE,FREQCODE,PERIOD,REPORTERCODE,FLOWCODE,PARTNERCODE,PARTNER2CODE,CLASSIFICATIONCODE,CMDCODE,CUSTOMSCODE,MOTCODE,QTYUNITCODE,QTY,NETWGT,CIFVALUE,FOBVALUE,PRIMARYVALUE,ISREPORTED,ISAGGREGATE\n" +
				"C,Q,2020Q3,156,X,408,0,H5,071310,C00,0,8,5,5,0,200,200,0,0\n",
			[]string{"CHN-PRK-HS2017071310-EXPORT-Q-FOB-USD-un-comtrade:2020-Q3 200 ESTIMATED 5 kg"},
			0,
		},
		"semicolons and commas in numbers": {
			"s.csv", "refYear;reporterISO;partnerISO;flowDesc;cmdCode;primaryValue\n2022;NAM;CHN;Export;TOTAL;23,837,402,142.0\n2022;NAM;CHN;Export;TOTAL;23,83\n",
			nil, // the column has both marks
			2,
		},
		"revisions apart": {
			"r.csv", "period,reporterISO,partnerISO,flowCode,classificationCode,cmdCode,primaryValue\n2016,CHN,PRK,X,H4,1507,1\n2017,CHN,PRK,X,H5,1507,1\n2017,CHN,PRK,X,S4,041,1\n2017,CHN,PRK,X,EB,1,1\n",
			[]string{
				"CHN-PRK-HS20121507-EXPORT-A-UNSPECIFIED-USD-un-comtrade:2016 1 REPORTED", "CHN-PRK-HS20171507-EXPORT-A-UNSPECIFIED-USD-un-comtrade:2017 1 REPORTED",
				"CHN-PRK-SITC4041-EXPORT-A-UNSPECIFIED-USD-un-comtrade:2017 1 REPORTED",
			},
			1,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r, b := keep(t, ingest.Auto, tt.name, tt.content)
			if d := cmp.Diff(tt.want, figures(b)); d != "" || r.Rejected != tt.rejected || r.Format != "comtrade" {
				t.Errorf("%s\n%+v\n%s", d, r, rejectsOf(t, r))
			}
			if len(tt.want)+tt.rejected == 0 && len(r.Notes) == 0 {
				t.Error("nothing is said of an answer without records")
			}
		})
	}
}

func TestComtrade_stored(t *testing.T) {
	s := graphtest.Fresh(t)
	path := file(t, "c.csv", []byte("period,reporterISO,partnerISO,flowCode,classificationCode,cmdCode,cmdDesc,primaryValue\n"+
		"2016,CHN,PRK,X,H4,1507,Oil,1\n2016,CHN,PRK,X,H4,1507,Oil,2\n2015,CHN,PRK,X,H4,1507,Oil,5\n2017,CHN,XYZ,X,H4,1507,Oil,3\n"))
	counted(t, load(t, s, "comtrade", path), 1, 0, 0, 3)
	counted(t, load(t, s, "comtrade", path), 0, 0, 1, 3)
	sound(t, s)
}

// The table of codes gives each country a record that can be written.
func TestRow_Country(t *testing.T) {
	content := "period,reporterISO,partnerISO,flowCode,cmdCode,primaryValue\n"
	codes := map[string]bool{}
	for c := range country.All() {
		if !c.Former() {
			codes["country:"+c.Code] = true
			content += "2016,CHN," + c.Code + ",X,TOTAL,1\n"
		}
	}
	r, b := keep(t, "comtrade", "all.csv", content)
	got := map[string]bool{}
	for _, c := range b.Countries {
		got[c.ID] = true
	}
	if r.Rejected > 0 || !maps.Equal(codes, got) {
		t.Errorf("%+v\n%s", r, cmp.Diff(codes, got))
	}
}

// Comtrade's partners and reporters that are no countries are aggregates, by their number, their code of letters and
// each of their names; what is neither is rejected.
func TestComtrade_aggregates(t *testing.T) {
	content := "period,reporterCode,reporterISO,reporterDesc,partnerCode,partnerISO,partnerDesc,flowCode,cmdCode,primaryValue\n"
	want, year := map[string]string{}, 1900
	for a := range country.Aggregates() {
		sides := [][3]string{{"", "", a.Name}, {"", "", strings.ToUpper(a.Name)}, {"", a.Letters, ""}, {"", a.Code, ""}}
		for _, name := range a.Names {
			sides = append(sides, [3]string{"", "", name})
		}
		if a.Comtrade > 0 || a.IsWorld() {
			sides = append(sides, [3]string{fmt.Sprint(a.Comtrade), "", ""}, [3]string{fmt.Sprint(a.Comtrade), a.Letters, a.Name})
		}
		if a.M49 > 0 {
			sides = append(sides, [3]string{fmt.Sprintf("%03d", a.M49), "", ""})
		}
		for _, side := range sides {
			if side == [3]string{} {
				continue
			}
			text := fmt.Sprintf(`%s,%s,"%s"`, side[0], side[1], side[2])
			year++
			content += fmt.Sprintf("%d,156,CHN,China,%s,X,TOTAL,1\n%d,%s,156,CHN,China,M,TOTAL,1\n", year, text, year, text)
			want[fmt.Sprintf("CHN-%s-TOTAL-EXPORT-A-UNSPECIFIED-USD-un-comtrade:%d 1 REPORTED", a.Code, year)] = a.Code
			want[fmt.Sprintf("%s-CHN-TOTAL-IMPORT-A-UNSPECIFIED-USD-un-comtrade:%d 1 REPORTED", a.Code, year)] = a.Code
		}
	}
	content += "2023,156,CHN,China,999,,Nowhere,X,TOTAL,1\n2023,156,CHN,China,,,Atlantis,X,TOTAL,1\n"
	r, b := keep(t, "comtrade", "all.csv", content)
	if d := cmp.Diff(slices.Sorted(maps.Keys(want)), figures(b)); d != "" || r.Rejected != 2 {
		t.Errorf("%s\n%+v\n%s", d, r, rejectsOf(t, r))
	}
	if len(b.Countries) != 1 || len(b.Aggregates) != len(slices.Collect(country.Aggregates())) {
		t.Errorf("%d countries, %d aggregates", len(b.Countries), len(b.Aggregates))
	}
}

// A number of Comtrade's for another extent of a country is that country.
func TestComtrade_extents(t *testing.T) {
	content, want := "period,reporterCode,partnerISO,flowCode,cmdCode,primaryValue\n", []string(nil)
	for i, c := range []string{
		"699 IND", "356 IND", "251 FRA", "250 FRA", "579 NOR", "578 NOR", "757 CHE", "756 CHE", "842 USA", "841 USA", "840 USA",
		"659 KNA", "658 KNA", "280 DEU", "276 DEU",
	} {
		number, code, _ := strings.Cut(c, " ")
		content += fmt.Sprintf("%d,%s,CHN,X,TOTAL,1\n", 2000+i, number)
		want = append(want, code)
	}
	r, b := keep(t, "comtrade", "all.csv", content)
	var got []string
	for _, f := range figures(b) {
		code, _, _ := strings.Cut(f, "-")
		got = append(got, code)
	}
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" || r.Rejected > 0 {
		t.Errorf("%s\n%s", d, rejectsOf(t, r))
	}
}
