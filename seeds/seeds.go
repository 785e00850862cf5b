// Package seeds holds the seed graph, China and North Korea around September 2025, as data files that a person reads
// and corrects, and loads it.
package seeds

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
)

//go:embed *.yaml
var files embed.FS

const (
	countrySource      = "source:iso-3166"
	userAssignedSource = "source:seed-notes" // of a code that the standard leaves to its users
)

// Writer writes records in one transaction, and counts what became of them by type: "events", "officials" and so on.
type Writer interface {
	Write(ctx context.Context, b graph.Batch) (graph.Outcomes, error)
}

// Read returns the seed graph: every record of the data files and all countries of the table of codes. Nothing is
// checked beyond what decoding needs: see Check. The error names every place, by file and line, that cannot be decoded.
func Read() (graph.Batch, error) {
	b, _, err := read(files)
	return b, err
}

// Check returns all that is wrong with a batch that should stand on its own, joined. See [graph.Batch.CheckWhole].
func Check(b graph.Batch) error { return check(b, nil) }

// check is Check whose errors begin with the file and line of the record where these are known.
func check(b graph.Batch, at places) error {
	var errs []error
	for _, p := range b.CheckWhole() {
		if lines := at[p.Record]; len(lines) > 0 {
			errs = append(errs, fmt.Errorf("%s: %w", strings.Join(lines, ", "), p))
			continue
		}
		errs = append(errs, p)
	}
	return errors.Join(errs...)
}

// Load reads the seed graph, checks it and writes it. Nothing is written when anything is wrong.
func Load(ctx context.Context, w Writer) (graph.Outcomes, error) { return load(ctx, files, w) }

func load(ctx context.Context, fsys fs.FS, w Writer) (graph.Outcomes, error) {
	b, places, err := read(fsys)
	if err != nil {
		return nil, err
	}
	if err := check(b, places); err != nil {
		return nil, fmt.Errorf("checking the seed graph: %w", err)
	}
	outcomes, err := w.Write(ctx, b)
	if err != nil {
		return nil, fmt.Errorf("writing the seed graph: %w", err)
	}
	return outcomes, nil
}

func read(fsys fs.FS) (graph.Batch, places, error) {
	b, places, err := readFiles(fsys)
	if err != nil {
		return graph.Batch{}, nil, fmt.Errorf("reading the seed graph: %w", err)
	}
	countries, err := countries()
	if err != nil {
		return graph.Batch{}, nil, err
	}
	b.Countries = append(b.Countries, countries...)
	return b, places, nil
}

// countries returns the table of country codes as records.
func countries() ([]graph.Country, error) {
	var all []graph.Country
	for code := range country.All() {
		from, err := dateOrNone(code.ValidFrom)
		if err != nil {
			return nil, fmt.Errorf("country %s: valid from: %w", code.Code, err)
		}
		to, err := dateOrNone(code.ValidTo)
		if err != nil {
			return nil, fmt.Errorf("country %s: valid to: %w", code.Code, err)
		}
		source := countrySource
		if code.UserAssigned() {
			source = userAssignedSource
		}
		all = append(all, graph.Country{
			ID: "country:" + code.Code, Code: code.Code, ISO2: code.Alpha2, M49: code.M49, Name: code.Name,
			ValidFrom: from, ValidTo: to, Sources: []graph.Citation{{Source: source}},
		})
	}
	return all, nil
}

func dateOrNone(s string) (edtf.Date, error) {
	if s == "" {
		return edtf.Date{}, nil
	}
	return edtf.Parse(s)
}
