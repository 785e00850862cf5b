"""What is written is there, and a correction leaves a revision."""

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from servers import Serve, answer, failed

from demarche import AsyncDemarche, BadInputError, Demarche, DemarcheError, UnavailableError
from demarche._inputs import INPUTS
from demarche.results import TradeSeries

EVENT = {
    "id": "event:client-test-treaty",
    "kind": "AGREEMENT",
    "title": "A treaty of the client's tests",
    "date": "1875-05",
    "sources": [{"title": "The client's tests"}],
}


@pytest.fixture
def editor(url: str, token: str) -> Iterator[Demarche]:
    with Demarche(url, token=token) as client:
        yield client


def test_write_and_correct(editor: Demarche) -> None:
    editor.upsert_events([EVENT])
    assert editor.upsert_events([EVENT]).unchanged == 1
    corrected = EVENT | {"date": "1875-05-07", "summary": "With a day."}
    written = editor.upsert_events([corrected, EVENT | {"id": "event:client-test-other", "place": "place:nowhere"}])
    assert (written.updated, written.rejected) == (1, 1)
    assert [i.status for i in written.items] == ["UPDATED", "REJECTED"]
    assert "place:nowhere" in str(written.items[1].message)
    assert written.df()["status"].tolist() == ["UPDATED", "REJECTED"]
    assert [i.code for i in written.items] == [None, "NOT_FOUND"]
    assert written.df()["code"].isna().tolist() == [True, False]
    assert repr(written) == "<Written: 0 created, 1 updated, 0 unchanged, 1 rejected>"

    event = editor.event("event:client-test-treaty")
    assert event is not None
    assert (event.date.edtf, event.date.earliest) == ("1875-05-07", "1875-05-07")
    changes = {c.field: (c.before, c.after) for c in event.revisions[0].changes}
    assert changes["date"] == ("1875-05", "1875-05-07")
    revisions = event.df(table="revisions")
    assert revisions.loc[revisions["field"] == "date", "before"].tolist()[0] == "1875-05"


def test_more_than_one_transaction_takes(editor: Demarche) -> None:
    many = [
        {
            "id": f"event:client-test-{n}",
            "kind": "OTHER",
            "title": f"Test {n}",
            "date": "1850",
            "sources": [{"title": "The client's tests"}],
        }
        for n in range(1001)
    ]
    written = editor.upsert_events(many)
    assert len(written.items) == written.created + written.unchanged == 1001
    assert written.rejected == 0


def test_officials_figures_and_links(editor: Demarche) -> None:
    source = {"title": "The client's tests"}
    person = {"id": "official:client-test", "name": "Test Person", "sources": [source]}
    assert editor.upsert_officials([person]).items[0].id == "official:client-test"
    figure = {
        "reporter": "CHN",
        "partner": "MNG",
        "flow": "EXPORT",
        "frequency": "ANNUAL",
        "publisher": "client-test",
        "period": "1990",
        "value": "12345678901234567.89",
        "sources": [source],
    }
    assert editor.upsert_trade_figures([figure]).rejected == 0
    (series,) = editor.trade_series("CHN", "MNG", frequency="ANNUAL", publisher="client-test")
    assert str(series.figures[0].value) == "12345678901234567.89"
    early = {"id": "event:client-test-early", "kind": "OTHER", "title": "Early", "date": "1849", "sources": [source]}
    late = early | {"id": "event:client-test-late", "title": "Late", "date": "1851"}
    editor.upsert_events([early, late])
    link = {"from": early["id"], "to": late["id"], "sources": [source]}
    assert editor.link_events([link]).rejected == 0
    chain = editor.event_chain("event:client-test-early")
    assert [(e.depth, e.event.id) for e in chain.events] == [(1, late["id"])]
    assert chain.df(table="links")["sources"].tolist() == [["The client's tests"]]


SOURCE = {"title": "The client's tests", "publisher": "tests", "published": datetime.date(2025, 9, 4), "quote": "words"}


