package neo4jd

import (
	"fmt"
	"slices"
	"strings"
)

// DefaultVersion is the release of Neo4j that runs unless another is asked for.
const DefaultVersion = "5.26.30"

// Release is a release of Neo4j Community that this package knows how to run.
type Release struct {
	Version   string // also the version of the Maven artifact org.neo4j:neo4j
	MinJava   int    // the oldest Java it runs on
	mainClass string
}

// Releases returns the known releases, the default first.
func Releases() []Release {
	return []Release{
		{Version: DefaultVersion, MinJava: 17, mainClass: "org.neo4j.server.CommunityEntryPoint"},
		{Version: "2026.08.1", MinJava: 21, mainClass: "org.neo4j.server.Neo4jCommunity"},
	}
}

// series is what must be equal for data to be used again: the major and minor number.
func series(version string) string {
	parts := strings.SplitN(version, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}

func findRelease(version string) (Release, error) {
	if version == "" {
		version = DefaultVersion
	}
	known := Releases()
	i := slices.IndexFunc(known, func(r Release) bool { return r.Version == version })
	if i < 0 {
		return Release{}, fmt.Errorf("Neo4j %s is not a release that demarche can run (default: %s)", version, DefaultVersion)
	}
	return known[i], nil
}
