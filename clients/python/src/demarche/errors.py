"""What can go wrong, one class for each thing that a caller may do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demarche.results import Written


class DemarcheError(Exception):
    """Something went wrong; the message says what to do.

    ``code`` is the API's code (docs/api.md), or None where there was no answer. ``errors`` are all errors of the answer
    as the server sent them, and ``data`` is what it could answer beside them. ``written`` is what became of the items
    that were written before the error, or None where nothing was written: a long list goes in several transactions.
    """

    def __init__(
        self,
        message: str,
        code: str | None = None,
        *,
        errors: Sequence[dict[str, Any]] = (),
        data: dict[str, Any] | None = None,
        retry_after: float | None = None,
    ) -> None:
        """Keep the message and what came with it."""
        super().__init__(message)
        self.code = code
        self.errors = list(errors)
        self.data = data
        self.retry_after = retry_after
        self.written: Written | None = None

    def after(self, written: Written) -> None:
        """Count the items that were written before as part of the list, in the message and the paths of the errors."""
        done = len(written.items)
        self.errors = [
            error | {"path": _moved(error["path"], done)} if error.get("path") else error for error in self.errors
        ]
        message = message_of(self.errors) if self.errors else str(self)
        self.args = (f"{message}; the first {done} items are through, and written tells what became of each",)
        self.written = written


def _moved(path: Sequence[Any], by: int) -> list[Any]:
    """Return the path of an error with the index of an item, which follows "input", moved on."""
    return [
        part + by if isinstance(part, int) and i and path[i - 1] == "input" else part for i, part in enumerate(path)
    ]


class BadInputError(DemarcheError, ValueError):
    """An argument cannot be read or is out of bounds: correct it."""


class OutOfRangeError(BadInputError, OverflowError):
    """A day lies outside the years 1 to 9999, which are all that Python's dates have."""


class FileError(DemarcheError, OSError):
    """A file cannot be written: the message says which and why."""


class NotFoundError(DemarcheError):
    """An id that was given as an argument is unknown. Looking up an unknown id is no error: it gives None."""


class RetractedError(DemarcheError):
    """A record was retracted, or refers to one that was: ``undo_retract`` brings it back."""


class NotAllowedError(DemarcheError):
    """Writing needs the editor's token, and a server that has one."""


class TooBroadError(DemarcheError):
    """The question takes looking at too much: give a window, fewer kinds, one actor or one pair, or fewer rows."""


class DocumentError(DemarcheError):
    """The GraphQL document is wrong, or newer than the server."""


class RequestError(DemarcheError):
    """The server does not take such a request: its name for itself, its size or its form is wrong."""


class BusyError(DemarcheError):
    """The server has too much to do, and still had after the last try: ``retry_after`` seconds more."""


class TimedOutError(DemarcheError):
    """No answer in time: ask for less, or give the client a longer ``timeout``."""


class UnavailableError(DemarcheError):
    """The server or its database cannot be reached: see that both run, and try again."""


class InternalError(DemarcheError):
    """The server's own mistake; the message has an id under which its log has the rest."""


class AnswerError(DemarcheError):
    """What answered is no demarche, or broke off half-way."""


class MissingExtraError(DemarcheError, ImportError):
    """A package is missing that is only needed for this: the message says what to install."""


_OF: dict[type[DemarcheError], tuple[str, ...]] = {
    BadInputError: ("BAD_DATE", "BAD_COUNTRY", "BAD_CURSOR", "BAD_INPUT", "PAGE_TOO_LARGE"),
    NotFoundError: ("NOT_FOUND",),
    RetractedError: ("RETRACTED",),
    NotAllowedError: ("FORBIDDEN", "UNAUTHENTICATED"),
    TooBroadError: ("QUERY_TOO_BROAD", "QUERY_TOO_COMPLEX"),
    DocumentError: ("GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "PERSISTED_QUERY_NOT_FOUND"),
    RequestError: (
        "BAD_REQUEST",
        "BODY_TOO_LARGE",
        "UNSUPPORTED_MEDIA_TYPE",
        "NOT_ACCEPTABLE",
        "METHOD_NOT_ALLOWED",
        "CROSS_SITE_REQUEST",
        "UNKNOWN_HOST",
    ),
    BusyError: ("TOO_MANY_REQUESTS", "OVERLOADED"),
    TimedOutError: ("TIMEOUT",),
    UnavailableError: ("DATABASE_UNAVAILABLE",),
    InternalError: ("INTERNAL",),
}
CLASSES: dict[str, type[DemarcheError]] = {code: cls for cls, codes in _OF.items() for code in codes}
"""The class of each code; a code that is not here is a plain DemarcheError."""


def message_of(errors: Sequence[dict[str, Any]]) -> str:
    """Return what the first of the errors says and where, and how many more there are."""
    message = str(errors[0].get("message", "an error without a message"))
    if path := errors[0].get("path"):
        message = f"{'.'.join(map(str, path))}: {message}"
    return message if len(errors) == 1 else f"{message} (and {len(errors) - 1} more: see errors)"


def error_of(
    errors: Sequence[dict[str, Any]], data: dict[str, Any] | None = None, retry_after: float | None = None
) -> DemarcheError:
    """Return the exception for the errors of an answer: of the first one, with all of them beside."""
    code = errors[0].get("extensions", {}).get("code")
    message = message_of(errors)
    return CLASSES.get(code, DemarcheError)(message, code, errors=errors, data=data, retry_after=retry_after)
