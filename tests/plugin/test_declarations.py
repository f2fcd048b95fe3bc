"""Only what zsim declared is a scenario; what others wrote is left alone, and what is wrong is refused alone."""

from __future__ import annotations

import pytest

from tests.plugin.project import Project

pytest_plugins = ["pytester"]

GOOD = """
    from zsim import scenario, then

    @scenario(covers=["CUS-09"], products=["books"])
    def test_it_is_as_told(world, product):
        '''All is well.'''
        with then("all is well"):
            pass
        assert product == "books"
"""


def test_marks_of_others_and_the_fixture_product_are_theirs(project: Project) -> None:
    project.write("pytest.ini", "[pytest]\nmarkers =\n    scenario: ours\n    zsim_scenario: ours, too\n")
    project.write(
        "test_some.py",
        """
        import pytest

        @pytest.mark.scenario
        def test_own_mark():
            pass

        @pytest.mark.scenario("a story", number=3)
        @pytest.mark.zsim_scenario("a story")
        def test_own_mark_with_arguments():
            pass

        def test_no_such_fixture(product):
            pass
        """,
    )
    outcome = project.run()
    outcome.assert_outcomes(passed=2, errors=1)
    outcome.stdout.fnmatch_lines(["*fixture 'product' not found*"])


def test_nothing_is_written_for_a_session_without_scenarios(project: Project) -> None:
    project.write("scenarios/test_theirs.py", "def test_theirs(world):\n    pass\n")
    project.write("scenarios/test_broken.py", "no_such_name\n")
    project.write("test_beside.py", "import zsim\nno_such_name\n")
    project.run("--continue-on-collection-errors").assert_outcomes(passed=1, errors=2)
    assert not project.holds(".zsim")


def test_a_file_of_scenarios_that_cannot_be_collected_is_recorded(project: Project) -> None:
    project.write("scenarios/test_broken.py", "from zsim import scenario\nno_such_name\n")
    project.run().assert_outcomes(errors=1)
    assert project.results() == {"scenarios/test_broken.py": "broken"}


def test_a_scenario_beside_a_fixture_product_of_others_has_its_own(project: Project) -> None:
    project.write("conftest.py", "import pytest\n\n@pytest.fixture\ndef product():\n    return 'soap'\n")
    project.write(
        "test_some.py",
        GOOD,
        """
        @scenario(covers=[])
        def test_it_has_no_product(world, product):
            '''None in particular.'''
            with then("all is well"):
                pass
            assert product is None

        def test_theirs(product):
            assert product == "soap"
        """,
    )
    project.run().assert_outcomes(passed=3)
    assert all(not each.endswith("None]") for each in project.results())


@pytest.mark.parametrize(
    ("misuse", "words"),
    [
        (
            """
            import unittest

            class TestUnit(unittest.TestCase):
                def test_theirs(self):
                    pass

                @scenario(covers=["CUS-12"], products=["books"])
                def test_in_a_unittest_case(self):
                    '''In a TestCase.'''
            """,
            "the scenario test_in_a_unittest_case: it stands in a unittest class",
        ),
        (
            """
            def test_theirs():
                pass

            @scenario(covers=["CUS-12"])
            class TestAll:
                def test_of_a_class(self, world, product):
                    '''In a class.'''
            """,
            "the scenario test_of_a_class: @scenario stands on the class around it",
        ),
        (
            """
            def test_theirs():
                pass

            @scenario(covers=["CUS-99"])
            def test_no_such_behaviour(world, product):
                '''Covers what is not there.'''
            """,
            "behaviour 'CUS-99': the catalogue has no such behaviour",
        ),
        (
            """
            def test_theirs():
                pass

            @scenario(covers=["CUS-12"], known_gap="later", policies={"names": "fuzzy"})
            def test_a_gap_hides_nothing(world, product):
                '''Chooses what cannot be chosen.'''
            """,
            "policy names = 'fuzzy'",
        ),
    ],
)
@pytest.mark.parametrize("beside", [(), ("xdist",)])
def test_one_misuse_is_refused_for_that_test_alone(
    project: Project, misuse: str, words: str, beside: tuple[str, ...]
) -> None:
    project.write("test_some.py", GOOD, misuse)
    outcome = project.run(*(["-n", "1"] if beside else []), beside=beside)
    outcome.assert_outcomes(passed=2, errors=1)
    outcome.stdout.fnmatch_lines([f"*{words}*"])
    assert sorted(project.results().values()) == ["broken", "passed"]


def test_a_world_may_be_had_in_a_unittest_class(project: Project) -> None:
    project.write(
        "test_some.py",
        """
        import datetime, unittest
        import pytest
        from real import is_real

        class TestUnit(unittest.TestCase):
            @pytest.fixture(autouse=True)
            def given_a_world(self, world):
                self.world = world

            def test_its_time_is_shown(self):
                assert datetime.datetime.now().isoformat() == "2026-01-05T09:00:00"
                self.world.crm.accounts.create(Account_Name="Acme")

            def test_its_world_is_checked_at_the_end(self):
                type(self.world).check = lambda world: 1 / 0

        class TestNoWorld(unittest.TestCase):
            def test_time_is_real(self):
                assert is_real()
        """,
    )
    outcome = project.run("--zsim-twice")
    outcome.assert_outcomes(passed=2, failed=1)
    outcome.stdout.fnmatch_lines(["*ZeroDivisionError*"])


def test_beside_pytest_bdd_whose_scenarios_are_not_ours(project: Project) -> None:
    project.write(
        "some.feature",
        """\
        Feature: Customers
          Scenario: A customer has a name
            Given a world
            When an hour passes
            Then it is ten
        """,
    )
    project.write(
        "test_some.py",
        """
        import datetime
        from pytest_bdd import given, scenario, then, when
        from real import is_real

        @scenario("some.feature", "A customer has a name")
        def test_told():
            pass

        @given("a world", target_fixture="here")
        def _(world):
            return world

        @when("an hour passes")
        def _(here):
            here.advance(hours=1)

        @then("it is ten")
        def _(here):
            assert datetime.datetime.now() == datetime.datetime(2026, 1, 5, 10)

        def test_after():
            assert is_real()
        """,
    )
    project.run(beside=("bdd",)).assert_outcomes(passed=2)
    assert not project.holds(".zsim")
