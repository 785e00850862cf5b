package neo4jd

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const startTries = 3 // of a start, when its port was taken meanwhile

var errPortTaken = errors.New("its port was taken by another program")

// opening is one call of open.
type opening struct {
	cfg     Config
	release Release
	folder  folder
}

func open(ctx context.Context, cfg Config, detached bool) (*Server, error) {
	release, err := findRelease(cfg.Version)
	if err != nil {
		return nil, err
	}
	f, err := makeFolder(cfg.DataDir)
	if err != nil {
		return nil, err
	}
	guard, err := lockFile(ctx, f.startLock(), func() { cfg.notify("waiting for another process to start or stop Neo4j …") })
	if err != nil {
		return nil, err
	}
	defer guard.release()
	if err := f.check(release); err != nil {
		return nil, err
	}
	o := &opening{cfg, release, f}
	s, err := o.join(ctx)
	if errors.Is(err, ErrNotRunning) {
		s, err = o.start(ctx)
	}
	if err != nil || !detached {
		return s, err
	}
	if err := s.detach(); err != nil {
		s.hold.release()
		return nil, err
	}
	return s, nil
}

// join becomes a user of the Neo4j that runs on the folder. ErrNotRunning means that there is none, or that it ended
// meanwhile.
func (o *opening) join(ctx context.Context) (*Server, error) {
	st, err := o.folder.readState()
	if err != nil {
		return nil, err
	}
	if st == nil || !st.Process.alive() {
		return nil, ErrNotRunning
	}
	password, err := o.folder.password()
	if err != nil {
		return nil, err
	}
	h := &hold{}
	if !st.Detached {
		h.pipe, err = o.folder.openPipe()
		if errors.Is(err, unix.ENXIO) { // its last user is gone, and so is it, soon
			return nil, o.outlast(ctx, st)
		}
		if err != nil {
			return nil, err
		}
	}
	if h.users, err = shareFile(o.folder.usersLock()); err != nil {
		return nil, err
	}
	s := o.server(st, password, h)
	err = o.awaitReady(ctx, s, fmt.Sprintf("waiting for Neo4j (process %d)", st.Process.PID))
	switch {
	case errors.Is(err, errExited):
		h.release()
		return nil, ErrNotRunning
	case err != nil:
		h.release()
		return nil, err
	case h.pipe != nil && !h.watched():
		h.release()
		return nil, o.outlast(ctx, st)
	}
	return s, nil
}

// outlast waits until a Neo4j that is stopping is gone.
func (o *opening) outlast(ctx context.Context, st *state) error {
	o.cfg.notify("waiting for Neo4j (process %d) to stop …", st.Process.PID)
	if _, err := st.Process.terminate(ctx, stopGrace); err != nil {
		return err
	}
	return ErrNotRunning
}

// start starts Neo4j on the folder, on which none runs.
func (o *opening) start(ctx context.Context) (*Server, error) {
	java, err := findJava(ctx, o.release.MinJava)
	if err != nil {
		return nil, err
	}
	jars, err := resolve(ctx, o.cfg, o.release, java)
	if err != nil {
		return nil, err
	}
	password, err := o.folder.prepare()
	if err == nil {
		err = o.folder.writeVersion(o.release)
	}
	if err != nil {
		return nil, fmt.Errorf("preparing the data folder: %w", err)
	}
	for try := 1; ; try++ {
		archive := java.archive(jars)
		s, err := o.launch(ctx, java, jars, password, archive)
		mayHelp := errors.Is(err, errPortTaken) || errors.Is(err, errExited) && archive.discard()
		if err == nil || try == startTries || !mayHelp {
			return s, err
		}
	}
}

