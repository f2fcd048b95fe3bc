"""What must hold of the CRM's Zoho Finance section: of commands given there, and of the lists of documents shown there.

It is told from the journal: from what such a command caused, and from the runs that keep the lists right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from zsim.catalogue import catalogue
from zsim.checks import InvariantViolated, Violation
from zsim.fakes.store.effects import Effect
from zsim.kernel.journal import Command, Entry
from zsim.ports.documents import PROJECTED
from zsim.ports.folding import folded
from zsim.ports.records import Ref
from zsim.sync import Call, Grade, RunEnded, RunStarted
from zsim.testing.vain import refused

if TYPE_CHECKING:
    from zsim.world import World

RELAYED = "section-as-it-may"
"""The invariant of the section."""

SECTION = "Finance_"
CONNECTING = ("connect", "update_credentials")
AS_USERS = "USR-08"
AGAIN_MS = 2 * 3600 * 1000
"""When a list that is behind is made good, after the end of the run that left it so. Source: TXN-39."""
SLACK_MS = 60_000


def check_relayed(world: World) -> None:
    """Look at commands and lists of the section; ``InvariantViolated`` where one is not as it may be."""
    if not world.integrations:
        return
    entries = list(world.journal)
    given = {
        each.number: each for each in entries if isinstance(each.detail, Command) and _module(each).startswith(SECTION)
    }
    found = [*_while_disabled(entries, given), *_as_founders(world, entries, given)]
    found += _left_behind(world, entries)
    if found:
        raise InvariantViolated(tuple([Violation(RELAYED, each) for each in found]))


def _module(entry: Entry) -> str:
    match entry.subject:
        case Ref("crm", module):
            return module
        case ("crm", str() as module):
            return module
    return ""


def _while_disabled(entries: Sequence[Entry], given: dict[int, Entry]) -> Iterator[str]:
    """That no command passes a disabled integration. Source: DIS-01."""
    vain = refused(entries)
    disabled: dict[str, int] = {}
    for entry in entries:
        match entry.subject, entry.detail:
            case ("integration", str() as key), Command("disable") if entry.number not in vain:
                disabled[f"sync {key}"] = entry.number
            case ("integration", str() as key), Command("enable" | "connect") if entry.number not in vain:
                disabled.pop(f"sync {key}", None)
            case _, Call() as call if entry.cause in given and disabled.get(entry.actor, entry.cause) < entry.cause:
                told = f"entry {entry.cause} was passed on by {entry.actor} ({call.method})"
                yield f"{told}, which entry {disabled[entry.actor]} had disabled (DIS-01)"


def _as_founders(world: World, entries: Sequence[Entry], given: dict[int, Entry]) -> Iterator[str]:
    """That in Books nothing is done as its founder but by whoever connected it. Source: USR-08, USR-10."""
    emails = {each.name: folded(each.email) for each in world.crm.users.all()}
    connected = {folded(each.credentials.email) for each in world.integrations}
    connected |= {
        folded(str(each.detail.given.get("email", "")))
        for each in entries
        if isinstance(each.detail, Command) and each.detail.name in CONNECTING
    }
    for key in [each.organisation_key for each in world.integrations if _by_users(each.product)]:
        founder, theirs = world[key].founder, folded(world[key].email)
        for entry in entries:
            made = isinstance(entry.detail, Effect) and isinstance(entry.subject, Ref) and entry.subject.app == key
            if not made or entry.actor != founder or entry.cause not in given:
                continue
            by = given[entry.cause].actor
            if by in emails and emails[by] not in connected and emails[by] != theirs:
                yield f"entry {entry.cause} of {by} was carried out as {founder}, the founder of {key} (USR-08)"


def _left_behind(world: World, entries: Sequence[Entry]) -> Iterator[str]:
    """That a list which a run left behind is made good two hours later, unless somebody chose otherwise meanwhile."""
    began: dict[int, RunStarted] = {}
    behind: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        match entry.subject, entry.detail:
            case ("integration", str() as key), Command():
                behind = {each: last for each, last in behind.items() if each[0] != key}
            case _, RunStarted() as started if started.module in PROJECTED:
                began[entry.number] = started
                yield from _late(behind, (started.organisation, started.module), entry.at_ms)
                behind.pop((started.organisation, started.module), None)
            case _, RunEnded() as ended if entry.cause in began and ended.grade in (Grade.FAILED, Grade.PARTIAL):
                behind[began[entry.cause].organisation, began[entry.cause].module] = entry
    for each in list(behind):
        yield from _late(behind, each, world.clock.now_ms)


def _late(behind: dict[tuple[str, str], Entry], each: tuple[str, str], now_ms: int) -> Iterator[str]:
    last = behind.get(each)
    if last is not None and now_ms - last.at_ms > AGAIN_MS + SLACK_MS:
        key, module = each
        yield f"entry {last.number}: a run of {key}'s {module} failed, and none followed in two hours (TXN-39)"


def _by_users(product: str) -> bool:
    return catalogue().behaviour(AS_USERS).holds_for(product)
