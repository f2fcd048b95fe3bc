"""The section: which documents it shows, and by which names."""

from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.ports.errors import NotAllowed

NAMES = {
    "estimates": "Finance_Estimates",
    "quotes": "Finance_Estimates",
    "invoices": "Finance_Invoices",
    "sales_orders": "Finance_SalesOrders",
    "purchase_orders": "Finance_PurchaseOrders",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_type_is_there_once_it_is_shown(crm: Crm, name: str) -> None:
    module = "estimates" if name == "quotes" else name
    with pytest.raises(NotAllowed, match=rf"no finance {module.replace('_', ' ')}; enable them first: .*'{module}'"):
        getattr(crm.zoho_finance, name)
    crm.registry.show_transactions("books", (module,))
    assert getattr(crm.zoho_finance, name).all() == []
    assert repr(getattr(crm.zoho_finance, name)) == f"<{NAMES[name]} of crm>"
    crm.registry.show_transactions("books", ())
    with pytest.raises(NotAllowed):
        getattr(crm.zoho_finance, name)


def test_it_tells_what_it_shows(crm: Crm) -> None:
    assert str(crm.zoho_finance) == "the Zoho Finance section of the CRM shows no transactions"
    crm.registry.show_transactions("books", ("invoices", "sales_orders"))
    assert str(crm.zoho_finance) == "the Zoho Finance section of the CRM shows invoices and sales orders"


def test_what_one_organisation_shows_no_more_another_shows_still(crm: Crm) -> None:
    for key in ("books", "billing"):
        crm.registry.show_transactions(key, ("invoices",))
    crm.registry.unregister("books")
    assert crm.zoho_finance.invoices.all() == []
    crm.registry.unregister("billing")
    with pytest.raises(NotAllowed):
        _ = crm.zoho_finance.invoices
