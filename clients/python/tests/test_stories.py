"""What several records say of one event is read, decided on, and undone."""

from collections.abc import Iterator

import pytest

from demarche import AsyncDemarche, BadInputError, Demarche, DemarcheError, NotFoundError

ONE = {"title": "The client's first list", "publisher": "One"}
TWO = {"title": "The client's second list", "publisher": "Two"}
VISIT, SAME, TALKS = "event:client-told-visit", "event:client-told-same", "event:client-told-talks"


@pytest.fixture
def editor(url: str, token: str) -> Iterator[Demarche]:
    with Demarche(url, token=token) as client:
        yield client


@pytest.fixture
def told(editor: Demarche) -> Iterator[Demarche]:
    """A graph in which two lists tell of one visit, with different ends."""
    visit = {"id": VISIT, "kind": "VISIT", "title": "A told visit", "date": "1861-05-01/1861-05-03", "sources": [ONE]}
    same = visit | {"id": SAME, "date": "1861-05-01/1861-05-04", "sources": [TWO]}
    talks = visit | {"id": TALKS, "kind": "MEETING", "title": "Told talks", "date": "1861-05-02"}
    assert editor.upsert_events([visit, same, talks]).rejected == 0
    yield editor
    for event in (VISIT, TALKS):
        for decision in editor.decisions(event) or ():
            editor.undo(decision.id)


def test_one_record(demarche: Demarche) -> None:
    told = demarche.records("event:2025-09-04-kim-xi-talks")
    assert told
    assert [r.id for r in told.records] == ["event:2025-09-04-kim-xi-talks"]
    fields = told.df()
    assert fields.loc[fields["field"] == "kind", "value"].tolist() == ["MEETING"]
    assert len(told.df(table="sources")) > 0
    assert len(told.df(table="disputes")) == len(told.df("polars", "revisions")) == 0
    assert demarche.records("event:nothing") is None
    assert demarche.decisions("event:nothing") is None
    assert demarche.fate("event:nothing").status == "UNKNOWN"


async def test_two_records(told: Demarche, url: str, token: str) -> None:
    decision = told.merge_events(VISIT, SAME, ONE, "one visit")
    assert (decision.kind, decision.event_id, decision.other_id) == ("SAME", SAME, VISIT)
    assert (decision.reason, decision.rule, decision.undone_at) == ("one visit", None, None)
    assert decision.other
    assert decision.other.id == VISIT
    both = told.records(SAME)
    assert both
    assert both.id == VISIT
    assert [r.id for r in both.records] == [VISIT, SAME]
    assert [r.sources[0].source.publisher for r in both.records] == ["One", "Two"]
    assert both.df(table="disputes")["value"].tolist() == ["1861-05-03", "1861-05-04"]
    disputed = told.disputes(during="1861")
    assert disputed.count() == 1
    assert disputed.df("polars")["origins"].to_list() == [1, 1]
    assert [e.id for e in told.disputes(text="told visit", order="NEWEST_FIRST")] == [VISIT]
    fate = told.fate(SAME)
    assert fate.now
    assert (fate.status, fate.now.id, fate.reason) == ("MERGED", VISIT, "one visit")
    async with AsyncDemarche(url, token=token) as later:
        assert await later.merge_events(VISIT, SAME, ONE) == decision
        assert await later.decisions(SAME) == told.decisions(VISIT)
        assert [e async for e in later.disputes(during="1861")] == disputed.all()
        undone = await later.undo(decision.id)
    assert undone.undone_at
    assert list(told.decisions(VISIT) or ()) == []
    every = told.decisions(VISIT, include_undone=True)
    assert every
    assert decision.id in every.df()["id"].tolist()
    assert told.disputes(during="1861").all() == []


def test_apart_and_within(told: Demarche) -> None:
    apart = told.separate([VISIT, SAME], TWO, "two visits")
    assert [(d.kind, d.reason) for d in apart] == [("DIFFERENT", "two visits")]
    with pytest.raises(BadInputError, match=apart[0].id):
        told.merge_events(VISIT, SAME, ONE, force=True)
    nested = told.nest(TALKS, VISIT, ONE)
    event = told.event(TALKS)
    assert event
    assert event.part_of
    assert event.part_of.id == VISIT
    assert told.nest(TALKS, VISIT, ONE) == nested
    with pytest.raises(BadInputError, match="within"):
        told.nest(VISIT, TALKS, ONE)
    with pytest.raises(NotFoundError):
        told.undo("decision:none")
    with pytest.raises(DemarcheError):
        told.separate([VISIT], ONE)
