"""What makes two failures one: the check, the behaviours it stands on, the kinds of records and the products."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.checks import InvariantViolated
from zsim.explore.script import DiffersFromModel, Script
from zsim.ports.records import Fields

RUN = re.compile(r"(?:run|fetch) \d+ of (?:([\w-]+)'s )?'?([\w ]+)")
"""How checks call the run in which something is wrong."""

MODEL = "model"
"""The check of what the reference model has against a run."""

AT_REST = "at rest"
"""The check of a world that is at rest: another run writes nothing."""

Snapshot = Mapping[str, Mapping[str, Mapping[str, Fields]]]


class NotAtRest(AssertionError):
    """A run still writes something although nothing happened for several runs; ``modules`` are those written to."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        changed = {
            f"{app}'s {module}": [
                f"{number}: {_told(records.get(number))} -> {_told(now.get(number))}"
                for number in sorted({*records, *now})
                if records.get(number) != now.get(number)
            ]
            for app, modules in after.items()
            for module, now in modules.items()
            for records in (before.get(app, {}).get(module, {}),)
        }
        self.modules = tuple([module for module, records in changed.items() if records])
        lines = [f"{module} {each}" for module, records in changed.items() for each in records]
        super().__init__("\n".join(["the next run still writes something:", *lines]))


class Signature(NamedTuple):
    """A failure, whatever records, moments and values it happened with.

    ``check`` is the name of an invariant, an error of ours with the function it came from, or a comparison in words.
    """

    check: str
    behaviours: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def __str__(self) -> str:
        about = f" ({', '.join(self.behaviours)})" if self.behaviours else ""
        where = [*self.kinds, *[f"in {each}" for each in self.products]]
        return f"{self.check}{about}{': ' if where else ''}{' '.join(where)}"


def signature_of(error: BaseException, script: Script) -> Signature:
    """The signature of what a script fails with; of several broken rules, the first counts."""
    if isinstance(error, InvariantViolated):
        first = error.violations[0]
        return _in_run(first.invariant, catalogue().invariant(first.invariant).behaviours, first.told)
    if isinstance(error, DiffersFromModel):
        return _in_run(MODEL, error.differences[0].rules, error.differences[0].run)
    if isinstance(error, NotAtRest):
        return Signature(AT_REST, (), error.modules, script.start.products[:1])
    frames = [each for each in traceback.extract_tb(error.__traceback__) if "zsim" in each.filename]
    where = f" in {frames[-1].name}" if frames else ""
    return Signature(f"{type(error).__name__}{where}", (), (), script.start.products[:1])


def _told(fields: Fields | None) -> str:
    return "none" if fields is None else ", ".join([f"{name} {value}" for name, value in fields.items()])


def _in_run(check: str, behaviours: tuple[str, ...], told: str) -> Signature:
    found = RUN.match(told)
    product, kind = (found[1], found[2]) if found else (None, None)
    kinds = (kind,) if product and kind else ("leads",) if found else ()
    return Signature(check, behaviours, kinds, (product,) if product else ())
