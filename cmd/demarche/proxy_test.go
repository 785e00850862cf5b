package main

import (
	"net"
	"sync"
	"testing"
	"time"
)

// proxy stands between the server and its database, and does to what passes what networks do.
type proxy struct {
	listener net.Listener
	closed   chan struct{}
	pumps    sync.WaitGroup

	mu     sync.Mutex
	target string
	flow   chan struct{} // closed while bytes pass
	delay  time.Duration // of each read, in each direction
	conns  map[net.Conn]bool
}

func newProxy(t *testing.T, target string) *proxy {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{
		listener: l,
		closed:   make(chan struct{}),
		target:   target,
		flow:     make(chan struct{}),
		conns:    map[net.Conn]bool{},
	}
	close(p.flow)
	p.pumps.Go(p.accept)
	t.Cleanup(func() {
		close(p.closed)
		l.Close()
		p.cut()
		p.pumps.Wait()
	})
	return p
}

func (p *proxy) uri() string { return "bolt://" + p.listener.Addr().String() }

// lead sends new connections to another target; none: they are closed at once.
func (p *proxy) lead(target string) error {
	p.mu.Lock()
	p.target = target
	p.mu.Unlock()
	p.cut()
	return nil
}

// cut ends all connections.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
	clear(p.conns)
}

// stall keeps all bytes back, those of connections yet to be made too, until it is called with false.
func (p *proxy) stall(on bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if on {
		p.flow = make(chan struct{})
	} else {
		close(p.flow)
	}
	return nil
}

func (p *proxy) slow(delay time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delay = delay
	return nil
}

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		target := p.target
		p.mu.Unlock()
		server, err := net.DialTimeout("tcp", target, time.Second) //nolint:noctx // it has a time limit
		if err != nil {
			_ = client.Close()
			continue
		}
		p.mu.Lock()
		p.conns[client], p.conns[server] = true, true
		p.mu.Unlock()
		p.pumps.Go(func() { p.pump(client, server) })
		p.pumps.Go(func() { p.pump(server, client) })
	}
}

func (p *proxy) pump(to, from net.Conn) {
	defer func() {
		_, _ = to.Close(), from.Close()
		p.mu.Lock()
		delete(p.conns, to)
		delete(p.conns, from)
		p.mu.Unlock()
	}()
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		if err != nil || !p.pass() {
			return
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}

// pass waits until bytes may pass. It returns false when the proxy is closed.
func (p *proxy) pass() bool {
	p.mu.Lock()
	flow, late := p.flow, time.After(p.delay)
	p.mu.Unlock()
	select {
	case <-p.closed:
		return false
	case <-flow:
	}
	select {
	case <-p.closed:
		return false
	case <-late:
		return true
	}
}
