"""The sweep: every disturbance at every call of a case, and whether it ends as it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.content import difference
from zsim.explore.interruptions.disturbances import Disturbance, disturbances_of
from zsim.explore.interruptions.fact import Content
from zsim.explore.interruptions.stage import End, Stage
from zsim.explore.interruptions.watching import PortCall
from zsim.explore.script import Script
from zsim.faults import EngineKilled
from zsim.kernel.errors import UsageError
from zsim.world import Functions

Play = tuple[Disturbance, PortCall]

UNDISTURBED = "undisturbed"


@dataclass(frozen=True, slots=True)
class Finding:
    """A play that did not end as it should: what is told of it, and the script that shows it."""

    case: str
    disturbance: str
    call: PortCall | None
    told: tuple[str, ...]
    script: Script

    def __str__(self) -> str:
        at = f" at {self.call}" if self.call is not None else ""
        return "\n  ".join([f"{self.case}, {self.disturbance}{at}:", *self.told])


@dataclass(slots=True)
class Swept:
    """What a sweep met: the calls disturbed, the plays of each disturbance, those that took effect, the findings."""

    calls: int = 0
    plays: Counter[str] = field(default_factory=Counter)
    fired: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: Swept) -> None:
        """Take in what another sweep met."""
        self.calls += other.calls
        self.plays += other.plays
        self.fired += other.fired
        self.findings += other.findings


class Sweep:
    """Plays one case with all that can happen at each of its calls."""

    def __init__(self, case: SweepCase, functions: Functions | None = None) -> None:
        self._case = case
        self._functions = functions
        self._ends: dict[str, tuple[End, ...]] = {}

    def run(self, choose: Callable[[Sequence[Play]], Iterable[Play]] = iter) -> Swept:
        """Play everything, or what is chosen of it; a case that is not sound undisturbed is that one finding.

        A script that cannot be played at all is refused with ``UsageError``.
        """
        swept = Swept()
        usual = self._undisturbed()
        told = (usual.raised,) if usual.raised else tuple([f"the last run {each}" for each in usual.late])
        if told:
            swept.findings.append(Finding(self._case.name, UNDISTURBED, None, told, self._case.whole()))
            return swept
        swept.calls = len(self._stage.calls)
        self._ends[""] = (usual, *self._stage.ends_with(), *self._stage.ends_unasked())
        for disturbance, call in choose(list(self._plays())):
            self._play(swept, disturbance, call)
        return swept

    @cached_property
    def _stage(self) -> Stage:
        return Stage(self._case, self._functions)

    def _undisturbed(self) -> End:
        """The usual end; what comes before it is played here for the first time, so that what it raises is told."""

        def play() -> End:
            return self._stage.end()  # where the stage is set, too

        return _guarded(play, refused=UsageError)

    def _plays(self) -> Iterator[Play]:
        """All that can be played."""
        for disturbance in disturbances_of(self._case, self._stage.seen):
            for call in self._stage.calls:
                yield disturbance, call

    def _play(self, swept: Swept, disturbance: Disturbance, call: PortCall) -> None:
        faults = disturbance.at(call, self._case.disturbed_from)
        end = _guarded(lambda: self._stage.end(faults, disturbance.then))
        swept.plays[disturbance.kind] += 1
        swept.fired[disturbance.kind] += not end.unfired and (not disturbance.deed or end.acted)
        told = tuple(self._wrong(end, disturbance))
        if told:
            script = self._case.whole(faults, end.then or disturbance.then)
            swept.findings.append(Finding(self._case.name, disturbance.name, call, told, script))

    def _wrong(self, end: End, disturbance: Disturbance) -> Iterator[str]:
        """What is wrong with an end, in words; where it holds something else, compared with the nearest that may be."""
        if end.raised:
            yield end.raised
            return
        yield from end.unfired
        yield from [f"the last run {each}" for each in end.late]
        allowed = _contents(self._ends[""], end)
        if end.content in allowed:
            return
        if disturbance.elsewhere:
            allowed += _contents(self._ends_of(disturbance), end)
            if end.content in allowed or end.content in _contents(self._ends_between(disturbance), end):
                return
        yield from min([difference(end.content, each) for each in allowed], key=len)

    def _ends_of(self, disturbance: Disturbance) -> tuple[End, ...]:
        """The ends that what somebody does before or after the runs may come to, each played once."""
        deed, then = disturbance.deed, disturbance.then
        ends = chain(self._stage.ends_with(deed, then), self._stage.ends_unasked(deed, then))
        return self._once(disturbance.name, ends)

    def _ends_between(self, disturbance: Disturbance) -> tuple[End, ...]:
        """The ends that what somebody does between two records of a run may come to. Source: FLT-20."""
        between = self._stage.ends_between(disturbance.deed, disturbance.then)
        return self._once(f"{disturbance.name}, between", between)

    def _once(self, name: str, ends: Iterable[End]) -> tuple[End, ...]:
        if name not in self._ends:
            self._ends[name] = tuple(ends)
        return self._ends[name]


def _contents(ends: Iterable[End], end: End) -> list[Content]:
    """What may be held where a play ended so: who was told that a command is done is not to find it undone."""
    return [each.content for each in ends if each.asked or not end.asked]


def _guarded(play: Callable[[], End], refused: type[UsageError] | tuple[()] = ()) -> End:
    """The end of a play, or what it raised; a refusal of what was asked is raised where it is ``refused``."""
    try:
        return play()
    except refused:
        raise
    except (Exception, EngineKilled) as error:  # noqa: BLE001  whatever a play raises is what the sweep looks for
        return End(Counter(), raised=f"{type(error).__name__}: {error}")
