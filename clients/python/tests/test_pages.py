"""Lists that are fetched as they are needed."""

import sys

import pytest

from demarche import Demarche, Pages
from demarche._progress import Bar
from demarche.results import Event


def fetched(pages: Pages[Event]) -> str:
    return repr(pages)


def test_pages_are_fetched_as_they_are_needed(demarche: Demarche) -> None:
    pages = demarche.timeline(page_size=2)
    assert fetched(pages) == "<timeline: 0 fetched, more to come>"
    rows = iter(pages)
    first = [next(rows), next(rows)]
    assert fetched(pages) == "<timeline: 2 fetched, more to come>"
    next(rows)
    assert fetched(pages) == "<timeline: 4 fetched, more to come>"
    assert [event for event, _ in zip(pages, range(2), strict=False)] == first
    assert fetched(pages) == "<timeline: 4 fetched, more to come>"


@pytest.mark.parametrize("size", [1, 7, 150])
def test_every_size_gives_the_same(demarche: Demarche, size: int) -> None:
    whole = demarche.timeline(during="2018").all()
    assert demarche.timeline(during="2018", page_size=size).all() == whole
    assert len(whole) == demarche.timeline(during="2018").count() > 7


@pytest.mark.parametrize("limit", [0, 1, 5, 6])
def test_limits(demarche: Demarche, limit: int) -> None:
    pages = demarche.timeline(limit=limit, page_size=5)
    assert [e.id for e in pages] == [e.id for e in demarche.timeline(limit=100)][:limit]
    assert fetched(pages) == f"<timeline: {limit} fetched, all>"


@pytest.mark.parametrize("size", [0, 151])
def test_sizes_that_make_no_sense(demarche: Demarche, size: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 150"):
        demarche.timeline(page_size=size)


def test_largest_pages_are_allowed(demarche: Demarche) -> None:
    assert next(iter(demarche.timeline(page_size=150)))
    assert next(iter(demarche.officials(page_size=150)))


def test_bar_is_shown_where_it_is_wanted(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bar, "SOON", 0.0)
    with Demarche(url, progress=True) as client:
        total = len(client.timeline(during="2018", page_size=2).all())
    assert f"/{total}" in capsys.readouterr().err
    with Demarche(url, progress=False) as client:
        client.timeline(during="2018", page_size=2).all()
    assert capsys.readouterr().err == ""


def test_nobody_watches_a_pipe(url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bar, "SOON", 0.0)
    with Demarche(url) as client:
        client.timeline(during="2018", page_size=2).all()
        assert capsys.readouterr().err == ""
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        client.timeline(during="2018", page_size=2).all()
        assert "timeline" in capsys.readouterr().err
