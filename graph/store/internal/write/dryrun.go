package write

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"demarche/graph"
	"demarche/graph/identity"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// dryRunState holds the officials and offices that a dry run assumes, and the stored records that they refer to.
type dryRunState struct {
	file      string
	named     map[string]bool
	officials map[string]graph.Official
	tenures   map[string][]graph.Tenure // by official
	posts     map[string]graph.Post
	at        map[string]graph.Organization
	countries map[string]string // names
}

// PreviewResolution returns the result that ResolveIdentities would have with the records that a dry run assumes. It
// changes nothing.
func (e *Editor) PreviewResolution(
	ctx context.Context,
	a *graph.Assumed,
	file string,
) (done graph.Resolution, err error) {
	if len(a.Offices.Tenures) == 0 {
		return done, nil
	}
	err = e.db.Reading(ctx, "preview", func(t *bolt.Tx) error {
		done = graph.Resolution{}
		w := newWriter(t)
		assumed, err := w.loadDryRun(a, file)
		if err != nil {
			return err
		}
		byKey, err := w.namesakesOf(assumed)
		if err != nil {
			return err
		}
		for _, key := range record.SortedKeys(byKey) {
			if len(byKey[key]) < 2 {
				continue
			}
			j, err := w.loadBlock(byKey[key], assumed)
			if err != nil {
				return err
			}
			v := j.plan()
			done.Merged, done.Unmerged = done.Merged+len(v.merge), done.Unmerged+len(v.unmerge)
		}
		return nil
	})
	if err != nil {
		return done, fmt.Errorf("resolve identities: %w", err)
	}
	return done, nil
}

// namesakesOf returns the ids of assumed officials with offices, and of stored officials with the same names, by name
// key.
func (w *writer) namesakesOf(a *dryRunState) (map[string][]string, error) {
	byKey := map[string][]string{}
	for id := range a.tenures {
		key := identity.NameKeys(a.officials[id].Name)[0]
		byKey[key] = append(byKey[key], id)
	}
	for keys := range slices.Chunk(record.SortedKeys(byKey), resolvedAtOnce) {
		records, err := w.All("name_blocks", map[string]any{"keys": keys, "least": 1, "limit": identity.MaxNameShared + 1})
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			key := bolt.Get[string](r, "key")
			byKey[key] = union(byKey[key], bolt.Texts(r, "ids"))
		}
	}
	return byKey, nil
}

// loadDryRun reads the stored records that assumed records refer to.
func (w *writer) loadDryRun(a *graph.Assumed, file string) (*dryRunState, error) {
	out := &dryRunState{
		file: file, named: a.Named, officials: map[string]graph.Official{}, tenures: map[string][]graph.Tenure{},
		posts: map[string]graph.Post{}, at: map[string]graph.Organization{}, countries: map[string]string{},
	}
	out.learn(a.Offices)
	last := map[string]graph.Tenure{}
	for _, t := range a.Offices.Tenures {
		last[t.ID] = t
	}
	for _, id := range record.SortedKeys(last) {
		out.tenures[last[id].Official] = append(out.tenures[last[id].Official], last[id])
	}
	for range 3 { // posts, their organizations, and the countries of these
		missing := out.missing()
		if len(missing) == 0 {
			break
		}
		for ids := range slices.Chunk(record.SortedKeys(missing), resolvedAtOnce) {
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

func (a *dryRunState) learn(b graph.Batch) {
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

func (a *dryRunState) missing() map[string]bool {
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
func (a *dryRunState) add(j *blockWithMerges, ids []string) {
	if a == nil {
		return
	}
	for _, id := range ids {
		at := slices.IndexFunc(j.All, func(n identity.Namesake) bool { return n.ID == id })
		if at < 0 {
			at = len(j.All)
			j.All = append(j.All, identity.Namesake{Person: identity.Person{ID: id}, Files: map[string]bool{}})
		}
		n := &j.All[at]
		if o, ok := a.officials[id]; ok {
			n.Person = identity.Person{
				ID:       id,
				Name:     o.Name,
				Country:  o.Country,
				Wikidata: o.Wikidata,
				Born:     o.Born,
				Died:     o.Died,
				Keys:     identity.NameKeys(o.Name),
			}
			n.Nation = identity.Nation{ID: o.Country, Name: a.countries[o.Country]}
			for _, s := range o.Sources {
				n.Files[s.Source] = true
			}
		}
		if a.named[id] {
			n.Files[a.file] = true
		}
		for _, t := range a.tenures[id] {
			n.Held = append(slices.DeleteFunc(n.Held, func(h identity.Held) bool { return h.Tenure == t.ID }), a.held(t))
		}
	}
}

func (a *dryRunState) held(t graph.Tenure) identity.Held {
	post := a.posts[t.Post]
	at := a.at[post.Organization]
	h := identity.Held{
		Tenure:       t.ID,
		Post:         t.Post,
		Title:        post.Title,
		Level:        post.Level,
		Organization: at.Name,
		Country:      identity.Nation{ID: at.Country, Name: a.countries[at.Country]},
	}
	h.From, h.To = identity.KnownTime(t.Dates)
	return h
}

// hold adds the assumed holders of posts.
func (a *dryRunState) hold(j *blockWithMerges, posts map[string]bool) {
	if a == nil {
		return
	}
	for official, tenures := range a.tenures {
		for _, t := range tenures {
			if posts[t.Post] {
				from, to := identity.KnownTime(t.Dates)
				j.Holders[t.Post] = append(
					j.Holders[t.Post],
					identity.Stint{Key: identity.NameKeys(a.officials[official].Name)[0], From: from, To: to},
				)
			}
		}
	}
}
