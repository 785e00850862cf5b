"""Requests, answers and when to try again, without a network: what the sync and the async client have in common."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

import httpx

from demarche._encode import variables
from demarche.errors import (
    AnswerError,
    BadInputError,
    BusyError,
    DemarcheError,
    TimedOutError,
    UnavailableError,
    error_of,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """A document to be answered. ``again`` says whether it may be sent again after the server began with it."""

    document: str
    variables: dict[str, Any] = field(default_factory=dict)
    operation: str | None = None
    again: bool = True


@dataclass(frozen=True)
class Pause:
    """Wait for so many seconds."""

    seconds: float


Question: TypeAlias = Generator[Ask, dict[str, Any], T]
"""Yields what it asks, is sent the data of the answers, and returns a result."""

Reply: TypeAlias = "httpx.Response | httpx.HTTPError | None"
Steps: TypeAlias = Generator["httpx.Request | Pause", Reply, T]
"""Yields requests to be sent and pauses to be made, and is sent what came of each."""


class Wire:
    """Where the server is, and how it is spoken to."""

    LONGEST_PAUSE = 30.0

    def __init__(self, url: str, token: str | None, retries: int, agent: str) -> None:
        """Check the address and the number of tries."""
        if not isinstance(retries, int) or retries < 0:
            raise BadInputError("retries is a number, and not negative")
        self.base = checked(url)
        self.retries = retries
        self.headers = {"User-Agent": agent}
        if token is not None:
            if not isinstance(token, str) or not re.fullmatch(r"[!-~]+", token):
                raise BadInputError("the token has blanks or other characters that no token has")
            self.headers["Authorization"] = f"Bearer {token}"

    def steps(self, question: Question[T]) -> Steps[T]:
        """Answer what the question asks, one after another, until it returns."""
        try:
            ask = made(next, question)
            while True:
                try:
                    data = yield from self._answer(ask)
                except DemarcheError as err:
                    ask = question.throw(err)
                else:
                    ask = self.understood(question.send, data)
        except StopIteration as end:
            result: T = end.value
            return result

    def understood(self, read: Callable[..., T], *args: Any) -> T:
        """Return what is read of an answer, or raise that it is no answer of this API."""
        try:
            return read(*args)
        except DemarcheError:
            raise
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as err:
            raise AnswerError(
                f"{self.base} answered what this client cannot read ({err!r}): are both of the same version?"
            ) from err

    def _answer(self, ask: Ask) -> Steps[dict[str, Any]]:
        return (yield from self._patiently(self._request(ask), self.read, again=ask.again))

    def opened(self, path: str, parameters: Mapping[str, Any]) -> Steps[httpx.Response]:
        """Ask for a file by GET, and return its response, which is still to be read."""
        request = made(httpx.Request, "GET", f"{self.base}{path}", params=parameters, headers=self.headers)
        return (yield from self._patiently(request, self.begun))

    def listening(self, ask: Ask) -> Steps[httpx.Response]:
        """Ask for answers as they come, and return the response, which is still to be read."""
        request = self._request(ask)
        request.headers["Accept"] = "text/event-stream"
        return (yield from self._patiently(request, self.begun))

    def _patiently(self, request: httpx.Request, read: Callable[[Reply], T], *, again: bool = True) -> Steps[T]:
        for tried in range(self.retries + 1):
            reply = yield request
            try:
                return self.understood(read, reply)
            except (BusyError, UnavailableError) as err:
                # Who is busy has not begun; a database that went away may have done it already.
                if err.code is None or tried == self.retries or not (again or isinstance(err, BusyError)):
                    raise
                yield Pause(self.pause(tried, err.retry_after))
        raise AssertionError("unreachable")

    def _request(self, ask: Ask) -> httpx.Request:
        body: dict[str, Any] = {"query": ask.document}
        if ask.variables:
            body["variables"] = made(variables, ask.document, ask.operation, ask.variables)
        if ask.operation is not None:
            body["operationName"] = ask.operation
        return made(httpx.Request, "POST", f"{self.base}/graphql", json=body, headers=self.headers)

    def pause(self, tried: int, retry_after: float | None) -> float:
        """Return how long to wait after so many tries: what the server says, else twice as long each time."""
        if retry_after is not None:
            return min(retry_after, self.LONGEST_PAUSE)
        longer = 0.25 * float(2**tried)
        return min(longer, self.LONGEST_PAUSE) * random.uniform(0.75, 1.25)  # noqa: S311

    def read(self, reply: Reply) -> dict[str, Any]:
        """Return the data of an answer, or raise what it says went wrong."""
        response = self.arrived(reply)
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not (answer.keys() & {"data", "errors"}):
            raise AnswerError(
                f"{self.base} answered {response.status_code}, and not as demarche does: is this its address?"
            )
        if errors := answer.get("errors"):
            raise error_of(errors, answer.get("data"), retry_after(response))
        data: dict[str, Any] = answer["data"]
        return data

    def begun(self, reply: Reply) -> httpx.Response:
        """Return the response of a file that is coming, or raise why it is not."""
        response = self.arrived(reply)
        if response.status_code != httpx.codes.OK:
            self.read(response)
        return response

    def arrived(self, reply: Reply) -> httpx.Response:
        """Return the response, or raise why there is none."""
        if isinstance(reply, httpx.Response):
            return reply
        if isinstance(reply, httpx.TimeoutException) and not isinstance(reply, httpx.ConnectTimeout):
            raise TimedOutError(
                f"{self.base} did not answer in time: ask for less, or give a longer timeout"
            ) from reply
        if isinstance(reply, httpx.ConnectError | httpx.ConnectTimeout):
            raise UnavailableError(
                f"{self.base} cannot be reached ({reply}): is demarche serve running there?"
            ) from reply
        raise AnswerError(f"the answer of {self.base} broke off ({reply}): try again") from reply


def made(make: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Return what is made of a caller's arguments, or raise what is wrong with them as a BadInputError."""
    try:
        return make(*args, **kwargs)
    except DemarcheError:
        raise
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, httpx.InvalidURL) as err:
        raise BadInputError(f"the arguments cannot be read: {err}") from err


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given: what is None or empty is left to the API's defaults."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value is not None and value != ()
    }


def retry_after(response: httpx.Response) -> float | None:
    """Return the seconds of Retry-After, which demarche gives as a number."""
    try:
        seconds = float(response.headers["Retry-After"])
    except (KeyError, ValueError):
        return None
    return None if math.isnan(seconds) else max(0.0, seconds)


def checked(url: str) -> str:
    """Return the address of the server without a slash at its end, or raise what is wrong with it."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, TypeError, ValueError) as err:
        raise BadInputError(f"{url!r} is no address: {err}") from err
    if parsed.userinfo:
        raise BadInputError("the address holds a user or a password: give the token as token=")
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.query or parsed.fragment:
        raise BadInputError(f"{url!r} is no address of a server: write it as http://127.0.0.1:8080")
    return str(parsed).rstrip("/").removesuffix("/graphql")
