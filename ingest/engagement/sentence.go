package engagement

import (
	"regexp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
)

// kinds are the words that show the kind of an event for certain, the first that fits.
var kinds = []struct {
	kind  graph.EventKind
	words *regexp.Regexp
}{
	{graph.Message, regexp.MustCompile(`(?i)\b(?:tele)?phone[sd]?\b|\bcalled up\b`)},
	{graph.Ceremony, regexp.MustCompile(`(?i)\bcredentials\b`)},
	{graph.Meeting, regexp.MustCompile(`(?i)\b(?:met|meets|holds talks|held talks|received a visit)\b`)},
	{graph.Message, regexp.MustCompile(`(?i)\b(?:messages?|letters?|telegrams?|cables?|congratulates?|congratulated|congratulations|condoles|condolences|sympathy|greetings|greets|congratulatory)\b`)},
	{graph.Visit, travelled},
	{graph.AgreementEvent, regexp.MustCompile(`(?i)\b(?:signs?|signed|initial(?:s|l?ed))\b.*\b(?:agreements?|treaty|treaties|memorandum|communiqu[eé]|protocols?|pact|accords?|declaration)\b`)},
	{graph.Ceremony, regexp.MustCompile(`(?i)\b(?:attends?|attended|opens|opened|hosts|hosted|presents|presented|awards|awarded)\b.*\b(?:ceremon(?:y|ies)|receptions?|banquets?|dinners?|anniversary|inauguration|funeral|unveiling|awards?|celebrations?)\b`)},
	{graph.Statement, regexp.MustCompile(`(?i)\b(?:speech(?:es)?|remarks|statements?|address(?:es|ed)?|press conference|interview(?:ed)?|says?|said|calls? (?:for|on)|called (?:for|on)|urges?|urged|stress(?:es|ed)|pledges|vows|warns|warned|elaborates?|put forward|talks about|comments on)\b`)},
}

// travelled words have a name behind them: "visits to" is no verb.
var travelled = regexp.MustCompile(`(?:(?i:\b(?:travel+ed to|travels to|leaves for|left \w+ for|arrives in|arrived in))|\b(?:[Vv]isits|visited)) (?:the )?\p{Lu}`)

// sentence reads a sentence of another form, as far as it goes.
func sentence(text, home string) (e Engagement) {
	if m := placeBehind.FindStringSubmatchIndex(text); m != nil && isPlace(text[m[2]:m[3]]) {
		e.Where = placeOf(text[m[2]:m[3]])
		text = strings.TrimSpace(text[:m[0]])
	}
	e.Kind = graph.OtherEvent
	for _, k := range kinds {
		if k.words.MatchString(text) {
			e.Kind = k.kind
			break
		}
	}
	e.Leads = names(text[:beginning(text)])
	e.Met = titled(text, home)
	if e.Kind == graph.Visit {
		if code, ok := countryOf(Destination(text)); ok {
			e.Where = Place{Country: code}
		}
	}
	e.Away = e.Where.Country != "" && e.Where.Country != home
	return e
}

// placeBehind is a place in parentheses at the end.
var placeBehind = regexp.MustCompile(`\s*\(([^()]+(?:\([^()]*\)[^()]*)?)\)[\s.]*$`)

var (
	visits  = regexp.MustCompile(`(?i)\b(?:travel+ed to|travels to|leaves for|left \w+ for|visits|visited|arrives in|arrived in)\b`)
	toWhere = regexp.MustCompile(`^ (?:the )?([A-Z][\p{L}'. -]*?)(?:$|,| and | for | to |[.;(:#])`)
)

// Destination returns where a sentence says that somebody travelled, which may be no country. It is empty if the
// sentence does not say so.
func Destination(text string) string {
	at := visits.FindStringIndex(text)
	if at == nil {
		return ""
	}
	if where := toWhere.FindStringSubmatch(text[at[1]:]); where != nil {
		return strings.TrimSpace(where[1])
	}
	return ""
}

// headlineVerbs begin with capitals in headlines.
var headlineVerbs = regexp.MustCompile(`\b(?:Meets?|Met|Holds?|Held|Talks|Attends?|Sends?|Sent|Receives?|Visits?|Delivers?|Makes?|Addresses|Calls?|Says|Gives?|Congratulates|Exchanges?|Signs?|Arrives|Leaves|Leads|Hosts?|Opens|Urges|Extends?|Expresses|Returns|Discuss(?:es)?)\b`)

// beginning returns how many bytes of a sentence are names, offices and small words, before its verb.
func beginning(text string) int {
	end := 0
	for _, word := range wordsOf.FindAllStringIndex(text, -1) {
		w := text[word[0]:word[1]]
		if headlineVerbs.MatchString(w) {
			break
		}
		if smallWords[w] {
			continue
		}
		if !capital(strings.TrimLeft(w, "#(\"'")) {
			break
		}
		end = word[1]
	}
	return end
}

