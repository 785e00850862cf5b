// Command hanreadings writes the readings of Han characters that graph/identity embeds (readings.txt), from the files
// Unihan_Readings.txt and Unihan_Variants.txt of the Unicode Character Database.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// header opens the file that is written.
const header = `# Readings of Han characters, made by tools/hanreadings from the Unihan database of Unicode 15.0 (Unihan_Readings.txt,
# Unihan_Variants.txt), © Unicode, Inc., Unicode License v3 (SPDX: Unicode-3.0).
# k: Korean reading and its characters. m: Mandarin reading without tone. s: simplified and traditional form, in pairs.
`

func main() {
	dir := flag.String("unihan", ".", "folder with Unihan_Readings.txt and Unihan_Variants.txt")
	out := flag.String("out", "readings.txt", "file to write")
	flag.Parse()
	if err := run(*dir, *out); err != nil {
		fmt.Fprintln(os.Stderr, "hanreadings:", err)
		os.Exit(1)
	}
}

// run reads the database of the folder and writes the file.
func run(dir, out string) error {
	fields, err := unihan(filepath.Join(dir, "Unihan_Readings.txt"))
	if err != nil {
		return err
	}
	variants, err := unihan(filepath.Join(dir, "Unihan_Variants.txt"))
	if err != nil {
		return err
	}
	korean, mandarin := map[string][]rune{}, map[string][]rune{}
	for char, values := range fields["kHangul"] {
		for _, v := range values {
			reading, _, _ := strings.Cut(v, ":")
			korean[reading] = append(korean[reading], char)
		}
	}
	for char := range usual(fields) {
		for _, reading := range pinyin(fields, char) {
			mandarin[reading] = append(mandarin[reading], char)
		}
	}
	text := header + lines("k", korean) + lines("m", mandarin) + "s " + pairs(variants["kTraditionalVariant"]) + "\n"
	return os.WriteFile(out, []byte(text), 0o600)
}

// usual returns the characters of Korean names and of the two dictionaries of modern Chinese.
func usual(fields map[string]map[rune][]string) map[rune]bool {
	out := map[rune]bool{}
	for _, field := range []string{"kHangul", "kXHC1983", "kTGHZ2013"} {
		for char := range fields[field] {
			out[char] = true
		}
	}
	return out
}

// pinyin returns the Mandarin readings of a character, without tones.
func pinyin(fields map[string]map[rune][]string, char rune) []string {
	out := slices.Clone(fields["kMandarin"][char])
	for _, v := range fields["kXHC1983"][char] {
		if _, readings, ok := strings.Cut(v, ":"); ok {
			out = append(out, strings.Split(readings, ",")...)
		}
	}
	for i := range out {
		out[i] = toneless(out[i])
	}
	return slices.Compact(slices.Sorted(slices.Values(out)))
}

// toneless returns a reading without its tone; ü is v.
func toneless(s string) string {
	s = strings.ReplaceAll(norm.NFD.String(s), "u\u0308", "v")
	out, _, err := transform.String(runes.Remove(runes.In(unicode.Mn)), s)
	if err != nil {
		return s
	}
	return out
}

// lines returns one line for each reading, in order.
func lines(kind string, of map[string][]rune) string {
	var b strings.Builder
	for _, reading := range slices.Sorted(maps.Keys(of)) {
		chars := slices.Compact(slices.Sorted(slices.Values(of[reading])))
		fmt.Fprintf(&b, "%s %s %s\n", kind, reading, string(chars))
	}
	return b.String()
}

// pairs returns the simplified characters, each before its first traditional form.
func pairs(traditional map[rune][]string) string {
	var b strings.Builder
	for _, simple := range slices.Sorted(maps.Keys(traditional)) {
		for _, v := range traditional[simple] {
			if char, err := codePoint(v); err == nil && char != simple && simple <= 0xFFFF && char <= 0xFFFF {
				b.WriteString(string([]rune{simple, char}))
				break
			}
		}
	}
	return b.String()
}

// unihan reads a file of the database: the values of each character, by field.
func unihan(file string) (map[string]map[rune][]string, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	out := map[string]map[rune][]string{}
	for lines := bufio.NewScanner(in); lines.Scan(); {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != 3 {
			continue
		}
		char, err := codePoint(cells[0])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if out[cells[1]] == nil {
			out[cells[1]] = map[rune][]string{}
		}
		out[cells[1]][char] = strings.Fields(cells[2])
	}
	return out, nil
}

// codePoint parses "U+674E".
func codePoint(s string) (rune, error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(s, "U+"), 16, 32)
	return rune(n), err
}
