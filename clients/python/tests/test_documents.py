"""The documents, the model and the errors are those of the server's schema."""

import dataclasses
import re
import types
from pathlib import Path
from typing import Union, get_args, get_origin, get_type_hints

import graphql
import httpx
import pytest

from demarche import AsyncDemarche, Demarche, model, results
from demarche._decode import in_json
from demarche._inputs import INPUTS
from demarche._readonly import READ_AT_MOST
from demarche._schema import ENUMS
from demarche.documents import document, names
from demarche.errors import CLASSES
from demarche.writing import ITEMS_AT_ONCE

TYPES: dict[type, str] = {
    results.Event: "Event",
    results.EventInFull: "Event",
    results.RecordedEvent: "RecordedEvent",
    results.Official: "Official",
    results.Relationship: "Relationship",
    results.RelationshipMap: "RelationshipMap",
    results.Path: "Path",
    results.TradeSeries: "TradeSeries",
    results.TradeAround: "TradeAround",
    model.BriefEvent: "Event",
    model.FuzzyDate: "FuzzyDate",
    model.Source: "Source",
    model.Citation: "Citation",
    model.Place: "Place",
    model.Post: "Post",
    model.Tenure: "Tenure",
    model.Participation: "Participation",
    model.Gap: "GapDays",
    model.PreviousEvent: "PreviousEvent",
    model.FieldChange: "FieldChange",
    model.Revision: "Revision",
    model.KindCount: "KindCount",
    model.Change: "Change",
    model.Commodity: "Commodity",
    model.SeriesName: "TradeSeries",
    model.TradeFigure: "TradeFigure",
    model.TradePoint: "TradePoint",
    model.MapNode: "MapNode",
    model.MapEdge: "MapEdge",
    model.HistogramBucket: "HistogramBucket",
    model.Omitted: "Omitted",
    model.ChainedEvent: "ChainedEvent",
    model.ChainLink: "ChainLink",
    model.GapBetween: "Gap",
    model.UpsertItem: "UpsertItem",
    results.EventRecords: "Event",
    results.DisputedEvent: "Event",
    results.EventRecord: "EventRecord",
    results.RecordField: "RecordField",
    results.Dispute: "Dispute",
    results.DisputedValue: "DisputedValue",
    results.Decision: "Decision",
    results.Fate: "Fate",
}
"""What the schema calls what an answer holds."""

SCALARS = {
    "Day": "Date",
    "datetime": "DateTime",
    "Decimal": "Decimal",
    "int": "Int",
    "float": "Float",
    "bool": "Boolean",
}


@pytest.fixture(scope="session")
def schema(url: str) -> graphql.GraphQLSchema:
    return graphql.build_schema(httpx.get(f"{url}/schema.graphql").text)


@pytest.mark.parametrize("name", names())
def test_documents_are_valid(schema: graphql.GraphQLSchema, name: str) -> None:
    assert graphql.validate(schema, graphql.parse(document(name))) == []


def test_there_are_documents() -> None:
    assert "timeline" in names()


def taken(schema: graphql.GraphQLSchema) -> dict[str, graphql.GraphQLNamedType]:
    """Every type that an argument or an input has, except the scalars."""
    found: dict[str, graphql.GraphQLNamedType] = {}
    for kind in schema.type_map.values():
        if kind.name.startswith("__"):
            continue
        fields = kind.fields.values() if isinstance(kind, graphql.GraphQLInputObjectType) else ()
        if isinstance(kind, graphql.GraphQLObjectType | graphql.GraphQLInterfaceType):
            fields = (argument for field in kind.fields.values() for argument in field.args.values())
        for field in fields:
            named = graphql.get_named_type(field.type)
            if not isinstance(named, graphql.GraphQLScalarType):
                found[named.name] = named
    return found


def test_enumerations_and_inputs_are_the_schemas(schema: graphql.GraphQLSchema) -> None:
    kinds = taken(schema)
    enums = {name: set(kind.values) for name, kind in kinds.items() if isinstance(kind, graphql.GraphQLEnumType)}
    assert {name: set(values) for name, values in ENUMS.items()} == enums
    inputs = {
        name: {field: str(value.type) for field, value in kind.fields.items()}
        for name, kind in kinds.items()
        if isinstance(kind, graphql.GraphQLInputObjectType)
    }
    assert inputs == INPUTS


def test_every_change_has_a_method(schema: graphql.GraphQLSchema) -> None:
    assert schema.mutation_type is not None
    for name in schema.mutation_type.fields:
        method = re.sub("[A-Z]", lambda m: f"_{m[0].lower()}", name)
        assert hasattr(Demarche, method), name
        assert hasattr(AsyncDemarche, method), name


def test_an_event_is_read_with_as_much_as_writing_minds(schema: graphql.GraphQLSchema) -> None:
    for name, most in READ_AT_MOST.items():
        assert f"{name}(first: {most})" in document("event"), name


BRIEF = {in_json(field.name) for field in dataclasses.fields(results.Event)} - {
    in_json(field.name) for field in dataclasses.fields(model.BriefEvent)
}
"""What a brief event leaves out of an event."""

TOLD = {"records", "disputes", "decisions"}  # the methods of these names
LISTED = {"ledFrom", "ledTo", "parts", *TOLD}

EVENT = LISTED | {in_json(field.name) for field in dataclasses.fields(results.EventInFull)}
"""All fields of an event."""

