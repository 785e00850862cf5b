"""What a client can write, each once, as the questions are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from demarche._decode import decode
from demarche._encode import several, variables
from demarche._wire import Ask, Question
from demarche.documents import document
from demarche.errors import BadInputError, DemarcheError
from demarche.results import Official, Written

Item: TypeAlias = Any
"""A dict with the fields of the input, in the API's spelling or in Python's, or a record as the client read it."""

ITEMS_AT_ONCE = 1000
"""How many items the API takes in one mutation."""


def upsert_events(items: Iterable[Item]) -> Question[Written]:
    """Write events (EventInput of the schema), a thousand in a transaction; needs the token.

    Sending the same again changes nothing; another content under a known id is a correction, and becomes a revision.
    A rejected item is not written, and ``field`` and ``message`` say why; the others are. Where a later transaction
    fails, ``written`` of the exception has what became of the items before, and the message counts in the whole list.

    Args:
        items: dicts, or events as they were read. Names of fields are taken in the API's spelling and in Python's,
            names of kinds and roles in any case, dates also as ``datetime.date`` or ``FuzzyDate``, an id from what has
            one. What the server makes by itself (``revision``) is not sent; what would be lost (``mentions``) is an
            error until it is left out.

    """
    return (yield from _write("upsert-events", "input", items))


def upsert_officials(items: Iterable[Item]) -> Question[Written]:
    """Write officials (OfficialInput of the schema), as ``upsert_events`` writes events."""
    return (yield from _write("upsert-officials", "input", items))


def upsert_trade_figures(items: Iterable[Item]) -> Question[Written]:
    """Write trade figures with their series (TradeFigureInput of the schema), as ``upsert_events`` writes events."""
    return (yield from _write("upsert-trade-figures", "input", items))


def link_events(items: Iterable[Item]) -> Question[Written]:
    """Write which events led to which, as sources state it (EventLinkInput), as ``upsert_events`` writes events."""
    return (yield from _write("link-events", "input", items))


def merge_officials(keep: str, merge: str, source: Item, *, force: bool = False) -> Question[Official | None]:
    """Make one official of two, and return the one who stays; needs the token. Merging again changes nothing.

    Two whose Wikidata ids, countries, dates of birth or dates of death contradict each other are a ``BadInputError``
    that lists what differs.

    Args:
        keep: the id of the official who stays.
        merge: the id of the one who is the same person; it means the kept official from then on.
        source: who says so (SourceInput of the schema).
        force: merge them although they contradict each other.

    """
    data = yield _change("merge-officials", keep=keep, merge=merge, source=source, force=force)
    return _official(data["mergeOfficials"])


def undo_merge(id: str) -> Question[Official | None]:
    """Undo a merge, with all that was written since, and return the official of that id; needs the token.

    Args:
        id: the id that was merged away.

    """
    return _official((yield _change("undo-merge", id=id))["undoMerge"])


def retract(ids: Iterable[str], reason: str, source: Item) -> Question[Written]:
    """Hide events, tenures and trade figures, and keep them with the reason; needs the token.

    Args:
        ids: their ids; what is read of them serves, too.
        reason: why.
        source: who says so (SourceInput of the schema).

    """
    return (yield from _write("retract", "ids", several(ids), reason=reason, source=source))


def undo_retract(ids: Iterable[str]) -> Question[Written]:
    """Bring retracted records back as they were, with their links and parts; needs the token.

    Args:
        ids: their ids.

    """
    return (yield from _write("undo-retract", "ids", several(ids)))


def _change(name: str, **variables: Any) -> Ask:
    return Ask(document(name), variables, again=False)


def _official(found: Any) -> Official | None:
    return None if found is None else decode(Official, found)


def _write(name: str, list_of: str, items: Iterable[Any], **others: Any) -> Question[Written]:
    """Write a list, a thousand items at once; an error tells what became of those before."""
    if items is None:
        raise BadInputError(f"{list_of}: give a list of what to write, not None", "BAD_INPUT")
    text = document(name)
    given = variables(text, None, {list_of: items, **others})
    rest = given.pop(list_of)
    written = Written.nothing()
    for i in range(0, len(rest), ITEMS_AT_ONCE):
        try:
            (result,) = (yield Ask(text, {list_of: rest[i : i + ITEMS_AT_ONCE], **given}, again=False)).values()
        except DemarcheError as err:
            if written.items:
                err.after(written)
            raise
        written = written.and_then(decode(Written, result))
    return written
