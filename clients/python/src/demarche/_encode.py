"""From what a caller gives to the JSON of a request, by the types that the schema gives variables and inputs."""

from __future__ import annotations

import datetime
import math
import re
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from demarche._dates import edtf, window
from demarche._decode import in_json
from demarche._inputs import INPUTS
from demarche._readonly import as_mapping, reshaped
from demarche._schema import ENUMS
from demarche.errors import BadInputError

_DECLARED = re.compile(r"\$(\w+)\s*:\s*([\[\]!\w]+)")


def variables(document: str, operation: str | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables of a document as JSON, each by the type that the document declares for it."""
    if operation is not None:
        document = re.split(rf"\b(?:query|mutation|subscription)\s+{re.escape(operation)}\b", document, maxsplit=1)[-1]
    kinds: dict[str, str] = {}
    for name, kind in _DECLARED.findall(document):
        kinds.setdefault(name, kind)
    return {name: encode(kinds.get(name, ""), value, name) for name, value in values.items()}


def encode(kind: str, value: Any, at: str) -> Any:
    """Return a value as JSON of a type of the schema; ``at`` is where it stands, for what goes wrong.

    Names of enumerations are taken in any case. An id is also read from what has one, a date from a ``FuzzyDate`` or a
    Python date, a decimal number from any number. A type that is not known here gets the value as it is.
    """
    kind = kind.rstrip("!")
    value = _plain(value)
    if value is None:
        return None
    if kind.startswith("["):
        return [encode(kind[1:-1], item, f"{at}.{i}") for i, item in enumerate(_items(value))]
    if kind in ENUMS:
        return chosen(value, ENUMS[kind], at)
    if kind in INPUTS:
        return _input(kind, value, at)
    return _SCALARS.get(kind, _any)(value, at)


def chosen(value: Any, allowed: Sequence[str], at: str) -> str:
    """Return which of the names is meant, in any case, or raise what they are."""
    if isinstance(value, str):
        for name in allowed:
            if name.casefold() == value.casefold():
                return name
    raise BadInputError(f"{at}: {value!r} is none of {', '.join(allowed)}", "BAD_INPUT")


def several(values: Any) -> tuple[Any, ...]:
    """Return what is given for a list: one thing alone is a list of one."""
    return tuple(_items(values))


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, str | Enum | Mapping) or not isinstance(value, Iterable):
        return [value]
    if hasattr(value, "columns"):
        records = 'df.to_dict("records") with pandas, df.to_dicts() with polars, table.to_pylist() with Arrow'
        raise BadInputError(f"give a list, not a table; its rows are {records}", "BAD_INPUT")
    return value


def _plain(value: Any) -> Any:
    """Return members of Python enumerations and values of NumPy and pandas as what they stand for; None if missing."""
    if isinstance(value, Enum):
        value = value.value if isinstance(value.value, str) else value.name
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        value = value.item()
    missing = isinstance(value, float) and math.isnan(value)
    return None if missing or type(value).__name__ in ("NaTType", "NAType") else value


def _input(kind: str, value: Any, at: str) -> dict[str, Any]:
    if kind == "DateRange" and not isinstance(value, Mapping):
        value = window(value)
    fields = INPUTS[kind]
    named: dict[str, Any] = {}
    for key, part in _mapping(kind, value, at).items():
        name = in_json(key)
        if name in named:
            raise BadInputError(f"{at}.{name}: this field is given twice", "BAD_INPUT")
        named[name] = _plain(part)
    out: dict[str, Any] = {}
    for name, part in reshaped(kind, named, at).items():
        if name not in fields:
            raise BadInputError(f"{at}.{name}: there is no such field; there are {', '.join(fields)}", "BAD_INPUT")
        if part is not None:
            out[name] = encode(fields[name], part, f"{at}.{name}")
    return out


def _mapping(kind: str, value: Any, at: str) -> dict[str, Any]:
    value = as_mapping(value)
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise BadInputError(f"{at}: give {kind} as a dict, or as what the client read, not {value!r}", "BAD_INPUT")
    return dict(value)


def _of(value: Any, name: str) -> Any:
    """Return one field of an object of the model or a dict, where it has that field."""
    fields = as_mapping(value)
    return fields.get(name, value) if isinstance(fields, Mapping) else value


def _wrong(value: Any, at: str, what: str) -> BadInputError:
    return BadInputError(f"{at}: write {what}, not {value!r}", "BAD_INPUT")


def _text(value: Any, at: str) -> str:
    if not isinstance(value, str):
        raise _wrong(value, at, "text")
    try:
        value.encode()
    except UnicodeEncodeError as err:
        raise BadInputError(f"{at}: the text has half a character (a lone surrogate)", "BAD_INPUT") from err
    return str(value)


def _id(value: Any, at: str) -> str:
    value = _of(value, "id")
    return _text(str(value) if isinstance(value, int) and not isinstance(value, bool) else value, at)


def _country(value: Any, at: str) -> str:
    return _text(_of(value, "code"), at)


def _date(value: Any, at: str) -> str:
    value = _of(value, "edtf")
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{'-' * (value < 0)}{abs(value):04d}" if abs(value) <= 9999 else f"Y{value}"  # noqa: PLR2004
    if not isinstance(value, str | datetime.date):
        raise _wrong(value, at, "a date as EDTF text or datetime.date")
    return _text(edtf(value), at)


def _decimal(value: Any, at: str) -> str:
    if isinstance(value, str):
        return _text(value, at)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _wrong(value, at, "a number")
    try:
        number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation as err:
        raise _wrong(value, at, "a number") from err
    if not number.is_finite():
        raise _wrong(value, at, "a finite number")
    return format(number, "f")


def _whole(value: Any, at: str) -> int:
    number = _float(value, at)
    if not number.is_integer():
        raise _wrong(value, at, "a whole number")
    return int(value)


def _float(value: Any, at: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _wrong(value, at, "a number")
    try:
        number = float(value)
    except (OverflowError, ValueError) as err:
        raise _wrong(value, at, "a smaller number") from err
    if not math.isfinite(number):
        raise _wrong(value, at, "a finite number")
    return number


def _flag(value: Any, at: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(value, at, "True or False")
    return value


def _any(value: Any, at: str) -> Any:
    """Return a value of a type that is not known here as the JSON that it looks like."""
    value = as_mapping(_plain(value))
    for kinds, reads in _LOOKS:
        if isinstance(value, kinds):
            return reads(value, at)
    raise _wrong(value, at, "text, a number, a list or a dict")


_LOOKS: list[tuple[type | tuple[type, ...], Callable[[Any, str], Any]]] = [
    ((types.NoneType, bool, int), lambda value, _: value),
    (str, _text),
    (float, _float),
    (Decimal, _decimal),
    (datetime.date, _date),
    (Mapping, lambda value, at: {str(key): _any(part, f"{at}.{key}") for key, part in value.items()}),
    (Iterable, lambda value, at: [_any(part, f"{at}.{i}") for i, part in enumerate(value)]),
]


_SCALARS: dict[str, Callable[[Any, str], Any]] = {
    "ID": _id,
    "String": _text,
    "CountryCode": _country,
    "EDTF": _date,
    "Decimal": _decimal,
    "Int": _whole,
    "Float": _float,
    "Boolean": _flag,
}
