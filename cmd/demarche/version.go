package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
)

// version is set when a release is built: -ldflags "-X main.version=1.2.3".
var version = ""

// A build describes the build of the program.
type build struct {
	Version  string // 1.2.3, or devel
	Revision string // of version control, with + where files were changed; empty where it is not known
	Go       string
}

// built describes the build of this program from the linker's values, or else from the version control data that Go
// recorded.
var built = sync.OnceValue(func() build {
	b := build{Version: version, Go: runtime.Version()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	changed := ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value[:min(len(s.Value), 12)]
		case "vcs.modified":
			changed = map[string]string{"true": "+"}[s.Value]
		}
	}
	if b.Revision != "" {
		b.Revision += changed
	}
	if b.Version == "" {
		b.Version = "devel"
		if v := strings.TrimPrefix(info.Main.Version, "v"); v != "" && v != "(devel)" {
			b.Version = v
		}
	}
	return b
})

// String returns a line for people.
func (b build) String() string {
	text := b.Version + " ("
	if b.Revision != "" {
		text += "commit " + b.Revision + ", "
	}
	return text + fmt.Sprintf("%s, %s/%s)", b.Go, runtime.GOOS, runtime.GOARCH)
}

// metric returns a gauge with labels that describe the build.
func (b build) metric() prometheus.Collector {
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "demarche_build_info", Help: "Always 1: its labels describe the build.",
		ConstLabels: prometheus.Labels{"version": b.Version, "revision": b.Revision, "goversion": b.Go},
	})
	info.Set(1)
	return info
}

type versionCmd struct{}

// Run prints the version and the build.
func (c *versionCmd) Run(a *app) error {
	_, err := fmt.Fprintln(a.out, "demarche", built())
	return err
}
