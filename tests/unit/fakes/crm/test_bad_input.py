"""What the CRM refuses, with the reason: afterwards everything is as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.crm.module_face import CrmModuleFace
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.ports.errors import DuplicateValue, InvalidData, NotAllowed, NotFound

NOBODY = "999999999999999999"
NAME_FIELDS = {"accounts": "Account_Name", "deals": "Deal_Name", "products": "Product_Name", "vendors": "Vendor_Name"}


def refused(crm: Crm, kind: type[Exception], told: str, action: Callable[[], object]) -> None:
    """The action is refused in these words and leaves the CRM as it was, its ids included."""
    before = crm.export()
    with pytest.raises(kind, match=told):
        action()
    assert crm.export() == before


@pytest.mark.parametrize(("module", "name"), NAME_FIELDS.items())
def test_what_is_not_there_is_neither_deleted_nor_merged(crm: Crm, module: str, name: str) -> None:
    face: CrmModuleFace = getattr(crm, module)
    master, loser, gone = (face.create(**{name: each}) for each in ("Master", "Loser", "Gone"))
    face.delete(gone)
    told = f"there is no record '{NOBODY}'; {module.title()} holds 2 records, name one of them"
    refused(crm, NotFound, told, lambda: face.delete(NOBODY))
    refused(crm, NotFound, told, lambda: face.merge(master, loser, NOBODY))
    refused(crm, NotFound, told, lambda: face.merge(NOBODY, loser))
    refused(crm, NotFound, "in the recycle bin, restore it first", lambda: face.merge(master, loser, gone))
    again = r"'Master' \(\d{18}\) cannot be merged into itself or twice; name each record once"
    refused(crm, NotAllowed, again, lambda: face.merge(master, loser, master))
    refused(crm, UsageError, "name the records to merge", lambda: face.merge(master))
    refused(crm, UsageError, "neither a record nor an id", lambda: face.update(None))


def test_a_record_of_another_module_does_not_merge(crm: Crm) -> None:
    product, vendor = crm.products.create(Product_Name="Wayne"), crm.vendors.create(Vendor_Name="Wayne")
    told = "a record of crm's Vendors; a record of crm's Products"
    refused(crm, UsageError, told, lambda: crm.products.merge(product, vendor))
    refused(crm, NotFound, "Vendors: there is no record", lambda: crm.vendors.merge(vendor, product.id))


def told(journal: Journal) -> list[str]:
    """What stands in a journal but refusals."""
    return [each.kind for each in journal if each.kind != "refusal"]


def test_a_view_asks_for_fields_of_its_own_module(crm: Crm, journal: Journal) -> None:
    crm.accounts.add_field("Zoho_Invoice", "boolean")
    view = crm.contacts.views.create("Some", ("Phone", "is", "111"))
    before = told(journal)
    industry = "Contacts has no such field, Accounts has; a field of Contacts, or a view of Accounts"
    refused(crm, UsageError, industry, lambda: crm.contacts.views.create("Bad", ("Industry", "is", "Education")))
    refused(crm, UsageError, industry, lambda: crm.contacts.views.update(view, ("Industry", "is", "Education")))
    custom = "Products has no such field, Accounts has"
    refused(crm, UsageError, custom, lambda: crm.products.views.create("Bad", ("Zoho_Invoice", "is", True)))
    several = "Vendors has no such field, Accounts and Contacts have; a field of Vendors, or a view of Accounts"
    refused(crm, UsageError, several, lambda: crm.vendors.views.create("Bad", ("Fax", "is", "1")))
    nowhere = "there is no such field"
    refused(crm, UsageError, nowhere, lambda: crm.vendors.views.create("Bad", ("Shoe_Size", "is", "1")))
    assert (told(journal), view.revision) == (before, 1)


def test_a_view_of_another_module_is_not_edited(crm: Crm) -> None:
    view = crm.contacts.views.create("Some", ("Phone", "is", "111"))
    told = "it is a view of Contacts; take a view of this module"
    refused(crm, UsageError, told, lambda: crm.accounts.views.update(view, ("Phone", "is", "1")))
    refused(crm, UsageError, told, lambda: crm.accounts.views.records(view))


def test_a_taken_name_takes_no_id(crm: Crm) -> None:
    crm.accounts.views.create("Some", ("Phone", "is", "111"))
    crm.users.create("Rita")
    again = "Accounts has a view 'Some' already; choose another name or update that one"
    refused(crm, DuplicateValue, again, lambda: crm.accounts.views.create("Some", ("Phone", "is", "1")))
    refused(crm, DuplicateValue, "there is a user 'Rita' already", lambda: crm.users.create("Rita"))


def test_a_pick_list_has_options(crm: Crm) -> None:
    refused(crm, UsageError, "no options to pick from", lambda: crm.products.add_field("Kind", "picklist"))
    refused(crm, UsageError, "no options to pick from", lambda: crm.deals.set_options("Stage"))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"Product_Name": 5}, "Product_Name takes text, not 5"),
        ({"Product_Name": "Anvil", "Unit_Price": "9"}, "Unit_Price takes a finite Decimal or a whole number, not '9'"),
        ({"Product_Name": "Anvil", "Unit_Price": 9.5}, r"Unit_Price takes no float such as 9\.5"),
        ({"Product_Name": "Anvil", "Product_Active": "yes"}, "Product_Active takes True or False, not 'yes'"),
        ({"Product_Name": "Anvil", "Sales_Start_Date": "now"}, "Sales_Start_Date takes a date, not 'now'"),
        ({"Product_Name": "Anvil", "Usage_Unit": "Furlong"}, "Usage_Unit has no option 'Furlong'; its options are Box"),
        ({"Product_Name": "Anvil", "Vendor_Name": NOBODY}, "Vendor_Name takes a record of Vendors, and there is none"),
        ({"Product_Name": "Anvil", "Product_Cod": "A"}, "Products has no field 'Product_Cod'; did you mean Product_Co"),
    ],
)
def test_a_product_of_wrong_types_is_refused(crm: Crm, fields: dict[str, object], told: str) -> None:
    rope = crm.products.create(Product_Name="Rope")
    refused(crm, InvalidData, told, lambda: crm.products.create(**fields))
    refused(crm, InvalidData, told, lambda: crm.products.update(rope, **fields))
