"""What is written is there, and a correction leaves a revision."""

from collections.abc import Iterator

import pytest

from demarche import Demarche

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
