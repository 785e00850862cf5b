package neo4jd

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// archiveMB is the free space that a new class archive needs: one takes about 100 MB, Java 25's about 200.
const archiveMB = 500

// classArchive is a file of Java's parsed classes (class-data sharing; since Java 25 an AOT cache), with which Neo4j
// starts in about half the time. It belongs to one release of Neo4j and one build of Java, and lies beside the jars.
// The first Neo4j that stops in order writes it. Java compares the archive with itself and with the jars, and ignores
// one that differs.
type classArchive struct {
	file string // the archive to use, or to write
	next string // where a Neo4j that starts now writes it; "" when there is an archive, or no room for one
	aot  bool
}

// archive returns the class archive for the jars in dir.
func (j Java) archive(dir string) classArchive {
	a := classArchive{file: filepath.Join(dir, "classes-"+fileName(j.Build)+".jsa"), aot: j.Major >= minAOT}
	if !a.exists() && !a.failed() && roomFor(dir, archiveMB) {
		a.next = a.file + "." + rand.Text()
	}
	return a
}

const minAOT = 25 // the first Java that makes an AOT cache in one run

func (a classArchive) exists() bool {
	info, err := os.Stat(a.file)
	return err == nil && info.Size() > 0
}

// failed reports whether a Neo4j was killed while it wrote the archive: this machine is too slow for it.
func (a classArchive) failed() bool {
	_, err := os.Stat(a.file + ".failed")
	return err == nil
}

// use returns the Java options that use the archive; none where there is none.
func (a classArchive) use() []string {
	switch {
	case !a.exists():
		return nil
	case a.aot:
		return []string{"-Xlog:aot*=off", "-XX:AOTCache=" + a.file}
	default:
		return []string{"-Xlog:cds*=off", "-XX:SharedArchiveFile=" + a.file}
	}
}

// useOrWrite returns use's options, or those with which Java writes the archive when it ends.
func (a classArchive) useOrWrite() []string {
	switch {
	case a.next == "":
		return a.use()
	case a.aot:
		return []string{"-Xlog:aot*=off", "-XX:AOTCacheOutput=" + a.next}
	default:
		return []string{"-Xlog:cds*=off", "-XX:ArchiveClassesAtExit=" + a.next}
	}
}

// discard removes an archive with which Neo4j did not start. It reports whether there was one.
func (a classArchive) discard() bool { return os.Remove(a.file) == nil }

// roomFor reports whether dir can be written to and its disk has that much free space.
func roomFor(dir string, mb uint64) bool {
	var disk unix.Statfs_t
	return unix.Access(dir, unix.W_OK) == nil && unix.Statfs(dir, &disk) == nil && disk.Bavail*uint64(disk.Bsize)>>20 >= mb
}

// fileName returns text with all but letters, digits, dots and dashes replaced.
func fileName(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, text)
}
