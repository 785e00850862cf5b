package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"demarche/graph"
)

// assumption holds the officials and offices that a dry run assumes, and the stored records that they refer to.
type assumption struct {
	file      string
	named     map[string]bool
	officials map[string]graph.Official
	tenures   map[string][]graph.Tenure // by official
	posts     map[string]graph.Post
	at        map[string]graph.Organization
	countries map[string]string // names
}

// PreviewSettled returns the result that Settle would have with the records that a dry run assumes. It changes
// nothing.
func (s *Store) PreviewSettled(ctx context.Context, a *graph.Assumed, file string) (done graph.Settled, err error) {
	if len(a.Offices.Tenures) == 0 {
		return done, nil
	}
	err = s.reading(ctx, "preview", func(t *tx) error {
		done = graph.Settled{}
		w := newWriter(t)
		assumed, err := w.assume(a, file)
		if err != nil {
			return err
		}
		byKey, err := w.namesakesOf(assumed)
		if err != nil {
			return err
		}
		for _, key := range sortedKeys(byKey) {
			if len(byKey[key]) < 2 {
				continue
			}
			j, err := w.crowd(byKey[key], assumed)
			if err != nil {
				return err
			}
			v := j.verdict()
			done.Merged, done.Unmerged = done.Merged+len(v.merge), done.Unmerged+len(v.apart)
		}
		return nil
	})
	if err != nil {
		return done, fmt.Errorf("looking for officials who would be one: %w", err)
	}
	return done, nil
}

// namesakesOf returns the ids of assumed officials with offices, and of stored officials with the same names, by name
// key.
func (w *writer) namesakesOf(a *assumption) (map[string][]string, error) {
	byKey := map[string][]string{}
	for id := range a.tenures {
		key := nameKeys(a.officials[id].Name)[0]
		byKey[key] = append(byKey[key], id)
	}
	for keys := range slices.Chunk(sortedKeys(byKey), settledAtOnce) {
		records, err := w.all("crowds", map[string]any{"keys": keys, "least": 1, "limit": maxNameShared + 1})
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			key := get[string](r, "key")
			byKey[key] = union(byKey[key], texts(r, "ids"))
		}
	}
	return byKey, nil
}

// assume reads the stored records that assumed records refer to.
func (w *writer) assume(a *graph.Assumed, file string) (*assumption, error) {
	out := &assumption{
		file: file, named: a.Named, officials: map[string]graph.Official{}, tenures: map[string][]graph.Tenure{},
		posts: map[string]graph.Post{}, at: map[string]graph.Organization{}, countries: map[string]string{},
	}
	out.learn(a.Offices)
	last := map[string]graph.Tenure{}
	for _, t := range a.Offices.Tenures {
		last[t.ID] = t
	}
	for _, id := range sortedKeys(last) {
		out.tenures[last[id].Official] = append(out.tenures[last[id].Official], last[id])
	}
	for range 3 { // posts, their organizations, and the countries of these
		missing := out.missing()
		if len(missing) == 0 {
			break
		}
		for ids := range slices.Chunk(sortedKeys(missing), settledAtOnce) {
			some := map[string]bool{}
			for _, id := range ids {
				some[id] = true
			}
			stored, err := w.recordsOf(some)
			if err != nil {
				return nil, err
			}
			out.learn(stored)
		}
	}
	return out, nil
}

func (a *assumption) learn(b graph.Batch) {
	for _, r := range b.Countries {
		a.countries[r.ID] = r.Name
	}
	for _, r := range b.Organizations {
		a.at[r.ID] = r
	}
	for _, r := range b.Posts {
		a.posts[r.ID] = r
	}
	for _, r := range b.Officials {
		a.officials[r.ID] = r
	}
}

func (a *assumption) missing() map[string]bool {
	out := map[string]bool{}
	for official, tenures := range a.tenures {
		out[official] = a.officials[official].ID == ""
		for _, t := range tenures {
			out[t.Post] = a.posts[t.Post].ID == ""
		}
	}
	need := func(id string, known bool) {
		if id != "" && !known {
			out[id] = true
		}
	}
	for _, p := range a.posts {
		need(p.Organization, a.at[p.Organization].ID != "")
	}
	for _, o := range a.at {
		need(o.Country, a.countries[o.Country] != "")
	}
	for _, o := range a.officials {
		need(o.Country, a.countries[o.Country] != "")
	}
	maps.DeleteFunc(out, func(_ string, is bool) bool { return !is })
	return out
}

// add adds the records that would be written to the officials in ids. It creates officials that are not stored.
func (a *assumption) add(j *judged, ids []string) {
	if a == nil {
		return
	}
	for _, id := range ids {
		at := slices.IndexFunc(j.all, func(n namesake) bool { return n.ID == id })
		if at < 0 {
			at = len(j.all)
			j.all = append(j.all, namesake{Person: graph.Person{ID: id}, files: map[string]bool{}})
		}
		n := &j.all[at]
		if o, ok := a.officials[id]; ok {
			n.Person = graph.Person{ID: id, Name: o.Name, Country: o.Country, Wikidata: o.Wikidata, Born: o.Born, Died: o.Died, Keys: nameKeys(o.Name)}
			n.nation = nation{o.Country, a.countries[o.Country]}
			for _, s := range o.Sources {
				n.files[s.Source] = true
			}
		}
		if a.named[id] {
			n.files[a.file] = true
		}
		for _, t := range a.tenures[id] {
			n.held = append(slices.DeleteFunc(n.held, func(h held) bool { return h.tenure == t.ID }), a.held(t))
		}
	}
}

func (a *assumption) held(t graph.Tenure) held {
	post := a.posts[t.Post]
	at := a.at[post.Organization]
	h := held{
		tenure: t.ID, post: t.Post, title: post.Title, level: post.Level, organization: at.Name, country: nation{at.Country, a.countries[at.Country]},
	}
	h.from, h.to = knownTime(t.Dates)
	return h
}

// hold adds the assumed holders of posts.
func (a *assumption) hold(j *judged, posts map[string]bool) {
	if a == nil {
		return
	}
	for official, tenures := range a.tenures {
		for _, t := range tenures {
			if posts[t.Post] {
				from, to := knownTime(t.Dates)
				j.holders[t.Post] = append(j.holders[t.Post], stint{nameKeys(a.officials[official].Name)[0], from, to})
			}
		}
	}
}
