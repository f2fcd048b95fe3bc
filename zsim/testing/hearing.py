"""What must hold of what others get to hear: mails and notices, what is shared and found, who is let in no more.

It is told from the journal's commands, of which those that were refused do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from zsim.catalogue import catalogue
from zsim.checks import InvariantViolated, Violation
from zsim.fakes.store.effects import Effect
from zsim.faults import Fired
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Entry
from zsim.ports.documents import PARTIES
from zsim.ports.errors import InvalidData, VendorError
from zsim.ports.folding import folded
from zsim.ports.records import Ref, texts_in
from zsim.ports.refusals import Refusal
from zsim.sync import Failure, IntegrationState, RunStarted

if TYPE_CHECKING:
    from zsim.world import World

HEARD = "others-hear-of-it"
"""The invariant of what others get to hear."""
NOTICE, OTHERS_GO = "DIS-10", "DIS-08"
AT_ONCE, MASTER_DATA = "billing", ("customers", "items")
KILLED = "killed"
SEARCHED_MAX = 3
"""So many names are searched for."""

Commanded = list[tuple[int, object, Command]]


def check_hearing(world: World) -> None:
    """Compare what others got to hear with what people did; ``InvariantViolated`` where they did not."""
    entries = list(world.journal)
    done = _done(entries)
    found = [*_mailed(world, done), *_shared(world, entries, done), *_deleted(world, done), *_removed(entries)]
    found += [*_enabled(entries, done), *_leading_nowhere(world), *_not_shown(entries)]
    if found:
        raise InvariantViolated(tuple([Violation(HEARD, each) for each in found]))


def _done(entries: list[Entry]) -> Commanded:
    """The commands that were neither refused nor broken off, by their entries."""
    refused = {each.cause for each in entries if isinstance(each.detail, Refusal) or _breaks_off(each)}
    return [
        (each.number, each.subject, each.detail)
        for each in entries
        if isinstance(each.detail, Command) and each.number not in refused
    ]


def _breaks_off(entry: Entry) -> bool:
    """Whether the engine was killed just then."""
    return isinstance(entry.detail, Fired) and entry.detail.kind == KILLED


def _mailed(world: World, done: Commanded) -> Iterator[str]:
    """That what was sent was mailed. Source: TXN-04."""
    for number, subject, command in done:
        if command.name != "send" or not isinstance(subject, Ref) or subject.app == "crm":
            continue  # what the CRM is asked for it has finance do
        if not world[subject.app].outbox.of(subject):
            yield f"entry {number}: {subject.app}'s {subject.module} {subject.id} was sent, and nothing was mailed"


def _shared(world: World, entries: list[Entry], done: Commanded) -> Iterator[str]:
    """That the CRM knows the users or the contacts of who connected. Source: CON-07, CON-08."""
    for shared in world.crm.connected:
        key, shares = shared.organisation.key, catalogue().product(shared.product).shares
        if shares == "users" and not shared.users:
            yield f"{key} shared none of its users as it was connected (CON-08)"
        connecting = [number for number, subject, command in done if _called(subject, command, key, "connect")]
        if shares != "contacts" or not connecting:
            continue
        there: set[object] = set()
        for each in entries[: connecting[-1]]:
            if isinstance(each.detail, Effect) and isinstance(each.subject, Ref) and each.subject.app == key:
                changed = {each.subject} if each.subject.module == "customers" else set()
                there = there - changed if each.detail.after is None else there | changed
        if len(shared.contacts) < len(there):
            yield f"{key} shared {len(shared.contacts)} contacts as it was connected, and had {len(there)} (CON-07)"


def _called(subject: object, command: Command, key: str, name: str) -> bool:
    return subject == ("integration", key) and command.name == name


def _deleted(world: World, done: Commanded) -> Iterator[str]:
    """That a deletion is told to finance's users, and takes the integrations of the other apps along."""
    state = {each.organisation_key: each.state for each in world.integrations}
    others: dict[str, set[str]] = {}
    for number, subject, command in done:
        match subject, command.name:
            case ((str() as app, "organisation"), "integrate"):
                others.setdefault(app, set()).add(str(command.given["other"]))
            case (("integration", str() as key), "delete"):
                since = [(about, what) for later, about, what in done if later > number]
                again = {each for each in state for about, what in since if _called(about, what, each, "connect")}
                product = catalogue().product(key.partition("-")[0]).key
                if state.get(key) is not IntegrationState.DELETED and key not in again:
                    continue  # it is under way, or was broken off
                if catalogue().behaviour(NOTICE).holds_for(product) and not len(world[key].notifications):
                    yield f"entry {number}: the integration of {key} was deleted, and nobody was told ({NOTICE})"
                along = others.get(key, set()) if catalogue().behaviour(OTHERS_GO).holds_for(product) else set()
                for other in sorted(along - again):
                    if state.get(other, IntegrationState.DELETED) is not IntegrationState.DELETED:
                        yield f"entry {number}: with {key}'s integration that of {other} was to go ({OTHERS_GO})"


