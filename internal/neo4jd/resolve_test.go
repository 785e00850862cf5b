package neo4jd

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fakeMaven puts an mvn on PATH that runs script, with the output folder as $out.
func fakeMaven(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	text := "#!/bin/sh\nfor a; do case $a in -DoutputDirectory=*) out=${a#*=};; esac; done\n" + script
	if err := os.WriteFile(filepath.Join(dir, "mvn"), []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestResolve(t *testing.T) {
	ctx := t.Context()
	cfg := Config{CacheDir: t.TempDir()}
	release := Release{Version: "1.2.3"}
	target := filepath.Join(cfg.CacheDir, "neo4j-1.2.3")

	fakeMaven(t, `echo half > "$out/a.jar"; echo "[ERROR] the disk is full"; exit 1`)
	_, err := resolve(ctx, cfg, release, Java{})
	if err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Fatalf("a failed download: %v", err)
	}

	// A process that was killed at work leaves a folder like this.
	if err := os.MkdirAll(target+".partial-1", 0o700); err != nil {
		t.Fatal(err)
	}
	fakeMaven(t, `echo whole > "$out/a.jar"; echo whole > "$out/b.jar"`)
	got, err := resolve(ctx, cfg, release, Java{})
	if err != nil || got != target {
		t.Fatalf("resolve = %q, %v, want %q", got, err, target)
	}
	left, err := filepath.Glob(target + ".partial-*")
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}

	fakeMaven(t, `echo "[ERROR] called again"; exit 1`)
	if _, err := resolve(ctx, cfg, release, Java{}); err != nil {
		t.Errorf("a whole download was fetched again: %v", err)
	}
	if err := os.Truncate(filepath.Join(target, "b.jar"), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := resolve(ctx, cfg, release, Java{}); err == nil {
		t.Error("a half download was taken for a whole one")
	}
}

func TestResolve_Cancelled(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	fakeMaven(t, "sleep 60 & wait")
	if _, err := resolve(ctx, Config{CacheDir: t.TempDir()}, Release{Version: "1.2.3"}, Java{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("resolve = %v, want context.DeadlineExceeded", err)
	}
}

func TestResolve_NoMaven(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := resolve(t.Context(), Config{CacheDir: t.TempDir()}, Release{Version: "1.2.3"}, Java{})
	if !errors.Is(err, ErrNoMaven) || !strings.Contains(err.Error(), "NEO4J_URI") {
		t.Errorf("resolve = %v, want ErrNoMaven and what to do", err)
	}
}
