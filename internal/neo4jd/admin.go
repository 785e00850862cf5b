package neo4jd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

const adminClass = "org.neo4j.cli.AdminTool"

// restoringData is the name, in the data folder, of data that are being restored or imported.
const restoringData = "data.new"

// Dump writes the database to out, from which Load reads it back. Neo4j must be stopped: the error is ErrRunning
// otherwise. After a crash it first starts and stops Neo4j, which repairs the data. After an error what was written is
// of no use.
func Dump(ctx context.Context, cfg Config, out io.Writer) error {
	if err := dump(ctx, cfg, out); err != nil {
		return fmt.Errorf("backing up the database: %w", err)
	}
	return nil
}

func dump(ctx context.Context, cfg Config, out io.Writer) error {
	f, err := folderAt(cfg.DataDir)
	if err != nil {
		return err
	}
	if !f.hasData() {
		return fmt.Errorf("%s holds no database", f)
	}
	if err := repair(ctx, cfg, f); err != nil {
		return err
	}
	o, guard, err := stopped(ctx, cfg)
	if err != nil {
		return err
	}
	defer guard.release()
	if err := o.folder.check(o.release); err != nil {
		return err
	}
	cfg.notify("backing up …")
	return o.admin(ctx, "data", nil, out, "database", "dump", username, "--to-stdout")
}

// repair starts and stops Neo4j if it did not stop in order the last time.
func repair(ctx context.Context, cfg Config, f folder) error {
	st, err := f.readState()
	if err != nil || st == nil {
		return err
	}
	if st.Process.alive() {
		return ErrRunning
	}
	s, err := Open(ctx, cfg)
	if err != nil {
		return err
	}
	return s.Close(ctx)
}

// Load replaces the database by the one that Dump wrote, which it reads from dumped. A folder that holds a database is
// left alone without force (ErrDataExists); with force, its database is there until the new one is whole, so there must
// be room for both. The folder's password stays. Neo4j must be stopped: the error is ErrRunning otherwise.
func Load(ctx context.Context, cfg Config, dumped io.Reader, force bool) error {
	if err := renew(ctx, cfg, force, "restoring", dumped, "database", "load", username, "--from-stdin"); err != nil {
		return fmt.Errorf("restoring the database: %w", err)
	}
	return nil
}

// Import makes a new database of files as Neo4j's "database import full" reads them; args are that command's. The
// folder must hold no database (ErrDataExists). Neo4j must be stopped: the error is ErrRunning otherwise.
func Import(ctx context.Context, cfg Config, args []string) error {
	args = append([]string{"database", "import", "full", username, "--verbose"}, args...)
	if err := renew(ctx, cfg, false, "importing", nil, args...); err != nil {
		return fmt.Errorf("importing into the database: %w", err)
	}
	return nil
}

// renew replaces the database by the one that a command of Neo4j's administration tool makes.
func renew(ctx context.Context, cfg Config, force bool, doing string, in io.Reader, command ...string) error {
	if _, err := makeFolder(cfg.DataDir); err != nil {
		return err
	}
	o, guard, err := stopped(ctx, cfg)
	if err != nil {
		return err
	}
	defer guard.release()
	f := o.folder
	if f.hasData() && !force {
		return fmt.Errorf("%w: %s", ErrDataExists, f)
	}
	fresh := f.path(restoringData)
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(fresh) }() // gone already when all went well
	password, err := f.prepare()
	if err != nil {
		return err
	}
	if err := writeInitialPassword(fresh, password); err != nil {
		return err
	}
	cfg.notify("%s …", doing)
	if err := o.admin(ctx, restoringData, in, nil, command...); err != nil {
		return err
	}
	if err := f.writeVersion(o.release); err != nil {
		return err
	}
	return f.replaceData(fresh)
}

// replaceData puts fresh in the place of the data. A crash in between is mended by check.
func (f folder) replaceData(fresh string) error {
	if err := os.RemoveAll(f.oldData()); err != nil {
		return err
	}
	if err := os.Rename(f.data(), f.oldData()); err != nil {
		return err
	}
	if err := os.Rename(fresh, f.data()); err != nil {
		return errors.Join(err, os.Rename(f.oldData(), f.data()))
	}
	return os.RemoveAll(f.oldData())
}

// stopped keeps the folder's Neo4j from starting until the lock is released. ErrRunning means that it runs.
func stopped(ctx context.Context, cfg Config) (*opening, *lock, error) {
	release, err := findRelease(cfg.Version)
	if err != nil {
		return nil, nil, err
	}
	f, err := folderAt(cfg.DataDir)
	if err != nil {
		return nil, nil, err
	}
	guard, err := lockFile(ctx, f.startLock(), nil)
	if err != nil {
		return nil, nil, err
	}
	st, err := f.readState()
	if err == nil && st != nil && st.Process.alive() {
		err = ErrRunning
	}
	if err != nil {
		guard.release()
		return nil, nil, err
	}
	return &opening{cfg, release, f}, guard, nil
}

// admin runs Neo4j's administration tool on the named data of the folder.
func (o *opening) admin(ctx context.Context, data string, in io.Reader, out io.Writer, args ...string) error {
	java, err := findJava(ctx, o.release.MinJava)
	if err != nil {
		return err
	}
	jars, err := resolve(ctx, o.cfg, o.release, java)
	if err != nil {
		return err
	}
	heap, pageCache := o.cfg.memory()
	if err := o.folder.writeConf(conf{Data: data, PageCacheMB: pageCache}); err != nil {
		return err
	}
	argv := append(java.options(heap), java.archive(jars).use()...)
	argv = append(argv, "-cp", "*", adminClass)
	cmd := exec.CommandContext(ctx, java.Path, append(argv, args...)...) //nolint:gosec // the Java that was found
	cmd.Dir = jars
	cmd.Env = append(cmd.Environ(), "NEO4J_HOME="+string(o.folder), "NEO4J_CONF="+o.folder.path("conf"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C reaches it through ctx
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	var complaints strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, &complaints
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("Neo4j's administration tool: %w\n%s", err, reason(complaints.String()))
	}
	return nil
}

// reason is what a failed tool says: the innermost cause where it prints a stack of them, else its last lines.
func reason(complaints string) string {
	const cause = "Caused by: "
	if at := strings.LastIndex(complaints, cause); at >= 0 {
		line, _, _ := strings.Cut(complaints[at+len(cause):], "\n")
		return line
	}
	return lastOf(strings.NewReader(complaints), notNoise)
}
