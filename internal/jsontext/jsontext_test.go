package jsontext

import "testing"

func TestCheck(t *testing.T) {
	for text, want := range map[string]error{
		``: nil, `{"a":"b"}`: nil, `"\u00e9"`: nil, `"\\ud83d"`: nil, `"\\\\ud83d"`: nil, `"\ud83d\ude00"`: nil, `"\uD83D\uDE00\uD83D\uDE00"`: nil,
		`"\ud83d"`: ErrHalfSurrogate, `"\ude00"`: ErrHalfSurrogate, `"\ude00\ud83d"`: ErrHalfSurrogate, `"\ud83d\ud83d\ude00"`: ErrHalfSurrogate,
		`"\ud83d\n"`: ErrHalfSurrogate, `"\\\ud83d"`: ErrHalfSurrogate, `"\ud83d x"`: ErrHalfSurrogate, `"\ud83`: nil, `"\`: nil, `"\ud83d`: ErrHalfSurrogate,
	} {
		if got := Check([]byte(text)); got != want { //nolint:errorlint // it is returned as it is
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
