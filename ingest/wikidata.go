package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"demarche/graph/edtf"
)

// The shapes of Wikidata's entities, as its dumps and its API write them, and simplified as wikibase-sdk does.

// A wikidataEntity is a person, a position or anything else.
type wikidataEntity struct {
	ID      string                      `json:"id"`
	Labels  byLanguage[wikidataLabel]   `json:"labels"`
	Aliases byLanguage[oneOrMore]       `json:"aliases"`
	Claims  byLanguage[json.RawMessage] `json:"claims"` // by property
}

// byLanguage is an object; where it is empty dumps write a list.
type byLanguage[T any] map[string]T

func (m *byLanguage[T]) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return nil
	}
	var out map[string]T
	err := json.Unmarshal(text, &out)
	*m = out
	return err
}

// A wikidataLabel is a text, or an object with it as value.
type wikidataLabel string

func (l *wikidataLabel) UnmarshalJSON(text []byte) error {
	var object struct{ Value string }
	if text[0] == '{' {
		err := json.Unmarshal(text, &object)
		*l = wikidataLabel(object.Value)
		return err
	}
	return json.Unmarshal(text, (*string)(l))
}

type oneOrMore []wikidataLabel

func (l *oneOrMore) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]wikidataLabel)(l))
	}
	var one wikidataLabel
	err := json.Unmarshal(text, &one)
	*l = oneOrMore{one}
	return err
}

// A wikidataStatement is one claim of a property.
type wikidataStatement struct {
	id, rank   string
	value      wikidataValue
	qualifiers map[string][]wikidataValue // the ones that are read
}

// A wikidataValue is what a statement or a qualifier says; kind is value, somevalue (there is one, but which is
// unknown) or novalue (there is none).
type wikidataValue struct {
	kind      string
	text      string // an entity's id, or a text; of a time the time
	precision int    // of a time: 11 is a day, 10 a month, 9 a year
	julian    bool
}

var readQualifiers = []string{"P580", "P582", "P1480"}

func (s *wikidataStatement) UnmarshalJSON(text []byte) error {
	if text[0] != '{' {
		s.rank = "normal"
		return json.Unmarshal(text, &s.value)
	}
	var in struct {
		ID         string
		Rank       string
		Mainsnak   json.RawMessage
		Value      json.RawMessage
		Qualifiers byLanguage[json.RawMessage]
	}
	err := json.Unmarshal(text, &in)
	if err != nil {
		return err
	}
	s.id, s.rank, s.qualifiers = in.ID, in.Rank, map[string][]wikidataValue{}
	switch {
	case in.Mainsnak != nil:
		err = json.Unmarshal(in.Mainsnak, &s.value)
	case in.Value != nil:
		err = json.Unmarshal(text, &s.value) // simplified: the value stands in the statement
	default:
		s.value.kind = "somevalue" // simplified: what has no value is left out
	}
	if err != nil {
		return err
	}
	for _, p := range readQualifiers {
		if q := in.Qualifiers[p]; q != nil {
			var values []wikidataValue
			if err := json.Unmarshal(q, &values); err != nil {
				return fmt.Errorf("qualifier %s: %w", p, err)
			}
			s.qualifiers[p] = values
		}
	}
	return nil
}

func (v *wikidataValue) UnmarshalJSON(text []byte) error {
	v.kind = "value"
	if text[0] == '"' {
		return json.Unmarshal(text, &v.text)
	}
	var in struct {
		Snaktype      string
		Datavalue     struct{ Value json.RawMessage }
		Value         json.RawMessage
		ID            string
		Number        int64 `json:"numeric-id"` // without an id in older dumps
		Text          string
		Time          string
		Precision     int
		CalendarModel string
	}
	if err := json.Unmarshal(text, &in); err != nil {
		return err
	}
	inner := in.Value
	if inner == nil {
		inner = in.Datavalue.Value
	}
	switch {
	case in.Snaktype == "somevalue" || in.Snaktype == "novalue":
		v.kind = in.Snaktype
	case inner != nil:
		return json.Unmarshal(inner, v)
	case in.Time != "":
		v.text, v.precision, v.julian = in.Time, in.Precision, strings.HasSuffix(in.CalendarModel, "Q1985786")
	case in.Text != "":
		v.text = in.Text
	case in.Number > 0 && in.ID == "":
		v.text = "Q" + strconv.FormatInt(in.Number, 10)
	default:
		v.text = in.ID
	}
	return nil
}

// statements are the claims of a property that are not deprecated, and how many are. The error says what is wrong with
// those that cannot be read; the others are there all the same.
func (e *wikidataEntity) statements(property string) (out []wikidataStatement, deprecated int, err error) {
	if e.Claims[property] == nil {
		return nil, 0, nil
	}
	var texts []json.RawMessage
	if err := json.Unmarshal(e.Claims[property], &texts); err != nil {
		return nil, 0, err
	}
	for _, text := range texts {
		var s wikidataStatement
		switch bad := json.Unmarshal(text, &s); {
		case bad != nil:
			err = errors.Join(err, bad)
		case s.rank == "deprecated":
			deprecated++
		default:
			out = append(out, s)
		}
	}
	return out, deprecated, err
}

