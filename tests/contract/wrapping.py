"""The apps under test once more, with faults around their ports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from zsim.faults import Fault, Faults
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.ports.conformance import AppUnderTest
from zsim.ports.records import Ref

Wrap = Callable[[AppUnderTest], AppUnderTest]
APP = "crm"


class Elsewhere:
    """Surroundings in which nobody acts."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.journal = Journal(Clock(0))

    def names(self) -> Mapping[str, str]:
        return {APP: "the app"}

    def pass_time(self, delay_ms: int) -> None:
        raise AssertionError("time passed")

    def later(self, delay_ms: int, action: Callable[[], None]) -> None:
        raise AssertionError("something was put off")

    def save_again(self, ref: Ref) -> None:
        raise AssertionError("a record was saved")

    def regenerate_key(self, app: str) -> None:
        raise AssertionError("a key was regenerated")

    def withdraw_right(self, profile: str, module: str) -> None:
        raise AssertionError("a right was withdrawn")


def bare(app: AppUnderTest) -> AppUnderTest:
    """The app as it is."""
    return app


def wrapped(app: AppUnderTest, *faults: Fault) -> AppUnderTest:
    """The app with these faults around its port; none, as a rule."""
    around = Faults(Elsewhere())
    for each in faults:
        around.pin(each)
    return replace(app, port=around.wrap(APP, app.port))


WRAPPINGS = (bare, wrapped)
