"""What several records say of one event, and what was decided of them, with their tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from demarche.model import BriefEvent, Citation, Reference, Revision
from demarche.results._columns import titles
from demarche.tables import Column, Table, Tables


@dataclass(frozen=True)
class RecordField:
    """One field of a record, as text."""

    field: str
    value: str


@dataclass(frozen=True)
class EventRecord:
    """What one record says of an event, since recorded_at, and what it said before, as corrections."""

    id: str
    fields: tuple[RecordField, ...]
    sources: tuple[Citation, ...]
    recorded_at: datetime.datetime
    revisions: tuple[Revision, ...]


@dataclass(frozen=True)
class DisputedValue:
    """What some of the records say; origins counts their independent sources."""

    value: str
    records: tuple[str, ...]
    sources: tuple[str, ...]
    origins: int


@dataclass(frozen=True)
class Dispute:
    """A field on which records contradict each other: start, end or country."""

    field: str
    values: tuple[DisputedValue, ...]


@dataclass(frozen=True)
class Decision:
    """What was decided of two records: SAME, DIFFERENT or WITHIN.

    rule is None where a person decided. event and other are the events that show the records now; None if retracted.
    """

    id: str
    kind: str
    event_id: str
    other_id: str
    event: Reference | None
    other: Reference | None
    rule: str | None
    reason: str | None
    at: datetime.datetime
    undone_at: datetime.datetime | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class Fate:
    """What became of an id: status is STORED, MERGED, RETRACTED or UNKNOWN; now is what the id means."""

    id: str
    status: str
    now: Reference | None
    reason: str | None
    at: datetime.datetime | None
    sources: tuple[Citation, ...]


DISPUTE: dict[str, Column] = {
    "field": "text",
    "value": "text",
    "records": "texts",
    "sources": "texts",
    "origins": "int",
}


def dispute_rows(disputes: Iterable[Dispute]) -> list[list[Any]]:
    """Return the cells of DISPUTE, one row for each value."""
    return [[d.field, v.value, list(v.records), list(v.sources), v.origins] for d in disputes for v in d.values]


@dataclass(frozen=True)
class DisputedEvent(BriefEvent):
    """An event on which records contradict each other, and on what."""

    disputes: tuple[Dispute, ...]


def dispute_tables(events: Sequence[DisputedEvent]) -> dict[str, Table]:
    """Return disputes: one row for each value of each disputed field of each event."""
    columns: dict[str, Column] = {"event": "text", "title": "text", **DISPUTE}
    return {"disputes": Table.of(columns, ([e.id, e.title, *row] for e in events for row in dispute_rows(e.disputes)))}


@dataclass(frozen=True, repr=False)
class EventRecords(Tables):
    """What each record says of an event, and on what they contradict each other.

    Tables: records (one row for each field of each record), sources, disputes, revisions.
    """

    id: str
    title: str
    records: tuple[EventRecord, ...]
    disputes: tuple[Dispute, ...]

    def tables(self) -> dict[str, Table]:
        """Return records, sources, disputes and revisions."""
        said: dict[str, Column] = {"record": "text", "field": "text", "value": "text", "recorded_at": "time"}
        cited: dict[str, Column] = {
            "record": "text",
            "source": "text",
            "source_title": "text",
            "publisher": "text",
            "reliability": "text",
            "quote": "text",
        }
        before: dict[str, Column] = {
            "record": "text",
            "number": "int",
            "field": "text",
            "before": "text",
            "after": "text",
            "superseded_at": "time",
        }
        return {
            "records": Table.of(
                said, ([r.id, f.field, f.value, r.recorded_at] for r in self.records for f in r.fields)
            ),
            "sources": Table.of(
                cited,
                (
                    [r.id, s.id, s.title, s.publisher, s.reliability, c.quote]
                    for r in self.records
                    for c in r.sources
                    for s in [c.source]
                ),
            ),
            "disputes": Table.of(DISPUTE, dispute_rows(self.disputes)),
            "revisions": Table.of(
                before,
                (
                    [r.id, v.number, c.field, c.before, c.after, v.superseded_at]
                    for r in self.records
                    for v in r.revisions
                    for c in v.changes
                ),
            ),
        }


@dataclass(frozen=True, repr=False)
class Decisions(Tables, Sequence[Decision]):
    """What was decided, oldest first. Table: decisions."""

    decisions: tuple[Decision, ...]

    def __getitem__(self, index: Any) -> Any:
        """Return one of the decisions."""
        return self.decisions[index]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.decisions)

    def tables(self) -> dict[str, Table]:
        """Return decisions."""
        columns: dict[str, Column] = {
            "id": "text",
            "kind": "text",
            "event": "text",
            "other": "text",
            "rule": "text",
            "reason": "text",
            "at": "time",
            "undone_at": "time",
            "sources": "texts",
        }
        rows = (
            [d.id, d.kind, d.event_id, d.other_id, d.rule, d.reason, d.at, d.undone_at, titles(d.sources)]
            for d in self.decisions
        )
        return {"decisions": Table.of(columns, rows)}