def full(kind: str) -> dict[str, Any]:
    """A record with every field of its input, written as Python has them."""
    event: dict[str, Any] = {
        "id": "event:client-trip",
        "kind": "visit",
        "title": "A round trip",
        "date": datetime.date(1871, 5, 9),
        "cameo": "042",
        "plover": "CONSULT",
        "place": "place:beijing",
        "part_of": "event:client-trip-whole",
        "participants": [{"actor": "country:CHN", "roles": ["host"]}, {"actor": "official:Q15031", "roles": "guest"}],
        "about": ["country:PRK", "commodity:TOTAL"],
        "sources": [SOURCE],
    }
    event = {name: "words" for name, of in INPUTS["EventInput"].items() if of == "String"} | event
    official = {
        "id": "official:client-trip",
        "name": "Round Trip",
        "native_name": "旅",
        "aliases": ("R. Trip", "Tripp"),
        "wikidata": None,
        "born": datetime.date(1820, 1, 2),
        "died": "1890~",
        "country": "CHN",
        "sources": [SOURCE],
    }
    figure = {
        "reporter": "CHN",
        "partner": "MNG",
        "flow": "re_export",
        "commodity": "0101",
        "classification": "hs",
        "edition": "2022",
        "description": "Horses",
        "frequency": "annual",
        "valuation": "cif",
        "currency": "EUR",
        "publisher": "client-trip",
        "period": "1991",
        "value": Decimal("12345678901234567.89"),
        "quantum": Decimal("0.01"),
        "quantity": 12.5,
        "unit": "kg",
        "basis": "estimated",
        "sources": [SOURCE],
    }
    link = {
        "from": "event:client-trip-early",
        "to": "event:client-trip-late",
        "basis": "words",
        "confidence": Decimal("0.5"),
        "sources": [SOURCE],
    }
    return {"EventInput": event, "OfficialInput": official, "TradeFigureInput": figure, "EventLinkInput": link}[kind]


def prepared(editor: Demarche) -> None:
    base = {"kind": "OTHER", "title": "Trip", "sources": [SOURCE]}
    dates = {"whole": "1871", "early": "1849", "late": "1851"}
    events = [base | {"id": f"event:client-trip-{name}", "date": date} for name, date in dates.items()]
    assert editor.upsert_events(events).rejected == 0


@pytest.mark.parametrize("kind", ["EventInput", "OfficialInput", "TradeFigureInput", "EventLinkInput"])
def test_what_is_read_is_written_back_as_it_is(editor: Demarche, kind: str) -> None:
    """Every field of every input is written from Python's values, read, and written again as it was read."""
    prepared(editor)
    given = full(kind)
    assert {name.replace("_", "").lower() for name in given} == {name.lower() for name in INPUTS[kind]}
    if kind == "EventInput":
        assert editor.upsert_events([given]).rejected == 0
        for event in (editor.event(given["id"]), *editor.timeline(during="1871", text="round")):
            assert event
            assert (event.part_of and event.part_of.id) == given["part_of"]
            assert [subject.id for subject in event.about] == given["about"]
            for same in (event, vars(event), dataclasses.asdict(event)):
                assert editor.upsert_events([same]).unchanged == 1
    if kind == "OfficialInput":
        assert editor.upsert_officials([given]).rejected == 0
        for official in (editor.official(given["id"]), *editor.officials(text="Tripp")):
            assert official
            for same in (official, vars(official), dataclasses.asdict(official)):
                assert editor.upsert_officials([same]).unchanged == 1
    if kind == "TradeFigureInput":
        assert editor.upsert_trade_figures([given]).rejected == 0
        series: TradeSeries
        (series,) = editor.trade_series(
            "CHN", "MNG", "RE_EXPORT", commodity="0101", frequency="ANNUAL", publisher="client-trip"
        )
        (figure,) = series.figures
        assert (figure.value, series.commodity.edition) == (given["value"], "2022")
        for one in (replace(figure, series=series), {**vars(series), **vars(figure)}):
            assert editor.upsert_trade_figures([one]).unchanged == 1
    if kind == "EventLinkInput":
        assert editor.link_events([given]).rejected == 0
        (link,) = editor.event_chain(given["from"]).links
        with pytest.raises(BadInputError, match="basis and the confidence"):
            editor.link_events([link])
        assert editor.link_events([{**vars(link), "basis": "words", "confidence": 0.5}]).unchanged == 1


def test_the_seed_graph_is_written_back_as_it_is_or_refused(editor: Demarche) -> None:
    """What was read never loses anything by being written: it is the same, or it is refused with what it would lose."""
    events = editor.timeline(during="2025").all()
    assert editor.upsert_events([e for e in events if not e.mentions]).updated == 0
    assert editor.upsert_officials(editor.officials(country="PRK")).updated == 0
    (series,) = editor.trade_series("CHN", "PRK")
    for figure in series.figures:
        try:
            assert editor.upsert_trade_figures([replace(figure, series=series)]).unchanged == 1
        except BadInputError as err:
            assert "would lose" in str(err)  # noqa: PT017


def test_participants_that_were_not_read_are_not_lost(editor: Demarche) -> None:
    event = editor.event("event:2025-09-04-kim-xi-talks")
    assert event
    with pytest.raises(BadInputError, match="may have more"):
        editor.upsert_events([replace(event, participant_count=51)])
    with pytest.raises(BadInputError, match="may have more"):
        editor.upsert_events([replace(event, sources=event.sources * 20)])
    with pytest.raises(BadInputError, match="mentions: the API cannot write this"):
        editor.upsert_events([replace(event, mentions=3)])


