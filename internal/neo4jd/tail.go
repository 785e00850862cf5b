package neo4jd

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

const (
	tailLines   = 30
	longestLine = 1 << 20
)

// lastLines keeps the last lines that were added.
type lastLines []string

func (l *lastLines) add(line string) {
	if len(*l) == tailLines {
		*l = slices.Delete(*l, 0, 1)
	}
	*l = append(*l, line)
}

func (l *lastLines) String() string { return strings.Join(*l, "\n") }

// tail returns the last of a log's lines that are to be kept.
func tail(path string, keep func(string) bool) string {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Sprintf("(it cannot be read: %v)", err)
	}
	defer func() { _ = f.Close() }()
	return lastOf(f, keep)
}

func lastOf(r io.Reader, keep func(string) bool) string {
	var last lastLines
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		if line := lines.Text(); keep(line) {
			last.add(line)
		}
	}
	if len(last) == 0 {
		return "(nothing)"
	}
	return last.String()
}

// notNoise leaves out empty lines, stack frames and what Java says about itself, such as its warnings about Unsafe.
func notNoise(line string) bool {
	text := strings.TrimLeft(line, "\t ")
	frame := text != line && (strings.HasPrefix(text, "at ") || strings.HasPrefix(text, "... "))
	return text != "" && !frame && !strings.HasPrefix(line, "WARNING: ") // Neo4j's own begin with the time
}

// isError tells the errors in Neo4j's debug log.
func isError(line string) bool {
	return strings.Contains(line, " ERROR ") || strings.HasPrefix(line, "Caused by: ")
}
