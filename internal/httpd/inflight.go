package httpd

import (
	"net/http"
	"net/netip"
	"sync"
)

// inFlight counts running requests, and refuses more than the limits allow.
type inFlight struct {
	perClient, most int
	// What a client is told.
	yours, everybodys string

	mu      sync.Mutex
	all     int
	clients map[netip.Prefix]int
}

func newInFlight(limits Limits) *inFlight {
	return &inFlight{
		perClient: limits.PerClient, most: limits.InFlight, clients: map[netip.Prefix]int{},
		yours: "too many requests of yours are being answered: wait for some of them", everybodys: "too many requests are being answered: try again later",
	}
}

// newOpen returns a counter of subscriptions, or of their connections.
func newOpen(limits Limits, what string) *inFlight {
	return &inFlight{
		perClient: limits.StreamsPerClient, most: limits.Streams, clients: map[netip.Prefix]int{},
		yours: "too many " + what + " of yours are open: end some of them", everybodys: "too many " + what + " are open: try again later",
	}
}

// bounded returns a handler that lets next answer as many requests at a time as the limits allow.
func (f *inFlight) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		leave, why := f.enter(clientOf(r))
		if why != nil {
			writeBusy(w, r, why)
			return
		}
		defer leave()
		next.ServeHTTP(w, r)
	})
}

func writeBusy(w http.ResponseWriter, r *http.Request, why *refused) {
	w.Header().Set("Retry-After", "1")
	writeRefusal(w, r, mediaJSON, why.status, why.err)
}

// enter counts a request of a client until leave is called. It refuses the request if there are too many.
func (f *inFlight) enter(client netip.Prefix) (leave func(), why *refused) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.clients[client] >= f.perClient {
		return nil, refuse(http.StatusTooManyRequests, codeTooMany, f.yours)
	}
	if f.all >= f.most {
		return nil, refuse(http.StatusServiceUnavailable, codeOverloaded, f.everybodys)
	}
	f.all++
	f.clients[client]++
	return sync.OnceFunc(func() { f.leave(client) }), nil
}

func (f *inFlight) leave(client netip.Prefix) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all--
	if f.clients[client]--; f.clients[client] == 0 {
		delete(f.clients, client)
	}
}

// clientOf returns the address of r's client. For IPv6 it is the network, because a client can use any address in it.
// It is the zero value if there is no address.
func clientOf(r *http.Request) netip.Prefix {
	from, _ := netip.ParseAddrPort(r.RemoteAddr)
	addr := from.Addr().Unmap()
	client, _ := addr.Prefix(min(64, addr.BitLen()))
	return client
}
