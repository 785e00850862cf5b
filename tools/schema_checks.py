"""What schemathesis asks demarche for, and what has to be true of every answer."""

import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

# Of the seed graph, so that the questions find something.
IDS = [
    "official:Q56226",
    "official:Q15031",
    "official:wang-yi",
    "country:CHN",
    "country:PRK",
    "org:chn-mfa",
    "post:prk-foreign-minister",
    "event:2025-09-kim-beijing-visit",
    "event:2025-09-04-kim-xi-talks",
]
DATES = ["2025-09-04", "2025-09", "2025", "2025-09-02/2025-09-05", "2019~", "2019?", "201X", "../2025", "2025/", "2025/.."]
WORDS = ["China", "Kim", "金正恩", "Q15031", "TOTAL", "1507", "minister visit", ""]
TEXT = st.text(max_size=20)


def mostly(sound, wrong):
    """Sound values, and one in ten that may be wrong: a document has many, and one wrong one spoils it."""
    return st.integers(0, 9).flatmap(lambda n: wrong if n == 0 else sound)


SCALARS = {
    "ID": mostly(st.sampled_from(IDS), TEXT).map(nodes.String),
    "Int": mostly(st.integers(1, 5), st.integers(-(2**31), 2**31 - 1)).map(nodes.Int),
    "String": mostly(st.sampled_from(WORDS), TEXT).map(nodes.String),
    "CountryCode": mostly(st.sampled_from(["CHN", "PRK", "RUS", "CN"]), TEXT).map(nodes.String),
    "EDTF": mostly(st.sampled_from(DATES), TEXT).map(nodes.String),
    "Date": mostly(st.dates().map(str), TEXT).map(nodes.String),
    "DateTime": mostly(st.datetimes().map(lambda t: t.isoformat() + "Z"), TEXT).map(nodes.String),
    "Decimal": mostly(st.decimals(allow_nan=False, allow_infinity=False).map(str), TEXT).map(nodes.String),
}
for name, strategy in SCALARS.items():
    schemathesis.graphql.scalar(name, strategy)

# Errors that a client may make. All others of docs/api.md would be ours.
DOCUMENT = {"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "QUERY_TOO_COMPLEX", "BAD_REQUEST"}
DATA = {"BAD_DATE", "BAD_COUNTRY", "BAD_CURSOR", "BAD_INPUT", "NOT_FOUND", "PAGE_TOO_LARGE", "QUERY_TOO_BROAD"}
# Schemathesis sends no editor's token, so that mutations are refused: by a server that has one, or by one that has none.
DATA |= {"UNAUTHENTICATED", "FORBIDDEN"}


@schemathesis.check
def answers_as_documented(ctx, response, case):
    """A 200 of GraphQL's shape, whose errors are the client's, have a code, and a path where the operation ran."""
    assert response.status_code == 200, response.status_code
    assert response.headers["content-type"] == ["application/json; charset=utf-8"], response.headers["content-type"]
    answer = response.json()
    assert answer.keys() <= {"data", "errors"}, answer.keys()
    assert answer.get("errors", [None]), "an empty list of errors"
    if "data" in answer:
        assert isinstance(answer["data"], dict), "data is no object"
    else:
        assert answer["errors"], "neither data nor errors"
    for error in answer.get("errors", []):
        assert error["message"], "an error without a message"
        code = error.get("extensions", {}).get("code")
        assert code in (DATA if "data" in answer else DOCUMENT | DATA), error
        assert "data" not in answer or error["path"], error
