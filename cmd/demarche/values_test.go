package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// A slot is a flag or an argument of a command.
type slot struct {
	command *kong.Node
	value   *kong.Value
	flag    *kong.Flag // nil for an argument
}

func (s slot) String() string {
	if s.flag != nil {
		return s.command.FullPath() + " --" + s.flag.Name
	}
	return s.command.FullPath() + " " + s.value.Name
}

// model is the command line.
func model(t *testing.T) *kong.Application {
	t.Helper()
	parser, err := kong.New(&cli{}, kong.Name("demarche"), kong.Vars{"formats": "", "exports": "", "tables": ""})
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model
}

// slots are all that can be given to a command.
func slots(t *testing.T) []slot {
	t.Helper()
	var all []slot
	_ = kong.Visit(model(t), func(v kong.Visitable, next kong.Next) error {
		node, ok := v.(*kong.Node)
		if app, is := v.(*kong.Application); is {
			node, ok = app.Node, true
		}
		if ok {
			for _, f := range node.Flags {
				all = append(all, slot{node, f.Value, f})
			}
			for _, p := range node.Positional {
				all = append(all, slot{node, p, nil})
			}
		}
		return next(nil)
	})
	return all
}

func typeOf(s slot) reflect.Type {
	typ := s.value.Target.Type()
	if typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	return typ
}

// commandLine is a command with a value in that slot, and files that are there in the others.
func (s slot) commandLine(value, input string) []string {
	args := strings.Fields(strings.TrimPrefix(s.command.Path(), "demarche"))
	for _, p := range s.command.Positional {
		switch {
		case p == s.value:
			args = append(args, value)
		case p.Name == "format" && s.command.Name == "export":
			args = append(args, "csv")
		case p.Name == "format":
			args = append(args, "visits")
		default:
			args = append(args, input)
		}
	}
	if s.flag != nil {
		args = append(args, "--"+s.flag.Name+"="+value)
	}
	return args
}

var fileWords = regexp.MustCompile(`(?i)\b(file|path|folder|output|where)\b`)

// Every argument that names a file has a type for reading or for writing, so that the rules hold for it.
func TestSlots_files(t *testing.T) {
	other := map[string]bool{ // help that mentions files, of arguments that name none
		"demarche --data-dir": true, "demarche doctor --addr": true, "demarche serve --addr": true,
	}
	outputs := 0
	for _, s := range slots(t) {
		typ := typeOf(s)
		if typ == reflect.TypeFor[outputPath]() {
			outputs++
		}
		named := s.value.Tag.Type != "" || s.value.Tag.PlaceHolder == "FILE" || fileWords.MatchString(s.value.Help)
		known := typ == reflect.TypeFor[outputPath]() || typ == reflect.TypeFor[inputPath]()
		if typ.Kind() == reflect.String && named && !known && !other[s.String()] {
			t.Errorf("%s (%q) is a %s: make it an outputPath or an inputPath", s, s.value.Help, typ)
		}
	}
	if outputs < 3 {
		t.Errorf("%d outputs were found", outputs)
	}
}

// No command overwrites an existing file. The existing file keeps every byte.
func TestOutputs_refuse(t *testing.T) {
	for _, s := range slots(t) {
		if typeOf(s) != reflect.TypeFor[outputPath]() {
			continue
		}
		t.Run(s.String(), func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			ways := taken(t, dir)
			before := tree(t, dir)
			for what, path := range ways {
				var said bytes.Buffer
				args := append(s.commandLine(path, "input.csv"), "--data-dir", filepath.Join(t.TempDir(), "none"))
				err := run(t.Context(), args, streams{strings.NewReader(""), &said, &said})
				if err == nil || !strings.Contains(err.Error(), filepath.Base(path)) {
					t.Errorf("%s: %v: %v\n%s", what, args, err, &said)
				}
				if after := tree(t, dir); after != before {
					t.Errorf("%s changed the folder from\n%s to\n%s", what, before, after)
				}
			}
		})
	}
}

