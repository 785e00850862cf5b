package answer

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"demarche/graph/edtf"
)

// appendLeaf appends the JSON of a scalar or an enumeration's value.
func appendLeaf(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return AppendString(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case int32:
		return strconv.AppendInt(b, int64(v), 10)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case bool:
		return strconv.AppendBool(b, v)
	case float64:
		return AppendFloat(b, v)
	case time.Time:
		return v.UTC().AppendFormat(b, `"2006-01-02T15:04:05.999Z07:00"`)
	case edtf.Day:
		return append(v.AppendTo(append(b, '"')), '"')
	case fmt.Stringer: // days of the database
		return AppendString(b, v.String())
	}
	panic(fmt.Sprintf("no JSON for %T", v))
}

func (r *renderer) text(s string) bool {
	r.b = AppendString(r.b, s)
	return true
}

func (r *renderer) number(n int) bool {
	r.b = strconv.AppendInt(r.b, int64(n), 10)
	return true
}

func (r *renderer) boolean(v bool) bool {
	r.b = strconv.AppendBool(r.b, v)
	return true
}

// float appends *f. It reports false if f is nil.
func (r *renderer) float(f *float64) bool {
	if f != nil {
		r.b = AppendFloat(r.b, *f)
	}
	return f != nil
}

// day appends d. It reports false if d is not known.
func (r *renderer) day(d edtf.Day, known bool) bool {
	if known {
		r.b = append(d.AppendTo(append(r.b, '"')), '"')
	}
	return known
}

func (r *renderer) texts(in []string) bool {
	r.b = append(r.b, '[')
	for i, s := range in {
		if i > 0 {
			r.b = append(r.b, ',')
		}
		r.text(s)
	}
	r.b = append(r.b, ']')
	return true
}

// AppendFloat appends f as JSON, without an exponent for numbers of usual size. It appends null for NaN and
// infinities.
func AppendFloat(b []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(b, "null"...)
	}
	format := byte('f')
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(b, f, format, -1, 64)
}

const hex = "0123456789ABCDEF"

// AppendString appends s, which is valid UTF-8, as a JSON string.
func AppendString(b []byte, s string) []byte {
	return append(appendText(append(b, '"'), s), '"')
}

// appendText appends a part of a JSON string.
func appendText[T string | []byte](b []byte, s T) []byte {
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[start:i]...)
		b = appendEscaped(b, c)
		start = i + 1
	}
	return append(b, s[start:]...)
}

func appendEscaped(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}