// best are the statements of the highest rank among them.
func best(statements []wikidataStatement) []wikidataStatement {
	preferred := func(s wikidataStatement) bool { return s.rank == "preferred" }
	if !slices.ContainsFunc(statements, preferred) {
		return statements
	}
	return slices.DeleteFunc(slices.Clone(statements), func(s wikidataStatement) bool { return !preferred(s) })
}

// label is the entity's name: the English one, else one for all languages, else that of the first language by its code.
// A label that is but the id is none.
func (e *wikidataEntity) label() string {
	for _, language := range append([]string{"en", "en-gb", "en-us", "en-ca", "mul"}, sorted(e.Labels)...) {
		if l := Text(string(e.Labels[language])); l != "" && l != e.ID {
			return l
		}
	}
	return ""
}

// names are all labels and aliases.
func (e *wikidataEntity) names() (out []string) {
	for _, l := range e.Labels {
		out = append(out, string(l))
	}
	for _, aliases := range e.Aliases {
		for _, a := range aliases {
			out = append(out, string(a))
		}
	}
	return out
}

// circa reports whether the statement is said to hold about then.
func (s wikidataStatement) circa() bool {
	return slices.ContainsFunc(s.qualifiers["P1480"], func(v wikidataValue) bool { return v.text == "Q5727902" })
}

// date is a time of the statement; no date where it is unknown or missing. What is given in the Julian calendar is
// taken as approximate: the graph's calendar differs from it by some days.
func (s wikidataStatement) date(v wikidataValue) (edtf.Date, error) {
	if v.kind != "value" {
		return edtf.Date{}, nil
	}
	date, err := wikidataDate(v.text, v.precision, traditionalYears)
	if err == nil && (s.circa() || v.julian && v.precision > 9) {
		return edtf.Parse(date.String() + "~")
	}
	return date, err
}

// yearsBC says which year the year -44 is: Wikidata's JSON writes that of 44 BC so, and its query service, as XSD 1.1
// and EDTF do, that of 45 BC.
type yearsBC int

const (
	astronomicalYears yearsBC = iota
	traditionalYears
)

var wikidataTime = regexp.MustCompile(`^([+-]?)([0-9]{1,16})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(T[0-9:.]+Z?)?$`)

// wikidataDate reads a time such as +2019-04-11T00:00:00Z of a precision: 11 and more is a day, 10 a month, 9 a year, 8
// a decade; 0 is as sharp as it is written. EDTF cannot say what is coarser.
func wikidataDate(text string, precision int, years yearsBC) (edtf.Date, error) {
	m := wikidataTime.FindStringSubmatch(text)
	if m == nil {
		return edtf.Parse(text)
	}
	year, err := strconv.Atoi(m[2])
	if err != nil {
		return edtf.Date{}, err
	}
	month, day := m[3], m[4]
	if m[1] == "-" {
		year = -year + int(years)
	}
	if precision == 0 {
		precision = 11
	}
	switch {
	case precision < 8:
		return edtf.Date{}, fmt.Errorf("%w %q: a precision of %d is coarser than a decade", edtf.ErrBadDate, text, precision)
	case precision == 8 && year < 0:
		return edtf.Date{}, fmt.Errorf("%w %q: a decade before the year 0", edtf.ErrBadDate, text)
	case precision == 8:
		return edtf.Parse(fmt.Sprintf("%03dX", year/10))
	}
	out := fmt.Sprintf("%04d", year)
	if year < 0 {
		out = fmt.Sprintf("-%04d", -year)
	}
	if precision >= 10 && month != "" && month != "00" {
		out += "-" + month
		if precision >= 11 && day != "" && day != "00" {
			out += "-" + day
		}
	}
	return edtf.Parse(out)
}

// wikidataDate reads a time as the query service writes it, or a date of a column that somebody else wrote.
func (in *Input) wikidataDate(column, text string, precision int) (edtf.Date, error) {
	if wikidataTime.MatchString(text) && (len(text) != 8 || !isDigits(text)) {
		return wikidataDate(text, precision, astronomicalYears)
	}
	return in.date(column, text)
}

var entityBeginning = regexp.MustCompile(`^\s*\{\s*"entities"\s*:\s*\{\s*"Q[0-9]+"\s*:\s*`)

// looksLikeEntity reports whether JSON begins with an entity.
func looksLikeEntity(beginning []byte) bool {
	members := firstMembers(entityBeginning.ReplaceAll(beginning, nil))
	id := ""
	if json.Unmarshal(members["id"], &id) != nil || wikidataOf(id) != id || id == "" {
		return false
	}
	_, labels := members["labels"]
	_, claims := members["claims"]
	return labels || claims
}

// eachEntity calls read for each entity of the input, with its line: those of eachObject, or the API's {"entities":
// {…}}.
func eachEntity(in *Input, read func(line int, text []byte) error) error {
	envelope := ""
	if beginning, _ := in.Reader().Peek(headSize); entityBeginning.Match(beginning) {
		envelope = "entities"
	}
	return eachObject(in, envelope, read)
}
