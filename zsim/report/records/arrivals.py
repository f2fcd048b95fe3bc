"""The records of a run that did not arrive, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from zsim.ports.records import Ref
from zsim.report.records.answers import changed_records, in_users_words, name_of, named_in, word_for_word
from zsim.report.records.hints import CONFLICT, INTENDED, PICK_LIST, Hint, hints
from zsim.report.records.wording import Wording
from zsim.report.telling import ToldRun
from zsim.sync import DecisionEntry, Failure, Grade, Outcome, RunEnded
from zsim.world import Line

NOT_ARRIVED = frozenset(
    {Outcome.SKIPPED, Outcome.EXCLUDED, Outcome.FAILED, Outcome.CONFLICT, Outcome.KEPT, Outcome.IGNORED}
)
MISSED = "deal-missed"
"""The code of a decision that makes nothing, though what a deal went through would have made a document."""
OVERTAKEN = "overtaken"
NEVER = "never decided"
FAILED = "failed ("
"""How the sentence of a refusal begins, behind which the app's answer stands."""
WHY = "no run considered it: ", "no trigger considered it: "


class Arrival(NamedTuple):
    """A record that did not arrive: for which product, why, what it is called, and what was said of it.

    ``lasting`` says that so it was at the end. ``rules`` are the ids of those that the decision rests on. ``answer`` is
    what an app answered word for word, where that is said in other words. ``home`` is the app that it is
    a record of: the product itself where it did not arrive on the other side.
    """

    product: str
    hint: Hint
    outcome: str
    kind: str
    called: str
    says: str
    rules: tuple[str, ...]
    lasting: bool
    answer: str = ""
    home: str = ""

    @property
    def inside(self) -> bool:
        """Whether it is a record of the product, which did not arrive on the other side."""
        return self.home == self.product


class FailedWhole(NamedTuple):
    """A run of a sync that failed as a whole: of which product and sync, and why."""

    product: str
    who: str
    hint: Hint
    says: str


