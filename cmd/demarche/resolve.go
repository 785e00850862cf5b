package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"demarche/graph"
	"demarche/graph/store"
)

type resolveCmd struct {
	Country  string  `help:"Only officials of this country: an ISO 3166-1 code." placeholder:"CODE"`
	MinScore float64 `help:"Only candidates with at least this score, of 0 to 1." default:"0.5"`
	First    int     `help:"How many at most." default:"50"`
	JSON     bool    `name:"json" help:"Print the candidates as JSON."`
}

// Run lists officials who may be the same person. It merges nobody.
func (c *resolveCmd) Run(ctx context.Context, a *app) error {
	country := ""
	if c.Country != "" {
		code, err := graph.ParseCountryCode(c.Country)
		if err != nil {
			return err
		}
		country = "country:" + code
	}
	return a.withStore(ctx, func(s *store.Store) error {
		found, err := s.Candidates(ctx, c.MinScore)
		if err != nil {
			return err
		}
		if country != "" {
			found = slices.DeleteFunc(found, func(x graph.Candidate) bool { return x.Keep.Country != country && x.Merge.Country != country })
		}
		return c.tell(a, found[:min(max(c.First, 0), len(found))], len(found))
	})
}

func (c *resolveCmd) tell(a *app, shown []graph.Candidate, all int) error {
	if c.JSON {
		out := json.NewEncoder(a.out)
		out.SetIndent("", "  ")
		return out.Encode(shown)
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
