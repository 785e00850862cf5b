"""The server that the tests ask: tools/with-server starts one with the seed graph and an editor's token."""

import os
from collections.abc import Iterator

import pytest
from servers import Serve, serving

from demarche import Demarche


def _needed(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        pytest.exit(
            f"{name} is not set: run make test-python, or tools/with-server bin/venv/bin/pytest clients/python", 2
        )
    return value


@pytest.fixture(scope="session")
def url() -> str:
    return _needed("DEMARCHE_URL")


@pytest.fixture(scope="session")
def token() -> str:
    return _needed("DEMARCHE_TOKEN")


@pytest.fixture
def demarche(url: str) -> Iterator[Demarche]:
    with Demarche(url) as client:
        yield client


@pytest.fixture
def serve() -> Iterator[Serve]:
    yield from serving()
