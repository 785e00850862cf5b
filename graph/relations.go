package graph

import "demarche/graph/edtf"

// KindCount counts events of one kind.
type KindCount struct {
	Kind  EventKind
	Count int
}

// Relationship describes what some actors have in common.
type Relationship struct {
	BetweenIDs      []string
	During          *Window
	Count           int
	ByKind          []KindCount
	FirstID, LastID string // events; empty if there is none
	LongestGap      *EventGap
}

// EventGap is the time between two events.
type EventGap struct {
	FromID, ToID string
	Days         edtf.Gap
}

// TimeBucket is the width of a bucket: DAY, MONTH, QUARTER, YEAR, DECADE, CENTURY or MILLENNIUM.
type TimeBucket string

// The widths.
const (
	ByDay        TimeBucket = "DAY"
	ByMonth      TimeBucket = "MONTH"
	ByQuarter    TimeBucket = "QUARTER"
	ByYear       TimeBucket = "YEAR"
	ByDecade     TimeBucket = "DECADE"
	ByCentury    TimeBucket = "CENTURY"
	ByMillennium TimeBucket = "MILLENNIUM"
)

// Bucket counts the events in a period, both ends included.
type Bucket struct {
	Start, End        edtf.Day
	Bucket            TimeBucket // how wide it is
	Certain, Possible int
}

// NodeType is the type of a node on a map or in a search.
type NodeType string

// MapQuery holds the parameters of a map.
type MapQuery struct {
	Around   []string // ids of actors
	Depth    int
	During   *Window
	Kinds    []EventKind
	Bucket   TimeBucket // empty: no series and no frames
	MaxNodes int
	Count    bool // what is left out
}

// Map holds actors and the edges between them.
type Map struct {
	Nodes   []MapNode
	Edges   []MapEdge  // strongest first
	Bucket  TimeBucket // how wide the buckets of series and frames are; empty without them
	Frames  []MapFrame
	Omitted Omitted
}

// MapNode is an actor on a map.
type MapNode struct {
	ID, Label string
	Type      NodeType
	Degree    int
}

// MapEdge joins two actors of a map and sums up the events that they share.
type MapEdge struct {
	Source, Target string // ids, in their order
	Weight         int
	Sums           KindCounts
	Series         []Bucket
}

// ID returns the id of the edge, which is the same in every map.
func (e *MapEdge) ID() string { return "edge:" + e.Source + "~" + e.Target }

// MapFrame is one bucket of an animated map: it lists the edges that appear and disappear.
type MapFrame struct {
	Start, End     edtf.Day
	Added, Removed []string
}

// Omitted counts what a bounded answer leaves out. The numbers are exact if Exact is set, else lower bounds.
type Omitted struct {
	Nodes, Edges int
	Exact        bool
	Reason       *string
}

// Path is the shortest path from one actor to another: events[i] joins actors[i] and actors[i+1].
type Path struct {
	Length             int
	ActorIDs, EventIDs []string
}

// ChainDirection is FORWARD, to later events, or BACKWARD.
type ChainDirection string

// The directions.
const (
	Forward  ChainDirection = "FORWARD"
	Backward ChainDirection = "BACKWARD"
)

// ChainBasis is the reason for joining two events of a chain.
type ChainBasis string

// The bases.
const (
	LedTo          ChainBasis = "LED_TO"
	PartOf         ChainBasis = "PART_OF"
	SharedOfficial ChainBasis = "SHARED_OFFICIAL"
	SharedCountry  ChainBasis = "SHARED_COUNTRY"
)

// Chain is events that follow from one another.
type Chain struct {
	Events    []ChainedEvent
	Links     []ChainLink
	Truncated bool
}

// ChainedEvent is an event at Depth steps from the start.
type ChainedEvent struct {
	EventID string
	Depth   int
}

// ChainLink joins an earlier event to a later one.
type ChainLink struct {
	From, To  string // ids of events
	Via       ChainBasis
	Gap       edtf.Gap
	Order     Certainty
	SharedIDs []string // ids of actors
}

// Hit is a node that a search found.
type Hit struct {
	NodeID  string
	Score   float64
	Matched string
}