LEFT_OUT: dict[type, set[str]] = {
    results.Event: {"previousBetweenSameParticipants", "revisions"} | LISTED,  # those of one event: EventInFull
    results.EventInFull: LISTED,  # event_chain, and the methods of TOLD
    results.EventRecords: EVENT - {"id", "title", "records", "disputes"},
    results.DisputedEvent: EVENT - {in_json(field.name) for field in dataclasses.fields(results.DisputedEvent)},
    results.Official: {"counterparts", "merges", "timeline"},  # relationship_map; query; timeline
    results.Relationship: {"timeline"},  # the method timeline
    results.RelationshipMap: {"frames"},  # which follow from the series of the edges
    model.BriefEvent: {"previousBetweenSameParticipants", "revisions"} | LISTED | BRIEF,  # event
    model.Source: {"format", "published", "retrieved", "rows", "sha256"},  # of files; query
    model.Citation: {"mentions", "record"},
    model.Place: {"latitude", "longitude"},
    model.Post: {"holders", "sources"},  # officials(post=…)
    model.Tenure: {"sources"},
    model.Participation: {"offices", "via"},
    model.Commodity: {"id", "parent"},
    model.SeriesName: {"figures", "missing"},  # TradeSeries
    model.UpsertItem: {"node"},  # event, official
}
"""The fields of the schema's types that the client leaves out on purpose."""

NOT_ASKED = {
    *("commodity", "country", "node", "nodes", "organization", "post", "source"),
    *("timelineHistogram", "topCommodities"),
}
"""The questions of the schema that have no method: query asks them."""

NOT_SENT = {"disputes": {"before", "last"}, "timeline": {"before", "last"}}
"""The arguments that no document sends: lists are read from their beginning."""


def test_every_question_has_a_method(schema: graphql.GraphQLSchema) -> None:
    assert schema.query_type is not None
    names = {re.sub("[A-Z]", lambda m: f"_{m[0].lower()}", name): name for name in schema.query_type.fields}
    assert {name for method, name in names.items() if not hasattr(Demarche, method)} == NOT_ASKED


@pytest.mark.parametrize(("cls", "name"), TYPES.items())
def test_every_field_is_read_or_left_out_on_purpose(schema: graphql.GraphQLSchema, cls: type, name: str) -> None:
    fields = set(schema.type_map[name].fields)  # type: ignore[attr-defined]
    read = {in_json(field.name) for field in dataclasses.fields(cls)}
    assert read <= fields
    assert fields - read == LEFT_OUT.get(cls, set())


def test_every_argument_is_sent(schema: graphql.GraphQLSchema) -> None:
    roots = {
        graphql.OperationType.QUERY: schema.query_type,
        graphql.OperationType.MUTATION: schema.mutation_type,
        graphql.OperationType.SUBSCRIPTION: schema.subscription_type,
    }
    sent: dict[str, set[str]] = {}
    arguments: dict[str, set[str]] = {}
    for name in names():
        for operation in graphql.parse(document(name)).definitions:
            if not isinstance(operation, graphql.OperationDefinitionNode):
                continue
            root = roots[operation.operation]
            assert root is not None
            for field in operation.selection_set.selections:
                assert isinstance(field, graphql.FieldNode)
                called = field.name.value
                sent.setdefault(called, set()).update(argument.name.value for argument in field.arguments or ())
                arguments[called] = set(root.fields[called].args)
    assert {name: arguments[name] - sent[name] for name in sent if arguments[name] != sent[name]} == NOT_SENT


@pytest.mark.parametrize(("cls", "name"), TYPES.items())
def test_fields_are_the_schemas(schema: graphql.GraphQLSchema, cls: type, name: str) -> None:
    fields = schema.type_map[name].fields  # type: ignore[attr-defined]
    assert dataclasses.is_dataclass(cls)
    hints = get_type_hints(cls)
    for field in dataclasses.fields(cls):
        if field.default is None:  # not asked for everywhere
            continue
        kind = fields[in_json(field.name)].type
        hint = hints[field.name]
        nullable = get_origin(hint) in (Union, types.UnionType)
        assert nullable == (not isinstance(kind, graphql.GraphQLNonNull)), field.name
        inner = next(a for a in get_args(hint) if a is not types.NoneType) if nullable else hint
        assert (get_origin(inner) is tuple) == isinstance(graphql.get_nullable_type(kind), graphql.GraphQLList), (
            field.name
        )
        said = graphql.get_named_type(kind).name
        assert SCALARS.get(getattr(inner, "__name__", ""), said) == said, field.name
        assert said not in ("Date", "Decimal", "DateTime") or inner not in (str,), field.name


def test_codes_are_those_of_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs" / "api.md").read_text()
    table = page.split("## Errors")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {code for row in rows for code in re.findall(r"`([A-Z_]+)`", row)} == set(CLASSES)


def test_items_at_once_are_the_schemas(schema: graphql.GraphQLSchema) -> None:
    assert schema.mutation_type is not None
    assert f"At most {ITEMS_AT_ONCE:,} items" in (schema.mutation_type.description or "")


def test_names_in_json() -> None:
    assert [in_json(n) for n in ("of_kind", "from_", "id", "previous_between_same_participants")] == [
        "ofKind",
        "from",
        "id",
        "previousBetweenSameParticipants",
    ]
