package main

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/identity"
)

// records reads a table as records by the names of its columns.
func records(data, file string) (out []map[string]string, err error) {
	in, err := os.Open(filepath.Join(data, "labels", filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, name := range rows[0] {
			r[name] = row[i]
		}
		out = append(out, r)
	}
	return out, nil
}

// labels are what is known of the labelled files.
type labels struct {
	rows, participants, names, contains, same []map[string]string

	units map[string][]string // rows of the list of engagements, by unit
	forms map[string][]string // how persons are called
}

func readLabels(data string) (l labels, err error) {
	for _, file := range []struct {
		name string
		into *[]map[string]string
	}{
		{"engagements/rows.csv", &l.rows},
		{"engagements/participants.csv", &l.participants},
		{"persons/names.csv", &l.names},
		{"visits/contains.csv", &l.contains},
		{"visits/same.csv", &l.same},
	} {
		if *file.into, err = records(data, file.name); err != nil {
			return l, err
		}
	}
	l.units, l.forms = map[string][]string{}, map[string][]string{}
	for _, r := range l.rows {
		l.units[r["unit"]] = append(l.units[r["unit"]], r["row"])
	}
	for _, r := range l.names {
		l.forms[r["person"]] = append(l.forms[r["person"]], key(r["name"]))
	}
	return l, nil
}

// key is a name as labels and officials are compared by it.
func key(name string) string { return identity.NameKeys(name)[0] }

const leaders = "china-leaders" // the list of engagements

// record is a record of a labelled file.
type record struct{ dataset, id string }

// byRecord returns the events of each record.
func (s *story) byRecord() map[record][]string {
	out := map[record][]string{}
	for _, t := range sorted(s.tellings) {
		for _, r := range t.Records {
			at := record{s.datasets[r.Source], r.ID}
			out[at] = append(out[at], t.ID)
		}
	}
	return out
}

// judged are the judgements of a story.
type judged struct {
	persons        shares
	contains, same score
}

// add counts a judgement.
func (s *score) add(got, want bool, what string) {
	switch {
	case got && want:
		s.right++
	case got:
		s.wrong++
	case want:
		s.missed++
	}
	if got != want {
		s.errors = append(s.errors, map[bool]string{true: "wrong: ", false: "missed: "}[got]+what)
	}
}

// shares are the parts of pairs that are right: of the pairs of each official, and of those of each person.
type shares struct {
	pairs     int // of occurrences of one person
	officials []float64
	persons   []float64
	errors    []string
}

func mean(of []float64) (sum float64) {
	for _, v := range of {
		sum += v / float64(len(of))
	}
	return sum
}

func (s shares) precision() float64 { return mean(s.officials) }
func (s shares) recall() float64    { return mean(s.persons) }

func (s shares) f1() float64 {
	p, r := s.precision(), s.recall()
	return 2 * p * r / max(p+r, 1e-9)
}

// share returns the part of the pairs of some texts that are equal; ok is false if there is no pair.
func share(of []string) (part float64, ok bool) {
	counts, same := map[string]int{}, 0
	for _, t := range of {
		same += 2 * counts[t]
		counts[t]++
	}
	n := len(of)
	return ratio(same, n*(n-1)), n > 1
}

// judge compares a story with the labels, in the way of the project's other scorer: as events are read by a client.
func (s *story) judge(l labels) (out judged) {
	events := s.byRecord()
	unitEvents := func(unit string) (ids []string) {
		for _, row := range l.units[unit] {
			ids = append(ids, events[record{leaders, row}]...)
		}
		return ids
	}
	out.persons = s.judgePersons(l, events, unitEvents)
	for _, r := range l.contains {
		holds := slices.ContainsFunc(unitEvents(r["unit"]), func(inner string) bool {
			return slices.ContainsFunc(events[record{r["visit_source"], r["visit_id"]}], func(visit string) bool { return s.holds(visit, inner) })
		})
		what := fmt.Sprintf("%s %s holds %s: %s", r["visit_source"], r["visit_id"], r["unit"], r["why"])
		switch r["label"] {
		case "CONTAINS":
			out.contains.add(holds, true, what)
		case "NOT":
			out.contains.add(holds, false, what)
		}
	}
	for _, r := range l.same {
		if r["certainty"] == "unsure" || r["id_a"] == "" || r["id_b"] == "" || r["source_a"] == r["source_b"] {
			continue
		}
		a, b := events[record{r["source_a"], r["id_a"]}], events[record{r["source_b"], r["id_b"]}]
		one := slices.ContainsFunc(a, func(x string) bool {
			return slices.ContainsFunc(b, func(y string) bool { return s.keptEvent(x) == s.keptEvent(y) })
		})
		what := fmt.Sprintf("%s %s is %s %s: %s, %s", r["source_a"], r["id_a"], r["source_b"], r["id_b"], s.shown(a), s.shown(b))
		switch r["label"] {
		case "SAME":
			out.same.add(one, true, what)
		case "DIFFERENT":
			out.same.add(one, false, what)
		}
	}
	return out
}

func (s *story) shown(ids []string) string {
	var out []string
	for _, id := range ids {
		out = append(out, s.events[id].Title+" "+s.events[id].Date.String())
	}
	return strings.Join(out, " | ")
}

// holds reports whether an event lies within a visit, directly or through others.
func (s *story) holds(visit, inner string) bool {
	for range 10 {
		if s.keptEvent(inner) == s.keptEvent(visit) {
			return true
		}
		h, ok := s.within[s.keptEvent(inner)]
		if !ok {
			return false
		}
		inner = h.ID
	}
	return false
}

// occurrences are the officials of each person, and the persons of each official, once for each event.
type occurrences struct{ byPerson, byOfficial map[string][]string }

// note adds the occurrence of a person in events, if it is the name of an official there who is nobody else's.
func (s *story) note(o occurrences, used map[string]bool, person string, names, ids []string) {
	for _, id := range ids {
		for _, p := range s.events[id].Participants {
			kept := s.kept(p.Actor)
			if graph.IsOfficial(p.Actor) && !used[kept] && slices.Contains(names, key(s.officials[p.Actor].Name)) {
				used[kept] = true
				o.byPerson[person], o.byOfficial[kept] = append(o.byPerson[person], kept), append(o.byOfficial[kept], person)
				return
			}
		}
	}
}

// judgePersons pairs the occurrences of persons.
func (s *story) judgePersons(l labels, events map[record][]string, unitEvents func(string) []string) (out shares) {
	meeting := map[string]bool{}
	for _, r := range l.rows {
		meeting[r["unit"]] = meeting[r["unit"]] || r["kind"] == "MEETING"
	}
	o := occurrences{map[string][]string{}, map[string][]string{}}
	used := map[string]map[string]bool{} // officials, by unit
	for _, p := range l.participants {
		if unit := p["unit"]; meeting[unit] {
			if used[unit] == nil {
				used[unit] = map[string]bool{}
			}
			s.note(o, used[unit], p["person"], append(slices.Clone(l.forms[p["person"]]), key(p["name"])), unitEvents(unit))
		}
	}
	guests := map[record]string{}
	for _, r := range l.contains {
		guests[record{r["visit_source"], r["visit_id"]}] = r["guest"]
	}
	for visit, guest := range guests {
		s.note(o, map[string]bool{}, guest, l.forms[guest], events[visit])
	}
	out.count(o, s)
	return out
}

// count counts the pairs of occurrences that are right.
func (s *shares) count(o occurrences, of *story) {
	for _, id := range slices.Sorted(maps.Keys(o.byOfficial)) {
		if part, ok := share(o.byOfficial[id]); ok {
			s.officials = append(s.officials, part)
			if part < 1 {
				s.errors = append(s.errors, fmt.Sprintf("wrong: %s is %v", of.officials[id].Name, distinct(o.byOfficial[id])))
			}
		}
	}
	for _, person := range slices.Sorted(maps.Keys(o.byPerson)) {
		times := len(o.byPerson[person])
		s.pairs += times * (times - 1) / 2
		if part, ok := share(o.byPerson[person]); ok {
			s.persons = append(s.persons, part)
			if part < 1 {
				s.errors = append(s.errors, "missed: "+person+" is "+of.named(distinct(o.byPerson[person])))
			}
		}
	}
}

// named are officials with their countries.
func (s *story) named(ids []string) string {
	var out []string
	for _, id := range ids {
		out = append(out, fmt.Sprintf("%s (%s)", s.officials[id].Name, s.officials[id].Country))
	}
	return strings.Join(out, ", ")
}

func distinct(texts []string) []string { return slices.Compact(slices.Sorted(slices.Values(texts))) }
