package engagement

import (
	"slices"
	"strings"
	"unicode"

	"demarche/graph"
	"demarche/graph/country"
)

var (
	// offices are words that make an office by themselves, before a name.
	offices = wordSet("president premier chancellor minister minster secretary chairman chairwoman chairperson speaker governor " +
		"director representative commissioner ambassador envoy taoiseach leader senator managing-director vice-president " +
		"secretary-general director-general governor-general king queen emperor empress sultan emir amir pope prince princess " +
		"duke duchess")
	// monarchs are offices that are a part of a name of one word ("King Hussein").
	monarchs = wordSet("king queen emperor empress sultan emir amir pope prince princess duke duchess")
	// ranks stand beside an office and make none by themselves.
	ranks = wordSet("acting interim provisional transitional caretaker former vice deputy first prime foreign federal general " +
		"elect designate managing grand crown supreme high state")
	// bodies are words of what an office is of, beside names of countries.
	bodies = wordSet("presidency commission council authority committee parliament assembly union european african palestinian " +
		"arab league state ministers republic government national the of and people's house representatives senate security")
)

// officeKey returns a word as offices and ranks have it.
func officeKey(word string) string {
	word = strings.ToLower(strings.Trim(word, ".,()"))
	for _, ending := range []string{"-elect", "-designate", "-"} {
		word = strings.TrimSuffix(word, ending)
	}
	return word
}

// SplitOffice returns the office and the name in a text such as "Prime Minister Ann Example", "President-elect Bo Sample"
// or "African Union (AU) Chairperson of the Commission Cy Sample". The office is empty if the text begins with none.
// What an office is of may stand before or behind it. A monarch with one name alone keeps the title.
func SplitOffice(text string) (office, name string) {
	words := strings.Fields(graph.Line(text))
	for last := len(words) - 1; last >= 0; last-- {
		if !offices[officeKey(words[last])] {
			continue
		}
		rest := behindOffice(words, last+1)
		called := strings.Trim(strings.Join(words[rest:], " "), " ,")
		switch {
		case !isName(called), !slices.ContainsFunc(words[rest:], isWord):
			continue // a name that ends with such a word: "Mackenzie King"
		case !beforeOffice(words[:last]):
			return "", strings.Join(words, " ")
		case monarchs[officeKey(words[last])] && rest == len(words)-1:
			for last > 0 && ranks[officeKey(words[last-1])] {
				last--
			}
			return "", strings.Join(words[last:], " ")
		}
		return strings.TrimRight(strings.Join(words[:rest], " "), " ,"), called
	}
	return "", strings.Join(words, " ")
}

// isOffice reports whether a text is an office without a name.
func isOffice(text string) bool {
	return !slices.ContainsFunc(strings.Fields(text), func(w string) bool {
		return !offices[officeKey(w)] && !ranks[officeKey(w)] && !bodies[strings.ToLower(w)]
	})
}

func isWord(word string) bool { return strings.ContainsFunc(word, unicode.IsLetter) }

// behindOffice returns the first word of a name behind an office: it skips ranks, and "of" with a body or a country.
func behindOffice(words []string, at int) int {
	for at < len(words) && (ranks[officeKey(words[at])] || strings.HasPrefix(words[at], "(")) {
		at++
	}
	if at < len(words) && words[at] == "of" {
		for at++; at < len(words); at++ {
			if w := strings.ToLower(words[at]); !bodies[w] && len(country.Mentions(words[at])) == 0 {
				break
			}
		}
	}
	return at
}

// beforeOffice reports whether the words before an office belong to it: ranks, other offices, or the name of an
// organization, with its abbreviation or with words of bodies.
func beforeOffice(words []string) bool {
	if len(words) == 0 {
		return true
	}
	if first := officeKey(words[0]); offices[first] || ranks[first] {
		return true
	}
	text := strings.Join(words, " ")
	return strings.Contains(text, "(") || len(country.Mentions(text)) > 0 ||
		slices.ContainsFunc(words, func(w string) bool {
			return bodies[strings.ToLower(w)] && !smallWords[strings.ToLower(w)]
		})
}

// SplitOffices returns the people in a text such as "President Ann Example and Prime Minister Bo Sample", each with the
// office.
func SplitOffices(text string) (out []Person) {
	parts := strings.Split(graph.Line(text), " and ")
	for i := 1; i < len(parts); {
		if office, _ := SplitOffice(parts[i]); office == "" || isOffice(parts[i-1]) { // "and" is in a name or in an office
			parts[i-1] += " and " + parts[i]
			parts = slices.Delete(parts, i, i+1)
			continue
		}
		i++
	}
	for _, part := range parts {
		if office, name := SplitOffice(part); name != "" {
			out = append(out, Person{Name: name, Office: office})
		}
	}
	return out
}
