"""Columns that several tables have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from demarche.model import (
    BriefEvent,
    Citation,
    FuzzyDate,
)
from demarche.tables import Column, Table

DATE: dict[str, Column] = {"earliest": "day", "latest": "day", "edtf": "text", "precision": "text", "label": "text"}


BRIEF: dict[str, Column] = {"id": "text", "kind": "text", "title": "text", **DATE, "place": "text"}


def date_cells(date: FuzzyDate | None) -> list[Any]:
    """Return the cells of DATE."""
    if date is None:
        return [None] * len(DATE)
    return [date.earliest, date.latest, date.edtf, date.precision, date.label]


def brief_cells(event: BriefEvent) -> list[Any]:
    """Return the cells of BRIEF."""
    return [event.id, event.kind, event.title, *date_cells(event.date), event.place and event.place.name]


def brief_table(events: Iterable[BriefEvent]) -> Table:
    """Return a table of events, one row each."""
    return Table.of(BRIEF, map(brief_cells, events))


def titles(citations: Iterable[Citation]) -> list[str]:
    """Return the titles of the sources."""
    return [citation.source.title for citation in citations]
