"""What a client can write, each once, as the questions are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from demarche._decode import decoded
from demarche._wire import Ask, Question
from demarche.documents import document
from demarche.model import UpsertItem
from demarche.results import Written

ITEMS_AT_ONCE = 1000
"""How many items the API takes in one mutation."""


def upsert_events(items: Iterable[Mapping[str, Any]]) -> Question[Written]:
    """Write events (EventInput of the schema), a thousand in a transaction; needs the token.

    Sending the same again changes nothing; another content under a known id is a correction, and becomes a revision.
    A rejected item is not written, and ``field`` and ``message`` say why; the others are.
    """
    return (yield from _write("upsert-events", items))


def upsert_officials(items: Iterable[Mapping[str, Any]]) -> Question[Written]:
    """Write officials (OfficialInput of the schema), as ``upsert_events`` writes events."""
    return (yield from _write("upsert-officials", items))


def upsert_trade_figures(items: Iterable[Mapping[str, Any]]) -> Question[Written]:
    """Write trade figures with their series (TradeFigureInput of the schema), as ``upsert_events`` writes events."""
    return (yield from _write("upsert-trade-figures", items))


def link_events(items: Iterable[Mapping[str, Any]]) -> Question[Written]:
    """Write which events led to which, as sources state it (EventLinkInput), as ``upsert_events`` writes events."""
    return (yield from _write("link-events", items))


def _write(name: str, items: Iterable[Mapping[str, Any]]) -> Question[Written]:
    all_items = [dict(item) for item in items]
    what: list[UpsertItem] = []
    counts = dict.fromkeys(("created", "updated", "unchanged", "rejected"), 0)
    for i in range(0, len(all_items), ITEMS_AT_ONCE):
        asked = Ask(document(name), {"input": all_items[i : i + ITEMS_AT_ONCE]}, again=False)
        (result,) = (yield asked).values()
        what += decoded(UpsertItem, result["items"])
        for status in counts:
            counts[status] += result[status]
    return Written(tuple(what), **counts)
