// Command score measures the project's judgements on labelled data: it prints precision, recall and F1 of each set.
//
//	go run ./bench/score -data DIR
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"demarche/graph/identity"
)

func main() {
	var o options
	flag.StringVar(&o.data, "data", "", "folder with the labelled files")
	flag.StringVar(&o.half, "half", "", "only one half of the labels, a or b: develop with one and measure with the other")
	flag.BoolVar(&o.errors, "errors", false, "list the pairs that are judged otherwise than labelled")
	flag.IntVar(&o.sample, "sample", 0, "list so many random decisions of each rule")
	flag.Parse()
	if err := run(os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(1)
	}
}

// options are what a person chooses.
type options struct {
	data, half string
	errors     bool
	sample     int
}

// run measures all sets and prints their table. A set that the folder does not have is reported as missing.
func run(out io.Writer, o options) error {
	if o.data == "" {
		return errors.New("name the folder with the labelled files: -data DIR")
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "set\tpairs\tcounted\tprecision\trecall\tF1\tshare a key")
	for _, set := range nameSets {
		pairs, err := set.read(o)
		if errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintf(table, "%s\tno file %s\t\t\t\t\t\n", set.name, set.file)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", set.file, err)
		}
		for _, least := range []identity.Verdict{identity.Same, identity.Perhaps} {
			s := set.judge(pairs, least)
			fmt.Fprintf(table, "%s\t%d\t%s\t%.3f\t%.3f\t%.3f\t%.3f\n",
				set.name, len(pairs), counted[least], s.precision(), s.recall(), s.f1(), s.blocked())
			if o.errors && least == identity.Same {
				fmt.Fprintln(out, strings.Join(s.errors, "\n"))
			}
		}
	}
	if err := scoreStory(out, table, o); err != nil {
		return err
	}
	return table.Flush()
}

// scoreStory imports the labelled files into memory, applies the rules, and adds what they make of them to the table.
func scoreStory(out io.Writer, table *tabwriter.Writer, o options) error {
	labels, err := readLabels(o.data)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(table, "story\tno labels\t\t\t\t\t")
		return nil
	}
	if err != nil {
		return err
	}
	m := newMemory()
	missing, err := m.load(context.Background(), o.data)
	if err != nil {
		return err
	}
	for _, name := range missing {
		fmt.Fprintf(table, "story\tno file of %s\t\t\t\t\t\n", name)
	}
	s := tell(m)
	j := s.judge(labels)
	for _, row := range []struct {
		name                  string
		pairs                 int
		rule                  identity.Rule
		precision, recall, f1 float64
		errors                []string
	}{
		{"story: persons", j.persons.pairs, identity.SameName, j.persons.precision(), j.persons.recall(), j.persons.f1(), j.persons.errors},
		{"story: contains", j.contains.right + j.contains.missed, identity.WithinVisit, j.contains.precision(), j.contains.recall(), j.contains.f1(), j.contains.errors},
		{"story: same", j.same.right + j.same.missed, identity.SameEvent, j.same.precision(), j.same.recall(), j.same.f1(), j.same.errors},
	} {
		fmt.Fprintf(table, "%s\t%d\t%s\t%.3f\t%.3f\t%.3f\t\n", row.name, row.pairs, row.rule, row.precision, row.recall, row.f1)
		if o.errors {
			fmt.Fprintln(out, strings.Join(row.errors, "\n"))
		}
	}
	s.count(out)
	if o.sample > 0 {
		s.sample(out, o.sample)
	}
	return nil
}

// counted tells which verdicts count as one person, by the least of them.
var counted = map[identity.Verdict]string{identity.Same: "same", identity.Perhaps: "same or perhaps"}
