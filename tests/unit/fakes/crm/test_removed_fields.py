"""Fields that people take off a module, and bring back."""

from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials
from zsim.ports.errors import InvalidData, NoPermission, NotAllowed


def test_a_removed_field_is_seen_by_nobody(crm: Crm) -> None:
    port = crm.gate.open("books", Credentials(crm.email, crm.generate_zsc_key()))
    deal = crm.deals.create(Deal_Name="Anvils", Stage="Closed Won")
    crm.deals.remove_field("Probability")
    assert "Probability" not in port.fields("Deals")
    assert "Probability" not in port.read("Deals", [deal.id])[0].fields
    assert "Probability" not in deal.fields
    assert not hasattr(deal, "Probability")
    with pytest.raises(InvalidData, match=r"the field Probability was removed; restore_field\('Probability'\)"):
        crm.deals.update(deal, Probability=50)
    with pytest.raises(InvalidData, match="Probability"):
        crm.deals.find(Probability=100)
    with pytest.raises(UsageError, match="no such field"):
        crm.deals.views.create("Won", ("Probability", "=", 100))


def test_brought_back_it_has_its_values_and_its_place(crm: Crm) -> None:
    names = list(crm.modules["Deals"].schema)
    deal = crm.deals.create(Deal_Name="Anvils", Stage="Closed Won", Probability=95)
    other = crm.deals.create(Deal_Name="Ropes")
    crm.deals.remove_field("Probability")
    crm.deals.update(other, Stage="Closed Won")
    fresh = crm.deals.create(Deal_Name="Saws", Stage="Closed Won")
    crm.deals.restore_field("Probability")
    assert list(crm.modules["Deals"].schema) == names
    assert [each.Probability for each in (deal, other, fresh)] == [95, 10, None]
    assert [each.Probability for each in crm.deals.mass_update([deal, other, fresh], Amount=1)] == [95, 100, 100]


def test_a_field_of_the_peoples_own_is_removed_and_is_required_no_more(crm: Crm) -> None:
    crm.accounts.add_field("Region", "picklist", options=["North", "South"], required=True)
    acme = crm.accounts.create(Account_Name="Acme", Region="North")
    crm.accounts.remove_field("Region")
    crm.accounts.create(Account_Name="Bolt")
    with pytest.raises(InvalidData, match="has a field Region already"):
        crm.accounts.add_field("Region")
    crm.accounts.restore_field("Region")
    assert acme.Region == "North"
    with pytest.raises(InvalidData, match="Region is missing"):
        crm.accounts.create(Account_Name="Cogs")


def test_other_fields_stay(crm: Crm) -> None:
    crm.deals.views.create("Likely", ("Probability", ">", 50))
    crm.users.create("Rita")
    before = crm.export()
    with pytest.raises(
        NotAllowed, match="Stage is a standard field and stays; what can be removed: Probability, custom"
    ):
        crm.deals.remove_field("Stage")
    with pytest.raises(NotAllowed, match="Phone is a standard field and stays; what can be removed: custom fields"):
        crm.accounts.remove_field("Phone")
    with pytest.raises(InvalidData, match="did you mean Probability"):
        crm.deals.remove_field("Probabilty")
    with pytest.raises(UsageError, match="removed: nothing"):
        crm.deals.restore_field("Probability")
    with pytest.raises(NotAllowed, match="asked for by the view 'Likely'"):
        crm.deals.remove_field("Probability")
    with pytest.raises(NoPermission, match="only administrators"):
        crm.as_user("Rita").deals.remove_field("Probability")
    assert crm.export() == before
