"""What may happen in a world, drawn so that every step is one a person can take.

Words are few, so that they meet; a number stands for one of the live records, which ``People`` names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from tests.property.people import VIEW, People
from zsim.explore.script import Script, Start

Given = Mapping[str, st.SearchStrategy[Any]]
Move = tuple[str, Mapping[str, Any]]
"""A verb of ``People`` and what was drawn for it."""

WHICH = st.integers(0, 5)
TRUTH = st.booleans()
COMPANIES = st.sampled_from(["Acme", "Bolt", "Cora", " ACME", "Ada Hill"])
FIRST_NAMES = st.sampled_from([None, "Ada", "Ben"])
LAST_NAMES = st.sampled_from(["Hill", "Acme", "von Hill"])
PHONES = st.sampled_from([None, "1", "2", "3"])
EMAILS = st.sampled_from([None, "ada@x.example", "ben@x.example"])
LENGTHS = st.sampled_from([{"milliseconds": 600}, {"seconds": 30}, {"minutes": 30}, {"hours": 2}, {"days": 1}])

KINDS = ("business", "individual")
MAPPINGS: tuple[Mapping[str, str], ...] = (
    {},
    {"Description": "notes"},
    {"Phone": ""},
    {"Phone": "mobile", "Mobile": ""},
)
CONTACT_MAPPINGS: tuple[Mapping[str, str], ...] = (*MAPPINGS, {"Last_Name": "last_name"})
PERSON_MAPPINGS: tuple[Mapping[str, str], ...] = (*CONTACT_MAPPINGS, {"Title": "designation"})
ACCOUNT_MAPPINGS: tuple[Mapping[str, str], ...] = (*MAPPINGS[:-1], {"Terms": "payment_terms"})
POLICIES: Mapping[str, tuple[str, ...]] = {
    "names": ("exact",),
    "blanks": ("erase",),
    "conflicts": ("last_modified",),
    "clone_name": ("suffix",),
    "candidates": ("latest",),
    "fetch_drift": ("keep",),
    "contact_persons": ("hold",),
    "merge_reach": ("always",),
    "moved_contact": ("refuse",),
    "crm_deleted": ("recreate",),
}


def changes(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """One or more of the fields, each with a value."""
    return st.fixed_dictionaries({}, optional=fields).filter(bool)


ACCOUNT_CHANGES = changes(
    Phone=PHONES, Fax=PHONES, Billing_City=PHONES, Description=PHONES, Terms=st.sampled_from(["15", "30", None])
)
CONTACT_CHANGES = changes(Phone=PHONES, Mobile=PHONES, Email=EMAILS, Title=PHONES)
CUSTOMER_CHANGES = changes(
    phone=PHONES, fax=PHONES, email=EMAILS, notes=PHONES, payment_terms=st.sampled_from([15, 30, 45, None])
)
PERSON_CHANGES = changes(
    phone=PHONES, mobile=PHONES, email=EMAILS, first_name=FIRST_NAMES, last_name=LAST_NAMES, designation=PHONES
)

IN_THE_CRM: Mapping[str, Given] = {
    "create_account": {"name": COMPANIES, "phone": PHONES, "ticked": TRUTH},
    "edit_account": {"which": WHICH, "changes": ACCOUNT_CHANGES},
    "rename_account": {"which": WHICH, "name": COMPANIES},
    "tick_account": {"which": WHICH, "ticked": TRUTH},
    "delete_account": {"which": WHICH},
    "restore_account": {"which": WHICH},
    "merge_accounts": {"master": WHICH, "loser": WHICH},
    "create_contact": {
        "first": FIRST_NAMES,
        "last": LAST_NAMES,
        "email": EMAILS,
        "account": st.none() | WHICH,
        "ticked": TRUTH,
    },
    "edit_contact": {"which": WHICH, "changes": CONTACT_CHANGES},
    "rename_contact": {"which": WHICH, "first": FIRST_NAMES, "last": LAST_NAMES},
    "move_contact": {"which": WHICH, "account": st.none() | WHICH},
    "tick_contact": {"which": WHICH, "ticked": TRUTH},
    "delete_contact": {"which": WHICH},
    "restore_contact": {"which": WHICH},
    "merge_contacts": {"master": WHICH, "loser": WHICH},
    "change_view": {"of_accounts": TRUTH, "ticked": TRUTH},
}
IN_FINANCE: Mapping[str, Given] = {
    "create_customer": {"name": COMPANIES, "kind": st.sampled_from(KINDS), "phone": PHONES},
    "edit_customer": {"which": WHICH, "changes": CUSTOMER_CHANGES},
    "rename_customer": {"which": WHICH, "name": COMPANIES},
    "set_status": {"which": WHICH, "active": TRUTH},
    "delete_customer": {"which": WHICH},
    "merge_customers": {"master": WHICH, "loser": WHICH},
    "invoice_customer": {"which": WHICH},
    "create_person": {"customer": WHICH, "first": FIRST_NAMES, "last": LAST_NAMES, "email": EMAILS},
    "edit_person": {"which": WHICH, "changes": PERSON_CHANGES},
    "delete_person": {"which": WHICH},
    "allow_equal_names": {"allowed": TRUTH},
}
OF_THE_CONNECTION: Mapping[str, Given] = {
    "advance": {"length": LENGTHS},
    "instant_sync": {},
    "fetch": {"of_accounts": TRUTH, "which": WHICH},
    "save_and_sync": {},
    "regenerate_key": {},
    "renew_credentials": {},
    "pause": {},
    "resume": {},
    "disable": {},
    "enable": {},
    "reconnect": {"convert": st.sampled_from(["all", "with_transactions"])},
}


def starts(product: str) -> st.SearchStrategy[Start]:
    """How a world of that product may begin: most often with the policies as they are."""
    chosen: st.SearchStrategy[dict[str, str]] = st.just({}) | st.sampled_from(sorted(POLICIES)).flatmap(
        lambda name: st.fixed_dictionaries({name: st.sampled_from(POLICIES[name])})
    )
    return st.builds(Start, st.just(product), call_ms=st.sampled_from([0, 0, 200]), policies=chosen)


def choices(product: str) -> st.SearchStrategy[dict[str, Any]]:
    """Whole sets of preferences the product takes, so that none clashes with what was chosen before."""
    if product == "import":
        return st.fixed_dictionaries({"auto_update": TRUTH})
    modules = ("accounts", "contacts", "accounts_and_contacts")
    return st.sampled_from(modules).flatmap(lambda module: _choices(product, module))


def verbs(product: str) -> Mapping[str, Given]:
    """Everything people may do around a connection of that product."""
    return {**IN_THE_CRM, **IN_FINANCE, **OF_THE_CONNECTION, "choose": {"choices": choices(product)}}


def scripts(product: str, length: int) -> st.SearchStrategy[Script]:
    """Scripts of so many moves of a few verbs; every third move is a sync or another choice of preferences.

    A script is played while it is written, so that each of its steps names a record that is there.
    """
    moves = {
        verb: st.tuples(st.just(verb), st.fixed_dictionaries(dict(given))) for verb, given in verbs(product).items()
    }
    often = st.one_of(*[moves[verb] for verb in ("instant_sync", "advance", "choose")])

    def over(chosen: list[str]) -> st.SearchStrategy[list[Move]]:
        some = st.one_of(*[moves[verb] for verb in chosen])
        return st.lists(some | some | often, min_size=length, max_size=length)

    drawn = st.lists(st.sampled_from(sorted(moves)), min_size=3, max_size=12, unique=True).flatmap(over)
    return st.builds(written, starts(product), TRUTH, drawn)


def written(start: Start, equal_names: bool, moves: Sequence[Move]) -> Script:
    """What people do when they make these moves, and until nothing is left to do after them."""
    people = People(start, equal_names=equal_names)
    for verb, given in moves:
        for step in people.steps(verb, given):
            people.take(step)
    people.settle_down()
    return people.player.script


def _choices(product: str, module: str) -> st.SearchStrategy[dict[str, Any]]:
    view = st.sampled_from([None, VIEW])
    accounts, contacts = module != "contacts", module != "accounts"
    both = accounts and contacts
    mappings = PERSON_MAPPINGS if both else ACCOUNT_MAPPINGS if accounts else CONTACT_MAPPINGS
    return st.fixed_dictionaries(
        {
            "module": st.just(module),
            "extent": st.sampled_from(["fetch", "both_ways"]),
            "duplicates": st.sampled_from(["overwrite", "overwrite", "clone", "skip"]),
            "account_view": view if accounts else st.none(),
            "contact_view": view if contacts else st.none(),
            "include_contacts_without_account": TRUTH if both and product != "invoice" else st.just(False),
            "mapping": st.sampled_from(mappings),
        }
    )