// launch starts Neo4j once and waits until it answers. If it does not, it is gone when launch returns.
func (o *opening) launch(ctx context.Context, java Java, jars, password string, archive classArchive) (*Server, error) {
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	heap, pageCache := o.cfg.memory()
	if err := o.folder.writeConf(conf{Data: "data", Port: port, PageCacheMB: pageCache, KeepPlans: o.cfg.KeepPlans}); err != nil {
		return nil, fmt.Errorf("configuring Neo4j: %w", err)
	}
	watcherEnd, ourEnd, err := o.folder.makePipe()
	if err != nil {
		return nil, err
	}
	h := &hold{pipe: ourEnd}
	h.users, err = shareFile(o.folder.usersLock())
	if err != nil {
		return nil, errors.Join(err, watcherEnd.Close(), ourEnd.Close())
	}
	child, err := o.folder.spawn(ctx, watcherEnd, jars, archive, o.commandLine(java, archive, heap))
	_ = watcherEnd.Close()
	if err != nil {
		h.release()
		return nil, o.failure(err)
	}
	st := &state{
		Process: child, Port: port, Version: o.release.Version, Started: time.Now().UTC().Truncate(time.Second),
		Archives: archive.next != "",
	}
	s := o.server(st, password, h)
	if err = o.folder.writeState(st); err == nil {
		err = o.awaitReady(ctx, s, "starting Neo4j "+o.release.Version)
	}
	if err != nil {
		defer h.release()
		_, left := child.terminate(context.WithoutCancel(ctx), o.folder.stopGrace())
		return nil, errors.Join(o.failure(err), left)
	}
	return s, nil
}

func (o *opening) commandLine(java Java, archive classArchive, heapMB int) []string {
	argv := append([]string{java.Path}, java.options(heapMB)...)
	argv = append(argv, archive.useOrWrite()...)
	return append(argv,
		"-XX:ErrorFile="+o.folder.path("logs", "crash-%p.log"),
		"-cp", "*", // of the folder it is started in: a path could hold a colon
		o.release.mainClass, "--home-dir="+string(o.folder), "--config-dir="+o.folder.path("conf"), "--console-mode")
}

func (o *opening) server(st *state, password string, h *hold) *Server {
	return &Server{
		URI: st.uri(), Username: username, Password: password,
		folder: o.folder, neo4j: st.Process, hold: h,
	}
}

// failure is the error of a start, with the end of Neo4j's log if it was Neo4j that failed.
func (o *opening) failure(err error) error {
	if !errors.Is(err, errExited) && !errors.Is(err, errRefuses) {
		return err
	}
	file, keep := o.folder.consoleLog(), notNoise
	if errors.Is(err, errRefuses) { // Neo4j started, its database did not
		file, keep = o.folder.path("logs", "debug.log"), isError
	}
	log := tail(file, keep)
	if strings.Contains(log, "Address already in use") {
		err = errPortTaken
	}
	return fmt.Errorf("Neo4j %s did not start: %w. The end of %s:\n%s", o.release.Version, err, file, log)
}

// detach makes Neo4j stay when its users are gone.
func (s *Server) detach() error {
	st, err := s.folder.readState()
	if err != nil || st == nil || st.Detached {
		return err
	}
	st.Detached = true
	if err := s.folder.writeState(st); err != nil {
		return err
	}
	_, err = s.hold.pipe.WriteString(stayWord)
	return err
}

// stop ends the Neo4j of st. It keeps the state of one that did not stop in order, as one does not that ended by
// itself.
func (f folder) stop(ctx context.Context, st *state) error {
	if !st.Process.alive() {
		return ErrNotRunning
	}
	grace := f.stopGrace()
	if st.Archives {
		grace = max(grace, archiveGrace)
	}
	inOrder, err := st.Process.terminate(ctx, grace)
	if err != nil {
		return fmt.Errorf("stopping Neo4j (process %d): %w", st.Process.PID, err)
	}
	if !inOrder {
		return nil
	}
	return os.Remove(f.stateFile())
}

func (f folder) stopGrace() time.Duration {
	if f.checkSpace() != nil {
		return fullGrace
	}
	return stopGrace
}

// freePort returns a TCP port of the loopback interface that nobody listens on.
func freePort(ctx context.Context) (int, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", "0"))
	if err != nil {
		return 0, fmt.Errorf("looking for a free port: %w", err)
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err := errors.Join(err, l.Close()); err != nil {
		return 0, err
	}
	return strconv.Atoi(port)
}
