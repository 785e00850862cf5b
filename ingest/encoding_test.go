package ingest_test

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"demarche/ingest"
)

// named are files of every format that hold a name; a table's header is on its first line.
var named = map[string]func(name string) string{
	"events": func(name string) string {
		return "kind,title,date\nMEETING," + name + ",2001-02-03\nMEETING,Talks,2001-02-04\n"
	},
	"quadruples": func(name string) string {
		return "subject,relation,object,date\n" + name + ",Make a visit,China,2001-02-03\nJapan,Consult,China,2001-02-04\n"
	},
	"gdelt": func(name string) string {
		return "GLOBALEVENTID,SQLDATE,Actor1Code,Actor1CountryCode,Actor2Code,EventCode,ActionGeo_FullName\n1,20250904,CHN,CHN,,042," + name + "\n2,20250904,PRK,PRK,,042,\n"
	},
	"visits": func(name string) string {
		return "name,country,locale,date start,date end\n" + name + ",China,Beijing,2001-02-03,2001-02-04\nAnn,Japan,Tokyo,2001,2001\n"
	},
	"comtrade": func(name string) string {
		return "period,reporterISO,partnerISO,flowCode,cmdCode,cmdDesc,primaryValue\n2001,CHN,PRK,X,1006," + name + ",10\n2002,CHN,PRK,X,1006," + name + ",11\n"
	},
	"officeholders": func(name string) string {
		return "person,personLabel,dob,position,positionLabel,start\nQ101," + name + ",1950,Q30,Minister,2001\nQ102,Ann,1951,Q30,Minister,2002\n"
	},
	"leaders": func(name string) string {
		return "country,office,name,start\nChina,Premier," + name + ",2001\nJapan,Premier,Ann,2002\n"
	},
	"popolo": func(name string) string {
		return "{\"persons\":[\n{\"id\":\"0000000a-0000-0000-0000-000000000000\",\"name\":\"" + name + "\"}]}\n"
	},
	"ftm": func(name string) string {
		return "{\"id\":\"p2\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Bob\"],\"birthDate\":[\"1950\"]}}\n{\"id\":\"p1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"" + name + "\"],\"birthDate\":[\"1950\"]}}\n"
	},
}

// tables are the formats that are read as tables with a header here.
var tables = []string{"events", "quadruples", "gdelt", "visits", "comtrade", "officeholders", "leaders"}

func TestFile_namedFormats(t *testing.T) {
	for _, f := range ingest.Formats() {
		if named[f.Name] == nil {
			t.Errorf("no name is tried of %s", f.Name)
		}
	}
}

// written are names by the encodings in which people write them.
var written = map[string][]string{
	"windows-1252": {"Søren Muñoz", "José", "João Gonçalves", "Curaçao", "Ann’s “friend”"}, "windows-1250": {"Łukasz Vučić", "Orbán Győző", "Wałęsa"},
	"iso-8859-2": {"Lech Wałęsa"}, "windows-1251": {"Владимир Пример", "Ян", "COVИД"}, "koi8-r": {"Владимир Пример"}, "ibm866": {"Владимир Пример"},
	"iso-8859-5": {"Владимир Пример"}, "windows-1253": {"Αλέξης Παράδειγμα"}, "windows-1254": {"Erdoğan Işık", "İnönü"}, "windows-1255": {"דוד דוגמה"},
	"windows-1256": {"محمد مثال"}, "windows-1257": {"Rēzekne", "Ģirts Bērziņš"}, "macintosh": {"García Núñez", "José"}, "gbk": {"李明例", "朱镕基", "习近平"},
	"gb18030": {"李明例"}, "big5": {"蔡英文"}, "shift_jis": {"山田太郎", "テスト"}, "euc-jp": {"山田太郎"}, "iso-2022-jp": {"山田太郎"}, "euc-kr": {"김철수", "이명박"},
	"utf-16le": {"José", "李明例", "Владимир"}, "utf-16be": {"José", "李明例"}, "utf-8": {"José", "李明例", "Владимир"},
}

// In every encoding, a file's names are stored as they were written, or the file is refused. With --encoding it is
// read.
func TestFile_encodings(t *testing.T) {
	for format, file := range named {
		for name, texts := range written {
			e, err := ingest.EncodingNamed(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range texts {
				content, err := e.NewEncoder().String(file(text))
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				what := fmt.Sprintf("%s: %s in %s", format, text, name)
				says := importedAs(t, ingest.Options{Format: format}, what, content, text)
				if says != "" && !strings.Contains(says, "--encoding") {
					t.Errorf("%s: %s", what, says)
				}
				if says != "" && (strings.HasPrefix(name, "utf-") || text == "Curaçao" || text == "José" && name == "windows-1252") {
					t.Errorf("%s is refused: %s", what, says)
				}
				if says != "" && strings.Contains(says, " is not UTF-8") && !strings.Contains(says, "line 2") {
					t.Errorf("%s: the line is not named: %s", what, says)
				}
				if says := importedAs(t, ingest.Options{Format: ingest.Auto, Encoding: name}, what, content, text); says != "" {
					t.Errorf("%s, with --encoding: %s", what, says)
				}
			}
		}
		for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
			content, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(file("José 李"))
			if says := importedAs(t, ingest.Options{Format: format}, "a mark", content, "José 李"); err != nil || says != "" {
				t.Error(says, err)
			}
			if says := importedAs(t, ingest.Options{Format: format}, "a cut letter", content[:len(content)-1], "José 李"); says == "" {
				t.Error("a letter that is cut is not seen")
			}
		}
	}
}

