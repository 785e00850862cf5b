"""The enumerations and the inputs of the schema, which callers give. A test compares both with the server."""

from __future__ import annotations

from typing import get_args

from demarche import model

ENUMS: dict[str, tuple[str, ...]] = {
    name: get_args(literal)
    for name, literal in {
        "EventKind": model.Kind,
        "ParticipantRole": model.Role,
        "Match": model.Match,
        "Certainty": model.Certainty,
        "TimelineOrder": model.Order,
        "TimeBucket": model.Bucket,
        "NodeType": model.NodeType,
        "ChainDirection": model.Direction,
        "ChainBasis": model.Basis,
        "Via": model.Via,
        "TradeFlow": model.Flow,
        "Frequency": model.Frequency,
        "Valuation": model.Valuation,
        "Classification": model.Classification,
        "FigureBasis": model.FigureBasis,
    }.items()
}
"""The values of each enumeration that an argument, an input or a variable may have."""

INPUTS: dict[str, dict[str, str]] = {
    "DateRange": {"from": "EDTF", "to": "EDTF"},
    "EventFilter": {
        "actors": "[ID!]",
        "match": "Match",
        "countries": "[CountryCode!]",
        "kinds": "[EventKind!]",
        "roles": "[ParticipantRole!]",
        "places": "[ID!]",
        "sources": "[ID!]",
        "during": "DateRange",
        "certainty": "Certainty",
        "text": "String",
        "topLevel": "Boolean",
    },
    "SourceInput": {
        "id": "ID",
        "url": "String",
        "title": "String",
        "publisher": "String",
        "published": "EDTF",
        "reliability": "String",
        "quote": "String",
    },
    "ParticipationInput": {"actor": "ID!", "roles": "[ParticipantRole!]!"},
    "EventInput": {
        "id": "ID",
        "kind": "EventKind!",
        "title": "String!",
        "summary": "String",
        "date": "EDTF!",
        "cameo": "String",
        "plover": "String",
        "place": "ID",
        "partOf": "ID",
        "participants": "[ParticipationInput!]",
        "about": "[ID!]",
        "sources": "[SourceInput!]!",
    },
    "OfficialInput": {
        "id": "ID",
        "name": "String!",
        "nativeName": "String",
        "aliases": "[String!]",
        "wikidata": "String",
        "born": "EDTF",
        "died": "EDTF",
        "country": "CountryCode",
        "sources": "[SourceInput!]!",
    },
    "TradeFigureInput": {
        "reporter": "CountryCode!",
        "partner": "CountryCode!",
        "flow": "TradeFlow!",
        "commodity": "String",
        "classification": "Classification",
        "edition": "String",
        "description": "String",
        "frequency": "Frequency!",
        "valuation": "Valuation",
        "currency": "String",
        "publisher": "String!",
        "period": "String!",
        "value": "Decimal",
        "quantum": "Decimal",
        "quantity": "Decimal",
        "unit": "String",
        "basis": "FigureBasis",
        "sources": "[SourceInput!]!",
    },
    "EventLinkInput": {
        "from": "ID!",
        "to": "ID!",
        "basis": "String",
        "confidence": "Float",
        "sources": "[SourceInput!]!",
    },
}
"""The fields of each input with their types."""
