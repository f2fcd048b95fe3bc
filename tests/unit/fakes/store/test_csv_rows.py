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


def told(workshop: Workshop) -> list[str]:
    """What stands in the journal but refusals."""
    return [each.kind for each in workshop.journal if each.kind != "refusal"]


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
        Rejected(9, "'Fragile' takes true or false, 1 or 0, not 'yes'"),
        Rejected(10, "'Count' takes a whole number such as 1,250, not '3.5'"),
        Rejected(11, "'Price' takes a number such as 1,250.50, not 'dear'"),
        Rejected(12, "'Price' takes a number such as 1,250.50, not 'NaN'"),
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
    before = told(workshop)
    with pytest.raises(UsageError) as refused:
        workshop.things.load_csv([header, "Cup,red,red"])
    assert found in str(refused.value)
    assert (len(workshop.things), told(workshop)) == (0, before)


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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1250.50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("12,50,000", "1250000"),
        ("-5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_as_people_write_it(workshop: Workshop, text: str, number: str) -> None:
    assert workshop.things.load_csv(f'Thing Name,Price\nCup,"{text}"\n').rejected == ()
    assert workshop.things.one(Name="Cup").Price == Decimal(number)


@pytest.mark.parametrize(
    "text", ["1_000", "1e3", "\u0661\u0662", "1,5", "1.250,50", "5.", ",500", "0x10", "1,,000", "5 %"]
)
def test_a_number_that_only_a_program_writes_is_refused(workshop: Workshop, text: str) -> None:
    report = workshop.things.load_csv(f'Thing Name,Price,Count\nCup,"{text}",\nJug,,"{text}"\n')
    assert report == LoadReport(
        0,
        (
            Rejected(2, f"'Price' takes a number such as 1,250.50, not {text!r}"),
            Rejected(3, f"'Count' takes a whole number such as 1,250, not {text!r}"),
        ),
    )


def test_a_whole_number_may_have_its_thousands_set_apart(workshop: Workshop) -> None:
    report = workshop.things.load_csv('Thing Name,Count\nCup,"12,500"\nJug,"1,2"\nPot,1.0\n')
    assert (report.loaded, [each.line for each in report.rejected]) == (1, [3, 4])
    assert workshop.things.one(Name="Cup").Count == 12500


def test_a_check_box_is_ticked_by_one_and_not_by_nought(workshop: Workshop) -> None:
    workshop.things.load_csv(["Thing Name,Fragile", "Cup,1", "Jug,0"])
    assert [each.Fragile for each in workshop.things.all()] == [True, False]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_in_another_encoding_is_refused_with_the_line(workshop: Workshop, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "things.csv"
    path.write_bytes("Thing Name\nCup\nJüg\n".encode(encoding))
    with pytest.raises(UsageError, match=f"line {3 if encoding == 'cp1252' else 1} is not in UTF-8"):
        workshop.things.load_csv(path)
    assert (len(workshop.things), told(workshop)) == (0, [])


@pytest.mark.parametrize("length", [10, 4000])
@pytest.mark.parametrize("row", ['"never closed', '"Cup" of tea'])
def test_a_quote_left_open_is_refused_with_the_line_and_nothing_loads(
    workshop: Workshop, row: str, length: int
) -> None:
    rows = [f"C{number},{'x' * 60}" for number in range(length)]
    with pytest.raises(UsageError, match="a quote in the row that begins in line 3 is not closed"):
        workshop.things.load_csv(["Thing Name,City", "A,b", f"B,{row}", *rows])
    assert (len(workshop.things), told(workshop)) == (0, [])


def test_further_columns_are_passed_over_when_named(workshop: Workshop) -> None:
    rows = ["Thing Name,Mood,Colour,Whim.id", "Cup,merry,green,7"]
    with pytest.raises(UsageError, match=r"ignore=\['Mood'\] passes it over"):
        workshop.things.load_csv(rows)
    assert workshop.things.load_csv(rows, ignore=["Mood", "Colour", "Whim.id"]).loaded == 1
    assert workshop.things.load_csv(["Thing Name,Mood", "Jug,sad"], ignore="Mood").loaded == 1
    assert [each.fields for each in workshop.things.all()] == [{"Name": "Cup"}, {"Name": "Jug"}]


def test_a_lookup_is_resolved_by_the_id_its_record_had_where_it_was_exported(workshop: Workshop) -> None:
    workshop.makers.load_csv(["Record Id,Maker Name", "zcrm_5,Eve", "zcrm_6,Eve"])
    first, second = workshop.makers.all()
    report = workshop.things.load_csv(
        [
            "Thing Name,Made By,Made By.id",
            "A,Eve,zcrm_6",
            "B,,zcrm_5",
            "C,zcrm_6,",
            f"D,,{first.id}",
            "E,Eve,",
            "F,,zcrm_9",
        ]
    )
    assert [each.Maker for each in workshop.things.all()] == [second, first, second, first]
    assert report.rejected == (
        Rejected(6, "'Made By': 2 Makers are called 'Eve'"),
        Rejected(7, "'Made By': no maker has the id zcrm_9"),
    )


def test_an_id_that_no_file_had_leaves_it_to_the_name(workshop: Workshop) -> None:
    bob = workshop.makers.create(Name="Bob")
    workshop.things.load_csv(["Thing Name,Made By,Made By.id", "Cup,Bob,zcrm_8"])
    assert workshop.things.one(Name="Cup").Maker == bob
