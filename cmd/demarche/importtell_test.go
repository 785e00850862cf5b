package main

import (
	"bytes"
	"strings"
	"testing"

	"demarche/ingest"
)

// A dry run of several files says that it does not add them up; an import, and a dry run of one file, have nothing to say of that.
func TestImport_tell_dryRunOfSeveral(t *testing.T) {
	for _, tt := range []struct {
		dry   bool
		files int
		want  bool
	}{{true, 2, true}, {true, 1, false}, {false, 2, false}} {
		var out bytes.Buffer
		c := importCmd{DryRun: tt.dry, Files: make([]inputPath, tt.files)}
		if err := c.tell(&app{streams: streams{err: &out}}, make([]ingest.Result, tt.files)); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(out.String(), "without what the files before it would write"); got != tt.want {
			t.Errorf("%+v: %s", tt, out.String())
		}
	}
}
