"""What came of planting a bug: which means caught it, after how many executions, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from zsim.catalogue import catalogue
from zsim.checks import InvariantViolated
from zsim.explore.bank import BUGS
from zsim.explore.selftest.unexplored import UNEXPLORED
from zsim.kernel.errors import UsageError
from zsim.kernel.processor_time import DoesNotEnd

MODEL = "model"
ENDLESS = "does not end"
ASSERTION = "assertion"
FORMAT = "zsim-selftest"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one means made of a bug: so many executions, in seconds of the processor's time, until it was caught.

    ``found`` says by what: a scenario's id, a seed, a case; it is empty where nothing caught it. ``checks`` are what
    raised it there: the names of invariants, "model", "assertion", "does not end", or an error of ours.
    """

    executions: int
    seconds: float
    found: str = ""
    checks: tuple[str, ...] = ()

    @property
    def caught(self) -> bool:
        """Whether it was caught."""
        return bool(self.found)


NONE = Attempt(0, 0.0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one bug.

    ``scenarios`` are those of the project, ``script`` its own, ``worlds`` random ones, ``sweep`` interruptions.
    ``green`` are the behaviours it breaks whose covering scenarios pass all the same.
    """

    bug: str
    scenarios: Attempt
    script: Attempt
    worlds: Attempt
    sweep: Attempt
    green: tuple[str, ...] = ()

    @property
    def told(self) -> bool:
        """Whether a scenario or its own script catches it."""
        return self.scenarios.caught or self.script.caught

    @property
    def explored(self) -> bool:
        """Whether exploration alone catches it."""
        return self.worlds.caught or self.sweep.caught

    @property
    def invariants(self) -> tuple[str, ...]:
        """The invariants that caught it, whatever was played."""
        known = {each.name for each in catalogue().invariants}
        return tuple([each for each in self._checks() if each in known])

    @property
    def by_model(self) -> bool:
        """Whether the reference model caught it."""
        return MODEL in self._checks()

    def wrong(self) -> Iterator[str]:
        """What is wrong with that, in words; nothing where all is as it should be."""
        if not self.told:
            yield f"{self.bug}: no scenario catches it"
        if not self.explored and self.bug not in UNEXPLORED:
            yield f"{self.bug}: exploration does not catch it"
        if self.explored and self.bug in UNEXPLORED:
            yield f"{self.bug}: exploration catches it now; take it out of what it cannot ({UNEXPLORED[self.bug]})"
        for each in self.green:
            yield f"{self.bug}: it breaks {each}, whose scenarios pass all the same"

    def _checks(self) -> tuple[str, ...]:
        attempts = (self.scenarios, self.script, self.worlds, self.sweep)
        return tuple(dict.fromkeys([check for each in attempts for check in each.checks]))


def checks_of(raised: BaseException | None) -> tuple[str, ...]:
    """What raised it: invariants by their names, or the kind of error; a scenario's own assertion by that word."""
    match raised:
        case InvariantViolated(violations=violations):
            return tuple(dict.fromkeys([each.invariant for each in violations]))
        case DoesNotEnd():
            return (ENDLESS,)
        case None | AssertionError():
            return (ASSERTION,)
        case _:
            return (type(raised).__name__,)


def plain(verdicts: Iterable[Verdict], *, seconds: bool) -> dict[str, Any]:
    """Verdicts as JSON can hold them; without ``seconds`` two selftests of the same are equal."""
    told = [asdict(each) for each in verdicts]
    for each in told:
        for attempt in each.values():
            if isinstance(attempt, dict):
                attempt["seconds"] = round(attempt["seconds"], 2) if seconds else 0
                if not seconds and not attempt["found"]:
                    attempt["executions"] = 0  # as many as there was time for
    return {"format": FORMAT, "version": VERSION, "bugs": told}


def verdicts_of(data: Any, name: str) -> tuple[Verdict, ...]:
    """The verdicts that ``plain`` gave, of a file of that name; anything else raises ``UsageError``."""
    refusal = UsageError(
        asked=f"read {name}",
        found="it holds no verdicts on planted bugs",
        right="one that this version's 'zsim selftest --save' wrote",
    )
    try:
        if (data["format"], data["version"]) == (FORMAT, VERSION):
            return tuple([_verdict(each) for each in data["bugs"]])
    except (KeyError, TypeError):
        raise refusal from None
    raise refusal


def renewed(former: Sequence[Verdict], new: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Former verdicts with new ones in their places, in the order of the bank, without bugs that are not in it."""
    known = {each.bug: each for each in (*former, *new)}
    return tuple([known[each.name] for each in BUGS if each.name in known])


def _verdict(data: Mapping[str, Any]) -> Verdict:
    attempts = {
        name: Attempt(**{**value, "checks": tuple(value["checks"])})
        for name, value in data.items()
        if isinstance(value, Mapping)
    }
    return Verdict(bug=data["bug"], green=tuple(data["green"]), **attempts)
