package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// drop opens a connection, sends some of what a client may send, and returns what makes the client vanish.
func (s *served) drop(t *testing.T, kind int) (vanish func()) {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	head := fmt.Sprintf("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", len(ask))
	sent := []string{
		"", head[:len(head)/2], head + ask[:len(ask)/2], head + ask, head + ask + head + ask, // no answer is read
		head + ask, head + ask, head + ask, // one is
	}
	const unread = 5 // kinds
	if _, err := io.WriteString(conn, sent[kind]); err != nil {
		t.Error(err)
	}
	if kind >= unread {
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		// The connection stays: without a second question, with half of one, with one.
		_, _ = io.WriteString(conn, []string{"", head + ask[:10], head + ask}[kind-unread])
	}
	return func() {
		if kind%2 == 0 { // a reset, not an end in order
			_ = conn.(*net.TCPConn).SetLinger(0)
		}
		_ = conn.Close()
	}
}

// dropped fails the test if clients that disconnect leave goroutines or other resources behind. It tries every kind of
// request.
func (s *served) dropped(t *testing.T, goroutines int) {
	t.Helper()
	const connections, kinds = 200, 8
	var vanish []func()
	for i := range connections {
		vanish = append(vanish, s.drop(t, i%kinds))
	}
	for _, v := range vanish {
		v()
	}
	settled(t, s.client, goroutines)
	if codes, took := s.query(t.Context()); codes != "" {
		t.Errorf("afterwards: %s after %v", codes, took)
	}
}
