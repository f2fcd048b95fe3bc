"""The recording is whole, and never says something better than pytest does."""

from __future__ import annotations

import os

import pytest

from tests.plugin.project import Project
from zsim.recording.schema import RecordedMove
from zsim.recording.worlds import world_in
from zsim.testing.project import replace_file

pytest_plugins = ["pytester"]

OPENING = """
    import pytest
    from zsim import given, scenario, then, when
"""


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_a_failing_subtest_is_a_failure(project: Project, options: tuple[str, ...]) -> None:
    project.write(
        "test_some.py",
        OPENING,
        """
        @scenario(covers=["CUS-12"], products=["books"])
        def test_one_subtest_fails(world, subtests):
            '''A failing subtest.'''
            with then("all is well"):
                pass
            with subtests.test(msg="false"):
                world.crm.accounts.create(Account_Name="Acme")
                assert "Acme" == "Bolt"
            with subtests.test(msg="true"):
                world.crm.accounts.create(Account_Name="Bolt")
            world.crm.accounts.create(Account_Name="Cord")

        @scenario(covers=["CUS-12"], products=["books"])
        def test_no_subtest_fails(world, subtests):
            '''Good subtests.'''
            with then("all is well"):
                pass
            with subtests.test(msg="true"):
                world.crm.accounts.create(Account_Name="Acme")
        """,
    )
    assert project.run(*options, beside=("xdist",)).ret == 1
    good, bad = project.recorded()
    assert (good.result, good.error) == ("passed", None)
    assert (bad.result, bad.error is None) == ("failed", False)
    assert bad.error.message.startswith("AssertionError: assert 'Acme' == 'Bolt'")
    assert bad.error.where == "test_some.py:13"
    assert "Cord" in world_in(bad).lines()[-1].text


def test_what_fails_a_report_later_is_a_failure(project: Project) -> None:
    project.write(
        "conftest.py",
        """
        import pytest

        @pytest.hookimpl(wrapper=True, tryfirst=True)
        def pytest_runtest_makereport(item, call):
            report = yield
            if "by_report" in item.name and call.when == "call":
                report.outcome, report.longrepr = "failed", "by another's hook"
            return report

        @pytest.hookimpl(wrapper=True, tryfirst=True)
        def pytest_runtest_logreport(report):
            outcome = yield
            if "by_log" in report.nodeid and report.when == "teardown":
                report.outcome, report.longrepr = "failed", "by another's log"
            return outcome
        """,
    )
    project.write(
        "test_some.py",
        OPENING,
        """
        @pytest.fixture
        def faulty():
            yield
            assert False

        @scenario(covers=["CUS-12"], products=["books"])
        def test_failed_by_report(world):
            '''Passes, but for another.'''
            with then("all is well"):
                pass

        @scenario(covers=["CUS-12"], products=["books"])
        def test_failed_by_log(world):
            '''Passes, but for another.'''
            with then("all is well"):
                pass

        @scenario(covers=["CUS-12"], products=["books"], known_gap="later")
        def test_gap_failed_by_log(world):
            '''A gap, but for another.'''
            assert world is None

        @scenario(covers=["CUS-12"], products=["books"])
        def test_failed_by_fixture(world, faulty):
            '''Passes, but for its fixture.'''
            with then("all is well"):
                pass
        """,
    )
    project.run()
    assert {each.rpartition("/")[2]: result for each, result in project.results().items()} == {
        "failed_by_report[books]": "failed",
        "failed_by_log[books]": "failed",
        "gap_failed_by_log[books]": "failed",
        "failed_by_fixture[books]": "broken",
    }


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_half_a_character_is_refused_at_the_door_and_the_recording_is_whole(
    project: Project, options: tuple[str, ...]
) -> None:
    project.write(
        "test_some.py",
        OPENING,
        r"""
        @scenario(covers=["CUS-12"], products=["books"])
        def test_half_an_emoji_in_a_name(world):
            '''A name cut after the first half of an emoji.'''
            world.crm.accounts.create(Account_Name="Acme \ud83d")

        @scenario(covers=["CUS-12"], products=["books"])
        def test_half_an_emoji_in_a_step(world):
            '''A step cut after the first half of an emoji.'''
            with given("Acme \ud83d"):
                pass

        @scenario(covers=["CUS-12"], products=["books"], tags=["\ud83d"])
        def test_half_an_emoji_in_a_tag(world):
            '''A tag cut after the first half of an emoji.'''

        @scenario(covers=["CUS-12"], products=["books"])
        def test_half_an_emoji_in_a_message(world):
            '''A message cut after the first half of an emoji.'''
            message = "Acme " + chr(0xD83D)
            raise AssertionError(message if world else "")

        @scenario(covers=["CUS-12"], products=["books"])
        def test_whole_emoji_in_a_name(world):
            '''A whole name.'''
            with then("all is well"):
                pass
            world.crm.accounts.create(Account_Name="Acme \U0001f600")
        """,
    )
    if options:
        options = (*options, "-k", "not message")  # xdist itself cannot send such a message
    project.run(*options, beside=("xdist",))
    results = {each.id.rpartition("half_")[2]: each for each in project.recorded()}
    told = results["an_emoji_in_a_name[books]"].error.message
    assert told.startswith("take the text 'Acme \\ud83d': it holds half a character, which UTF-8 cannot")
    assert [each.kind for each in world_in(results["an_emoji_in_a_name[books]"]).journal] == ["refusal"]
    assert results["an_emoji_in_a_step[books]"].result == "broken"
    assert results["test_some.py::test_half_an_emoji_in_a_tag".rpartition("half_")[2]].result == "broken"
    if not options:
        assert results["an_emoji_in_a_message[books]"].error.message == "Acme \\ud83d"
    assert [each.result for each in results.values()].count("passed") == 1


