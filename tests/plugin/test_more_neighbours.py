"""Beside more plugins, those of the extra ``long``; skipped where they are not installed."""

from __future__ import annotations

import json

from tests.plugin.project import Project

pytest_plugins = ["pytester"]

OPENING = """
    import datetime, time
    import pytest
    from real import is_real
    from zsim import scenario, then
"""


def test_beside_json_report_whose_times_are_real(project: Project) -> None:
    project.write("test_some.py", OPENING, "def test_world(world):\n    world.advance(hours=1)\n")
    project.write("conftest.py", "import pathlib\n\ndef pytest_unconfigure():\n    pathlib.Path('now.txt').touch()\n")
    project.run("--json-report", "--json-report-file=report.json", beside=("json",)).assert_outcomes(passed=1)
    ended = (project.folder / "now.txt").stat().st_mtime
    assert abs(json.loads(project.text("report.json"))["created"] - ended) < 60


def test_beside_timeout_a_test_with_a_world_ends_in_time(project: Project) -> None:
    project.write(
        "test_some.py",
        OPENING,
        """
        @pytest.mark.timeout(1, func_only=True)
        def test_too_long(world):
            world.advance(days=3)
            while True:
                time.sleep(0.01)

        @pytest.mark.timeout(30)
        def test_days_pass(world):
            world.advance(days=3)

        def test_after():
            assert is_real()
        """,
    )
    project.run(beside=("timeout",)).assert_outcomes(passed=2, failed=1)


def test_beside_rerunfailures_the_last_run_counts(project: Project) -> None:
    project.write(
        "test_some.py",
        OPENING,
        """
        TIMES = []

        @scenario(covers=["CUS-09"], products=["books"])
        def test_at_the_second_time(world):
            '''Fails once.'''
            TIMES.append(world)
            with then("it is the second time"):
                assert len(TIMES) == 2 and str(datetime.date.today()) == "2026-01-05"

        @scenario(covers=["CUS-09"], products=["books"])
        def test_at_no_time(world):
            '''Fails always.'''
            assert world is None

        def test_after():
            assert is_real()
        """,
    )
    outcome = project.run("--reruns", "1", beside=("rerun",))
    assert outcome.parseoutcomes() == {"passed": 2, "failed": 1, "rerun": 2}
    assert sorted(project.results().values()) == ["failed", "passed"]


def test_beside_asyncio_a_coroutine_may_take_a_world(project: Project) -> None:
    project.write("pytest.ini", "[pytest]\npythonpath = .\nasyncio_default_fixture_loop_scope = function\n")
    project.write(
        "test_some.py",
        OPENING,
        """
        import asyncio

        @pytest.mark.asyncio
        async def test_world(world):
            await asyncio.sleep(0.01)
            assert time.time() == world.now.timestamp()

        @pytest.mark.asyncio
        async def test_no_world():
            await asyncio.sleep(0.01)
            assert is_real()
        """,
    )
    project.run(beside=("asyncio",)).assert_outcomes(passed=2)


def test_beside_django_whose_plain_tests_have_real_time(project: Project) -> None:
    project.write("pytest.ini", "[pytest]\npythonpath = .\nDJANGO_SETTINGS_MODULE = settings\n")
    project.write("settings.py", "SECRET_KEY = 'x'\nUSE_TZ = True\nDATABASES = {}\n")
    project.write(
        "test_some.py",
        OPENING,
        """
        from django.test import SimpleTestCase
        from django.utils import timezone

        class TestPlain(SimpleTestCase):
            def test_plain(self):
                assert is_real() and abs(timezone.now().timestamp() - time.time()) < 5

        def test_world(world):
            assert timezone.now() == world.now

        def test_settings(settings):
            assert settings.USE_TZ and is_real()
        """,
    )
    project.run(beside=("django",)).assert_outcomes(passed=3)
