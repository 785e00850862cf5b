"""Answers to questions: the model's classes with their tables and graphs."""

from demarche.results.actors import Official, Relationship, official_tables
from demarche.results.events import Event, EventInFull, RecordedEvent, event_tables
from demarche.results.networks import EventChain, Path, RelationshipMap
from demarche.results.others import SearchResults, Written
from demarche.results.stories import (
    Decision,
    Decisions,
    Dispute,
    DisputedEvent,
    DisputedValue,
    EventRecord,
    EventRecords,
    Fate,
    RecordField,
    dispute_tables,
)
from demarche.results.trade import TradeAround, TradeSeries, TradeSeriesList

__all__ = [
    "Decision",
    "Decisions",
    "Dispute",
    "DisputedEvent",
    "DisputedValue",
    "Event",
    "EventChain",
    "EventInFull",
    "EventRecord",
    "EventRecords",
    "Fate",
    "Official",
    "Path",
    "RecordField",
    "RecordedEvent",
    "Relationship",
    "RelationshipMap",
    "SearchResults",
    "TradeAround",
    "TradeSeries",
    "TradeSeriesList",
    "Written",
    "dispute_tables",
    "event_tables",
    "official_tables",
]
