package ingest_test

import (
	"os"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/ingest"
)

// refusedAs imports a file that is refused, and returns why.
func refusedAs(tb testing.TB, format, name, content string) string {
	tb.Helper()
	g := graphOf{map[string]graph.Batch{}}
	path := file(tb, name, []byte(content))
	r, err := ingest.File(tb.Context(), g, path, ingest.Options{Format: format})
	_, rejects := os.Stat(path + ingest.RejectsSuffix)
	if err == nil || len(g.records) > 0 || r.Rows > 0 || rejects == nil {
		tb.Fatalf("%s was imported as %s: %+v", name, format, r)
	}
	return err.Error()
}

// A file of another format, or an empty one, is refused once, and not row by row.
func TestFile_wrongFormat(t *testing.T) {
	for _, format := range ingest.Formats() {
		for other, sample := range unordered {
			if other != format.Name {
				if said := refusedAs(t, format.Name, other, sample.file(sample.rows)); len(said) > 1500 {
					t.Errorf("%s as %s: %s", other, format.Name, said)
				}
			}
		}
		for _, text := range []string{"", "\n\n", " \r\n", "\ufeff"} {
			for _, name := range []string{format.Name, ingest.Auto} {
				if said := refusedAs(t, name, "nothing", text); !strings.Contains(said, "nothing is empty") {
					t.Errorf("%q as %s: %s", text, name, said)
				}
			}
		}
	}
}

func TestFile_wrongTable(t *testing.T) {
	for name, tt := range map[string]struct{ format, content, says string }{
		"OpenSanctions' simple table": {
			ingest.Auto, "id,schema,name,aliases,birth_date,countries,addresses,identifiers\nQ42,Company,Acme Ltd,,,kp,,\nQ43,Person,Ann,,1970,kp,,\n",
			"it is OpenSanctions' simplified table",
		},
		"Comtrade without sides": {
			ingest.Auto, "refYear,period,partnerISO,cmdCode,primaryValue\n2021,2021,PRK,1006,10\n",
			"the header lacks the reporter (reporterCode, reporterISO or reporterDesc), the flow (flowCode: M or X)",
		},
		"Comtrade without a commodity": {"comtrade", "period,reporterISO,partnerISO,flowCode,primaryValue\n2021,CHN,PRK,X,10\n", "the header lacks the commodity (cmdCode)"},
		"GDELT, of seven columns":      {"gdelt", "1\t2\t3\t4\t5\t6\t7\n", "the first row has 7 columns"},
	} {
		if said := refusedAs(t, tt.format, "table.csv", tt.content); !strings.Contains(said, tt.says) {
			t.Errorf("%s: %s", name, said)
		}
	}
}
