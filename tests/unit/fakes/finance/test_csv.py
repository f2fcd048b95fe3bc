"""Records from the files that finance exports."""

from __future__ import annotations

import pytest

from tests.unit.fakes.finance.conftest import MakeShop
from zsim.kernel.errors import UsageError

TIMES = "Created Time,Created By,Last Modified Time,Last Modified By,Last Sync Time"
MADE = "2025-12-01 09:00:00,Rita,2025-12-02 09:00:00,Rita,"


IDS = {
    "customers": "Contact ID,Customer ID,Primary Contact ID",
    "vendors": "Contact ID,Vendor ID,Primary Contact ID",
    "items": "Item ID,Reference ID,Branch ID",
}


@pytest.mark.parametrize(
    ("product", "module"),
    [
        *[(product, module) for product in ("invoice", "books", "billing") for module in ("customers", "items")],
        ("books", "vendors"),
    ],
)
def test_columns_finance_keeps_for_itself_are_passed_over(make_shop: MakeShop, product: str, module: str) -> None:
    finance = make_shop(product).finance
    name = "Item Name" if module == "items" else "Display Name"
    face = getattr(finance, module)
    report = face.load_csv([f"{TIMES},{IDS[module]},{name}", f"{MADE},460001,460002,460003,Acme"])
    assert (report.loaded, report.rejected) == (1, ())
    (acme,) = face.all()
    assert str(acme.record.fields["name" if module == "items" else "contact_name"]) == "Acme"
    assert acme.id not in {"460001", "460002", "460003"}


@pytest.mark.parametrize(
    ("module", "name"), [("customers", "Display Name"), ("vendors", "Display Name"), ("items", "Item Name")]
)
def test_nobody_makes_a_record_come_from_the_crm_by_a_column(make_shop: MakeShop, module: str, name: str) -> None:
    face = getattr(make_shop("books").finance, module)
    assert face.load_csv([f"{name},Source", "Acme,crm"]).loaded == 1
    (acme,) = face.all()
    assert acme.record.fields.get("source") is None


def test_the_id_of_another_record_is_no_column_of_its_own(make_shop: MakeShop) -> None:
    finance = make_shop("books").finance
    finance.customers.create(contact_name="Acme")
    assert finance.contact_persons.load_csv([f"{TIMES},Last Name,Customer", f"{MADE},Ray,Acme"]).loaded == 1
    assert finance.invoices.load_csv([f"{TIMES},Invoice ID,Customer Name", f"{MADE},4600,Acme"]).loaded == 0
    assert finance.bills.load_csv([f"{TIMES},Bill ID,Vendor Name"]).loaded == 0
    with pytest.raises(UsageError, match="the column 'Customer ID' for invoices: no field has that label"):
        finance.invoices.load_csv(["Customer ID,Total", "460001,5"])
