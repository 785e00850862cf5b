"""What several records say of one event: what a client can ask of it, and decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from demarche import results
from demarche._dates import During
from demarche._decode import decode, decoded
from demarche._encode import several
from demarche._pages import Listing
from demarche._wire import Ask, Question, given
from demarche.documents import document
from demarche.model import Kind, Match, Order
from demarche.questions import filtered
from demarche.writing import Item


def records(event: str, *, first: int = 50) -> Question[results.EventRecords | None]:
    """Return what each record says that tells of an event, field by field; None if the event is unknown.

    Tables: records (one row for each field of each record), sources, disputes (one row for each value), revisions.

    Args:
        event: the event's id, or that of a record that the event shows.
        first: at most so many records, up to 500: the event's own first, then the others by id.

    """
    found = (yield Ask(document("records"), {"event": event, "first": first}))["event"]
    return None if found is None else decode(results.EventRecords, found)


def disputes(
    *,
    actors: Sequence[str] = (),
    countries: Sequence[str] = (),
    match: Match | None = None,
    kinds: Sequence[Kind] = (),
    sources: Sequence[str] = (),
    during: During | None = None,
    text: str | None = None,
    order: Order = "OLDEST_FIRST",
    limit: int | None = None,
    page_size: int = 100,
) -> Listing[results.DisputedEvent]:
    """Return the events on which records contradict each other, fetched as they are needed.

    Table: disputes, one row for each value of each disputed field. The conditions are those of ``timeline``.

    Args:
        actors: ids of officials, countries or organizations that take part.
        countries: codes of countries that take part, themselves or through officials.
        match: "ANY" (the API's default) of the actors or countries, or "ALL" of them.
        kinds: only of these kinds.
        sources: ids of sources.
        during: a window: "2025", or ("2025-09", None).
        text: words in title or summary, in any script.
        order: "OLDEST_FIRST" or "NEWEST_FIRST".
        limit: at most so many events.
        page_size: so many events a request, at most 150.

    """
    conditions = filtered(
        actors=several(actors),
        match=match,
        countries=several(countries),
        kinds=several(kinds),
        sources=several(sources),
        during=during,
        text=text,
    )
    tables = results.dispute_tables
    return Listing(
        "disputes", conditions, {"order": order}, results.DisputedEvent, tables, limit=limit, page_size=page_size
    )


def decisions(of: str, *, include_undone: bool = False, first: int = 500) -> Question[results.Decisions | None]:
    """Return what was decided of an event and of the records that it shows, oldest first; None if it is unknown.

    Table: decisions.

    Args:
        of: the event's id, or that of a record that the event shows.
        include_undone: also those that were undone.
        first: at most so many, up to 500.

    """
    found = (yield Ask(document("decisions"), {"of": of, "includeUndone": include_undone, "first": first}))["decisions"]
    return None if found is None else results.Decisions(decoded(results.Decision, found))


def fate(id: str) -> Question[results.Fate]:
    """Return what became of an id: it is STORED, it was MERGED or RETRACTED, or it is UNKNOWN.

    Args:
        id: any id.

    """
    return decode(results.Fate, (yield Ask(document("fate"), {"id": id}))["fate"])


def merge_events(
    keep: str, merge: str, source: Item, reason: str | None = None, *, force: bool = False
) -> Question[results.Decision]:
    """Decide that two events are one, and return the decision; needs the token. Deciding again changes nothing.

    Two of different kinds, or whose dates contradict each other, are a ``BadInputError``. So are two of which another
    decision says that they are different.

    Args:
        keep: the id of the event that shows what both say.
        merge: the id of the one that means it from then on.
        source: who says so (SourceInput of the schema).
        reason: why.
        force: merge them although their kinds or dates differ.

    """
    return (yield from _decide("merge-events", keep=keep, merge=merge, source=source, reason=reason, force=force))


def separate(ids: Iterable[str], source: Item, reason: str | None = None) -> Question[results.Decisions]:
    """Decide that events are different ones, and return the decisions, one for each two; needs the token.

    Decisions that two of them are one are undone, and no rule decides so again. Table: decisions.

    Args:
        ids: two to twenty ids.
        source: who says so (SourceInput of the schema).
        reason: why.

    """
    data = yield _change("separate", ids=several(ids), source=source, reason=reason)
    return results.Decisions(decoded(results.Decision, data["separate"]))


def nest(event: str, within: str, source: Item, reason: str | None = None) -> Question[results.Decision]:
    """Decide that an event lies within another one, and return the decision; needs the token.

    An earlier decision on where it lies is undone.

    Args:
        event: the id of the event, such as a meeting.
        within: the id of the event that it lies within, such as a visit.
        source: who says so (SourceInput of the schema).
        reason: why.

    """
    return (yield from _decide("nest", event=event, within=within, source=source, reason=reason))


def undo(decision: str) -> Question[results.Decision]:
    """Undo a decision on events, and return it; needs the token. The events are as if it had never been made.

    Args:
        decision: its id.

    """
    return (yield from _decide("undo", decision=decision))


def _change(name: str, **variables: Any) -> Ask:
    return Ask(document(name), given(variables), again=False)


def _decide(name: str, **variables: Any) -> Question[results.Decision]:
    (found,) = (yield _change(name, **variables)).values()
    return decode(results.Decision, found)
