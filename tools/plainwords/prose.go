package main

import "strings"

// A block is running text: a comment, a docstring or a paragraph.
type block struct {
	line int
	text string
}

// A reader returns the blocks of a file's lines.
type reader func(lines [][]byte) []block

// readers are the reader of each kind of file, by the ending of its name.
var readers = map[string]reader{
	".go": comments("//"), ".cypher": comments("//"), ".ts": comments("//"), ".mjs": comments("//"), ".js": comments("//"),
	".py": comments("#"), ".sh": comments("#"),
	".svelte": comments("//"), ".graphqls": docstrings, ".graphql": comments("#"), ".md": paragraphs,
}

// comments reads the lines that begin with mark, each run of them as a block. An empty comment, a list item and an
// indented line end a block.
func comments(mark string) reader {
	return func(lines [][]byte) (out []block) {
		open := false
		for i, line := range lines {
			text, isComment := strings.CutPrefix(strings.TrimSpace(string(line)), mark)
			if !isComment || strings.TrimSpace(text) == "" || strings.HasPrefix(text, "go:") || strings.HasPrefix(text, "nolint") {
				open = false
				continue
			}
			out, open = extend(out, open, i, text), true
			if strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "  ") {
				out, open = out[:len(out)-1], false // an example
			}
		}
		return out
	}
}

// docstrings reads the descriptions of a GraphQL schema.
func docstrings(lines [][]byte) (out []block) {
	inside, open := false, false
	for i, line := range lines {
		text := strings.TrimSpace(string(line))
		marks := strings.Count(text, `"""`)
		if marks == 0 && !inside {
			if strings.HasPrefix(text, `"`) {
				out = append(out, block{i + 1, strings.Trim(text, `"`)})
			}
			continue
		}
		if words := strings.ReplaceAll(text, `"""`, ""); strings.TrimSpace(words) != "" {
			out, open = extend(out, open, i, words), true
		} else {
			open = false
		}
		if marks%2 == 1 {
			inside, open = !inside, !inside && open
		}
	}
	return out
}

// paragraphs reads a Markdown document: no code, no tables.
func paragraphs(lines [][]byte) (out []block) {
	code, open := false, false
	for i, line := range lines {
		text := strings.TrimSpace(string(line))
		if strings.HasPrefix(text, "```") {
			code = !code
		}
		if code || text == "" || strings.HasPrefix(text, "```") || strings.HasPrefix(text, "|") || strings.HasPrefix(text, "#") {
			open = false
			continue
		}
		if strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "* ") || numbered(text) {
			open = false
		}
		out, open = extend(out, open, i, text), true
	}
	return out
}

// numbered reports whether the line begins an item such as "3. ".
func numbered(text string) bool {
	digits := strings.TrimLeft(text, "0123456789")
	return digits != text && strings.HasPrefix(digits, ". ")
}

// extend adds a line to the block that is open, or begins one.
func extend(blocks []block, open bool, i int, text string) []block {
	if !open {
		return append(blocks, block{i + 1, strings.TrimSpace(text)})
	}
	last := &blocks[len(blocks)-1]
	last.text += " " + strings.TrimSpace(text)
	return blocks
}