// importedAs imports a file, and fails the test unless the records hold a text, or nothing was written. It returns why.
func importedAs(t *testing.T, o ingest.Options, what, content, text string) (refused string) {
	t.Helper()
	k := &kept{}
	_, err := ingest.File(t.Context(), k, file(t, "x", []byte(content)), o)
	switch {
	case err != nil && len(k.IDs()) > 0:
		t.Errorf("%s: it is refused, and written: %v", what, err)
	case err != nil:
		return err.Error()
	case !strings.Contains(strings.NewReplacer("&", "", `\u0026`, "&").Replace(plain(k.Batch)), text):
		t.Errorf("%s: it is stored as something else: %.2000s", what, plain(k.Batch))
	}
	return ""
}

func TestFile_wrongEncoding(t *testing.T) {
	visit := named["visits"]
	for name, tt := range map[string]struct{ content, encoding, says string }{
		"UTF-8 that is said to be something else": {visit("José"), "windows-1252", "line 2 is UTF-8"},
		"bytes that the encoding lacks":           {visit("Jos\xff"), "gbk", "line 2 cannot be read in the encoding"},
		"control characters":                      {visit("Jos\x82"), "iso-8859-2", "line 2 cannot be read in the encoding"},
		"no UTF-8, though it is said":             {visit("Jos\xe9"), "utf-8", "line 2 is not UTF-8"},
		"an unknown name":                         {visit("Ann"), "elvish", `there is no encoding "elvish"`},
		"UTF-8 and others":                        {visit("Jos\xe9") + "José,China,Beijing,2001,2001\n", "", "line 2 is not UTF-8, and others are, such as line 4"},
		"zero bytes":                              {visit("A\x00nn"), "", "holds zero bytes"},
		"UTF-32":                                  {"\xff\xfe\x00\x00n\x00\x00\x00", "", "is UTF-32"},
		"Cyrillic, with a reading":                {visit("\xc2\xeb\xe0\xe4\xe8\xec\xe8\xf0"), "", `"Владимир" as windows-1251`},
		"Chinese, with a reading":                 {visit("\xcf\xb0\xbd\xfc\xc6\xbd"), "", `"习近平" as gbk`},
		"Korean, with a reading":                  {visit("\xb1\xe8\xc3\xb6\xbc\xf6"), "", `"김철수" as euc-kr`},
		"Czech, with a reading":                   {visit("Vu\xe8i\xe6"), "", `"Vučić" as windows-1250`},
	} {
		said := importedAs(t, ingest.Options{Format: "visits", Encoding: tt.encoding}, name, tt.content, "")
		if !strings.Contains(said, tt.says) {
			t.Errorf("%s: %q, want %q", name, said, tt.says)
		}
	}
	r, _ := keep(t, "visits", "x", visit("Jos\xe9 Able"))
	if n := aboutText(r); len(n) != 1 || !strings.Contains(n[0], `is read as Windows-1252, such as line 2, "José Able"`) {
		t.Error(r.Notes)
	}
	r, _ = keep(t, "visits", "x", visit("Jos\ufffd"))
	if n := aboutText(r); len(n) != 1 || !strings.Contains(n[0], "letters were lost before it was imported") {
		t.Error(r.Notes)
	}
}

// aboutText returns the notes other than those on the country of travellers.
func aboutText(r ingest.Result) []string {
	return slices.DeleteFunc(slices.Clone(r.Notes), func(n string) bool { return strings.Contains(n, "say --country") })
}

// Line ends and lines before the header do not change the records.
func TestFile_lines(t *testing.T) {
	for format, text := range named {
		want := recordsOf(t, format, text("Ann"))
		for name, end := range map[string]string{"CR": "\r", "CR LF": "\r\n"} {
			if got := recordsOf(t, format, strings.ReplaceAll(text("Ann"), "\n", end)); got != want {
				t.Errorf("%s, %s: %s, want %s", format, name, got, want)
			}
		}
	}
	k := &kept{}
	r, err := ingest.File(t.Context(), k, file(t, "x", []byte(strings.ReplaceAll(trips, "\n", "\r"))), ingest.Options{Format: "visits"})
	if err != nil || r.Rejected != 1 || !strings.Contains(rejectsOf(t, r), `"line":3`) {
		t.Errorf("%+v, %v", r, err)
	}
}

