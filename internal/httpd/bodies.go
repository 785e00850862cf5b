package httpd

import (
	"errors"
	"fmt"
	"net/http"
	"os"
)

// bodies bounds the size of request bodies. A reader needs little; an editor's mutation of a thousand items is larger.
// Large bodies take memory, so the server answers only a few at a time.
type bodies struct {
	limits  Limits
	trusted func(token string) bool // may be nil
	large   *inFlight
}

func newBodies(limits Limits, trusted func(string) bool) bodies {
	large := newInFlight(Limits{PerClient: limits.Large, InFlight: limits.Large})
	large.yours = "too many large requests of yours are being answered: send them one after another"
	return bodies{limits, trusted, large}
}

// trusts reports whether a token allows larger bodies.
func (b bodies) trusts(token string) bool { return b.trusted != nil && token != "" && b.trusted(token) }

// admit returns the largest size of the body of r, in bytes. Call free when r is answered.
func (b bodies) admit(r *http.Request) (most int64, free func(), busy *refused) {
	small := r.ContentLength >= 0 && r.ContentLength <= b.limits.BodyBytes
	if small || !b.trusts(bearer(r.Header.Get("Authorization"))) {
		return b.limits.BodyBytes, func() {}, nil
	}
	free, busy = b.large.enter(clientOf(r))
	return b.limits.TrustedBytes, free, busy
}

// unread returns the refusal for an error of reading a body.
func (b bodies) unread(err error) *refused {
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return refuse(http.StatusRequestEntityTooLarge, codeBodyTooLarge, b.tooLarge(large.Limit))
	case errors.Is(err, os.ErrDeadlineExceeded):
		return refuse(http.StatusRequestTimeout, codeTimeout, "the body took too long to arrive")
	}
	return badRequest("the body ended too soon")
}

func (b bodies) tooLarge(most int64) string {
	text := fmt.Sprintf("the body has more than %d bytes: send less at a time", most)
	if most < b.limits.TrustedBytes && b.trusted != nil {
		text += fmt.Sprintf("; with the editor's token it may have %d", b.limits.TrustedBytes)
	}
	return text
}

// bound sets the largest size of a message. Call it where messages are read.
func (s *socket) bound() {
	most := s.limits.BodyBytes
	if s.bodies.trusts(s.token) {
		most = s.limits.TrustedBytes
	}
	s.conn.SetReadLimit(most)
}

// enter counts an operation until leave is called. It counts a large operation among the large ones too.
func (s *socket) enter(size int) (leave func(), why *refused) {
	left, why := s.overHTTP.running.enter(s.client)
	if why != nil || int64(size) <= s.limits.BodyBytes {
		return left, why
	}
	free, why := s.bodies.large.enter(s.client)
	if why != nil {
		left()
		return nil, why
	}
	return func() {
		free()
		left()
	}, nil
}
