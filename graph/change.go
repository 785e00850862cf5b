package graph

import "github.com/shopspring/decimal"

// Measured is a value and the unit to which it was rounded. A nil unit means an exact value; a nil Value is missing.
type Measured struct{ Value, Quantum *decimal.Decimal }

// bounds returns the least and the largest true value.
func (m Measured) bounds() (lo, hi decimal.Decimal) {
	if m.Quantum == nil {
		return *m.Value, *m.Value
	}
	half := m.Quantum.Div(decimal.NewFromInt(2))
	return m.Value.Sub(half), m.Value.Add(half)
}

// Change is a change in percent: the one computed from two values, and the one that a source reports. A nil number is
// missing.
type Change struct {
	Computed, Reported *float64
	Agreement          Agreement
}

var hundred = decimal.NewFromInt(100)

// Compare computes the change from base to now and compares it with the reported one: the computed change lies in an
// interval given by the rounding of both values, the reported one in its own; they agree where the intervals meet.
// Circular says that base was derived from the reported change.
func Compare(now, base Measured, reported *Percent, circular bool) Change {
	c := Change{Agreement: Unknown}
	if reported != nil {
		c.Reported = &reported.Value
	}
	if now.Value == nil || base.Value == nil || !base.Value.IsPositive() {
		return c
	}
	computed := percent(*now.Value, *base.Value).Round(4).InexactFloat64()
	c.Computed = &computed
	switch {
	case reported == nil:
	case circular:
		c.Agreement = Circular
	default:
		c.Agreement = agreement(now, base, *reported)
	}
	return c
}

func percent(now, base decimal.Decimal) decimal.Decimal {
	return now.Sub(base).Mul(hundred).DivRound(base, 12)
}

func agreement(now, base Measured, reported Percent) Agreement {
	nowLo, nowHi := now.bounds()
	baseLo, baseHi := base.bounds()
	if !baseLo.IsPositive() {
		return Unknown
	}
	low, high := percent(nowLo, baseHi).InexactFloat64(), percent(nowHi, baseLo).InexactFloat64()
	half := reported.Quantum / 2
	// The intervals are closed; what floating-point adds is far below any rounding.
	const slack = 1e-9
	if reported.Value-half <= high+slack && reported.Value+half >= low-slack {
		return Agrees
	}
	return Disagrees
}
