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
