"""Events, and their tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from demarche.model import (
    Citation,
    FuzzyDate,
    Participation,
    Place,
    PreviousEvent,
    Reference,
    Revision,
)
from demarche.results._columns import DATE, date_cells, titles
from demarche.tables import Column, Table, Tables


@dataclass(frozen=True)
class Event:
    """What happened, with who took part (the first 50 of participant_count), what it is about and its sources."""

    id: str
    kind: str
    title: str
    summary: str | None
    date: FuzzyDate
    cameo: str | None
    plover: str | None
    place: Place | None
    part_of: Reference | None
    participants: tuple[Participation, ...]
    participant_count: int
    about: tuple[Reference, ...]
    sources: tuple[Citation, ...]
    mentions: int | None
    revision: int
    recorded_at: datetime.datetime


TEXTS = tuple(field.name for field in fields(Event) if field.type == "str | None")
"""The optional texts of an event. Tables have a column of each."""


@dataclass(frozen=True)
class RecordedEvent:
    """An event that was recorded, in its newest state, and the cursor with which to go on after it."""

    cursor: str
    event: Event


@dataclass(frozen=True, repr=False)
class EventInFull(Event, Tables):
    """An event with the one before between the same participants, and its corrections, newest first.

    Tables: participants, sources, revisions (one row for each field that changed).
    """

    previous_between_same_participants: PreviousEvent | None
    revisions: tuple[Revision, ...]

    def tables(self) -> dict[str, Table]:
        """Return participants, sources and revisions."""
        columns: dict[str, Column] = {
            "number": "int",
            "field": "text",
            "before": "text",
            "after": "text",
            "recorded_at": "time",
            "superseded_at": "time",
        }
        rows = (
            [r.number, c.field, c.before, c.after, r.recorded_at, r.superseded_at]
            for r in self.revisions
            for c in r.changes
        )
        tables = event_tables([self])
        del tables["events"]
        return tables | {"revisions": Table.of(columns, rows)}


def event_tables(events: Sequence[Event]) -> dict[str, Table]:
    """Return the tables of events: events, participants (one row each), sources (one row for each citation)."""
    columns: dict[str, Column] = {
        "id": "text",
        "kind": "text",
        "title": "text",
        **DATE,
        "place": "text",
        "country": "text",
        "part_of": "text",
        "participants": "texts",
        "participant_count": "int",
        "about": "texts",
        "sources": "texts",
        **dict.fromkeys(TEXTS, "text"),
        "mentions": "int",
        "revision": "int",
        "recorded_at": "time",
    }
    rows = (
        [
            e.id,
            e.kind,
            e.title,
            *date_cells(e.date),
            e.place and e.place.name,
            e.place and e.place.country and e.place.country.code,
            e.part_of and e.part_of.id,
            [p.actor.name for p in e.participants],
            e.participant_count,
            [node.id for node in e.about],
            titles(e.sources),
            *(getattr(e, name) for name in TEXTS),
            e.mentions,
            e.revision,
            e.recorded_at,
        ]
        for e in events
    )
    return {"events": Table.of(columns, rows), "participants": _participants(events), "sources": _citations(events)}


def _participants(events: Iterable[Event]) -> Table:
    columns: dict[str, Column] = {
        "event": "text",
        "title": "text",
        "earliest": "day",
        "latest": "day",
        "actor": "text",
        "type": "text",
        "name": "text",
        "roles": "texts",
        "office": "text",
    }
    return Table.of(
        columns,
        (
            [
                e.id,
                e.title,
                e.date.earliest,
                e.date.latest,
                p.actor.id,
                p.actor.type,
                p.actor.name,
                list(p.roles),
                p.office and p.office.post.title,
            ]
            for e in events
            for p in e.participants
        ),
    )


def _citations(events: Iterable[Event]) -> Table:
    columns: dict[str, Column] = {
        "event": "text",
        "title": "text",
        "source": "text",
        "source_title": "text",
        "publisher": "text",
        "reliability": "text",
        "url": "text",
        "quote": "text",
    }
    return Table.of(
        columns,
        (
            [e.id, e.title, s.id, s.title, s.publisher, s.reliability, s.url, c.quote]
            for e in events
            for c in e.sources
            for s in [c.source]
        ),
    )
