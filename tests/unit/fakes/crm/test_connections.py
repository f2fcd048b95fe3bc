from __future__ import annotations

import pytest

from tests.unit.fakes.crm.test_gate import marks
from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm import Crm
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.app import Organisation, Shared, SharedPerson
from zsim.ports.errors import NotAllowed


def shared(product: str, key: str) -> Shared:
    organisation = Organisation(
        key=key,
        name=key.title(),
        email=f"admin@{key}.example",
        country="IN",
        currency="INR",
        multi_currency=False,
        edition="IN",
    )
    return Shared(
        product,
        organisation,
        contacts=(SharedPerson("Acme", "hello@acme.example"),),
        users=(SharedPerson("Rita", "rita@x.example"),),
    )


@pytest.mark.parametrize(
    ("product", "both_ways"), [("invoice", True), ("books", True), ("billing", True), ("import", False)]
)
def test_the_first_organisation_syncs_as_its_product_can(crm: Crm, product: str, both_ways: bool) -> None:
    assert crm.registry.register(shared(product, product)) is both_ways
    assert crm.connected == (shared(product, product),)


def test_products_do_not_count_for_each_other(crm: Crm) -> None:
    assert crm.registry.register(shared("books", "books"))
    assert crm.registry.register(shared("billing", "billing"))


def test_an_organisation_that_registers_again_is_the_same_one(crm: Crm) -> None:
    assert crm.registry.register(shared("books", "books"))
    assert crm.registry.register(shared("books", "books"))
    assert len(crm.connected) == 1


@pytest.mark.parametrize("product", ["books", "billing"])
def test_a_further_organisation_is_refused_until_granted_and_then_only_fetches(
    crm: Crm, journal: Journal, product: str
) -> None:
    crm.registry.register(shared(product, "first"))
    with pytest.raises(NotAllowed, match="multi-organisation support"):
        crm.registry.register(shared(product, "second"))
    assert len(crm.connected) == 1
    crm.grant_multi_organisation(product)
    assert crm.registry.register(shared(product, "second")) is False
    assert marks(journal) == ["CON-10", "CON-10"]
    crm.registry.unregister("first")
    assert crm.registry.register(shared(product, "second")) is False


def test_without_the_oddity_a_further_organisation_syncs_both_ways(clock: Clock, journal: Journal) -> None:
    crm = Crm(clock, journal, Streams(0), Quirks(journal, ("CON-10",)), Policies())
    crm.registry.register(shared("books", "first"))
    assert crm.registry.register(shared("books", "second")) is True


@pytest.mark.parametrize("product", ["import", "invoice"])
def test_invoice_and_its_import_serve_one_organisation(crm: Crm, product: str) -> None:
    crm.registry.register(shared(product, "first"))
    crm.grant_multi_organisation(product)
    with pytest.raises(NotAllowed, match="connects one organisation"):
        crm.registry.register(shared(product, "second"))
    crm.registry.unregister("first")
    crm.registry.register(shared(product, "second"))
    assert [each.organisation.key for each in crm.connected] == ["second"]


def test_support_is_granted_for_products_there_are(crm: Crm) -> None:
    with pytest.raises(UsageError, match="books"):
        crm.grant_multi_organisation("bookz")


def test_forgetting_an_unknown_organisation_does_nothing(crm: Crm) -> None:
    crm.registry.unregister("nobody")
    assert crm.connected == ()
