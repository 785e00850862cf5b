package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store"
	"demarche/internal/costs"
	"demarche/internal/graphtest"
)

// Names of every shape that names have: words that English texts leave out, words of Lucene's syntax, punctuation,
// digits, single letters, and scripts with and without spaces, case and accents.
var shapes = []string{
	"Moon Jae-in", "To Lam", "Tô Lâm", "An", "Be", "No", "It", "As", "If", "Or", "The The", "Not So", "In", "A", "U Nu", "To Be Or Not To Be", "Will They",
	"AND", "OR NOT", "TO", "NEAR/5", "Kim AND Lee", "x:y", "name:*", "a*b?", "C++", "R&D (Asia)", "[1 TO 5]", "~5", "foo^2", `back\slash`, `"Quoted"`, "/re/",
	"O'Brien", "O’Brien", "Sean O‘Casey", "Nuku‘alofa", "Hawaiʻi", "Côte d'Ivoire", "al-Assad", "Jean-Luc", "J. R. R. Tolkien", "U.S.A.", "St. John's",
	"Xi", "7", "38th Parallel", "G20", "F-16", "1,234.5", "3M", "B", "Ö", "1984", "№ 5", "½ Mile",
	"my_file.csv", "data-2024_v2.tar.gz", "https://example.org/a/b?c=d&e=f#g", "C:\\data\\x.csv", "user@example.org",
	"José Muñoz", "Čaputová", "Łódź", "Søren Ærø", "Đặng Thị Ngọc Thịnh", "Þórdís Kolbrún", "Straße", "STRASSE", "İlham Əliyev", "Işık", "Žižek", "Nguyễn Phú Trọng",
	"Μητσοτάκης", "Οδυσσεύς", "ΌΧΙ", "Фёдор Йович", "Зеленський", "Мар'яна", "Ґонґадзе",
	"محمد بن سلمان", "أحمد الشرع", "إِيرَان", "علی خامنه\u200cای", "مصطفى", "בנימין נתניהו", "שָׁלוֹם",
	"習近平", "习近平", "金正恩", "李", "中国外交部", "안중근", "윤석열", "김 정은", "이", "安倍 晋三", "あべ しんぞう", "プーチン", "ﾌﾟｰﾁﾝ", "コーヒー", "弗拉基米尔·普京", "Ｋｉｍ　２",
	"ประยุทธ์ จันทร์โอชา", "नरेन्द्र मोदी", "শেখ হাসিনা", "அண்ணா", "អ៊ុន សែន", "အောင်ဆန်းစုကြည်", "གྲགས་པ", "Հայկ", "საქართველო", "አማርኛ",
	"😀 Day", "★", "€", "G-7 & G-20", "Κ", "ß", "e\u0301", "한글", "\u1112\u1161\u11ab글", "Zoe\u0308", "Naïve Café", "100%", "Word\u00a0Word", "soft\u00adhyphen", "ﬁne",
	strings.Repeat("Long ", 95) + "End", strings.Repeat("x", 300), strings.Repeat("長", 300),
}

