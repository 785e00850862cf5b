"""What the graph holds, as the client gives it: immutable, named as in the API's schema, in Python's spelling.

Dates are ``FuzzyDate``s or ``Day``s, amounts of money exact ``Decimal``s in the currency of their series, changes are
in percent, gaps in days. None is what the graph does not know.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from demarche._dates import Day

Kind: TypeAlias = Literal[
    "VISIT", "MEETING", "MESSAGE", "CEREMONY", "AGREEMENT", "STATEMENT", "SANCTION", "TRADE_RELEASE", "OTHER"
]
Role: TypeAlias = Literal[
    "HOST", "GUEST", "SENDER", "RECIPIENT", "COMPANION", "SPEAKER", "SIGNATORY", "SUBJECT", "PARTICIPANT"
]
Match: TypeAlias = Literal["ANY", "ALL"]
Certainty: TypeAlias = Literal["CERTAIN", "POSSIBLE"]
Order: TypeAlias = Literal["OLDEST_FIRST", "NEWEST_FIRST"]
Bucket: TypeAlias = Literal["DAY", "MONTH", "QUARTER", "YEAR", "DECADE", "CENTURY", "MILLENNIUM"]
NodeType: TypeAlias = Literal["EVENT", "OFFICIAL", "COUNTRY", "ORGANIZATION", "POST", "PLACE", "COMMODITY", "SOURCE"]
Direction: TypeAlias = Literal["FORWARD", "BACKWARD"]
Basis: TypeAlias = Literal["LED_TO", "PART_OF", "SHARED_OFFICIAL", "SHARED_COUNTRY"]
Flow: TypeAlias = Literal["EXPORT", "IMPORT", "RE_EXPORT", "RE_IMPORT"]
Frequency: TypeAlias = Literal["MONTHLY", "QUARTERLY", "ANNUAL"]
Valuation: TypeAlias = Literal["FOB", "CIF", "UNSPECIFIED"]
FigureBasis: TypeAlias = Literal["REPORTED", "DERIVED", "ESTIMATED", "AGGREGATED"]
Via: TypeAlias = Literal["DIRECT", "OFFICIAL"]
Classification: TypeAlias = Literal["HS", "SITC", "BEC", "TOTAL"]
Format: TypeAlias = Literal["jsonl", "csv", "parquet", "arrow", "graphml", "gexf", "cytoscape"]
ExportTable: TypeAlias = Literal["events", "participations", "officials", "memberships", "figures"]


@dataclass(frozen=True)
class FuzzyDate:
    """A date as it is known, never sharper than its source; a bound is None where that end is open or unknown."""

    edtf: str
    earliest: Day | None
    latest: Day | None
    precision: str
    label: str

    def __str__(self) -> str:
        """Return the label for people."""
        return self.label


@dataclass(frozen=True)
class Reference:
    """Something by its id."""

    id: str


@dataclass(frozen=True)
class Source:
    """Where something is said; reliability is the Admiralty code, A to F."""

    id: str
    title: str
    url: str | None
    publisher: str | None
    reliability: str | None


@dataclass(frozen=True)
class Citation:
    """A source that states a fact, with its words where they are kept."""

    source: Source
    quote: str | None


@dataclass(frozen=True)
class Actor:
    """An official, a country or an organization; type is Official, Country or Organization."""

    id: str
    type: str
    name: str


@dataclass(frozen=True)
class CountryName:
    """A country by code (ISO 3166-1 alpha-3, or ISO 3166-3) and name; in trade also an aggregate, such as WLD."""

    code: str
    name: str


@dataclass(frozen=True)
class Place:
    """A place; the country is not asked for everywhere."""

    id: str
    name: str
    country: CountryName | None = None


@dataclass(frozen=True)
class OrganizationName:
    """An organization by name."""

    name: str


@dataclass(frozen=True)
class OfficialName:
    """An official by id and name."""

    id: str
    name: str


@dataclass(frozen=True)
class Post:
    """An office; level and organization are not asked for everywhere."""

    id: str
    title: str
    level: str | None = None
    organization: OrganizationName | None = None


@dataclass(frozen=True)
class Tenure:
    """One person holding one post for a time; ongoing is None where the source does not say."""

    id: str
    official: OfficialName
    post: Post
    from_: FuzzyDate | None
    to: FuzzyDate | None
    ongoing: bool | None
    acting: bool


@dataclass(frozen=True)
class PostHeld:
    """The post that an actor certainly held on the date of an event."""

    post: Post


@dataclass(frozen=True)
class Participation:
    """One actor's part in an event, and the highest office certainly held then."""

    roles: tuple[str, ...]
    actor: Actor
    office: PostHeld | None


@dataclass(frozen=True)
class BriefEvent:
    """An event where it stands in an answer about something else."""

    id: str
    kind: str
    title: str
    date: FuzzyDate
    place: Place | None


