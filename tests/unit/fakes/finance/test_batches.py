"""A batch of creates comes to what the same creates come to one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from zsim.catalogue import Policies, Quirks, catalogue
from zsim.fakes.finance import Finance
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.errors import VendorError
from zsim.ports.records import Create, Fields, RecordId

NINE_MS = 1_767_603_600_000  # 2026-01-05 09:00 UTC
SHARED = "office@example.com"

SPOILT: tuple[Fields, ...] = (
    {},
    *({"contact_name": each} for each in ("", "  ", "x" * 200, "x" * 201, " acme ", "ACME", "elder", "eld\u00c9r", 1)),
    *({"contact_name": each} for each in (None, "STRASSE")),
    *({"status": each} for each in ("asleep", "inactive", "", None)),
    *({"currency_code": each} for each in ("Rupees", "EUR", "")),
    *({"email": each} for each in ("", "a@example.com", None, True)),
    *({"payment_terms": each} for each in (0, 30, "30")),
    *({"customer_sub_type": each} for each in ("individual", "other")),
    {"no_such_field": "x"},
)
"""What one create of a batch holds beside what is plain."""


class Organisation:
    """One organisation of a product, in a world of its own, with a party that is there already."""

    def __init__(self, product: str, module: str, *, equal_names: bool) -> None:
        clock = Clock(NINE_MS)
        self.journal = Journal(clock)
        self.journal.append("script", "step", None)
        self._module = module
        quirks, policies = Quirks(self.journal, ()), Policies(None)
        self._finance = Finance(catalogue().product(product), clock, self.journal, Streams(0), quirks, policies)
        if equal_names:
            self._finance.preferences.update(allow_equal_names=True)
        self.write([Create({"contact_name": "Elder"})])

    def write(self, batch: Sequence[Create]) -> list[tuple[RecordId | None, str | None, str | None]]:
        """What came of each create, by somebody whose doing is written down: an outsider has an entry a call."""
        with self.journal.because(1):
            return [(each.id, *told(each.error)) for each in self._finance.port().write(self._module, batch)]

    def state(self) -> object:
        """All that there is now, by which names it is found, and how it came about."""
        table = self._finance.modules[self._module].table
        names = ("acme", "strasse", "elder", "dia", "x" * 200)
        found = [table.find("contact_name", each) for each in names]
        return list(table), found, table.find("email", SHARED), self.journal.digest()


def told(error: VendorError | None) -> tuple[str | None, str | None]:
    return (None, None) if error is None else (error.code, error.message)


@pytest.mark.parametrize("spoilt", SPOILT, ids=str)
@pytest.mark.parametrize("equal_names", [False, True])
@pytest.mark.parametrize(("product", "module"), [("books", "customers"), ("books", "vendors"), ("import", "customers")])
def test_a_batch_comes_to_what_its_creates_come_to_one_by_one(product, module, equal_names, spoilt):
    for traces in ((0, 0, 0), (1, 1, 1), (1, 0, 1)):
        at_once = Organisation(product, module, equal_names=equal_names)
        singly = Organisation(product, module, equal_names=equal_names)
        rows = [{"contact_name": each, "email": SHARED} for each in ("Acme", "Straße", "Dia")]
        for position in (1, 2):
            spoiling = [{**row, **spoilt} if number == position else row for number, row in enumerate(rows)]
            batch = [Create(row, trace) for row, trace in zip(spoiling, traces, strict=True)]
            assert at_once.write(batch) == [each for create in batch for each in singly.write([create])]
            assert at_once.state() == singly.state()


def test_a_required_custom_field_is_demanded_of_each(shop):
    shop.finance.customers.add_field("cf_code", required=True)
    done = shop.write(Create({"contact_name": "Acme", "cf_code": "A"}), Create({"contact_name": "Bolt"}))
    assert [each.error is None for each in done] == [True, False]
