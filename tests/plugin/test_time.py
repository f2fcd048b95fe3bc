"""Real time everywhere but in a test that takes a world, and nobody else's freezing disturbed."""

from __future__ import annotations

import pytest

from tests.plugin.project import Project

pytest_plugins = ["pytester"]

WATCHING = """
    import datetime, gc
    import pytest
    from datetime import datetime as by_name
    from real import is_real

    BEFORE = gc.get_threshold()
    LOG = open("seen.txt", "a")

    def see(where):
        ordinary = is_real() and datetime.datetime.__name__ == by_name.__name__ == "datetime"
        LOG.write(f"{where} {ordinary and gc.get_threshold() == BEFORE}\\n")
        LOG.flush()

    @pytest.fixture(autouse=True)
    def around(request):
        see("set up")
        yield
        see("torn down")

    @pytest.fixture
    def after(world):
        see("beside the world")
        yield
        see("before the world goes")

    def pytest_runtest_logreport(report):
        see("reported")

    def pytest_sessionfinish():
        see("session ended")

    def pytest_terminal_summary():
        see("summed up")
"""

WORLDLY = """
    import datetime, gc, time
    from datetime import datetime as by_name
    from conftest import BEFORE
    from real import is_real

    def test_first(world, after):
        world.advance(hours=1)
        assert datetime.datetime.now() == by_name.now() == datetime.datetime(2026, 1, 5, 10)
        assert gc.get_threshold() != BEFORE

    def test_neighbour(world):
        assert time.time() == world.now.timestamp()

    def test_no_world():
        assert is_real()
        assert gc.get_threshold() == BEFORE

    def test_asks_in_its_midst(request):
        assert is_real()
        world = request.getfixturevalue("world")
        assert time.time() == world.now.timestamp()
        assert gc.get_threshold() != BEFORE

    def test_fails(world):
        assert False
"""


def test_time_is_real_in_fixtures_reporters_and_at_the_end(project: Project) -> None:
    project.write("conftest.py", WATCHING)
    project.write("test_some.py", WORLDLY)
    project.run().assert_outcomes(passed=4, failed=1)
    seen = project.text("seen.txt").splitlines()
    assert {line.rpartition(" ")[0] for line in seen} == {
        *("set up", "torn down", "beside the world", "before the world goes"),
        *("reported", "session ended", "summed up"),
    }
    assert [line for line in seen if not line.endswith("True")] == []


def test_a_module_that_comes_or_changes_later_shows_the_worlds_time_too(project: Project) -> None:
    project.write("later.py", "from datetime import datetime\n")
    project.write(
        "test_some.py",
        """
        import importlib, sys
        from real import is_real

        def test_first(world):
            import later
            assert later.datetime.now().isoformat() == "2026-01-05T09:00:00"

        def test_between():
            import datetime, later
            assert later.datetime is datetime.datetime
            later.again = datetime.datetime

        def test_second(world):
            import later
            assert later.again.now().isoformat() == "2026-01-05T09:00:00"
        """,
    )
    project.run().assert_outcomes(passed=3)


FREEZING = """
    import datetime as dt
    import pytest
    from freezegun import freeze_time
    from real import is_real

    @pytest.fixture(scope="class")
    def long_ago():
        with freeze_time("2001-02-03"):
            yield

    @pytest.fixture
    def shortly():
        with freeze_time("2002-02-03"):
            yield

    @pytest.fixture
    def to_be_stopped():
        freezer = freeze_time("2003-02-03")
        freezer.start()
        return freezer

    class TestOne:
        def test_inside(self, long_ago, world):
            assert str(dt.date.today()) == "2026-01-05"

        def test_beside(self, long_ago):
            assert dt.datetime.now().year == 2001

    def test_after(world):
        assert str(dt.date.today()) == "2026-01-05"

    class TestTwo:
        def test_inside(self, world, long_ago):
            assert str(dt.date.today()) == "2026-01-05"

    def test_none():
        assert is_real()

    def test_begun_in_the_test(world, request):
        request.getfixturevalue("shortly")
        assert dt.datetime.now().year == 2002

    def test_none_again():
        assert is_real() and dt.datetime.__name__ == "datetime"

    def test_block(world):
        with freeze_time("2004-02-03"):
            assert dt.datetime.now().year == 2004
        assert str(dt.date.today()) == "2026-01-05"

    def test_stopped_in_the_test(to_be_stopped, world):
        to_be_stopped.stop()

    def test_none_at_last():
        assert is_real() and dt.datetime.__name__ == "datetime"

    @freeze_time("2005-02-03")
    def test_decorated(world):
        assert dt.datetime.now().year == 2005

    @pytest.fixture(scope="module")
    def kept():
        freezer = freeze_time("2006-02-03")
        yield freezer
        freezer.stop()

    def test_begins_and_leaves_it(world, kept):
        kept.start()
        assert dt.datetime.now().year == 2006

    def test_it_goes_on():
        assert dt.datetime.now().year == 2006

    def test_it_is_covered(world):
        assert str(dt.date.today()) == "2026-01-05"

    def test_it_goes_on_still():
        assert dt.datetime.now().year == 2006
"""