async def test_merge_and_retract(editor: Demarche, url: str, token: str) -> None:
    people = [{"id": f"official:client-{n}", "name": f"Twin {n}", "country": "MNG", "sources": [SOURCE]} for n in "ab"]
    event = EVENT | {"id": "event:client-retracted", "title": "Retracted"}
    editor.upsert_officials(people)
    editor.upsert_events([event])
    async with AsyncDemarche(url, token=token) as later:
        kept = editor.merge_officials("official:client-a", "official:client-b", SOURCE)
        assert kept == await later.merge_officials("official:client-a", "official:client-b", SOURCE)
        assert kept
        assert kept.id == "official:client-a"
        again = editor.undo_merge("official:client-b")
        assert again
        assert again.id == "official:client-b"
        await later.merge_officials("official:client-a", "official:client-b", SOURCE)
        assert await later.undo_merge("official:client-b") == again
        with pytest.raises(DemarcheError):
            editor.merge_officials("official:client-a", "official:client-a", SOURCE)
        other = [{"id": "official:client-c", "name": "Twin c", "country": "LAO", "sources": [SOURCE]}]
        editor.upsert_officials(other)
        with pytest.raises(BadInputError, match="force: true"):
            editor.merge_officials("official:client-a", "official:client-c", SOURCE)
        assert await later.merge_officials("official:client-a", "official:client-c", SOURCE, force=True)
        assert editor.undo_merge("official:client-c")
        assert repr(editor.retract(event["id"], "A test.", SOURCE)) == (  # type: ignore[arg-type]
            "<Written: 0 created, 1 updated, 0 unchanged, 0 rejected>"
        )
        assert editor.event(str(event["id"])) is None
        assert (await later.undo_retract([str(event["id"]), "event:nowhere"])).rejected == 1
        assert (await later.retract([str(event["id"])], "A test.", SOURCE)).updated == 1
        assert editor.undo_retract([str(event["id"])]).updated == 1
        assert editor.event(str(event["id"]))


def results(*statuses: str) -> dict[str, Any]:
    items = [
        {"id": f"event:{i}", "status": s, "field": None, "code": None, "message": None} for i, s in enumerate(statuses)
    ]
    counts = {name: statuses.count(name.upper()) for name in ("created", "updated", "unchanged", "rejected")}
    return {"data": {"upsertEvents": {"items": items, **counts}}}


def refused(path: list[Any]) -> dict[str, Any]:
    return {"errors": [{"message": "is bad", "path": path, "extensions": {"code": "BAD_DATE"}}], "data": None}


async def test_an_error_after_a_thousand_tells_what_was_written_and_where_it_stands(serve: Serve) -> None:
    many = [EVENT | {"title": str(n)} for n in range(2002)]
    done = answer(200, results(*["CREATED"] * 999, "REJECTED"))
    fails: list[tuple[Any, type[DemarcheError], str]] = [
        (answer(200, refused(["variable", "input", 1, "date"])), BadInputError, "variable.input.1001.date: is bad"),
        (answer(200, refused(["upsertEvents", "input", 999, "date"])), BadInputError, "input.1999.date"),
        (answer(200, failed("DATABASE_UNAVAILABLE")), UnavailableError, "search: a message"),
        (answer(200, b"nonsense"), DemarcheError, "answered 200"),
    ]
    for fail, cls, message in fails:
        url, asked = serve(done, fail, done, fail)
        with Demarche(url, retries=0) as client, pytest.raises(cls) as caught:
            client.upsert_events(many)
        async with AsyncDemarche(url, retries=0) as later:
            with pytest.raises(cls) as awaited:
                await later.upsert_events(many)
        assert str(caught.value) == str(awaited.value)
        assert message in str(caught.value)
        assert "the first 1000 items are through" in str(caught.value)
        written = caught.value.written
        assert written
        assert repr(written) == "<Written: 999 created, 0 updated, 0 unchanged, 1 rejected>"
        assert written.items[999].status == "REJECTED"
        assert len(asked) == 4


def test_an_error_of_the_first_thousand_has_written_nothing(serve: Serve) -> None:
    url, _ = serve(answer(200, refused(["variable", "input", 1, "date"])))
    with Demarche(url) as client, pytest.raises(BadInputError, match=r"^variable\.input\.1\.date: is bad$") as caught:
        client.upsert_events([EVENT] * 1002)
    assert caught.value.written is None
