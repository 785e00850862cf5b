"""Files that the server exports: which one, and where its bytes go."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NoReturn, get_args

from demarche._dates import During, window
from demarche._encode import chosen, encode
from demarche._inputs import INPUTS
from demarche._progress import Bar
from demarche._wire import given
from demarche.errors import BadInputError, FileError
from demarche.model import Bucket, Certainty, ExportTable, Format, Kind, Match, Role


@dataclass(frozen=True)
class Export:
    """A file that is asked for."""

    format: str
    parameters: Mapping[str, Any]

    @property
    def path(self) -> str:
        """Where the server has it."""
        return f"/export/{self.format}"


def export(
    format: Format,
    *,
    what: ExportTable | None = None,
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
    around: Sequence[str] = (),
    depth: int | None = None,
    max_nodes: int | None = None,
    bucket: Bucket | None = None,
) -> Export:
    """Export records, a table or a map, as a file of one of the server's formats (docs/export.md).

    ``export(format, …)`` returns its bytes. ``export_to(file, format, …)`` writes it to a file as it comes, and returns
    the path; the file is there when it is whole, and not before. A transfer that breaks off is an AnswerError.

    Args:
        format: "jsonl" for all records; "csv", "parquet" or "arrow" for a table; "graphml", "gexf" or "cytoscape" for
            a map.
        what: of a table, which one: "events", "participations", "officials", "memberships" or "figures".
        actors: this and all up to top_level: as in ``timeline``, for records and tables.
        countries: see ``timeline``.
        match: see ``timeline``.
        kinds: see ``timeline``; also for maps.
        roles: see ``timeline``.
        places: see ``timeline``.
        sources: see ``timeline``.
        during: see ``timeline``; also for maps.
        certainty: see ``timeline``.
        text: see ``timeline``.
        top_level: see ``timeline``.
        around: of a map: ids of the actors that it is drawn around.
        depth: of a map: how many steps from them, 1 to 3.
        max_nodes: of a map: at most so many actors, up to 1,000.
        bucket: of "gexf": show when actors share events, by "DAY", "MONTH", "QUARTER", "YEAR" or wider.

    """
    types = {**INPUTS["EventFilter"], **INPUTS["DateRange"], "around": "[ID!]", "bucket": "TimeBucket"}
    values = {
        "what": None if what is None else chosen(what, get_args(ExportTable), "what"),
        "actors": actors,
        "countries": countries,
        "match": match,
        "kinds": kinds,
        "roles": roles,
        "places": places,
        "sources": sources,
        **(window(during) or {}),
        "certainty": certainty,
        "text": text,
        "topLevel": top_level,
        "around": around,
        "depth": depth,
        "maxNodes": max_nodes,
        "bucket": bucket,
    }
    parameters = {name: encode(types.get(name, ""), value, name) for name, value in values.items()}
    return Export(chosen(format, get_args(Format), "format"), given(parameters))


class Sink:
    """Takes what comes, into memory or a file.

    The file has another name until it is whole, and is removed if it never is.
    """

    def __init__(self, export: Export, file: str | os.PathLike[str] | None, progress: bool | None) -> None:
        """Open nothing yet."""
        try:
            self._file = None if file is None else Path(os.fsdecode(file))
        except (TypeError, ValueError) as err:
            raise BadInputError(f"{file!r} is no name of a file") from err
        self._bar = Bar(f"export {export.format}", progress)
        self._size = 0

    def __enter__(self) -> Sink:
        """Open the file."""
        self._into: IO[bytes] = BytesIO()
        if self._file is not None:
            try:
                self._part = self._file.with_name(f".{self._file.name}.{secrets.token_hex(4)}.part")
                self._into = self._part.open("xb")
            except (OSError, ValueError) as err:
                self._failed(err)
        self._bar.begin(None, "B", scale=True)
        return self

    def take(self, chunk: bytes) -> None:
        """Take the next bytes."""
        try:
            self._into.write(chunk)
        except OSError as err:
            self._failed(err)
        self._size += len(chunk)
        self._bar.update(self._size)

    def whole(self) -> bytes:
        """Say that all has come; return it, if it went into memory."""
        if isinstance(self._into, BytesIO):
            return self._into.getvalue()
        try:
            self._into.close()
            self._part.replace(self._file or self._part)
        except OSError as err:
            self._failed(err)
        return b""

    def _failed(self, err: Exception) -> NoReturn:
        raise FileError(f"{self._file} cannot be written: {err}") from err

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, at: TracebackType | None) -> None:
        """Close all, and remove what is not whole."""
        self._bar.__exit__(kind, err, at)
        self._into.close()
        if self._file is not None:
            self._part.unlink(missing_ok=True)
