"""The CRM's own quotes and invoices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.fakes.crm.test_connections import shared
from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm import Crm
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.errors import InvalidData, NotAllowed


def test_they_say_that_they_never_reach_finance(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    deal = crm.deals.create(Deal_Name="Fit-out", Account_Name=acme)
    quote = crm.quotes.create(Subject="Offer", Account_Name=acme, Deal_Name=deal, Grand_Total=Decimal("9.50"))
    bill = crm.invoices.create(Subject="Bill", Account_Name=acme, Status="Approved")
    assert (quote.Quote_Stage, quote.Deal_Name, bill.Status) == ("Draft", deal, "Approved")
    assert repr(quote).startswith("<native quote 'Offer'")
    assert repr(crm.quotes) == "<Quotes of the CRM's own, which never reach finance>"
    assert str(crm.invoices).splitlines()[-1] == "They are the CRM's own and never reach finance."
    assert [each.name for each in crm.quotes.views.all()] == ["All Quotes", "My Quotes"]


def test_what_does_not_fit_is_refused(crm: Crm) -> None:
    before = crm.export()
    with pytest.raises(InvalidData, match="Subject is missing"):
        crm.quotes.create()
    with pytest.raises(InvalidData, match="not negative"):
        crm.invoices.create(Subject="Bill", Grand_Total=-1)
    with pytest.raises(InvalidData, match="Created, Approved"):
        crm.invoices.create(Subject="Bill", Status="Sent")
    assert crm.export() == before


def test_they_follow_their_account_and_outlive_it(crm: Crm) -> None:
    acme, twin = (crm.accounts.create(Account_Name=each) for each in ("Acme", "Acme Ltd"))
    bill = crm.invoices.create(Subject="Bill", Account_Name=twin)
    crm.accounts.merge(acme, twin)
    assert bill.Account_Name == acme
    crm.accounts.delete(acme)
    assert bill.Account_Name is None


def test_the_oddity_fires_only_where_finance_is_connected(crm: Crm, journal: Journal) -> None:
    crm.quotes.create(Subject="Before")
    assert [entry for entry in journal if entry.kind == "mark"] == []
    crm.registry.register(shared("books", "books"))
    crm.quotes.create(Subject="After")
    assert [entry.detail[0] for entry in journal if entry.kind == "mark"] == ["TXN-02"]


def test_without_the_oddity_there_is_one_set(clock: Clock, journal: Journal) -> None:
    crm = Crm(clock, journal, Streams(0), Quirks(journal, off="TXN-02"), Policies())
    assert crm.invoices.create(Subject="Alone").alive
    crm.registry.register(shared("books", "books"))
    with pytest.raises(NotAllowed, match=r"make it in world\.crm\.zoho_finance"):
        crm.invoices.create(Subject="Beside")
    assert len(crm.invoices) == 1
