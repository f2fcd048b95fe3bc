"""A document's PDF is had from the CRM: the very one that finance has. It needs the extra ``pdf``."""

from __future__ import annotations

import pytest

from scenarios.transactions._setup import ADVICE, SHOWN, customer, shown
from zsim import World


@pytest.mark.parametrize("type", SHOWN)
@pytest.mark.parametrize("product", ["invoice", "import", "books", "billing"])
def test_the_pdf_is_that_of_finance_as_it_is_now(product: str, type: str) -> None:
    world = World()
    _, acme = shown(world, product)
    document = getattr(world[product], type).create(customer=customer(world, product), lines=ADVICE)
    (seen,) = getattr(world.crm.zoho_finance, type).refresh(acme)
    before = seen.pdf()
    getattr(world[product], type).update(document, reference_number="PO 7")
    assert seen.pdf() == document.pdf() != before
    assert seen.pdf().startswith(b"%PDF")
