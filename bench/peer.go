package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"

	"demarche/graph"
	"demarche/internal/costs"
	"demarche/internal/neo4jd"
)

// The peer is @neo4j/graphql on graphql-yoga, over the same database: bench/peer.
const peerDir = "bench/peer"

// servePeer starts the peer, after installing it where that was not done.
func servePeer(ctx context.Context, db *neo4jd.Server) (*child, error) {
	if _, err := os.Stat(filepath.Join(peerDir, "node_modules", ".package-lock.json")); errors.Is(err, fs.ErrNotExist) {
		install := exec.CommandContext(ctx, "npm", "ci")
		install.Dir, install.Stdout, install.Stderr = peerDir, os.Stderr, os.Stderr
		if err := install.Run(); err != nil {
			return nil, fmt.Errorf("installing the peer: %w", err)
		}
	}
	cmd := exec.CommandContext(ctx, "node", "server.mjs")
	cmd.Dir = peerDir
	cmd.Env = append(os.Environ(), "NODE_ENV=production")
	return start(ctx, cmd, db)
}

const peerEvent = `id kind title summary edtf
	participantsConnection(where: {edge: {via: {eq: "DIRECT"}}}, first: 50, sort: [{edge: {ord: ASC}}]) { edges { properties { roles } node { id name } } }
	place { name country { code name } }
	sourcesConnection(first: 20, sort: [{edge: {ord: ASC}}]) { edges { properties { quote } node { title url } } }`

// peerQuestions are the questions that the peer can answer, as it is asked them. It leaves out labels of dates, cursors
// and, in Q2, the office that each participant then held: it has nothing to compute them with.
func peerQuestions(g costs.Graph) map[string]string {
	pair := func(a, b string, before int64) string {
		return fmt.Sprintf(`{ shared(did: "%d", one: "%d", other: "%d", before: "%d", first: 50) { %s } }`,
			graph.PairKey(a, b), graph.ActorKey(a), graph.ActorKey(b), before, peerEvent)
	}
	busiest, second, rare := "country:"+g.Busiest, "country:"+g.Second, "country:"+g.Rare
	return map[string]string{
		"Q1: page 1 of the busiest pair of countries": pair(busiest, second, math.MaxInt64),
		"Q1: a page far on":                           pair(busiest, second, g.Deep),
		"Q1: a rare pair of countries":                pair(second, rare, math.MaxInt64),
		"Q1: two officials who meet all the time":     pair("official:bench-0", "official:bench-1", math.MaxInt64),
		"Q2: official with offices and last 20 events": `{ officials(where: {id: {eq: "official:bench-2"}}) { id name country { name }
			officesConnection(sort: [{node: {earliest: ASC}}]) { edges { node { from to post { title organization { name } } } } }
			latest(first: 20) { id title edtf
				participantsConnection(where: {edge: {via: {eq: "DIRECT"}}}, first: 50, sort: [{edge: {ord: ASC}}]) { edges { properties { roles } node { id name } } } } } }`,
		"officials of a country": fmt.Sprintf(`{ officials(where: {OR: [{country: {some: {id: {eq: %[1]q}}}},
			{offices: {some: {post: {some: {organization: {some: {country: {some: {id: {eq: %[1]q}}}}}}}}}}]},
			sort: [{name: ASC}, {id: ASC}], limit: 20) { id name } }`, rare),
	}
}

var idIn = regexp.MustCompile(`"id":"([^"]+)"`)

// same returns an error unless two answers hold the same ids in the same order, and at least one id.
func same(ours, theirs []byte) error {
	a, b := idIn.FindAllSubmatch(ours, -1), idIn.FindAllSubmatch(theirs, -1)
	for i := range max(len(a), len(b)) {
		if i >= min(len(a), len(b)) || string(a[i][1]) != string(b[i][1]) {
			return fmt.Errorf("the peer answers something else from id %d of %d and %d: %.200s", i, len(a), len(b), theirs)
		}
	}
	if len(a) == 0 {
		return fmt.Errorf("there is nothing in the answer; generate a larger graph: %.200s", ours)
	}
	return nil
}

func document(query string) ([]byte, error) { return json.Marshal(map[string]string{"query": query}) }
