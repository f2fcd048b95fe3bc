from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

from tests.unit.fakes.crm.test_connections import shared
from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm import Crm
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.app import Credentials


def fill(crm: Crm) -> None:
    """Use everything there is to be exported."""
    crm.rename_organisation("Acme Holding")
    crm.enable_multi_currency()
    crm.set_base_currency("EUR")
    crm.profiles.create("Sales", hidden_modules=("Contacts",))
    crm.profiles.deny("Sales", "invoices", "email")
    crm.profiles.deny("Sales", "summary")
    crm.stages.create("Signed", probability=100, forecast_category="Pipeline")
    crm.stages.update("Negotiation/Review", probability=95)
    crm.deals.create(Deal_Name="Bold", Probability=99)
    crm.deals.add_field("Colour")
    crm.deals.add_field("Shape")
    for each in ("Probability", "Colour"):
        crm.deals.remove_field(each)
    crm.users.create("Rita", profile="Sales")
    crm.users.deactivate("Rita")
    crm.generate_zsc_key()
    crm.generate_zsc_key()
    crm.accounts.add_field("Zoho_Invoice", "boolean", label="Zoho Invoice")
    crm.accounts.add_field("Since", "date", required=False)
    crm.accounts.set_options("Rating", "Good", "Bad")
    acme = crm.accounts.create(
        Account_Name="=Acme", Zoho_Invoice=True, Since=date(2020, 2, 29), Annual_Revenue=Decimal("1.50"), Rating="Good"
    )
    gone, merged = crm.accounts.create(Account_Name="Gone"), crm.accounts.create(Account_Name="Merged")
    back = crm.accounts.create(Account_Name="Back")
    crm.accounts.delete(back)
    crm.accounts.delete(gone)
    crm.accounts.restore(back)
    crm.accounts.merge(acme, merged)
    crm.accounts.update(acme, Phone="111")
    ray = crm.contacts.create(Last_Name="Ray", Account_Name=acme)
    crm.contacts.create(Last_Name="Bob")
    crm.contacts.open(ray)
    crm.accounts.views.create("For Invoice", ("Zoho_Invoice", "is", True))
    crm.accounts.views.update(
        "For Invoice", ("Zoho_Invoice", "is", True), ("Annual_Revenue", "between", (1, Decimal("2.5")))
    )
    crm.accounts.views.create("Old", ("Created_Time", "<", datetime(2026, 1, 6, tzinfo=UTC)))
    crm.products.add_field("Goods_or_Services", "picklist", options=("Goods", "Services"))
    wayne = crm.vendors.create(Vendor_Name="Wayne")
    anvil = crm.products.create(Product_Name="Anvil", Vendor_Name=wayne, Unit_Price=Decimal("9.50"))
    crm.products.views.create("Dear", ("Unit_Price", ">", Decimal(9)))
    crm.products.delete(crm.products.create(Product_Name="Gone"))
    crm.deals.create(Deal_Name="100 anvils", Account_Name=acme, Contact_Name=ray, Closing_Date=date(2026, 3, 1))
    crm.deals.delete(crm.deals.create(Deal_Name="Gone"))
    crm.vendors.delete(wayne)
    crm.quotes.create(Subject="Fit-out", Account_Name=acme, Grand_Total=Decimal("9.50"))
    note = crm.notes.create(Parent_Id=anvil, Note_Content="Heavy")
    crm.notes.delete(crm.notes.create(Parent_Id=anvil, Note_Content="Gone"))
    crm.calls.create(Subject="Offer", What_Id=acme, Who_Id=ray)
    assert crm.notes.beside(anvil) == [note]
    where = [("Annual_Revenue", "between", (1, Decimal("2.5")))]
    crm.reports.create("Rich", module="accounts", columns=["Account_Name", "Parent_Account.Phone"], where=where)
    crm.reports.update("Deals by Stage", columns=["Deal_Name"])
    crm.reports.update("Contact Mailing List", columns=["Full_Name"])
    assert anvil.Vendor_Name is None
    crm.registry.register(shared("books", "books"))
    crm.grant_multi_organisation("books")
    crm.registry.register(shared("books", "second"))


def loaded(crm: Crm, clock: Clock) -> Crm:
    journal = Journal(clock)
    return Crm.load(json.loads(json.dumps(crm.export())), clock, journal, Streams(0), Quirks(journal), Policies())


def test_a_loaded_crm_exports_the_same(crm: Crm, clock: Clock) -> None:
    fill(crm)
    again = loaded(crm, clock)
    assert again.export() == crm.export()
    assert again.organisation == crm.organisation
    assert again.connected == crm.connected


def test_a_loaded_crm_goes_on_as_the_other_would(crm: Crm, clock: Clock) -> None:
    fill(crm)
    again = loaded(crm, clock)
    key = crm.zsc_key
    ports = [each.gate.open("books", Credentials(each.email, key)) for each in (crm, again)]
    assert ports[0].changed("Accounts", None) == ports[1].changed("Accounts", None)
    assert ports[0].deleted("Accounts", None) == ports[1].deleted("Accounts", None)
    assert ports[0].fields("Accounts") == ports[1].fields("Accounts")
    assert ports[0].views("Accounts") == ports[1].views("Accounts")
    assert ports[0].fields("Products") == ports[1].fields("Products")
    assert ports[0].changed("Products", None) == ports[1].changed("Products", None)
    assert ports[0].changed("Deals", None) == ports[1].changed("Deals", None)
    assert ports[0].deleted("Vendors", None) == ports[1].deleted("Vendors", None)
    assert [
        (each.name, str(each.rows())) for each in again.reports.all() if not each.module.startswith("Finance_")
    ] == [(each.name, str(each.rows())) for each in crm.reports.all() if not each.module.startswith("Finance_")]
    assert (again.stages.all(), str(again.profiles)) == (crm.stages.all(), str(crm.profiles))
    for each in (crm, again):
        for field in ("Colour", "Probability"):
            each.deals.restore_field(field)
        assert [each.deals.update(bold, Amount=1).Probability for bold in each.deals.find(Deal_Name="Bold")] == [99]
    assert list(ports[0].fields("Deals")) == list(ports[1].fields("Deals"))
    for each in (crm, again):
        each.accounts.create(Account_Name="New")
        each.accounts.views.create("Newer", ("Phone", "is empty"))
    assert again.export() == crm.export()
    assert again.accounts.views.records("For Invoice") == crm.accounts.views.records("For Invoice")
    assert again.contacts.views.records("Unread Contacts") == crm.contacts.views.records("Unread Contacts")


def test_what_was_deleted_can_be_restored_after_loading(crm: Crm, clock: Clock) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    crm.accounts.delete(acme)
    again = loaded(crm, clock)
    assert again.accounts.restore(acme.id).Account_Name == "Acme"


def test_making_a_crm_leaves_no_trace(clock: Clock) -> None:
    journal = Journal(clock)
    streams = Streams(0)
    Crm(clock, journal, streams, Quirks(journal), Policies())
    assert len(journal) == 0
    assert streams.state() == {}
