package graph

import "demarche/graph/edtf"

// Span is a number of events of one kind that count alike in windows of whole months. If there are several events, all
// begin in the same month and end in the same month.
type Span struct {
	Kind             EventKind
	Earliest, Latest *edtf.Day // of all of them; nil where the end is open or unknown
	Certain          bool      // nothing qualifies their dates
	Count            int
}

// SpanOf returns the span of one event.
func SpanOf(kind EventKind, date edtf.Date) Span {
	earliest, latest := date.Bounds()
	return Span{Kind: kind, Earliest: earliest, Latest: latest, Certain: date.Certain(), Count: 1}
}

// Overlaps reports whether the events may fall into the window (certainty POSSIBLE), see edtf.Bounds.Overlaps.
func (s Span) Overlaps(from, to *edtf.Day) bool { return s.bounds().Overlaps(from, to) }

// Within reports whether the events certainly fall into the window (certainty CERTAIN): both bounds are known and lie
// inside, and nothing qualifies the dates.
func (s Span) Within(from, to *edtf.Day) bool { return s.Certain && s.bounds().Within(from, to) }

func (s Span) bounds() edtf.Bounds { return edtf.Bounds{Earliest: s.Earliest, Latest: s.Latest} }
