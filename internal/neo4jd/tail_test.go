package neo4jd

import (
	"errors"
	"os"
	"strings"
	"testing"
)

func TestOpening_Failure(t *testing.T) {
	f := folder(t.TempDir())
	o := &opening{release: Release{Version: DefaultVersion}, folder: f}
	if err := os.Mkdir(f.path("logs"), 0o700); err != nil {
		t.Fatal(err)
	}
	log := strings.Repeat("old\n", 2*tailLines) +
		"WARNING: A terminally deprecated method in sun.misc.Unsafe has been called\n" +
		"java.net.BindException: Address already in use\n" +
		"\tat java.base/sun.nio.ch.Net.bind(Net.java:555)\n" +
		"\t... 12 more\n\n"
	if err := os.WriteFile(f.consoleLog(), []byte(log), 0o600); err != nil {
		t.Fatal(err)
	}
	err := o.failure(errExited)
	if !errors.Is(err, errPortTaken) {
		t.Errorf("failure = %v, want errPortTaken", err)
	}
	for _, unwanted := range []string{"Unsafe", "Net.java", "12 more"} {
		if strings.Contains(err.Error(), unwanted) {
			t.Errorf("the error contains %q:\n%v", unwanted, err)
		}
	}
	if n := strings.Count(err.Error(), "\n"); n != tailLines {
		t.Errorf("the error has %d lines of log, want %d", n, tailLines)
	}
}
