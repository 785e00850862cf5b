package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"demarche/graph/edtf"
)

// EventKind is the kind of an event.
type EventKind string

// The kinds of events.
const (
	Visit          EventKind = "VISIT"
	Meeting        EventKind = "MEETING"
	Message        EventKind = "MESSAGE"
	Ceremony       EventKind = "CEREMONY"
	AgreementEvent EventKind = "AGREEMENT"
	Statement      EventKind = "STATEMENT"
	Sanction       EventKind = "SANCTION"
	TradeRelease   EventKind = "TRADE_RELEASE"
	OtherEvent     EventKind = "OTHER"
)

// Types maps each kind of event to its object type in the API.
var Types = map[EventKind]string{
	Visit: "Visit", Meeting: "Meeting", Message: "Message", Ceremony: "Ceremony", AgreementEvent: "AgreementEvent",
	Statement: "Statement", Sanction: "Sanction", TradeRelease: "TradeRelease", OtherEvent: "OtherEvent",
}

// Role is the part an actor plays in an event.
type Role string

// The roles.
const (
	Host        Role = "HOST"
	Guest       Role = "GUEST"
	Sender      Role = "SENDER"
	Recipient   Role = "RECIPIENT"
	Companion   Role = "COMPANION"
	Speaker     Role = "SPEAKER"
	Signatory   Role = "SIGNATORY"
	Subject     Role = "SUBJECT"
	Participant Role = "PARTICIPANT"
)

// Via says whether an actor takes part itself (DIRECT) or, a country, through its official (OFFICIAL).
type Via string

// The ways of taking part.
const (
	ViaDirect   Via = "DIRECT"
	ViaOfficial Via = "OFFICIAL"
)

// Certainty says whether something holds for every date within the bounds (CERTAIN) or for some (POSSIBLE).
type Certainty string

// The certainties.
const (
	Certain  Certainty = "CERTAIN"
	Possible Certainty = "POSSIBLE"
)

// Event is the record of an event.
type Event struct {
	ID           string          `yaml:"id" json:"id"`
	Kind         EventKind       `yaml:"kind" json:"kind"`
	Title        string          `yaml:"title" json:"title"`
	Summary      string          `yaml:"summary,omitempty" json:"summary,omitempty"`
	Date         edtf.Date       `yaml:"date" json:"date"`
	CAMEO        string          `yaml:"cameo,omitempty" json:"cameo,omitempty"`
	PLOVER       string          `yaml:"plover,omitempty" json:"plover,omitempty"`
	Place        string          `yaml:"place,omitempty" json:"place,omitempty"`   // a place's id
	PartOf       string          `yaml:"partOf,omitempty" json:"partOf,omitempty"` // an event's id
	Participants []Participation `yaml:"participants,omitempty" json:"participants,omitempty"`
	About        []string        `yaml:"about,omitempty" json:"about,omitempty"` // ids of figures, series, commodities, countries, officials
	Sources      []Citation      `yaml:"sources" json:"sources"`
}

// Participation is an actor's own part in an event. A country's part through its official is derived, never written.
type Participation struct {
	Actor string `yaml:"actor" json:"actor"` // the id of an official, a country or an organization
	Roles []Role `yaml:"roles" json:"roles"`
}

// Link says that a source states that one event led to another.
type Link struct {
	From       string     `yaml:"from" json:"from"`
	To         string     `yaml:"to" json:"to"`
	Basis      string     `yaml:"basis,omitempty" json:"basis,omitempty"`           // why the source thinks so
	Confidence *float64   `yaml:"confidence,omitempty" json:"confidence,omitempty"` // from 0 to 1
	Sources    []Citation `yaml:"sources" json:"sources"`
}

// Name returns the two ends of the link for messages, because a link has no id.
func (l Link) Name() string { return l.From + " → " + l.To }

// MaxPaired is the largest number of actors of an event that connects its actors to each other. A summit of a hundred
// is not a meeting of each with each, and would make 4,950 pairs.
const MaxPaired = 20

// IsOfficial reports whether an id is that of an official.
func IsOfficial(id string) bool { return strings.HasPrefix(id, "official:") }

// IsEvent reports whether an id is that of an event.
func IsEvent(id string) bool { return strings.HasPrefix(id, "event:") }

// IsCountry reports whether an id is that of a country.
func IsCountry(id string) bool { return strings.HasPrefix(id, "country:") }

// ActorKey returns the number that indexes the edges of an actor: 63 bits of the SHA-256 of its id.
func ActorKey(id string) int64 {
	var room [64]byte
	return keyOf(append(room[:0], id...))
}

func keyOf(text []byte) int64 {
	sum := sha256.Sum256(text)
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
}

// PairKey returns the number of a pair of actors, the same in either order.
func PairKey(a, b string) int64 {
	if b < a {
		a, b = b, a
	}
	var room [128]byte
	return keyOf(append(append(append(room[:0], a...), 0), b...))
}

// FirstEventDay and LastEventDay bound the dates of events, so that sort keys have less than 57 bits. Keys with a bit
// above are those of long events without a beginning, see derive.OpenShift.
var (
	FirstEventDay = edtf.DayOf(-43000, 1, 1)
	LastEventDay  = edtf.DayOf(47000, 12, 31)
)

// SortKeyShift is the number of bits of a sort key below the day.
const SortKeyShift = 32

// SortKey returns the number that orders events by day, then by id. The upper bits are the earliest day of the date, or
// else its latest. The lower SortKeyShift bits are from the SHA-256 of the id.
func SortKey(id string, date edtf.Date) int64 {
	day, ok := date.Earliest()
	if !ok {
		day, _ = date.Latest()
	}
	sum := sha256.Sum256([]byte(id))
	return int64(day)<<SortKeyShift | int64(binary.BigEndian.Uint32(sum[:4]))
}

// Roles lists the roles in the order in which they are shown.
var Roles = []Role{Host, Guest, Sender, Recipient, Companion, Speaker, Signatory, Subject, Participant}
