"""The users of an organisation, those of the CRM among them."""

from __future__ import annotations

import pytest

from tests.unit.fakes.finance.conftest import MakeShop
from zsim.catalogue import Policies, Quirks, catalogue
from zsim.fakes.finance import Finance
from zsim.fakes.finance.users import INTEGRATION_USERS_MAX, Role
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.errors import DuplicateValue, LimitExceeded, NoPermission, NotAllowed, NotFound


@pytest.fixture
def rita(books: Finance) -> Finance:
    """Books with Rita as an integration user."""
    books.port().admit_user("Rita", "rita@x.example")
    return books


def names(books: Finance) -> list[str]:
    return [each.name for each in books.users]


def test_a_user_of_the_crm_is_admitted_active_under_the_role(rita: Finance) -> None:
    (held,) = rita.users.holding(Role.INTEGRATION)
    assert (held.name, held.active, held.role.value) == ("Rita", True, "Integration User (Zoho CRM)")
    assert [tuple(each) for each in rita.port().integration_users()] == [("Rita", "rita@x.example", "")]


@pytest.mark.parametrize(("name", "email"), [("Rita", "other@x.example"), ("Other", "RITA@x.example")])
def test_whom_the_organisation_has_is_not_admitted(rita: Finance, name: str, email: str) -> None:
    with pytest.raises(DuplicateValue, match=r"not made an integration user \(USR-08\)"):
        rita.port().admit_user(name, email)
    assert names(rita) == ["Administrator", "Rita"]


def test_the_thousand_and_first_is_refused(books: Finance) -> None:
    port = books.port()
    for number in range(INTEGRATION_USERS_MAX):
        port.admit_user(f"User {number}", f"{number}@x.example")
    with pytest.raises(LimitExceeded, match="no room for Rita"):
        port.admit_user("Rita", "rita@x.example")
    port.dismiss_user("7@x.example")
    port.admit_user("Rita", "rita@x.example")


def test_the_users_page_leaves_integration_users_alone(rita: Finance) -> None:
    for act in (rita.users.delete, rita.users.deactivate):
        with pytest.raises(NotAllowed, match="on the integration page"):
            act("Rita")
    with pytest.raises(NotAllowed, match="on the integration page"):
        rita.users.create("Sam", email="sam@x.example", role=Role.INTEGRATION)
    assert names(rita) == ["Administrator", "Rita"]


def test_the_port_dismisses_integration_users_alone(rita: Finance) -> None:
    rita.users.create("Sam", email="sam@x.example")
    for email in ("sam@x.example", "nobody@x.example", rita.email):
        with pytest.raises(NotFound):
            rita.port().dismiss_user(email)
    rita.port().dismiss_user("RITA@x.example")
    assert names(rita) == ["Administrator", "Sam"]


def test_users_are_deleted_but_for_the_founder(books: Finance) -> None:
    books.users.delete(books.users.create("Sam", email="sam@x.example"))
    with pytest.raises(NotAllowed, match="founded the organisation"):
        books.users.delete("Administrator")
    with pytest.raises(UsageError, match="there is no such user"):
        books.users.delete("Sam")


def test_the_maximum_of_the_plan_is_without_integration_users(rita: Finance) -> None:
    rita.users.set_maximum(2)
    rita.users.create("Sam", email="sam@x.example")
    with pytest.raises(LimitExceeded, match="room for 2 users"):
        rita.users.create("Tom", email="tom@x.example")
    rita.users.set_maximum(None)
    rita.users.create("Tom", email="tom@x.example")


@pytest.mark.parametrize("wrong", [0, -1, True])
def test_a_maximum_is_a_number_of_users(books: Finance, wrong: int) -> None:
    with pytest.raises(UsageError, match="no number of users"):
        books.users.set_maximum(wrong)


def test_users_and_maximum_are_exported_and_loaded(rita: Finance) -> None:
    rita.users.set_maximum(3)
    journal = Journal(Clock(0))
    standing = Clock(0), journal, Streams(0), Quirks(journal), Policies()
    again = Finance.load(rita.export(), catalogue().product("books"), *standing)
    assert again.users.export() == rita.users.export()
    assert str(again.users) == str(rita.users)


def test_somebody_works_in_the_organisation_under_their_own_name(rita: Finance) -> None:
    rita.users.create("Sam", email="sam@x.example")
    sam = rita.as_user("Sam")
    made = sam.customers.create(contact_name="Acme")
    assert rita.customers.one(contact_name="Acme") == made
    assert {each.actor for each in rita._journal.since(0) if each.kind == "effect"} == {"Sam"}
    assert repr(sam) == "<<Books organisation 'Books', key books> as Sam uses it>"


def test_what_is_for_the_founder_is_told_so(rita: Finance) -> None:
    rita.users.create("Sam", email="sam@x.example")
    sam = rita.as_user("Sam")
    with pytest.raises(AttributeError, match="'preferences': that is for the founder"):
        sam.preferences  # noqa: B018
    assert not hasattr(sam, "_nothing")


def test_who_may_not_enter_is_refused_at_once_and_later(rita: Finance) -> None:
    rita.users.create("Sam", email="sam@x.example")
    customers = rita.as_user("Sam").customers
    rita.users.deactivate("Sam")
    with pytest.raises(NoPermission, match="Sam is inactive"):
        customers.create(contact_name="Acme")
    with pytest.raises(NoPermission, match=r"works in the CRM alone \(USR-03\)"):
        rita.as_user("Rita")
    with pytest.raises(UsageError, match="there is no such user"):
        rita.as_user("Nobody")


def test_without_the_oddity_integration_users_enter(make_shop: MakeShop) -> None:
    books = make_shop(off=["USR-03"]).finance
    books.port().admit_user("Rita", "rita@x.example")
    books.as_user("Rita").customers.create(contact_name="Acme")
