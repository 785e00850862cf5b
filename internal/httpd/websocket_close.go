package httpd

import "github.com/coder/websocket"

// These are the codes with which the protocol closes a connection.
const (
	closeInternal         websocket.StatusCode = 4500
	closeInvalid          websocket.StatusCode = 4400
	closeUnauthorized     websocket.StatusCode = 4401
	closeForbidden        websocket.StatusCode = 4403
	closeNoSubprotocol    websocket.StatusCode = 4406
	closeNoInit           websocket.StatusCode = 4408
	closeSubscriberExists websocket.StatusCode = 4409
	closeTooManyInits     websocket.StatusCode = 4429
)

// fatal is a client's error that ends the connection.
type fatal struct {
	code   websocket.StatusCode
	reason string
}

func invalid(reason string) *fatal { return &fatal{closeInvalid, reason} }

func (s *socket) close(why *fatal) {
	_ = s.conn.Close(why.code, why.reason) // see serve
}
