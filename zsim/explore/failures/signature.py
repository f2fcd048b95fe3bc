"""What makes two failures one: the check, the behaviours it stands on, the kinds of records and the products."""

from __future__ import annotations

import re
import traceback
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.checks import InvariantViolated
from zsim.explore.script import ModelDiffers, Script

RUN = re.compile(r"(?:run|fetch) \d+ of (?:([\w-]+)'s )?'?([\w ]+)")
"""How checks call the run in which something is wrong."""

MODEL = "model"
"""The check of what the reference model has against a run."""


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
    if isinstance(error, ModelDiffers):
        return _in_run(MODEL, error.differences[0].rules, error.differences[0].run)
    frames = [each for each in traceback.extract_tb(error.__traceback__) if "zsim" in each.filename]
    where = f" in {frames[-1].name}" if frames else ""
    return Signature(f"{type(error).__name__}{where}", (), (), script.start.products[:1])


def _in_run(check: str, behaviours: tuple[str, ...], told: str) -> Signature:
    found = RUN.match(told)
    product, kind = (found[1], found[2]) if found else (None, None)
    kinds = (kind,) if product and kind else ("leads",) if found else ()
    return Signature(check, behaviours, kinds, (product,) if product else ())
