"""Finance's documents as the reference model is told of them: commands, what came of them, and what the CRM shows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from zsim.catalogue import Policies, catalogue
from zsim.checks.model import (
    Book,
    CommandTold,
    Difference,
    Memory,
    RecordChange,
    Records,
    Rights,
    Shown,
    judge_apart,
    judge_command,
    judge_shown,
)
from zsim.fakes.finance.documents.lines import CENT, MINOR_UNITS
from zsim.kernel.clock import Clock, to_datetime
from zsim.kernel.journal import Command, Entry
from zsim.ports.addresses import is_address
from zsim.ports.documents import PROJECTED
from zsim.ports.folding import folded
from zsim.ports.records import Fields, RecordId, Ref
from zsim.ports.schema import OWN_ID_FIELD
from zsim.world.apps import Apps
from zsim.world.connections import Connections
from zsim.world.observing.model_commands import CommandAsked
from zsim.world.organisations import CRM

MODULES = frozenset({"estimates", "invoices", "sales_orders", "purchase_orders", "bills", "expenses", "payments"})
CLOSES = {"disable": "disable", "delete": "delete the integration"}
NATIVE = "a command to the CRM's own"
BACK = {shown: module for module, shown in PROJECTED.items()}


class DocumentsInModel:
    """Finance's documents, the CRM's section, and the commands that are not settled yet."""

    def __init__(
        self, clock: Clock, apps: Apps, connections: Connections, records: Records, policies: Policies
    ) -> None:
        self._clock, self._apps, self._connections, self._records = clock, apps, connections, records
        self._book = Book(lambda app: apps.meant(app).product.key, _places)
        self._section: dict[Ref, Fields] = {}
        self._asked: dict[int, CommandAsked] = {}
        self._by_decision: dict[int, int] = {}
        self._preferences: dict[str, dict[str, object]] = {}
        self._changed: dict[Ref, int] = {}
        self._limited: set[str] = set()
        self._undo: dict[int, Callable[[], None]] = {}
        self._closed: set[str] = set()
        self._disabled: set[str] = set()
        self._rights, self._views = Rights(), policies.integration_users == "view"
        self._day: date | None = None

    def export(self) -> list[Any]:
        """What is known, fit for ``told``; what was asked before is settled by now."""
        book = [self._book.live, self._book.paid, self._book.upcoming, self._book.prefixes]
        closed = (self._closed, self._disabled)
        return [book, self._section, self._preferences, self._limited, closed, self._rights, self._day]

    def load(self, known: Sequence[Any]) -> None:
        """Take over what ``export`` gave."""
        book, self._section, self._preferences, self._limited, closed, self._rights, self._day = known
        self._closed, self._disabled = closed
        self._book.live, self._book.paid, self._book.upcoming, self._book.prefixes = book

    def disturbed(self) -> None:
        """Take in that a fault was met: what is asked just now may come to nothing, or to more than it tells."""
        for each in self._asked.values():
            each.spoilt = True

    def keys_died(self) -> None:
        """Take in that keys may have died, so that commands of the CRM may be refused."""
        self._closed.update(self._connections.integrations)

    def pass_time(self, at_ms: int, memories: Mapping[str, Memory]) -> Iterator[Difference]:
        """What is wrong with documents now that a day is over; at midnight itself they still change."""
        day = self._date(at_ms - 1)
        if self._day is None or day != self._day:
            yield from self.settle(memories)
            self._day = day
            yield from self._book.standing(day)

    def command(self, entry: Entry, memories: Mapping[str, Memory]) -> Iterator[Difference]:
        """Take in that somebody asked something; what was asked before is settled by now."""
        command, number, subject = entry.detail, entry.number, entry.subject
        assert isinstance(command, Command), "a command"
        yield from self.settle(memories)
        match subject:
            case ("crm", "Profiles", str() as name) if command.name in ("allow", "deny", "hide", "show"):
                self._rights.chosen(command.name, name, command.given)
            case ("crm", "Users", str() as name) if "profile" in command.given:
                self._rights.profiles[name] = str(command.given["profile"])
            case ("integration", str() as key):
                self._connection(number, key, command)
                if command.name in CLOSES:
                    told = CommandTold(CLOSES[command.name], key, None)
                    self._asked[number] = CommandAsked(told, entry.at_ms, subject)
            case ("crm", ("Quotes" | "Invoices") as module, *_) | Ref("crm", ("Quotes" | "Invoices") as module, _):
                self._asked[number] = CommandAsked(CommandTold(NATIVE, module, None), entry.at_ms, subject)
            case (str() as app, "preferences"):
                held = self._preferences.get(app, {})
                self._preferences[app] = {**held, **command.given}
                self._undo[number] = functools.partial(self._preferences.__setitem__, app, held)
            case (str() as app, *_) if command.name == "set_plan":
                self._limited.add(app)
            case (str() as app, str() as module) if module in MODULES and command.name == "configure":
                chosen = command.given.get("prefix"), command.given.get("next_number")
                self._undo[number] = self._book.choose(app, module, *chosen)
            case (str() as app, str() as module) if module in MODULES or (app == CRM and module in BACK):
                told = CommandTold(command.name, BACK.get(module, module), None, command.given)
                self._asked[number] = CommandAsked(self._allowed(told, app, "", entry), entry.at_ms, subject)
            case Ref(app, module, _) if (app != CRM and module in MODULES) or (app == CRM and module in BACK):
                told = self._about(subject, command, entry.at_ms)
                key = told.document.app if told.document is not None else ""
                self._asked[number] = CommandAsked(self._allowed(told, app, key, entry), entry.at_ms, subject)
            case Ref(app, _, _) if app == CRM and command.name == "refresh":
                told = CommandTold("refresh", "", None, command.given)
                self._asked[number] = CommandAsked(told, entry.at_ms, subject)

    def refused(self, number: int) -> None:
        """Take in that what was asked was refused."""
        if number in self._asked:
            self._asked[number].refused = True
        self._undo.pop(number, _nothing)()

    def decided(self, number: int, cause: int, subject: Ref) -> None:
        """Take in that a command, or a run, spoke of a document."""
        if cause in self._asked:
            self._by_decision[number] = cause
            self._asked[cause].named[subject.app, subject.module] = None

    def effect(self, change: RecordChange, cause: int, number: int) -> Iterator[Difference]:
        """Take in that something changed; gives what is wrong with a document by itself."""
        ref = change.ref
        if ref.app == CRM and ref.module in BACK:
            if change.after is None:
                self._section.pop(ref, None)
            else:
                self._section[ref] = change.after
        elif ref.app != CRM and ref.module in MODULES:
            self._changed[ref] = number
            yield from self._book.take(change)
        else:
            return
        cause = self._by_decision.get(cause, cause)
        for asked, each in self._asked.items():
            if asked == cause:
                each.changes.append(change)
            elif each.told.document == ref:
                each.spoilt = True

    def settle(self, memories: Mapping[str, Memory]) -> Iterator[Difference]:
        """What is wrong with what came of the commands so far."""
        asked, self._asked, self._by_decision = self._asked, {}, {}
        for each in asked.values():
            if each.spoilt:
                continue
            told = each.told._replace(refused=each.refused, changes=tuple(each.changes))
            if told.verb in (*CLOSES.values(), NATIVE):
                yield from judge_apart(self._book, told)
                continue
            if told.verb == "refresh":
                yield from self._refreshed(each, memories)
                continue
            yield from judge_command(self._book, told)
            refs = [change.ref for change in each.changes if change.ref.app != CRM]
            yield from self._book.balances(refs)
            if each.given_in_crm and not self._rights.may_be_hidden(PROJECTED.get(told.module, "")):
                yield from each.unanswered(self._book, self._section, memories, self._lives)

    def ended(
        self, name: str, key: str, module: str, start: int, memory: Memory, failed: Iterable[Ref]
    ) -> Iterator[Difference]:
        """What the CRM shows otherwise than finance has it, after a run that began at that entry and did not fail.

        Documents that it failed for are looked at again in two hours. Source: TXN-39.
        """
        later = frozenset([*[ref for ref, number in self._changed.items() if number > start], *failed])
        yield from judge_shown(self._book, self._section, memory, Shown(name, key, (module,), self._lives, None, later))

    def _lives(self, ref: Ref) -> bool:
        """Whether a record is there; what becomes of the documents of one that was restored is not said."""
        return ref in self._records.live and ref not in self._records.revived

    def _refreshed(self, asked: CommandAsked, memories: Mapping[str, Memory]) -> Iterator[Difference]:
        party = asked.subject
        if asked.refused or not isinstance(party, Ref):
            return
        for key, memory in memories.items():
            modules = tuple([module for app, module in asked.named if app == key])
            shown = Shown(f"a refresh of {key}", key, modules, self._lives, party)
            if party in memory.pairs and self._connections.integrations[key].open:
                yield from judge_shown(self._book, self._section, memory, shown)

    def _about(self, subject: object, command: Command, at_ms: int) -> CommandTold:
        """A command to a document, as finance holds that just now."""
        assert isinstance(subject, Ref), "a command to a document"
        document = subject if subject.app != CRM else self._shown_by(subject)
        module = BACK.get(subject.module, subject.module)
        held = self._book.live.get(document) if document is not None else None
        if document is None or held is None:
            return CommandTold(command.name, module, None, command.given)
        party = self._party(document, held)
        return CommandTold(
            command.name,
            module,
            document,
            command.given,
            held,
            today=self._date(at_ms),
            payments=self._book.has_payments(document),
            email=is_address(str(command.given.get("to") or party.get("email") or "")),
            approvals=bool(self._preferences.get(document.app, {}).get("approvals")),
            barred=document.app in self._limited
            or self._unfit(document.app, held, command.name)
            or party.get("status") == "inactive"
            or (subject.app == CRM and document.app in self._closed | self._disabled),
        )

    def _unfit(self, app: str, held: Fields, verb: str) -> bool:
        """Whether the verb may not make another document of it: for a line without a tax, or an inactive item."""
        preferred = self._preferences.get(app, {})
        if verb not in ("convert", "accept" if preferred.get("convert_accepted", "off") != "off" else ""):  # TXN-22
            return False
        lines = held.get("line_items")
        rows = [row for row in lines if isinstance(row, Mapping)] if isinstance(lines, tuple) else []
        items = [Ref(app, "items", RecordId(str(row.get("item_id")))) for row in rows]
        untaxed = preferred.get("tax_mandatory") and any(row.get("tax_percentage") is None for row in rows)
        return any(map(self._records.inactive, items)) or bool(untaxed)

    def _allowed(self, told: CommandTold, app: str, key: str, entry: Entry) -> CommandTold:
        """A command with what the CRM's user may not do; what a user of Books may is not told here."""
        if app != CRM:
            return told
        sends = bool(told.given.get("send"))
        lacking = self._rights.lacks(entry.actor, told.module, told.verb, sends=sends)
        beyond = self._rights.beyond(key, entry.actor, told.module, told.verb, views=self._views)
        beyond |= self._stranger(key, entry.actor)
        return told._replace(lacking=lacking, beyond=beyond, barred=told.barred or beyond)

    def _stranger(self, key: str, user: str) -> bool:
        """Whether a user of the CRM is none of the organisation's that asks for one. Source: USR-08, USR-10."""
        if not key or not catalogue().behaviour("USR-08").holds_for(self._apps.meant(key).product.key):
            return False
        finance, email = self._apps.meant(key), self._apps.crm.users[user].email
        if folded(email) == folded(self._connections.integrations[key].credentials.email):
            email = finance.organisation.email
        found = finance.users.with_email(email)
        return found is None or not found.active

    def _connection(self, number: int, key: str, command: Command) -> None:
        user = str(command.given.get("user"))
        match command.name:
            case "add_user" | "remove_user":
                held = self._rights.entrusted.get(key, set())
                self._rights.entrusted[key] = held | {user} if command.name == "add_user" else held - {user}
                self._undo[number] = functools.partial(self._rights.entrusted.__setitem__, key, held)
            case "disable" | "delete":
                self._disabled.add(key)
            case "enable" | "update_credentials" | "connect":
                by_key = command.name == "update_credentials"  # which enables no integration
                shut = (self._closed,) if by_key else (self._closed, self._disabled)
                self._undo[number] = functools.partial(_shut_again, [each for each in shut if key in each], key)
                for each in shut:
                    each.discard(key)

    def _party(self, document: Ref, held: Fields) -> Fields:
        for name, module in (("customer_id", "customers"), ("vendor_id", "vendors")):
            if held.get(name):
                return self._records.live.get(Ref(document.app, module, RecordId(str(held[name]))), {})
        return {}

    def _shown_by(self, row: Ref) -> Ref | None:
        app, _, number = str(self._section.get(row, {}).get(OWN_ID_FIELD) or "").rpartition(":")
        return Ref(app, BACK[row.module], RecordId(number)) if app else None

    def _date(self, at_ms: int) -> date:
        return to_datetime(at_ms, self._clock.zone).date()


def _shut_again(closed: Sequence[set[str]], key: str) -> None:
    for each in closed:
        each.add(key)


def _nothing() -> None:
    """What undoes nothing."""


def _places(code: str) -> int:
    return -int(MINOR_UNITS.get(code, CENT).as_tuple().exponent)