AFTER = """
    from real import is_real

    def test_all_is_real():
        import datetime, test_a
        assert is_real()
        assert test_a.dt.datetime is datetime.datetime
        assert datetime.datetime.__name__ == "datetime"
"""


def test_no_freezing_by_freezegun_is_disturbed_in_whatever_order(project: Project) -> None:
    project.write("test_a.py", FREEZING)
    project.write("test_b.py", AFTER)
    project.run().assert_outcomes(passed=15 + 1)


def test_beside_pytest_freezer(project: Project) -> None:
    project.write(
        "test_some.py",
        """
        import datetime, pytest
        from real import is_real

        @pytest.mark.freeze_time("2001-02-03")
        def test_marked():
            assert datetime.date.today().year == 2001

        def test_world_first(world, freezer):
            freezer.move_to("2002-02-03")
            assert str(datetime.date.today()) == "2026-01-05"

        def test_world_last(freezer, world):
            assert str(datetime.date.today()) == "2026-01-05"

        @pytest.mark.freeze_time("2001-02-03")
        def test_marked_with_a_world(world):
            assert str(datetime.date.today()) == "2026-01-05"

        @pytest.mark.freeze_time("2001-02-03")
        def test_marked_again(freezer):
            freezer.move_to("2003-02-03")
            assert datetime.date.today().year == 2003

        def test_none():
            assert is_real()
        """,
    )
    project.run(beside=("freezer",)).assert_outcomes(passed=6)


def test_beside_time_machine(project: Project) -> None:
    project.write(
        "test_some.py",
        """
        import datetime, pytest, time_machine as travel
        from real import is_real

        @pytest.fixture(scope="class")
        def long_ago():
            with travel.travel("2001-02-03", tick=False):
                yield

        class TestTravelling:
            def test_inside(self, long_ago, world):
                assert str(datetime.date.today()) == "2026-01-05"

            def test_beside(self, long_ago):
                assert datetime.date.today().year == 2001

        def test_a_world(world, time_machine):
            assert str(datetime.date.today()) == "2026-01-05"

        def test_moved(time_machine):
            time_machine.move_to("2003-02-03")
            assert datetime.date.today().year == 2003

        def test_none():
            assert is_real()
        """,
    )
    project.run(beside=("time_machine",)).assert_outcomes(passed=5)


@pytest.mark.parametrize("options", [("-p", "no:randomly"), ("-p", "pytest_randomly"), ("-n", "2")])
def test_in_any_order_and_over_processes(project: Project, options: tuple[str, ...]) -> None:
    project.write("conftest.py", WATCHING)
    project.write("test_some.py", WORLDLY)
    project.run(*options, beside=("xdist",)).assert_outcomes(passed=4, failed=1)
    assert "False" not in project.text("seen.txt")


def test_the_page_of_pytest_html_tells_the_real_time(project: Project) -> None:
    project.write(
        "test_some.py",
        """
        import pathlib, time

        def test_world(world):
            assert time.strftime("%d-%b-%Y") == "05-Jan-2026"

        def test_no_world():
            pathlib.Path("today.txt").write_text(time.strftime("%d-%b-%Y"))
        """,
    )
    project.run("--html=page.html", "--self-contained-html", beside=("html",)).assert_outcomes(passed=2)
    assert f"Report generated on {project.text('today.txt')}" in project.text("page.html")
