"""Finance's documents as their changes stand in the journal, and what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, cast

from zsim.catalogue.life_cycles import life_cycle
from zsim.checks import EffectSeen, Violation, apart, documents, numbers
from zsim.fakes.finance.documents.documents import DocumentContext
from zsim.fakes.store.effects import Effect
from zsim.fakes.store.module import Module
from zsim.kernel.journal import ROOT, Command, EntryBatch, Journal
from zsim.ports.documents import PROJECTED
from zsim.world.organisations import CRM

WATCHED = documents.DOCUMENTS | apart.NATIVE
NATIVE_CALLS = frozenset({(CRM, each) for each in apart.NATIVE})
MODULE = attrgetter("module")
NOBODY = ("", ""), ""
FAULT = "fault"
SHOWN = frozenset(PROJECTED.values())


class DocumentWatch:
    """Has each change of a document checked, and keeps what number comes next; ``find`` gives a module of an app.

    A world without documents pays for a look at the modules of what changed, two thousandths of an initial sync. Who
    asked for a change is looked up once somebody closed a connection or worked on native documents, as that takes a
    third of all that is done here.
    """

    def __init__(self, journal: Journal, find: Callable[[str, str], Module | None]) -> None:
        self._journal = journal
        self._find = find
        self._series: dict[tuple[str, str], numbers.Series] = {}
        self._chosen: dict[int, tuple[tuple[str, str], numbers.Series]] = {}
        self._closed = self._native = False
        self._changed: dict[int, list[EffectSeen]] = defaultdict(list)

    def effects(self, seen: EntryBatch, of_run: Callable[[int], bool]) -> Iterator[Violation]:
        """What is wrong with changes of records, of which runs made those whose cause is ``of_run``."""
        if not self._closed and WATCHED.isdisjoint(map(MODULE, seen.subjects)):
            return
        for at, ref in enumerate(seen.subjects):
            if ref.module in WATCHED or (self._closed and ref.app != CRM):
                kept, decoder = seen.details[at], seen.decoder
                effect = cast("Effect", kept if decoder is None else decoder(ref, kept))
                told = EffectSeen(seen.numbers[at], ref, *effect, cause=seen.causes[at])
                yield from self._check(told, of_run(told.cause))

    def calls(self, seen: EntryBatch) -> Iterator[Violation]:
        """What is wrong with calls of the engine."""
        if not NATIVE_CALLS.isdisjoint(seen.subjects):
            for number, subject in zip(seen.numbers, seen.subjects, strict=True):
                yield from apart.native_asked_for(number, *subject)

    def command(self, number: int, subject: object, command: Command) -> None:
        """Take in that somebody closes a connection, works on native documents, or chooses numbers."""
        match subject:
            case ("integration", _) if command.name in (apart.DISABLE, apart.DELETE):
                self._closed = True
            case ("crm", str() as module, *_) if module in apart.NATIVE:
                self._native = True
            case (str() as app, str() as module) if command.name == "configure" and module in numbers.NUMBERED:
                series = self._series_of(app, module)
                self._chosen[number] = (app, module), series
                given: Mapping[str, Any] = command.given
                self._series[app, module] = series.chosen(given.get("prefix"), given.get("next_number"))

    def refused(self, command: int) -> None:
        """Take in that nothing was chosen after all."""
        if command in self._chosen:
            key, before = self._chosen[command]
            self._series[key] = before

    def settled(self) -> Iterator[Violation]:
        """What is wrong with balances and conversions, now that all that each command or decision changed is known."""
        for each in self._changed.values():
            yield from documents.balance_is_what_is_left(each)
            yield from documents.conversions_take_all_along(each)
        self._changed.clear()

    def export(self) -> list[list[Any]]:
        """The numbers that come next, fit for JSON."""
        return [[*key, series.prefix, dict(series.upcoming)] for key, series in self._series.items()]

    def load(self, data: Sequence[Sequence[Any]]) -> None:
        """Take over what ``export`` gave."""
        self._series = {(app, module): numbers.Series(prefix, dict(held)) for app, module, prefix, held in data}

    def _check(self, effect: EffectSeen, of_run: bool) -> Iterator[Violation]:
        app, module, _ = effect.ref
        if app == CRM:
            by_crm = not of_run and self._asked_in_crm(effect.cause)
            yield from apart.natives_stay_apart(effect, by_crm, of_native=False)
            return
        asked, command = NOBODY
        if not of_run and (self._closed or self._native):
            asked, command = self._first_command(effect.cause)
        yield from apart.natives_stay_apart(effect, by_crm=False, of_native=asked in NATIVE_CALLS)
        if asked[0] == "integration":
            yield from apart.finance_is_spared(effect, command)
        if module in documents.DOCUMENTS:
            yield from documents.totals_equal_lines(effect)
            yield from documents.lines_stay(effect)
            self._changed[effect.cause].append(effect)
        if module in numbers.NUMBERED:
            yield from numbers.numbers_run_on(effect, self._series_of(app, module))

    def _asked_in_crm(self, cause: int) -> bool:
        """Whether somebody in the CRM did it, and not by a command to finance."""
        (app, module), _ = self._first_command(cause)
        return app == CRM and module not in SHOWN

    def _first_command(self, cause: int) -> tuple[tuple[str, str], str]:
        """The app and the module that the first of the commands which led there was about, and what it is called.

        What somebody did in the middle of a call was not led to by the command that the call is made for.
        """
        found = NOBODY
        while ROOT < cause <= len(self._journal):
            entry = self._journal[cause]
            if entry.kind == FAULT:
                break
            match entry.detail, entry.subject:
                case Command(name), (str() as app, str() as module, *_):
                    found = (app, module), name
            cause = entry.cause
        return found

    def _series_of(self, app: str, module: str) -> numbers.Series:
        found = self._series.get((app, module))
        if found is None:
            held = self._find(app, module)
            context = getattr(held, "context", None)
            assert isinstance(context, DocumentContext), f"{app}'s {module} are documents"
            found = self._series[app, module] = numbers.Series(life_cycle(module).prefix(context.product))
        return found
