"""How it is told that an organisation's numbers run on: none twice, and none left out.

Source: TXN-18, TXN-26.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zsim.checks.effects import EffectSeen
from zsim.checks.facts import Violation
from zsim.ports.documents import NUMBERS

NUMBERED: Mapping[str, str] = {**NUMBERS, "payments": "payment_number"}
"""The modules whose documents get numbers of a series, with the field that holds one."""


@dataclass(slots=True)
class Series:
    """What is known of the numbers of one module: the prefix in use, and the number that comes next after each."""

    prefix: str
    upcoming: dict[str, int] = field(default_factory=dict)

    @property
    def next(self) -> str:
        """The number the next document is to get."""
        return f"{self.prefix}{self.upcoming.get(self.prefix, 1):06}"

    def chosen(self, prefix: str | None, next_number: object) -> Series:
        """The numbers as they run on after somebody chose them; never from one that was given already, or is none."""
        own = self.prefix if prefix is None else prefix
        later = next_number if isinstance(next_number, int) else 1
        return Series(own, {**self.upcoming, own: max(later, self.upcoming.get(own, 1))})

    def given(self, number: str) -> None:
        """Take in that a document got this number, which may be a wrong one."""
        digits = number.removeprefix(self.prefix)
        if digits.isdecimal():
            self.upcoming[self.prefix] = max(int(digits) + 1, self.upcoming.get(self.prefix, 1))


def numbers_run_on(effect: EffectSeen, series: Series) -> Iterator[Violation]:
    """A new document gets the number that comes next, and keeps it; ``series`` takes in what it got."""
    name, before, after = NUMBERED[effect.ref.module], effect.before, effect.after
    if before is None and after is not None:
        number, right = str(after.get(name)), series.next
        series.given(number)
        if number != right:
            told = f"entry {effect.number}: {effect.ref} got the number {number}, and {right} came next"
            yield Violation("numbers-run-on", told)
    elif before is not None and after is not None and before.get(name) != after.get(name):
        told = f"entry {effect.number}: {effect.ref} had the number {before.get(name)} and has {after.get(name)}"
        yield Violation("numbers-run-on", told)
