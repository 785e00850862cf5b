package httpd

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
)

// hosts holds the names of the server. A page of another site whose name resolves to this machine (DNS rebinding)
// still sends that site's name, and is refused.
type hosts struct {
	names []string   // lower case, without ports
	bound netip.Addr // the address that the server was told to bind to; the zero value where that was a name
	any   bool       // AllowedHosts holds "*"
}

// CheckHosts returns an error for a name that no Host header can have, such as an address with its scheme.
func CheckHosts(allowed []string) error {
	for _, text := range allowed {
		text = strings.TrimSpace(text)
		if text != "*" && (hostname(text) == "" || strings.ContainsAny(text, "/*@?# ") || strings.ContainsFunc(text, func(r rune) bool { return r > '~' })) {
			return fmt.Errorf("the allowed host %q is no name of a host, such as graph.example.org, and not * for all", text)
		}
	}
	return nil
}

func newHosts(addr string, allowed []string) hosts {
	h := hosts{names: []string{"localhost"}}
	for _, a := range allowed {
		a = strings.TrimSpace(a)
		h.any = h.any || a == "*"
		h.names = append(h.names, hostname(a))
	}
	name := hostname(addr)
	if ip, err := netip.ParseAddr(name); err == nil {
		h.bound = ip
	} else if name == "" {
		h.bound = netip.IPv6Unspecified()
	} else {
		h.names = append(h.names, name)
	}
	return h
}

// known reports whether a Host header names this server. It accepts a loopback address, the bound address and the
// allowed names. A server bound to all addresses accepts any address, because rebinding needs a name.
func (h hosts) known(host string) bool {
	name := hostname(host)
	if h.any || slices.Contains(h.names, name) {
		return true
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		return false
	}
	return ip.IsLoopback() || h.bound.IsUnspecified() || ip == h.bound
}

// hostname returns host without its port and brackets.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}
