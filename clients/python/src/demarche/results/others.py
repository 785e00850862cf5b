"""What was found and what was written, and their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from demarche.model import (
    Found,
    UpsertItem,
)
from demarche.tables import Column, Table, Tables


@dataclass(frozen=True, repr=False)
class SearchResults(Tables, Sequence[Found]):
    """What was found, the best first. Table: found."""

    found: tuple[Found, ...]

    def __getitem__(self, index: Any) -> Any:
        """Return one of the results."""
        return self.found[index]

    def __len__(self) -> int:
        """Return how many were found."""
        return len(self.found)

    def tables(self) -> dict[str, Table]:
        """Return found."""
        columns: dict[str, Column] = {
            "id": "text",
            "type": "text",
            "name": "text",
            "matched": "text",
            "score": "float",
        }
        rows = ([f.node.id, f.node.type, f.node.name, f.matched, f.score] for f in self.found)
        return {"found": Table.of(columns, rows)}


@dataclass(frozen=True, repr=False)
class Written(Tables):
    """What became of what was written, and how often each. Table: items, in the order of the input."""

    items: tuple[UpsertItem, ...]
    created: int
    updated: int
    unchanged: int
    rejected: int

    def tables(self) -> dict[str, Table]:
        """Return items."""
        columns: dict[str, Column] = {"id": "text", "status": "text", "field": "text", "message": "text"}
        return {"items": Table.of(columns, ([i.id, i.status, i.field, i.message] for i in self.items))}
