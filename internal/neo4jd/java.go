package neo4jd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const minJava = 17

// ErrNoJava means that there is no Java on this machine that can run Neo4j. Its message says what to do.
var ErrNoJava = errors.New("no suitable Java")

// Java is a Java runtime.
type Java struct {
	Path    string // of the java command
	Home    string // what JAVA_HOME would be
	Version string // such as "17.0.15"
	Build   string // such as "17.0.15+6-Debian-1deb12u1"; Version where Java does not report it
	Major   int
}

// FindJava returns the Java of JAVA_HOME, else the one on PATH: the first that is version 17 or later. Without one the
// error is ErrNoJava.
func FindJava(ctx context.Context) (Java, error) { return findJava(ctx, minJava) }

func findJava(ctx context.Context, least int) (Java, error) {
	var seen []string
	for _, path := range javaCandidates() {
		java, err := askJava(ctx, path)
		switch {
		case ctx.Err() != nil:
			return Java{}, fmt.Errorf("looking for Java: %w", ctx.Err())
		case err != nil:
			seen = append(seen, fmt.Sprintf("%s does not work (%v)", path, err))
		case java.Major < least:
			seen = append(seen, fmt.Sprintf("%s is Java %s", path, java.Version))
		default:
			return java, nil
		}
	}
	if len(seen) == 0 {
		seen = []string{"JAVA_HOME is not set and there is no java on PATH"}
	}
	return Java{}, fmt.Errorf("%w: %s. Neo4j needs Java %d or later: install one (Debian and Ubuntu: "+
		"apt install openjdk-%d-jre-headless; macOS: brew install openjdk@%d), or set NEO4J_URI to use a Neo4j that runs elsewhere",
		ErrNoJava, strings.Join(seen, "; "), least, least, least)
}

func javaCandidates() []string {
	var found []string
	if home := os.Getenv("JAVA_HOME"); home != "" {
		found = append(found, filepath.Join(home, "bin", "java"))
	}
	if path, err := exec.LookPath("java"); err == nil {
		found = append(found, path)
	}
	return found
}

// askJava runs java to learn its version and home.
func askJava(ctx context.Context, path string) (Java, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, path, "-XshowSettings:properties", "-version").CombinedOutput()
	if err != nil {
		return Java{}, err
	}
	java := Java{Path: path}
	for line := range strings.Lines(string(out)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " = ")
		switch name {
		case "java.home":
			java.Home = value
		case "java.version":
			java.Version = value
		case "java.runtime.version":
			java.Build = value
		case "java.specification.version":
			java.Major, _ = strconv.Atoi(strings.TrimPrefix(value, "1.")) // 1.8 is Java 8
		}
	}
	if java.Major == 0 {
		return Java{}, errors.New("it does not tell its version")
	}
	if java.Build == "" {
		java.Build = java.Version
	}
	return java, nil
}

// options are the Java options for Neo4j: those of its own configuration that are safe on every supported Java.
func (j Java) options(heapMB int) []string {
	heap := strconv.Itoa(heapMB) + "m"
	options := []string{
		"-Xms" + heap, "-Xmx" + heap,
		"-XX:+UseG1GC",
		"-XX:-OmitStackTraceInFastThrow",
		"-XX:+IgnoreUnrecognizedVMOptions",
		"-XX:+UnlockExperimentalVMOptions",
		"-XX:+TrustFinalNonStaticFields",
		"-XX:+DisableExplicitGC",
		"-XX:+ExitOnOutOfMemoryError",
		"-Djdk.nio.maxCachedBufferSize=1024",
		"-Dio.netty.tryReflectionSetAccessible=true",
		"-Dio.netty.leakDetection.level=DISABLED",
		"-Dlog4j2.disable.jmx=true",
		"-Dfile.encoding=UTF-8",
		"--add-opens=java.base/java.nio=ALL-UNNAMED",
		"--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
		"--enable-native-access=ALL-UNNAMED",
	}
	if j.Major >= 24 { // Java warns of what Neo4j and its libraries have always done
		options = append(options, "--sun-misc-unsafe-memory-access=allow")
	}
	return options
}
