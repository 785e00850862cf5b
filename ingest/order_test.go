package ingest_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/ingest"
)

// graphOf is a writer that stores as the database does: what is put replaces, what is merged adds, and what is ensured
// stands where nothing does.
type graphOf struct{ records map[string]graph.Batch }

func (g graphOf) Update(_ context.Context, u graph.Update) (out graph.Outcomes, err error) {
	tell := func(id string, next graph.Batch) {
		before, ok := g.records[id]
		status := graph.Updated
		switch {
		case !ok:
			status = graph.Created
		case plain(before) == plain(next):
			status = graph.Unchanged
		}
		g.records[id] = next
		out = append(out, graph.Outcome{ID: id, Status: status})
	}
	for id, r := range u.Put.Records() {
		tell(id, r)
	}
	for id, r := range u.Merge.Records() {
		tell(id, g.records[id].Merged(r))
	}
	for id, r := range u.Ensure.Records() {
		if _, ok := g.records[id]; !ok {
			tell(id, r)
		}
	}
	return out, nil
}

func (graphOf) ResolveIdentities(context.Context) (graph.Resolution, error) {
	return graph.Resolution{}, nil
}

func (graphOf) Imported(context.Context, string, int) error { return nil }

func plain(b graph.Batch) string {
	text, err := json.Marshal(b)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// lines returns all records, with the id of the source replaced by a fixed one, and without the numbers of rows.
func (g graphOf) lines(source string) (out []string) {
	for id, b := range g.records {
		if id != source {
			b = b.Recited(func(in []graph.Citation) []graph.Citation {
				in = slices.Clone(in)
				for i, c := range in {
					if _, err := strconv.Atoi(c.Record); err == nil && c.Source == source {
						in[i].Record = ""
					}
				}
				return graph.Citations(in)
			})
			out = append(out, strings.ReplaceAll(plain(b), source, "source:file"))
		}
	}
	slices.Sort(out)
	return out
}

// unordered are files of every format whose rows spell names differently, say things twice, and contradict each other.
var unordered = map[string]struct {
	rows         []string
	file         func(rows []string) string
	contradicted int // rows
}{
	"comtrade": {
		[]string{
			"156,China,408,X,1006,Rice,H6,2021,10", "156,China,408,X,1006,Rice,H6,2021,20", "156,China,408,X,1006,Rice in the husk,H6,2020,7",
			"156,China,408,X,1006,Rice,H6,2020,7", "156,China,410,X,1006,\"Rice, any\",H6,2021,5", "156,China,410,X,TOTAL,All,H6,2021,50",
		},
		func(rows []string) string {
			return "reporterCode,reporterDesc,partnerCode,flowCode,cmdCode,cmdDesc,classificationCode,period,primaryValue\n" + strings.Join(rows, "\n")
		}, 2,
	},
	"events": {
		[]string{
			"event:a,MEETING,Talks,2001-02-03,Beijing,CHN", "event:a,MEETING,Talks at length,2001-02-03,Beijing,CHN", "event:b,MEETING,Talks,2001-02-04,BEIJING,CHN",
			"event:b,MEETING,Talks,2001-02-04,BEIJING,CHN", "event:c,VISIT,A visit,2001,beijing,CHN",
		},
		func(rows []string) string {
			return "id,kind,title,date,place,place_country\n" + strings.Join(rows, "\n")
		}, 2,
	},
	"visits": {
		[]string{
			"Kim Il,China,Beijing,2001-02-03,2001-02-04,first", "KIM IL,China,BEIJING,2001-02-03,2001-02-04,second", "kim il,China,Tianjin,2001-02-03,2001-02-04,",
			"Ann,China,Beijing,2002,2002,", "ANN,China,beijing,2002,2002,x",
		},
		func(rows []string) string {
			return "name,country,locale,date start,date end,remarks\n" + strings.Join(rows, "\n")
		}, 0,
	},
	"quadruples": {
		[]string{
			"Kim Il\tMake a visit\tChina\t2001-02-03", "KIM IL\tMake a visit\tChina\t2001-02-03", "China\tHost a visit\tkim il\t2001-02-03",
			"Police (China)\tConsult\tJapan\t2001-02-04", "police (china)\tConsult\tJapan\t2001-02-04",
		},
		func(rows []string) string { return "subject\trelation\tobject\tdate\n" + strings.Join(rows, "\n") }, 0,
	},
	"gdelt": {
		[]string{
			"1,20250904,CHN,CHINA,CHN,PRK,PRK,042,3,https://example.org/a", "2,20250904,CHN,BEIJING,CHN,PRK,PRK,042,4,https://example.org/b",
			"3,20250904,PRK,PYONGYANG,PRK,CHN,CHN,040,5,https://example.org/a", "1,20250904,CHN,CHINA,CHN,PRK,PRK,042,9,https://example.org/a",
		},
		func(rows []string) string {
			return "GLOBALEVENTID,SQLDATE,Actor1Code,Actor1Name,Actor1CountryCode,Actor2Code,Actor2CountryCode,EventCode,NumMentions,SOURCEURL\n" + strings.Join(rows, "\n")
		}, 0,
	},
	"officeholders": {
		[]string{
			"Q1,Kim Il,1912,Q30,Premier,2001", "Q1,KIM IL,1912,Q30,The premier,2002", "Q1,Kim Il,1911,Q30,,2003", "Q2,Ann,,Q31,Minister,2001",
		},
		func(rows []string) string {
			return "person,personLabel,dob,position,positionLabel,start\n" + strings.Join(rows, "\n")
		}, 0,
	},
	"leaders": {
		[]string{
			"China,Premier,Kim Il,2001,2002", "China,Premier,KIM IL,2001,2002", "CHN,premier,Kim Il,2003,", "Japan,Premier,Ann,2001,",
		},
		func(rows []string) string {
			return "country,office,name,start,end\n" + strings.Join(rows, "\n")
		}, 0,
	},
	"popolo": {
		[]string{
			`{"id":"0000000a-0000-0000-0000-000000000000","name":"Kim Il","birth_date":"1912"}`, `{"id":"0000000a-0000-0000-0000-000000000000","name":"KIM IL"}`, `{"id":"0000000b-0000-0000-0000-000000000000","name":"Ann"}`, `{"id":"0000000b-0000-0000-0000-000000000000","name":"Ann","birth_date":"1950"}`,
		},
		func(rows []string) string { return `{"persons":[` + strings.Join(rows, ",") + `]}` }, 0,
	},
	"ftm": {
		[]string{
			`{"id":"a","schema":"Person","properties":{"name":["Kim Il"],"birthDate":["1912"]}}`, `{"id":"a","schema":"Person","properties":{"name":["KIM IL"]}}`,
			`{"id":"s","schema":"Sanction","properties":{"entity":["a"],"startDate":["2001"],"authority":["Council"]}}`,
			`{"id":"t","schema":"Sanction","properties":{"entity":["a"],"startDate":["2002"],"authority":["COUNCIL"]}}`,
		},
		func(rows []string) string { return strings.Join(rows, "\n") }, 0,
	},
}

// The graph that an import creates does not depend on the order of rows or on repeated rows. Repeated imports of the
// file and the size of transactions do not change it either.
func TestFile_order(t *testing.T) {
	for _, format := range ingest.Formats() {
		sample, ok := unordered[format.Name]
		if !ok {
			t.Errorf("no rows of %s are tried", format.Name)
			continue
		}
		t.Run(format.Name, func(t *testing.T) {
			var want []string
			random := rand.New(rand.NewPCG(1, 2))
			for i := range 12 {
				rows := slices.Clone(sample.rows)
				times := 1 + i%2
				if times == 2 {
					rows = append(rows, rows...)
				}
				if i > 0 {
					random.Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
				}
				defer ingest.SetRowsAtOnce(cmp.Or(i%3, 1000))()
				g := graphOf{map[string]graph.Batch{}}
				path := file(t, fmt.Sprint("rows", i), []byte(sample.file(rows)))
				read := func() ingest.Result {
					r, err := ingest.File(t.Context(), g, path, ingest.Options{Format: format.Name})
					if err != nil {
						t.Fatal(err)
					}
					return r
				}
				first := read()
				got := g.lines(first.Source)
				if want == nil {
					want = got
				}
				if d := gocmp.Diff(want, got); d != "" {
					t.Fatalf("in the order\n%s\n%s", strings.Join(rows, "\n"), d)
				}
				again := read()
				if first.Contradictory != sample.contradicted*times || again.Created+again.Updated != 0 ||
					again.Rejected != first.Rejected {
					t.Fatalf("first %+v\nagain %+v", first, again)
				}
				if said := strings.Join(first.Notes, " "); (first.Contradictory > 0) != strings.Contains(said, "rows contradict other rows") {
					t.Error(first.Notes)
				}
			}
		})
	}
}
