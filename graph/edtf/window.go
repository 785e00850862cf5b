package edtf

// Bounds are the first and the last day of a time; nil where an end is open or unknown.
type Bounds struct{ Earliest, Latest *Day }

// Overlaps reports whether a time with these bounds may fall into the window: the bounds overlap it. Both ends of the
// window are included; nil is no limit. An open or unknown end of the time reaches any distance.
func (b Bounds) Overlaps(from, to *Day) bool {
	return (to == nil || b.Earliest == nil || *b.Earliest <= *to) && (from == nil || b.Latest == nil || *b.Latest >= *from)
}

// Within reports whether both bounds are known and lie inside the window.
func (b Bounds) Within(from, to *Day) bool {
	return b.Earliest != nil && b.Latest != nil && (from == nil || *b.Earliest >= *from) && (to == nil || *b.Latest <= *to)
}

// Overlaps reports whether the date may fall into the window (certainty POSSIBLE), see Bounds.Overlaps. The zero date
// overlaps no window.
func (d Date) Overlaps(from, to *Day) bool { return !d.IsZero() && d.both().Overlaps(from, to) }

// Within reports whether the date certainly falls into the window (certainty CERTAIN): both its bounds are known and
// lie inside, and nothing qualifies it.
func (d Date) Within(from, to *Day) bool { return d.Certain() && d.both().Within(from, to) }

func (d Date) both() Bounds {
	earliest, latest := d.Bounds()
	return Bounds{earliest, latest}
}

// Inside reports whether the bounds of the date lie inside those of outer. It ignores qualifiers. An open end lies
// inside an open end only.
func (d Date) Inside(outer Date) bool {
	if from, ok := outer.Earliest(); ok {
		earliest, ok := d.Earliest()
		if !ok || earliest < from {
			return false
		}
	}
	if to, ok := outer.Latest(); ok {
		latest, ok := d.Latest()
		if !ok || latest > to {
			return false
		}
	}
	return true
}

// Contradicts reports whether two dates are known and cannot be the same.
func (d Date) Contradicts(other Date) bool {
	return !d.IsZero() && !other.IsZero() && !d.Overlaps(other.Bounds())
}

// Bounds returns Earliest and Latest; nil where an end is open or unknown.
func (d Date) Bounds() (earliest, latest *Day) {
	if day, ok := d.Earliest(); ok {
		earliest = &day
	}
	if day, ok := d.Latest(); ok {
		latest = &day
	}
	return earliest, latest
}

// Gap is the least and the most days between two dates. They differ when a date spans days or is fuzzy.
type Gap struct{ Min, Max int32 }

// GapBetween returns how many days may lie between two dates, the true day of each being anywhere within its bounds.
// Dates that overlap have a least gap of 0. It reports false where a needed bound is open or unknown, and where later
// lies wholly before earlier.
func GapBetween(earlier, later Date) (Gap, bool) {
	first, ok1 := earlier.Earliest()
	last, ok2 := earlier.Latest()
	nextFirst, ok3 := later.Earliest()
	nextLast, ok4 := later.Latest()
	if !ok1 || !ok2 || !ok3 || !ok4 || nextLast < first {
		return Gap{}, false
	}
	return Gap{Min: max(0, int32(nextFirst-last)), Max: int32(nextLast - first)}, true
}
