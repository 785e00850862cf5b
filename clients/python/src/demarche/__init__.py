"""Client of demarche, the event-timeline knowledge graph for diplomacy and trade."""

from demarche._dates import Day
from demarche._pages import AsyncPages, Pages
from demarche.client import AsyncDemarche, Demarche
from demarche.errors import (
    AnswerError,
    BadInputError,
    BusyError,
    DemarcheError,
    DocumentError,
    FileError,
    InternalError,
    MissingExtraError,
    NotAllowedError,
    NotFoundError,
    OutOfRangeError,
    RequestError,
    RetractedError,
    TimedOutError,
    TooBroadError,
    UnavailableError,
)
from demarche.tables import Table, Tables

__all__ = [
    "AnswerError",
    "AsyncDemarche",
    "AsyncPages",
    "BadInputError",
    "BusyError",
    "Day",
    "Demarche",
    "DemarcheError",
    "DocumentError",
    "FileError",
    "InternalError",
    "MissingExtraError",
    "NotAllowedError",
    "NotFoundError",
    "OutOfRangeError",
    "Pages",
    "RequestError",
    "RetractedError",
    "Table",
    "Tables",
    "TimedOutError",
    "TooBroadError",
    "UnavailableError",
]
