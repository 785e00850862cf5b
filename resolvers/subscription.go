package resolvers

import (
	"context"
	"errors"
	"fmt"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/store"
	"demarche/internal/gen"
	"demarche/internal/gqltype"
)

type subscription struct{ *Root }

func (r *Root) Subscription() gen.SubscriptionResolver { return subscription{r} } //nolint:revive // see Query

// EventRecorded sends recorded events until ctx ends. It reads each event when the client has taken the one before, so
// that nothing piles up for a slow client.
func (s subscription) EventRecorded(
	ctx context.Context,
	filter *graph.Filter,
	after *string,
) (<-chan *gqltype.Answer, error) {
	mark, err := s.store.Recorded(ctx)
	if err != nil {
		return nil, err
	}
	r := &recordedReader{
		Root: s.Root, selected: s.projection(ctx), filter: or(filter, graph.Filter{}), mark: mark, number: mark.Number,
	}
	if after != nil {
		if r.number, err = graph.ParseRecordedCursor(*after); err != nil {
			return nil, err
		}
	}
	if r.number > mark.Number {
		return nil, fmt.Errorf("%w: %q is of another database, or of a time that was lost when this one was restored; begin without it", graph.ErrBadCursor, *after)
	}
	// The first read is here, so that an error in the filter is reported before any event.
	first, err := r.read(ctx)
	if err != nil {
		return nil, err
	}
	out := make(chan *gqltype.Answer)
	go func() {
		defer close(out)
		r.send(ctx, first, out)
	}()
	return out, nil
}

// A recordedReader reads events in the order of recording.
type recordedReader struct {
	*Root
	selected answer.Projection
	filter   graph.Filter
	mark     store.Watermark // up to which it reads
	number   int64           // up to which it has read
}

// send sends answers and their successors until ctx ends or a read fails. The last answer reports the failure.
func (r *recordedReader) send(ctx context.Context, answers []*gqltype.Answer, out chan<- *gqltype.Answer) {
	defer r.feed.join(r.mark)()
	for more := true; send(ctx, out, answers) && more; {
		answers, more = r.next(ctx)
	}
}

func send(ctx context.Context, out chan<- *gqltype.Answer, answers []*gqltype.Answer) bool {
	for _, a := range answers {
		select {
		case out <- a:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// next returns the next answers; there may be none. more is false after a failure.
func (r *recordedReader) next(ctx context.Context) (answers []*gqltype.Answer, more bool) {
	err := r.wait(ctx)
	if err == nil {
		answers, err = r.read(ctx)
	}
	if errors.Is(err, graph.ErrUnavailable) { // it may be restarting
		err = r.feed.next(ctx)
	}
	if err != nil {
		return []*gqltype.Answer{gqltype.Placed(ctx, r.selected.Write(err))}, false
	}
	return answers, true
}

// wait returns when there are events to read.
func (r *recordedReader) wait(ctx context.Context) (err error) {
	if r.number == r.mark.Number {
		r.mark, err = r.feed.past(ctx, r.number)
	}
	return err
}

// read reads the next events, up to the mark. It recovers from panics, because gqlgen recovers only in resolvers.
func (r *recordedReader) read(ctx context.Context) (answers []*gqltype.Answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = Recover(ctx, p)
		}
	}()
	var events []any
	number := r.number
	err = r.feed.inReadSlot(ctx, func() (err error) {
		events, number, err = r.store.RecordedSince(ctx, r.selected, r.filter, r.number, r.mark)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		answers = append(answers, gqltype.Placed(ctx, r.selected.Write(e)))
	}
	r.number = number
	return answers, nil
}
