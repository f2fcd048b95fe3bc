"""The pages that compare, and the ways to them."""

from __future__ import annotations

from dataclasses import replace

from tests.report.made_up import recording, result, small_catalogue, small_run
from tests.unit.report.comparing.played import run_of, synced_account, synced_item
from zsim.catalogue import catalogue
from zsim.recording.schema import RecordedStep, Recording, Result
from zsim.report import Evidence
from zsim.report.comparing import ComparePart
from zsim.report.html import environment
from zsim.report.parts import Door
from zsim.report.releases import Release, release_of
from zsim.report.site import Site
from zsim.report.telling import told_story


def overwriting(world, key):  # type: ignore[no-untyped-def]
    synced_account(world, key, "overwrite")


RUNS = [run_of(key, deed, f"items/it_is_{deed.__name__}") for key in ("books", "billing") for deed in (synced_item,)]
TWIN = replace(RUNS[0], switched="without ITM-02", result=Result.FAILED)
FAULTLESS = replace(RUNS[0], switched="without fault slow answer")
OTHER = replace(run_of("books", overwriting, "items/it_is_synced_item"), switched="names = exact")


def played(held: Recording, known=None, baseline: Release | None = None):  # type: ignore[no-untyped-def]
    """All pages by path, and the doors."""
    evidence = Evidence(known or catalogue(), held)
    site = Site(evidence, baseline)
    part = ComparePart(site, environment(evidence))
    told = [page for story in site.stories for page in part.story(told_story(story, site.catalogue))]
    return dict([*told, *part.pages()]), part.doors()


PAGES, DOORS = played(Recording(tuple(RUNS), (TWIN, FAULTLESS, OTHER)))


def test_two_products_a_twin_of_each_kind_and_what_changed_have_pages() -> None:
    assert sorted(PAGES) == [
        "compare/books-billing.html",
        "compare/changes.html",
        "compare/changes.md",
        "compare/index.html",
        "compare/twin-names-exact.html",
        "compare/twin-without-fault-slow-answer.html",
        "compare/twin-without-itm-02.html",
    ]


def test_the_doors_lead_to_all_comparisons_and_to_what_changed() -> None:
    comparisons, changes = DOORS
    assert comparisons.path == "compare/index.html"
    assert comparisons.says == (
        "1 pair of products, 1 oddity and its twin, 1 ruling and its alternative and 1 fault and the same without it"
    )
    assert changes == Door("What changed", "compare/changes.html", "there is no baseline")


def test_a_page_of_two_products_has_both_sentences_rules_and_a_link_to_the_scenario() -> None:
    page = PAGES["compare/books-billing.html"]
    assert "Of 1 pair of runs, 0 decide a record otherwise, 1 decide the same for another reason" in page
    assert "nothing on the other side carries its name" in page
    assert '<a href="../rules/ITM.html#ITM-04">ITM-04</a>' in page
    assert '<a href="../scenarios/items-it_is_synced_item.html#books">' in page
    assert '<a href="../rules/VEN.html#VEN-01">' in page


def test_a_twin_that_went_the_same_way_says_so() -> None:
    page = PAGES["compare/twin-without-fault-slow-answer.html"]
    assert "It comes to the same." in page
    assert "nothing at all is otherwise" in page
    assert "it comes to the same" in PAGES["compare/index.html"]


def test_no_page_names_what_nobody_knows() -> None:
    for text in PAGES.values():
        assert "None" not in text.replace(">None.<", "")
        assert "Traceback" not in text


def test_what_changed_is_told_since_the_baseline() -> None:
    former = release_of("the committed reports", Evidence(small_catalogue(), recording(small_run())))
    more = [*small_run()["scenarios"], result("bugs/it_is_told_too[books]", ())]
    pages, (_, changes) = played(recording({"scenarios": more}), small_catalogue(), former)
    assert changes.says == "1 change of a story"
    assert "Since the committed reports: 1 change of a story." in pages["compare/changes.html"]
    assert '<a href="../scenarios/bugs-it_is_told_too.html">It is told too</a>' in pages["compare/changes.html"]
    assert "It may not be released" in pages["compare/changes.html"]
    assert '<a href="../compare/changes.md">The same as Markdown</a>' in pages["compare/changes.html"]
    assert "- **It is told too**: new" in pages["compare/changes.md"]


def test_the_same_recording_gives_the_same_pages() -> None:
    assert played(Recording(tuple(RUNS), (TWIN, FAULTLESS, OTHER)))[0] == PAGES


def test_what_was_ruled_stands_first_though_the_scenario_is_written_for_the_alternative() -> None:
    step = RecordedStep("then", "it is told apart", 1, 1)
    chosen = replace(RUNS[0], policies=(("names", "exact"),))
    twin = replace(chosen, result=Result.FAILED, switched="names = fold", steps=(step,))
    page = played(Recording((chosen,), (twin,)))[0]["compare/twin-names-fold.html"]
    assert page.index("<h3>As it was ruled</h3>") < page.index("<h3>Ruled otherwise</h3>")
    heads = [page.index(f'<th scope="col">{name}</th>') for name in ("As it was ruled", "Ruled otherwise")]
    assert heads == sorted(heads)
    assert "The scenario is written for the alternative" in page
    assert "✗" not in page


def test_why_two_products_differ_stands_before_the_rules_that_one_alone_has() -> None:
    page = PAGES["compare/books-billing.html"]
    assert page.index('id="otherwise"') < page.index('id="rules"')
