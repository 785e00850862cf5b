package httpd

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// validation is gqlparser's rules and one that it lacks.
func validation() *rules.Rules {
	all := rules.NewDefaultRules()
	all.AddRule("IntsFit", intsFit)
	return all
}

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
