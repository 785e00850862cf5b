"""What the client reads of a record and how it is written: fields in other places, and those that cannot be written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from demarche._decode import in_json
from demarche.errors import BadInputError

FOLLOWS: dict[str, frozenset[str]] = {
    "EventInput": frozenset(
        {"participantCount", "revision", "recordedAt", "revisions", "previousBetweenSameParticipants"}
    ),
    "OfficialInput": frozenset({"offices"}),
    "ParticipationInput": frozenset({"office", "offices", "via"}),
    "TradeFigureInput": frozenset({"id", "start", "revision", "figures", "missing"}),
    "EventLinkInput": frozenset({"via", "gap", "order", "shared"}),
}
"""Fields that the server makes of others, by the input that lacks them: what is read there is not sent."""

LOST: dict[str, frozenset[str]] = {
    "EventInput": frozenset({"mentions"}),
    "TradeFigureInput": frozenset({"rank", "derivedFrom"}),
}
"""Fields that the API cannot write: a record that is written loses them, so a caller has to leave them out."""


READ_AT_MOST = {"about": 40, "sources": 20}
"""How many of these an event is read with: documents/fragments/event.graphql."""


def as_mapping(value: Any) -> Any:
    """Return an object of the model as its fields by name, and anything else as it is."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return value


def reshaped(kind: str, value: dict[str, Any], at: str) -> dict[str, Any]:
    """Return the fields of a record that was read as the fields of its input, and all others as they are."""
    value = _SHAPES.get(kind, _same)(value, at)
    lost = LOST.get(kind, frozenset())
    for name in sorted(lost & value.keys()):
        if value[name] not in (None, (), []):
            raise _lost(f"{at}.{name}")
    return {name: part for name, part in value.items() if name not in FOLLOWS.get(kind, ()) and name not in lost}


def _lost(at: str) -> BadInputError:
    return BadInputError(
        f"{at}: the API cannot write this, and the record would lose it: leave it out if that is meant", "BAD_INPUT"
    )


def _same(value: dict[str, Any], at: str) -> dict[str, Any]:
    return value


def _part(value: dict[str, Any], name: str) -> dict[str, Any] | None:
    """Take an object out of the fields, and return its own by the API's names; None where there is no object."""
    part = as_mapping(value.get(name))
    if not isinstance(part, Mapping):
        return None
    del value[name]
    return {in_json(str(key)): field for key, field in part.items()}


def _event(value: dict[str, Any], at: str) -> dict[str, Any]:
    """Refuse an event of which not all was read: writing it would remove the rest."""
    short = [
        name for name, most in READ_AT_MOST.items() if "recordedAt" in value and len(value.get(name) or ()) >= most
    ]
    count = value.get("participantCount")
    if isinstance(count, int) and "participants" in value and len(value["participants"]) < count:
        short.append("participants")
    if short:
        raise BadInputError(
            f"{at}.{short[0]}: the event may have more than were read, and would lose them: give all, in a dict "
            "without participant_count and recorded_at",
            "BAD_INPUT",
        )
    return value


def _source(value: dict[str, Any], at: str) -> dict[str, Any]:
    """Put the fields of a citation's source beside its words."""
    source = _part(value, "source")
    return value if source is None else source | value


def _figure(value: dict[str, Any], at: str) -> dict[str, Any]:
    """Put the fields of the series, and those of its commodity, beside the figure's."""
    series = _part(value, "series")
    value.pop("series", None)
    value = (series or {}) | value
    if (goods := _part(value, "commodity")) is not None:
        value |= {"commodity": goods.pop("code", None), **goods}
    for name in ("yoy", "mom"):
        change = _part(value, name)
        value.pop(name, None)
        if change and change.get("reported") is not None:
            raise _lost(f"{at}.{name}.reported")
    return value


def _link(value: dict[str, Any], at: str) -> dict[str, Any]:
    """Take a link of a chain only where a source states it, and with what a chain does not hold of it."""
    if "via" in value:
        if value["via"] != "LED_TO":
            raise BadInputError(f"{at}.via: only LED_TO is what a source states, and can be written", "BAD_INPUT")
        if not {"basis", "confidence"} <= value.keys():
            raise BadInputError(
                f"{at}: a chain does not hold the basis and the confidence of its links, and both would be lost: "
                "give both, None where the source states none",
                "BAD_INPUT",
            )
    return value


_SHAPES: dict[str, Callable[[dict[str, Any], str], dict[str, Any]]] = {
    "EventInput": _event,
    "SourceInput": _source,
    "TradeFigureInput": _figure,
    "EventLinkInput": _link,
}
