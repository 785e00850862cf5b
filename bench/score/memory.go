package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"demarche/graph"
	"demarche/ingest"
)

// dataset is a file whose rows have labels.
type dataset struct {
	name, file string
	options    ingest.Options
}

// datasets are the labelled files, by the names that the labels use.
var datasets = []dataset{
	{name: "china-leaders", file: "visits/china-leaders/dev_2003_2012.csv", options: ingest.Options{Country: "CHN"}},
	{name: "us-officials-travel", file: "visits/us-officials-travel/travel_tidy.csv"},
	{name: "us-officials-travel-xml", file: "visits/us-officials-travel-xml/travels_2001_2012.csv"},
	{name: "us-foreign-leader-visits", file: "visits/us-foreign-leader-visits/visits_1990_2012.csv"},
	{name: "colt-south-america", file: "visits/colt-south-america/colt_arg_bol_chl_col_ecu_per.csv"},
	{name: "pe-latam", file: "visits/pe-latam/argentina_chile.csv"},
	{name: "ostrander-rider", file: "visits/ostrander-rider/us_presidents_1906_2017.csv"},
}

// memory is a graph in memory to which importers write. It only holds what the rules need.
type memory struct {
	officials map[string]graph.Official
	countries map[string]graph.Country
	places    map[string]graph.Place
	posts     map[string]graph.Post
	orgs      map[string]graph.Organization
	tenures   map[string]graph.Tenure
	events    map[string]graph.Event
	files     map[string]map[string]bool // the sources that name an official
	datasets  map[string]string          // names of the labelled files, by the ids of their sources
}

func newMemory() *memory {
	return &memory{
		officials: map[string]graph.Official{}, countries: map[string]graph.Country{}, places: map[string]graph.Place{},
		posts: map[string]graph.Post{}, orgs: map[string]graph.Organization{}, tenures: map[string]graph.Tenure{},
		events: map[string]graph.Event{}, files: map[string]map[string]bool{}, datasets: map[string]string{},
	}
}

// load imports the labelled files of a folder. It returns the names of those that are missing.
func (m *memory) load(ctx context.Context, folder string) (missing []string, err error) {
	for _, d := range datasets {
		err := m.read(ctx, filepath.Join(folder, filepath.FromSlash(d.file)), d.name, d.options)
		if errors.Is(err, fs.ErrNotExist) {
			missing = append(missing, d.name)
			continue
		}
		if err != nil {
			return nil, err
		}
	}
	return missing, nil
}

func (m *memory) read(ctx context.Context, path, name string, o ingest.Options) error {
	o.Format, o.Rejected = ingest.Auto, "-"
	o.Out = discard{}
	result, err := ingest.File(ctx, m, path, o)
	if err != nil {
		return err
	}
	if result.Rows == result.Rejected {
		return fmt.Errorf("%s: no row was read", path)
	}
	m.datasets[result.Source] = name
	return nil
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// Update writes records. It implements ingest.Writer.
func (m *memory) Update(_ context.Context, u graph.Update) (out graph.Outcomes, err error) {
	all := u.All()
	add(m.officials, all.Officials, func(r graph.Official) string { return r.ID }, graph.Official.Merged)
	add(m.countries, all.Countries, func(r graph.Country) string { return r.ID }, func(a, _ graph.Country) graph.Country { return a })
	add(m.places, all.Places, func(r graph.Place) string { return r.ID }, graph.Place.Merged)
	add(m.posts, all.Posts, func(r graph.Post) string { return r.ID }, graph.Post.Merged)
	add(m.orgs, all.Organizations, func(r graph.Organization) string { return r.ID }, graph.Organization.Merged)
	add(m.tenures, all.Tenures, func(r graph.Tenure) string { return r.ID }, graph.Tenure.Merged)
	add(m.events, all.Events, func(r graph.Event) string { return r.ID }, graph.Event.Merged)
	for _, o := range all.Officials {
		if m.files[o.ID] == nil {
			m.files[o.ID] = map[string]bool{}
		}
		m.files[o.ID][u.From] = true
	}
	for id, kind := range all.Kinds() {
		out = append(out, graph.Outcome{Kind: kind, ID: id, Status: graph.Created})
	}
	return out, nil
}

// ResolveIdentities does nothing: the rules are applied to all files together.
func (m *memory) ResolveIdentities(context.Context) (graph.Resolution, error) {
	return graph.Resolution{}, nil
}

// Imported does nothing.
func (m *memory) Imported(context.Context, string, int) error { return nil }

func add[T any](to map[string]T, records []T, id func(T) string, merged func(T, T) T) {
	for _, r := range records {
		if before, ok := to[id(r)]; ok {
			r = merged(before, r)
		}
		to[id(r)] = r
	}
}

// sorted returns the values of a map in the order of their ids.
func sorted[T any](in map[string]T) (out []T) {
	for _, id := range slices.Sorted(maps.Keys(in)) {
		out = append(out, in[id])
	}
	return out
}
