package loaders

import (
	"context"
	"errors"
	"testing"
	"time"

	"demarche/graph/answer"
)

// slow is a source whose statements run until their context ends.
type slow struct{ started chan struct{} }

func (s slow) Nodes(ctx context.Context, _ answer.Projection, _ []string) (map[string]any, error) {
	close(s.started)
	<-ctx.Done()
	return nil, context.Cause(ctx)
}

func (s slow) FigureSources(ctx context.Context, w answer.Projection, ids []string) (map[string]any, error) {
	return s.Nodes(ctx, w, ids)
}

func (s slow) LinkSources(ctx context.Context, w answer.Projection, ids []string) (map[string]any, error) {
	return s.Nodes(ctx, w, ids)
}

// A batch outlives its first caller, and ends with its request: the error is that of a cancelled request, not of a
// database that was closed.
func TestLoader_endsWithRequest(t *testing.T) {
	for name, of := range map[string]func(*Loaders) *Loader{
		"nodes":          func(l *Loaders) *Loader { return l.Nodes },
		"figure sources": func(l *Loaders) *Loader { return l.FigureSources },
		"link sources":   func(l *Loaders) *Loader { return l.LinkSources },
	} {
		t.Run(name, func(t *testing.T) {
			request, end := context.WithCancel(t.Context())
			defer end()
			first, leave := context.WithCancel(request)
			source := slow{make(chan struct{})}
			done := make(chan error, 1)
			go func() {
				_, err := of(New(request, source)).Load(first, answer.Projection{}, "event:a")
				done <- err
			}()
			<-source.started
			leave()
			select {
			case err := <-done:
				t.Fatalf("the batch ended with its first caller: %v", err)
			case <-time.After(20 * time.Millisecond):
			}
			end()
			select {
			case err := <-done:
				if !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			case <-time.After(timeout / 2):
				t.Error("the batch goes on after its request")
			}
		})
	}
}