@dataclass(frozen=True)
class Gap:
    """Least and most days: they differ when a date spans days or is fuzzy."""

    min: int
    max: int


@dataclass(frozen=True)
class PreviousEvent:
    """The event before with the same participants, and the days between."""

    event: BriefEvent
    gap: Gap


@dataclass(frozen=True)
class FieldChange:
    """One field of a correction, as text."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Revision:
    """A correction: what was believed from recorded_at until superseded_at, and what changed then."""

    number: int
    recorded_at: datetime.datetime
    superseded_at: datetime.datetime | None
    source: Source | None
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class KindCount:
    """How many events of a kind."""

    kind: str
    count: int


@dataclass(frozen=True)
class Change:
    """A change in percent, as computed from the series and as a source reports it, and whether both agree.

    agreement is AGREES, DISAGREES, UNKNOWN, or CIRCULAR: the figure compared with was itself derived from the reported
    percentage, so that the agreement proves nothing.
    """

    computed: float | None
    reported: float | None
    agreement: str


@dataclass(frozen=True)
class Commodity:
    """Goods by a classification and its edition; the code is text, since leading zeros count."""

    code: str
    classification: str
    description: str
    edition: str | None


@dataclass(frozen=True)
class SeriesName:
    """A trade series without its figures: values are in currency, valued FOB, CIF or as the publisher does not say."""

    id: str
    reporter: CountryName
    partner: CountryName
    flow: str
    commodity: Commodity
    frequency: str
    valuation: str
    currency: str
    publisher: str


@dataclass(frozen=True)
class FigureReference:
    """A figure that another was derived from."""

    id: str
    period: str


@dataclass(frozen=True)
class TradeFigure:
    """One value of a series.

    value is exact, in the currency of the series, and None if the source ranks it without a number; quantum is the unit
    that it was rounded to; basis is REPORTED, DERIVED, ESTIMATED or AGGREGATED. series is only given where figures of
    several series may come together.
    """

    id: str
    period: str
    start: Day
    value: Decimal | None
    quantum: Decimal | None
    basis: str
    quantity: Decimal | None
    unit: str | None
    rank: int | None
    derived_from: tuple[FigureReference, ...]
    yoy: Change | None
    mom: Change | None
    sources: tuple[Citation, ...]
    revision: int
    series: SeriesName | None = None


@dataclass(frozen=True)
class TradePoint:
    """A figure and its distance in months from the event, negative before it.

    The distance is counted from the last month in which the event can lie, or back from the first.
    """

    offset_months: int
    figure: TradeFigure


@dataclass(frozen=True)
class MapNode:
    """An actor on a map; type is OFFICIAL, COUNTRY or ORGANIZATION, degree the number of its edges on this map."""

    id: str
    label: str
    type: str
    degree: int


@dataclass(frozen=True)
class HistogramBucket:
    """How many events lie in a stretch of time: surely, and possibly; bucket is how wide it is, such as MONTH."""

    start: Day
    end: Day
    bucket: Bucket
    certain: int
    possible: int


@dataclass(frozen=True)
class MapEdge:
    """Two actors of a map, and the events that they share: weight many, between the days first and last."""

    id: str
    source: str
    target: str
    weight: int
    first: Day | None
    last: Day | None
    kinds: tuple[KindCount, ...]
    series: tuple[HistogramBucket, ...]


@dataclass(frozen=True)
class Omitted:
    """What a bounded answer leaves out, and why; reason is None if nothing.

    exact is False where counting all of it would take too long: then there are at least so many nodes and edges.
    """

    nodes: int
    edges: int
    exact: bool
    reason: str | None


@dataclass(frozen=True)
class ChainedEvent:
    """An event of a chain, depth steps from its start."""

    depth: int
    event: BriefEvent


@dataclass(frozen=True)
class ChainLink:
    """What joins two events of a chain, the earlier and the later one.

    order is CERTAIN when the first surely came first, and POSSIBLE when their dates overlap; such a link is in chains
    of both directions. shared lists the actors that took part in both. sources are those of a LED_TO link.
    """

    from_: str
    to: str
    via: str
    gap: Gap
    order: str
    shared: tuple[Actor, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class GapBetween:
    """The time between two events."""

    from_: BriefEvent
    to: BriefEvent
    days: Gap


@dataclass(frozen=True)
class FoundNode:
    """What was found: its id, its type (Official, Meeting, Post …) and its name or title."""

    id: str
    type: str
    name: str


@dataclass(frozen=True)
class Found:
    """Something found by its words: the text that matched, and a score comparable within one answer only."""

    score: float
    matched: str
    node: FoundNode


@dataclass(frozen=True)
class UpsertItem:
    """What became of one item that was written: status is CREATED, UPDATED, UNCHANGED or REJECTED.

    Of a rejected item field is what is wrong, code the code of the error, as of a ``DemarcheError``, and message what
    to do.
    """

    id: str | None
    status: str
    field: str | None
    code: str | None
    message: str | None
