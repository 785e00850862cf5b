"""Trade series, and trade around an event, with their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from demarche.model import (
    BriefEvent,
    SeriesName,
    TradeFigure,
    TradePoint,
)
from demarche.results._columns import brief_table, titles
from demarche.tables import Column, Table, Tables

_SERIES: dict[str, Column] = {
    "reporter": "text",
    "partner": "text",
    "flow": "text",
    "commodity": "text",
    "classification": "text",
    "valuation": "text",
    "currency": "text",
    "publisher": "text",
}


_FIGURE: dict[str, Column] = {
    "period": "text",
    "start": "day",
    "value": "float",
    "quantum": "float",
    "basis": "text",
    "quantity": "float",
    "unit": "text",
    "rank": "int",
    "yoy_computed": "float",
    "yoy_reported": "float",
    "yoy_agreement": "text",
    "mom_computed": "float",
    "mom_reported": "float",
    "mom_agreement": "text",
    "derived_from": "texts",
    "sources": "texts",
}


def _series(series: SeriesName) -> list[Any]:
    goods = series.commodity
    return [
        series.reporter.code,
        series.partner.code,
        series.flow,
        goods.code,
        goods.classification,
        series.valuation,
        series.currency,
        series.publisher,
    ]


def _figure(figure: TradeFigure) -> list[Any]:
    changes = [
        part
        for change in (figure.yoy, figure.mom)
        for part in ([change.computed, change.reported, change.agreement] if change else [None, None, None])
    ]
    numbers = [None if n is None else float(n) for n in (figure.value, figure.quantum, figure.quantity)]
    value, quantum, quantity = numbers
    derived = [earlier.period for earlier in figure.derived_from]
    head = [figure.period, figure.start, value, quantum, figure.basis, quantity, figure.unit, figure.rank]
    return [*head, *changes, derived, titles(figure.sources)]


@dataclass(frozen=True)
class TradeSeries(SeriesName):
    """A series with its figures, oldest first, and the periods that it lacks between its first and its last."""

    figures: tuple[TradeFigure, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class TradeSeriesList(Tables, Sequence[TradeSeries]):
    """The series of one flow: one for each publisher, valuation and classification, never mixed.

    Tables: figures (one row for each value in the currency of its series, with its changes in percent), missing (one
    row for each period without a figure). A frame's values are floats, which are exact to some 15 digits; those of
    ``figures[i].value`` are exact.
    """

    series: tuple[TradeSeries, ...]

    def __getitem__(self, index: Any) -> Any:
        """Return one of the series."""
        return self.series[index]

    def __len__(self) -> int:
        """Return how many series there are."""
        return len(self.series)

    def tables(self) -> dict[str, Table]:
        """Return figures and missing."""
        figures = ([s.id, *_series(s), *_figure(f)] for s in self.series for f in s.figures)
        missing = ([s.id, *_series(s), period] for s in self.series for period in s.missing)
        return {
            "figures": Table.of({"series": "text", **_SERIES, **_FIGURE}, figures),
            "missing": Table.of({"series": "text", **_SERIES, "period": "text"}, missing),
        }


@dataclass(frozen=True, repr=False)
class TradeAround(Tables):
    """The months of trade around an event; note says how to read them.

    The event lies in some month from first_month to last_month (such as "2025-09"), from which offsets are counted.
    Both are the same where its month is known.

    Tables: points (one row for each figure, with offset_months from the event's month), events (others between the two
    countries in the window), missing (months without a figure).
    """

    event: BriefEvent
    points: tuple[TradePoint, ...]
    first_month: str
    last_month: str
    missing_months: tuple[str, ...]
    other_events_in_window: tuple[BriefEvent, ...]
    note: str

    def tables(self) -> dict[str, Table]:
        """Return points, events and missing."""
        columns: dict[str, Column] = {"offset_months": "int", "series": "text", **_SERIES, **_FIGURE}
        points = (
            [p.offset_months, s.id, *_series(s), *_figure(p.figure)] for p in self.points if (s := p.figure.series)
        )
        return {
            "points": Table.of(columns, points),
            "events": brief_table(self.other_events_in_window),
            "missing": Table.of({"period": "text"}, ([month] for month in self.missing_months)),
        }
