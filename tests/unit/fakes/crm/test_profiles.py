from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.crm.profiles import RIGHTS, TransactionRight
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NoPermission, NotAllowed


@pytest.fixture
def sales(crm: Crm) -> str:
    """A profile, with a user."""
    crm.profiles.create("Sales")
    crm.users.create("Rita", profile="Sales")
    return "Sales"


def allowed(crm: Crm, profile: str) -> dict[str, list[str]]:
    """What a profile may, by type."""
    return {
        kind: [each.value for each in rights if crm.profiles.may(profile, kind, each)]
        for kind, rights in RIGHTS.items()
    }


def test_everything_is_allowed_at_first(crm: Crm, sales: str) -> None:
    assert allowed(crm, sales) == {kind: [each.value for each in rights] for kind, rights in RIGHTS.items()}
    assert str(crm.profiles).splitlines()[-1] == "  Sales: hides nothing"


def test_rights_are_denied_and_allowed_one_by_one(crm: Crm, sales: str) -> None:
    crm.profiles.deny(sales, "invoices", "email", "create_edit")
    crm.profiles.deny(sales, "Quotes", "Create Edit")
    crm.profiles.allow(sales, "invoices", "email")
    assert {kind: rights for kind, rights in allowed(crm, sales).items() if kind in ("invoices", "estimates")} == {
        "estimates": ["view", "email"],
        "invoices": ["view", "email"],
    }
    told = "  Sales: hides nothing, denies to create and edit estimates; to create and edit invoices"
    assert str(crm.profiles).splitlines()[-1] == told


def test_a_type_as_a_whole_is_denied_and_allowed(crm: Crm, sales: str) -> None:
    crm.profiles.deny(sales, "sales orders")
    crm.profiles.deny(sales, "summary")
    assert (allowed(crm, sales)["sales_orders"], allowed(crm, sales)["summary"]) == ([], [])
    assert str(crm.profiles).splitlines()[-1] == "  Sales: hides nothing, denies sales orders; summary"
    crm.profiles.allow(sales, "sales_orders", "view")
    assert allowed(crm, sales)["sales_orders"] == ["view"]
    crm.profiles.allow(sales, "sales_orders")
    assert allowed(crm, sales)["sales_orders"] == [each.value for each in TransactionRight]


def test_a_refusal_names_user_right_type_and_profile(crm: Crm, sales: str) -> None:
    users, rita = crm._state.users, crm.users["Rita"]
    crm.profiles.deny(sales, "invoices", "email")
    users.require_transaction_right(rita.id, "invoices", "view")
    with pytest.raises(NoPermission) as refused:
        users.require_transaction_right(rita.id, "invoices", "email")
    assert str(refused.value) == "Rita may not email invoices: the profile Sales denies the right 'email'"
    crm.profiles.deny(sales, "purchase_orders")
    with pytest.raises(NoPermission, match="may not create and edit purchase orders: the profile Sales denies all"):
        users.require_transaction_right(rita.id, "purchase_orders", "create_edit")
    crm.profiles.deny(sales, "summary")
    with pytest.raises(NoPermission, match="may not view the summary of receivables and payables: the profile Sales"):
        users.require_transaction_right(rita.id, "summary")
    users.require_transaction_right(crm.user.id, "summary")
    crm.users.deactivate(rita)
    with pytest.raises(NoPermission, match="Rita is deactivated"):
        users.require_transaction_right(rita.id, "invoices", "view")


def test_rights_count_from_the_next_command(crm: Crm, sales: str) -> None:
    users, rita = crm._state.users, crm.users["Rita"]
    face = crm.as_user(rita)
    crm.profiles.deny(sales, "invoices")
    crm.profiles.create("Desk", hidden_modules="Contacts")
    crm.users.update(rita, profile="Desk")
    users.require_transaction_right(rita.id, "invoices", "email")
    with pytest.raises(NoPermission, match="the profile Desk hides it"):
        face.contacts.all()
    crm.users.update(rita, profile=sales)
    assert face.contacts.all() == []
    with pytest.raises(NoPermission):
        users.require_transaction_right(rita.id, "invoices", "email")
    assert rita.profile == sales


def test_the_administrators_cannot_be_denied_anything(crm: Crm) -> None:
    before = crm.export()
    with pytest.raises(NotAllowed, match="has every right"):
        crm.profiles.deny("Administrator", "invoices", "email")
    with pytest.raises(NotAllowed, match="only active administrator"):
        crm.users.update("Administrator", profile="Standard")
    assert crm.export() == before
    crm.users.create("Omar", admin=True)
    assert not crm.users.update("Administrator", profile="Standard").admin


def test_what_there_is_not_is_refused_with_what_there_is(crm: Crm, sales: str) -> None:
    before = crm.export()
    for wrong, right in (
        (lambda: crm.profiles.deny(sales, "invoice"), "did you mean 'invoices'"),
        (lambda: crm.profiles.deny(sales, "invoices", "emial"), "did you mean 'email'"),
        (lambda: crm.profiles.deny(sales, "summary", "email"), "there is 'view'"),
        (lambda: crm.profiles.allow("Sale", "invoices"), "one of Sales"),
        (lambda: crm.profiles.may("Sale", "invoices"), "one of Sales"),
        (lambda: crm.users.update("Rita", profile="Sale"), "one of Sales"),
    ):
        with pytest.raises(UsageError, match=right):
            wrong()
    assert crm.export() == before


def test_only_administrators_give_rights_and_profiles(crm: Crm, sales: str) -> None:
    rita = crm.as_user("Rita")
    for command in (
        lambda: rita.profiles.allow(sales, "invoices"),
        lambda: rita.profiles.deny(sales, "invoices"),
        lambda: rita.users.update("Rita", profile="Administrator"),
    ):
        with pytest.raises(NoPermission, match="only administrators"):
            command()
