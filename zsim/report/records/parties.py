"""Which parties are shown: those of the events, and of the scenarios in which most apps and kinds of records meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zsim.fakes.store import Effect
from zsim.ports.records import Ref
from zsim.recording.schema import RecordedStep, ScenarioRun
from zsim.report.records.answers import field_in_words, in_users_words
from zsim.report.records.party import HEADS, PartyGraph, PartyTie, Tie, party_of
from zsim.report.site import RECORDS, Site
from zsim.report.stories import named
from zsim.report.telling import ToldRun

EFFECT, COMMAND = "effect", "command"
PARTIES_MAX = 12
"""How many scenarios give a party."""
ENOUGH = 30
"""More records do not make a run more instructive."""
RECORDS_MIN = 4
"""Of fewer there is nothing to see."""


@dataclass(frozen=True, slots=True)
class ToldParty:
    """A party and the world it is from; ``scenario`` says that a page tells that world.

    ``came`` says of each record how it came to be, and ``whys`` of each tie why it is there, in users' words.
    """

    run: ScenarioRun
    party: PartyGraph
    path: str
    title: str
    scenario: bool
    came: tuple[str, ...]
    whys: tuple[str, ...]


class Instructive:
    """Picks runs: of each folder that in which records of most modules change, of all folders the best few."""

    def __init__(self) -> None:
        self._best: dict[str, tuple[tuple[int, int, int], ScenarioRun]] = {}

    def take_in(self, told: ToldRun) -> None:
        """Take in the next run."""
        refs: set[Ref] = set()
        for batch in told.world.journal.entry_batches(0):
            if batch.kind == EFFECT:
                refs.update([ref for ref in batch.subjects if isinstance(ref, Ref)])
        met = len({ref.app for ref in refs}), len({ref[:2] for ref in refs}), min(len(refs), ENOUGH)
        folder = named(told.run)[0]
        if folder not in self._best or met > self._best[folder][0]:
            self._best[folder] = met, told.run

    def runs(self) -> Iterator[ScenarioRun]:
        """The runs, those with most modules first."""
        best = sorted(self._best.values(), key=lambda each: (each[0], each[1].id), reverse=True)
        yield from [run for _, run in best[:PARTIES_MAX]]


def told_party(told: ToldRun, site: Site) -> ToldParty | None:
    """The party that a run is about, if it has one worth a picture."""
    run = told.run
    name = _about(told, None if run.file or not run.covers else run.steps[1])
    party = party_of(told.world, name, told.lines) if name else None
    if party is None or len(party.records) < RECORDS_MIN:
        return None
    scenario = bool(run.file)
    title = f"{party.name}: {site.story_of(run).heading if scenario else run.title}"
    came = tuple([in_users_words(each.came, told) for each in party.records])
    return ToldParty(run, party, _path(run), title, scenario, came, tuple([_why(each, told) for each in party.ties]))


def _why(tie: PartyTie, told: ToldRun) -> str:
    """Why two records belong together: a sentence, or what the field is called in which one names the other."""
    if tie.tie is Tie.NAMES:
        return f"in its field {field_in_words(tie.one.ref, tie.why, told)}"
    return in_users_words(tie.why, told)


def _about(told: ToldRun, event: RecordedStep | None) -> str:
    """The name of the party: that of the record that an event is done to, without one the party most apps know."""
    apps: dict[str, set[str]] = {}
    for entry, line in zip(told.world.journal, told.lines, strict=True):
        if not isinstance(entry.subject, Ref):
            continue
        if event is not None:
            if event.first <= entry.number <= event.last and line.kind == COMMAND:
                return line.about[1]
        elif isinstance(entry.detail, Effect) and entry.subject.module in HEADS:
            apps.setdefault(line.about[1], set()).add(entry.subject.app)
    return max(apps, key=lambda name: len(apps[name]), default="")


def _path(run: ScenarioRun) -> str:
    return f"{RECORDS}/party-{'-'.join(part for part in run.id.replace('[', '/').rstrip(']').split('/') if part)}.html"
