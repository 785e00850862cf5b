// Command plainwords reports what does not read as plain English in the files that git tracks: words of a list, and
// sentences of more than 30 words in comments and documents. It exits with status 1 when it finds something.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// maxWords bounds a sentence.
const maxWords = 30

// riddles are words and phrases that have a plainer term. CONTRIBUTING.md lists them for people.
var riddles = regexp.MustCompile(`(?i)(?:^|[^-\w])(whom|whoever|whomever|whatever|who is who|of which there|in vain|anew|read over|for who|` +
	`is found by|but for (?:what|the|those|its|some|one|a)|of whose|thereof|wherefore|whereof|thereby|hereby)\b`)

// skipped are paths that people do not write: generated files, builds, data.
var skipped = regexp.MustCompile(`^(internal/gen/|internal/[a-z]+/gen/|web/dist/|tools/plainwords/|.*/testdata/|seeds/.*\.(jsonl|csv)$|CHANGELOG\.md$)`)

// A finding is one place to reword.
type finding struct {
	file string
	line int
	text string
}

func main() {
	findings, err := check(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "plainwords:", err)
		os.Exit(2)
	}
	for _, f := range findings {
		fmt.Printf("%s:%d: %s\n", f.file, f.line, f.text)
	}
	if len(findings) > 0 {
		fmt.Printf("%d places to reword: CONTRIBUTING.md, \"Language\", says how\n", len(findings))
		os.Exit(1)
	}
}

// check reads the tracked files below the given paths, the whole tree if there are none.
func check(paths []string) ([]finding, error) {
	list, err := exec.Command("git", append([]string{"ls-files", "-z", "--"}, paths...)...).Output() //nolint:gosec,noctx // paths of a person
	if err != nil {
		return nil, fmt.Errorf("listing files: %w", err)
	}
	var all []finding
	for file := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		prose, ok := readers[filepath.Ext(file)]
		if !ok || skipped.MatchString(file) {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		all = append(all, words(file, text)...)
		all = append(all, sentences(file, prose(bytes.Split(text, []byte("\n"))))...)
	}
	return all, nil
}

// words reports words of the list, wherever they stand in the file.
func words(file string, text []byte) (out []finding) {
	for i, line := range strings.Split(string(text), "\n") {
		for _, word := range riddles.FindAllStringSubmatch(line, -1) {
			out = append(out, finding{file, i + 1, fmt.Sprintf("%q: use a plainer word", word[1])})
		}
	}
	return out
}

// sentences reports sentences of more than maxWords words.
func sentences(file string, blocks []block) (out []finding) {
	for _, b := range blocks {
		for s := range strings.SplitSeq(ends.ReplaceAllString(b.text, "$1\x00"), "\x00") {
			if n := len(strings.Fields(s)); n > maxWords {
				out = append(out, finding{file, b.line, fmt.Sprintf("a sentence of %d words: %s …", n, firstWords(s, 6))})
			}
		}
	}
	return out
}

// ends match the end of a sentence, or of a part that a colon or semicolon closes.
var ends = regexp.MustCompile(`([.!?:;])(?:\s+|$)`)

func firstWords(s string, n int) string {
	w := strings.Fields(s)
	return strings.Join(w[:min(n, len(w))], " ")
}
