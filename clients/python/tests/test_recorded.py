"""Events are told as they are recorded, and nothing is missed from a cursor on."""

import threading
from collections.abc import Iterator

import pytest
from servers import Serve, answer

import demarche as d
from demarche import AsyncDemarche, Demarche
from demarche.results import RecordedEvent

WORD = "clientsubscription"


def write(editor: Demarche, name: str) -> str:
    event = {"id": f"event:client-told-{name}", "kind": "OTHER", "title": f"{WORD} {name}", "date": "1876"}
    assert editor.upsert_events([event | {"sources": [{"title": "The client's tests"}]}]).rejected == 0
    return str(event["id"])


@pytest.fixture
def first(demarche: Demarche, url: str, token: str) -> RecordedEvent:
    """What is told first, of what is written until it is: a subscription begins at some time soon."""
    told: list[RecordedEvent] = []
    listening = threading.Thread(target=lambda: told.append(next(iter(demarche.event_recorded(text=WORD)))))
    listening.start()
    with Demarche(url, token=token) as editor:
        for i in range(1000):
            if told:
                break
            write(editor, f"begin-{i}")
    listening.join(40)
    return told[0]


def until(told: Iterator[RecordedEvent], id: str) -> list[str]:
    ids = []
    for recorded in told:
        ids.append(recorded.event.id)
        if recorded.event.id == id:
            return ids
    raise AssertionError("unreachable")


async def test_it_goes_on_after_a_cursor(demarche: Demarche, url: str, token: str, first: RecordedEvent) -> None:
    assert first.event.title.startswith(WORD)
    with Demarche(url, token=token) as editor:
        one, other = write(editor, f"one-{first.cursor}"), write(editor, f"other-{first.cursor}")
    assert until(demarche.event_recorded(text=WORD, after=first.cursor), other)[-2:] == [one, other]
    async with AsyncDemarche(url) as later:
        async for recorded in later.event_recorded(text=WORD, after=first.cursor):
            if recorded.event.id == other:
                break


def test_a_cursor_that_is_none(demarche: Demarche) -> None:
    with pytest.raises(d.BadInputError, match="cursor"):
        next(iter(demarche.event_recorded(after="nonsense")))


async def test_an_end_is_said(serve: Serve) -> None:
    url, _ = serve(answer(200, b":\n\n"), answer(200, b":\n\nevent: next\nda", length="100"))
    with Demarche(url) as client, pytest.raises(d.AnswerError, match="with the last cursor"):
        next(iter(client.event_recorded()))
    async with AsyncDemarche(url) as later:
        with pytest.raises(d.AnswerError, match="broke off"):
            await anext(aiter(later.event_recorded()))
