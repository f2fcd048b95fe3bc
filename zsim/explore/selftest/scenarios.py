"""A project's scenarios, collected once and run again with one planted bug after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from hashlib import blake2b

import pytest
from _pytest.runner import runtestprotocol

from zsim.explore.bank import Bug
from zsim.explore.catching import Silent
from zsim.explore.selftest.verdict import Attempt, checks_of
from zsim.kernel.processor_time import no_longer_than, processor_time
from zsim.testing.plugin import BUG, case_of
from zsim.testing.running import Planted

SCENARIO_S_MAX = 20.0
"""In seconds."""


class Suite(Silent):
    """A pytest plugin under which no scenario runs but those that ``work`` tries, in an order that mixes areas.

    Where scenarios could not be collected, no work is done. One that takes more than ``most_s`` of the processor's time
    does not end.
    """

    def __init__(self, work: Callable[[Suite], None], most_s: float = SCENARIO_S_MAX) -> None:
        self._work = work
        self._most_s = most_s
        self._items: list[pytest.Item] = []
        self._covering: defaultdict[str, list[pytest.Item]] = defaultdict(list)
        self._sound: dict[str, bool] = {}
        self._raised: BaseException | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do the work in the place of running what was collected."""
        if session.testsfailed:
            raise session.Interrupted(f"{session.testsfailed} files could not be collected")
        for item in sorted(session.items, key=_digest):
            case = case_of(item)
            if case is not None:
                self._items.append(item)
                for behaviour in case.declaration.covers:
                    self._covering[behaviour].append(item)
        self._work(self)
        return True

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Let a scenario run, for some time, and note what it raises."""
        try:
            with no_longer_than(self._most_s):
                return (yield)
        except BaseException as error:
            self._raised = error
            raise

    def catch(self, bug: Bug) -> tuple[Attempt, tuple[str, ...]]:
        """Run scenarios with a bug until one fails, those that cover its behaviours first.

        Gives also the behaviours of which no scenario that covers them fails. What fails without the bug as well is
        not counted.
        """
        trial = _Trial(self, bug)
        green = [each for each in bug.behaviours if not trial.fails(self._covering[each])]
        if trial.first is None:
            trial.fails(self._items)
        return trial.first or Attempt(len(trial.passed), trial.time.seconds), tuple(green)

    def run(self, item: pytest.Item, bug: Bug | None) -> tuple[str, ...]:
        """What a scenario fails with; nothing where it passes."""
        self._raised = None
        if bug is not None:
            item.config.stash[BUG] = Planted(bug.name, bug.make)
        elif BUG in item.config.stash:
            del item.config.stash[BUG]
        reports = runtestprotocol(item, log=False, nextitem=None)
        return checks_of(self._raised) if any(each.failed for each in reports) else ()

    def is_sound(self, item: pytest.Item) -> bool:
        """Whether a scenario passes without a bug."""
        if item.nodeid not in self._sound:
            self._sound[item.nodeid] = not self.run(item, None)
        return self._sound[item.nodeid]


class _Trial:
    """One bug tried on scenarios: those that passed and failed with it, and what the first that failed came to."""

    def __init__(self, suite: Suite, bug: Bug) -> None:
        self.time = processor_time()
        self.passed: set[str] = set()
        self.first: Attempt | None = None
        self._failed: set[str] = set()
        self._suite = suite
        self._bug = bug

    def fails(self, items: Iterable[pytest.Item]) -> bool:
        """Whether one of these fails; no more are run than it takes."""
        items = tuple(items)
        return any(each.nodeid in self._failed for each in items) or any(map(self._run, items))

    def _run(self, item: pytest.Item) -> bool:
        if item.nodeid in self.passed:
            return False
        checks = self._suite.run(item, self._bug)
        if not checks or not self._suite.is_sound(item):
            self.passed.add(item.nodeid)
            return False
        case = case_of(item)
        if self.first is None and case is not None:
            self.first = Attempt(len(self.passed) + 1, self.time.seconds, case.id, checks)
        self._failed.add(item.nodeid)
        return True


def _digest(item: pytest.Item) -> bytes:
    return blake2b(item.nodeid.encode(), digest_size=8).digest()
