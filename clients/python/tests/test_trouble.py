"""A server that is busy, away, slow or none: small real ones on loopback."""

import json
import threading
from typing import Any

import httpx
import pytest
from servers import Answer, Serve, answer, failed

import demarche as d
from demarche._wire import retry_after

FOUND: dict[str, Any] = {"data": {"search": []}}


@pytest.mark.parametrize(
    ("status", "code"), [(429, "TOO_MANY_REQUESTS"), (503, "OVERLOADED"), (200, "DATABASE_UNAVAILABLE")]
)
def test_it_waits_and_asks_again(serve: Serve, status: int, code: str) -> None:
    url, asked = serve(
        answer(status, failed(code), Retry_After="0.3"), answer(status, failed(code)), answer(200, FOUND)
    )
    with d.Demarche(url) as client:
        assert len(client.search("Kim")) == 0
    assert len(asked) == 3
    assert asked[1]["at"] - asked[0]["at"] >= 0.3
    assert asked[0]["agent"].startswith("demarche-python/")


async def test_the_async_client_does_too(serve: Serve) -> None:
    url, asked = serve(answer(503, failed("OVERLOADED"), Retry_After="0"), answer(200, FOUND))
    async with d.AsyncDemarche(url) as client:
        assert len(await client.search("Kim")) == 0
    assert len(asked) == 2


def test_it_gives_up(serve: Serve) -> None:
    url, asked = serve(*[answer(429, failed("TOO_MANY_REQUESTS"), Retry_After="0")] * 3)
    with d.Demarche(url, retries=2) as client, pytest.raises(d.BusyError) as caught:
        client.search("Kim")
    assert (len(asked), caught.value.retry_after) == (3, 0.0)


def test_it_does_not_write_twice_what_may_be_written(serve: Serve) -> None:
    url, asked = serve(answer(200, failed("DATABASE_UNAVAILABLE")))
    with d.Demarche(url) as client, pytest.raises(d.UnavailableError):
        client.upsert_events([{"title": "x"}])
    assert len(asked) == 1


def test_a_mistake_is_not_repeated(serve: Serve) -> None:
    url, asked = serve(answer(200, failed("BAD_INPUT")))
    with d.Demarche(url) as client, pytest.raises(d.BadInputError, match=r"search: a message"):
        client.search("Kim")
    assert len(asked) == 1


@pytest.mark.parametrize(
    "other",
    [
        answer(200, b"<html>hello</html>"),
        answer(404, b"not found"),
        answer(200, []),
        answer(302, b"", Location="http://127.0.0.1:1/"),
    ],
)
def test_another_server(serve: Serve, other: Answer) -> None:
    url, _ = serve(other)
    with d.Demarche(url) as client, pytest.raises(d.AnswerError, match="is this its address"):
        client.search("Kim")


def test_half_an_answer(serve: Serve) -> None:
    url, _ = serve(answer(200, FOUND, length="1000"))
    with d.Demarche(url) as client, pytest.raises(d.AnswerError, match="broke off"):
        client.search("Kim")


def test_no_answer_in_time(serve: Serve) -> None:
    done = threading.Event()
    url, _ = serve(lambda _: done.wait(10) and None)
    with d.Demarche(url, timeout=0.2) as client, pytest.raises(d.TimedOutError, match="timeout"):
        client.search("Kim")
    done.set()


def test_pauses_are_bounded() -> None:
    wire = d.Demarche("http://127.0.0.1:1")._wire
    assert wire.pause(0, 3600.0) == wire.LONGEST_PAUSE
    assert wire.pause(50, None) <= 1.25 * wire.LONGEST_PAUSE
    assert 0 < wire.pause(0, None) < wire.pause(4, None)


@pytest.mark.parametrize(
    "odd",
    [
        {"data": None},
        {"data": {}},
        {"data": {"search": [{}]}},
        {"data": {"search": 5}},
        {"data": []},
        {"errors": ["text"]},
        {"errors": {"a": 1}},
        {"errors": [{"message": "m", "extensions": 5}]},
    ],
)
async def test_an_answer_of_another_shape(serve: Serve, odd: Any) -> None:
    url, _ = serve(answer(200, odd), answer(200, b":\n\nevent: next\ndata: " + json.dumps(odd).encode() + b"\n\n"))
    with d.Demarche(url) as client, pytest.raises(d.DemarcheError):
        client.search("Kim")
    async with d.AsyncDemarche(url) as later:
        with pytest.raises(d.DemarcheError):
            await anext(aiter(later.event_recorded()))


@pytest.mark.parametrize("wait", ["nan", "inf", "-1", "soon"])
def test_an_odd_retry_after(wait: str) -> None:
    wire = d.Demarche("http://127.0.0.1:1")._wire
    seconds = retry_after(httpx.Response(503, headers={"Retry-After": wait}))
    assert 0 <= wire.pause(0, seconds) <= wire.LONGEST_PAUSE
