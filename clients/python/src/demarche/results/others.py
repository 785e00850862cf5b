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

    @classmethod
    def nothing(cls) -> Written:
        """Return that nothing was written yet."""
        return cls((), 0, 0, 0, 0)

    def and_then(self, more: Written) -> Written:
        """Return what became of these items and of more that follow."""
        return Written(
            self.items + more.items,
            self.created + more.created,
            self.updated + more.updated,
            self.unchanged + more.unchanged,
            self.rejected + more.rejected,
        )

    def __repr__(self) -> str:
        """Say what became of the items."""
        counts = ("created", "updated", "unchanged", "rejected")
        return f"<Written: {', '.join(f'{getattr(self, name)} {name}' for name in counts)}>"

    def tables(self) -> dict[str, Table]:
        """Return items."""
        columns: dict[str, Column] = {
            "id": "text",
            "status": "text",
            "field": "text",
            "code": "text",
            "message": "text",
        }
        return {"items": Table.of(columns, ([i.id, i.status, i.field, i.code, i.message] for i in self.items))}
