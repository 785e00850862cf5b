"""Events as they are recorded: a subscription, by server-sent events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from demarche import questions
from demarche._dates import During
from demarche._decode import decode
from demarche._wire import Ask, Wire
from demarche.documents import document
from demarche.errors import AnswerError, error_of
from demarche.model import Certainty, Kind, Match, Role
from demarche.results import RecordedEvent


def event_recorded(
    *,
    actors: Sequence[str] = (),
    countries: Sequence[str] = (),
    match: Match | None = None,
    kinds: Sequence[Kind] = (),
    roles: Sequence[Role] = (),
    places: Sequence[str] = (),
    sources: Sequence[str] = (),
    during: During | None = None,
    certainty: Certainty | None = None,
    text: str | None = None,
    top_level: bool | None = None,
    after: str | None = None,
) -> Ask:
    """Tell of events as they are recorded, each when it is created and again when it changes, until you stop listening.

    It begins when the first is asked for. Each has the event and a ``cursor``: with it as ``after``, a later call tells
    all that was recorded since, and misses nothing. When the server stops or the connection breaks, an error is raised.

    Args:
        actors: this and all up to top_level: as in ``timeline``.
        countries: see ``timeline``.
        match: see ``timeline``.
        kinds: see ``timeline``.
        roles: see ``timeline``.
        places: see ``timeline``.
        sources: see ``timeline``.
        during: see ``timeline``.
        certainty: see ``timeline``.
        text: see ``timeline``.
        top_level: see ``timeline``.
        after: the cursor of the last event that was told; without it, from now on.

    """
    listing = questions.timeline(
        actors=actors,
        countries=countries,
        match=match,
        kinds=kinds,
        roles=roles,
        places=places,
        sources=sources,
        during=during,
        certainty=certainty,
        text=text,
        top_level=top_level,
    )
    variables = dict(listing.condition) if after is None else {**listing.condition, "after": after}
    return Ask(document("event-recorded"), variables)


class Stream:
    """Reads a stream as it comes. Blank lines divide its events: signs of life, answers, and "complete"."""

    def __init__(self, wire: Wire) -> None:
        """Begin with nothing."""
        self._wire = wire
        self._rest = b""

    def take(self, chunk: bytes) -> Iterator[RecordedEvent]:
        """Return what the next bytes tell, or raise the error that they do."""
        *whole, self._rest = (self._rest + chunk).split(b"\n\n")
        for event in whole:
            name, _, data = event.partition(b"\n")
            if name != b"event: next":
                continue
            yield self._wire.understood(_recorded, data.removeprefix(b"data: "))

    def ended(self) -> AnswerError:
        """Return what to raise when no more bytes come: a subscription has no end of its own."""
        return AnswerError(f"{self._wire.base} tells no more: listen again, with the last cursor as after")


def _recorded(data: bytes) -> RecordedEvent:
    answer = json.loads(data)
    if errors := answer.get("errors"):
        raise error_of(errors, answer.get("data"))
    return decode(RecordedEvent, answer["data"]["eventRecorded"])
