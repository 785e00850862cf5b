package export_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/ingest"
	"demarche/internal/graphtest"
	"demarche/seeds"
)

// person is a person in FollowTheMoney who holds a position.
func person(id, name, country, position, from, to string) string {
	return fmt.Sprintf(`{"id":"%[1]s","schema":"Person","properties":{"name":[%[2]q],"nationality":[%[3]q]}}
{"id":"pos-%[1]s","schema":"Position","properties":{"name":[%[4]q]}}
{"id":"occ-%[1]s","schema":"Occupancy","properties":{"holder":["%[1]s"],"post":["pos-%[1]s"],"startDate":[%[5]q],"endDate":[%[6]q]}}
{"id":"ev-%[1]s","schema":"Event","properties":{"name":["Talks of %[1]s"],"involved":["%[1]s"],"date":["2014-06-01"]}}
`, id, name, country, position, from, to)
}

// officeFiles name officials who are one, and some who may not be.
var officeFiles = map[string]string{
	"a": person("a1", "Wang Yi", "cn", "Minister of Foreign Affairs", "2013-03", "2022-12") +
		person("a2", "Li Na", "cn", "Member of the National People's Congress", "2013", "2018") +
		person("a3", "Kim Yong-nam", "kp", "Premier", "1998", "2019"),
	"b": person("b1", "WANG Yi", "cn", "Foreign Affairs Minister of China", "2014", "2015") +
		person("b2", "Li Na", "cn", "Member of the National People's Congress", "2013", "2018") +
		person("b3", "Wang Yi", "cn", "Governor of Hainan", "2014", "2015"),
	"c": person("c1", "Kim Yong Nam", "kp", "Premier", "2001", "2002") + person("c2", "Kim Yong Nam", "kp", "Premier", "2003", "2004"),
	"d": person("d1", "Yi Wang", "cn", "Minister of Foreign Affairs", "2022", "2022"),
}

// times matches the values that differ from one import to the next.
var times = regexp.MustCompile(`"(at|retrieved|believedFrom|believedTo)":"[^"]*"`)

func withoutTimes(text string) string { return times.ReplaceAllString(text, `"$1":""`) }

// mergesIn returns the merges of an export: the merged official, the kept one and the rule.
func mergesIn(tb testing.TB, s *store.Store) (out []string) {
	tb.Helper()
	made, err := s.Merges(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	names := map[string]string{}
	for _, id := range []string{"a1", "a3", "b1", "b3", "c1", "c2", "d1"} {
		names["official:ftm-"+graph.Hash(id)] = id
	}
	for _, m := range made {
		line := fmt.Sprintf("%s=%s %s of %d", names[m.Keep], names[m.Merged], m.Rule, len(m.Sources))
		if !m.UndoneAt.IsZero() {
			line += " undone"
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

// withCountries is an empty graph that knows the countries, which else cite the file that named them first.
func withCountries(t *testing.T) *store.Store {
	t.Helper()
	s := graphtest.Fresh(t)
	seed, err := seeds.Read()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write(t.Context(), graph.Batch{Sources: seed.Sources, Countries: seed.Countries}); err != nil {
		t.Fatal(err)
	}
	return s
}

// Files can come in any order. Officials whose name, country and office agree are merged in the end, and officials who
// may be different people are not. The exports are equal.
func TestJSONL_SameOffice(t *testing.T) {
	var want string
	for _, order := range []string{"abcd", "dcba"} {
		s := withCountries(t)
		merged, unmerged := 0, 0
		for _, name := range order {
			r := imported(t, s, "ftm", string(name)+".jsonl", officeFiles[string(name)])
			merged, unmerged = merged+r.Merged, unmerged+r.Unmerged
			if r.Rejected > 0 {
				t.Fatalf("%+v", r)
			}
		}
		made := mergesIn(t, s)
		if len(made) != 2 || merged-unmerged != 2 {
			t.Errorf("%s: %v, after %d merges and %d taken back", order, made, merged, unmerged)
		}
		got := withoutTimes(exported(t, s, "jsonl", ""))
		if want == "" {
			want = got
		}
		same(t, want, got)
		sound(t, s)
		for _, name := range "bc" {
			if r := imported(t, s, "ftm", string(name)+".jsonl", officeFiles[string(name)]); r.Unchanged != r.Rows || r.Merged+r.Unmerged > 0 {
				t.Errorf("again: %+v", r)
			}
		}
		same(t, want, withoutTimes(exported(t, s, "jsonl", "")))
	}
}

// What a file adds is foretold by a dry run; who is two in one file is two, and who was taken apart by a person stays
// apart.
func TestJSONL_SameOffice_apart(t *testing.T) {
	s := withCountries(t)
	load := func(name, text string) ingest.Result { return imported(t, s, "ftm", name+".jsonl", text) }
	changed := func(name, text string, merged, unmerged int) {
		t.Helper()
		foretold := ingested(t, s, name, text, ingest.Options{Format: "ftm", Preview: s})
		for what, r := range map[string]ingest.Result{"a dry run": foretold, "an import": load(name, text)} {
			if r.Merged != merged || r.Unmerged != unmerged {
				t.Errorf("%s of %s: %d merged and %d no longer, want %d and %d", what, name, r.Merged, r.Unmerged, merged, unmerged)
			}
		}
	}
	load("a", officeFiles["a"])
	changed("b", officeFiles["b"], 1, 0)
	first, _, _ := strings.Cut(officeFiles["c"], `{"id":"c2"`)
	changed("one of c", first, 1, 0)
	changed("c", officeFiles["c"], 0, 1)
	made, err := s.Merges(t.Context())
	if err != nil || len(made) != 1 {
		t.Fatal(made, err)
	}
	undo(t, s, made[0].Merged)
	changed("b, longer", officeFiles["b"]+"\n", 0, 0)
	changed("d", officeFiles["d"], 0, 0)
	if d := cmp.Diff([]string{"b1=a1 SAME_OFFICE of 2 undone"}, mergesIn(t, s)); d != "" {
		t.Error(d)
	}
	sound(t, s)
}
