package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/graph/identity"
)

// write writes a file of labelled names.
func write(t *testing.T, dir, file, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "names/nomenklatura-cases.csv", "case_group,schema,name1,name2,is_match\n"+
		"x,Person,Ada Lovelace,Ada Lovelacce,true\n"+ // right
		"x,Person,Ada Lovelace,Lovelace Ada,false\n"+ // wrong
		"x,Person,Ada Lovelace,Countess Augusta,true\n"+ // missed
		"x,Person,Elon Mosk,Elon Musk,true\n"+ // right as perhaps
		"x,Company,Siemens AG,Siemens,true\n")
	var out strings.Builder
	if err := run(&out, options{data: dir}); err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]string{
		{"names: screening", "4", "same", "0.500", "0.333", "0.400", "0.667"},
		{"names: screening", "4", "same or perhaps", "0.667", "0.667", "0.667", "0.667"},
		{"names: Korean", "no file names/south-korea-pairs.csv"},
	} {
		if !strings.Contains(strings.Join(strings.Fields(out.String()), " "), strings.Join(want, " ")) {
			t.Errorf("run printed\n%s\nwithout the row %v", out.String(), want)
		}
	}
}

func TestRun_missingColumn(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "labels/persons/name_pairs.csv", "name_a,name_b\nA,B\n")
	if err := run(&strings.Builder{}, options{data: dir}); err == nil || !strings.Contains(err.Error(), `no column "label"`) {
		t.Errorf("run = %v, want an error that names the column", err)
	}
}

func TestNameSet_read_half(t *testing.T) {
	dir := t.TempDir()
	text := "id_a,name_a,name_b,label\n"
	for id := range strings.FieldsSeq("a b c d e f g h") {
		text += id + ",Kim,Kim,SAME\n"
	}
	write(t, dir, "names/south-korea-pairs.csv", text)
	sum := 0
	for _, half := range []string{"a", "b"} {
		pairs, err := nameSets[1].read(options{data: dir, half: half})
		if err != nil || len(pairs) == 0 {
			t.Fatalf("half %s has %d pairs, %v", half, len(pairs), err)
		}
		sum += len(pairs)
	}
	if sum != 8 {
		t.Errorf("the halves have %d pairs, want 8", sum)
	}
}

func TestNameSet_judge_oneCountry(t *testing.T) {
	pairs := []namePair{{"Mahathir", "Mahathir Mohamad", true}}
	if s := (nameSet{}).judge(pairs, identity.Same); s.right != 0 {
		t.Error("one word in common is the same without a country")
	}
	if s := (nameSet{oneCountry: true}).judge(pairs, identity.Same); s.right != 1 {
		t.Error("one word in common is not the same in one country")
	}
}

// The labelled files are imported, and judged as the rules make of them one story.
func TestRun_story(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "visits/china-leaders/dev_2003_2012.csv", "date,year,country,leader,text\n"+
		"2004-03-02,2004,Fiji,Bo Sample,Bo Sample was in Beijing and met with the following: Ann J. Miller (Prime Minister of Fiji)\n"+
		"2004-03-09,2004,Fiji,Bo Sample,Bo Sample was in Beijing and met with the following: Ann Miller (Prime Minister of Fiji)\n")
	write(t, dir, "visits/colt-south-america/colt_arg_bol_chl_col_ecu_per.csv", "TripID,LeaderCountryISO,LeaderFullName,CountryVisitedISO,TripStartDate,TripEndDate\n"+
		"1-FJI,FJI,Ann Miller,CHN,2004-03-01,2004-03-03\n"+
		"2-FJI,FJI,Ann Miller,PER,2004-05-01,2004-05-03\n")
	write(t, dir, "visits/pe-latam/argentina_chile.csv", "Trip_ID,President,Origin_Country,Start_Date,End_Date,Destination_Country,Destination_City\n"+
		"7,Ann J. Miller,Fiji,2004-05-02,2004-05-03,Peru,Lima\n")
	write(t, dir, "labels/engagements/rows.csv", "row,unit,event,kind\n1,E1,E1,MEETING\n2,E2,E2,MEETING\n")
	write(t, dir, "labels/engagements/participants.csv", "unit,role,person,name\nE1,MET,ann,Ann J. Miller\nE2,MET,ann,Ann Miller\n")
	write(t, dir, "labels/persons/names.csv", "person,name\nann,Ann Miller\nann,Ann J. Miller\n")
	write(t, dir, "labels/visits/contains.csv", "visit_source,visit_id,guest,unit,label,why\n"+
		"colt-south-america,1-FJI,ann,E1,CONTAINS,\ncolt-south-america,1-FJI,ann,E2,NOT,\n")
	write(t, dir, "labels/visits/same.csv", "source_a,id_a,source_b,id_b,label,certainty\n"+
		"colt-south-america,2-FJI,pe-latam,7,SAME,sure\ncolt-south-america,1-FJI,pe-latam,7,DIFFERENT,sure\n")
	var out strings.Builder
	if err := run(&out, options{data: dir, errors: true, sample: 1}); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{
		"story: persons 3 SAME_NAME 1.000 1.000 1.000", "story: contains 1 WITHIN_VISIT 1.000 1.000 1.000",
		"story: same 1 SAME_EVENT 1.000 1.000 1.000", "story no file of ostrander-rider",
		"3 officials: 1 merged in 1 groups", "country:FJI: Ann J. Miller = Ann Miller",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("run printed\n%s\nwithout %q", out.String(), want)
		}
	}
}
