package neo4jd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const (
	processPoll = 100 * time.Millisecond
	stopGrace   = 60 * time.Second // for the checkpoint
	// Writing a class archive takes some seconds of one processor, when the database is closed already.
	archiveGrace = 3 * time.Minute
	fullGrace    = 10 * time.Second // on a full disk a checkpoint fails, and Neo4j keeps waiting for it
)

// watchScript runs the command in its arguments after the first two and writes its process id to descriptor 4. It
// sends the command SIGTERM when descriptor 3, the users' pipe, has no writer any more, unless the last word in it is
// "stay". When the command ends in order, the script renames the class archive from the first argument to the second.
// If the command was killed while it wrote the archive, the script leaves a note, and no later Neo4j tries again.
const watchScript = `umask 077
next=$1
archive=$2
shift 2
"$@" 3<&- 4>&- &
neo4j=$!
(
	exec 4>&-
	read -r word <&3
	[ "$word" = stay ] || kill -TERM "$neo4j"
) &
watcher=$!
exec 3<&-
echo "$neo4j" >&4
exec 4>&-
wait "$neo4j"
code=$?
kill "$watcher" 2>/dev/null
if [ "$code" = 0 ] && [ -s "$next" ]; then
	mv "$next" "$archive"
elif [ -n "$next" ] && [ -e "$next" ]; then
	rm -f "$next"
	: >"$archive.failed"
fi
exit "$code"`

const stayWord = "stay\n"

// process is a process of this machine that may have been started by another one.
type process struct {
	PID   int    `json:"pid"`
	Start string `json:"start"` // tells it from a later one with the same id
}

func processOf(pid int) (process, error) {
	start, err := processStart(pid)
	return process{PID: pid, Start: start}, err
}

func (p process) alive() bool {
	now, err := processOf(p.PID)
	return err == nil && p.PID > 0 && now == p
}

func (p process) signal(s syscall.Signal) error {
	if !p.alive() {
		return nil
	}
	if err := syscall.Kill(p.PID, s); err != nil && !errors.Is(err, unix.ESRCH) {
		return fmt.Errorf("signalling Neo4j (process %d): %w", p.PID, err)
	}
	return nil
}

// wait returns when the process is gone, or with ctx's error.
func (p process) wait(ctx context.Context) error {
	tick := time.NewTicker(processPoll)
	defer tick.Stop()
	for p.alive() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return nil
}

// terminate ends the process in order, and by force where that takes longer than grace. It returns when the process is
// gone, or with ctx's error, the process then being on its way out.
func (p process) terminate(ctx context.Context, grace time.Duration) (inOrder bool, err error) {
	if err := p.signal(syscall.SIGTERM); err != nil {
		return false, err
	}
	patient, cancel := context.WithTimeout(ctx, grace)
	defer cancel()
	if p.wait(patient) == nil {
		return true, nil
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err := p.signal(syscall.SIGKILL); err != nil {
		return false, err
	}
	return false, p.wait(ctx)
}

// hold is what makes this process a user of the running Neo4j.
type hold struct {
	users *lock
	pipe  *os.File // nil when Neo4j is detached
}

func (h *hold) last() bool { return h.users.onlyHolder() }

func (h *hold) release() {
	h.users.release()
	if h.pipe != nil {
		_ = h.pipe.Close()
	}
}

// watched tells whether the watcher still reads the pipe.
func (h *hold) watched() bool {
	_, err := h.pipe.WriteString(" ")
	return err == nil
}

// openPipe opens the users' pipe for writing. Without a watcher at its other end the error is ENXIO.
func (f folder) openPipe() (*os.File, error) {
	return os.OpenFile(f.usersPipe(), os.O_WRONLY|unix.O_NONBLOCK, 0)
}

// makePipe makes a new users' pipe and opens both its ends.
func (f folder) makePipe() (read, write *os.File, err error) {
	if err := os.Remove(f.usersPipe()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	if err := unix.Mkfifo(f.usersPipe(), 0o600); err != nil {
		return nil, nil, &fs.PathError{Op: "mkfifo", Path: f.usersPipe(), Err: err}
	}
	fd, err := unix.Open(f.usersPipe(), unix.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, nil, &fs.PathError{Op: "open", Path: f.usersPipe(), Err: err}
	}
	write, err = f.openPipe()
	if err == nil {
		err = unix.SetNonblock(fd, false) // the watcher is to wait
	}
	read = os.NewFile(uintptr(fd), f.usersPipe())
	if err != nil {
		_ = read.Close()
		return nil, nil, err
	}
	return read, write, nil
}

// spawn starts argv in dir as a session of its own, so that Ctrl-C does not reach it, watched through pipe and logging
// to the console log.
func (f folder) spawn(ctx context.Context, pipe *os.File, dir string, a classArchive, argv []string) (process, error) {
	log, err := os.OpenFile(f.consoleLog(), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return process{}, err
	}
	defer func() { _ = log.Close() }()
	read, write, err := os.Pipe()
	if err != nil {
		return process{}, err
	}
	defer func() { _ = read.Close() }()
	// Neo4j may outlive ctx and this process.
	args := append([]string{"-c", watchScript, "demarche-neo4j", a.next, a.file}, argv...)
	cmd := exec.CommandContext(context.WithoutCancel(ctx), "/bin/sh", args...) //nolint:gosec // the script is a constant
	cmd.Dir = dir
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{pipe, write}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	err = cmd.Start()
	_ = write.Close()
	if err != nil {
		return process{}, err
	}
	go func() { _ = cmd.Wait() }()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		return process{}, fmt.Errorf("starting Neo4j: the shell ended early: %w", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return process{}, err
	}
	return processOf(pid)
}
