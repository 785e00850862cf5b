package httpd

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/99designs/gqlgen/graphql"
)

// Automatic persisted queries, as Apollo's clients send them: extensions.persistedQuery holds the SHA-256 of the text.
// A client sends it alone, and once more with the text where the server does not know it.

// hashOf returns the hash in p, or "" if there is none.
func hashOf(p *graphql.RawParams) (string, *refused) {
	given, ok := p.Extensions["persistedQuery"]
	if !ok {
		return "", nil
	}
	fields, _ := given.(map[string]any)
	hash, _ := fields["sha256Hash"].(string)
	if fields["version"] != json.Number("1") || hash == "" {
		return "", badRequest("extensions.persistedQuery is {version: 1, sha256Hash: …}")
	}
	return hash, nil
}

// recall sets the text of p if p has only its hash.
func (t overHTTP) recall(p *graphql.RawParams) *refused {
	hash, why := hashOf(p)
	if hash == "" {
		return why
	}
	if p.Query == "" {
		text, known := t.known.get(hash)
		if !known {
			return refuse(wrongDocument, codePersistedQuery, "PersistedQueryNotFound") // this message is what clients look for
		}
		p.Query = text
		return nil
	}
	if sum := sha256.Sum256([]byte(p.Query)); hex.EncodeToString(sum[:]) != hash {
		return badRequest("extensions.persistedQuery.sha256Hash is not the SHA-256 of the query, in lower-case hex")
	}
	return nil
}

// remember stores the valid text of p under its hash, if p has one.
func (t overHTTP) remember(p *graphql.RawParams) {
	if hash, _ := hashOf(p); hash != "" {
		t.known.add(hash, strings.Clone(p.Query), len(p.Query))
	}
}
