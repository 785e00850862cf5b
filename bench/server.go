package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"demarche/internal/neo4jd"
)

// A child is a server in a process of its own, or in several.
type child struct {
	cmd     *exec.Cmd
	stdin   io.Closer // a child that reads it ends with this process, however that goes
	address string
	pids    []int
}

var readyLine = regexp.MustCompile(`(http://[0-9.:]+)((?: \d+)*)`)

// start runs a server on a database until ctx ends, and waits until it names its address, and its processes where they
// are more than one.
func start(ctx context.Context, cmd *exec.Cmd, db *neo4jd.Server) (*child, error) {
	cmd.Env = append(cmd.Environ(), "NEO4J_URI="+db.URI, "NEO4J_USERNAME="+db.Username, "NEO4J_PASSWORD="+db.Password)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 15 * time.Second
	said, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	c := &child{cmd: cmd, stdin: stdin, pids: []int{cmd.Process.Pid}}
	lines := bufio.NewScanner(said)
	for c.address == "" && lines.Scan() {
		ready := readyLine.FindStringSubmatch(lines.Text())
		if ready == nil {
			say(lines.Text())
			continue
		}
		c.address = ready[1]
		for f := range strings.FieldsSeq(ready[2]) {
			pid, _ := strconv.Atoi(f)
			c.pids = append(c.pids, pid)
		}
	}
	if c.address == "" {
		return nil, errors.Join(fmt.Errorf("%s ended", cmd.Path), cmd.Wait())
	}
	go func() {
		for lines.Scan() {
			say(lines.Text())
		}
	}()
	return c, ctx.Err()
}

// serveChild starts the program on a database, as users run it, and waits until it is warm.
func serveChild(ctx context.Context, program string, db *neo4jd.Server) (*child, error) {
	c, err := start(ctx, exec.CommandContext(ctx, program, "serve", "--addr", "127.0.0.1:0", "--log-level", "error"), db)
	if err != nil {
		return nil, fmt.Errorf("%w (make build makes it)", err)
	}
	return c, c.warm(ctx)
}

func (c *child) warm(ctx context.Context) error {
	for range 300 {
		if text, err := get(ctx, c.address+"/metrics"); err == nil && bytes.Contains(text, []byte("\ndemarche_warm 1\n")) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	return errors.New("demarche serve was not warm within a minute")
}

func (c *child) stop() error {
	defer c.stdin.Close()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return c.cmd.Wait()
}

// usage is what processes have used so far; the zero value where the system does not say (only Linux does).
type usage struct {
	cpu           time.Duration
	rssMB, peakMB int
}

const ticksPerSecond = 100 // of /proc, on every Linux

func usageOf(pids ...int) (sum usage) {
	for _, pid := range pids {
		u := usageOfOne(pid)
		sum = usage{sum.cpu + u.cpu, sum.rssMB + u.rssMB, sum.peakMB + u.peakMB}
	}
	return sum
}

func usageOfOne(pid int) usage {
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