class Arrivals:
    """Finds, in told runs, what did not arrive."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._hints = hints()

    def of(self, told: ToldRun) -> Iterator[Arrival]:
        """The records that did not arrive, in the order they were decided about; last those never decided about."""
        decided = _Decided()
        failures: dict[int, Failure] = {}
        details = told.world.journal.details(0)
        decisions = [number for number, detail in enumerate(details, 1) if detail.__class__ is DecisionEntry]
        if decisions:
            lines = told.lines
            failures = {lines[number].cause: each for number, each in enumerate(details) if isinstance(each, Failure)}
        for number in decisions:
            detail = details[number - 1]
            assert isinstance(detail, DecisionEntry), "they were told apart"
            self._take_in(decided, detail, lines[number - 1], failures.get(number), told)
        yield from decided.arrivals()
        if told.run.overlooked:
            yield from self._never(told)

    def failed(self, told: ToldRun) -> Iterator[FailedWhole]:
        """The runs that failed as a whole."""
        for number, each in enumerate(told.world.journal.details(0)):
            if each.__class__ is RunEnded and isinstance(each, RunEnded) and each.grade is Grade.FAILED:
                actor, reason = told.lines[number].actor, each.reason or ""
                yield FailedWhole(
                    self._wording.product_of(actor), self._wording.who(actor), self._hints.run(reason), reason
                )

    def _take_in(
        self, decided: _Decided, detail: DecisionEntry, line: Line, failure: Failure | None, told: ToldRun
    ) -> None:
        if line.outcome == OVERTAKEN:
            return
        product = self._wording.product_of(line.actor)
        why, outcome = self._why(detail, line, failure), line.outcome
        for ref in detail.covers:
            key = product, ref
            if why is None:
                decided.arrived(key)
                if detail.refused:
                    why_not, says = self._hints.decision(PICK_LIST, ""), line.text
                    decided.add(key, self._arrival(product, why_not, outcome, ref, line, told, says, detail.cites))
                continue
            hint, says, rules = why
            decided.add(key, self._arrival(product, hint, outcome, ref, line, told, says, rules))

    def _why(
        self, detail: DecisionEntry, line: Line, failure: Failure | None
    ) -> tuple[Hint, str, tuple[str, ...]] | None:
        """Why it did not arrive, what is said of it, and the rules; ``None`` if it did."""
        if failure is not None:
            hint = self._hints.failure(failure.reason)
            return hint, failure.sentence, hint.rules
        if line.outcome == INTENDED:
            return self._hints.decision(INTENDED, ""), line.text, ()
        plain = detail.reason.plain_code
        if detail.outcome not in NOT_ARRIVED and plain != MISSED:
            return None
        code = CONFLICT if detail.outcome is Outcome.CONFLICT else plain
        return self._hints.decision(code, line.text), line.text, detail.cites

    def _arrival(
        self,
        product: str,
        hint: Hint,
        outcome: str,
        ref: Ref,
        line: Line,
        told: ToldRun,
        says: str,
        rules: tuple[str, ...],
    ) -> Arrival:
        kind, called = self._called(ref, named_in(line, ref.id), told)
        words = in_users_words(says, told)
        answer = word_for_word(says, words) if says.startswith(FAILED) else ""
        home = self._home(ref)
        return Arrival(product, hint, outcome, kind, called, words, rules, lasting=True, answer=answer, home=home)

    def _never(self, told: ToldRun) -> Iterator[Arrival]:
        refs = changed_records(told)
        for record_id, sentence in told.run.overlooked:
            ref = refs.get(record_id)
            if ref is None:
                continue
            name, home = name_of(record_id, told.lines), self._home(ref)
            for product, why in self._whys(ref, sentence, told.run.product or ""):
                hint = self._hints.unread(why)
                kind, called = self._called(ref, name, told)
                words = in_users_words(self._named(why), told)
                yield Arrival(product, hint, NEVER, kind, called, words, hint.rules, lasting=True, home=home)

    def _whys(self, ref: Ref, sentence: str, product: str) -> list[tuple[str, str]]:
        """The products in which a record is missing, each with why."""
        said = sentence
        for each in WHY:
            said = said.removeprefix(each)
        clauses = said.split("; ")
        own = self._wording.product(ref.app)
        found = [own] if own else [key for key in self._wording.products if any(_names(each, key) for each in clauses)]
        wanted = found or ([product] if product else [])
        return [(key, next((each for each in clauses if _names(each, key)), clauses[0])) for key in wanted]

    def _called(self, ref: Ref, name: str, told: ToldRun) -> tuple[str, str]:
        """The kind of a record, and what it is called with its place."""
        kind = told.world.resolver.kind(ref.app, ref.module)
        return kind, f"{kind} {name!r} in {self._wording.organisation(ref.app)}"

    def _home(self, ref: Ref) -> str:
        """The key of the product whose record that is; of the app where it is of none."""
        return self._wording.product(ref.app) or ref.app

    def _named(self, sentence: str) -> str:
        return self._wording.named(sentence)


@dataclass(slots=True)
class _Decided:
    """What was decided in one run about each record for each product."""

    _reasons: dict[tuple[str, Ref], dict[str, Arrival]] = field(default_factory=dict)
    _last: dict[tuple[str, Ref], str] = field(default_factory=dict)

    def add(self, key: tuple[str, Ref], arrival: Arrival) -> None:
        """It did not arrive."""
        self._reasons.setdefault(key, {})[arrival.hint.key] = arrival
        self._last[key] = arrival.hint.key

    def arrived(self, key: tuple[str, Ref]) -> None:
        """It did."""
        self._last.pop(key, None)

    def arrivals(self) -> Iterator[Arrival]:
        """Each reason once for each record; the last one lasts."""
        for key, reasons in self._reasons.items():
            for code, each in reasons.items():
                yield each._replace(lasting=self._last.get(key) == code)


def _names(clause: str, key: str) -> bool:
    """Whether a clause speaks of an organisation of a product."""
    return any(word in clause for word in (f"{key}'s ", f" of {key}", f" for {key} ", f"reads {key}")) or (
        clause.startswith(f"{key} ")
    )