// recordsOf are the records of a file, whichever file it is.
func recordsOf(t *testing.T, format, content string) string {
	t.Helper()
	for _, o := range []string{format, ingest.Auto} {
		if r, b := keep(t, o, "x", content); o == ingest.Auto {
			return strings.ReplaceAll(plain(b.Without(func(id string) bool { return id == r.Source })), r.Source, "source:file")
		}
	}
	return ""
}

func TestFile_leads(t *testing.T) {
	for _, format := range tables {
		text := named[format]("Ann")
		want := recordsOf(t, format, text)
		for _, s := range []string{",", ";", "\t", "|", "^"} {
			if (format == "gdelt" || format == "quadruples") && (s == "^" || s == "|") {
				continue // they are not read with it
			}
			parted := strings.ReplaceAll(text, ",", s)
			for _, lead := range []string{"sep=" + s + "\n", "SEP=" + s + "\r\n", "\ufeff\"sep=" + s + "\"\n"} {
				if got := recordsOf(t, format, lead+parted); got != want {
					t.Errorf("%s, %q: %s, want %s", format, lead, got, want)
				}
			}
		}
		for _, lead := range []string{"A table\n", "A table, of 2025\n\nSee https://example.org; or ask\n\n", strings.Repeat("About,,,\n", 20), "Title,\"a title\"\nDate,2001\n,,,\n", "sep=,\nA table\n"} {
			if got := recordsOf(t, format, lead+text); got != want {
				t.Errorf("%s, %q: %s, want %s", format, lead, got, want)
			}
			lines := strings.Count(strings.TrimPrefix(lead, "sep=,\n"), "\n")
			r, _ := keep(t, format, "x", lead+text)
			if n := aboutText(r); len(n) != 1 || !strings.Contains(n[0], fmt.Sprintf("x: %d lines before the header are skipped", lines)) {
				t.Errorf("%s, %q: %v", format, lead, r.Notes)
			}
		}
	}
	r, _ := keep(t, "visits", "x", "A table\n\n"+trips)
	if !strings.Contains(rejectsOf(t, r), `"line":5`) {
		t.Error(rejectsOf(t, r))
	}
}

// A row that is too long ends the import with its line and the limit, and takes little memory.
func TestFile_longRows(t *testing.T) {
	cells := 8 << 20 // of the first table; all formats share the reader
	for _, format := range ingest.Formats() {
		text := named[format.Name]("Ann")
		header, _, _ := strings.Cut(text, "\n")
		long := strings.Repeat("a,", cells)
		tests := map[string]string{"a row of quotes": text + `"` + strings.Repeat("a\n", cells), "a row of cells": text + long}
		if strings.Contains(strings.Join(tables, " "), format.Name) {
			tests["a header"] = header + "," + long + "\n"
			cells = 1 << 20
		} else {
			tests = map[string]string{"a value": text[:len(text)-2] + strings.Repeat(" ", 17<<20)}
			if format.Name == "popolo" {
				tests = map[string]string{"a value": "{\"persons\":[\n{\"id\":\"p1\",\"name\":\"" + strings.Repeat("a", 17<<20)}
			}
		}
		for name, content := range tests {
			path := file(t, "x", []byte(content))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := ingest.File(t.Context(), &kept{}, path, ingest.Options{Format: format.Name})
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), "MiB") || !strings.Contains(err.Error(), "line ") {
				t.Errorf("%s, %s: %v", format.Name, name, err)
			}
			if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 300 {
				t.Errorf("%s, %s: it takes %d MiB", format.Name, name, took)
			}
		}
	}
}

// A quote that is not closed takes no rows with it in silence.
func TestFile_unclosedQuotes(t *testing.T) {
	for _, format := range tables {
		text := named[format]("Ann")
		lines := strings.SplitAfter(text, "\n")
		last := strings.LastIndex(lines[1], ",") + 1
		k := &kept{}
		_, err := ingest.File(t.Context(), k, file(t, "x", []byte(lines[0]+lines[1][:last]+`"`+lines[1][last:]+lines[2])), ingest.Options{Format: format})
		if err == nil || !strings.Contains(err.Error(), "line 2") || !strings.Contains(err.Error(), "a quote that is not closed") || len(k.IDs()) > 0 {
			t.Errorf("%s: %v", format, err)
		}
	}
	var b bytes.Buffer
	for range 3 {
		fmt.Fprintf(&b, "Ann,China,\"Bei\njing\",2001,2001\n")
	}
	if r, _ := keep(t, "visits", "x", "name,country,locale,date start,date end\n"+b.String()+"Ann,China,Beijing,2001,\"2001\""); r.Rejected != 0 {
		t.Error(rejectsOf(t, r))
	}
}
