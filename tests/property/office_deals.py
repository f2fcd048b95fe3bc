"""What people do with deals, and with the accounts and customers whom deals are with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.property.office import Doing, Move, Office, pick
from tests.property.office_start import ACCOUNTS, FIRST, LATER, LOST, STAGES, WON, Steps
from zsim.explore.script import Named, do


def _deal(office: Office, move: Move) -> Steps:
    accounts = office.names("crm.accounts")
    account = pick(accounts, move.which) if move.choice else None
    fields = {"Deal_Name": "Fit", "Stage": STAGES[move.choice % len(STAGES)], "Amount": 10 * move.which}
    party = {} if account is None else {"Account_Name": Named(account)}
    if move.choice == 7:
        party = {"Contact_Name": Named("ada")}
    return (do("create", name=office.new("deal"), module="crm.deals", fields={**fields, **party}),)


def _stage(office: Office, move: Move) -> Steps:
    return _on_deal(office, move, {"Stage": STAGES[move.choice % len(STAGES)]})


def _stages(office: Office, move: Move) -> Steps:
    names = office.names("crm.deals")[move.which % 3 :][:3]
    stage = STAGES[move.choice % len(STAGES)]
    return (do("mass_update", module="crm.deals", records=names, fields={"Stage": stage}),) if names else ()


def _swing(office: Office, move: Move) -> Steps:
    """A deal is lost and won again, or opened again and won or lost once its estimate was accepted or declined."""
    picked = pick(office.names("crm.deals"), move.which)
    if picked is None:
        return ()
    first, last = (LOST, WON) if move.choice < 4 else (FIRST, (WON, LOST)[move.choice % 2])
    verb, estimate = ("accept", "decline")[move.choice % 2], f"finance.estimates of {picked}"
    return (
        do("update", record=picked, fields={"Stage": first}),
        *([do(verb, record=estimate)] if move.choice >= 4 and office.product != "billing" else []),
        do("update", record=picked, fields={"Stage": last}),
    )


def _deal_account(office: Office, move: Move) -> Steps:
    account = pick(office.names("crm.accounts"), move.choice)
    named = None if move.choice in (0, 7) or account is None else Named(account)
    return _on_deal(office, move, {"Account_Name": named, **({"Amount": 7} if move.in_crm else {})})


def _probability(office: Office, move: Move) -> Steps:
    deals = "crm.deals"
    match move.choice:
        case 0 | 1:
            return (do("remove_field", module=deals, field="Probability"),)
        case 2 | 3:
            return (do("restore_field", module=deals, field="Probability"),)
        case 4 | 5:
            return (do("update_stage", stage=(WON, LATER)[move.which % 2], probability=(100, 50, 0)[move.which % 3]),)
        case _:
            return _on_deal(office, move, {"Probability": (100, 0, 50)[move.which % 3]})


def _deal_gone(office: Office, move: Move) -> Steps:
    return _gone_or_back(office, move, "crm.deals")


def _account_gone(office: Office, move: Move) -> Steps:
    return _gone_or_back(office, move, "crm.accounts")


def _account(office: Office, move: Move) -> Steps:
    fields = {"Account_Name": ("Acme", "Corp", "Dune")[move.choice % 3]}
    return (do("create", name=office.new("account"), module="crm.accounts", fields=fields),)


def _customer(office: Office, move: Move) -> Steps:
    """A customer is made inactive or active, given or taken an email, or deleted."""
    picked = pick(office.names("finance.customers"), move.which)
    if picked is None:
        return ()
    deeds = (
        do("deactivate", record=picked),
        do("deactivate", record=picked),
        do("activate", record=picked),
        do("activate", record=picked),
        do("update", record=picked, fields={"email": "ada@x.example"}),
        do("update", record=picked, fields={"email": None}),
        do("delete", record=picked),
        do("update", record=picked, fields={"payment_terms": 1}),
    )
    return (deeds[move.choice],)


def _native(office: Office, move: Move) -> Steps:
    """The CRM's own quotes and invoices, which stay apart."""
    fields = {"Subject": "Fit", "Account_Name": Named(ACCOUNTS[move.which % 3])}
    return (do("create", name=office.new("native"), module="crm.invoices", fields=fields),)


def _on_deal(office: Office, move: Move, fields: Mapping[str, Any]) -> Steps:
    picked = pick(office.names("crm.deals"), move.which)
    return () if picked is None else (do("update", record=picked, fields=fields),)


def _gone_or_back(office: Office, move: Move, module: str) -> Steps:
    """A record is deleted, or one that was comes back."""
    if move.in_crm and office.gone:
        return (do("restore", record=office.gone.pop(move.choice % len(office.gone))),)
    picked = pick(office.names(module), move.which)
    if picked is None:
        return ()
    office.gone.append(picked)
    return (do("delete", record=picked),)


WEIGHTS: Mapping[Doing, int] = {
    _deal: 6,
    _stage: 20,
    _stages: 4,
    _swing: 8,
    _deal_account: 5,
    _probability: 4,
    _deal_gone: 4,
    _account_gone: 3,
    _account: 2,
    _customer: 8,
    _native: 1,
}
"""What people do, and how often."""
