package identity

import (
	"slices"
	"strings"
)

// titles are words before, after or within a name that are no part of it, in the languages of the sources.
var titles = wordSet(`
	mr mrs ms miss sir lord lady dame dr prof professor doctor engineer hon honourable honorable rt excellency
	majesty highness hrh hm king queen prince princess crown emperor empress emir amir president vice prime premier
	minister chancellor chairman speaker senator secretary general governor ambassador foreign former deputy defence
	state representative congressman comrade chief madam gen lt lieutenant col colonel maj major capt captain brig
	brigadier admiral marshal sgt sergeant father fr rev reverend bishop archbishop cardinal pope patriarch saint
	sheikh shaikh sheik shaykh cheikh sheikha shaikha ayatollah hojjatoleslam imam mullah mulla maulana mawlana
	maulvi mufti qari hafiz begum raden tuanku hajj hajji haj hadj hadji alhaji sayyid sayyed syed datuk dato seri
	sri shri smt swami pandit ratu tengku tunku samdech pehin lyonpo lyonchoen dasho herr frau prasident
	bundeskanzler kanzler monsieur mme madame mlle roi reine ministre senor senora don dona rey reina presidente
	ministro excmo sr sra prezident gospodin tovarisch mp obe cbe kbe gcmg gcfr kcmg td phd md esq qc kc jp bt ret`)

// titlesInFront are titles only before a name of two words or more: people bear them as names too.
var titlesInFront = wordSet("sultan haji malik khan agha mir nawab raja rani maharaja saint daw the baron baroness count duke earl viscount field")

// titlesOfSeveral are titles of several words. They are removed before a name is split into words.
var titlesOfSeveral = phrases("s m le roi", "s m el rey", "s e m", "h e", "h r h", "h m", "prime ministere",
	"le president", "el presidente", "al haj", "el hadj", "el hadji", "al hajj", "tan sri", "dato seri", "datuk seri",
	"his majesty", "her majesty", "his excellency", "her excellency", "his highness", "her highness", "his royal highness",
	"her royal highness", "his holiness")

func phrases(all ...string) (out [][]string) {
	for _, p := range all {
		out = append(out, strings.Fields(p))
	}
	return out
}

// isServant reports whether a word is the first part of a compound such as Abd al-Aziz. One letter more is allowed.
func isServant(text string) bool {
	return servants[text] || len(text) == 6 && strings.HasSuffix(text, "l") && oneLetterApart(text, "abdul")
}

// particles join the parts of a family name. They may be missing.
var (
	particles       = wordSet("de da do dos das del della delle van von der zu zur dei degli")
	particlesInside = wordSet("di du la le las los den ter ten af av y e") // family names too, where they stand first
)

// sovereigns are titles of people who are known by one name.
var sovereigns = wordSet("king queen emperor empress emir amir sultan pope roi reine rey reina")

// articles are the Arabic article, fathers what stands between a name and the father's, and servants and kunyas the
// first words of compounds.
var (
	articles        = wordSet("al el")
	fathers         = wordSet("bin ibn ben bint binti ould wuld")
	servants        = wordSet("abd abdul abdel abdal abdol abdoul abdur abdus abdel abdu abdool")
	kunyas          = wordSet("abu abou abul aboul umm")
	generationWords = map[string]int{"jr": 2, "junior": 2, "jnr": 2, "sr": 1, "senior": 1, "snr": 1, "first": 1, "second": 2, "third": 3}
)

// everyday are names that so many people bear that they do not identify anybody without another one.
var everyday = wordSet(`mohammed mohamed muhammad mohammad mohamad ahmed ahmad ali hassan hasan hussein hussain husain abdullah abdallah
	ibrahim omar umar khan singh kumar jose juan maria luis carlos manuel antonio john george william robert thomas david
	kim lee park nguyen tran wang li zhang abdul haji sheikh abdlah abdaziz abdrahman`)

// generation returns the number that a word gives to a bearer of a name: III, 3rd, Jr; 0 if it gives none.
func generation(word string) int {
	if n, ok := generationWords[word]; ok && word != "sr" {
		return n
	}
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if digits, ok := strings.CutSuffix(word, suffix); ok && len(digits) == 1 && digits[0] >= '1' && digits[0] <= '9' {
			return int(digits[0] - '0')
		}
	}
	return romanNumeral(word)
}

// isArticle reports whether a word is the Arabic article before another one: al and el always, ul and those that sun
// letters change, such as ar-Rahman, where a hyphen joins them.
func isArticle(t, next token) bool {
	if articles[t.text] {
		return true
	}
	return t.text == "ul" && t.joined || t.joined && len(t.text) == 2 && isVowel(rune(t.text[0])) &&
		strings.ContainsRune("dnrstz", rune(t.text[1])) && t.text[1] == next.text[0] && len(next.text) > 3
}

var romanUnits = []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}

// romanNumeral returns the value of a Roman numeral from II to XXIX, and 0 for other words. A single letter is an
// initial.
func romanNumeral(word string) int {
	if len(word) < 2 {
		return 0
	}
	rest := strings.TrimLeft(word, "x")
	tens := len(word) - len(rest)
	units := slices.Index(romanUnits, rest)
	if units < 0 || tens > 2 {
		return 0
	}
	return 10*tens + units
}

// withoutTitles removes titles and the words that give a number, which it keeps in the name. It never removes all
// words, nor the second of two at the end.
func (n *Name) withoutTitles(in []token) []token {
	in = titledFirst(withoutPhrases(in))
	out := make([]token, 0, len(in))
	for i, t := range in {
		if t.text == "of" && len(out) > 0 { // Abdullah II of Jordan
			break
		}
		last := i == len(in)-1
		if number := numberOf(t, last); number > 0 && i > 0 {
			n.generation = number
			continue
		}
		if isTitle(in, i, len(out) == 0) && (!last || len(out) != 1) {
			n.sovereign = n.sovereign || sovereigns[t.text]
			continue
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return in
	}
	return out
}

// nobles are titles that stand before the given name, wherever that stands.
var nobles = wordSet("sheikh shaikh sheik shaykh cheikh sheikha shaikha king queen prince princess emir amir sultan")

// titledFirst returns the words with those behind a title in the middle before the others: Sheikh Hamad bin Khalifa Al
// Thani of "bin Khalifa Al Thani Sheikh Hamad".
func titledFirst(in []token) []token {
	for i := len(in) - 2; i > 0; i-- {
		if nobles[in[i].text] && isTitle(in, i, false) {
			return slices.Concat(in[i:], in[:i])
		}
	}
	return in
}

// numberOf returns the number that a word gives: I only as the last one, and none for a name such as Xi.
func numberOf(t token, last bool) int {
	switch {
	case t.text == "i" && last && !t.lower:
		return 1
	case t.lower && romanNumeral(t.text) > 0:
		return 0
	}
	return generation(t.text)
}

// isTitle reports whether a word is a title: not behind the word for a son or an article, as in Bandar bin Sultan.
func isTitle(in []token, i int, first bool) bool {
	if i > 0 && (fathers[in[i-1].text] || in[i-1].joined && articles[in[i-1].text]) {
		return false
	}
	return titles[in[i].text] || titlesInFront[in[i].text] && first && len(in)-i > 2
}

// withoutPhrases removes titles of several words from the beginning of a name.
func withoutPhrases(in []token) []token {
	for _, words := range titlesOfSeveral {
		is := func(w string, t token) bool { return w == t.text }
		if len(in) > len(words) && slices.EqualFunc(words, in[:len(words)], is) {
			return in[len(words):]
		}
	}
	return in
}
