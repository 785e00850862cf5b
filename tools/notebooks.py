"""Compares executed notebooks with the committed ones, or writes them there: notebooks.py EXECUTED COMMITTED [--write]."""

import base64
import re
import sys
from pathlib import Path

import nbformat

LARGEST_PICTURE = 100_000
# What differs from machine to machine, or from day to day.
PRIVATE = re.compile(r"/(?:tmp|home|root|work|Users)/|127\.0\.0\.1:\d+|localhost:\d+|object at 0x")


def code(notebook):
    """The code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def texts(cell):
    """What a cell prints, but for pictures, which depend on fonts: of those only that they are there."""
    for output in cell.outputs:
        if output.output_type == "stream":
            yield "".join(output.text)
        elif "data" in output:
            for kind, data in sorted(output.data.items()):
                yield kind if kind.startswith("image/") else f"{kind}: {''.join(data)}"


def faults(notebook):
    """What is wrong with a notebook that people read without running it."""
    cells = code(notebook)
    if [cell.execution_count for cell in cells] != list(range(1, len(cells) + 1)):
        yield "its cells were not executed in order, from the first to the last"
    for number, cell in enumerate(cells, 1):
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"cell {number} ends in an error: {output.ename}"
            picture = base64.b64decode(output.get("data", {}).get("image/png", ""))
            if len(picture) > LARGEST_PICTURE:
                yield f"cell {number} has a picture of {len(picture):,} bytes: {LARGEST_PICTURE:,} at most"
        for text in texts(cell):
            if found := PRIVATE.search(text):
                yield f"cell {number} prints {found[0]!r}, which is of one machine alone"


def differences(executed, committed):
    """Where the committed notebook prints something else than its code does."""
    for number, (now, then) in enumerate(zip(code(executed), code(committed), strict=True), 1):
        if list(texts(now)) != list(texts(then)):
            yield f"cell {number} prints {list(texts(now))}, and committed is {list(texts(then))}"


def write(notebook, path):
    """Keep what was executed, without when."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata = {"kernelspec": notebook.metadata.kernelspec, "language_info": {"name": "python"}}
    nbformat.write(notebook, path)


def main(executed, committed, *flags):
    """Compare or write all notebooks; exit with 1 if one is not as it should be."""
    wrong = []
    paths = sorted(Path(executed).glob("*.ipynb"))
    for path in paths:
        now, there = nbformat.read(path, 4), Path(committed, path.name)
        if "--write" in flags:
            write(now, there)
        then = nbformat.read(there, 4)
        wrong += [f"{there}: {fault}" for fault in [*faults(then), *differences(now, then)]]
    print(*wrong, f"{len(paths)} notebooks, {len(wrong)} faults", sep="\n")
    if wrong or not paths:
        sys.exit("run tools/with-server tools/test-notebooks --write, read what changed, and commit it")


if __name__ == "__main__":
    main(*sys.argv[1:])
