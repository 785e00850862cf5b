"""Exceptions: which class, and what they say."""

import contextlib
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import demarche as d
from demarche import AsyncDemarche, Demarche
from demarche.errors import error_of

EVENT = {"kind": "OTHER", "title": "Not written", "date": "1850", "sources": [{"title": "The client's tests"}]}


def test_wrong_arguments(demarche: Demarche) -> None:
    with pytest.raises(d.BadInputError, match="write a date as") as caught:
        demarche.timeline(during="yesterday").all()
    assert caught.value.code == "BAD_DATE"
    with pytest.raises(d.BadInputError) as caught:
        demarche.timeline(countries=["XX"]).all()
    assert caught.value.code == "BAD_COUNTRY"
    with pytest.raises(d.NotFoundError, match="official:nobody"):
        demarche.relationship("official:nobody", "country:CHN")
    with pytest.raises(d.NotFoundError):
        demarche.event_chain("event:nothing")


def test_too_much(demarche: Demarche) -> None:
    with pytest.raises(d.TooBroadError) as caught:
        demarche.query("{ timeline(first: 500) { nodes { participants(first: 500) { actor { name } } } } }")
    assert caught.value.code == "QUERY_TOO_COMPLEX"
    assert caught.value.errors[0]["extensions"]["limit"] == 100_000


def test_wrong_documents(demarche: Demarche) -> None:
    with pytest.raises(d.DocumentError, match="nonsense"):
        demarche.query("{ nonsense }")
    with pytest.raises(d.DocumentError):
        demarche.query("{")


def test_what_else_was_answered_is_kept(demarche: Demarche) -> None:
    text = '{ good: country(code: "CN") { name } bad: country(code: "XX") { name } worse: country(code: "X") { name } }'
    with pytest.raises(d.BadInputError, match=r"and 1 more") as caught:
        demarche.query(text)
    assert caught.value.data == {"good": {"name": "China"}, "bad": None, "worse": None}
    assert len(caught.value.errors) == 2


def test_writing_without_the_token(url: str, token: str) -> None:
    with Demarche(url) as client, pytest.raises(d.NotAllowedError) as caught:
        client.upsert_events([EVENT])
    assert caught.value.code == "UNAUTHENTICATED"
    wrong = token[::-1]
    with Demarche(url, token=wrong) as client, pytest.raises(d.NotAllowedError) as caught:
        client.upsert_events([EVENT])
    assert wrong not in str(caught.value)


def test_no_secret_is_shown(url: str) -> None:
    client = Demarche(url, token="s3cret")  # noqa: S106
    assert repr(client) == f"Demarche({url!r})"
    assert "s3cret" not in repr(vars(client))
    with pytest.raises(d.BadInputError) as caught:
        Demarche("http://user:s3cret@127.0.0.1:8080")
    assert "s3cret" not in str(caught.value)
    with pytest.raises(d.BadInputError, match="the token has blanks") as blanks:
        Demarche(url, token="s3cret and more")  # noqa: S106
    assert "s3cret" not in str(blanks.value)


@pytest.mark.parametrize(
    "wrong", ["", "127.0.0.1:8080", "ftp://127.0.0.1", "http://", "http://a/?b=c", "http://a/#b", "http://[::1"]
)
def test_addresses_that_are_none(wrong: str) -> None:
    with pytest.raises(d.BadInputError, match="is no address"):
        Demarche(wrong)


def test_addresses_may_end_as_they_like(url: str) -> None:
    for same in (url, f"{url}/", f"{url}/graphql"):
        assert Demarche(same).url == url


