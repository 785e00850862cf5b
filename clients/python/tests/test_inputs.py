"""What callers give: letter cases of every enumeration at every depth, and values of Python, without a server."""

import contextlib
import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
import pytest

import demarche as d
from demarche import questions, writing
from demarche._encode import encode, variables
from demarche._inputs import INPUTS
from demarche._schema import ENUMS
from demarche._wire import Question


def places(kind: str) -> list[tuple[str, str]]:
    """Where enumerations stand in a type of the schema: the path to each, and its name."""
    named = kind.strip("[]!")
    if named in ENUMS:
        return [("", named)]
    return [
        (f"{field}.{path}".rstrip("."), name)
        for field, inner in INPUTS.get(named, {}).items()
        for path, name in places(inner)
    ]


def put(kind: str, path: str, leaf: Any) -> Any:
    """A value of a type with this at the end of the path."""
    if kind.rstrip("!").startswith("["):
        return [put(kind.rstrip("!")[1:-1], path, leaf)]
    if not path:
        return leaf
    head, _, rest = path.partition(".")
    return {head: put(INPUTS[kind.rstrip("!")][head], rest, leaf)}


ROOTS = [*ENUMS, *INPUTS, *(f"[{name}!]!" for name in INPUTS)]


@pytest.mark.parametrize("root", ROOTS)
def test_every_enumeration_in_both_cases_everywhere(root: str) -> None:
    for path, name in places(root):
        taken_in_both_cases(root, path, name)


def taken_in_both_cases(root: str, path: str, name: str) -> None:
    for value in ENUMS[name]:
        right = put(root, path, value)
        member = Enum("Member", {value: value})(value)  # type: ignore[operator]
        for spelled in (value, value.lower(), value.title(), member):
            assert encode(root, put(root, path, spelled), "v") == right
    with pytest.raises(d.BadInputError) as caught:
        encode(root, put(root, path, "nonsense"), "v")
    assert all(value in str(caught.value) for value in ENUMS[name])
    assert path.rsplit(".", maxsplit=1)[-1] in str(caught.value)


def test_there_are_enumerations_in_depth() -> None:
    assert ("participants.roles", "ParticipantRole") in places("[EventInput!]!")
    assert ("match", "Match") in places("EventFilter")


def test_variables_are_read_by_the_types_that_the_document_declares() -> None:
    text = "query A($x: EventFilter, $k: [EventKind!]!) { a } query B($x: Match = ANY) { b }"
    assert variables(text, "A", {"x": {"kinds": ["visit"], "top_level": True}, "k": "meeting"}) == {
        "x": {"kinds": ["VISIT"], "topLevel": True},
        "k": ["MEETING"],
    }
    assert variables(text, "B", {"x": "all", "y": {"a": (1, Decimal("1.5"), datetime.date(2025, 9, 4))}}) == {
        "x": "ALL",
        "y": {"a": [1, "1.5", "2025-09-04"]},
    }


VALUES: list[tuple[str, Any, Any]] = [
    ("EDTF", datetime.date(33, 4, 3), "0033-04-03"),
    ("EDTF", datetime.datetime(2025, 9, 4, 8, tzinfo=datetime.timezone.utc), "2025-09-04"),
    ("EDTF", pd.Timestamp("2025-09-04"), "2025-09-04"),
    ("EDTF", np.datetime64("2025-09-04"), "2025-09-04"),
    ("EDTF", 2025, "2025"),
    ("EDTF", -44, "-0044"),
    ("EDTF", 12345, "Y12345"),
    ("EDTF", d.Day("2025-09-04"), "2025-09-04"),
    ("EDTF", {"edtf": "2025~", "label": "about 2025"}, "2025~"),
    ("Decimal", Decimal("1E+3"), "1000"),
    ("Decimal", 228_100_000, "228100000"),
    ("Decimal", 0.1, "0.1"),
    ("Decimal", np.float64(1e-7), "0.0000001"),
    ("Decimal", "1.50", "1.50"),
    ("Float", Decimal("0.5"), 0.5),
    ("Int", np.int64(3), 3),
    ("Int", 3.0, 3),
    ("String", pd.NA, None),
    ("EDTF", pd.NaT, None),
    ("Decimal", float("nan"), None),
    ("ID", {"id": "place:x", "name": "X"}, "place:x"),
    ("CountryCode", {"code": "CHN", "name": "China"}, "CHN"),
    ("[ID!]", "official:x", ["official:x"]),
    ("DateRange", ("2025", None), {"from": "2025"}),
    ("DateRange", datetime.date(2025, 9, 4), {"from": "2025-09-04", "to": "2025-09-04"}),
]


@pytest.mark.parametrize(("kind", "given", "sent"), VALUES)
def test_values_of_python(kind: str, given: Any, sent: Any) -> None:
    assert encode(kind, given, "v") == sent


ODD: list[Any] = [
    object(),
    b"bytes",
    float("inf"),
    Decimal("NaN"),
    Decimal("Infinity"),
    10**400,
    "\ud800",
    [["x"]],
    {"a": object()},
    {1: 2},
    set(),
    True,
    print,
    datetime.timedelta(1),
    1.5,
]


@pytest.mark.parametrize("kind", [*INPUTS, *ENUMS, *sorted({k for fields in INPUTS.values() for k in fields.values()})])
def test_odd_values_are_taken_or_refused_and_nothing_else_escapes(kind: str) -> None:
    for odd in ODD:
        for value in (odd, [odd], {"x": odd}, *({field: odd} for field in INPUTS.get(kind, ()))):
            with contextlib.suppress(d.DemarcheError):
                encode(kind, value, "v")


def first(question: Question[Any]) -> Any:
    return next(question)


def test_where_a_mistake_stands_is_said_before_anything_is_sent() -> None:
    items = [{"kind": "OTHER", "title": f"{n}", "date": "1850", "sources": []} for n in range(1002)]
    items[1001]["kind"] = "PARTY"
    with pytest.raises(d.BadInputError, match=r"input\.1001\.kind.*VISIT"):
        first(writing.upsert_events(items))
    with pytest.raises(d.BadInputError, match=r"input\.0\.titel: there is no such field; there are .*title"):
        first(writing.upsert_events([{"titel": "x"}]))


def test_one_thing_is_a_list_of_one() -> None:
    listing = questions.timeline(countries="CHN", kinds="VISIT")  # type: ignore[arg-type]
    assert listing.condition["filter"] == {"countries": ["CHN"], "kinds": ["VISIT"]}


@pytest.mark.parametrize("name", ["upsert_events", "upsert_officials", "upsert_trade_figures", "link_events"])
@pytest.mark.parametrize(
    ("items", "says"),
    [
        (pd.DataFrame([{"title": "a"}]), 'not a table; its rows are df.to_dict("records") with pandas'),
        (None, "input: give a list of what to write, not None"),
        ("abc", "as a dict, or as what the client read, not 'abc'"),
        (5, "as a dict, or as what the client read, not 5"),
        (["a"], "as a dict, or as what the client read, not 'a'"),
    ],
)
def test_what_is_no_list_of_items_is_refused(name: str, items: Any, says: str) -> None:
    """The error says what to give."""
    with pytest.raises(d.BadInputError) as caught:
        next(getattr(writing, name)(items))
    assert says in str(caught.value)
