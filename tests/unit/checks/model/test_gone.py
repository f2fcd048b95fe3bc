"""Records that left their app: the side where a pair was born decides."""

from __future__ import annotations

import pytest

from tests.unit.checks.model.story import BOOKS, Told, said
from zsim.checks.model import DecisionTold
from zsim.ports.records import Ref


def test_born_in_the_crm_goes_with_it() -> None:
    told = Told()
    acme, customer = told.pair()
    told.deleted(acme)
    assert told.run(DecisionTold(acme, "deleted", (customer,), changes=(told.removal(customer),))) == []
    assert acme not in told.memory.pairs


def test_born_in_the_crm_and_kept_is_told() -> None:
    told = Told()
    acme, customer = told.pair()
    told.deleted(acme)
    assert "DEL-04" in said(told.run(DecisionTold(acme, "kept", (customer,))))


def test_with_transactions_it_turns_inactive() -> None:
    told = Told()
    acme, customer = told.pair()
    told.books("invoices", customer_id=customer.id)
    told.deleted(acme)
    idle = told.write(customer, status="inactive")
    assert told.run(DecisionTold(acme, "deactivated", (customer,), changes=(idle,))) == []


def test_born_in_finance_stays_and_is_not_pushed_again() -> None:
    told = Told()
    acme, customer = told.pushed_pair()
    told.deleted(acme)
    assert told.run(DecisionTold(acme, "kept", (customer,))) == []
    told.edited(customer, phone="7")
    pushed = told.pushed(customer, "Accounts", Account_Name="Acme", Phone="7")[0]
    assert "DEL-05" in said(told.run(pushed))


def test_born_in_finance_goes_where_the_quirk_is_off() -> None:
    told = Told(BOOKS._replace(quirks_off=frozenset({"DEL-01"})))
    acme, customer = told.pushed_pair()
    told.deleted(acme)
    assert "to be deleted" in said(told.run(DecisionTold(acme, "kept", (customer,))))


def test_deleted_in_finance_comes_again_when_it_changes_and_only_if_born_in_the_crm() -> None:
    told = Told()
    acme, customer = told.pair()
    told.deleted(customer)
    assert told.run(DecisionTold(customer, "kept", (acme,))) == []
    told.edited(acme, Phone="1")
    assert told.run(told.fetched(acme, contact_name="Acme", phone="1")[0]) == []
    born, own = (other := Told()).pushed_pair()
    other.deleted(own)
    assert other.run(DecisionTold(own, "kept", (born,))) == []
    other.edited(born, Phone="1")
    assert "DEL-06" in said(other.run(other.fetched(born, contact_name="Acme")[0]))


@pytest.mark.parametrize("origin", ["crm", "finance"])
def test_a_deletion_nobody_speaks_of_is_told(origin: str) -> None:
    told = Told()
    acme, _ = told.pair() if origin == "crm" else told.pushed_pair()
    told.deleted(acme)
    found = said(told.run())
    assert ("nothing was said of it" in found) is (origin == "crm")


def test_another_module_choice_leaves_it_alone() -> None:
    told = Told()
    acme, customer = told.pair()
    told.deleted(acme)
    contacts = BOOKS._replace(choice="contacts")
    assert told.run(DecisionTold(acme, "excluded", (customer,)), terms=contacts) == []


def restored() -> tuple[Told, Ref, Ref]:
    """An account and its customer that has an invoice: deleted, so that this is inactive, and restored."""
    told = Told()
    acme, customer = told.pair()
    told.books("invoices", customer_id=customer.id)
    held = told.records.live[acme]
    told.deleted(acme)
    idle = told.write(customer, status="inactive")
    assert told.run(DecisionTold(acme, "deactivated", (customer,), changes=(idle,))) == []
    told.changed(acme, None, held)
    return told, acme, customer


def test_restored_revives_the_pair_and_the_inactive_copy() -> None:
    told, acme, customer = restored()
    assert told.run(DecisionTold(acme, "updated", (customer,), changes=(told.write(customer, status="active"),))) == []
    assert told.memory.pairs[acme].finance == customer


def test_restored_and_left_inactive_is_told() -> None:
    told, acme, customer = restored()
    assert "DEL-07" in said(told.run(DecisionTold(acme, "updated", (customer,))))


def test_restored_it_is_made_anew_where_its_copy_was_deleted() -> None:
    told = Told()
    acme, customer = told.pair()
    held = told.records.live[acme]
    told.deleted(acme)
    assert told.run(DecisionTold(acme, "deleted", (customer,), changes=(told.removal(customer),))) == []
    told.changed(acme, None, held)
    assert told.run(told.fetched(acme, contact_name="Acme")[0]) == []
