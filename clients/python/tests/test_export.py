"""Exported files: whole, or an error and no file."""

import io
import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import networkx as nx
import pandas as pd
import polars as pl
import pytest
from servers import Serve, answer, failed

import demarche as d
from demarche import AsyncDemarche, Demarche


def half(handler: BaseHTTPRequestHandler) -> None:
    """Begin a file, and cut the connection."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(b"5\r\nid,ki\r\n")


def test_tables(demarche: Demarche) -> None:
    events = demarche.timeline(countries=["CHN", "PRK"], match="ALL", during="2025").df()
    csv = demarche.export("csv", countries=["CHN", "PRK"], match="ALL", during="2025")
    assert pd.read_csv(io.BytesIO(csv))["id"].tolist() == events["id"].tolist()
    parquet = demarche.export("parquet", countries=["CHN", "PRK"], match="ALL", during="2025")
    assert pl.read_parquet(io.BytesIO(parquet))["earliest"].to_list() == [day.date() for day in events["earliest"]]
    parts = pl.read_ipc_stream(io.BytesIO(demarche.export("arrow", what="participations", during="2025-09")))
    assert "Choe Son Hui" in parts["actor_name"].to_list()


def test_maps(demarche: Demarche, tmp_path: Path) -> None:
    drawn = demarche.relationship_map("official:Q56226", depth=2, during="2025").graph()
    file = tmp_path / "map.graphml"
    assert demarche.export_to(file, "graphml", around=["official:Q56226"], depth=2, during="2025") == file

    assert set(nx.read_graphml(file).nodes) == set(drawn.nodes)
    assert [path.name for path in tmp_path.iterdir()] == ["map.graphml"]


def test_records(demarche: Demarche) -> None:
    lines = [json.loads(line) for line in demarche.export("jsonl", text="parade").splitlines()]
    assert {"event", "official", "source"} <= {line["type"] for line in lines}


async def test_the_async_client_exports_the_same(demarche: Demarche, url: str, tmp_path: Path) -> None:
    async with AsyncDemarche(url) as later:
        file = await later.export_to(tmp_path / "events.csv", "csv", during="2025")
        assert file.read_bytes() == await later.export("csv", during="2025") == demarche.export("csv", during="2025")


def test_what_is_wrong_is_said(demarche: Demarche, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("what was there before")
    with pytest.raises(d.BadInputError, match="yesterday"):
        demarche.export_to(file, "csv", during="yesterday")
    assert file.read_text() == "what was there before"
    with pytest.raises(d.NotFoundError, match="official:nobody"):
        demarche.export("gexf", around=["official:nobody"])


def test_half_a_file_is_no_file(serve: Serve, tmp_path: Path) -> None:
    url, _ = serve(half, half)
    file = tmp_path / "events.csv"
    file.write_text("what was there before")
    with d.Demarche(url) as client:
        with pytest.raises(d.AnswerError, match="broke off"):
            client.export_to(file, "csv")
        assert file.read_text() == "what was there before"
        assert list(tmp_path.iterdir()) == [file]
        with pytest.raises(d.AnswerError, match="broke off"):
            client.export("csv")


async def test_half_a_file_is_no_file_later(serve: Serve, tmp_path: Path) -> None:
    url, _ = serve(half)
    async with d.AsyncDemarche(url) as client:
        with pytest.raises(d.AnswerError, match="broke off"):
            await client.export_to(tmp_path / "events.csv", "csv")
    assert list(tmp_path.iterdir()) == []


def test_a_busy_server_is_asked_again(serve: Serve, tmp_path: Path) -> None:
    url, asked = serve(answer(429, failed("TOO_MANY_REQUESTS"), Retry_After="0"), answer(200, b"id,kind\n"))
    with d.Demarche(url) as client:
        file = client.export_to(tmp_path / "events.csv", "csv", kinds=["VISIT", "MEETING"], top_level=True)
    assert file.read_bytes() == b"id,kind\n"
    assert [ask["path"] for ask in asked] == ["/export/csv?kinds=VISIT&kinds=MEETING&topLevel=true"] * 2


@pytest.mark.parametrize(("status", "body"), [(404, b"not found"), (302, b"")])
def test_a_server_without_exports(serve: Serve, status: int, body: bytes) -> None:
    url, _ = serve(answer(status, body))
    with d.Demarche(url) as client, pytest.raises(d.AnswerError, match="is this its address"):
        client.export("csv")
