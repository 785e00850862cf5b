package operations

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/validator/core"

	"demarche/internal/jsontext"
)

// intsFit refuses literals of Int beyond 32 bits, as the specification asks. Where a field is executed they would be
// found then; in a fragment of another type, never.
func intsFit(observers *core.Events, addError core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, value *ast.Value) {
		if value.Kind != ast.IntValue || value.Definition == nil || value.Definition.Name != "Int" {
			return
		}
		if _, err := strconv.ParseInt(value.Raw, 10, 32); err != nil {
			addError(core.Message("Int cannot represent %s: it has more than 32 bits.", value.Raw), core.At(value.Position))
		}
	})
}

// unsupported are directives that gqlparser declares and that are not executed here.
var unsupported = []string{"defer"}

// supportedDirectives refuses the others.
func supportedDirectives(observers *core.Events, addError core.AddErrFunc) {
	observers.OnDirective(func(_ *core.Walker, d *ast.Directive) {
		if slices.Contains(unsupported, d.Name) {
			addError(core.Message("@%s is not supported: leave it out, and the whole answer comes at once.", d.Name), core.At(d.Position))
		}
	})
}

// enumError is how gqlparser's rules begin where a literal is no value of an enumeration.
var enumError = regexp.MustCompile(`(?s)^(?:Value ".*" does not exist in|Enum) "\[*(\w+)[]!]*" (?:enum|cannot represent)`)

// explained adds the values of an enumeration to errors that name none of them.
func (e *Executor) explained(errs gqlerror.List) gqlerror.List {
	for _, err := range errs {
		found := enumError.FindStringSubmatch(err.Message)
		if found == nil || strings.Contains(err.Message, "Did you mean") {
			continue
		}
		if def := e.schema.Types[found[1]]; def != nil {
			err.Message += " Its values are " + listed(valueNames(def)) + "."
		}
	}
	return errs
}

// singleFieldSubscriptions refuses a subscription that does not select exactly one field in every case. It counts keys
// of the answer, fragments expanded: gqlparser's rule counts names of fields. Which fields there are must not depend on
// variables, so none at the top has @skip or @include, nor has a fragment around it.
func singleFieldSubscriptions(observers *core.Events, addError core.AddErrFunc) {
	observers.OnOperation(func(walker *core.Walker, op *ast.OperationDefinition) {
		if walker.Schema.Subscription == nil || op.Operation != ast.Subscription {
			return
		}
		name := "An anonymous subscription"
		if op.Name != "" {
			name = "Subscription " + strconv.Quote(op.Name)
		}
		top := topFields{entered: map[string]bool{}, keys: map[string]bool{}}
		top.collect(op.SelectionSet)
		if len(top.keys) > 1 {
			addError(core.Message("%s must select only one top level field: send one subscription for each.", name), core.At(top.second))
		}
		for _, f := range top.fields {
			if strings.HasPrefix(f.Name, "__") {
				addError(core.Message("%s must not select an introspection top level field, such as %q.", name, f.Name), core.At(f.Position))
			}
		}
		for _, d := range top.conditions {
			addError(core.Message("%s must not have @%s on its top level field or on a fragment around it: "+
				"leave the subscription out instead.", name, d.Name), core.At(d.Position))
		}
	})
}

// topFields are the fields that a selection comes to, and the directives that decide whether one is there.
type topFields struct {
	entered    map[string]bool // fragments
	keys       map[string]bool
	fields     []*ast.Field
	second     *ast.Position // where a second key begins
	conditions ast.DirectiveList
}

func (t *topFields) collect(set ast.SelectionSet) {
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			t.conditional(sel.Directives)
			t.add(sel)
		case *ast.InlineFragment:
			t.conditional(sel.Directives)
			t.collect(sel.SelectionSet)
		case *ast.FragmentSpread:
			t.conditional(sel.Directives)
			if sel.Definition != nil && !t.entered[sel.Name] {
				t.entered[sel.Name] = true
				t.collect(sel.Definition.SelectionSet)
			}
		}
	}
}

func (t *topFields) add(f *ast.Field) {
	t.fields = append(t.fields, f)
	t.keys[f.Alias] = true // the parser fills in the name where there is no alias
	if len(t.keys) > 1 && t.second == nil {
		t.second = f.Position
	}
}

func (t *topFields) conditional(directives ast.DirectiveList) {
	for _, d := range directives {
		if d.Name == "skip" || d.Name == "include" {
			t.conditions = append(t.conditions, d)
		}
	}
}

// wholeCharacters refuses a text in a document that holds the escape of half a character: gqlparser puts U+FFFD in its
// place. Escapes in block strings and in comments are no escapes.
func wholeCharacters(document string) *gqlerror.Error {
	if !strings.Contains(document, `\u`) {
		return nil
	}
	runes, lex := []rune(document), lexer.New(&ast.Source{Input: document})
	for {
		token, err := lex.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			return nil //nolint:nilerr // the parser reports it
		}
		if token.Kind != lexer.String {
			continue
		}
		if err := jsontext.Check([]byte(string(runes[token.Pos.Start:token.Pos.End]))); err != nil {
			at := gqlerror.ErrorPosf(&token.Pos, "%s", err)
			errcode.Set(at, errcode.ValidationFailed)
			return at
		}
	}
}
