"""Statements of the documents, and rules of the engine, that must not fall out of the catalogue again."""

from __future__ import annotations

import pytest

from zsim.catalogue import Basis, catalogue

STATED = {
    "FND-07": (("books",), "002"),
    "FND-08": (("billing",), "003"),
    "FND-09": (("invoice", "books"), "000 002"),
    "TXN-02": (("invoice", "import", "books", "billing"), "000 001 002 003"),
    "TXN-16": (("invoice", "import"), "000 001"),
    "TXN-17": (("invoice", "books", "billing"), "002"),
    "TRG-04": (("invoice", "import", "books", "billing"), "000 001 002 003"),
    "TRG-13": (("invoice", "import", "books", "billing"), "002"),
    "TRG-14": (("import", "books", "billing"), "001 002"),
    "TRG-21": (("import",), "001"),
    "PRM-06": (("billing",), "003"),
    "PRM-07": (("billing",), "003"),
    "PRM-08": (("billing",), "003"),
    "USR-07": (("books",), "002"),
    "COL-03": (("books", "billing"), "003"),
    "COL-04": (("billing",), "003"),
    "SYN-01": (("invoice", "books", "billing"), "002 003"),
    "SYN-05": (("invoice", "billing"), "003"),
    "DIS-12": (("billing",), "003"),
    "IMP-08": (("import",), "001"),
    "LED-32": (("marketinghub",), "004"),
    "LED-33": (("marketinghub",), "004"),
    "LED-34": (("marketinghub",), "004"),
}
"""The products a statement holds for, and the documents that make it."""

DETAIL = {
    "CON-06": "CON-18",
    "CON-10": "CON-19",
    "CON-02": "CON-20",
    "CUS-05": "CUS-33",
    "ITM-04": "ITM-11",
    "TXN-05": "TXN-18",
    "TRG-20": "TRG-24",
    "KEY-02": "KEY-07",
    "KEY-03": "KEY-08",
    "LED-13": "LED-35",
    "LED-14": "LED-36",
    "LED-17": "LED-37",
}
"""The ruling that holds what no document says of a behaviour that one states."""

KEPT = (
    *("ITM-11", "LED-38", "LED-39", "LED-40", "LED-41", "DEL-14", "ITM-12", "CON-21", "FLT-21", "DEL-15", "DIS-13"),
    *("DIS-14", "TRG-22", "TRG-23", "POT-09", "CON-24"),
)
"""What the engine does, or a product of ours is taken to do, and nothing states."""


@pytest.mark.parametrize("behaviour_id", STATED)
def test_a_statement_holds_for_its_products_and_names_its_documents(behaviour_id: str) -> None:
    found = catalogue().behaviour(behaviour_id)
    documents = dict.fromkeys(passage.document for passage in found.where)
    assert (found.products, " ".join(documents)) == STATED[behaviour_id]


@pytest.mark.parametrize("stated", DETAIL)
def test_detail_that_no_document_has_is_a_ruling_beside_what_it_belongs_to(stated: str) -> None:
    assert catalogue().behaviour(stated).basis is Basis.SEED
    assert catalogue().behaviour(DETAIL[stated]).basis is Basis.RULING


@pytest.mark.parametrize("behaviour_id", KEPT)
def test_a_rule_that_nothing_states_is_a_ruling_with_its_alternative(behaviour_id: str) -> None:
    found = catalogue().behaviour(behaviour_id)
    assert found.basis is Basis.RULING
    assert found.alternative


@pytest.mark.parametrize("number", range(15, 20))
def test_the_rulings_on_triggers_hold_for_the_import_as_well(number: int) -> None:
    assert catalogue().behaviour(f"TRG-{number}").products == ("invoice", "import", "books", "billing")


def test_approving_estimates_is_told_by_creating_without_sending() -> None:
    assert "salespeople write estimates, somebody else approves" in catalogue().behaviour("PRM-03").rule


def test_a_further_organisation_of_books_has_no_transactions_officially() -> None:
    found = catalogue().behaviour("CON-22")
    assert (found.basis, found.products) == (Basis.OFFICIAL, ("books",))
