package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestSentences(t *testing.T) {
	long := strings.Repeat("word ", maxWords+1)
	tests := []struct {
		name, file, text string
		want             int // the line of the finding, 0 for none
	}{
		{"a long comment", "a.go", "package a\n\n// " + long + "\nvar x int\n", 3},
		{"a comment of two lines", "a.go", "// " + long[:60] + "\n// " + long[60:] + "\n", 1},
		{"two sentences", "a.go", "// " + long[:60] + "end. " + long[60:] + "\n", 0},
		{"an example in a comment", "a.go", "//\t" + long + "\n", 0},
		{"code", "a.go", "var s = `" + long + "`\n", 0},
		{"a docstring", "a.graphqls", "\"\"\"\n" + long + "\n\"\"\"\ntype A\n", 2},
		{"a docstring of one line", "a.graphqls", `"` + long + `"` + "\nA\n", 1},
		{"a paragraph", "a.md", "# A\n\n" + long + "\n", 3},
		{"a table", "a.md", "| " + long + " |\n", 0},
		{"code in a document", "a.md", "```\n" + long + "\n```\n", 0},
		{"a list item each", "a.md", "- " + long[:80] + "\n- " + long[80:] + "\n", 0},
		{"a Python comment", "a.py", "# " + long + "\n", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var lines [][]byte
			for line := range strings.SplitSeq(tt.text, "\n") {
				lines = append(lines, []byte(line))
			}
			found := sentences(tt.file, readers[filepath.Ext(tt.file)](lines))
			line := 0
			if len(found) > 0 {
				line = found[0].line
			}
			if line != tt.want || len(found) > 1 {
				t.Errorf("found %v, want one at line %d", found, tt.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	found := words("a.go", []byte("plain\n// the official whom it names\nWHOEVER\nwhole, wholly, renew\n"))
	if len(found) != 2 || found[0].line != 2 || found[1].line != 3 {
		t.Errorf("found %v, want lines 2 and 3", found)
	}
}