var wordsOf = regexp.MustCompile(`\S+`)

// office is a title as it stands before a name or before "of" and a country.
const office = `(?:(?:new|former|top|newly elected|newly appointed|outgoing|incoming|then|visiting) )?` +
	`(?:(?:\p{Lu}[\p{L}-]+,? (?:and |& )?|vice |prime |foreign |deputy |first |defen[cs]e |finance ){0,5}?` +
	`(?i:president(?:-elect)?|minister|premier|chancellor|secretary(?:[- ]general)?|king|queen|emir|sultan|prince|princess|ambassador|speaker|senator|envoy|leader|chairman|` +
	`chairwoman|representative|advis[eo]r|negotiator|counterpart|governor(?:[- ]general)?|FM|PM)` +
	`(?: (?:of|for) (?:the )?(?:State|Treasury|Defen[cs]e|Commerce|Finance|Trade|Energy|Labou?r|Interior|Foreign|External|International|Home|Justice)` +
	`(?:,? (?:and |for )?(?:Foreign|Commonwealth|Affairs?|Trade|Relations?|Cooperation|Defen[cs]e|Economy|Commerce|Finance|Exchequer))*)*)`

// name is two to five words of a person's name.
const name = `(\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}[\p{L}'’.-]*|al-\p{L}+|el-\p{L}+|bin|ibn|de|da|do|dos|van|von|der|den|del|la|el|al)){1,4})`

var (
	officeName = regexp.MustCompile(`^(?:'s|’s)? (` + office + `)[ ,]+` + name)
	officeOf   = regexp.MustCompile(`(` + office + `) of (?:the )?$`)
	nameAfter  = regexp.MustCompile(`^(?: \([^()]*\))?,? ` + name)
	nameBefore = regexp.MustCompile(name + `, (?:the )?(` + office + `) of (?:the )?$`)
	namedFirst = regexp.MustCompile(name + `, (?:the )?$`)
	officeNext = regexp.MustCompile(`^(?:'s|’s)? (` + office + `)\b`)
	officeWord = regexp.MustCompile(`^` + office + `$`)
	lastWord   = regexp.MustCompile(` [\p{L}'’.-]+$`)
)

// titled returns the people that a sentence names with an office and a country: "Fijian President Ann Example", "the
// President of Fiji Ann Example", "Ann Example, President of Fiji", "Ann Example, Fijian President".
func titled(text, home string) (out []Person) {
	add := func(called, office, country string) {
		for headlineVerbs.MatchString(called) && lastWord.MatchString(called) { // of a headline
			called = lastWord.ReplaceAllString(called, "")
		}
		called = strings.Trim(called, " .,'’")
		if strings.Contains(called, " ") && !slices.ContainsFunc(out, func(p Person) bool { return p.Name == called }) {
			out = append(out, Person{Name: called, Office: office, Country: country})
		}
	}
	for _, m := range country.Mentions(text) {
		if m.Code != home || home == "" {
			called, office := titledAt(lastWords(text[:m.Start]), text[m.Start:m.End], text[m.End:])
			add(called, office, m.Code)
		}
	}
	return out
}

// titledAt returns the name and the office around the mention of a country; empty texts if nobody is named there.
func titledAt(before, country, after string) (called, office string) {
	if found := officeName.FindStringSubmatch(after); found != nil {
		return found[2], country + " " + found[1]
	}
	if found := officeNext.FindStringSubmatch(after); found != nil {
		if first := namedFirst.FindStringSubmatch(before); first != nil {
			return first[1], country + " " + found[1]
		}
		return "", ""
	}
	if found := nameBefore.FindStringSubmatch(before); found != nil {
		return found[1], found[2] + " of " + country
	}
	if found := officeOf.FindStringSubmatch(before); found != nil {
		if behind := nameAfter.FindStringSubmatch(after); behind != nil {
			return behind[1], lastOffice(found[1]) + " of " + country
		}
	}
	return "", ""
}

const wordsBefore = 14 // of a mention, in which an office and a name may stand

// lastWords returns the end of a text.
func lastWords(text string) string {
	at := len(text)
	for range wordsBefore {
		i := strings.LastIndexByte(text[:at], ' ')
		if i < 0 {
			return text
		}
		at = i
	}
	return text[at+1:]
}

// lastOffice returns an office without a name and "and" before it.
func lastOffice(text string) string {
	if before, after, ok := strings.Cut(text, " and "); ok && !officeWord.MatchString(before) {
		return after
	}
	return text
}