def test_address_and_token_of_the_environment(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DEMARCHE_URL", url)
    monkeypatch.setenv("DEMARCHE_TOKEN", "s3cret")
    assert Demarche().url == url
    assert Demarche()._wire.headers["Authorization"] == "Bearer s3cret"
    assert "Authorization" not in Demarche("http://127.0.0.1:1")._wire.headers
    monkeypatch.delenv("DEMARCHE_URL")
    assert Demarche().url == "http://127.0.0.1:8080"


def test_nobody_there() -> None:
    with Demarche("http://127.0.0.1:1") as client, pytest.raises(d.UnavailableError, match="demarche serve"):
        client.search("Kim")


def test_codes_of_a_newer_server() -> None:
    err = error_of([{"message": "new", "extensions": {"code": "SOMETHING_NEW"}}])
    assert type(err) is d.DemarcheError
    assert err.code == "SOMETHING_NEW"


def test_both_letter_cases_give_the_same_answer(demarche: Demarche) -> None:
    lower, right = {"countries": ["CHN", "PRK"], "match": "all"}, {"countries": ["CHN", "PRK"], "match": "ALL"}
    document = "query($f: EventFilter) { timeline(filter: $f) { totalCount } }"
    assert demarche.query(document, {"f": lower}) == demarche.query(document, {"f": right})
    assert demarche.timeline(**lower).count() == demarche.timeline(**right).count()  # type: ignore[arg-type]
    assert demarche.export("CSV", what="Events", **lower) == demarche.export("csv", what="events", **right)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["nonsense", "", 5])
def test_unknown_names_say_which_there_are(demarche: Demarche, word: Any) -> None:
    calls: list[tuple[Callable[[], Any], str]] = [
        (lambda: demarche.timeline(match=word).all(), "match: .* is none of ANY, ALL"),
        (lambda: demarche.timeline(order=word).all(), "order: .* NEWEST_FIRST"),
        (lambda: demarche.timeline(kinds=[word]).all(), r"kinds\.0: .* VISIT"),
        (lambda: demarche.search("Kim", types=word), "types"),
        (lambda: demarche.event_chain("event:x", via=[word]), r"via\.0: .* LED_TO"),
        (lambda: demarche.trade_series("CHN", "PRK", word), "flow: .* EXPORT"),
        (lambda: demarche.relationship_map("official:Q56226", bucket=word), "bucket: .* MONTH"),
        (lambda: demarche.export(word), "format: .* jsonl, csv"),
        (lambda: demarche.export("csv", what=word), "what: .* events"),
        (lambda: next(iter(demarche.event_recorded(certainty=word))), "certainty: .* POSSIBLE"),
    ]
    for call, message in calls:
        with pytest.raises(d.BadInputError, match=message):
            call()


@pytest.mark.parametrize(
    "odd", [object(), b"x", float("nan"), [["x"]], {"a": 1}, -1, 1.5, "\ud800", print, 10**400, True]
)
async def test_every_error_is_a_demarche_error(url: str, tmp_path: Path, odd: Any) -> None:
    """Every argument of every method, with values that nothing can be made of, by both clients."""
    right = {"document": "{ __typename }", "file": tmp_path / "f", "keep": "official:x", "merge": "official:y"}
    with Demarche(url, progress=False, retries=0) as client:
        for name, method in inspect.getmembers(client, inspect.ismethod):
            if name.startswith("_") or name == "close":
                continue
            parameters = list(inspect.signature(method).parameters.values())
            needed = {p.name: right.get(p.name, "x") for p in parameters if p.default is p.empty}
            for p in parameters:
                values = needed | {p.name: odd}
                before = [values.pop(q.name) for q in parameters if q.kind in (q.POSITIONAL_ONLY, q.VAR_POSITIONAL)]
                with contextlib.suppress(d.DemarcheError):
                    answer = method(*before, **values)
                    if inspect.isgenerator(answer):
                        answer.close() if p.name == "after" else None
                    elif isinstance(answer, d.Pages):
                        next(iter(answer), None)
    for option in ("url", "token", "timeout", "retries"):
        with contextlib.suppress(d.DemarcheError):
            Demarche(**{"url": url, option: odd}).close()
        with contextlib.suppress(d.DemarcheError):
            await AsyncDemarche(**{"url": url, option: odd}).close()


def test_calls_and_files_that_cannot_be(demarche: Demarche, tmp_path: Path) -> None:
    with pytest.raises(d.BadInputError, match="no_such"):
        demarche.search("Kim", no_such=1)  # type: ignore[call-arg]
    with pytest.raises(d.FileError, match="cannot be written"):
        demarche.export_to(tmp_path / "no" / "folder.csv", "csv")
    with pytest.raises(d.DemarcheError):
        demarche.timeline(limit=1).df("excel")  # type: ignore[call-overload]
    assert issubclass(d.MissingExtraError, d.DemarcheError)
    other = Demarche(demarche.url)
    other.close()
    with pytest.raises(d.DemarcheError, match="closed"):
        other.search("Kim")
