package identity

import (
	"testing"
)

// A judgement is the verdict on two names, for the rule that it shows.
type judgement struct {
	rule, a, b string
	want       Verdict
}

// judged compares the names of each, both ways round.
func judged(t *testing.T, all []judgement) {
	t.Helper()
	for _, test := range all {
		t.Run(test.rule, func(t *testing.T) {
			got, back := Compare(test.a, test.b), Compare(test.b, test.a)
			if got.Verdict != test.want {
				t.Errorf("Compare(%q, %q) = %v %.2f (%s), want %v", test.a, test.b, got.Verdict, got.Score, got.Reason, test.want)
			}
			if got.Verdict != back.Verdict || got.Score != back.Score {
				t.Errorf("Compare(%q, %q) = %.2f, the other way round %.2f", test.a, test.b, got.Score, back.Score)
			}
		})
	}
}

// Each row fails if the rule that it names is taken out.
func TestCompare(t *testing.T) {
	tests := []judgement{
		{"the same name", "Angela Merkel", "Angela Merkel", Same},
		{"another name", "Angela Merkel", "Helmut Kohl", Different},
		{"no letters", "", "Angela Merkel", Different},
		{"order of words", "Medgyessy Péter", "Peter Medgyessy", Same},
		{"a comma", "MAJOR, John", "John Major", Same},
		{"case and accents", "Sebastián PIÑERA", "sebastian pinera", Same},
		{"letters without accents of their own", "Søren Łukasz", "Soren Lukasz", Same},
		{"hyphens", "Ellen Johnson-Sirleaf", "Ellen Johnson Sirleaf", Same},
		{"words written as one", "AlisherUsmanov", "Alisher Usmanov", Same},
		{"an article written with its word", "Nabil Elaraby", "Nabil al-Arabi", Same},
		{"digits for letters", "Ig0r Sech1n", "Igor Sechin", Same},
		{"a remark in brackets", "Igor Sechin (politician)", "Igor Ivanovich Sechin", Same},
		{"a repeated word", "Sergey Sergey Shoigu", "Sergey Kuzhugetovich Shoigu", Same},

		{"titles", "Prime Minister Recep Erdogan", "Recep Tayyip Erdogan", Same},
		{"titles of several words", "H. E. W. Baldwin Spencer", "W. Baldwin Spencer", Same},
		{"titles in front only", "Haji Hassanal Bolkiah", "Hassanal Muizzaddin Bolkiah", Same},
		{"a title as a father's name", "Tariq bin Amir Nur", "Tariq bin Ameer Nur", Same},
		{"the title of a country", "Prince Albert of Monaco", "Albert Grimaldi", Perhaps},
		{"a title in the middle", "Al-Salem Al-Sabah Sheikh Mohammad", "Sheikh Mohammad Al-Salem Al-Sabah", Same},
		{"the given name behind a title", "Hamad Al-Thani Sheikh Khalid", "Sheikh Hamad Al-Thani", Different},
		{"a title as a family name", "Stephen King", "Stephen Hawking", Different},
		{"honours after a name", "Ludwig Scotty, MP", "Ludwig Scotty", Same},

		{"particles", "Charles de Gaulle", "Charles André Gaulle", Same},
		{"particles of Arabic names", "Omar el-Bashir", "Omar Bashir", Same},
		{"an article before a sun letter", "Harun ar-Rashid", "Harun al-Rashid", Same},
		{"sovereigns", "Emir Tamim", "Emir Tamim bin Hamad Al Thani", Same},
		{"numbers", "Abdullah II", "Abdullah II bin Hussein", Same},
		{"different numbers", "Elizabeth I", "Elizabeth II", Different},
		{"Xi is no number", "Jinping Xi", "Xi Jinping", Same},

		{"Abdul and its word", "Abdul Rahman Wahid", "Abdurrahman Wahid", Same},
		{"Abd al-", "Abd al-Aziz Bouteflika", "Abdelaziz Bouteflika", Same},
		{"another word instead of Abdul", "Nazir Abdul Jamal", "Nazir Omar Jamal", Different},
		{"with and without Abdul", "Abdul Ghaffar Noorzai", "Ghaffar Noorzai", Same},
		{"al-Din", "Saif al-Din Kutuz", "Saifuddin Kutuz", Same},
		{"Abu and its word", "Abu Bakr al-Qirbi", "Abubakr Al-Qirbi", Same},
		{"Abu and an article", "Ahmed Aboul Gheit", "Ahmed Abu al-Gheit", Same},
		{"Ben written with its word", "Abdelkader Bensalah", "Abdelkader Ben Saleh", Same},
		{"Abdul with a typing error", "Nayef bin Albdul Aziz", "Nayef bin Abdulaziz", Same},
		{"the given name of an Arabic name", "Tamim bin Hamad bin Khalifa Al Thani", "Hamad bin Khalifa Al Thani", Different},
		{"vowels of an Arabic name", "Hamad bin Isa Al Khalifa", "Hamad bin Essa al-Khalifa", Same},

		{"a middle name", "Recep Tayyip Erdogan", "Recep Erdogan", Same},
		{"a patronymic", "Sergei Viktorovich Lavrov", "Sergei Lavrov", Same},
		{"different patronymics", "Sergei Viktorovich Lavrov", "Sergei Petrovich Lavrov", Different},
		{"a middle initial", "George P. Shultz", "George Pratt Shultz", Same},
		{"different initials", "George P. Shultz", "George W. Shultz", Different},
		{"initials that one name lacks", "George H. W. Bush", "George W. Bush", Different},
		{"initials at another place", "R. M. Marty Natalegawa", "R. M. Marty M. Natalegawa", Same},
		{"initials without points", "KP Sharma Oli", "Khadga Prasad Sharma Oli", Same},
		{"a given name as an initial", "A. Khamenei", "Ali Khamenei", Perhaps},
		{"only initials", "N. N.", "Nursultan Nazarbayev", Different},
		{"words that overlap", "Maria Soledad Alvear", "Soledad Alvear Valenzuela", Same},
		{"generations that overlap", "Nasser bin Khalil Haddad", "Khalil Haddad Mansour", Different},
		{"one word in common", "Mahathir", "Mahathir Mohamad", Perhaps},
		{"more words missing than in common", "Fazeel al-Peshawari", "Fazeel Tul Noor Ameen al-Peshawari", Different},
		{"everyday names in common", "Mohammed Ali", "Mohammed Ali Fathollahi", Perhaps},

		{"sounds", "Mikhail Khodorkovsky", "Mihail Hodorkovski", Same},
		{"umlauts", "Abdullah Gül", "Abdullah Guel", Same},
		{"another vowel", "Georgi Parvanov", "Georgi Purvanov", Same},
		{"neighbours in the other order", "Emmanuel Marcon", "Emmanuel Macron", Same},
		{"a letter more", "Alexander Lukashnko", "Alexander Lukashenko", Same},
		{"a letter of a short word", "Elon Mosk", "Elon Musk", Perhaps},
		{"more letters", "Masoud Pezeshfar", "Masoud Pezeshkian", Different},
		{"many letters", "Kuvalonkof Petroshken", "Kovalenkov Petrushkin", Different},
		{"two given names", "Igor Ivanov", "Sergei Ivanov", Different},
		{"male and female", "Angelo Costanza", "Angela Costanza", Different},
		{"male and female family names", "Alexei Ivanov", "Alexei Ivanova", Different},
		{"endings", "Emomali Rahmon", "Emomali Rakhmonov", Same},
		{"a beginning", "Almaz Atambayev", "Almazbek Atambayev", Same},

		{"short forms", "Bill Clinton", "William J. Clinton", Same},
		{"Spanish short forms", "Paco Camps", "Francisco Camps", Same},
		{"Russian short forms", "Volodya Ulyanov", "Vladimir Ulyanov", Same},
		{"Slavic forms", "Mykola Azarov", "Nikolai Azarov", Same},
		{"forms in other languages", "Juan Wayne", "John Wayne", Perhaps},

		{"Cyrillic", "Аркадий Ротенберг", "Arkady Rotenberg", Same},
		{"Greek", "Κυριάκος Μητσοτάκης", "Kyriakos Mitsotakis", Same},
		{"Armenian", "Բարակ Օբամա", "Barack Obama", Same},
		{"Katakana", "バラク・オバマ", "Barack Obama", Same},
		{"Arabic", "فرناندو بيريز", "Fernando Pérez", Same},
		{"Hebrew", "בנימין נתניהו", "Benjamin Netanyahu", Same},
		{"a letter in Cyrillic", "Илиана Йорданова", "Илиана Йотова", Different},
	}
	judged(t, tests)
}

