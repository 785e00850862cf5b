"""Questions about the seed graph, and their answers."""

import inspect
from dataclasses import replace
from decimal import Decimal
from typing import Any

import networkx as nx

from demarche import AsyncDemarche, Demarche
from demarche.model import Actor, Order
from demarche.results import Event

KIM, XI = "official:Q56226", "official:Q15031"
VISIT = "event:2025-09-kim-beijing-visit"


def test_timeline(demarche: Demarche) -> None:
    events = list(demarche.timeline(countries=["CHN", "PRK"], match="ALL", during="2025", kinds=["VISIT"]))
    assert [event.title for event in events] == [
        "Kim Jong Un visits Beijing",
        "Choe Son Hui visits Beijing",
        "Li Qiang visits Pyongyang",
    ]
    first = events[0]
    assert (first.date.edtf, first.date.earliest, str(first.date)) == (
        "2025-09-02/2025-09-04",
        "2025-09-02",
        "2–4 September 2025",  # noqa: RUF001
    )
    assert [(p.actor.name, p.roles, p.office and p.office.post.title) for p in first.participants] == [
        ("Kim Jong Un", ("GUEST",), "Head of the State Affairs Commission"),
        ("Xi Jinping", ("HOST",), "President of the People's Republic of China"),
        ("Choe Son Hui", ("COMPANION",), "Minister of Foreign Affairs of North Korea"),
    ]
    assert first.place is not None
    assert first.place.country is not None
    assert first.place.country.code == "CHN"
    assert first.sources


def test_every_condition_of_a_timeline(demarche: Demarche) -> None:
    def ids(*, order: Order = "OLDEST_FIRST", **conditions: Any) -> list[str]:
        return [event.id for event in demarche.timeline(during="2025", order=order, **conditions)]

    everything = ids()
    assert everything == list(reversed(ids(order="NEWEST_FIRST")))
    messages = ids(actors=[KIM, XI], match="ALL", kinds=["MESSAGE"], roles=["SENDER"], certainty="CERTAIN")
    assert messages == ["event:2025-09-09-xi-message-kim"]
    in_pyongyang = ids(
        places=["place:pyongyang"], sources=["source:article-2025-10"], text="anniversary", top_level=True
    )
    assert in_pyongyang == ["event:2025-10-li-qiang-pyongyang-visit"]
    assert {*messages, *in_pyongyang} < set(everything)


def test_event(demarche: Demarche) -> None:
    talks = demarche.event("event:2025-09-04-kim-xi-talks")
    assert talks is not None
    before = talks.previous_between_same_participants
    assert before is not None
    assert (before.event.title, before.gap.min, before.gap.max) == ("Xi Jinping visits Pyongyang", 2267, 2268)
    assert talks.part_of is not None
    assert talks.part_of.id == VISIT
    assert demarche.event("event:nothing") is None


def test_official(demarche: Demarche) -> None:
    choe = demarche.official(wikidata="Q30436217", as_of="2025-09-04")
    assert choe is not None
    assert (choe.name, choe.country and choe.country.code) == ("Choe Son Hui", "PRK")
    assert [(t.post.title, t.from_ and t.from_.edtf, t.ongoing) for t in choe.offices] == [
        ("Minister of Foreign Affairs of North Korea", "2022-06", True)
    ]
    assert choe == demarche.official(choe.id, as_of="2025-09-04")
    assert demarche.official("official:nobody") is None


def test_officials(demarche: Demarche) -> None:
    found = demarche.officials(post="post:prk-foreign-minister", as_of="2025-09-04")
    assert [o.name for o in found] == ["Choe Son Hui"]
    assert found.count() == 1


def test_relationship_counts_its_timeline(demarche: Demarche) -> None:
    pair = demarche.relationship(KIM, XI)
    assert pair.count == demarche.timeline(actors=[KIM, XI], match="ALL").count() == sum(k.count for k in pair.by_kind)
    assert pair.longest_gap is not None
    assert (pair.longest_gap.days.min, pair.longest_gap.days.max) == (2267, 2268)
    assert pair.longest_gap.from_.title == "Kim Jong Un and Xi Jinping meet in Pyongyang"
    assert demarche.relationship(KIM, XI, during="2019").count < pair.count


def test_map_and_its_graph(demarche: Demarche) -> None:
    drawn = demarche.relationship_map(KIM, depth=2, during="2025", bucket="MONTH")
    graph = drawn.graph()
    assert graph.number_of_nodes() == len(drawn.nodes)
    assert graph.number_of_edges() == len(drawn.edges)
    assert dict(graph.degree()) == {node.id: node.degree for node in drawn.nodes}
    assert graph.edges[KIM, XI]["weight"] == 5
    assert graph.nodes[KIM] == {"label": "Kim Jong Un", "type": "OFFICIAL"}
    assert "".join(nx.generate_gexf(graph)).count("<edge ") == len(drawn.edges)
    assert drawn.omitted.reason is None
    assert drawn.bucket == "MONTH"
    assert set(drawn.df(table="series")["bucket"]) == {"MONTH"}
    assert demarche.relationship_map(KIM).bucket is None
    cut = demarche.relationship_map(KIM, depth=2, max_nodes=3)
    assert cut.omitted.nodes > 0
    assert cut.omitted.reason
    assert cut.omitted.exact


