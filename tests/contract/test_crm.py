"""The CRM's port keeps the contract of ``App``, for each of its modules, for every product that connects."""

from __future__ import annotations

import pytest

from tests.contract.wrapping import WRAPPINGS, Wrap
from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm import Crm
from zsim.fakes.crm.module_face import CrmModuleFace
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.app import Credentials
from zsim.ports.conformance import AppUnderTest, check_app
from zsim.ports.records import RecordId, Value

START_MS = 1_767_603_600_250
NAME_FIELDS = {
    "Accounts": "Account_Name",
    "Contacts": "Last_Name",
    "Deals": "Deal_Name",
    "Products": "Product_Name",
    "Vendors": "Vendor_Name",
}


def crm_under_test(module: str, product: str) -> AppUnderTest:
    """A CRM nobody used yet, opened for a product."""
    clock = Clock(START_MS)
    journal = Journal(clock)
    crm = Crm(clock, journal, Streams(0), Quirks(journal), Policies())
    key = None if product == "billing" else crm.generate_zsc_key()
    face: CrmModuleFace = getattr(crm, module.lower())

    def create(**fields: Value) -> RecordId:
        return face.create(**fields).id

    def advance(*, seconds: int) -> None:
        clock.move_to(clock.now_ms + seconds * 1000)

    return AppUnderTest(
        port=crm.gate.open(product, Credentials(crm.email, key)),
        module=module,
        create=create,
        name_field=NAME_FIELDS[module],
        derived=("Full_Name",) if module == "Contacts" else (),
        advance=advance,
        restore=face.restore,
    )


@pytest.mark.parametrize("wrap", WRAPPINGS)
@pytest.mark.parametrize("product", ["invoice", "books", "billing", "import"])
@pytest.mark.parametrize("module", NAME_FIELDS)
def test_the_port_of_the_crm_keeps_the_contract(module: str, product: str, wrap: Wrap) -> None:
    check_app(lambda: wrap(crm_under_test(module, product)))
