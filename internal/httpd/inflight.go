package httpd

import (
	"net/http"
	"net/netip"
	"sync"
)

// inFlight counts the requests that are being answered, to refuse those that are too many.
type inFlight struct {
	limits Limits

	mu      sync.Mutex
	all     int
	clients map[netip.Prefix]int
}

func newInFlight(limits Limits) *inFlight {
	return &inFlight{limits: limits, clients: map[netip.Prefix]int{}}
}

// bounded is next for as many requests at a time as the limits allow.
func (f *inFlight) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client := clientOf(r)
		if why := f.enter(client); why != nil {
			w.Header().Set("Retry-After", "1")
			writeRefusal(w, r, mediaJSON, why.status, why.err)
			return
		}
		defer f.leave(client)
		next.ServeHTTP(w, r)
	})
}

func (f *inFlight) enter(client netip.Prefix) *refused {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.clients[client] >= f.limits.PerClient {
		return refuse(http.StatusTooManyRequests, codeTooMany, "too many requests of yours are being answered: wait for some of them")
	}
	if f.all >= f.limits.InFlight {
		return refuse(http.StatusServiceUnavailable, codeOverloaded, "too many requests are being answered: try again later")
	}
	f.all++
	f.clients[client]++
	return nil
}

func (f *inFlight) leave(client netip.Prefix) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all--
	if f.clients[client]--; f.clients[client] == 0 {
		delete(f.clients, client)
	}
}

// clientOf is the address that r comes from: of IPv6 the network, in which a client has addresses at will. It is the
// zero value where there is none.
func clientOf(r *http.Request) netip.Prefix {
	from, _ := netip.ParseAddrPort(r.RemoteAddr)
	addr := from.Addr().Unmap()
	client, _ := addr.Prefix(min(64, addr.BitLen()))
	return client
}
