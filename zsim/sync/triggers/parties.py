"""Whom a document is for: the customer of the deal's account or contact, fetched at once where there is none.

Source: TRG-06, TRG-13, TRG-17, TRG-32, TRG-40.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from zsim.ports.errors import NotFound
from zsim.ports.records import Record, RecordId, Ref
from zsim.sync.execution.applying import PairResults
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.job import Job
from zsim.sync.execution.run import run
from zsim.sync.model.kinds import ACCOUNT, CONTACT, CRM, FINANCE, PERSON, ModuleChoice
from zsim.sync.runs.calls import Calls, Steps
from zsim.sync.runs.reasons import Reason
from zsim.sync.runs.sync_state import SyncState
from zsim.sync.triggers.decisions import called
from zsim.sync.triggers.plan import Party
from zsim.sync.triggers.rules import TriggerRules

FIELDS = {ACCOUNT.crm.module: "Account_Name", CONTACT.crm.module: "Contact_Name"}
"""The lookups of a deal to whom it is with."""


class Customers(NamedTuple):
    """How customers are synced: ``module`` is what was chosen, ``None`` before anything was saved.

    ``job`` gives the single fetch of CRM records.
    """

    module: ModuleChoice | None
    job: Callable[[tuple[Ref, ...]], Job]


def parties_of(
    calls: Calls, context: ConnectionContext, rules: TriggerRules, customers: Customers, deals: Sequence[Record]
) -> Steps[Mapping[RecordId, Party]]:
    """For whom documents of these deals are, by the ids of the deals."""
    found: dict[RecordId, Party] = {}
    if customers.module is None:
        return {deal.id: Party(missing=Reason("deal-no-customers", called(deal))) for deal in deals}
    named = {deal.id: ref for deal in deals if (ref := _party_of(deal, rules, customers.module)) is not None}
    refs = tuple(dict.fromkeys(named.values()))
    whose = yield from _with_owners(calls, context, refs)
    held = yield from _held(calls, context, whose.values())
    missing = tuple(dict.fromkeys([whose[ref] for ref in refs if ref in whose and whose[ref] not in held]))
    told: Mapping[Ref, str] = {}
    if missing:
        told = yield from _fetch(context, customers, missing)
        fetched = [ref for ref in refs if ref.module == CONTACT.crm.module and whose.get(ref) in missing]
        if fetched and rules.party is None:  # only now it is known that they are contact persons: of whose account
            whose.update((yield from _with_owners(calls, context, fetched)))
        held.update((yield from _held(calls, context, dict.fromkeys([*missing, *[whose[ref] for ref in fetched]]))))
    for deal in deals:
        ref = named.get(deal.id)
        if ref is None:
            code = "deal-no-contact" if customers.module is ModuleChoice.CONTACTS else "deal-no-account"
            found[deal.id] = _without(deal, code if rules.party is not None else "deal-no-party")
        elif ref not in whose:
            found[deal.id] = _without(deal, "deal-party-gone")
        else:
            found[deal.id] = _customer(deal, held.get(whose[ref]), told.get(whose[ref], ""))
    return found


def _party_of(deal: Record, rules: TriggerRules, module: ModuleChoice) -> Ref | None:
    """The account or contact that a deal must carry, or in the import either, its account first."""
    modules = [CONTACT.crm.module if module is ModuleChoice.CONTACTS else ACCOUNT.crm.module]
    if rules.party is None:
        modules = list(FIELDS)
    ids = [(each, deal.fields.get(FIELDS[each])) for each in modules]
    return next((Ref(deal.ref.app, name, RecordId(str(held))) for name, held in ids if held), None)


def _with_owners(calls: Calls, context: ConnectionContext, refs: Sequence[Ref]) -> Steps[dict[Ref, Ref]]:
    """Those that live, each with itself, or with the account whose contact person it is."""
    whose: dict[Ref, Ref] = {}
    for module in dict.fromkeys(ref.module for ref in refs):
        records = yield from calls.read(CRM, module, [ref.id for ref in refs if ref.module == module])
        for each in records:
            link = context.links.live(CRM, each.id)
            account = each.fields.get("Account_Name")
            is_person = module == CONTACT.crm.module and link is not None and link.kind == PERSON.name and account
            own = Ref(each.ref.app, ACCOUNT.crm.module, RecordId(str(account))) if is_person else each.ref
            whose[each.ref] = own
    return whose


def _held(calls: Calls, context: ConnectionContext, refs: Iterable[Ref]) -> Steps[dict[Ref, Record]]:
    """The customers that these are linked with and that live, by what they are linked with."""
    links = {ref: link for ref in refs if (link := context.links.live(CRM, ref.id)) is not None}
    customers = {ref: link.finance_id for ref, link in links.items() if link.kind in (ACCOUNT.name, CONTACT.name)}
    records = yield from calls.read(FINANCE, ACCOUNT.finance.module, list(dict.fromkeys(customers.values())))
    by_id = {each.id: each for each in records}
    return {ref: by_id[each] for ref, each in customers.items() if each in by_id}


def _fetch(context: ConnectionContext, customers: Customers, refs: tuple[Ref, ...]) -> Steps[Mapping[Ref, str]]:
    """Fetch accounts and contacts as a single fetch does, outside the view and paused, too; gives what it said."""
    results = PairResults()
    try:
        yield from run(context, customers.job(refs), SyncState(), results)
    except NotFound as gone:
        return dict.fromkeys(refs, gone.message)
    outcomes = {ref: f"it is {outcome.value}" for ref, outcome in results.outcomes.items()}
    return {**outcomes, **results.not_linked}


def _customer(deal: Record, customer: Record | None, told: str) -> Party:
    if customer is None:
        return Party(missing=Reason("deal-not-synced", called(deal), "customer", told), later=True)
    if customer.fields.get("status") == "inactive":
        name = f"customer {customer.fields.get('contact_name') or customer.id}"
        return Party(missing=Reason("deal-inactive", called(deal), name))
    return Party(customer)


def _without(deal: Record, code: str) -> Party:
    return Party(missing=Reason(code, called(deal)))
