package resolvers

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"

	"demarche/graph"
)

// An Editor tells who may write: who knows the token of which this is the SHA-256. The zero Editor is nobody.
type Editor struct {
	sum   [sha256.Size]byte
	known bool
}

// ParseEditor reads the SHA-256 of a token, 64 hexadecimal digits; an empty text is nobody.
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

type editorKey struct{}

// AsEditor is a context that may write: that of somebody who has the database itself.
func AsEditor(ctx context.Context) context.Context { return context.WithValue(ctx, editorKey{}, true) }

// with is a context that may write if the token is the editor's.
func (e Editor) with(ctx context.Context, token string) context.Context {
	sum := sha256.Sum256([]byte(token))
	if !e.known || token == "" || subtle.ConstantTimeCompare(sum[:], e.sum[:]) == 0 {
		return ctx
	}
	return AsEditor(ctx)
}

// mayWrite returns an error unless the context may.
func (r *Root) mayWrite(ctx context.Context) error {
	switch {
	case ctx.Value(editorKey{}) != nil:
		return nil
	case !r.editor.known:
		return fmt.Errorf("%w: this server is read-only: its operator has set no editor's token (DEMARCHE_TOKEN_SHA256)", graph.ErrForbidden)
	}
	return fmt.Errorf("%w: writing needs the editor's token: Authorization: Bearer TOKEN", graph.ErrUnauthenticated)
}
