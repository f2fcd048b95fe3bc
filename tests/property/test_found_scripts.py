"""Scripts that once broke an invariant, as short as they could be made; each stands for a defect that was put right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.property.afterwards import Afterwards
from tests.property.people import VIEW, People, Start, Step

BOOKS, INVOICE, BILLING = Start("books"), Start("invoice"), Start("billing")


def choose(**given: Any) -> Step:
    """The preferences a connection begins with, but for those given."""
    usual: dict[str, Any] = {
        "module": "accounts_and_contacts",
        "extent": "both_ways",
        "duplicates": "overwrite",
        "account_view": None,
        "contact_view": None,
        "include_contacts_without_account": False,
        "mapping": {},
    }
    return Step("choose", {"choices": {**usual, **given}})


def do(verb: str, **given: Any) -> Step:
    """One step."""
    return Step(verb, given)


SYNC = do("instant_sync")

FOUND: dict[str, tuple[Start, list[Step]]] = {
    "what was read is out of date once the run itself has deleted it": (BOOKS, [do("delete_account", which=1)]),
    "a contact and its account are deleted together": (
        BOOKS,
        [do("delete_contact", which=0), do("delete_account", which=0)],
    ),
    "linked pairs of a kind that is no longer chosen are left alone": (
        BOOKS,
        [choose(module="contacts"), do("edit_customer", which=1, changes={"phone": "3"})],
    ),
    "what is to be deleted may be gone already": (
        BOOKS,
        [choose(module="contacts", duplicates="skip"), do("delete_customer", which=1)],
    ),
    "a single fetch meets a customer that was deleted": (
        BOOKS,
        [do("delete_customer", which=1), do("fetch", of_accounts=True, which=0)],
    ),
    "a single fetch meets a contact person that was deleted": (
        BOOKS,
        [do("delete_person", which=0), do("fetch", of_accounts=True, which=0)],
    ),
    "a new account takes the name that a linked one gives up": (
        BOOKS,
        [
            do("create_account", name=" ACME", phone="3", ticked=True),
            do("rename_account", which=0, name="Acme Ltd"),
        ],
    ),
    "a new account has the name that a customer will get back": (
        BOOKS,
        [
            choose(extent="fetch"),
            do("rename_customer", which=1, name="Zed"),
            do("create_account", name="Acme", phone="3", ticked=True),
        ],
    ),
    "a contact person without account gives up the name that a new customer has": (
        BOOKS,
        [
            do("move_contact", which=0, account=2),
            SYNC,
            do("delete_account", which=2),
            do("create_customer", name="Ada Hill", kind="individual", phone="3"),
            do("edit_person", which=1, changes={"last_name": "von Hill"}),
        ],
    ),
    "records fused into one pair do not write over each other at every run": (
        BILLING,
        [
            do("create_account", name="Acme", phone="2", ticked=True),
            do("create_account", name="Acme", phone="3", ticked=False),
            do("reconnect", convert="all"),
        ],
    ),
    "a contact merged into a namesake gives up its contact person": (
        INVOICE,
        [
            choose(module="contacts", mapping={"Description": "notes"}),
            do("create_contact", first="Ben", last="Hill", email="ben@x.example", account=None, ticked=False),
            do("fetch", of_accounts=False, which=2),
        ],
    ),
    "a contact is read before the account it belongs to is linked": (
        BOOKS,
        [
            do("delete_customer", which=1),
            do("create_customer", name="Acme", kind="business", phone="2"),
            do("create_contact", first="Ben", last="von Hill", email=None, account=0, ticked=True),
        ],
    ),
    "a namesake comes after the mapping was changed": (
        BOOKS,
        [
            do("advance", minutes=240),
            choose(mapping={"Phone": "mobile", "Mobile": ""}),
            do("advance", minutes=240),
            do("create_account", name="Acme", phone="2", ticked=True),
            SYNC,
            do("advance", minutes=240),
        ],
    ),
    "all is refreshed under another mapping after a namesake came": (
        Start("invoice", policies={"candidates": "latest"}),
        [
            choose(module="accounts", extent="fetch", mapping={"Phone": ""}),
            do("create_account", name=" ACME", phone="1", ticked=False),
            SYNC,
            do("save_and_sync"),
        ],
    ),
    "a contact goes with its account again while its customer was edited": (
        BILLING,
        [
            choose(module="contacts", extent="fetch"),
            SYNC,
            do("edit_customer", which=3, changes={"phone": "2"}),
            choose(account_view=VIEW, contact_view=VIEW, include_contacts_without_account=True, duplicates="skip"),
        ],
    ),
    "a name that skips an account is freed by the same run": (
        BILLING,
        [
            choose(module="contacts"),
            do("rename_contact", which=1, first=None, last="Acme"),
            do("delete_customer", which=1),
            SYNC,
            do("edit_account", which=0, changes={"Phone": "3"}),
            choose(duplicates="skip"),
        ],
    ),
    "preferences are edited while a run is under way": (
        Start("books", call_ms=200),
        [
            do("create_person", customer=1, first="Ada", last="von Hill", email="ada@x.example"),
            SYNC,
            choose(module="contacts"),
        ],
    ),
    "a mapping waits for everything to be refreshed": (
        BOOKS,
        [
            do("edit_account", which=0, changes={"Description": "3"}),
            do("advance", minutes=240),
            choose(mapping={"Description": "notes"}),
            do("advance", minutes=240),
            do("save_and_sync"),
        ],
    ),
    "the customers of an account and of a contact have one name": (
        Start("invoice", equal_names=True),
        [
            do("delete_account", which=0),
            do("create_customer", name="Ada Hill", kind="individual", phone=None),
            do("rename_customer", which=0, name="Ada Hill"),
        ],
    ),
    "a contact person born in finance goes with its customer": (
        Start("invoice"),
        [
            do("delete_contact", which=0),
            do("delete_contact", which=0),
            do("create_person", customer=1, email=None, first=None, last="Hill"),
            SYNC,
            do("delete_account", which=0),
            do("delete_contact", which=0),
            do("save_and_sync"),
        ],
    ),
    "a pushed account is merged away in the CRM": (
        Start("invoice", equal_names=True),
        [
            do("delete_account", which=0),
            do("create_customer", kind="business", name="Acme", phone=None),
            do("delete_account", which=0),
            do("delete_customer", which=0),
            do("rename_account", name="Acme", which=0),
            do("restore_account", which=0),
        ],
    ),
    "a disabled connection is enabled after the key was regenerated": (
        BOOKS,
        [do("disable"), do("regenerate_key"), do("enable"), do("renew_credentials"), do("enable")],
    ),
}


@pytest.mark.parametrize("found", FOUND)
def test_a_script_that_once_failed_is_clean(found: str) -> None:
    start, script = FOUND[found]
    people = People(start)
    afterwards = Afterwards(people)
    for step in script:
        people.do(step)
        afterwards.look()
        assert afterwards.wrong == ()
    people.settle_down()
    afterwards.look()
    assert afterwards.wrong == ()
    assert people.sync.open
