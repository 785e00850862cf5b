"""Days and windows of time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import TypeAlias

from demarche.errors import BadInputError, OutOfRangeError

When: TypeAlias = "str | datetime.date"
During: TypeAlias = "When | tuple[When | None, When | None]"
"""A window: one EDTF date ("2025", "2025-09"), or the first and the last; None is an open end. A day may be a date."""


class Day(str):
    """A calendar day as ISO 8601 text, such as 2025-09-04 (proleptic Gregorian; year 0 is 1 BC, +12000 is beyond 9999).

    It is text because a graph of events may hold days that ``datetime.date`` cannot. Data frames have real dates.
    """

    __slots__ = ()

    def date(self) -> datetime.date:
        """Return the day as a date; an OutOfRangeError before the year 1 and after 9999."""
        try:
            return datetime.date.fromisoformat(self)
        except ValueError as err:
            raise OutOfRangeError(f"Python's dates go from the year 1 to 9999, and have no {self}") from err

    def days(self) -> int:
        """Return the days since 1970-01-01, negative before."""
        match = re.fullmatch(r"([+-]?\d{4,})-(\d\d)-(\d\d)", self)
        if match is None:
            raise BadInputError(f"{str(self)!r} is no day")
        year, month, day = (int(part) for part in match.groups())
        # The Gregorian calendar repeats after 400 years of 146,097 days.
        cycles, inside = divmod(year - 2000, 400)
        return datetime.date(2000 + inside, month, day).toordinal() - 719_163 + cycles * 146_097


def edtf(when: When) -> str:
    """Return a date as EDTF text."""
    if not isinstance(when, str | datetime.date):
        raise BadInputError(f"{when!r} is no date: write it as EDTF text or datetime.date", "BAD_DATE")
    if isinstance(when, datetime.datetime):
        when = when.date()
    return when.isoformat() if isinstance(when, datetime.date) else when


def window(during: During | None) -> dict[str, str] | None:
    """Return a window as the API takes it."""
    if during is None:
        return None
    if isinstance(during, str | datetime.date):
        during = (during, during)
    if not isinstance(during, Sequence) or len(during) != 2:  # noqa: PLR2004
        raise BadInputError(f"a window is a date or two (first and last), not {during!r}", "BAD_DATE")
    return {name: edtf(when) for name, when in zip(("from", "to"), during, strict=True) if when is not None}
