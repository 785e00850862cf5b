"""Reads what the server at DEMARCHE_URL exports with the libraries that people read it with, and counts by the API."""

import datetime
import io
import json
import os
import urllib.error
import urllib.parse
import urllib.request

import networkx as nx
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

URL = os.environ["DEMARCHE_URL"]
KIM, XI = "official:Q56226", "official:Q15031"
DATES = {"earliest", "latest"}
LISTS = {"participants", "about", "sources", "source_urls"}


def get(path: str, **parameters: str) -> bytes:
    query = urllib.parse.urlencode(parameters)
    with urllib.request.urlopen(f"{URL}/export/{path}?{query}") as answer:
        return answer.read()


def ask(query: str) -> dict:
    request = urllib.request.Request(
        f"{URL}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        said = json.load(answer)
    assert "errors" not in said, said
    return said["data"]


def count(events: str = "") -> int:
    return ask(f"{{ timeline{events} {{ totalCount }} }}")["timeline"]["totalCount"]


def table(format: str, **parameters: str) -> pl.DataFrame:
    content = get(format, **parameters)
    match format:
        case "csv":
            return pl.read_csv(content, try_parse_dates=True, infer_schema_length=None)
        case "parquet":
            return pl.read_parquet(io.BytesIO(content))
    return pl.read_ipc_stream(content)


FILTERS = [
    ({}, ""),
    ({"actors": f"{KIM},{XI}", "match": "ALL"}, f'(filter: {{actors: ["{KIM}", "{XI}"], match: ALL}})'),
    ({"countries": "PRK", "from": "2025-09", "to": "2025-09"}, '(filter: {countries: ["PRK"], during: {from: "2025-09", to: "2025-09"}})'),
    ({"kinds": "VISIT,MEETING", "topLevel": "true"}, "(filter: {kinds: [VISIT, MEETING], topLevel: true})"),
    ({"text": "Beijing"}, '(filter: {text: "Beijing"})'),
    ({"certainty": "CERTAIN", "to": "2018"}, '(filter: {certainty: CERTAIN, during: {to: "2018"}})'),
]


@pytest.mark.parametrize("format", ["csv", "parquet", "arrow"])
@pytest.mark.parametrize(("parameters", "argument"), FILTERS)
def test_as_many_events_as_the_api_counts(format: str, parameters: dict, argument: str) -> None:
    events = table(format, what="events", **parameters)
    assert events.height == count(argument) > 0
    assert events["id"].is_unique().all()


@pytest.mark.parametrize("what", ["events", "participations", "officials", "memberships", "figures"])
def test_formats_agree(what: str) -> None:
    parquet, arrow, csv = (table(format, what=what) for format in ("parquet", "arrow", "csv"))
    assert parquet.height > 0
    assert parquet.equals(arrow)
    assert parquet.schema == arrow.schema
    assert csv.columns == parquet.columns and csv.height == parquet.height
    for name, kind in parquet.schema.items():
        if kind == pl.List(pl.String):
            flat = parquet[name].list.join("; ")
            assert csv[name].cast(pl.String).fill_null("").to_list() == flat.to_list(), name
        elif kind == pl.Date:
            assert csv[name].cast(pl.Date).equals(parquet[name]), name


def test_types() -> None:
    events = table("parquet", what="events")
    for name, kind in events.schema.items():
        want = pl.Date if name in DATES else pl.List(pl.String) if name in LISTS else None
        if name in {"latitude", "longitude"}:
            want = pl.Float64
        elif name == "certain":
            want = pl.Boolean
        assert kind == (want or pl.String), name
    figures = table("parquet", what="figures")
    assert figures.schema["value"] == pl.String
    assert figures.schema["rank"] == pl.Int64
    exact = figures.filter(pl.col("id").str.ends_with("EXPORT-M-FOB-USD-gacc:2025-09"), pl.col("commodity") == "TOTAL")
    assert exact["value"].to_list() == ["228100000"]
    memberships = table("parquet", what="memberships")
    lasting = memberships.filter(pl.col("ongoing"))
    assert lasting.height > 0 and lasting["latest"].null_count() == lasting.height


def test_pandas() -> None:
    events = count()
    csv = pd.read_csv(io.BytesIO(get("csv")), parse_dates=["earliest", "latest"])
    assert len(csv) == events
    assert pd.api.types.is_datetime64_any_dtype(csv["earliest"])
    assert pd.api.types.is_float_dtype(csv["latitude"])
    parquet = pd.read_parquet(io.BytesIO(get("parquet")), dtype_backend="pyarrow")
    assert len(parquet) == events
    assert parquet["earliest"].dtype == pd.ArrowDtype(pa.date32())
    assert pa.types.is_list(parquet["participants"].dtype.pyarrow_dtype)
    with pa.ipc.open_stream(get("arrow", what="participations")) as stream:
        parts = stream.read_pandas()
    talks = parts[(parts["event"] == "event:2025-09-04-kim-xi-talks") & (parts["actor"] == KIM)]
    assert talks["office_title"].tolist() == ["Head of the State Affairs Commission"]
    assert talks["earliest"].tolist() == [datetime.date(2025, 9, 4)]
    assert set(parts["actor_type"]) == {"OFFICIAL", "COUNTRY", "ORGANIZATION"}


MAP = f'relationshipMap(around: ["{KIM}"], depth: 2, maxNodes: 30, during: {{from: "2018"}})'
PARAMETERS = {"around": KIM, "depth": "2", "maxNodes": "30", "from": "2018"}


def drawn() -> tuple[dict, dict]:
    said = ask(f"{{ {MAP} {{ nodes {{ id label }} edges {{ source target weight first }} }} }}")["relationshipMap"]
    nodes = {n["id"]: n["label"] for n in said["nodes"]}
    edges = {frozenset((e["source"], e["target"])): (e["weight"], e["first"]) for e in said["edges"]}
    assert len(nodes) > 5 and len(edges) > 5
    return nodes, edges


def cytoscape(content: bytes) -> nx.Graph:
    return nx.cytoscape_graph(json.loads(content))


READERS = {
    "graphml": (lambda content: nx.read_graphml(io.BytesIO(content)), "label", "first"),
    "gexf": (lambda content: nx.read_gexf(io.BytesIO(content)), "label", "start"),
    "cytoscape": (cytoscape, "name", "first"),
}


@pytest.mark.parametrize("format", READERS)
def test_the_map_that_is_drawn(format: str) -> None:
    read, label, first = READERS[format]
    graph = read(get(format, **PARAMETERS))
    nodes, edges = drawn()
    assert not graph.is_directed() and not graph.is_multigraph()
    assert {n: data[label] for n, data in graph.nodes(data=True)} == nodes
    assert {frozenset((a, b)): (d["weight"], d.get(first)) for a, b, d in graph.edges(data=True)} == edges
    assert all(isinstance(d["weight"], int | float) for _, _, d in graph.edges(data=True))
    assert all(isinstance(d["degree"], int) for _, d in graph.nodes(data=True))


def test_when_they_met() -> None:
    """With buckets an edge is there in the months in which two actors share an event, and a node where one of its edges is."""
    graph = nx.read_gexf(io.BytesIO(get("gexf", **PARAMETERS, bucket="MONTH")))
    said = ask(f"{{ {MAP[:-1]}, bucket: MONTH) {{ edges {{ source target series {{ start end possible }} }} }} }}")
    months: dict[str, set[str]] = {}
    for edge in said["relationshipMap"]["edges"]:
        wanted = {b["start"][:7] for b in edge["series"] if b["possible"]}
        assert wanted and spelled(graph.edges[edge["source"], edge["target"]]) == wanted
        for node in (edge["source"], edge["target"]):
            months.setdefault(node, set()).update(wanted)
    assert {n: spelled(data) for n, data in graph.nodes(data=True) if "spells" in data} == months
    plain = nx.read_gexf(io.BytesIO(get("gexf", **PARAMETERS)))
    starts = [min(d["start"] for _, _, d in plain.edges(n, data=True)) for n in plain]
    assert [data["start"] for _, data in plain.nodes(data=True)] == starts
    assert refused("graphml", around=KIM, bucket="MONTH")[:2] == (400, "BAD_INPUT")
    assert refused("gexf", around=KIM, bucket="WEEK")[:2] == (400, "BAD_INPUT")


def spelled(data: dict) -> set[str]:
    """The months of spells, which begin and end with one."""
    out = set()
    for start, end in data["spells"]:
        year, month = int(start[:4]), int(start[5:7])
        while f"{year:04}-{month:02}" <= end[:7]:
            out.add(f"{year:04}-{month:02}")
            year, month = year + month // 12, month % 12 + 1
    return out


def refused(path: str, **parameters: str) -> tuple[int, str, str]:
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(path, **parameters)
    error = json.load(caught.value)["errors"][0]
    return caught.value.code, error["extensions"]["code"], error["message"]


def test_what_is_refused() -> None:
    assert refused("xlsx")[:2] == (404, "NOT_FOUND")
    status, code, message = refused("csv", what="events", kind="VISIT")
    assert (status, code) == (400, "BAD_INPUT") and "kind" in message and "kinds" in message
    assert refused("csv", kinds="PARTY")[:2] == (400, "BAD_INPUT")
    assert refused("csv", **{"from": "2025-13"})[:2] == (400, "BAD_DATE")
    assert refused("csv", countries="Narnia")[:2] == (400, "BAD_COUNTRY")
    assert refused("csv", actors="official:nobody")[:2] == (404, "NOT_FOUND")
    assert refused("graphml")[:2] == (400, "BAD_INPUT")
    assert refused("gexf", around=KIM, maxNodes="100000")[:2] == (400, "PAGE_TOO_LARGE")


def test_file_names() -> None:
    with urllib.request.urlopen(f"{URL}/export/csv?what=officials") as answer:
        assert answer.headers["Content-Disposition"] == 'attachment; filename="demarche-officials.csv"'
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