// asks are the ways in which people write a name: as it is, in another case, another normal form, without accents,
// without its punctuation, and one of its words alone or two together.
func asks(name string) []string {
	bare, _, _ := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), name)
	latin := !strings.ContainsFunc(bare, func(r rune) bool { return r > unicode.MaxLatin1 && unicode.IsLetter(r) })
	out := []string{name, strings.ToUpper(name), strings.ToLower(name), norm.NFC.String(name), norm.NFD.String(name), "  " + name + " "}
	if latin {
		out = append(out, bare)
	}
	if f := strings.Fields(name); len(f) > 1 {
		out = append(out, strings.Join(f, "  "), f[0], f[len(f)-1], f[0]+" "+f[len(f)-1], f[len(f)-1]+" "+f[0])
	}
	if spaced := strings.Join(strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("-'’‘", r) }), " "); latin {
		out = append(out, spaced)
	}
	out = slices.DeleteFunc(out, func(s string) bool {
		return len(s) > 2000 ||
			!strings.ContainsFunc(
				s,
				func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsSymbol(r) },
			)
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// named are nodes of every type with a name, officials also with it as an alias and as a native name.
func named(b *graph.Batch, i int, name string, date edtf.Date) (ids map[string][]string) {
	id, code := fmt.Sprintf("words-%d", i), fmt.Sprint(900000+i)
	cited := []graph.Citation{{Source: "source:" + id}}
	b.Append(graph.Batch{
		Sources:       []graph.Source{{ID: "source:" + id, Title: name}},
		Places:        []graph.Place{{ID: "place:" + id, Name: name, Sources: cited}},
		Organizations: []graph.Organization{{ID: "org:" + id, Name: name, Kind: "OTHER", Sources: cited}},
		Posts:         []graph.Post{{ID: "post:" + id, Title: name, Organization: "org:" + id, Sources: cited}},
		Officials: []graph.Official{
			{ID: "official:" + id, Name: name, Sources: cited},
			{ID: "official:" + id + "-alias", Name: "Somebody Else", Aliases: []string{"Another", name}, Sources: cited},
			{ID: "official:" + id + "-native", Name: "Somebody Else", NativeName: name, Sources: cited},
		},
		Commodities: []graph.Commodity{{ID: "commodity:HS-" + code, Classification: "HS", Code: code, Description: name, Sources: cited}},
		Events: []graph.Event{
			{ID: "event:" + id, Kind: graph.OtherEvent, Title: name, Date: date, Sources: cited},
			{ID: "event:" + id + "-summary", Kind: graph.OtherEvent, Title: "Nothing", Summary: "Said of " + name + ".", Date: date, Sources: cited},
		},
	})
	return map[string][]string{
		"source": {"source:" + id}, "place": {"place:" + id}, "organization": {"org:" + id}, "post": {"post:" + id},
		"official": {"official:" + id, "official:" + id + "-alias", "official:" + id + "-native"}, "commodity": {"commodity:HS-" + code},
		"event": {"event:" + id, "event:" + id + "-summary"},
	}
}

// A finding is nodes that an index should find by a text.
type finding struct {
	index, text string
	ids         []string
}

// finds asks the indexes for all texts as a filter does. A search asks for the same, and for more beside it.
func finds(t *testing.T, s *store.Store, all []finding) {
	t.Helper()
	rows := make([]any, len(all))
	for i, f := range all {
		query, err := store.FilterQuery(f.text)
		if err != nil {
			t.Fatalf("%q: %v", f.text, err)
		}
		if search, err := store.SearchQuery(f.text); err != nil || !strings.HasPrefix(search, "("+query+") OR ") {
			t.Errorf("a search of %q asks for %s: %v", f.text, search, err)
		}
		rows[i] = map[string]any{"n": i, "index": "words_" + f.index, "ids": f.ids, "query": query}
	}
	for some := range slices.Chunk(rows, 500) {
		missing, err := s.Raw(t.Context(), `UNWIND $given.rows AS row
			CALL (row) { CALL db.index.fulltext.queryNodes(row.index, row.query) YIELD node RETURN collect(node.id) AS ids }
			WITH row, [id IN row.ids WHERE NOT id IN ids] AS missing WHERE size(missing) > 0
			RETURN row.n AS n, row.query AS query, missing`, map[string]any{"rows": some})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range missing {
			t.Errorf("%q does not find %v: %s", all[m["n"].(int64)].text, m["missing"], m["query"])
		}
	}
}

// Every search finds every node by its name, in every spelling.
func TestStore_Search_shapes(t *testing.T) {
	s := graphtest.Shared(t)
	var b graph.Batch
	ids := make([]map[string][]string, len(shapes))
	for i, name := range shapes {
		ids[i] = named(&b, i, name, date(t, "2020-02-02"))
	}
	if _, err := s.Write(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	var all []finding
	for i, name := range shapes {
		seen := map[string]bool{}
		for _, text := range asks(name) {
			query, err := store.SearchQuery(text)
			if err != nil || seen[query] {
				continue
			}
			seen[query] = true
			for index, of := range ids[i] {
				all = append(all, finding{index, text, of})
			}
		}
	}
	finds(t, s, all)

	asker := costs.NewAsker(s)
	for i, name := range shapes {
		quoted, err := json.Marshal(name)
		if err != nil {
			t.Fatal(err)
		}
		answer, _, err := asker.Ask(t.Context(), costs.Question{Name: name, Query: fmt.Sprintf(`{ search(text: %[1]s, first: 100) { node { id } }
			officials(text: %[1]s, first: 500) { nodes { id } } timeline(filter: {text: %[1]s}, first: 500) { nodes { id } } }`, quoted)})
		if err != nil {
			t.Error(err)
			continue
		}
		for index, of := range ids[i] {
			times := 1
			if index == "official" || index == "event" {
				times = 2
			}
			for _, id := range of {
				got := strings.Count(string(answer), `"`+id+`"`)
				if strings.HasSuffix(id, "-summary") { // a search lists a hundred names before it
					got = min(got, 1) * 2
				}
				if got != times {
					t.Errorf("%q: %s is found in %d ways, want %d", name, id, got, times)
				}
			}
		}
	}
}

// Search finds every node of the seed graph by each of its names.
func TestStore_Search_seeds(t *testing.T) {
	s := graphtest.Seeded(t)
	rows, err := s.Raw(t.Context(), `MATCH (n:Event|Official|Country|Organization|Post|Place|Commodity|Source)
		UNWIND [n.name, n.nativeName, n.title, n.description] + coalesce(n.aliases, []) AS name
		WITH n, name WHERE name IS NOT NULL
		RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Actor'][0] AS label, name`, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 500 {
		t.Fatalf("only %d names", len(rows))
	}
	all := make([]finding, len(rows))
	for i, r := range rows {
		all[i] = finding{strings.ToLower(r["label"].(string)), r["name"].(string), []string{r["id"].(string)}}
	}
	finds(t, s, all)
}

// Search finds a country by its names in other languages, with accents or without.
func TestStore_Search_countries(t *testing.T) {
	s := graphtest.Seeded(t)
	for _, text := range []string{"Coree du Nord", "Corée du Nord", "Nordkorea", "北朝鮮", "CHINA", "Chine", "Китай", "KOR", "corea del sur"} {
		hits, err := s.Search(t.Context(), text, nil, 1)
		if err != nil || len(hits) != 1 || !strings.HasPrefix(hits[0].NodeID, "country:") {
			t.Errorf("%q finds %v, %v", text, hits, err)
		}
		if hits, err = s.Search(t.Context(), text, []graph.NodeType{"PLACE"}, 1); err != nil || len(hits) > 0 && strings.HasPrefix(hits[0].NodeID, "country:") {
			t.Errorf("%q finds %v among places, %v", text, hits, err)
		}
	}
}

// Exact names come before all others; of the rest people, countries, organizations and posts before events, and of each
// beginnings of names before words. Where nothing has the words, one typing error is forgiven.
func TestStore_Search_order(t *testing.T) {
	s := graphtest.Shared(t)
	cited := []graph.Citation{{Source: "source:order"}}
	b := graph.Batch{
		Sources:       []graph.Source{{ID: "source:order", Title: "Zorbelkas in the my_order.csv"}},
		Organizations: []graph.Organization{{ID: "org:order", Name: "Friends of Zorbelkas", Kind: "OTHER", Sources: cited}},
		Posts:         []graph.Post{{ID: "post:order", Title: "Zorbelkasian Chair", Organization: "org:order", Sources: cited}},
		Places:        []graph.Place{{ID: "place:order", Name: "Zorbelkas", Sources: cited}},
		Officials: []graph.Official{
			{ID: "official:order-1", Name: "Vint Zorbelkas", NativeName: "佐貝卡斯", Sources: cited}, {ID: "official:order-2", Name: "Zorbelkas Vint-Om", Sources: cited},
		},
	}
	for i := range 30 {
		title := fmt.Sprintf("Zorbelkas speaks Zorbelkas of Zorbelkas %d", i)
		b.Events = append(b.Events, graph.Event{ID: fmt.Sprintf("event:order-%02d", i), Kind: graph.Statement, Title: title, Date: date(t, "2020-02-02"), Sources: cited})
	}
	var long strings.Builder // as long as a description may be
	for i := 0; long.Len() < 4990; i++ {
		fmt.Fprintf(&long, "Z%d ", i)
	}
	b.Commodities = []graph.Commodity{{ID: "commodity:HS-990001", Classification: "HS", Code: "990001", Description: strings.TrimSpace(long.String()), Sources: cited}}
	if _, err := s.Write(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{long.String(), "commodity:HS-990001"},
		{strings.ToLower(long.String()[:3000]), "commodity:HS-990001"},
		{"Zorbelkas", "place:order official:order-2 post:order official:order-1 org:order event"},
		{"ZORBELKAS VINT OM", "official:order-2"},
		{"Zorbelkas Vintom", "official:order-2"},
		{"zorb", "official:order-2 post:order official:order-1 org:order event"},
		{"Zorbelkos", "official:order-2 official:order-1 org:order event"},
		{"Zorbeklas", "official:order-2 official:order-1 org:order event"},
		{"orbelkas", "official:order-2 official:order-1 org:order event"},
		{"Vint Zzorbelkas", "official:order-1 official:order-2"},
		{"VintZorbelkas", "official:order-1"},
		{"佐貝卡师", "official:order-1"},
		{"卡斯", "official:order-1"},
		{"Zorbalkos", ""}, // two errors
		{"order", "source:order"},
		{"my order", "source:order"},
		{"my_order.csv", "source:order"},
		{"ORDER.CSV", "source:order"},
	} {
		hits, err := s.Search(t.Context(), c.text, nil, 12)
		if err != nil {
			t.Error(err)
			continue
		}
		var got []string
		for _, h := range hits {
			id := h.NodeID
			if strings.HasPrefix(id, "event:order") {
				id = "event"
			}
			if strings.Contains(id, "order") || id == "event" || id == "commodity:HS-990001" {
				got = append(got, id)
			}
		}
		if got := strings.Join(slices.Compact(got), " "); got != c.want {
			t.Errorf("%q finds %q, want %q", c.text, got, c.want)
		}
	}
}
