package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A statement that goes through the nodes of every kind of record leaves out none: one that names those of trade and of
// office names all.
func TestStatements_labels(t *testing.T) {
	files, err := filepath.Glob("cypher/*.cypher")
	if err != nil {
		t.Fatal(err)
	}
	labels := []string{"Event", "Actor", "Aggregate", "Tenure", "Post", "Place", "Commodity", "TradeSeries", "TradeFigure", "Source"}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var names, lacks []string
		for _, label := range labels {
			if strings.Contains(string(text), ":"+label+" {") || strings.Contains(string(text), ":"+label+") WHERE n.id >") {
				names = append(names, label)
			} else {
				lacks = append(lacks, label)
			}
		}
		if len(names) < len(labels)-2 {
			continue
		}
		found++
		if len(lacks) > 0 {
			t.Errorf("%s lacks %v", file, lacks)
		}
	}
	if found < 5 {
		t.Errorf("%d statements go through all kinds", found)
	}
}
