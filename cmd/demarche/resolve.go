package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/identity"
	"demarche/graph/store"
)

type resolveCmd struct {
	Country  string   `help:"Only officials of this country: an ISO 3166-1 code." placeholder:"CODE"`
	MinScore share    `help:"Only candidates with at least this score, of 0 to 1." default:"0.5"`
	First    positive `help:"How many at most." default:"50"`
	Merged   bool     `help:"List the merges that were made instead, with who or which rule made them."`
	JSON     bool     `name:"json" help:"Print the list as JSON."`
}

// Run lists officials who may be the same person, or the merges that were made. It merges no officials.
func (c *resolveCmd) Run(ctx context.Context, a *app) error {
	id := "" // of a country
	if c.Country != "" {
		code, err := country.ParseCode(c.Country)
		if err != nil {
			return err
		}
		id = "country:" + code
	}
	return a.withStore(ctx, func(s *store.Store) error {
		if c.Merged {
			made, err := s.Merges(ctx)
			if err != nil {
				return err
			}
			return c.tellMerges(a, made[:min(int(c.First), len(made))], len(made))
		}
		found, err := s.Candidates(ctx, float64(c.MinScore))
		if err != nil {
			return err
		}
		if id != "" {
			found = slices.DeleteFunc(found, func(x identity.Candidate) bool {
				return x.Keep.Country != id && x.Merge.Country != id
			})
		}
		return c.tell(a, found[:min(int(c.First), len(found))], len(found))
	})
}

func (c *resolveCmd) tell(a *app, shown []identity.Candidate, all int) error {
	if c.JSON {
		return listed(a, shown)
	}
	out := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "SCORE\tKEEP\tMERGE\tNAMES\tREASONS")
	for _, x := range shown {
		fmt.Fprintf(out, "%.2f\t%s\t%s\t%s = %s\t%s\n", x.Score, x.Keep.ID, x.Merge.ID, x.Keep.Name, x.Merge.Name, strings.Join(x.Reasons, "; "))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing candidates: %w", err)
	}
	fmt.Fprintf(a.err, "%d of %d candidates. Nobody was merged; to merge two:\n"+
		"  echo 'mutation { mergeOfficials(keep: \"KEEP\", merge: \"MERGE\", source: {title: \"…\"}) { id } }' | demarche query\n", len(shown), all)
	return nil
}

// tellMerges prints merges, including undone ones.
func (c *resolveCmd) tellMerges(a *app, shown []graph.Merge, all int) error {
	if c.JSON {
		return listed(a, shown)
	}
	out := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "KEPT\tMERGED\tNAME\tBY\tON\tUNDONE\tSOURCES")
	for _, m := range shown {
		by, undone, sources := string(cmp.Or(m.Rule, "-")), "-", make([]string, len(m.Sources))
		if !m.UndoneAt.IsZero() {
			undone = m.UndoneAt.Format(time.DateOnly)
		}
		for i, s := range m.Sources {
			sources[i] = s.Source
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", m.Keep, m.Merged, m.Name, by, m.At.Format(time.DateOnly), undone, strings.Join(slices.Compact(sources), ", "))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing merges: %w", err)
	}
	fmt.Fprintf(a.err, "%d of %d merges; to undo one:\n  echo 'mutation { undoMerge(id: \"MERGED\") { id } }' | demarche query\n", len(shown), all)
	return nil
}

func listed(a *app, list any) error {
	out := json.NewEncoder(a.out)
	out.SetIndent("", "  ")
	return out.Encode(list)
}
