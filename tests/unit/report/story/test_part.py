"""The pages of scenarios: what stands on them, how large they are, and one as a file of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.report.made_up import entry, overwritten, result, small_evidence, with_refusal
from tests.report.played_names import played_run, played_story
from zsim.kernel.journal import Command
from zsim.report.html import environment, single_page
from zsim.report.site import Site
from zsim.report.story import StoryPart
from zsim.report.telling import told_story


def pages(*runs, project: Path = Path("nowhere")) -> dict[str, str]:
    site, told = played_story(*runs)
    return dict(StoryPart(site, environment(site.evidence), project).story(told))


def page_of(*scenarios) -> str:
    evidence = small_evidence(scenarios=list(scenarios))
    site = Site(evidence)
    told = told_story(site.stories[0], site.catalogue)
    return next(StoryPart(site, environment(evidence), Path("nowhere")).story(told)).text


def test_there_is_one_page_a_story_with_a_place_for_each_run() -> None:
    ((path, text),) = pages(played_run("books"), played_run("billing")).items()
    assert path == "scenarios/customers-names_of_every_sort.html"
    assert "<tr id=books>" in text
    assert "<tr id=billing>" in text
    assert "All 2 runs passed, for Books · Billing." in text


def test_a_run_that_went_much_as_the_first_is_told_by_what_is_otherwise() -> None:
    (text,) = pages(played_run("books"), played_run("books", "with more", 4)).values()
    first, other = text.split("<h2 id=t2>")
    assert "What is otherwise than above" in other
    assert (first.count("rows journal"), other.count("rows journal")) == (1, 0)
    assert "account <b>Account 3</b>" in first
    assert "sync updated" not in other


def test_a_run_that_failed_comes_first_and_is_told_with_its_reason_and_its_journal_open() -> None:
    (text,) = pages(played_run("books"), played_run("billing", failed=True)).values()
    assert text.index("<h2 id=t1>Billing") < text.index("<h2 id=t2>Books")
    why = text[text.index("Why it did not pass") : text.index("<ol class=story>")]
    assert "Failed</strong>: something it says does not hold (at the step “And" not in why
    assert "something it says does not hold (at the step “Then billing has them”)" in why
    assert why.index("assert one == two") < why.index("assert &#39;1&#39; == &#39;2&#39;")
    assert "(entry 2)" in why
    assert "it ended here" in text
    assert re.search(r"<details class=facts-of open id=journal>", text)


def test_names_are_never_markup() -> None:
    (text,) = pages().values()
    assert "<b>Acme</b>" not in text
    assert "&lt;b&gt;Acme&lt;/b&gt; &amp; 'Sons'" in text
    assert "<i>names</i>" not in text
    assert "<bdi>شركة المثال</bdi>" in text


def test_a_scenario_of_which_nothing_is_known_says_so() -> None:
    text = page_of(result("customers/nothing_is_in_it[books]", ()))
    for sentence in ("It shows none of the rules", "No step was begun.", "No record changed.", "Nobody said anything."):
        assert sentence in text
    assert "No sync run decided anything." in text


def test_the_quirk_is_named_where_it_fired() -> None:
    text = page_of(overwritten("books"))
    assert "An oddity showed:" in text
    assert re.search(r"<tr class=m><td>8<td>[^<]*<td>oddity ", text)


def test_a_refused_command_is_red_and_has_its_message() -> None:
    text = page_of(with_refusal())
    assert re.search(r"<tr class=b><td>2<td>[^<]*<td>Administrator deleted customer 'Acme' in Books \(ref", text)
    assert re.search(r"<tr class=b><td>3<td>[^<]*<td>Administrator was refused: 'Acme' has trans", text)


def test_of_a_long_journal_the_page_has_a_part_and_a_file_beside_it_the_rest() -> None:
    journal = [entry(number, "command", Command("delete", {}), 0, ("crm", "Accounts")) for number in range(1, 302)]
    evidence = small_evidence(scenarios=[result("customers/much_happens[books]", (), journal=journal)])
    site = Site(evidence)
    told = told_story(site.stories[0], site.catalogue)
    page, rest = StoryPart(site, environment(evidence), Path("nowhere")).story(told)
    assert "The first 200 entries of 301" in page.text
    assert "<a href=../scenarios/customers-much_happens-books.txt>" in page.text
    assert rest.path == "scenarios/customers-much_happens-books.txt"
    assert len([line for line in rest.text.splitlines() if line.endswith("deleted Accounts in the CRM")]) == 101


def test_of_many_entries_about_the_records_named_the_last_are_shown() -> None:
    journal = [entry(number, "command", Command("delete", {}), 0, ("crm", "Accounts")) for number in range(1, 41)]
    error = {"message": "no", "where": "", "statement": "assert no", "about": list(range(1, 41))}
    text = page_of(result("a/b_c_d[books]", (), journal=journal, result="failed", error=error))
    assert "The last 15 of 40 entries" in text
    assert text.count("(entry ") == 15


def test_the_script_and_the_command_to_run_it_again_stand_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "scenarios/customers/test_names.py"
    path.parent.mkdir(parents=True)
    path.write_text("def test_names_of_every_sort(world):\n    assert '<&>'\n", encoding="utf-8")
    (text,) = pages(project=tmp_path).values()
    assert "assert '&lt;&amp;&gt;'" in text
    assert "zsim run -k test_names_of_every_sort --product books" in text


@pytest.mark.parametrize("runs", [1, 2])
def test_a_file_of_its_own_links_to_nothing_and_tells_all_runs_in_full(runs: int) -> None:
    played = [played_run("books"), played_run("books", "with more", 4)][:runs]
    site, told = played_story(*played)
    text = single_page(site, told.story, Path("nowhere")).replace("<use href", "<use of")
    assert set(re.findall(r"""(?:href|src)=["']?([^"'> ]+)""", text.split("<script>")[0])) <= {"#content", "#t1", "#t2"}
    assert text.count('<table class="rows journal"') == len(told.tellings)
    assert "prefers-color-scheme" in text
    assert "Both sides after any entry" in text
