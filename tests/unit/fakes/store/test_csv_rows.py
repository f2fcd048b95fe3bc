from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.fakes.store.workshop import Workshop
from zsim.fakes.store import LoadReport, Rejected
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command
from zsim.ports.errors import NoPermission


def test_columns_are_headed_by_the_labels_of_the_screens(workshop: Workshop) -> None:
    report = workshop.things.load_csv(["Thing Name,City", "Cup,Pune", "Jug,"])
    assert report == LoadReport(2, ())
    cup, jug = workshop.things.all()
    assert (cup.Name, cup.address) == ("Cup", {"city": "Pune", "code": None})
    assert jug.fields == {"Name": "Jug"}


def test_cells_become_values_of_the_fields_type(workshop: Workshop) -> None:
    bob = workshop.makers.create(Name="Bob")
    workshop.things.load_csv(
        [
            "Thing Name,Made By,Colour,Fragile,Count,Price,Made On,Seen At,Keeper",
            "Cup, bob ,red,TRUE,3,1.50,2026-01-05,2026-01-05 09:00:00,Rita",
            "Jug,,,false,,,,2026-01-05T09:00:00+01:00,",
        ]
    )
    cup, jug = workshop.things.all()
    assert cup.fields == {
        "Name": "Cup",
        "Maker": bob.id,
        "Colour": "red",
        "Fragile": True,
        "Count": 3,
        "Price": Decimal("1.50"),
        "Made_On": date(2026, 1, 5),
        "Seen_At": datetime(2026, 1, 5, 9, tzinfo=UTC),
        "Keeper": "Rita",
    }
    assert jug.Seen_At == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert jug.fields["Fragile"] is False


def test_a_bad_row_is_reported_with_its_line_and_the_rest_loads(workshop: Workshop) -> None:
    workshop.makers.create(Name="Bob")
    workshop.makers.create(Name="Eve")
    workshop.makers.create(Name="Eve")
    report = workshop.things.load_csv(
        [
            "Thing Name,Made By,Colour,Fragile,Count,Price,Made On",
            '"Cup, with',
            'two lines",,,,,,',
            ",,red,,,,",
            "",
            "A,Bobb,,,,,",
            "B,Eve,,,,,",
            "C,,green,,,,",
            "D,,,yes,,,",
            "E,,,,3.5,,",
            "F,,,,,dear,",
            "F,,,,,NaN,",
            "G,,,,,,5 January",
            "H,,",
            "Jug,Bob,,,,,",
        ]
    )
    assert report.loaded == 2
    assert report.rejected == (
        Rejected(4, "Things: the required field Name is missing"),
        Rejected(6, "'Made By': no maker is called 'Bobb'; there is 'Bob'"),
        Rejected(7, "'Made By': 2 Makers are called 'Eve'"),
        Rejected(8, "Things: Colour has no option 'green'; its options are red, blue"),
        Rejected(9, "'Fragile' takes true or false, not 'yes'"),
        Rejected(10, "'Count' takes a whole number, not '3.5'"),
        Rejected(11, "'Price' takes a number, not 'dear'"),
        Rejected(12, "'Price' takes a number, not 'NaN'"),
        Rejected(13, "'Made On' takes a date as 2026-01-05, not '5 January'"),
        Rejected(14, "3 cells under 7 labels"),
    )
    assert [each.Name for each in workshop.things.all()] == ["Cup, with\ntwo lines", "Jug"]


def test_columns_the_app_sets_and_ids_beside_names_are_passed_over(workshop: Workshop) -> None:
    report = workshop.things.load_csv(["Record Id,Thing Name,Number,Keeper.id", "zcrm_1,Cup,7,zcrm_2"])
    assert report.loaded == 1
    assert workshop.things.all()[0].fields == {"Name": "Cup"}


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Thing Nam", "did you mean 'Thing Name'?"),
        ("Name", "no field has that label"),
        ("Thing Name,Colour,Colour", "it is there twice"),
        ("Thing Name,Nonsense.id", "no field has that label"),
    ],
)
def test_a_column_that_no_field_has_is_refused_and_nothing_loads(workshop: Workshop, header: str, found: str) -> None:
    before = len(workshop.journal)
    with pytest.raises(UsageError) as refused:
        workshop.things.load_csv([header, "Cup,red,red"])
    assert found in str(refused.value)
    assert (len(workshop.things), len(workshop.journal)) == (0, before)


def test_custom_fields_load_by_their_label(workshop: Workshop) -> None:
    workshop.things.add_field("Zoho_Invoice", "boolean", label="Zoho Invoice")
    workshop.things.load_csv("Thing Name,Zoho Invoice\nCup,true\n")
    assert workshop.things.all()[0].Zoho_Invoice is True


def test_a_file_is_read_with_its_byte_order_mark(workshop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "things.csv"
    path.write_bytes(b"\xef\xbb\xbfThing Name\r\nCup\r\nJ\xc3\xbcg\r\n")
    assert workshop.things.load_csv(path).loaded == 2
    assert workshop.things.load_csv(str(path)).loaded == 2
    assert workshop.things.all()[1].Name == "Jüg"


def test_a_missing_or_empty_file_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        workshop.things.load_csv(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="it is empty"):
        workshop.things.load_csv([])


def test_loading_is_one_command_that_can_be_done_again(workshop: Workshop) -> None:
    workshop.things.load_csv(["Thing Name", "Cup", "Jug"])
    command, *effects = workshop.journal
    assert isinstance(command.detail, Command)
    assert (command.kind, command.detail.name) == ("command", "load_csv")
    assert [each.cause for each in effects] == [command.number] * 2
    other = Workshop()
    other.things.load_csv(str(command.detail.given["text"]))
    assert other.journal.digest() == workshop.journal.digest()


def test_loading_needs_the_right(workshop: Workshop) -> None:
    workshop.denied = ("Things",)
    with pytest.raises(NoPermission):
        workshop.things.load_csv(["Thing Name", "Cup"])
    assert len(workshop.table) == 0
