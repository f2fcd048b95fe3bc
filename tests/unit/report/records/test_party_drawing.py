"""The picture of a party: no box lies on another, and no line crosses one."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.report.played import events
from zsim.catalogue import catalogue
from zsim.recording.worlds import world_in
from zsim.report.records.party import party_of
from zsim.report.records.party_drawing import BOX_HEIGHT, BOX_WIDTH, LETTERS, PartyDrawing, drawing_of_party
from zsim.report.records.wording import Wording

ORDER = [each.key for each in catalogue().products]


@cache
def drawing(number: int = 0, name: str = "Acme") -> PartyDrawing:
    return drawing_of_party(party_of(world_in(events()[number]), name), Wording(catalogue()).organisation, ORDER)


@pytest.mark.parametrize("number", range(4))
def test_no_two_boxes_lie_on_each_other(number: int) -> None:
    boxes = drawing(number).boxes
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT


def test_every_record_has_a_box_inside_the_picture() -> None:
    shown = drawing()
    assert len(shown.boxes) == len(party_of(world_in(events()[0]), "Acme").records)
    assert all(each.x > 0 and each.x + BOX_WIDTH <= shown.width for each in shown.boxes)
    assert all(each.y > 0 and each.y + BOX_HEIGHT <= shown.height for each in shown.boxes)


def test_columns_stand_in_the_order_of_the_apps() -> None:
    names = [name for _, name in drawing().heads]
    assert names == ["the CRM", "Invoice", "Invoice, one-way import", "Books", "Billing", "MarketingHub"]


def test_what_is_one_thing_stands_in_one_row() -> None:
    rows = {each.record.ref.app: each.y for each in drawing().boxes if each.record.name == "Acme"}
    assert len(set(rows.values())) == 1


@pytest.mark.parametrize("number", range(4))
def test_no_level_line_of_a_thing_crosses_a_box(number: int) -> None:
    shown = drawing(number)
    heights = [int(match[1]) for path in shown.same if (match := re.fullmatch(r"M\d+ (\d+)H\d+", path))]
    assert heights
    assert not any(box.y <= height <= box.y + BOX_HEIGHT for box in shown.boxes for height in heights)


def test_every_box_names_the_app_of_its_record() -> None:
    called = Wording(catalogue()).organisation
    assert {each.app for each in drawing().boxes} >= {"the CRM", "Invoice", "Books", "Billing"}
    assert all(each.app.partition(", of ")[0] == called(each.record.ref.app) for each in drawing().boxes)


def test_a_long_name_is_cut_to_fit_its_box() -> None:
    names = [each.name for each in drawing().boxes]
    assert max(map(len, names)) <= LETTERS


def test_the_same_party_gives_the_same_picture() -> None:
    again = drawing_of_party(party_of(world_in(events()[0]), "Acme"), Wording(catalogue()).organisation, ORDER)
    assert again == drawing()


def test_a_party_without_records_is_an_empty_picture() -> None:
    nobody = drawing(0, "Nobody")
    assert (nobody.boxes, nobody.same, nobody.belongs) == ((), (), ())


def test_a_document_that_the_crm_shows_says_of_which_product() -> None:
    assert {"the CRM, of Books", "the CRM, of Billing"} <= {each.app for each in drawing().boxes}
