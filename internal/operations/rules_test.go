package operations_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// A literal that is no value of an enumeration is an error at every place, which names a value that is near, or all.
func TestLiterals_everyEnumeration(t *testing.T) {
	e := executor()
	seen := map[string]bool{}
	for _, p := range positions(t) {
		if p.of.Kind != ast.Enum || strings.Contains(p.at, ".") || seen[p.of.Name] {
			continue
		}
		seen[p.of.Name] = true
		first := p.of.EnumValues[0].Name
		document := p.document[strings.Index(p.document, ") ")+2:]
		if strings.HasPrefix(p.document, "query($v") && !strings.Contains(document, "$v") {
			t.Fatal(p.document)
		}
		for _, literal := range []string{strings.ToLower(first), `"` + first + `"`, "qqqqqqqqqqqqqq", `"zzzzzzzzzzzzzz"`} {
			_, errs := create(t, e, strings.Replace(document, "$v", literal, 1), nil)
			if len(errs) == 0 || !strings.Contains(errs[0].Message, first) {
				t.Errorf("%s %s: %v", p.of.Name, literal, errs)
			}
			if strings.Contains(literal, "qq") && !strings.Contains(fmt.Sprint(errs), p.of.EnumValues[len(p.of.EnumValues)-1].Name) {
				t.Errorf("%s %s: %v", p.of.Name, literal, errs)
			}
		}
	}
	if len(seen) < 8 {
		t.Errorf("only %v", seen)
	}
}

func TestDefer(t *testing.T) {
	for _, document := range []string{
		`{ ... @defer { timeline { totalCount } } }`, `{ ...A @defer(if: false) } fragment A on Query { timeline { totalCount } }`,
	} {
		if _, errs := create(t, executor(), document, nil); !strings.Contains(errs.Error(), "@defer is not supported") {
			t.Errorf("%s: %v", document, errs)
		}
	}
}

// A literal with half of a character is refused in each place of a document; elsewhere an escape is not one.
func TestLiterals_wholeCharacters(t *testing.T) {
	const whole = `half of a surrogate pair`
	for literal, refused := range map[string]bool{
		`"a\ud83db"`: true, `"\uDE00"`: true, `"é\ud83d"`: true, `"\ud83d\ude00"`: false, `"\u{1F600}"`: false,
		`"\\ud83d"`: false, `"""a\ud83db"""`: false, "\"a\" # \\ud83d\n": false,
	} {
		for _, document := range []string{
			`{ search(text: ` + literal + `) { matched } }`,
			`query($t: String = ` + literal + `) { search(text: $t) { matched } }`,
			`query T { ...F } fragment F on Query { timeline(filter: {text: ` + literal + `}) { totalCount } }`,
		} {
			document = "# é \"\n" + document
			if _, errs := create(t, executor(), document, nil); strings.Contains(errs.Error(), whole) != refused || (!refused && len(errs) > 0) {
				t.Errorf("%s: %v", document, errs)
			}
		}
	}
}
