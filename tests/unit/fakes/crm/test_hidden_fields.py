"""The hidden field in which an integration notes a finance record's id: it knows of it, people do not."""

from __future__ import annotations

import json

import pytest

from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm import Crm
from zsim.fakes.crm.module_face import CrmModuleFace
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.app import App, Credentials
from zsim.ports.errors import InvalidData, NotModelled
from zsim.ports.records import Create, RecordId, Update, Value

NOTED = "Finance_Record_Id__s"
BOOKS_ID = "460000000026049001"
OTHER_ID = "460000000026049002"
NAME_FIELDS = {
    "Accounts": "Account_Name",
    "Contacts": "Last_Name",
    "Products": "Product_Name",
    "Vendors": "Vendor_Name",
}
every_module = pytest.mark.parametrize("module", NAME_FIELDS)


@pytest.fixture
def port(crm: Crm) -> App:
    return opened(crm)


def opened(crm: Crm) -> App:
    return crm.gate.open("books", Credentials(crm.email, crm.zsc_key or crm.generate_zsc_key()))


def face_of(crm: Crm, module: str) -> CrmModuleFace:
    """The people's face of a module."""
    return getattr(crm, module.lower())


def noted(port: App, module: str, name: str = "Acme", note: Value = BOOKS_ID) -> RecordId:
    """A record made over the port, with the note."""
    (written,) = port.write(module, [Create({NAME_FIELDS[module]: name, NOTED: note})])
    assert written.id is not None
    return written.id


def found(port: App, module: str, note: str = BOOKS_ID) -> list[str]:
    return [each.id for each in port.search(module, NOTED, [note])]


@every_module
def test_an_integration_makes_records_with_it_and_finds_them_by_it(crm: Crm, port: App, module: str) -> None:
    first, second = noted(port, module), noted(port, module, "Bolt", OTHER_ID)
    face_of(crm, module).create(**{NAME_FIELDS[module]: "Cogs"})
    assert found(port, module) == [first]
    assert found(port, module, BOOKS_ID[:-1]) == []
    assert [each.id for each in port.search(module, NOTED, [OTHER_ID, BOOKS_ID])] == [first, second]
    (record,) = port.read(module, [first])
    assert record.fields[NOTED] == BOOKS_ID
    assert [each.fields.get(NOTED) for each in port.changed(module, None).records] == [BOOKS_ID, OTHER_ID, None]


@every_module
def test_an_integration_notes_it_later_and_takes_it_back(crm: Crm, port: App, module: str) -> None:
    record = face_of(crm, module).create(**{NAME_FIELDS[module]: "Acme"})
    assert NOTED not in record.record.fields
    assert port.write(module, [Update(record.id, {NOTED: BOOKS_ID})])[0].error is None
    assert found(port, module) == [record.id]
    assert port.write(module, [Update(record.id, {NOTED: None})])[0].error is None
    assert found(port, module) == []


@every_module
def test_it_takes_text_alone(port: App, module: str) -> None:
    (written,) = port.write(module, [Create({NAME_FIELDS[module]: "Acme", NOTED: 7})])
    assert isinstance(written.error, InvalidData)
    assert written.error.field == NOTED
    assert port.changed(module, None).records == ()


@every_module
def test_the_port_does_not_tell_of_it(crm: Crm, port: App, module: str) -> None:
    assert NOTED not in port.fields(module)
    assert NOTED in crm.modules[module].hidden
    assert "Account_Name" not in crm.modules[module].hidden


def test_what_has_no_counterpart_in_finance_has_no_such_field(crm: Crm, port: App) -> None:
    assert crm.modules["Deals"].hidden == {}
    with pytest.raises(NotModelled, match="cannot be searched by"):
        port.search("Deals", NOTED, [BOOKS_ID])


@every_module
def test_no_person_can_write_it_or_find_by_it(crm: Crm, module: str) -> None:
    face, name = face_of(crm, module), NAME_FIELDS[module]
    record = face.create(**{name: "Acme"})
    for refused in (
        lambda: face.create(**{name: "Bolt", NOTED: BOOKS_ID}),
        lambda: face.update(record, **{NOTED: BOOKS_ID}),
        lambda: face.find(**{NOTED: BOOKS_ID}),
        lambda: face.set_options(NOTED, "1"),
        lambda: face.set_layout(NOTED, "Other"),
    ):
        with pytest.raises(InvalidData, match=f"{module} has no field '{NOTED}'; it has "):
            refused()
    with pytest.raises(UsageError, match="no such field"):
        face.views.create("Noted", (NOTED, "is", BOOKS_ID))
    assert face.all() == [record]
    assert record.record.fields.keys() >= {name}
    assert NOTED not in record.record.fields


@every_module
def test_a_near_miss_never_names_it(crm: Crm, module: str) -> None:
    with pytest.raises(InvalidData) as refused:
        face_of(crm, module).create(Finance_Record_Id__S="1")
    assert NOTED not in str(refused.value)


@every_module
def test_its_name_is_taken(crm: Crm, module: str) -> None:
    with pytest.raises(InvalidData, match="has a field"):
        face_of(crm, module).add_field(NOTED)


@every_module
@pytest.mark.parametrize("label", [NOTED, "Finance Record ID"])
def test_no_column_of_a_file_fills_it(crm: Crm, module: str, label: str) -> None:
    name = crm.modules[module].schema[NAME_FIELDS[module]].label
    with pytest.raises(UsageError, match="no field has that label"):
        face_of(crm, module).load_csv(f"{name},{label}\nAcme,1\n")


@every_module
def test_a_handle_does_not_show_it(crm: Crm, port: App, module: str) -> None:
    handle = face_of(crm, module).get(noted(port, module))
    assert NOTED not in handle.fields
    assert NOTED not in dir(handle)
    assert BOOKS_ID not in repr(handle)
    with pytest.raises(AttributeError, match="has no field"):
        getattr(handle, NOTED)


@every_module
def test_it_stays_with_the_record(crm: Crm, port: App, module: str) -> None:
    face, record_id = face_of(crm, module), noted(port, module)
    face.update(record_id, Description="Edited")
    face.delete(record_id)
    assert found(port, module) == []
    face.restore(record_id)
    assert found(port, module) == [record_id]
    assert port.read(module, [record_id])[0].fields["Description"] == "Edited"


@every_module
@pytest.mark.parametrize("own", [OTHER_ID, None])
def test_a_merge_leaves_the_winner_with_its_own_or_with_none(crm: Crm, port: App, module: str, own: str | None) -> None:
    face, loser = face_of(crm, module), noted(port, module, "Loser")
    winner = face.create(**{NAME_FIELDS[module]: "Winner"})
    if own is not None:
        port.write(module, [Update(winner.id, {NOTED: own})])
    face.merge(winner, loser)
    assert winner.record.fields.get(NOTED) == own
    assert found(port, module) == []


@every_module
def test_it_is_exported_and_loaded(crm: Crm, port: App, module: str) -> None:
    record_id = noted(port, module)
    gone = noted(port, module, "Gone", OTHER_ID)
    face_of(crm, module).delete(gone)
    clock = Clock(crm.modules[module].table.get(record_id).created_ms)
    journal = Journal(clock)
    data = json.loads(json.dumps(crm.export()))
    again = Crm.load(data, clock, journal, Streams(0), Quirks(journal), Policies())
    face_of(again, module).restore(gone)
    assert (found(opened(again), module), found(opened(again), module, OTHER_ID)) == ([record_id], [gone])
