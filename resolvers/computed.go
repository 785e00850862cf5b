package resolvers

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph/answer"
)

// checkComputed compares computed types with the schema. It returns an error for each type or field that only one of
// them has, and for each field that takes arguments: the program computes fields without them.
func checkComputed(schema *ast.Schema, computed []answer.ComputedType) error {
	var errs []error
	for _, t := range computed {
		def := schema.Types[t.Name]
		if def == nil {
			errs = append(errs, fmt.Errorf("the program computes a type that the schema lacks: %s", t.Name))
			continue
		}
		for _, name := range t.Fields {
			errs = append(errs, checkField(def, name))
		}
		for _, f := range def.Fields {
			if !t.Partial && !strings.HasPrefix(f.Name, "__") && !slices.Contains(t.Fields, f.Name) {
				errs = append(errs, fmt.Errorf("the schema has a field that the program does not compute: %s.%s", t.Name, f.Name))
			}
		}
	}
	return errors.Join(errs...)
}

// checkField returns an error if the type lacks a computed field, or if the field takes arguments.
func checkField(of *ast.Definition, name string) error {
	f := of.Fields.ForName(name)
	switch {
	case f == nil:
		return fmt.Errorf("the program computes a field that the schema lacks: %s.%s", of.Name, name)
	case len(f.Arguments) > 0:
		return fmt.Errorf("the program computes a field without its arguments: %s.%s", of.Name, name)
	}
	return nil
}
