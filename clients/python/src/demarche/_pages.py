"""Long lists, fetched a page at a time as they are needed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar, overload

from demarche._decode import decoded
from demarche._progress import Bar
from demarche._wire import Ask, Question
from demarche.documents import document
from demarche.errors import BadInputError, TooBroadError
from demarche.tables import Table, frame, pick

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

T = TypeVar("T")

LARGEST_PAGE = 150
"""Of the rows that the documents ask for, more would cost more than the API allows in one request."""


@dataclass(frozen=True)
class Listing(Generic[T]):
    """Which list is asked for: its document, what selects its rows, their order, and what they are."""

    name: str
    condition: Mapping[str, Any]
    order: Mapping[str, Any]
    row: type[T]
    tables: Callable[[Sequence[T]], dict[str, Table]]
    limit: int | None
    page_size: int

    def __post_init__(self) -> None:
        """Check the sizes."""
        if not isinstance(self.page_size, int) or not 1 <= self.page_size <= LARGEST_PAGE:
            raise BadInputError(f"page_size is between 1 and {LARGEST_PAGE}")
        if self.limit is not None and (not isinstance(self.limit, int) or self.limit < 0):
            raise BadInputError("limit is a number, and not negative")

    def page(self, first: int, after: str | None) -> Question[tuple[tuple[T, ...], str | None]]:
        """Return a page, and the cursor of its end if more follow."""
        variables = {**self.condition, **self.order, "first": first}
        if after is not None:
            variables["after"] = after
        page = (yield Ask(document(self.name), variables))[self.name]
        end = page["pageInfo"]
        return decoded(self.row, page["nodes"]), end["endCursor"] if end["hasNextPage"] else None

    def count(self) -> Question[int]:
        """Return the number of rows in the whole list, regardless of the limit."""
        total: int = (yield Ask(document(f"{self.name}-count"), dict(self.condition)))[self.name]["totalCount"]
        return total

    def estimate(self) -> Question[int | None]:
        """Return the number of rows to expect, or None if they are too many to count."""
        try:
            total = yield from self.count()
        except TooBroadError:
            return self.limit
        return total if self.limit is None else min(total, self.limit)


class Runner(Protocol):
    """What answers a question at once."""

    def __call__(self, question: Question[T]) -> T: ...


class AsyncRunner(Protocol):
    """What answers a question."""

    def __call__(self, question: Question[T]) -> Awaitable[T]: ...


class _Fetched(Generic[T]):
    """What was fetched of a list so far, and where the next page begins."""

    def __init__(self, listing: Listing[T], progress: bool | None) -> None:
        self._listing = listing
        self._progress = progress
        self._rows: list[T] = []
        self._after: str | None = None
        self._ended = listing.limit == 0

    def _next(self) -> Question[tuple[tuple[T, ...], str | None]]:
        listing = self._listing
        left = listing.page_size if listing.limit is None else min(listing.page_size, listing.limit - len(self._rows))
        return listing.page(left, self._after)

    def _keep(self, page: tuple[tuple[T, ...], str | None]) -> None:
        rows, self._after = page
        self._rows += rows
        self._ended = self._after is None or len(self._rows) == self._listing.limit

    def _bar(self) -> Bar:
        return Bar(self._listing.name, self._progress, len(self._rows))

    def _frame(self, backend: str, table: str | None) -> Any:
        return frame(pick(self._listing.tables(self._rows), table), backend)

    def __repr__(self) -> str:
        """Say what was fetched."""
        return f"<{self._listing.name}: {len(self._rows)} fetched, {'all' if self._ended else 'more to come'}>"


class Pages(_Fetched[T]):
    """A list whose pages are fetched as they are needed, once: iterating again starts with what is there."""

    def __init__(self, listing: Listing[T], run: Runner, progress: bool | None) -> None:
        """Fetch nothing yet."""
        super().__init__(listing, progress)
        self._run = run

    def __iter__(self) -> Iterator[T]:
        """Give row by row, and fetch a page when it comes to it."""
        at = 0
        while True:
            while at < len(self._rows):
                yield self._rows[at]
                at += 1
            if self._ended:
                return
            self._keep(self._run(self._next()))

    def all(self) -> list[T]:
        """Fetch what is not there yet, and return all rows."""
        with self._bar() as bar:
            while not self._ended:
                self._keep(self._run(self._next()))
                if bar.shown and not bar.begun and not self._ended:
                    bar.begin(self._run(self._listing.estimate()))
                bar.update(len(self._rows))
        return list(self._rows)

    def count(self) -> int:
        """Return the number of rows in the whole list, regardless of the limit and without fetching them.

        It raises TooBroadError if more than 100,000 rows have to be checked one by one.
        """
        return self._run(self._listing.count())

    @overload
    def df(self, backend: Literal["pandas"] = "pandas", table: str | None = None) -> pd.DataFrame: ...
    @overload
    def df(self, backend: Literal["polars"], table: str | None = None) -> pl.DataFrame: ...
    def df(self, backend: str = "pandas", table: str | None = None) -> pd.DataFrame | pl.DataFrame:
        """Fetch all rows, and return a table as a data frame: see ``demarche.Tables.df``."""
        self.all()
        return self._frame(backend, table)  # type: ignore[no-any-return]


class AsyncPages(_Fetched[T]):
    """A list whose pages are fetched as they are needed, once; as Pages, with await and async for."""

    def __init__(self, listing: Listing[T], run: AsyncRunner, progress: bool | None) -> None:
        """Fetch nothing yet."""
        super().__init__(listing, progress)
        self._run = run

    async def __aiter__(self) -> AsyncIterator[T]:
        """Give row by row, and fetch a page when it comes to it."""
        at = 0
        while True:
            while at < len(self._rows):
                yield self._rows[at]
                at += 1
            if self._ended:
                return
            self._keep(await self._run(self._next()))

    async def all(self) -> list[T]:
        """Fetch what is not there yet, and return all rows."""
        with self._bar() as bar:
            while not self._ended:
                self._keep(await self._run(self._next()))
                if bar.shown and not bar.begun and not self._ended:
                    bar.begin(await self._run(self._listing.estimate()))
                bar.update(len(self._rows))
        return list(self._rows)

    async def count(self) -> int:
        """Return the number of rows in the whole list, regardless of the limit and without fetching them."""
        return await self._run(self._listing.count())

    @overload
    async def df(self, backend: Literal["pandas"] = "pandas", table: str | None = None) -> pd.DataFrame: ...
    @overload
    async def df(self, backend: Literal["polars"], table: str | None = None) -> pl.DataFrame: ...
    async def df(self, backend: str = "pandas", table: str | None = None) -> pd.DataFrame | pl.DataFrame:
        """Fetch all rows, and return a table as a data frame: see ``demarche.Tables.df``."""
        await self.all()
        return self._frame(backend, table)  # type: ignore[no-any-return]
