"""The questions that a client can ask, each written once: the sync and the async client run the same generators.

A function here becomes a method of both clients: Demarche.official(...) and await AsyncDemarche.official(...).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demarche import results
from demarche._dates import During, When, edtf, window
from demarche._decode import decode, decoded
from demarche._encode import several
from demarche._pages import Listing
from demarche._wire import Ask, Question, given
from demarche.documents import document
from demarche.model import (
    Basis,
    Bucket,
    Certainty,
    Classification,
    Direction,
    Flow,
    Found,
    Frequency,
    Kind,
    Match,
    NodeType,
    Order,
    Role,
    Valuation,
)


def _ask(name: str, **variables: Any) -> Ask:
    return Ask(document(name), given(variables))


def query(document: str, variables: Mapping[str, Any] | None = None, operation: str | None = None) -> Question[Any]:
    """Ask any GraphQL document, and return its data as it comes: dicts and lists.

    A root field that fails raises its error; what the others answered is in the exception's ``data``.

    Args:
        document: the text; see the schema at /schema.graphql, and schema/examples.
        variables: their values by name.
        operation: the name of the operation, where the document has several.

    """
    return (yield Ask(document, dict(variables or {}), operation, again="mutation" not in document))


def timeline(
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
    order: Order = "OLDEST_FIRST",
    limit: int | None = None,
    page_size: int = 100,
) -> Listing[results.Event]:
    """Return the events that meet every condition given, in order of time; they are fetched as they are needed.

    Iterate over them, or take ``df()``: tables events, participants and sources.

    Args:
        actors: ids of officials, countries or organizations that take part; a country also through its officials.
        countries: codes, such as "CHN", of countries that take part, themselves or through officials.
        match: "ANY" (the API's default) of the actors or countries, or "ALL" of them.
        kinds: only of these kinds.
        roles: an actor of the filter has one of these roles.
        places: ids of places.
        sources: ids of sources.
        during: a window: "2025", or ("2025-09", None). Both ends are included.
        certainty: "POSSIBLE" (the API's default): dates overlap the window. "CERTAIN": they lie inside.
        text: words in title or summary, in any script.
        top_level: True leaves out events that are part of another.
        order: "OLDEST_FIRST" or "NEWEST_FIRST".
        limit: at most so many events.
        page_size: so many events a request, at most 150.

    """
    conditions = filtered(
        actors=several(actors),
        match=match,
        countries=several(countries),
        kinds=several(kinds),
        roles=several(roles),
        places=several(places),
        sources=several(sources),
        during=during,
        certainty=certainty,
        text=text,
        topLevel=top_level,
    )
    return Listing(
        "timeline", conditions, {"order": order}, results.Event, results.event_tables, limit=limit, page_size=page_size
    )


def filtered(*, during: During | None, **conditions: Any) -> dict[str, Any]:
    """Return the variable filter, with the conditions that are given."""
    return {"filter": given(conditions | {"during": window(during)})}


def officials(
    *,
    country: str | None = None,
    post: str | None = None,
    as_of: When | None = None,
    text: str | None = None,
    limit: int | None = None,
    page_size: int = 50,
) -> Listing[results.Official]:
    """Return officials by name, fetched as they are needed. Tables: officials, offices.

    Args:
        country: the code of their nationality, or of the country in office for which they are.
        post: the id of a post that they hold or held.
        as_of: only those in office then; their offices are those of that date, too.
        text: words in a name, in any script.
        limit: at most so many.
        page_size: so many a request, at most 150.

    """
    variables = given({"country": country, "post": post, "asOf": None if as_of is None else edtf(as_of), "text": text})
    return Listing(
        "officials", variables, {}, results.Official, results.official_tables, limit=limit, page_size=page_size
    )


def event(id: str) -> Question[results.EventInFull | None]:
    """Return an event with its corrections and the one before between the same participants; None if unknown."""
    found = (yield _ask("event", id=id))["event"]
    return None if found is None else decode(results.EventInFull, found)


def official(
    id: str | None = None, *, wikidata: str | None = None, as_of: When | None = None
) -> Question[results.Official | None]:
    """Return an official with the offices held, oldest first; None if unknown.

    Args:
        id: such as "official:Q56226"; or
        wikidata: such as "Q56226".
        as_of: only the offices possibly held then.

    """
    asked = _ask("official", id=id, wikidata=wikidata, asOf=None if as_of is None else edtf(as_of))
    found = (yield asked)["official"]
    return None if found is None else decode(results.Official, found)


def relationship(*between: str, during: During | None = None) -> Question[results.Relationship]:
    """Return what two to five actors have in common.

    How many events, of which kinds, the first and the last of them, and the longest time between meetings in person.
    The events themselves are those of ``timeline(actors=[…], match="ALL")``.

    Args:
        between: ids of actors.
        during: only events that possibly lie in this window.

    """
    data = yield _ask("relationship", between=between, during=window(during))
    return decode(results.Relationship, data["relationship"])


def relationship_map(
    *around: str,
    depth: int = 1,
    during: During | None = None,
    kinds: Sequence[Kind] = (),
    bucket: Bucket | None = None,
    max_nodes: int = 200,
) -> Question[results.RelationshipMap]:
    """Return a map of actors connected through shared events, around one to twenty actors.

    Args:
        around: ids of actors.
        depth: how many steps from them, 1 to 3.
        during: only events that possibly lie in this window.
        kinds: only events of these kinds.
        bucket: also count the events of each edge by this width.
        max_nodes: at most so many actors, up to 1,000; ``omitted`` says what was left out.

    """
    asked = _ask(
        "relationship-map",
        around=around,
        depth=depth,
        during=window(during),
        kinds=several(kinds),
        bucket=bucket,
        maxNodes=max_nodes,
    )
    return decode(results.RelationshipMap, (yield asked)["relationshipMap"])


def shortest_path(
    start: str, end: str, *, during: During | None = None, max_hops: int = 6
) -> Question[results.Path | None]:
    """Return the shortest way between two actors through officials who took part in the same events, or None.

    Args:
        start: an actor's id.
        end: the other's.
        during: only through events that possibly lie in this window.
        max_hops: through at most so many events, up to 10.

    """
    data = yield Ask(
        document("shortest-path"), given({"from": start, "to": end, "during": window(during), "maxHops": max_hops})
    )
    return None if data["shortestPath"] is None else decode(results.Path, data["shortestPath"])


def event_chain(
    start: str,
    *,
    direction: Direction = "FORWARD",
    via: Sequence[Basis] = ("LED_TO", "PART_OF"),
    max_depth: int = 5,
    max_gap_days: int | None = None,
    first: int = 100,
) -> Question[results.EventChain]:
    """Return what came of an event, or what led to it, as a chain of events. Tables: events, links.

    Args:
        start: the event's id.
        direction: "FORWARD" to later events, "BACKWARD" to earlier ones.
        via: what may join two events. "LED_TO" and "PART_OF" are what sources state; "SHARED_OFFICIAL" and
            "SHARED_COUNTRY" join what is near in time, and say nothing of causes.
        max_depth: at most so many steps, up to 10.
        max_gap_days: joined events lie at most so many days apart.
        first: at most so many events, up to 500.

    """
    variables = {
        "from": start,
        "direction": direction,
        "via": several(via),
        "maxDepth": max_depth,
        "maxGapDays": max_gap_days,
        "first": first,
    }
    data = yield Ask(document("event-chain"), given(variables))
    return decode(results.EventChain, {"start": data["start"], **data["eventChain"]})


def trade_series(
    reporter: str,
    partner: str,
    flow: Flow = "EXPORT",
    *,
    commodity: str | None = None,
    frequency: Frequency | None = None,
    classification: Classification | None = None,
    valuation: Valuation | None = None,
    publisher: str | None = None,
    during: During | None = None,
) -> Question[results.TradeSeriesList]:
    """Return the series of one flow of trade, one for each publisher, valuation and classification.

    Values are in the currency of their series, changes in percent against the year (``yoy``) and the month (``mom``)
    before, both as computed and as reported, with whether they agree. Tables: figures, missing.

    Args:
        reporter: the code of the country whose customs count, such as "CHN", or of an aggregate.
        partner: the code of the country it trades with, or of an aggregate, such as "WLD" for the world.
        flow: "EXPORT" or "IMPORT", as the reporter sees it.
        commodity: a commodity's code; all goods together if nothing is said.
        frequency: "MONTHLY" (the API's default), "QUARTERLY" or "ANNUAL".
        classification: only this one.
        valuation: only "FOB", "CIF" or "UNSPECIFIED".
        publisher: only this one.
        during: only periods that begin in this window.

    """
    asked = _ask(
        "trade-series",
        reporter=reporter,
        partner=partner,
        flow=flow,
        commodity=commodity,
        frequency=frequency,
        classification=classification,
        valuation=valuation,
        publisher=publisher,
        during=window(during),
    )
    return results.TradeSeriesList(decoded(results.TradeSeries, (yield asked)["tradeSeries"]))


def trade_around(
    event: str,
    reporter: str,
    partner: str,
    flow: Flow = "EXPORT",
    *,
    commodity: str | None = None,
    months_before: int = 6,
    months_after: int = 6,
) -> Question[results.TradeAround]:
    """Return the months of trade around an event, and what else happened between the two countries then.

    Tables: points, events, missing.

    Args:
        event: the event's id.
        reporter: the code of the country whose customs count, or of an aggregate.
        partner: the code of the country it trades with, or of an aggregate, such as "WLD" for the world.
        flow: "EXPORT" or "IMPORT", as the reporter sees it.
        commodity: a commodity's code; all goods together if nothing is said.
        months_before: months before the event's month, up to 120.
        months_after: months after it, up to 120.

    """
    asked = _ask(
        "trade-around",
        event=event,
        reporter=reporter,
        partner=partner,
        flow=flow,
        commodity=commodity,
        monthsBefore=months_before,
        monthsAfter=months_after,
    )
    return decode(results.TradeAround, (yield asked)["tradeAround"])


def search(text: str, *, types: Sequence[NodeType] = (), first: int = 20) -> Question[results.SearchResults]:
    """Return what has these words in its names, title or summary, in any script, the best first.

    Args:
        text: the words.
        types: only these types.
        first: at most so many, up to 100.

    """
    data = yield _ask("search", text=text, types=several(types), first=first)
    for found in data["search"]:
        node = found["node"]
        node["name"] = node.get("name") or node.get("title") or node.get("description")
    return results.SearchResults(decoded(Found, data["search"]))
