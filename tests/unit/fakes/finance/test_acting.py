"""Who acts in finance for a user of the CRM."""

from __future__ import annotations

import pytest

from tests.unit.fakes.finance.conftest import MakeShop
from zsim.fakes.finance import Finance
from zsim.fakes.finance.acting import DOINGS, OWN, Acting
from zsim.ports.errors import NoPermission

TYPES = ("estimates", "invoices", "sales_orders", "purchase_orders")
ACTIONS = (*DOINGS, "delete", "convert", "void", "accept", "decline", "close")


def acting(finance: Finance) -> Acting:
    """What says so of an organisation, which has Rita of the CRM as a user, if it is one of Books."""
    if finance.product.key == "books":
        finance.port().admit_user("Rita", "rita@x.example")
    return Acting(finance.key, finance.product, finance.users, finance._policies)


def allowed(finance: Finance, email: str) -> set[tuple[str, str]]:
    """All that somebody may do."""
    says, found = acting(finance), set()
    for kind in TYPES:
        for action in ACTIONS:
            try:
                says.named(email, kind, action)
            except NoPermission:
                continue
            found.add((kind, action))
    return found


EVERYTHING = {(kind, action) for kind in TYPES for action in ACTIONS}


@pytest.mark.parametrize("product", ["invoice", "import", "billing"])
def test_elsewhere_the_crm_alone_decides(make_shop: MakeShop, product: str) -> None:
    finance = make_shop(product).finance
    assert allowed(finance, "nobody@x.example") == EVERYTHING
    assert acting(finance).named("nobody@x.example", "invoices", "create") == "nobody@x.example"


def test_integration_users_write_quotes_and_sales_orders(books: Finance) -> None:
    assert allowed(books, "rita@x.example") == {(kind, action) for kind in OWN for action in DOINGS}


def test_under_view_they_write_nothing(make_shop: MakeShop) -> None:
    assert allowed(make_shop(policies={"integration_users": "view"}).finance, "rita@x.example") == set()


@pytest.mark.parametrize("role", ["admin", "staff"])
def test_users_of_books_do_all_until_they_are_inactive(books: Finance, role: str) -> None:
    books.users.create("Sam", email="sam@x.example", role=role)
    assert allowed(books, " SAM@x.example") == EVERYTHING
    books.users.deactivate("Sam")
    with pytest.raises(NoPermission, match=r"Sam <sam@x.example> may not edit sales orders in Books: .* inactive"):
        Acting("books", books.product, books.users, books._policies).named("sam@x.example", "sales_orders", "update")


def test_others_do_nothing_and_are_told_what_would_be_right(books: Finance) -> None:
    assert allowed(books, "nobody@x.example") == set()
    told = (
        r"nobody@x.example may not void invoices in Books: books has no user of that email \(USR-08\); add the person"
    )
    with pytest.raises(NoPermission, match=told):
        Acting("books", books.product, books.users, books._policies).named("nobody@x.example", "invoices", "void")