func TestCompare_EastAsia(t *testing.T) {
	tests := []judgement{
		{"Hangul and its romanisation", "김정은", "Kim Jong-un", Same},
		{"Hangul and McCune-Reischauer", "김정은", "Kim Chŏng-ŭn", Same},
		{"Hangul and the Revised Romanization", "김정은", "Gim Jeong-eun", Same},
		{"Hangul and another name", "김정은", "Kim Jong-il", Different},
		{"Hangul and a family name at the end", "반기문", "Ki-moon Ban", Same},
		{"Han and Hangul", "金正恩", "김정은", Same},
		{"Han and its Korean reading", "金正恩", "Kim Jong-un", Same},
		{"the rule of initials", "李明博", "Lee Myung-bak", Same},
		{"the rule of initials in Hangul", "리영호", "이영호", Same},
		{"wh", "김태환", "Kim Tae-whan", Same},
		{"simplified characters of a Korean name", "金铁万", "Kim Chol-man", Same},
		{"remarks in brackets", "안명옥 (조선민주주의인민공화국)", "An Myong-ok", Same},
		{"Han and Hangul mixed", "金한길", "김한길", Same},
		{"free spellings", "박근혜", "Park Geun-hye", Same},
		{"a free spelling of a family name", "유승민", "Yoo Seong Min", Same},
		{"two romanisations", "Kim Chŏng-ŭn", "Kim Jong-un", Same},
		{"two romanisations in two orders", "Gim Jeong-eun", "Jong-un Kim", Same},
		{"given names of one syllable less", "Kim Jong-un", "Kim Jong-il", Different},
		{"one consonant", "Jong Il Kim", "Yong Il Kim", Different},
		{"syllables in the other order", "Kim Yong Nam", "Kim Nam Yong", Different},
		{"no typing errors in Korean syllables", "Choe Ryong-hae", "Choe Kyong-song", Different},

		{"Han and Pinyin", "习近平", "Xi Jinping", Same},
		{"traditional and simplified", "習近平", "习近平", Same},
		{"another character", "习近朋", "习近平", Different},
		{"another character of the same sound", "王毅", "王义", Perhaps},
		{"Pinyin in another order", "Jinping Xi", "习近平", Same},
		{"Wade-Giles", "Mao Tse-tung", "Mao Zedong", Same},
		{"Wade-Giles and Han", "Teng Hsiao-p'ing", "邓小平", Same},
		{"syllables that are joined", "Deng Xiao Ping", "Deng Xiaoping", Same},
		{"no typing errors in Pinyin", "Deng Xiaoping", "Deng Xiaoming", Different},
		{"short Pinyin", "Wang Yi", "Wang Yin", Different},
		{"a foreign name in Han", "贝拉克·奥巴马", "Barack Obama", Same},
	}
	judged(t, tests)
}

