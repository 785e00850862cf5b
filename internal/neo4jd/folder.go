package neo4jd

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"

	"golang.org/x/sys/unix"
)

const username = "neo4j"

var (
	//go:embed neo4j.conf.tmpl
	confText string
	//go:embed server-logs.xml
	serverLogs []byte
	//go:embed user-logs.xml
	userLogs []byte

	confTemplate = template.Must(template.New("neo4j.conf").Parse(confText))
)

// folder is the absolute path of a data folder.
type folder string

func (f folder) path(parts ...string) string {
	return filepath.Join(append([]string{string(f)}, parts...)...)
}

func (f folder) startLock() string    { return f.path("start.lock") } // held while Neo4j starts or stops
func (f folder) usersLock() string    { return f.path("users.lock") } // shared by the users
func (f folder) usersPipe() string    { return f.path("users.pipe") } // written to by the users, read by the watcher
func (f folder) stateFile() string    { return f.path("state.json") }
func (f folder) versionFile() string  { return f.path("version") }
func (f folder) passwordFile() string { return f.path("password") }
func (f folder) consoleLog() string   { return f.path("logs", "console.log") }
func (f folder) data() string         { return f.path("data") }
func (f folder) database() string     { return filepath.Join(f.data(), "databases", username) }
func (f folder) oldData() string      { return f.path("data.old") } // only while a restored database replaces it

func folderAt(dir string) (folder, error) {
	if dir == "" {
		return "", errors.New("no data folder given")
	}
	abs, err := filepath.Abs(dir)
	return folder(abs), err
}

// existingFolder is folderAt, and ErrNotRunning where there is no folder.
func existingFolder(dir string) (folder, error) {
	f, err := folderAt(dir)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(string(f)); errors.Is(err, fs.ErrNotExist) {
		return "", ErrNotRunning
	}
	return f, nil
}

// MakeFolder creates a data folder without a database, so that the caller can put files there first. It does nothing
// if dir is a data folder already. The error wraps ErrForeign if dir holds other files.
func MakeFolder(dir string) error {
	_, err := makeFolder(dir)
	return err
}

// makeFolder creates the data folder, for its owner only.
func makeFolder(dir string) (folder, error) {
	f, err := folderAt(dir)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return "", fmt.Errorf("creating the data folder: %w", err)
	}
	if err := f.checkWritable(); err != nil {
		return "", err
	}
	if err := f.checkOwn(); err != nil {
		return "", err
	}
	if err := os.Chmod(string(f), 0o700); err != nil { //nolint:gosec // a folder has to be entered
		return "", fmt.Errorf("making the data folder private: %w", err)
	}
	return f, f.mark()
}

// checkOwn refuses a folder that holds other files: a start would write over those that have its names.
func (f folder) checkOwn() error {
	entries, err := os.ReadDir(string(f))
	if err != nil {
		return err
	}
	foreign := ""
	for _, e := range entries {
		switch name := e.Name(); name {
		case filepath.Base(f.startLock()):
			return nil
		case "lost+found": // of a disk's own
		default:
			foreign = cmp.Or(foreign, name)
		}
	}
	if foreign == "" || f.hasData() { // of data, check says which release wrote them
		return nil
	}
	return fmt.Errorf("%w: %s holds other files, such as %s; name a new or an empty folder", ErrForeign, f, foreign)
}