def test_nothing_is_lost_when_a_recording_cannot_be_written(project: Project) -> None:
    file = project.folder / "run.zip"
    replace_file(file, b"whole")
    with pytest.raises(IsADirectoryError):
        replace_file(project.folder, b"whole")
    file.with_name(f"run.zip.{os.getpid()}").mkdir()
    with pytest.raises(IsADirectoryError):
        replace_file(file, b"cut short")
    assert file.read_bytes() == b"whole"


def test_the_moves_of_documents_are_recorded_with_how_often_each_was_made(project: Project) -> None:
    project.write(
        "test_some.py",
        OPENING,
        """
        @scenario(covers=["TXN-15"], products=["books"])
        def test_two_are_sent_and_one_accepted(world):
            '''Two quotes are sent, and one is accepted.'''
            acme = world.books.customers.create(contact_name="Acme")
            for rate in (1, 2):
                quote = world.books.estimates.create(customer=acme, lines=[{"name": "Work", "rate": rate}])
                quote.mark_sent()
            quote.accept()
            with then("all is well"):
                assert quote.status == "accepted"
        """,
    )
    project.run()
    (recorded,) = project.recorded()
    assert recorded.moves == (
        RecordedMove("books", "estimates", "mark_sent", "draft", "sent", 2),
        RecordedMove("books", "estimates", "accept", "sent", "accepted", 1),
    )


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_a_session_with_a_planted_bug_fails_and_records_nothing(project: Project, options: tuple[str, ...]) -> None:
    project.write(
        "test_some.py",
        OPENING,
        """
        @scenario(covers=["CUS-12"], products=["books"])
        def test_an_account_is_carried(world):
            '''An account becomes a customer.'''
            with when("all is synced"):
                world.crm.accounts.create(Account_Name="Acme")
                sync = world.connect("books").customers
                sync.configure(module="accounts")
                sync.save_and_sync()
                world.advance(hours=3)
            with then("there is one"):
                assert len(world.books.customers.all()) == 1
        """,
    )
    assert project.run(*options, beside=("xdist",)).ret == 0
    recorded = project.recorded()
    result = project.run(*options, "--zsim-bug=write-again", beside=("xdist",))
    assert result.ret == 1
    assert "quiet-second-run" in result.stdout.str()
    assert project.recorded() == recorded


def test_a_bug_that_the_bank_does_not_hold_ends_the_session(project: Project) -> None:
    project.write("test_some.py", "def test_nothing(): pass")
    result = project.run("--zsim-bug=wite-again")
    assert result.ret == 4
    assert "the planted bug 'wite-again': the bank holds none of that name; did you mean 'write-again'" in (
        result.stderr.str()
    )
