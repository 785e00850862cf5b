"""From the JSON of an answer to the classes of the model."""

from __future__ import annotations

import dataclasses
import datetime
import re
import types
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from demarche._dates import Day

T = TypeVar("T")


def decode(cls: type[T], value: Any) -> T:
    """Return the JSON value as cls: a field called of_kind is read from ofKind, and one called from_ from "from"."""
    return cls(**{name: _value(hint, value[key]) for name, key, hint in _fields(cls) if key in value})  # type: ignore[arg-type]


def decoded(cls: type[T], values: list[Any]) -> tuple[T, ...]:
    """Return each JSON value as cls."""
    return tuple(decode(cls, value) for value in values)


@cache
def _fields(cls: Any) -> list[tuple[str, str, Any]]:
    hints = get_type_hints(cls)
    return [(f.name, in_json(f.name), hints[f.name]) for f in dataclasses.fields(cls) if f.init]


def in_json(name: str) -> str:
    """Return how the API calls what the model calls name."""
    return re.sub(r"_(\w)", lambda m: m[1].upper(), name.rstrip("_"))


def _value(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return None if value is None else _value(next(a for a in get_args(hint) if a is not types.NoneType), value)
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return decode(hint, value)
    return _SCALARS.get(hint, _as_it_is)(value)


def _as_it_is(value: Any) -> Any:
    return value


def instant(text: str) -> datetime.datetime:
    """Return an instant of the API, in UTC; Python 3.10 itself reads only three or six digits of a second."""
    seconds, _, fraction = text.removesuffix("Z").partition(".")
    micros = int(fraction[:6].ljust(6, "0"))
    return datetime.datetime.fromisoformat(seconds).replace(microsecond=micros, tzinfo=datetime.timezone.utc)


_SCALARS: dict[Any, Any] = {
    Day: Day,
    Decimal: Decimal,
    float: float,
    datetime.datetime: instant,
}
