"""The enumerations of the schema that callers give. A test compares them with the server."""

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