def test_path_and_its_graph(demarche: Demarche) -> None:
    path = demarche.shortest_path("official:wang-yi", "official:Q22686")
    assert path is not None
    assert [a.name for a in path.actors] == ["Wang Yi", "Choe Son Hui", "Kim Jong Un", "Donald Trump"]
    assert nx.shortest_path(path.graph(), "official:wang-yi", "official:Q22686") == [a.id for a in path.actors]
    assert demarche.shortest_path("official:wang-yi", "official:Q22686", max_hops=2) is None


def test_chain_and_its_graph(demarche: Demarche) -> None:
    chain = demarche.event_chain(VISIT, via=["SHARED_COUNTRY"], max_depth=2, max_gap_days=30, first=8)
    assert chain.truncated
    assert len(chain.events) == 8
    graph = chain.graph()
    assert graph.nodes[VISIT]["depth"] == 0
    edge = graph.edges[VISIT, "event:2025-09-choe-beijing-visit"]
    assert edge == {
        "via": "SHARED_COUNTRY",
        "gap_min": 23,
        "gap_max": 28,
        "order": "CERTAIN",
        "shared": "China, North Korea",
    }
    assert nx.is_directed_acyclic_graph(graph)
    assert "".join(nx.generate_gexf(graph))


def test_one_edge_holds_every_reason(demarche: Demarche) -> None:
    chain = demarche.event_chain(VISIT, via=["PART_OF"], max_depth=1)
    first = chain.links[0]
    kim, xi = Actor(KIM, "Official", "Kim Jong Un"), Actor(XI, "Official", "Xi Jinping")
    more = [
        replace(first, via="SHARED_OFFICIAL", shared=(kim,)),
        replace(first, via="SHARED_COUNTRY", shared=(kim, xi)),
    ]
    edge = replace(chain, links=(first, *more)).graph().edges[first.from_, first.to]
    assert edge["via"] == "PART_OF, SHARED_OFFICIAL, SHARED_COUNTRY"
    assert edge["shared"] == "Kim Jong Un, Xi Jinping"


def test_trade(demarche: Demarche) -> None:
    (series,) = demarche.trade_series("CHN", "PRK", during=("2025-06", "2025-09"))
    september = series.figures[-1]
    assert (september.value, september.quantum, september.basis) == (Decimal(228100000), Decimal(100000), "REPORTED")
    assert september.yoy is not None
    assert (september.yoy.computed, september.yoy.reported, september.yoy.agreement) == (30.7163, 30.75, "CIRCULAR")
    assert series.missing == ("2025-06", "2025-07")
    around = demarche.trade_around(VISIT, "CHN", "PRK", months_before=1, months_after=1)
    assert [(p.offset_months, p.figure.period) for p in around.points] == [(-1, "2025-08"), (0, "2025-09")]
    assert around.missing_months == ("2025-10",)
    assert (around.first_month, around.last_month) == ("2025-09", "2025-09")
    assert around.note
    assert len(demarche.trade_series("CHN", "JPN")) == 0


def test_search(demarche: Demarche) -> None:
    assert [f.node.name for f in demarche.search("金正恩", types=["OFFICIAL"])] == ["Kim Jong Un"]
    china = demarche.search("China", first=100)
    assert all(found.node.name for found in china)
    assert {found.node.type for found in china} > {"Country", "Organization", "Post"}


def test_query(demarche: Demarche) -> None:
    text = "query A($c: CountryCode!) { country(code: $c) { name } } query B { country(code: PRK) { name } }"
    text = text.replace("PRK", '"PRK"')
    assert demarche.query(text, {"c": "CN"}, "A") == {"country": {"name": "China"}}
    assert demarche.query(text, operation="B") == {"country": {"name": "North Korea"}}


async def test_async_client_answers_the_same(demarche: Demarche, url: str) -> None:
    async with AsyncDemarche(url) as later:
        assert await later.relationship(KIM, XI) == demarche.relationship(KIM, XI)
        listed: list[Event] = [event async for event in later.timeline(during="2025", page_size=4)]
        assert listed == demarche.timeline(during="2025").all() == await later.timeline(during="2025").all()
        frame = await later.timeline(during="2025").df("polars", "participants")
        assert frame.equals(demarche.timeline(during="2025").df("polars", "participants"))
        assert await later.timeline(during="2025").count() == len(listed)


def test_both_clients_ask_the_same() -> None:
    def public(cls: type) -> dict[str, list[str]]:
        methods = {name: value for name, value in vars(cls).items() if not name.startswith("_")}
        return {name: list(inspect.signature(value).parameters) for name, value in methods.items()}

    assert public(Demarche) == public(AsyncDemarche)
    assert all(inspect.getdoc(method) for name, method in vars(Demarche).items() if not name.startswith("_"))
    assert "results.SearchResults" in str(inspect.signature(Demarche.search))
    assert "Question" not in str(inspect.signature(Demarche.search))
