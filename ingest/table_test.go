package ingest

import "testing"

func TestDecoded(t *testing.T) {
	for text, want := range map[string]string{
		"José": "José", "a\x00b\x1b[31mc\x7f": "ab[31mc", "a\tb\nc": "a\tb\nc", "": "",
	} {
		if got := decoded(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
