"""Answers to questions: the model's classes with their tables and graphs."""

from demarche.results.actors import Official, Relationship, official_tables
from demarche.results.events import Event, EventInFull, RecordedEvent, event_tables
from demarche.results.networks import EventChain, Path, RelationshipMap
from demarche.results.others import SearchResults, Written
from demarche.results.trade import TradeAround, TradeSeries, TradeSeriesList

__all__ = [
    "Event",
    "EventChain",
    "EventInFull",
    "Official",
    "Path",
    "RecordedEvent",
    "Relationship",
    "RelationshipMap",
    "SearchResults",
    "TradeAround",
    "TradeSeries",
    "TradeSeriesList",
    "Written",
    "event_tables",
    "official_tables",
]
