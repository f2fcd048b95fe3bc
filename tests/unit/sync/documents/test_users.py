"""Integration users: whom the engine has let into finance, and whom it refuses."""

from __future__ import annotations

import pytest

from tests.unit.sync.documents.stages import Stage
from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.ports.app import SharedPerson
from zsim.ports.errors import InvalidCredentials, NoAnswer, NotAllowed, NotFound
from zsim.sync.documents.users import IntegrationUsers, require_integration_users

RITA, SAM = SharedPerson("Rita", "rita@x.example"), SharedPerson("Sam", "sam@x.example")


class Desk(Stage):
    """A connection whose CRM has Rita and Sam; ``disabled`` are the transaction modules that are."""

    def __init__(self) -> None:
        super().__init__()
        self.connection.people = (RITA, SAM)
        self.disabled: tuple[str, ...] = ()
        self.users = IntegrationUsers(self.owner, self.connection.context, lambda: self.disabled)


@pytest.mark.parametrize("called", ["Rita", " rita ", "RITA@x.example", RITA])
def test_a_user_is_meant_by_name_by_email_or_as_record(called: str | SharedPerson) -> None:
    desk = Desk()
    desk.users.add(called)
    assert list(desk.users.all()) == desk.finance.admitted == [RITA]


def test_finance_is_asked_and_nothing_is_kept() -> None:
    desk = Desk()
    desk.users.add("Rita")
    desk.finance.admitted = [SAM]
    assert list(desk.users.all()) == [SAM]
    assert str(desk.users) == "the integration users of books:\n  Sam, sam@x.example"
    assert desk.noted == [("add_user", {"user": "Rita"})]


def test_nobody_is_added_while_a_module_is_not_enabled() -> None:
    desk = Desk()
    desk.disabled = ("sales_orders", "invoices")
    with pytest.raises(NotAllowed, match=r"sales orders and invoices are not \(USR-01\)"):
        desk.users.add("Rita")
    assert (desk.finance.admitted, desk.finance.asked) == ([], [])


def test_somebody_unknown_is_refused_with_who_is_near() -> None:
    desk = Desk()
    with pytest.raises(NotFound, match="'Ritta' is no active user of the CRM; did you mean 'Rita'"):
        desk.users.add("Ritta")
    with pytest.raises(NotFound, match="'Rita' is no integration user; there is none at all"):
        desk.users.remove("Rita")


def test_a_user_is_removed_by_what_finance_has() -> None:
    desk = Desk()
    desk.users.add("Rita")
    desk.users.add("Sam")
    desk.connection.people = ()
    desk.users.remove("rita")
    assert list(desk.users.all()) == [SAM]


def test_a_closed_connection_and_a_dead_key_are_refused() -> None:
    desk = Desk()
    desk.connection.refusals = [InvalidCredentials("the key died", code="INVALID_TOKEN")]
    with pytest.raises(InvalidCredentials):
        desk.users.add("Rita")
    desk.owner.open = False
    for act in (lambda: desk.users.add("Rita"), lambda: desk.users.remove("Rita"), desk.users.all):
        with pytest.raises(UsageError, match="it is closed"):
            act()
    assert (desk.finance.admitted, desk.noted) == ([], [])


def test_a_call_that_gets_no_answer_is_not_made_again() -> None:
    desk = Desk()
    desk.finance.refusals = [NoAnswer("timed out", code="TIMEOUT")]
    with pytest.raises(NoAnswer):
        desk.users.add("Rita")
    assert desk.finance.asked == [("admit_user", "")]


def test_only_books_has_them() -> None:
    for each in catalogue().products:
        if each.key == "books":
            require_integration_users(each)
        else:
            with pytest.raises(UsageError, match="it has none"):
                require_integration_users(each)
