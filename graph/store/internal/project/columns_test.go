package project

import (
	"regexp"
	"strings"
	"testing"

	"demarche/graph/store/cypher"
)

var namedInPattern = regexp.MustCompile(`[\w}(\[]:([A-Z][A-Za-z_|]*)`)

// Every label and kind of edge that a template of this package names is one of the statements.
func TestColumns_labels(t *testing.T) {
	known := map[string]bool{}
	for _, text := range cypher.All() {
		for _, m := range namedInPattern.FindAllStringSubmatch(text, -1) {
			for name := range strings.SplitSeq(m[1], "|") {
				known[name] = true
			}
		}
	}
	var own []string
	for _, fields := range columns {
		for _, template := range fields {
			own = append(own, template)
		}
	}
	for _, c := range conditions {
		own = append(own, c.cypher)
	}
	for _, abstract := range []string{"Event", "Actor", "TradeArea", "Node"} {
		own = append(own, discriminator(abstract))
	}
	names := 0
	for _, template := range own {
		for _, m := range namedInPattern.FindAllStringSubmatch(template, -1) {
			for name := range strings.SplitSeq(m[1], "|") {
				if names++; !known[name] {
					t.Errorf("no statement knows %s: %s", name, template)
				}
			}
		}
	}
	if names < 50 {
		t.Errorf("%d labels and kinds of edges were found", names)
	}
}
