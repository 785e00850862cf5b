"""The GraphQL documents that the client sends, one in a file; fragments/ holds what several of them ask for."""

import re
from functools import cache
from importlib.resources import files

_SPREAD = re.compile(r"\.\.\.(?!on\b)([a-z]\w*)")


@cache
def document(name: str) -> str:
    """Return the document of that name, with the fragments that it spreads."""
    texts = {"": _read(f"{name}.graphql")}
    wanted = _SPREAD.findall(texts[""])
    while wanted:
        fragment = wanted.pop()
        if fragment not in texts:
            texts[fragment] = _read(f"fragments/{fragment}.graphql")
            wanted += _SPREAD.findall(texts[fragment])
    return "\n".join(texts.values())


def names() -> list[str]:
    """Return the names of all documents."""
    return sorted(f.name.removesuffix(".graphql") for f in files(__name__).iterdir() if f.name.endswith(".graphql"))


def _read(path: str) -> str:
    return files(__name__).joinpath(path).read_text(encoding="utf-8")