// mark makes the file by which checkOwn knows the folder.
func (f folder) mark() error {
	l, err := os.OpenFile(f.startLock(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return l.Close()
}

func (f folder) hasData() bool {
	_, err := os.Stat(f.database())
	return err == nil
}

// gone reports whether there is certainly nothing at path.
func gone(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// version returns the release that last wrote the data, "" when there are none.
func (f folder) version() (string, error) {
	text, err := os.ReadFile(f.versionFile())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	return strings.TrimSpace(string(text)), nil
}

// check finishes a restore that was cut short, and refuses data of another series than the release's.
func (f folder) check(r Release) error {
	if _, err := os.Stat(f.data()); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(f.oldData(), f.data()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	version, err := f.version()
	if err != nil {
		return err
	}
	if !f.hasData() || series(version) == series(r.Version) {
		return nil
	}
	if version == "" {
		version = "an unknown release"
	}
	return fmt.Errorf("%w: %s was written by Neo4j %s, and this is Neo4j %s; use another data folder, "+
		"or back up with the demarche that wrote it and restore the backup into a new folder", ErrVersion, f, version, r.Version)
}

// CheckFolder says why Neo4j could not write to dataDir, nil where it could: the folder is read-only, or its disk full.
func CheckFolder(dataDir string) error {
	f, err := folderAt(dataDir)
	if err != nil {
		return err
	}
	if err := f.checkWritable(); err != nil {
		return err
	}
	return f.checkSpace()
}

func (f folder) checkWritable() error {
	if err := unix.Access(string(f), unix.R_OK|unix.W_OK|unix.X_OK); err != nil {
		return fmt.Errorf("%s cannot be written to: %w: make it writable, or use another data folder", f, err)
	}
	return nil
}

// checkSpace refuses a disk that is as good as full: Neo4j would start on it and never answer.
func (f folder) checkSpace() error {
	const leastMB, mib = 64, 1 << 20
	var disk unix.Statfs_t
	if err := unix.Statfs(string(f), &disk); err != nil {
		return &fs.PathError{Op: "statfs", Path: string(f), Err: err}
	}
	if freeMB := disk.Bavail * uint64(disk.Bsize) / mib; freeMB < leastMB {
		return fmt.Errorf("%s: %w: %d MB are free, and Neo4j needs %d at least: make room, or use another data folder", f, unix.ENOSPC, freeMB, leastMB)
	}
	return nil
}

// prepare makes what a start needs beside the data.
func (f folder) prepare() (password string, err error) {
	if err := f.checkSpace(); err != nil {
		return "", err
	}
	for _, dir := range []string{"conf", "logs", "data", "import", "plugins", "licenses", "run"} {
		if err := os.MkdirAll(f.path(dir), 0o700); err != nil {
			return "", err
		}
	}
	if password, err = f.password(); err != nil {
		return "", err
	}
	return password, writeInitialPassword(f.data(), password)
}

func (f folder) writeVersion(r Release) error {
	return writeFile(f.versionFile(), []byte(r.Version+"\n"))
}

// password returns the generated password; the first call makes it.
func (f folder) password() (string, error) {
	text, err := os.ReadFile(f.passwordFile())
	if err == nil {
		return strings.TrimSpace(string(text)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if f.hasData() {
		return "", fmt.Errorf("the password of the database is gone: %s is missing", f.passwordFile())
	}
	password := rand.Text()
	return password, writeFile(f.passwordFile(), []byte(password+"\n"))
}

// writeInitialPassword leaves the password, hashed, where Neo4j's own command for it does: that command would show it
// in the list of processes. Neo4j reads it only when it creates its system database.
func writeInitialPassword(data, password string) error {
	salt := make([]byte, sha256.Size)
	_, _ = rand.Read(salt) // never fails
	dir := filepath.Join(data, "dbms")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, "auth.ini"), []byte(authLine(password, salt)))
}

// authLine is a line of Neo4j's own user file: user:digest,hash,salt,iterations:flags.
func authLine(password string, salt []byte) string {
	const iterations = 1024
	hash := sha256.Sum256(append(slices.Clip(salt), password...))
	for range iterations - 1 {
		hash = sha256.Sum256(hash[:])
	}
	return fmt.Sprintf("%s:SHA-256,%s,%s,%d:\n", username, hex.EncodeToString(hash[:]), hex.EncodeToString(salt), iterations)
}

// conf is what varies in Neo4j's configuration.
type conf struct {
	Data        string // relative to the data folder
	Port        int
	PageCacheMB int
	KeepPlans   time.Duration
}

// writeConf writes Neo4j's configuration into the data folder's conf folder.
func (f folder) writeConf(c conf) error {
	var text strings.Builder
	if err := confTemplate.Execute(&text, c); err != nil {
		return err
	}
	return errors.Join(
		writeFile(f.path("conf", "neo4j.conf"), []byte(text.String())),
		writeFile(f.path("conf", "server-logs.xml"), serverLogs),
		writeFile(f.path("conf", "user-logs.xml"), userLogs),
	)
}

// state is what a second process needs to know of the Neo4j that runs. One that outlived its Neo4j means that it did
// not stop in order.
type state struct {
	Process  process   `json:"process"`
	Port     int       `json:"port"`
	Version  string    `json:"version"`
	Started  time.Time `json:"started"`
	Detached bool      `json:"detached"`
	Archives bool      `json:"archives,omitempty"` // it writes a class archive when it stops
}

func (s *state) uri() string { return boltURI(s.Port) }

func boltURI(port int) string { return fmt.Sprintf("bolt://127.0.0.1:%d", port) }

// readState returns nil when nothing was started, or it was stopped in order.
func (f folder) readState() (*state, error) {
	text, err := os.ReadFile(f.stateFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var st state
	if err := json.Unmarshal(text, &st); err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.stateFile(), err)
	}
	return &st, nil
}

func (f folder) writeState(st *state) error {
	text, err := json.MarshalIndent(st, "", "  ")
	if err != nil {
		return err
	}
	return writeFile(f.stateFile(), append(text, '\n'))
}

// writeFile replaces a file as a whole, readable for its owner only.
func writeFile(path string, text []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".tmp-")
	if err != nil {
		return err
	}
	_, err = tmp.Write(text)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}
