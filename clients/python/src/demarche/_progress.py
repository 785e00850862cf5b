"""A bar that shows how far long work is."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


class Bar:
    """A bar on a terminal or in a notebook; nothing elsewhere, without tqdm, or where it is switched off."""

    SOON = 1.0
    """Work that takes less than so many seconds shows no bar."""

    def __init__(self, what: str, wanted: bool | None, done: int = 0) -> None:
        """Show nothing yet. What is wanted is None where the place decides."""
        self._what = what
        self._done = done
        self._tqdm: Any = None
        self.shown = _somebody_watches() if wanted is None else wanted
        self.begun = False

    def __enter__(self) -> Bar:
        """Return the bar."""
        return self

    def begin(self, total: int | None, unit: str = "rows", scale: bool = False) -> None:
        """Show the bar, if it is to be shown; total is None where nobody knows."""
        self.begun = True
        if not self.shown:
            return
        try:
            from tqdm import tqdm  # noqa: PLC0415
        except ImportError:
            return
        self._tqdm = tqdm(
            desc=self._what,
            total=total,
            initial=self._done,
            unit=unit,
            unit_scale=scale,
            unit_divisor=1024,
            delay=self.SOON,
            leave=False,
        )

    def update(self, done: int) -> None:
        """Say how much is done by now."""
        if self._tqdm is not None:
            self._tqdm.update(done - self._tqdm.n)

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, at: TracebackType | None) -> None:
        """Take the bar away."""
        if self._tqdm is not None:
            self._tqdm.close()


def _somebody_watches() -> bool:
    return sys.stderr.isatty() or "ipykernel" in sys.modules
