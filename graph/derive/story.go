package derive

import (
	"cmp"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Telling is what one record says of an event, with what decides whether it is shown where records differ.
type Telling struct {
	graph.Event
	Reliability string    // of the most reliable of its sources, as of a graph.Source; empty: not known
	Published   edtf.Date // when the latest of its sources was
}

// Story returns the event that several records tell of. It is a function of the records and of nothing else. Where they
// differ, the record of the most reliable source is shown. Among equals it is the one with the most precise date, then
// the one of the latest source, then the one whose id sorts first. What that record lacks is taken from the next. The
// event has the participants, subjects and sources of all, each participant with all its roles.
func Story(id string, tellings []Telling) graph.Event {
	all := slices.SortedFunc(slices.Values(tellings), byRank)
	out := all[0].Event
	for _, t := range all[1:] {
		out.Place, out.PartOf = cmp.Or(out.Place, t.Place), cmp.Or(out.PartOf, t.PartOf)
		for _, text := range graph.EventTexts {
			text.Set(&out, cmp.Or(text.Of(&out), text.Of(&t.Event)))
		}
		out.Participants = united(out.Participants, t.Participants)
		for _, about := range t.About {
			if !slices.Contains(out.About, about) {
				out.About = append(slices.Clip(out.About), about)
			}
		}
		out.Sources = append(slices.Clip(out.Sources), t.Sources...)
	}
	if len(all) > 1 {
		out.Sources = graph.Citations(out.Sources)
	}
	out.ID = id
	return out
}

func byRank(a, b Telling) int {
	return cmp.Or(
		cmp.Compare(cmp.Or(a.Reliability, "Z"), cmp.Or(b.Reliability, "Z")),
		cmp.Compare(days(a.Date), days(b.Date)),
		cmp.Compare(b.Published.String(), a.Published.String()),
		cmp.Compare(a.ID, b.ID),
	)
}

// days returns how many days too many a date leaves open: of its two ends, the number of days that each may be.
func days(d edtf.Date) (open int64) {
	const unknown = 1 << 40
	if d.IsZero() {
		return unknown
	}
	from, to := d.Ends()
	for _, end := range []edtf.Date{from, to} {
		earliest, some := end.Earliest()
		latest, more := end.Latest()
		if !some || !more {
			open += unknown / 4
			continue
		}
		open += int64(latest - earliest)
	}
	if !d.Certain() {
		open++
	}
	return open
}

// united returns the participants of both, in their order, each once with all its roles.
func united(a, b []graph.Participation) []graph.Participation {
	out := slices.Clone(a)
	for _, p := range b {
		i := slices.IndexFunc(out, func(o graph.Participation) bool { return o.Actor == p.Actor })
		if i < 0 {
			out = append(out, p)
			continue
		}
		roles := slices.Concat(out[i].Roles, p.Roles)
		slices.SortFunc(roles, func(x, y graph.Role) int { return CompareRoles(string(x), string(y)) })
		out[i].Roles = slices.Compact(roles)
	}
	return out
}