// taken makes one of each that may be at a path, and names them.
func taken(t *testing.T, dir string) map[string]string {
	t.Helper()
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, err := range []error{
		os.WriteFile(in("input.csv"), []byte("name,country,locale,date_start,date_end\n"), 0o600),
		os.WriteFile(in("notes.txt"), []byte("mine"), 0o600), os.WriteFile(in("empty"), nil, 0o600),
		os.WriteFile(in("readonly"), []byte("mine"), 0o400),
		os.Link(in("notes.txt"), in("hardlink")), os.Link(in("input.csv"), in("input.hardlink")),
		os.Symlink("notes.txt", in("link")), os.Symlink("link", in("link.link")), os.Symlink("input.csv", in("input.link")),
		os.Symlink("gone", in("dangling")), os.Symlink("loop", in("loop")), os.Mkdir(in("folder"), 0o700), os.Symlink("folder", in("folder.link")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	ways := map[string]string{
		"a name in a folder that is not there": in("nowhere/new"), "a name below a file": in("notes.txt/new"),
		"a path with dots": in("folder/../notes.txt"), "a relative path": "notes.txt", "through a link to a folder": in("folder.link/../notes.txt"),
		"a slash at the end": in("notes.txt") + "/", "a disk": "/dev/loop0",
	}
	if is, err := os.Stat("/dev/loop0"); err != nil || is.Mode().IsRegular() {
		delete(ways, "a disk")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		ways[e.Name()] = in(e.Name())
	}
	return ways
}

// tree is all that a folder holds, links as links.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		is, err := os.Lstat(path)
		if err != nil {
			t.Fatal(err)
		}
		to, _ := os.Readlink(path)
		text := ""
		if is.Mode().IsRegular() {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text = string(b)
		}
		fmt.Fprintf(&out, "%s %s %q %s %s\n", e.Name(), is.Mode(), text, to, is.ModTime())
	}
	return out.String()
}

// Numbers that make no sense are refused before anything starts, wherever they come from; 0 where its help does not say
// what it means.
func TestNumbers_refused(t *testing.T) {
	numbers := 0
	for _, s := range slots(t) {
		switch typeOf(s).Kind() {
		case reflect.Int, reflect.Int64, reflect.Float64, reflect.Uint, reflect.Int32:
		default:
			continue
		}
		numbers++
		bad := []string{"-1", "x", "1e99", "NaN", "99999999999999999999"}
		if !regexp.MustCompile(`\b0\b`).MatchString(s.value.Help) {
			bad = append(bad, "0")
		}
		node := s
		if s.command.Parent == nil { // a flag of all
			node.command = commandNamed(t, "schema")
		}
		for _, value := range bad {
			err := run(t.Context(), node.commandLine(value, "none.csv"), streams{nil, io.Discard, io.Discard})
			if err == nil || !strings.Contains(err.Error(), s.flag.Name) {
				t.Errorf("%s=%s: %v", s, value, err)
			}
			for _, env := range s.value.Tag.Envs {
				t.Setenv(env, value)
				err := run(t.Context(), node.commandLine(value, "none.csv")[:1], streams{nil, io.Discard, io.Discard})
				if err == nil || !strings.Contains(err.Error(), env) {
					t.Errorf("%s=%s: %v", env, value, err)
				}
				if err := os.Unsetenv(env); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if numbers < 8 {
		t.Errorf("%d numbers were found", numbers)
	}
}

func commandNamed(t *testing.T, name string) *kong.Node {
	t.Helper()
	var found *kong.Node
	_ = kong.Visit(model(t), func(v kong.Visitable, next kong.Next) error {
		if node, ok := v.(*kong.Node); ok && node.Name == name {
			found = node
		}
		return next(nil)
	})
	if found == nil {
		t.Fatalf("there is no command %s", name)
	}
	return found
}
