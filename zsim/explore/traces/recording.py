"""The script of a world that somebody acted in, found from its journal, and shown to give that journal again.

Each command of a person becomes a step, and what happened between two becomes time that passes. That is done against a
world which is played along: it tells by what name a record goes at that moment, and stops at the first entry that is
another, so that a script is never given for what it does not do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any

from zsim.checks import InvariantViolated
from zsim.explore.script import Player, Script, ScriptStep, aside, do
from zsim.explore.script.checking import APART, APPS
from zsim.explore.script.names import FINANCE
from zsim.explore.script.wording import in_story
from zsim.explore.traces.commands import Commands, Unknown
from zsim.explore.traces.entries import WithoutStory, digest_of
from zsim.explore.traces.recorded import NoScript, Recorded, command_of, deeds_in, is_asked, recorded
from zsim.faults import EngineKilled, Fault, Meanwhile
from zsim.faults import plain as plain_fault
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Entry
from zsim.ports.records import Ref
from zsim.world import Functions, World

ATTEMPTS_MAX = 40
UNITS = (("days", 86_400_000), ("hours", 3_600_000), ("minutes", 60_000), ("seconds", 1000), ("milliseconds", 1))


class _Otherwise(Exception):
    """The world that is played along went another way at that entry."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at


def script_of_world(world: World, names: Mapping[Ref, str] | None = None, functions: Functions | None = None) -> Script:
    """The script that gives the journal of a world, but for its story; ``names`` are names for its records.

    What cannot be told as one raises ``NoScript`` with the entry that no step gives.
    """
    return play_along(world, names, functions).script


def play_along(world: World, names: Mapping[Ref, str] | None = None, functions: Functions | None = None) -> Player:
    """The player of that script, whose world stands as this one does, and whose names are those of its records."""
    found = recorded(world)
    choices: dict[int, int] = {}
    for _ in range(ATTEMPTS_MAX):
        along = _Along(found, names or {}, choices, functions)
        try:
            return along.played()
        except _Otherwise as otherwise:
            at = along.last_choice
            if at is None or choices.get(at, 0) + 1 >= along.choices_at.get(at, 1):
                raise NoScript(
                    asked=f"entry {otherwise.at + 1} of the journal as a step",
                    found=str(otherwise),
                    right="what verbs of scripts do",
                ) from None
            choices[at] = choices.get(at, 0) + 1
    raise NoScript(asked="the script of a world", found="no steps give its journal", right="a shorter one")


