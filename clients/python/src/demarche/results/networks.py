"""Maps, paths and chains, as tables and as graphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from demarche.model import (
    Actor,
    BriefEvent,
    Bucket,
    ChainedEvent,
    ChainLink,
    MapEdge,
    MapNode,
    Omitted,
)
from demarche.results._columns import BRIEF, brief_cells, titles
from demarche.tables import Column, Table, Tables, extra

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, repr=False)
class RelationshipMap(Tables):
    """Actors and the edges between them; omitted lists what was left out, and why.

    bucket is the width of the buckets of series: the one asked for, or a wider one where there would be too many; None
    without bucket.

    Tables: edges (source, target, labels, weight in shared events, first and last day), nodes, kinds (one row for each
    edge and kind), series (one row for each edge and bucket of time; empty without bucket).
    """

    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]
    bucket: Bucket | None
    omitted: Omitted

    def graph(self) -> nx.Graph[str]:
        """Return an undirected NetworkX graph whose nodes are the ids of actors.

        Nodes have label and type; edges have weight (shared events), first and last (ISO days). What is not known is
        left out, so that the graph can be written as GEXF or GraphML as it is.
        """
        graph: nx.Graph[str] = extra("networkx").Graph()
        for node in self.nodes:
            graph.add_node(node.id, label=node.label, type=node.type)
        for edge in self.edges:
            days = {name: str(day) for name, day in (("first", edge.first), ("last", edge.last)) if day is not None}
            graph.add_edge(edge.source, edge.target, weight=edge.weight, **days)
        return graph

    def _notes(self) -> list[str]:
        left = self.omitted
        least = "" if left.exact else "at least "
        return [f"{least}{left.nodes} nodes and {left.edges} edges left out"] if left.nodes or left.edges else []

    def tables(self) -> dict[str, Table]:
        """Return edges, nodes, kinds and series."""
        labels = {node.id: node.label for node in self.nodes}
        ends: dict[str, Column] = {
            "source": "text",
            "target": "text",
            "source_label": "text",
            "target_label": "text",
        }

        def end(edge: MapEdge) -> list[Any]:
            return [edge.source, edge.target, labels[edge.source], labels[edge.target]]

        return {
            "edges": Table.of(
                {**ends, "weight": "int", "first": "day", "last": "day"},
                ([*end(e), e.weight, e.first, e.last] for e in self.edges),
            ),
            "nodes": Table.of(
                {"id": "text", "label": "text", "type": "text", "degree": "int"},
                ([n.id, n.label, n.type, n.degree] for n in self.nodes),
            ),
            "kinds": Table.of(
                {**ends, "kind": "text", "count": "int"},
                ([*end(e), k.kind, k.count] for e in self.edges for k in e.kinds),
            ),
            "series": Table.of(
                {**ends, "start": "day", "end": "day", "bucket": "text", "certain": "int", "possible": "int"},
                ([*end(e), b.start, b.end, b.bucket, b.certain, b.possible] for e in self.edges for b in e.series),
            ),
        }


@dataclass(frozen=True, repr=False)
class Path(Tables):
    """The shortest way between two actors: events[i] joins actors[i] and actors[i+1].

    Table: steps, one for each event.
    """

    length: int
    actors: tuple[Actor, ...]
    events: tuple[BriefEvent, ...]

    def graph(self) -> nx.Graph[str]:
        """Return a NetworkX graph of the actors (name, type), joined by the events (event, title, date as EDTF)."""
        graph: nx.Graph[str] = extra("networkx").Graph()
        for actor in self.actors:
            graph.add_node(actor.id, label=actor.name, type=actor.type)
        for i, event in enumerate(self.events):
            ends = self.actors[i].id, self.actors[i + 1].id
            graph.add_edge(*ends, event=event.id, title=event.title, date=event.date.edtf)
        return graph

    def tables(self) -> dict[str, Table]:
        """Return steps."""
        columns: dict[str, Column] = {"from": "text", "to": "text", **BRIEF}
        rows = (
            [self.actors[i].name, self.actors[i + 1].name, *brief_cells(event)] for i, event in enumerate(self.events)
        )
        return {"steps": Table.of(columns, rows)}


@dataclass(frozen=True, repr=False)
class EventChain(Tables):
    """What came of an event, or what led to it; truncated says whether there is more than was asked for.

    Events that are joined by a shared actor are near in time, which says nothing of causes; LED_TO is what a source
    states.

    Tables: events (by depth, then date), links (one row for each reason to join two events, with least and most days
    between, the titles of both, and the actors that took part in both).
    """

    start: BriefEvent
    events: tuple[ChainedEvent, ...]
    links: tuple[ChainLink, ...]
    truncated: bool

    def graph(self) -> nx.DiGraph[str]:
        """Return a directed NetworkX graph from earlier to later events.

        Nodes are the ids of events, with title, kind, date (EDTF), depth (0 is the start), and where they are known
        earliest and latest (ISO days). Edges have via (the reasons to join both, with commas between), gap_min and
        gap_max (days), order (CERTAIN or POSSIBLE) and shared (the names of shared actors, with commas between).
        """
        graph: nx.DiGraph[str] = extra("networkx").DiGraph()
        for depth, event in [(0, self.start), *((e.depth, e.event) for e in self.events)]:
            bounds = {"earliest": event.date.earliest, "latest": event.date.latest}
            known = {name: str(day) for name, day in bounds.items() if day is not None}
            graph.add_node(event.id, title=event.title, kind=event.kind, date=event.date.edtf, depth=depth, **known)
        for link in self.links:
            before = graph.get_edge_data(link.from_, link.to, {"via": "", "shared": ""})
            graph.add_edge(
                link.from_,
                link.to,
                via=_joined(before["via"], [link.via]),
                shared=_joined(before["shared"], [actor.name for actor in link.shared]),
                gap_min=link.gap.min,
                gap_max=link.gap.max,
                order=link.order,
            )
        return graph

    def _notes(self) -> list[str]:
        return ["more to come"] if self.truncated else []

    def tables(self) -> dict[str, Table]:
        """Return events and links."""
        names = {self.start.id: self.start.title} | {e.event.id: e.event.title for e in self.events}
        columns: dict[str, Column] = {
            "from": "text",
            "to": "text",
            "from_title": "text",
            "to_title": "text",
            "via": "text",
            "gap_min": "int",
            "gap_max": "int",
            "order": "text",
            "shared": "texts",
            "sources": "texts",
        }
        links = (
            [
                link.from_,
                link.to,
                names.get(link.from_),
                names.get(link.to),
                link.via,
                link.gap.min,
                link.gap.max,
                link.order,
                [actor.name for actor in link.shared],
                titles(link.sources),
            ]
            for link in self.links
        )
        events = Table.of({"depth": "int", **BRIEF}, ([e.depth, *brief_cells(e.event)] for e in self.events))
        return {"events": events, "links": Table.of(columns, links)}


def _joined(before: str, more: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys([*filter(None, before.split(", ")), *more]))
