package neo4jd

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"text/template"
	"time"
)

// ErrNoMaven means that Neo4j is to be fetched and there is no Maven to do it. Its message says what to do.
var ErrNoMaven = errors.New("no Maven")

var (
	//go:embed pom.xml.tmpl
	pomText     string
	pomTemplate = template.Must(template.New("pom.xml").Parse(pomText))
)

// manifest lists the jars of a download, and is written last.
const manifest = "complete"

// resolve returns the folder that holds the release's jars, and fetches them with Maven if it is not there or not
// whole. Maven checks them against their published checksums. Several processes fetch once.
func resolve(ctx context.Context, cfg Config, r Release, java Java) (string, error) {
	cache, err := cfg.cacheDir()
	if err != nil {
		return "", err
	}
	target := filepath.Join(cache, "neo4j-"+r.Version)
	if whole(target) {
		return target, nil
	}
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return "", fmt.Errorf("creating the cache folder: %w", err)
	}
	guard, err := lockFile(ctx, target+".lock", func() { cfg.notify("waiting for another process to fetch Neo4j %s …", r.Version) })
	if err != nil {
		return "", err
	}
	defer guard.release()
	if whole(target) {
		return target, nil
	}
	if err := fetch(ctx, cfg, r, java, target); err != nil {
		return "", fmt.Errorf("fetching Neo4j %s: %w", r.Version, err)
	}
	return target, nil
}

// Fetched reports whether the Neo4j of cfg is on this machine; if not, the first start fetches it with Maven.
func Fetched(cfg Config) (bool, error) {
	r, err := findRelease(cfg.Version)
	if err != nil {
		return false, err
	}
	cache, err := cfg.cacheDir()
	if err != nil {
		return false, err
	}
	return whole(filepath.Join(cache, "neo4j-"+r.Version)), nil
}

func (c Config) cacheDir() (string, error) {
	if c.CacheDir != "" {
		return filepath.Abs(c.CacheDir)
	}
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "demarche"), err
}

// fetch fills a folder beside target, which takes target's name when it is whole.
func fetch(ctx context.Context, cfg Config, r Release, java Java, target string) error {
	leftovers, err := filepath.Glob(target + ".partial-*")
	if err != nil {
		return err
	}
	for _, dir := range append(leftovers, target) {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	tmp, err := os.MkdirTemp(filepath.Dir(target), filepath.Base(target)+".partial-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(tmp) }() // gone already when all went well
	if err := runMaven(ctx, cfg, r, java, tmp); err != nil {
		return err
	}
	if err := writeManifest(tmp); err != nil {
		return err
	}
	return os.Rename(tmp, target)
}

// runMaven copies the release's jars into dir, telling how many files it has downloaded on the way.
func runMaven(ctx context.Context, cfg Config, r Release, java Java, dir string) error {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return fmt.Errorf("%w: there is no mvn on PATH. It is needed once, to fetch Neo4j: install Maven (Debian and Ubuntu: "+
			"apt install maven; macOS: brew install maven), or set NEO4J_URI to use a Neo4j that runs elsewhere", ErrNoMaven)
	}
	var pom bytes.Buffer
	if err := pomTemplate.Execute(&pom, r); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(dir, "pom.xml"), pom.Bytes()); err != nil {
		return err
	}
	//nolint:gosec // the Maven that was found
	cmd := exec.CommandContext(ctx, mvn, "-B", "-C", "-U", "-Dstyle.color=never",
		"dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory="+dir)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), "JAVA_HOME="+java.Home)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = cmd.Stdout
	cfg.notify("fetching Neo4j %s (about 120 MB, once) …", r.Version)
	if err := cmd.Start(); err != nil {
		return err
	}
	last := followMaven(cfg, r, bufio.NewScanner(out))
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("maven: %w\n%s", err, last)
	}
	return nil
}

// followMaven reads Maven's output to its end and returns what it complained of.
func followMaven(cfg Config, r Release, lines *bufio.Scanner) string {
	var complaints lastLines
	files, told := 0, time.Now()
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.Contains(line, "Downloaded from "):
			files++
		case strings.HasPrefix(line, "[ERROR]"), strings.HasPrefix(line, "[FATAL]"), !strings.HasPrefix(line, "["):
			complaints.add(line)
		}
		if files > 0 && time.Since(told) >= time.Second {
			cfg.notify("fetching Neo4j %s … %d files", r.Version, files)
			told = time.Now()
		}
	}
	return complaints.String()
}

// writeManifest lists the jars in dir with their sizes.
func writeManifest(dir string) error {
	jars, err := filepath.Glob(filepath.Join(dir, "*.jar"))
	if err != nil {
		return err
	}
	if len(jars) == 0 {
		return errors.New("the download succeeded and left no jars")
	}
	var list strings.Builder
	for _, jar := range jars {
		info, err := os.Stat(jar)
		if err != nil {
			return err
		}
		fmt.Fprintf(&list, "%d %s\n", info.Size(), filepath.Base(jar))
	}
	return writeFile(filepath.Join(dir, manifest), []byte(list.String()))
}

// whole tells whether every jar of the manifest is there: cleaners of cache folders take single files.
func whole(dir string) bool {
	list, err := os.ReadFile(filepath.Join(dir, manifest))
	if err != nil || len(list) == 0 {
		return false
	}
	for line := range strings.Lines(string(list)) {
		var size int64
		var name string
		if _, err := fmt.Sscanf(line, "%d %s", &size, &name); err != nil {
			return false
		}
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Size() != size {
			return false
		}
	}
	return true
}
