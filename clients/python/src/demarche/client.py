"""The clients, sync and async."""

from __future__ import annotations

import asyncio
import inspect
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import aclosing, closing
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

import httpx

from demarche import _events, _export, questions, stories, writing
from demarche._export import Export, Sink
from demarche._pages import AsyncPages, Listing, Pages
from demarche._wire import Ask, Pause, Question, Reply, Steps, Wire, made
from demarche.errors import BadInputError, DemarcheError
from demarche.results import RecordedEvent

P = ParamSpec("P")
T = TypeVar("T")

File: TypeAlias = "str | os.PathLike[str]"

HERE = "http://127.0.0.1:8080"


def _method(question: Callable[..., Any], method: Callable[..., Any], gives: str = r"\1", *, file: bool = False) -> Any:
    """Give a method the name, text and parameters of the question that it asks, and say what it gives."""
    wraps(question)(method)
    signature = inspect.signature(question)
    before = [inspect.Parameter(name, inspect.Parameter.POSITIONAL_ONLY) for name in ("self", "file")[: 1 + file]]
    method.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*before, *signature.parameters.values()],
        return_annotation=re.sub(r"^\w+(?:\[(.*)\])?$", gives, signature.return_annotation),
    )
    return method


def _asks(question: Callable[P, Question[T]]) -> Callable[Concatenate[Demarche, P], T]:
    def method(self: Demarche, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._run(made(question, *args, **kwargs))

    return _method(question, method)  # type: ignore[no-any-return]


def _lists(listing: Callable[P, Listing[T]]) -> Callable[Concatenate[Demarche, P], Pages[T]]:
    def method(self: Demarche, /, *args: P.args, **kwargs: P.kwargs) -> Pages[T]:
        return Pages(made(listing, *args, **kwargs), self._run, self._progress)

    return _method(listing, method, r"Pages[\1]")  # type: ignore[no-any-return]


def _asks_later(question: Callable[P, Question[T]]) -> Callable[Concatenate[AsyncDemarche, P], Coroutine[Any, Any, T]]:
    async def method(self: AsyncDemarche, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._run(made(question, *args, **kwargs))

    return _method(question, method)  # type: ignore[no-any-return]


def _lists_later(listing: Callable[P, Listing[T]]) -> Callable[Concatenate[AsyncDemarche, P], AsyncPages[T]]:
    def method(self: AsyncDemarche, /, *args: P.args, **kwargs: P.kwargs) -> AsyncPages[T]:
        return AsyncPages(made(listing, *args, **kwargs), self._run, self._progress)

    return _method(listing, method, r"AsyncPages[\1]")  # type: ignore[no-any-return]


def _exports(asks: Callable[P, Export]) -> Callable[Concatenate[Demarche, P], bytes]:
    def method(self: Demarche, /, *args: P.args, **kwargs: P.kwargs) -> bytes:
        return self._fetch(made(asks, *args, **kwargs), None)

    return _method(asks, method, "bytes")  # type: ignore[no-any-return]


def _exports_to(asks: Callable[P, Export]) -> Callable[Concatenate[Demarche, File, P], Path]:
    def method(self: Demarche, file: File, /, *args: P.args, **kwargs: P.kwargs) -> Path:
        self._fetch(made(asks, *args, **kwargs), file)
        return Path(file)

    return _method(asks, method, "Path", file=True)  # type: ignore[no-any-return]


def _exports_later(asks: Callable[P, Export]) -> Callable[Concatenate[AsyncDemarche, P], Coroutine[Any, Any, bytes]]:
    async def method(self: AsyncDemarche, /, *args: P.args, **kwargs: P.kwargs) -> bytes:
        return await self._fetch(made(asks, *args, **kwargs), None)

    return _method(asks, method, "bytes")  # type: ignore[no-any-return]


def _exports_to_later(
    asks: Callable[P, Export],
) -> Callable[Concatenate[AsyncDemarche, File, P], Coroutine[Any, Any, Path]]:
    async def method(self: AsyncDemarche, file: File, /, *args: P.args, **kwargs: P.kwargs) -> Path:
        await self._fetch(made(asks, *args, **kwargs), file)
        return Path(file)

    return _method(asks, method, "Path", file=True)  # type: ignore[no-any-return]


def _tells(asks: Callable[P, Ask]) -> Callable[Concatenate[Demarche, P], Iterator[RecordedEvent]]:
    def method(self: Demarche, /, *args: P.args, **kwargs: P.kwargs) -> Iterator[RecordedEvent]:
        return self._listen(made(asks, *args, **kwargs))

    return _method(asks, method, "Iterator[RecordedEvent]")  # type: ignore[no-any-return]


def _tells_later(asks: Callable[P, Ask]) -> Callable[Concatenate[AsyncDemarche, P], AsyncIterator[RecordedEvent]]:
    def method(self: AsyncDemarche, /, *args: P.args, **kwargs: P.kwargs) -> AsyncIterator[RecordedEvent]:
        return self._listen(made(asks, *args, **kwargs))

    return _method(asks, method, "AsyncIterator[RecordedEvent]")  # type: ignore[no-any-return]


class _Client:
    """What both clients are made with."""

    def __init__(
        self,
        url: str | None = None,
        *,
        token: str | None = None,
        timeout: float = 40.0,
        retries: int = 4,
        progress: bool | None = None,
    ) -> None:
        """Connect to nothing yet.

        Args:
            url: the server's address. Without it, what DEMARCHE_URL says, with the token of DEMARCHE_TOKEN, else
                http://127.0.0.1:8080.
            token: the editor's token, for writing.
            timeout: seconds to wait for an answer; the server takes up to 30.
            retries: how often to ask again while the server is busy or its database away, after as long as it says.
            progress: whether to show a bar on long work; on a terminal and in a notebook if nothing is said.

        """
        if url is None:
            url = os.environ.get("DEMARCHE_URL", HERE)
            token = token or os.environ.get("DEMARCHE_TOKEN") or None
        self._wire = Wire(url, token, retries, f"demarche-python/{version('demarche')}")
        self._progress = progress
        try:
            self._connect(httpx.Timeout(timeout, connect=min(timeout, 10.0)))
        except (ImportError, OSError, TypeError, ValueError, httpx.InvalidURL) as err:
            raise BadInputError(f"no client can be made with this timeout and this environment: {err}") from err

    def _connect(self, timeout: httpx.Timeout) -> None:
        raise NotImplementedError

    def _open(self, closed: bool) -> None:
        if closed:
            raise DemarcheError("this client is closed: make another")

    @property
    def url(self) -> str:
        """The server's address."""
        return self._wire.base

    def __repr__(self) -> str:
        """Name the server, and never the token."""
        return f"{type(self).__name__}({self.url!r})"


class Demarche(_Client):
    """A client of a demarche server. Use it in ``with``, or close it when it is no longer needed.

    >>> with Demarche("http://127.0.0.1:8080") as demarche:
    ...     demarche.timeline(countries=["CHN", "PRK"], match="ALL", during="2025").df()
    """

    query = _asks(questions.query)
    timeline = _lists(questions.timeline)
    event = _asks(questions.event)
    official = _asks(questions.official)
    officials = _lists(questions.officials)
    relationship = _asks(questions.relationship)
    relationship_map = _asks(questions.relationship_map)
    shortest_path = _asks(questions.shortest_path)
    event_chain = _asks(questions.event_chain)
    trade_series = _asks(questions.trade_series)
    trade_around = _asks(questions.trade_around)
    search = _asks(questions.search)
    records = _asks(stories.records)
    disputes = _lists(stories.disputes)
    decisions = _asks(stories.decisions)
    fate = _asks(stories.fate)
    export = _exports(_export.export)
    export_to = _exports_to(_export.export)
    event_recorded = _tells(_events.event_recorded)
    upsert_events = _asks(writing.upsert_events)
    upsert_officials = _asks(writing.upsert_officials)
    upsert_trade_figures = _asks(writing.upsert_trade_figures)
    link_events = _asks(writing.link_events)
    merge_officials = _asks(writing.merge_officials)
    undo_merge = _asks(writing.undo_merge)
    retract = _asks(writing.retract)
    undo_retract = _asks(writing.undo_retract)
    merge_events = _asks(stories.merge_events)
    separate = _asks(stories.separate)
    nest = _asks(stories.nest)
    undo = _asks(stories.undo)

    def _connect(self, timeout: httpx.Timeout) -> None:
        self._http = httpx.Client(timeout=timeout)

    def _run(self, question: Question[T]) -> T:
        return self._drive(self._wire.steps(question))

    def _fetch(self, wanted: Export, file: File | None) -> bytes:
        response = self._drive(self._wire.opened(wanted.path, wanted.parameters), stream=True)
        with closing(response), Sink(wanted, file, self._progress) as sink:
            try:
                for chunk in response.iter_bytes():
                    sink.take(chunk)
            except httpx.HTTPError as err:
                self._wire.arrived(err)
            return sink.whole()

    def _listen(self, ask: Ask) -> Iterator[RecordedEvent]:
        stream = _events.Stream(self._wire)
        with closing(self._drive(self._wire.listening(ask), stream=True)) as response:
            try:
                for chunk in response.iter_bytes():
                    yield from stream.take(chunk)
            except httpx.HTTPError as err:
                self._wire.arrived(err)
        raise stream.ended()

    def _drive(self, steps: Steps[T], *, stream: bool = False) -> T:
        reply: Reply = None
        self._open(self._http.is_closed)
        try:
            while True:
                step = steps.send(reply)
                if isinstance(step, Pause):
                    time.sleep(step.seconds)
                    reply = None
                    continue
                try:
                    reply = self._http.send(step, stream=stream)
                    if stream and reply.status_code != httpx.codes.OK:
                        reply.read()
                except httpx.HTTPError as err:
                    reply = err
        except StopIteration as end:
            result: T = end.value
            return result

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Demarche:
        """Return the client."""
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, at: TracebackType | None) -> None:
        """Close the connections."""
        self.close()


class AsyncDemarche(_Client):
    """A client of a demarche server for asyncio: as Demarche, with await, and async for over lists.

    >>> async with AsyncDemarche("http://127.0.0.1:8080") as demarche:
    ...     await demarche.timeline(countries=["CHN", "PRK"], match="ALL", during="2025").df()
    """

    query = _asks_later(questions.query)
    timeline = _lists_later(questions.timeline)
    event = _asks_later(questions.event)
    official = _asks_later(questions.official)
    officials = _lists_later(questions.officials)
    relationship = _asks_later(questions.relationship)
    relationship_map = _asks_later(questions.relationship_map)
    shortest_path = _asks_later(questions.shortest_path)
    event_chain = _asks_later(questions.event_chain)
    trade_series = _asks_later(questions.trade_series)
    trade_around = _asks_later(questions.trade_around)
    search = _asks_later(questions.search)
    records = _asks_later(stories.records)
    disputes = _lists_later(stories.disputes)
    decisions = _asks_later(stories.decisions)
    fate = _asks_later(stories.fate)
    export = _exports_later(_export.export)
    export_to = _exports_to_later(_export.export)
    event_recorded = _tells_later(_events.event_recorded)
    upsert_events = _asks_later(writing.upsert_events)
    upsert_officials = _asks_later(writing.upsert_officials)
    upsert_trade_figures = _asks_later(writing.upsert_trade_figures)
    link_events = _asks_later(writing.link_events)
    merge_officials = _asks_later(writing.merge_officials)
    undo_merge = _asks_later(writing.undo_merge)
    retract = _asks_later(writing.retract)
    undo_retract = _asks_later(writing.undo_retract)
    merge_events = _asks_later(stories.merge_events)
    separate = _asks_later(stories.separate)
    nest = _asks_later(stories.nest)
    undo = _asks_later(stories.undo)

    def _connect(self, timeout: httpx.Timeout) -> None:
        self._http = httpx.AsyncClient(timeout=timeout)

    async def _run(self, question: Question[T]) -> T:
        return await self._drive(self._wire.steps(question))

    async def _fetch(self, wanted: Export, file: File | None) -> bytes:
        response = await self._drive(self._wire.opened(wanted.path, wanted.parameters), stream=True)
        async with aclosing(response):
            with Sink(wanted, file, self._progress) as sink:
                try:
                    async for chunk in response.aiter_bytes():
                        sink.take(chunk)
                except httpx.HTTPError as err:
                    self._wire.arrived(err)
                return sink.whole()

    async def _listen(self, ask: Ask) -> AsyncIterator[RecordedEvent]:
        stream = _events.Stream(self._wire)
        async with aclosing(await self._drive(self._wire.listening(ask), stream=True)) as response:
            try:
                async for chunk in response.aiter_bytes():
                    for recorded in stream.take(chunk):
                        yield recorded
            except httpx.HTTPError as err:
                self._wire.arrived(err)
        raise stream.ended()

    async def _drive(self, steps: Steps[T], *, stream: bool = False) -> T:
        reply: Reply = None
        self._open(self._http.is_closed)
        try:
            while True:
                step = steps.send(reply)
                if isinstance(step, Pause):
                    await asyncio.sleep(step.seconds)
                    reply = None
                    continue
                try:
                    reply = await self._http.send(step, stream=stream)
                    if stream and reply.status_code != httpx.codes.OK:
                        await reply.aread()
                except httpx.HTTPError as err:
                    reply = err
        except StopIteration as end:
            result: T = end.value
            return result

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> AsyncDemarche:
        """Return the client."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, err: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self.close()
