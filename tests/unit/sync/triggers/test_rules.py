"""By which rules the triggers of each product go."""

from __future__ import annotations

import pytest

from tests.unit.sync.stages import journal
from tests.unit.sync.triggers.samples import ESTIMATE, INVOICE
from zsim.catalogue import Policies, Quirks, catalogue
from zsim.sync.triggers.rules import Rule, TriggerRules, rules_of


def rules(product: str, off: tuple[str, ...] = (), **policies: str) -> TriggerRules:
    return rules_of(catalogue().product(product), Quirks(journal(), off), Policies(policies))


@pytest.mark.parametrize(
    ("product", "edition", "by_field", "party", "sent", "quotes"),
    [
        ("invoice", "TRG-07", "TRG-08", "TRG-06", "TRG-10", None),
        ("import", "TRG-22", None, None, "TRG-11", None),
        ("books", None, None, "TRG-06", "TRG-10", "TRG-10"),
        ("billing", None, None, "TRG-06", "TRG-10", None),
    ],
)
def test_each_product_has_its_rules(
    product: str, edition: str | None, by_field: str | None, party: str | None, sent: str | None, quotes: str | None
):
    held = rules(product)
    found = (held.edition, held.by_field, held.party, held.frozen(INVOICE), held.frozen(ESTIMATE))
    assert [each and each.id for each in found] == [edition, by_field, party, sent, quotes]


def test_a_quirk_that_is_off_is_known_all_the_same():
    assert rules("invoice", ("TRG-07",)).edition == Rule("TRG-07", on=False, quirk=True)
    assert rules("invoice").edition == Rule("TRG-07", on=True, quirk=True)


def test_the_policy_decides_for_the_import():
    assert rules("import").edition == Rule("TRG-22", on=False)
    assert rules("import", import_us_edition="as_invoice").edition == Rule("TRG-22", on=True)