def _enabled(entries: list[Entry], done: Commanded) -> Iterator[str]:
    """That Billing, enabled again, fetches at once what it fetched before, unless it was paused. Source: DIS-12."""
    runs = [each for each in entries if isinstance(each.detail, RunStarted)]
    for number, subject, command in done:
        if command.name != "enable" or not isinstance(subject, tuple) or subject[1].partition("-")[0] != AT_ONCE:
            continue
        anew = [at for at, about, what in done if at < number and _called(about, what, subject[1], "connect")]
        for module in MASTER_DATA:
            own = [each for each in runs if each.number > anew[-1]] if anew else runs
            its = [(each.number, each.cause) for each in own if _is_of(each, subject[1], module)]
            said = [
                what.name for at, about, what in done if at < number and about == subject and _switches(what, module)
            ]
            if not anew and not said:
                continue  # a world that was loaded: whether it was paused before is not told
            if its and its[0][0] < number and said[-1:] != ["pause"] and number not in [cause for _, cause in its]:
                yield f"entry {number}: {subject[1]} was enabled again, and fetches no {module} with that (DIS-12)"


def _switches(command: Command, module: str) -> bool:
    return command.name in ("pause", "resume") and command.given.get("module") in (None, module)


def _is_of(entry: Entry, organisation: str, module: str) -> bool:
    began = entry.detail
    return isinstance(began, RunStarted) and (began.organisation, began.module) == (organisation, module)


def _leading_nowhere(world: World) -> Iterator[str]:
    """That what a document was made into is there, where it leads to that. Source: TXN-27."""
    for app, modules in world.snapshot().items():
        for module, records in modules.items():
            for name, there in {"invoice_ids": "invoices", "bill_ids": "bills"}.items():
                for number, fields in records.items():
                    gone = [each for each in texts_in(fields.get(name)) if each not in modules.get(there, {})]
                    if gone:
                        yield f"{app}'s {module} {number} leads to {', '.join(gone)}, which is deleted (TXN-27)"


def _not_shown(entries: list[Entry]) -> Iterator[str]:
    """That the CRM takes what is shown of documents once their deal, or whom they are for, is gone.

    What goes meanwhile may be refused once. Source: TXN-38, TXN-40.
    """
    refused: set[Ref] = set()
    for each in entries:
        failed = each.detail
        if not isinstance(failed, Failure) or failed.reason != InvalidData.reason or not _of_lookup(failed.message):
            continue
        for ref in failed.covers:
            if ref in refused:
                yield f"entry {each.number}: {ref.app}'s {ref.module} {ref.id} cannot be shown: {failed.message}"
            refused.add(ref)


def _of_lookup(message: str) -> bool:
    """Whether a refusal is of the lookup of a document to its deal, or to whom it is for."""
    lookups = ("Deal_Name", *PARTIES.values())
    return message.startswith("Finance_") and any(f": {name} takes" in message for name in lookups)


def _removed(entries: list[Entry]) -> Iterator[str]:
    """That an integration user is removed from the integration page, where alone that is possible. Source: USR-05."""
    for each in entries:
        asked = entries[each.cause - entries[0].number].detail if each.cause else None
        removes = isinstance(asked, Command) and asked.name == "remove_user"
        if removes and isinstance(each.detail, Refusal) and "(USR-05)" in each.detail.message:
            yield f"entry {each.cause}: a user is not removed on the integration page: {each.detail.message}"


def not_found(world: World) -> list[str]:
    """The searches in the CRM that leave out contacts of an account that they find; the journal tells of them.

    Where contacts are synced, a search may find a person of the account's name, and nobody of the account's.
    Source: FND-02, FND-08.
    """
    crm, wrong = world.snapshot()["crm"], []
    under: dict[str, set[str]] = {}
    for contact in crm["Contacts"].values():
        if account := crm["Accounts"].get(str(contact.get("Account_Name"))):
            under.setdefault(folded(str(account["Account_Name"])), set()).add(str(contact["Full_Name"]))
    for integration in [each for each in world.integrations if each.open]:
        for name in list(under)[:SEARCHED_MAX]:
            with suppress(VendorError, UsageError):
                found = integration.customers.search(name)
                left = under[name] - {each.name for each in found if each.under is not None}
                if left and any(each.ref.module == "Accounts" for each in found):
                    wrong.append(
                        f"{integration.organisation_key}'s search for {name!r} leaves out {', '.join(sorted(left))}"
                    )
    return wrong