func TestLikeness_InOneCountry(t *testing.T) {
	tests := []judgement{
		{"one word", "Datuk Mahathir", "Mahathir Mohamad", Same},
		{"an initial", "Horst K.", "Horst Köhler", Same},
		{"everyday names", "Juan Manuel", "Juan Manuel Santos", Same},
		{"one everyday word", "Abdullah", "Abdullah bin Mohammed", Different},
		{"a contradiction", "Igor Ivanov", "Sergei Ivanov", Different},
		{"a letter of a short word", "Elon Mosk", "Elon Musk", Perhaps},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			if got := Compare(test.a, test.b).InOneCountry(); got.Verdict != test.want {
				t.Errorf("Compare(%q, %q).InOneCountry() = %v %.2f (%s), want %v", test.a, test.b, got.Verdict, got.Score, got.Reason, test.want)
			}
		})
	}
}

// TestCompare_reason holds which rule judges a pair, where several would judge it alike.
func TestCompare_reason(t *testing.T) {
	tests := []struct {
		a, b, want string
		score      float64
	}{
		{"Angela Merkel", "Merkel Angela", "same words", 1},
		{"Sergei Lavrov", "Sergey Lavrov", "same sound: sergei, sergey", 0.99},
		{"Georgi Parvanov", "Georgi Purvanov", "similar letters: parvanov, purvanov", 0.95},
		{"Bill Clinton", "William Clinton", "short form: bill, william", 0.92},
		{"Mykola Azarov", "Nikolai Azarov", "form in another Slavic language: mykola, nikolai", 0.94},
		{"Recep Erdogan", "Recep Tayyip Erdogan", "one name lacks: tayyip", 0.96},
		{"Abdelkarim Qasim", "Abdul Karim Qasim", "same words", 1},
		{"Salahuddin Rabbani", "Salaheddin Rabbani", "same words", 1},
		{"리영호", "이영호", "same Korean reading", 0.95},
		{"金铁万", "Kim Chol-man", "same Korean reading", 0.92},
		{"习近平", "Xi Jinping", "same Mandarin reading", 0.95},
		{"Mao Tse-tung", "Mao Zedong", "same Chinese syllables", 0.9},
	}
	for _, test := range tests {
		if got := Compare(test.a, test.b); got.Reason != test.want || got.Score != test.score {
			t.Errorf("Compare(%q, %q) = %.2f (%s), want %.2f (%s)", test.a, test.b, got.Score, got.Reason, test.score, test.want)
		}
	}
}
