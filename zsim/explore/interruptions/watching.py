"""The calls of the engine, counted as faults count them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple, cast

from zsim.faults import ANY, METHODS, OPEN
from zsim.ports.app import App
from zsim.ports.documents import DocumentPort


class PortCall(NamedTuple):
    """A call the engine made: the number it has among all, the app and the number among those counted with it."""

    number: int
    app: str
    at_app: int
    method: str
    module: str

    @property
    def of(self) -> str:
        """The calls that are counted with it, as faults name them: openings by themselves."""
        return OPEN if self.method == OPEN else ANY

    def __str__(self) -> str:
        of = f" of {self.module}" if self.module else ""
        return f"call {self.number}, {self.method}{of} at {self.app}"


class Watching:
    """Ports that count the calls which pass through them; those made while ``waited_for`` is true are not told.

    A call that a person waits for is not told: whoever is refused does the same once more.
    """

    def __init__(self) -> None:
        self.waited_for: Callable[[], bool] = lambda: False
        self._calls: list[PortCall] = []
        self._counts: Counter[tuple[str, bool]] = Counter()

    @property
    def calls(self) -> tuple[PortCall, ...]:
        """The calls since the last ``forget``."""
        return tuple(self._calls)

    def forget(self) -> None:
        """Begin to count anew."""
        self._calls.clear()
        self._counts.clear()

    def wrap(self, app: str, port: App) -> App:
        """The port with a counter before it."""
        return cast("App", _Watched(app, port, self._note))

    def open(self, app: str, opening: Callable[[], App]) -> App:
        """The same for one that is to be opened first, which is counted, too."""
        self._note(app, OPEN, "")
        return self.wrap(app, opening())

    def _note(self, app: str, method: str, module: str) -> None:
        counted = app, method == OPEN
        self._counts[counted] += 1
        if not self.waited_for():
            self._calls.append(PortCall(len(self._calls) + 1, app, self._counts[counted], method, module))


class _Watched:
    """A port that notes each call before it is made."""

    def __init__(self, app: str, port: App, note: Callable[[str, str, str], None]) -> None:
        for method in METHODS:
            if hasattr(port, method):  # not every app takes commands
                setattr(self, method, self._noted(app, method, getattr(port, method), note))
        if isinstance(port, DocumentPort):
            self.serve_crm = port.serve_crm  # no call

    @staticmethod
    def _noted(
        app: str, method: str, call: Callable[..., object], note: Callable[[str, str, str], None]
    ) -> Callable[..., object]:
        def noted(*given: object, **by_name: object) -> object:
            note(app, method, str(given[0]) if given else "")
            return call(*given, **by_name)

        return noted
