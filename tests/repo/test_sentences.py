"""Each sentence of what was asked for, against the test that fails without it.

One table per section: a section is added as another entry of ``SECTIONS``. A test is named by its node id without
brackets; that it exists is read from its file, so that no table can name one that was renamed or removed.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MORE = "tests/plugin/test_more_neighbours.py::test_beside_"
TIME = "tests/plugin/test_time.py::test_"
DECLARED = "tests/plugin/test_declarations.py::test_"
RECORDING = "tests/plugin/test_recording.py::test_"
PROJECT = "tests/unit/testing/test_project.py::test_"
RUN = "tests/unit/cli/test_run.py::test_"

GUEST: Mapping[str, tuple[str, ...]] = {
    "Own test projects, each in a subprocess, the plugin beside others' loaded by name": (
        f"{TIME}time_is_real_in_fixtures_reporters_and_at_the_end",
    ),
    "in CI subtests": (f"{RECORDING}a_failing_subtest_is_a_failure",),
    "in CI pytest-freezer": (f"{TIME}beside_pytest_freezer",),
    "in CI time-machine": (f"{TIME}beside_time_machine",),
    "in CI pytest-html": (f"{TIME}the_page_of_pytest_html_tells_the_real_time",),
    "in CI pytest-bdd": (f"{DECLARED}beside_pytest_bdd_whose_scenarios_are_not_ours",),
    "in CI unittest classes": (f"{DECLARED}a_world_may_be_had_in_a_unittest_class",),
    "in CI xdist and randomly": (f"{TIME}in_any_order_and_over_processes",),
    "in .ci/long json-report": (f"{MORE}json_report_whose_times_are_real",),
    "in .ci/long timeout": (f"{MORE}timeout_a_test_with_a_world_ends_in_time",),
    "in .ci/long rerunfailures": (f"{MORE}rerunfailures_the_last_run_counts",),
    "in .ci/long asyncio": (f"{MORE}asyncio_a_coroutine_may_take_a_world",),
    "in .ci/long django's plain tests": (f"{MORE}django_whose_plain_tests_have_real_time",),
    "Real time everywhere but inside a test that takes a world, in fixtures, reporters and session end too": (
        f"{TIME}time_is_real_in_fixtures_reporters_and_at_the_end",
        f"{TIME}a_module_that_comes_or_changes_later_shows_the_worlds_time_too",
    ),
    "nobody else's freezing is disturbed, in whatever order": (
        f"{TIME}no_freezing_by_freezegun_is_disturbed_in_whatever_order",
        f"{TIME}beside_pytest_freezer",
        f"{TIME}beside_time_machine",
    ),
    "Entering is cheap, and real time is shown while no world is under test": (
        "tests/unit/kernel/test_frozen.py::test_entering_anew_looks_only_where_something_changed",
        f"{TIME}time_is_real_in_fixtures_reporters_and_at_the_end",
    ),
    "GC thresholds likewise": (
        f"{TIME}time_is_real_in_fixtures_reporters_and_at_the_end",
        "tests/unit/kernel/test_collector.py::test_what_somebody_else_sets_stays",
    ),
    "Act only on a Declaration; the mark has a name of our own": (
        f"{DECLARED}marks_of_others_and_the_fixture_product_are_theirs",
    ),
    "one misuse is refused for that item, in words": (
        f"{DECLARED}one_misuse_is_refused_for_that_test_alone",
        f"{RUN}a_scenario_that_is_refused_is_shown_and_the_others_run",
    ),
    "No fixture product for tests that are no scenario": (
        f"{DECLARED}marks_of_others_and_the_fixture_product_are_theirs",
        f"{DECLARED}a_scenario_beside_a_fixture_product_of_others_has_its_own",
    ),
    "nothing is written for a session without scenarios": (
        f"{DECLARED}nothing_is_written_for_a_session_without_scenarios",
    ),
    "The recording never says something better than pytest does: subtests": (
        f"{RECORDING}a_failing_subtest_is_a_failure",
    ),
    "also what fails a report later": (f"{RECORDING}what_fails_a_report_later_is_a_failure",),
    "It is written beside and renamed": (
        f"{RECORDING}nothing_is_lost_when_a_recording_cannot_be_written",
        f"{PROJECT}a_file_is_replaced_whole_or_stays",
    ),
    "text that UTF-8 cannot hold is refused at the door": (
        f"{RECORDING}half_a_character_is_refused_at_the_door_and_the_recording_is_whole",
        "tests/unit/kernel/test_texts.py::test_half_a_character_is_refused_at_every_door",
    ),
    "py.typed": ("tests/unit/sync/connection/test_choosing.py::test_the_package_says_that_it_is_typed",),
    "configure and edit typed by module, so that mypy catches module='acounts'": (
        "tests/unit/sync/connection/test_choosing.py::test_a_wrong_choice_is_found_by_mypy_and_a_right_one_is_not",
    ),
    "completion of a record's fields": ("tests/unit/kernel/test_completion.py::test_a_record_completes_its_fields",),
    "people's words apart from internals": (
        "tests/unit/kernel/test_completion.py::test_the_words_of_people_stand_apart_from_internals",
        "tests/unit/kernel/test_completion.py::test_the_words_of_people_are_there",
    ),
    "One rule for where recordings and reports land, used by run, why, list, report": (
        f"{RUN}from_a_folder_inside_all_lands_in_the_project",
        f"{RUN}from_elsewhere_all_lands_in_the_project_that_holds_the_scenarios",
        f"{PROJECT}it_is_the_nearest_folder_with_scenarios_or_settings_else_where_we_stand",
    ),
    "paths printed as seen from here": (
        f"{RUN}from_a_folder_inside_all_lands_in_the_project",
        f"{PROJECT}a_path_is_shown_as_seen_from_here",
    ),
    "a plain zsim run is whole": (f"{RUN}a_plain_run_is_whole_without_any_settings_of_pytest",),
    "--check that compared nothing fails": (
        f"{RUN}a_check_that_compared_nothing_fails",
        f"{RUN}a_check_without_any_scenario_fails",
    ),
    "a .gitignore inside what is generated": (f"{RUN}git_is_told_to_ignore_what_is_generated",),
    "zsim init": ("tests/unit/cli/test_init.py::test_a_project_begun_runs_whole_and_its_reports_can_be_checked",),
}

SECTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {"A good guest": GUEST}


def exists(node_id: str) -> bool:
    """Whether a file has a test of that name."""
    file, _, name = node_id.partition("::")
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return any(isinstance(each, ast.FunctionDef) and each.name == name for each in ast.walk(tree))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_sentence_has_a_test_that_exists(section: str) -> None:
    table = SECTIONS[section]
    assert [sentence for sentence, tests in table.items() if not tests] == []
    assert [each for tests in table.values() for each in tests if not exists(each)] == []


def test_a_test_that_is_not_there_is_found_missing() -> None:
    assert exists("tests/repo/test_sentences.py::test_every_sentence_has_a_test_that_exists")
    assert not exists("tests/repo/test_sentences.py::test_no_such_test")
    assert not exists("tests/repo/test_no_such_file.py::test_every_sentence_has_a_test_that_exists")
