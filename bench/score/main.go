// Command score measures the project's judgements on labelled data: it prints precision, recall and F1 of each set.
//
//	go run ./bench/score -data DIR
package main

import (
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
	return table.Flush()
}

// counted tells which verdicts count as one person, by the least of them.
var counted = map[identity.Verdict]string{identity.Same: "same", identity.Perhaps: "same or perhaps"}
