package resolvers

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"

	"demarche/graph"
)

// An Editor decides who may write. It holds the SHA-256 of the token of writers. The zero Editor lets no client write.
type Editor struct {
	sum   [sha256.Size]byte
	known bool
}

// ParseEditor parses the SHA-256 of a token, 64 hexadecimal digits. An empty text gives the zero Editor.
func ParseEditor(text string) (Editor, error) {
	if text == "" {
		return Editor{}, nil
	}
	sum, err := hex.DecodeString(text)
	if err != nil || len(sum) != sha256.Size {
		return Editor{}, fmt.Errorf("%w: the editor's token is given as its SHA-256, 64 hexadecimal digits: printf %%s TOKEN | sha256sum", graph.ErrBadInput)
	}
	return Editor{sum: [sha256.Size]byte(sum), known: true}, nil
}

type (
	editorKey   struct{} // of a context that may write
	strangerKey struct{} // of one with a token that is not the editor's
)

// AsEditor returns a context that may write, for callers with direct access to the database.
func AsEditor(ctx context.Context) context.Context { return context.WithValue(ctx, editorKey{}, true) }

// is reports whether a token is the editor's.
func (e Editor) is(token string) bool {
	sum := sha256.Sum256([]byte(token))
	return e.known && token != "" && subtle.ConstantTimeCompare(sum[:], e.sum[:]) == 1
}

// with returns a context that may write if the token is the editor's. The context also records a wrong token.
func (e Editor) with(ctx context.Context, token string) context.Context {
	switch {
	case e.is(token):
		return AsEditor(ctx)
	case token != "":
		return context.WithValue(ctx, strangerKey{}, true)
	}
	return ctx
}

// mayWrite returns an error if the context may not write.
func (r *Root) mayWrite(ctx context.Context) error {
	switch {
	case ctx.Value(editorKey{}) != nil:
		return nil
	case !r.editor.known:
		return fmt.Errorf("%w: this server is read-only: its operator has set no editor's token (DEMARCHE_TOKEN_SHA256)", graph.ErrForbidden)
	case ctx.Value(strangerKey{}) != nil:
		return fmt.Errorf("%w: the token that was sent is not the editor's: "+
			"send the one for which the server's operator has set DEMARCHE_TOKEN_SHA256", graph.ErrUnauthenticated)
	}
	return fmt.Errorf("%w: no token was sent, and writing needs the editor's: send it as Authorization: Bearer TOKEN", graph.ErrUnauthenticated)
}
