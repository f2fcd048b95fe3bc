"""The CRM's copy of finance's documents: its modules, and that each document is there once."""

from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.crm.projection import SHOWN
from zsim.ports.app import App, Credentials
from zsim.ports.documents import NUMBERS, PROJECTED
from zsim.ports.errors import DuplicateValue
from zsim.ports.records import Create, Update
from zsim.ports.schema import Field, FieldType

NOTED = "Finance_Record_Id__s"
every_type = pytest.mark.parametrize("type", PROJECTED)


@pytest.fixture
def port(crm: Crm) -> App:
    return crm.gate.open("books", Credentials(crm.email, crm.generate_zsc_key()))


@every_type
def test_each_type_has_a_module_whose_records_go_by_their_number(crm: Crm, type: str) -> None:
    module = crm.modules[PROJECTED[type]]
    assert isinstance(module, SHOWN[PROJECTED[type]][0])
    assert module.name_field == NUMBERS[type]
    assert module.singular == f"finance {type.removesuffix('s').replace('_', ' ')}"
    assert module.schema[NUMBERS[type]].label == f"{type.removesuffix('s').replace('_', ' ').title()} Number"
    assert NOTED in module.hidden


@every_type
def test_the_integration_writes_it_finds_it_and_shows_a_document_once(crm: Crm, port: App, type: str) -> None:
    module, fields = PROJECTED[type], {NUMBERS[type]: "7", NOTED: "books:1", "Account_Name": None}
    (made,) = port.write(module, [Create(fields)])
    assert made.id is not None
    for name, value in ((NOTED, "books:1"), (NUMBERS[type], "7")):
        assert [each.id for each in port.search(module, name, [value])] == [made.id]
    (twin,) = port.write(module, [Create(fields)])
    assert isinstance(twin.error, DuplicateValue)
    assert (twin.error.field, str(twin.error)) == (NOTED, f"{module}: the document '7' of finance is shown already")
    (told,) = port.write(module, [Update(made.id, {"status": "sent"})])
    assert told.error is None
    (other,) = port.write(module, [Create({**fields, NOTED: "billing:1"})])
    assert other.error is None
    (moved,) = port.write(module, [Update(other.id, {NOTED: "books:1"})])
    assert isinstance(moved.error, DuplicateValue)


@pytest.mark.parametrize("field", ["Account_Name", "Contact_Name", "Vendor_Name", "Deal_Name", "organisation"])
def test_it_is_found_by_whom_it_is_for(crm: Crm, field: str) -> None:
    assert crm.modules["Finance_Invoices"].table.is_indexed(field)


def test_custom_fields_of_finance_are_carried_as_finance_has_them_now(crm: Crm, port: App) -> None:
    for options in (("A",), ("A", "B")):
        crm.registry.show_fields(
            "Finance_Invoices", [Field("cf_tone", FieldType.PICK_LIST, "Tone", options=options, custom=True)]
        )
    tone = port.fields("Finance_Invoices")["cf_tone"]
    assert (tone.options, tone.custom, tone.label) == (("A", "B"), True, "Tone")
    assert "cf_tone" not in port.fields("Finance_Estimates")
