package seeds

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"demarche/graph"
)

// places says where each record was read: a file and a line by the record's id, several where the id is given twice.
type places map[string][]string

// readFiles decodes every .yaml file at the root of fsys and returns their records together, in the order of the names
// of the files and of the lines. Errors of all files are joined.
func readFiles(fsys fs.FS) (graph.Batch, places, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return graph.Batch{}, nil, err
	}
	var all graph.Batch
	at := places{}
	var problems []error
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return graph.Batch{}, nil, err
		}
		f := fileReader{name: name, at: at, into: &all}
		f.read(text)
		problems = append(problems, f.problems...)
	}
	return all, at, errors.Join(problems...)
}

// fileReader decodes one file record by record, so that each error and each record has a line.
type fileReader struct {
	name     string
	at       places
	into     *graph.Batch
	problems []error
}

func (f *fileReader) read(text []byte) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		f.fail(1, err)
		return
	}
	for i, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if i > 0 {
			f.fail(doc.Body.GetToken().Position.Line, errors.New("a file holds one document: what follows --- is not read"))
			return
		}
		f.readDocument(doc.Body)
	}
}

func (f *fileReader) readDocument(body ast.Node) {
	ast.Walk(ambiguousNumbers{f}, body)
	top, ok := body.(ast.MapNode)
	if !ok {
		f.fail(body.GetToken().Position.Line, errors.New("a file is a mapping from a type, such as events, to a list of records"))
		return
	}
	for pairs := top.MapRange(); pairs.Next(); {
		pair := pairs.KeyValue()
		list, ok := pair.Value.(*ast.SequenceNode)
		if !ok {
			f.fail(pair.GetToken().Position.Line, fmt.Errorf("%s is not a list of records", pair.Key))
			continue
		}
		for i := range list.Values {
			f.readRecord(pair, list, i)
		}
	}
}

// readRecord decodes a list of one record as if it stood alone under its key.
func (f *fileReader) readRecord(pair *ast.MappingValueNode, list *ast.SequenceNode, i int) {
	one := *list
	one.Values = list.Values[i : i+1]
	alone := *pair
	alone.Value = &one
	line := list.Values[i].GetToken().Position.Line
	if m, ok := list.Values[i].(*ast.MappingNode); ok && len(m.Values) > 0 {
		line = m.Values[0].Key.GetToken().Position.Line
	}
	var b graph.Batch
	if err := yaml.NodeToValue(&alone, &b, yaml.Strict()); err != nil {
		f.fail(line, err)
		return
	}
	for i, figure := range b.Figures {
		b.Figures[i].ID = figure.Name()
	}
	for _, id := range b.IDs() {
		f.at[id] = append(f.at[id], fmt.Sprintf("%s:%d", f.name, line))
	}
	appendTo(f.into, b)
}

// fail notes an error at the line that the error itself names, else at the given one.
func (f *fileReader) fail(line int, err error) {
	var located yaml.Error
	if errors.As(err, &located) && located.GetToken() != nil {
		line = located.GetToken().Position.Line
		err = errors.New(located.GetMessage())
	}
	f.problems = append(f.problems, fmt.Errorf("%s:%d: %w", f.name, line, err))
}

// ambiguousNumbers finds codes that YAML would read as other numbers: 0207 is 135 and 042 is 34.
type ambiguousNumbers struct{ f *fileReader }

// Visit implements ast.Visitor.
func (v ambiguousNumbers) Visit(n ast.Node) ast.Visitor {
	text := ""
	if _, ok := n.(*ast.IntegerNode); ok && n.GetToken().Type != token.StringType {
		text = n.GetToken().Value
	}
	if len(text) > 1 && strings.HasPrefix(text, "0") {
		v.f.fail(n.GetToken().Position.Line, fmt.Errorf("put %s in quotes: without them it is another number", text))
	}
	return v
}

// appendTo adds the records of one batch to those of another.
func appendTo(all *graph.Batch, b graph.Batch) {
	into, from := reflect.ValueOf(all).Elem(), reflect.ValueOf(b)
	for i := range into.NumField() {
		into.Field(i).Set(reflect.AppendSlice(into.Field(i), from.Field(i)))
	}
}
