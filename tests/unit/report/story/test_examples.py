"""The runs of a scenario as a table."""

from __future__ import annotations

from tests.report.played_names import played_run, played_story
from zsim.report.story.examples import came_to, differences, examples_of
from zsim.world import RunLine


def test_runs_of_the_same_telling_say_as_which_one_and_what_is_otherwise() -> None:
    site, told = played_story(played_run("books"), played_run("billing"), played_run("books", "again"))
    rows = examples_of(site, told)
    assert [(row.anchor, row.product, row.variant) for row in rows] == [
        ("books-again", "Books", "again"),
        ("books", "Books", ""),
        ("billing", "Billing", ""),
    ]
    first, books, billing = rows
    assert (first.first, first.otherwise) == ("", ())
    assert (books.first, billing.first) == ("Books (again)", "Books (again)")
    assert any("ZSC key" in line for line in billing.otherwise)
    assert books.came_to == "customers: 4 created, 1 updated, 4 unchanged, 1 deleted, 1 excluded"


def test_the_same_difference_again_refers_to_the_run_that_has_it() -> None:
    runs = played_run("books"), played_run("billing"), played_run("billing", "again")
    site, told = played_story(*runs)
    _, again, first = examples_of(site, told)
    assert first.like == "Billing (again)"
    assert (first.otherwise, again.like) == ((), "")
    assert again.otherwise


def test_a_line_of_which_a_word_is_otherwise_is_told_once() -> None:
    assert list(differences(["Rita chose all"], ["Rita chose one"])) == ["Rita chose one → all"]
    assert list(differences(["quite another"], ["Rita left"])) == ["+ quite another", "\N{MINUS SIGN} Rita left"]


def test_what_syncs_came_to_is_summed_by_what_they_sync() -> None:
    runs = [
        RunLine("customers", "initial", None, "done", None, {"created": 2}),
        RunLine("customers", "scheduled", None, "failed", "invalid key", {}),
        RunLine("items", "initial", None, "done", None, {}),
    ]
    assert came_to(runs) == "customers: 2 created, 1 run failed: invalid key; items: nothing to do"
    assert came_to([]) == "no sync ran"
