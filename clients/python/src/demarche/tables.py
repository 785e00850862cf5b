"""Tidy tables of results, as data frames of pandas or polars."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, overload

from demarche._dates import Day
from demarche.errors import BadInputError, MissingExtraError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Column = Literal["text", "day", "time", "int", "float", "bool", "texts"]
"""What a column holds; texts are lists of text."""


@dataclass(frozen=True)
class Table:
    """Columns with what they hold, and rows as long as the columns are many."""

    columns: Mapping[str, Column]
    rows: Sequence[Sequence[Any]]

    @classmethod
    def of(cls, columns: Mapping[str, Column], rows: Iterable[Sequence[Any]]) -> Table:
        """Make a table of rows that come one after another."""
        return cls(columns, list(rows))

    def values(self) -> Iterable[tuple[str, Column, list[Any]]]:
        """Give each column with its name, what it holds, and its values."""
        for i, (name, holds) in enumerate(self.columns.items()):
            yield name, holds, [row[i] for row in self.rows]


class Tables:
    """A result that can be had as data frames."""

    def tables(self) -> dict[str, Table]:
        """Return all tables by name; the first is the one that ``df()`` gives."""
        raise NotImplementedError

    def __repr__(self) -> str:
        """Name the tables and how many rows they have."""
        parts = [f"{len(t.rows)} {name}" for name, t in self.tables().items()]
        return f"<{type(self).__name__}: {', '.join([*parts, *self._notes()])}>"

    def _notes(self) -> list[str]:
        """Return what else the name of the result has to say."""
        return []

    @overload
    def df(self, backend: Literal["pandas"] = "pandas", table: str | None = None) -> pd.DataFrame: ...
    @overload
    def df(self, backend: Literal["polars"], table: str | None = None) -> pl.DataFrame: ...
    def df(self, backend: str = "pandas", table: str | None = None) -> pd.DataFrame | pl.DataFrame:
        """Return a table as a data frame, one row for each thing, and null where nothing is known.

        Days (``earliest``, ``latest``) are ``datetime64[s]`` in pandas, because nanoseconds only reach from 1677 to
        2262, and ``Date`` in polars; the date as its source gives it stands beside them as EDTF text. Polars has no
        dates beyond the years ±262,142: a column that holds one is text there. Instants are in UTC. Numbers that may be
        missing are nullable integers, or floats with NaN (pandas) or null (polars).

        Args:
            backend: "pandas" or "polars".
            table: which of the tables; the first one if nothing is said. The class says which there are.

        """
        return frame(pick(self.tables(), table), backend)  # type: ignore[no-any-return]


def pick(tables: Mapping[str, Table], name: str | None) -> Table:
    """Return the table of that name, or the first."""
    if name is None:
        return next(iter(tables.values()))
    if name not in tables:
        raise BadInputError(f"there is no table {name!r}: it is one of {', '.join(tables)}")
    return tables[name]


def frame(table: Table, backend: str) -> Any:
    """Return a table as a data frame."""
    if backend == "pandas":
        return _pandas(table)
    if backend == "polars":
        return _polars(table)
    raise BadInputError(f"there is no backend {backend!r}: it is pandas or polars")


def extra(module: str) -> Any:
    """Import a package that is an extra of the same name."""
    try:
        return import_module(module)
    except ImportError as err:
        raise MissingExtraError(f"this needs {module}: pip install {module}") from err


def _pandas(table: Table) -> Any:
    pd = extra("pandas")
    np = import_module("numpy")  # which pandas brings along

    def series(holds: Column, values: list[Any]) -> Any:
        match holds:
            case "day":
                days = [None if v is None else Day(v).days() for v in values]
                stamps = np.array(["NaT" if d is None else d for d in days], dtype="datetime64[D]")
                return pd.Series(stamps.astype("datetime64[s]"))
            case "time":
                utc = [None if v is None else v.astimezone(datetime.timezone.utc).replace(tzinfo=None) for v in values]
                return pd.Series(np.array(utc, dtype="datetime64[us]")).dt.tz_localize("UTC")
            case "texts":
                return pd.Series(values, dtype="object")
            case _:
                dtype = {"text": "string", "int": "Int64", "float": "float64", "bool": "boolean"}[holds]
                return pd.Series(values, dtype=dtype)

    return pd.DataFrame({name: series(holds, values) for name, holds, values in table.values()})


_POLARS_FIRST, _POLARS_LAST = Day("-262142-01-01").days(), Day("+262142-12-31").days()
"""The first and the last day that polars can show."""


def _polars(table: Table) -> Any:
    pl = extra("polars")
    dtypes = {
        "text": pl.String,
        "int": pl.Int64,
        "float": pl.Float64,
        "bool": pl.Boolean,
        "texts": pl.List(pl.String),
        "time": pl.Datetime("us", "UTC"),
    }

    def series(name: str, holds: Column, values: list[Any]) -> Any:
        if holds == "day":
            days = [None if v is None else Day(v).days() for v in values]
            if any(d is not None and not _POLARS_FIRST <= d <= _POLARS_LAST for d in days):
                return pl.Series(name, [None if v is None else str(v) for v in values], dtype=pl.String)
            return pl.Series(name, days, dtype=pl.Int32).cast(pl.Date)
        return pl.Series(name, values, dtype=dtypes[holds])

    return pl.DataFrame([series(name, holds, values) for name, holds, values in table.values()])
