package identity

import "strings"

// faithEndings are the spellings of -al-din within a word: Saifuddin, Noureddine.
var faithEndings = []string{"uddine", "eddine", "uddin", "eddin", "iddin", "addin", "aldin", "udin"}

// arabicWord returns one spelling of Arabic compounds that are written in many ways: Abdulaziz, Abdelaziz and Abd
// al-Aziz; Abdurrahman and Abdul Rahman; Saifuddin and Saif al-Din. Other words stay as they are.
func arabicWord(text string) string {
	for _, end := range faithEndings {
		if stem, ok := strings.CutSuffix(text, end); ok && len(stem) >= 3 {
			text = stem + "din"
			break
		}
	}
	rest, ok := strings.CutPrefix(text, "abd")
	if !ok || len(rest) < 4 || !isVowel(rune(rest[0])) {
		return text
	}
	stem := strings.TrimLeft(rest, vowels)
	switch {
	case len(stem) >= 3 && stem[0] == 'l' && stem != "lah": // Abdulaziz, Abdullah
		stem = strings.TrimPrefix(stem, "l")
	case len(stem) >= 4 && stem[0] == stem[1]: // Abdurrahman
		stem = stem[1:]
	default:
		return text
	}
	return "abd" + stem
}

// nameReader makes words of tokens. It joins those that are one name, such as Abdul and Rahman, and notes what Arabic
// particles tell of the word behind them.
type nameReader struct {
	in     []token
	at     int
	out    []word
	next   word // what stands before the next word
	arabic bool
}

// wordsOf returns the words of a name.
func wordsOf(in []token) []word {
	r := nameReader{in: in}
	for ; r.at < len(in); r.at++ {
		t := in[r.at]
		t.text = arabicWord(t.text)
		switch {
		case r.particle():
		case t.initials:
			for _, letter := range t.text {
				r.out = append(r.out, newWord(word{text: string(letter), initial: true}))
			}
		default:
			r.add(r.compound(t))
		}
	}
	for i := range r.out {
		r.out[i].arabic = r.arabic || strings.HasPrefix(r.out[i].text, "abd") && len(r.out[i].text) >= 6
	}
	return r.out
}

func (r *nameReader) last() bool { return r.at == len(r.in)-1 }

// particle reports whether the token is bin or an article, and notes it for the next word.
func (r *nameReader) particle() bool {
	if r.last() {
		return false
	}
	t, next := r.in[r.at], r.in[r.at+1]
	switch {
	case fathers[t.text] && (t.text != "ben" || len(r.in) > 2):
		r.next.ofFather, r.arabic = true, true
		return true
	case isArticle(t, next):
		r.next.article, r.arabic = true, true
		return true
	}
	return false
}

// compound returns the text of a word; that of Abd or Abu with the word behind it.
func (r *nameReader) compound(t token) string {
	if r.last() || t.closed {
		return t.text
	}
	first := ""
	switch {
	case isServant(t.text):
		first = "abd"
	case kunyas[t.text]:
		first = "abu"
	default:
		return t.text
	}
	r.arabic = true
	if r.at++; !r.last() && isArticle(r.in[r.at], r.in[r.at+1]) {
		r.at++
	}
	return first + r.in[r.at].text
}

// add adds a word with what stands before it.
func (r *nameReader) add(text string) {
	w := r.next
	w.text = text
	w.initial = len(text) == 1
	w.particle = !r.last() && (particles[text] || particlesInside[text] && len(r.out) > 0)
	r.out, r.next = append(r.out, newWord(w)), word{}
}

// givenOf returns the index of the given name where particles show it: the first word that is neither a father's nor
// has an article. It returns -1 in names without such particles.
func givenOf(words []word) int {
	given, shown := -1, false
	for i, w := range words {
		shown = shown || w.ofFather || w.article
		if given < 0 && !w.ofFather && !w.article && !w.initial && !w.particle {
			given = i
		}
	}
	if !shown {
		return -1
	}
	return given
}
