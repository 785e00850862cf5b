package graph

import (
	"errors"
	"strings"
	"testing"
)

// An answer that grows too long ends with one error, however deep it was, and takes nothing with it.
func TestWant_Write_long(t *testing.T) {
	was := maxAnswer
	defer func() { maxAnswer = was }()
	maxAnswer = 5000
	title := &Field{Name: "title", Arg: NoArgs, Type: Type{NonNull: true}}
	list := Type{NonNull: true, Item: &Type{NonNull: true}}
	inner, outer := NewSelection("Event", false), NewSelection("Event", false)
	inner.Add(title, "Event")
	inner.Lay("Event", []Key{{`"title":`, "title", 0}})
	outer.Add(&Field{Name: "parts", Arg: NoArgs, Type: list, Of: inner}, "Event")
	outer.Lay("Event", []Key{{`"parts":`, "parts", 0}})
	want := Want{Field: &Field{Name: "parts", Arg: NoArgs, Type: Type{Item: &Type{NonNull: true}}, Of: outer}}
	rows := func(many int) (out []any) {
		for range many {
			part := []any{strings.Repeat("x", 80)}
			out = append(out, []any{[]any{part, part, part}})
		}
		return out
	}
	if a := want.Write(rows(15)); len(a.Errors) != 0 || len(a.JSON) < 3*15*80 {
		t.Errorf("%d bytes, %v", len(a.JSON), a.Errors)
	}
	a := want.Write(rows(1000))
	if len(a.Errors) != 1 || !errors.Is(a.Errors[0], ErrTooBroad) || a.JSON != nil {
		t.Errorf("%d bytes, %v", len(a.JSON), a.Errors)
	}
	if a := want.Write(rows(1)); len(a.Errors) != 0 || a.JSON == nil {
		t.Errorf("the next answer: %s, %v", a.JSON, a.Errors)
	}
}
