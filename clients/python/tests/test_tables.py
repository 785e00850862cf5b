"""Data frames: their columns, real dates, and nulls."""

import datetime
import subprocess
import sys

import pandas as pd
import polars as pl
import pytest

from demarche import BadInputError, Demarche, MissingExtraError, OutOfRangeError, Table
from demarche._dates import Day, window
from demarche._decode import instant
from demarche.tables import frame

OLD = Table(
    {"when": "day", "edtf": "text", "n": "int", "x": "float", "yes": "bool", "names": "texts", "at": "time"},
    [
        (
            Day("2025-09-04"),
            "2025-09-04",
            1,
            1.5,
            True,
            ["a", "b"],
            datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc),
        ),
        (Day("0476-09-04"), "0476-09-04", 2**60, 0.0, False, [], None),
        (Day("-0043-03-15"), "-0043-03-15", None, None, None, None, None),
        (None, "../2025", None, None, None, ["c"], None),
    ],
)


def test_pandas_holds_dates_of_all_times() -> None:
    df = frame(OLD, "pandas")
    assert str(df["when"].dtype) == "datetime64[s]"
    assert [str(day) for day in df["when"].to_numpy().astype("datetime64[D]")] == [
        "2025-09-04",
        "0476-09-04",
        "-043-03-15",
        "NaT",
    ]
    assert df.isna().sum().to_dict() == {"when": 1, "edtf": 0, "n": 2, "x": 2, "yes": 2, "names": 1, "at": 3}
    assert df["n"].tolist()[1] == 2**60
    assert str(df["at"].dtype) == "datetime64[us, UTC]"


def test_polars_holds_dates_of_all_times() -> None:
    df = frame(OLD, "polars")
    assert df.schema == {
        "when": pl.Date,
        "edtf": pl.String,
        "n": pl.Int64,
        "x": pl.Float64,
        "yes": pl.Boolean,
        "names": pl.List(pl.String),
        "at": pl.Datetime("us", "UTC"),
    }
    assert df["when"].head(2).to_list() == [datetime.date(2025, 9, 4), datetime.date(476, 9, 4)]
    assert df["when"].dt.year().to_list() == [2025, 476, -43, None]
    assert df["n"].to_list() == [1, 2**60, None, None]


FAR = ["-999999-01-01", "-262142-01-01", "-0043-03-15", "0000-01-01", "9999-12-31", "+10000-01-01", "+262142-12-31"]


@pytest.mark.parametrize("day", [*FAR, "+999999-12-31"])
@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_frames_show_days_of_all_years(backend: str, day: str) -> None:
    df = frame(Table({"when": "day", "n": "int"}, [(Day(day), 1), (None, 2), (Day("2025-09-04"), 3)]), backend)
    assert repr(df)
    if backend == "pandas":
        assert df["when"].isna().tolist() == [False, True, False]
        assert df["when"].to_numpy().astype("datetime64[D]").astype("int64")[0] == Day(day).days()
        assert df.to_csv()
        return
    assert df["when"].null_count() == 1
    shown = [text and text.lstrip("+-0").split("-")[0] for text in df["when"].cast(pl.String)]
    assert shown[0] == day.lstrip("+-0").split("-")[0]
    assert (df.schema["when"] == pl.String) == (abs(int(day[:-6])) > 262_142)
    assert df.write_csv()


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_empty_tables_keep_their_columns(demarche: Demarche, backend: str) -> None:
    full = demarche.timeline(during="2025")
    none = demarche.timeline(during="2025", text="nothingofthesort")
    for table in ("events", "participants", "sources"):
        some, empty = full.df(backend, table), none.df(backend, table)  # type: ignore[call-overload]
        assert len(empty) == 0
        assert list(empty.columns) == list(some.columns)
        assert [str(t) for t in empty.dtypes] == [str(t) for t in some.dtypes]