class _Along:
    """Plays along with what was recorded, finding a step for each command."""

    def __init__(
        self,
        found: Recorded,
        names: Mapping[Ref, str],
        choices: Mapping[int, int],
        functions: Functions | None,
    ) -> None:
        self._found = found
        self._digests = found.digests
        self._names = names
        self._choices = choices
        self._player = Player(found.start, functions)
        self._filter = WithoutStory()
        self._read = 0
        self._at = 0
        self._refs: dict[str, Ref] = {}
        self._waiting = list(found.pinned)
        self._given: set[str] = set(APPS)
        self._deeds = deeds_in(found.entries)
        self._own_keys = {key: key.replace("-", "_") for key in found.organisations}
        self._keys = {found.start.products[0]: FINANCE, **self._own_keys}
        self.choices_at: dict[int, int] = {}
        self.last_choice: int | None = None

    def played(self) -> Player:
        """The player at the end; ``_Otherwise`` is raised where the journal goes another way."""
        for key, (product, called) in self._found.organisations.items():
            self._do(do("create_organisation", name=self._own_keys[key], product=product, called=called))
        entries = self._found.entries
        for number, entry in enumerate(entries):
            if number >= self._at and is_asked(entry):
                self._wait(number, entry.at_ms)
                self._command(number, entry)
        self._wait(len(entries), self._found.ended_ms)
        return self._player

    def _wait(self, until: int, until_ms: int) -> None:
        """Let time pass until the entry of that number is to come."""
        self._pin()
        now_ms = self._player.world.clock.now_ms
        if until_ms > now_ms:
            self._do(_passing(until_ms - now_ms))
        if self._at < until:
            self._do(do("settle"))
        if self._at != until:
            entries = self._found.entries
            told = f"entry {until + 1}" if until < len(entries) else "the end"
            raise _Otherwise(self._at, f"time alone does not lead from it to {told}")

    def _command(self, number: int, entry: Entry) -> None:
        """Do what gave a command."""
        self._pin()
        steps = list(self._steps(number, entry))
        if not steps:
            raise _Otherwise(number, "no verb of scripts gives it as it is")
        choice = self._choices.get(number, 0)
        self.choices_at[number], self.last_choice = len(steps), number
        self._do(steps[min(choice, len(steps) - 1)])
        if self._at <= number:
            raise _Otherwise(number, f"{in_story(steps[choice])} comes to: {self._player.results[-1]}")

    def _steps(self, number: int, entry: Entry) -> Iterator[ScriptStep]:
        """What may have given a command; a key that connecting generates is no step of its own."""
        commands = Commands(self._player.world, self._name_of, self._refs.get, self._keys)
        name = self._name_for(number, entry)
        entries = self._found.entries
        following = entries[number + 1] if number + 1 < len(entries) else entry
        if command_of(entry) == "generate_zsc_key" and command_of(following) in ("connect", "connect_source"):
            try:
                for each in commands.steps(following, name):
                    given = {key: value for key, value in each.given.items() if key != "key"}
                    yield _plainer(ScriptStep(each.verb, given))
            except Unknown:
                pass
        try:
            yield from [_plainer(each) for each in commands.steps(entry, name, following)]
        except (Unknown, UsageError) as unknown:
            raise _Otherwise(number, str(unknown)) from None

    def _do(self, step: ScriptStep) -> None:
        """Do a step, and compare what came of it with what was recorded."""
        try:
            self._player.do(step)
        except (Exception, EngineKilled) as error:  # noqa: BLE001  a script that fails is recorded for just that
            self._compare()
            if self._at < len(self._found.entries) and not isinstance(error, InvariantViolated):
                raise _Otherwise(self._at, f"{type(error).__name__}: {error}") from None
            return
        self._compare()

    def _compare(self) -> None:
        journal = self._player.world.journal
        fresh = journal.since(self._read)
        self._read = len(journal)
        for each in self._filter.take(fresh):
            if each.kind == "effect" and isinstance(each.subject, Ref):
                self._refs[each.subject.id] = each.subject
            if self._at >= len(self._digests) or digest_of(each) != self._digests[self._at]:
                told = self._found.entries[self._at].kind if self._at < len(self._digests) else "nothing more"
                raise _Otherwise(
                    self._at,
                    f"what gave the commands before it leads to an entry of another kind ({each.kind}, not {told})",
                )
            self._at += 1

    def _pin(self) -> None:
        """Pin the faults whose time has come."""
        while self._waiting and self._waiting[0][0] <= self._at:
            _, fault = self._waiting.pop(0)
            self._player.pin(self._plain(fault))

    def _plain(self, fault: Fault) -> Mapping[str, Any]:
        steps = len(self._player.results)
        after = {"after_step": steps} if steps else {}
        if not isinstance(fault, Meanwhile):
            return {**plain_fault(fault), **after}
        given = {each.name: getattr(fault, each.name) for each in fields(fault) if each.name != "do"}
        usual = {each.name: each.default for each in fields(fault)}
        told = {name: value for name, value in given.items() if name == "app" or value != usual[name]}
        return {"kind": fault.kind, **told, "do": tuple(self._deed()), **after}

    def _deed(self) -> Iterator[Mapping[str, Any]]:
        commands = Commands(self._player.world, self._name_of, self._refs.get, self._keys)
        for number in self._deeds.pop(0) if self._deeds else ():
            entry = self._found.entries[number]
            try:
                steps = commands.steps(entry, self._name_for(number, entry))
                for each in islice(steps, 1):
                    self._given |= {each.makes} if each.makes is not None else set()
                    yield aside(_plainer(each))
            except (Unknown, UsageError) as unknown:
                raise _Otherwise(number, str(unknown)) from None

    def _name_of(self, ref: Ref) -> str | None:
        return self._player.names.of(ref)

    def _name_for(self, number: int, entry: Entry) -> str:
        """A name for what a command makes: the one asked for, or that of the record."""
        made = _made(self._found.entries, number)
        name = self._names.get(made) if made is not None else None
        if name is None:
            assert isinstance(entry.detail, Command), "only commands make records"
            name = _called(entry.detail.given, made)
        name = name.replace(APART, "_in_")
        found, count = name, 2
        while found in {each.makes for each in [one.step for one in self._player.results]} | self._given:
            found, count = f"{name}_{count}", count + 1
        return found


def _made(entries: Sequence[Entry], number: int) -> Ref | None:
    """The record that a command made."""
    for each in entries[number + 1 : number + 40]:
        if each.kind == "effect" and each.cause == number + 1 and isinstance(each.subject, Ref):
            return each.subject
    return None


def _called(given: Mapping[str, object], made: Ref | None) -> str:
    texts = [
        value
        for name, value in given.items()
        if isinstance(value, str) and re.search("name$|email$", name.lower()) and not value.isdigit()
    ]
    name = re.sub(r"\W+", "_", (texts[0] if texts else "").lower(), flags=re.ASCII).strip("_")
    usual = made.module.lower().rstrip("s") if made is not None else "record"
    return name if name and not name[0].isdigit() else f"{usual}_{name}".rstrip("_")


def _plainer(step: ScriptStep) -> ScriptStep:
    """The step without what is so by itself: the usual account of a connection."""
    if step.verb not in ("connect", "connect_marketinghub"):
        return step
    return ScriptStep(step.verb, {name: value for name, value in step.given.items() if value not in ("present", None)})


def _passing(delta_ms: int) -> ScriptStep:
    unit, length = next((unit, length) for unit, length in UNITS if delta_ms % length == 0)
    return do("advance", **{unit: delta_ms // length})
