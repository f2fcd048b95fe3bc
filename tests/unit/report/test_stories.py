"""Putting the runs of a scenario together."""

from __future__ import annotations

import pytest

from tests.report.made_up import Data, overwritten, recording, result, small_catalogue, small_run
from zsim.report.stories import ReportedStory, spoken, stories, told_for, variant_of

STEP = {"keyword": "given", "text": "Acme", "first": 1, "last": 1}


def told(*scenarios: Data) -> tuple[ReportedStory, ...]:
    return stories(small_catalogue(), recording({**small_run(), "scenarios": list(scenarios)}))


def test_one_telling_serves_all_products_that_tell_the_same() -> None:
    name = "customers/a_name_is_told"
    (story,) = told(*(result(f"{name}[{key}]", ("CUS-09",), steps=[STEP]) for key in ("billing", "books", "invoice")))
    (telling,) = story.told
    assert telling.steps == (("given", "Acme"),)
    assert [run.product for run in telling.runs] == ["invoice", "books", "billing"]


def test_products_that_tell_otherwise_have_a_telling_of_their_own() -> None:
    (story,) = told(overwritten("invoice"), overwritten("books"))
    assert [[run.product for run in telling.runs] for telling in story.told] == [["invoice"], ["books"]]


def test_a_story_is_at_home_in_the_area_it_covers_first() -> None:
    (story,) = told(result("bugs/two_areas_are_touched[books]", ("CUS-09", "CON-01")))
    assert (story.folder, story.home) == ("bugs", "CUS")


def test_a_story_that_covers_nothing_has_no_home() -> None:
    (story,) = told(result("bugs/nothing_is_covered_here", ()))
    assert (story.home, story.runs[0].product) == (None, None)


def test_stories_of_one_name_say_which_folder_they_are_from() -> None:
    headings = [story.heading for story in told(result("bugs/a_b_c[books]", ()), result("views/a_b_c[books]", ()))]
    assert headings == ["A b c (bugs)", "A b c (views)"]


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("of_two_edits_the_crm_s_stands", "Of two edits the CRM's stands"),
        ("in_invoice_an_invoice_has_one_sku", "In Invoice an invoice has one SKU"),
        ("under_skip_john_smith_is_left_to_books", "Under skip John Smith is left to Books"),
        ("everybody_s_import_runs", "Everybody's import runs"),
    ],
)
def test_a_heading_keeps_capitals_and_apostrophes(name: str, heading: str) -> None:
    doc = "There is a John Smith in both.\n\nSmith, John is not found by the 'Import' of the import."
    (story,) = told(result(f"bugs/{name}[books]", (), doc=doc))
    assert story.heading == heading


def test_a_slash_in_a_variant_is_no_folder() -> None:
    ids = [f"leads/a_slot_is_kept[books-{zone}]" for zone in ("Asia/Kolkata", "Europe/Berlin")]
    (story,) = told(*(result(each, ("CUS-09",)) for each in ids))
    assert (story.folder, story.heading) == ("leads", "A slot is kept")
    assert [variant_of(run) for run in story.runs] == ["Asia/Kolkata", "Europe/Berlin"]


def test_an_address_as_a_variant_is_told_as_it_is() -> None:
    (story,) = told(result("leads/it_is_told[books-ann@exa_mple.com]", ("CUS-09",)))
    assert variant_of(story.runs[0]) == "ann@exa_mple.com"


def test_variants_of_a_scenario_are_one_story() -> None:
    ids = [f"bugs/a_b_c[{product}-{variant}]" for variant in ("clone", "no-books") for product in ("books", "invoice")]
    (story,) = told(*(result(each, ()) for each in ids))
    assert story.heading == "A b c"
    assert [variant_of(run) for run in story.runs] == ["clone", "no-books", "clone", "no-books"]


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (["bugs/a_b_c"], ""),
        (["bugs/a_b_c[skip]"], "(skip)"),
        (["bugs/a_b_c[books]", "bugs/a_b_c[invoice]"], "Invoice · Books"),
        (["bugs/a_b_c[books-skip]"], "Books (skip)"),
        (["bugs/a_b_c[books-skip]", "bugs/a_b_c[books-clone]"], "Books (clone, skip)"),
        (["bugs/a_b_c[books-skip]", "bugs/a_b_c[invoice-skip]"], "Invoice · Books (each: skip)"),
        (["bugs/a_b_c[books-skip]", "bugs/a_b_c[invoice-clone]"], "Invoice (clone) · Books (skip)"),
    ],
)
def test_products_and_variants_are_named_together(ids: list[str], words: str) -> None:
    (story,) = told(*(result(each, (), product=product_in(each)) for each in ids))
    assert told_for(small_catalogue(), story.runs) == words


def product_in(scenario_id: str) -> str | None:
    return next((key for key in ("invoice", "books") if key in scenario_id), None)


def test_a_file_that_could_not_be_collected_is_a_story_too() -> None:
    (story,) = told(result("scenarios/customers/test_x.py", (), result="broken"))
    assert story.heading == "Test x.py"


def test_a_keyword_that_comes_again_is_read_as_and() -> None:
    steps = [("given", "a"), ("given", "b"), ("when", "c"), ("then", "d"), ("then", "e")]
    assert [keyword for keyword, _ in spoken(steps)] == ["Given", "And", "When", "Then", "And"]