def test_every_table_of_every_result(demarche: Demarche) -> None:
    talks, kim = demarche.event("event:2025-09-04-kim-xi-talks"), demarche.official("official:Q56226")
    path = demarche.shortest_path("official:wang-yi", "official:Q22686")
    assert talks
    assert kim
    assert path
    answers = [
        talks,
        kim,
        path,
        demarche.relationship("official:Q56226", "official:Q15031"),
        demarche.relationship_map("official:Q56226", bucket="YEAR"),
        demarche.event_chain("event:2025-09-kim-beijing-visit", via=["SHARED_OFFICIAL"]),
        demarche.trade_series("CHN", "PRK"),
        demarche.trade_around("event:2025-09-kim-beijing-visit", "CHN", "PRK"),
        demarche.search("Beijing"),
    ]
    for answer in answers:
        for name, table in answer.tables().items():
            pandas, polars = answer.df(table=name), answer.df("polars", name)
            assert pandas.shape == polars.shape == (len(table.rows), len(table.columns))
            assert list(pandas.columns) == polars.columns
            assert pandas.isna().sum().to_list() == list(polars.null_count().row(0)), name
            assert str(len(table.rows)) in repr(answer)


def test_events_have_real_dates(demarche: Demarche) -> None:
    df = demarche.timeline(countries=["PRK"], during="2025").df()
    visit = df.set_index("id").loc["event:2025-09-kim-beijing-visit"]
    assert (visit["earliest"], visit["latest"]) == (pd.Timestamp("2025-09-02"), pd.Timestamp("2025-09-04"))
    assert visit["edtf"] == "2025-09-02/2025-09-04"
    assert visit["participants"] == ["Kim Jong Un", "Xi Jinping", "Choe Son Hui"]


def test_trade_keeps_what_is_missing(demarche: Demarche) -> None:
    series = demarche.trade_series("CHN", "PRK")
    figures = series.df().set_index("period")
    assert figures["value"].to_dict() == {"2024-09": 174.5e6, "2025-08": 147.6e6, "2025-09": 228.1e6}
    assert figures["yoy_computed"].isna().to_dict() == {"2024-09": True, "2025-08": True, "2025-09": False}
    assert len(series.df(table="missing")) == 10


def test_wrong_names_say_what_there_is(demarche: Demarche) -> None:
    found = demarche.search("Kim")
    with pytest.raises(BadInputError, match="found"):
        found.df(table="nodes")
    with pytest.raises(BadInputError, match="pandas or polars"):
        found.df("excel")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("package", "use"),
    [
        ("pandas", "Path(0, (), ()).df()"),
        ("polars", "Path(0, (), ()).df('polars')"),
        ("networkx", "Path(0, (), ()).graph()"),
    ],
)
def test_missing_extras_say_what_to_install(package: str, use: str) -> None:
    program = f"import sys; sys.modules[{package!r}] = None\nfrom demarche.results import Path\n{use}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert f"{MissingExtraError.__name__}: this needs {package}: pip install {package}" in done.stderr


def test_days() -> None:
    assert Day("1970-01-01").days() == 0
    assert Day("2000-02-29").days() == (datetime.date(2000, 2, 29) - datetime.date(1970, 1, 1)).days
    assert Day("0001-01-01").days() - Day("0000-12-31").days() == 1
    assert Day("+10000-01-01").days() - Day("9999-12-31").days() == 1
    assert Day("10000-01-01").days() - Day("9999-12-31").days() == 1
    assert Day("2025-09-04").date() == datetime.date(2025, 9, 4)
    with pytest.raises(OutOfRangeError):
        Day("0000-12-31").date()


@pytest.mark.parametrize(("fraction", "micros"), [("", 0), (".5", 500_000), (".123", 123_000), (".123456789", 123_456)])
def test_instants(fraction: str, micros: int) -> None:
    at = datetime.datetime(2025, 9, 4, 8, 30, 0, micros, datetime.timezone.utc)
    assert instant(f"2025-09-04T08:30:00{fraction}Z") == at


def test_windows() -> None:
    day = datetime.date(2025, 9, 4)
    assert window("2025-09") == {"from": "2025-09", "to": "2025-09"}
    assert window((day, None)) == {"from": "2025-09-04"}
    assert window(datetime.datetime(2025, 9, 4, 12, tzinfo=datetime.timezone.utc)) == {
        "from": "2025-09-04",
        "to": "2025-09-04",
    }
    assert window(None) is None
    with pytest.raises(BadInputError, match="first and last"):
        window(("2025", "2026", "2027"))  # type: ignore[arg-type]
