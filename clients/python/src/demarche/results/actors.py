"""Officials and relationships, and their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.model import (
    Actor,
    BriefEvent,
    Citation,
    CountryName,
    FuzzyDate,
    GapBetween,
    KindCount,
    Tenure,
)
from demarche.results._columns import date_cells, titles
from demarche.tables import Column, Table, Tables


@dataclass(frozen=True, repr=False)
class Official(Tables):
    """A person who holds or held office. Table: offices, one row for each tenure."""

    id: str
    name: str
    native_name: str | None
    aliases: tuple[str, ...]
    wikidata: str | None
    country: CountryName | None
    born: FuzzyDate | None
    died: FuzzyDate | None
    sources: tuple[Citation, ...]
    offices: tuple[Tenure, ...]

    def tables(self) -> dict[str, Table]:
        """Return offices."""
        return {"offices": official_tables([self])["offices"]}


def official_tables(officials: Sequence[Official]) -> dict[str, Table]:
    """Return the tables of officials: officials, offices (one row for each tenure)."""
    columns: dict[str, Column] = {
        "id": "text",
        "name": "text",
        "native_name": "text",
        "aliases": "texts",
        "wikidata": "text",
        "country": "text",
        "born": "text",
        "died": "text",
        "sources": "texts",
    }
    held: dict[str, Column] = {
        "official": "text",
        "name": "text",
        "post": "text",
        "title": "text",
        "level": "text",
        "organization": "text",
        "from_earliest": "day",
        "from_latest": "day",
        "from_edtf": "text",
        "to_earliest": "day",
        "to_latest": "day",
        "to_edtf": "text",
        "ongoing": "bool",
        "acting": "bool",
    }
    people = (
        [
            o.id,
            o.name,
            o.native_name,
            list(o.aliases),
            o.wikidata,
            o.country and o.country.code,
            o.born and o.born.edtf,
            o.died and o.died.edtf,
            titles(o.sources),
        ]
        for o in officials
    )
    tenures = (
        [
            t.official.id,
            t.official.name,
            t.post.id,
            t.post.title,
            t.post.level,
            t.post.organization and t.post.organization.name,
            *date_cells(t.from_)[:3],
            *date_cells(t.to)[:3],
            t.ongoing,
            t.acting,
        ]
        for o in officials
        for t in o.offices
    )
    return {"officials": Table.of(columns, people), "offices": Table.of(held, tenures)}


@dataclass(frozen=True, repr=False)
class Relationship(Tables):
    """What actors have in common: in count events all of them took part. Table: kinds, one row for each kind."""

    between: tuple[Actor, ...]
    count: int
    by_kind: tuple[KindCount, ...]
    first: BriefEvent | None
    last: BriefEvent | None
    longest_gap: GapBetween | None

    def tables(self) -> dict[str, Table]:
        """Return kinds."""
        return {"kinds": Table.of({"kind": "text", "count": "int"}, ([k.kind, k.count] for k in self.by_kind))}
