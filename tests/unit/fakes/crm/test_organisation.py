from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.ports.errors import InvalidData


def test_the_crm_tells_of_its_organisation(crm: Crm) -> None:
    crm.rename_organisation("Acme Holding")
    organisation = crm.organisation
    assert organisation == crm.gate._state.organisation()
    assert (organisation.key, organisation.name, organisation.currency, organisation.country) == (
        "crm",
        "Acme Holding",
        "INR",
        "IN",
    )


def test_a_record_has_a_currency_of_its_own_only_with_multi_currency(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    crm.enable_multi_currency()
    crm.accounts.update(acme, Phone="111")
    assert acme.Currency is None
    crm.accounts.update(acme, Currency="USD")
    assert acme.Currency == "USD"
    assert crm.contacts.create(Last_Name="Rita").Currency == "INR"
    with pytest.raises(InvalidData, match="no option 'ZZZ'"):
        crm.accounts.update(acme, Currency="ZZZ")
    assert crm.organisation.multi_currency


def test_another_base_currency_reaches_records_made_from_then_on(crm: Crm) -> None:
    crm.enable_multi_currency()
    acme = crm.accounts.create(Account_Name="Acme")
    crm.set_base_currency("USD")
    assert crm.organisation.currency == "USD"
    assert (acme.Currency, crm.accounts.create(Account_Name="Wayne").Currency) == ("INR", "USD")


def test_an_unknown_currency_is_refused(crm: Crm, journal: Journal) -> None:
    with pytest.raises(UsageError, match="USD"):
        crm.set_base_currency("USS")
    assert (crm.organisation.currency, [entry.kind for entry in journal]) == ("INR", ["refusal"])
