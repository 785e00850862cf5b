package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"demarche/internal/neo4jd"
)

// A child is "demarche serve" in a process of its own, as users run it.
type child struct {
	cmd     *exec.Cmd
	address string
}

var readyLine = regexp.MustCompile(`http://[0-9.:]+`)

// serveChild starts the program on a database and waits until it is warm.
func serveChild(ctx context.Context, program string, db *neo4jd.Server) (*child, error) {
	cmd := exec.CommandContext(ctx, program, "serve", "--addr", "127.0.0.1:0", "--log-level", "error")
	cmd.Env = append(cmd.Environ(), "NEO4J_URI="+db.URI, "NEO4J_USERNAME="+db.Username, "NEO4J_PASSWORD="+db.Password)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 15 * time.Second
	said, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w (make build makes it)", err)
	}
	c := &child{cmd: cmd}
	lines := bufio.NewScanner(said)
	for c.address == "" && lines.Scan() {
		c.address = readyLine.FindString(lines.Text())
	}
	if c.address == "" {
		return nil, errors.Join(errors.New("demarche serve ended"), cmd.Wait())
	}
	go func() {
		for lines.Scan() {
			say(lines.Text())
		}
	}()
	return c, c.warm(ctx)
}

func (c *child) warm(ctx context.Context) error {
	for range 300 {
		if err := get(ctx, c.address+"/readyz"); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	return errors.New("demarche serve was not ready within a minute")
}

func (c *child) stop() error {
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return c.cmd.Wait()
}

// usage is what a process has used so far; the zero value where the system does not say (only Linux does).
type usage struct {
	cpu           time.Duration
	rssMB, peakMB int
}

const ticksPerSecond = 100 // of /proc, on every Linux

func usageOf(pid int) usage {
	var u usage
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return u
	}
	if _, after, ok := strings.Cut(string(stat), ") "); ok {
		f := strings.Fields(after)
		user, _ := strconv.Atoi(f[11])
		system, _ := strconv.Atoi(f[12])
		u.cpu = time.Duration(user+system) * time.Second / ticksPerSecond
	}
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(status)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		kb, _ := strconv.Atoi(f[1])
		switch f[0] {
		case "VmRSS:":
			u.rssMB = kb >> 10
		case "VmHWM:":
			u.peakMB = kb >> 10
		}
	}
	return u
}
