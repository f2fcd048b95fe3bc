"""The plugin seen from outside: small suites of scenarios, run by pytest inside pytest."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from zsim import World  # so that what is loaded inside stays loaded
from zsim.recording.file import read_recording
from zsim.recording.schema import ScenarioRun
from zsim.recording.worlds import world_in
from zsim.testing.project import RUN_FILE

pytest_plugins = ["pytester"]

# Plugins that have no part in this and cost more than all the rest.
ALONE = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:faker")

OPENING = """
    import datetime
    import pytest
    from zsim import World, given, scenario, then, when
    from zsim.kernel.errors import UsageError
    from zsim.ports.errors import NotAllowed
"""

MIXED = """
    @scenario(covers=["CUS-09"], products=["books", "invoice"], tags=["smoke"])
    def test_it_works_as_told(world, product):
        '''It works.

        And this is why.
        '''
        with given("Acme stands in finance"):
            acme = world[product].customers.create(contact_name="Acme")
        with when("an hour passes"):
            world.advance(hours=1)
        with then("Acme is still there, and Python knows the time"):
            assert world[product].customers.all() == [acme]
            assert datetime.datetime.now() == datetime.datetime(2026, 1, 5, 10)

    @scenario(covers=["CUS-09"], products=["books"])
    def test_it_expects_too_much(world):
        '''It fails.'''
        with given("Acme stands in the CRM"):
            acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        with then("its phone is another"):
            assert acme.Phone == "222"

    @scenario(covers=["CUS-09"], products=["books"])
    def test_it_misses_in_then(world):
        '''A record that is not found where it is expected is a failure.'''
        with then("there is an Acme"):
            world.crm.accounts.one(Account_Name="Acme")

    @scenario(covers=["CUS-09"], products=["books"])
    def test_it_is_itself_at_fault(world):
        '''It is broken.'''
        with when("time goes backwards"):
            world.advance(hours=-1)

    @scenario(covers=["CUS-09"], products=["books"])
    def test_its_fixture_is_at_fault(world, no_such_fixture):
        '''It is broken too.'''

    @scenario(covers=["CUS-09"], products=["books"], known_gap="not written yet")
    def test_a_gap_is_known(world):
        '''It is expected to fail.'''
        assert world.seed == -1

    @scenario(covers=["CUS-09"], products=["books"], known_gap="not written yet")
    def test_a_gap_is_closed(world):
        '''It was expected to fail.'''
        with then("all is well"):
            pass

    @scenario(covers=["CUS-09"], products=["books"], known_gap="not written yet")
    def test_a_gap_hides_no_fault(world):
        '''It shows no gap.'''
        world.advance(hours=-1)

    @scenario(covers=["CUS-09"], products=["books"], quirks=["CON-10"])
    def test_an_oddity_never_shows(world):
        '''The oddity it names has no part in it.'''
        with then("all is well"):
            pass

    @scenario(covers=["CUS-09"], products=["books"], quirks_off=["CON-10"])
    def test_an_oddity_off_is_never_missed(world):
        '''The oddity it switches off would have had no part in it.'''
        with then("all is well"):
            pass

    @scenario(covers=["CUS-09"], products=["books"])
    def test_a_fault_never_happens(world):
        '''The call it pins a fault to is never made.'''
        with then("all is well"):
            pass
        world.faults.answer_lost("books", of="write")

    @scenario(covers=["CUS-09"], products=["books"])
    def test_a_fault_that_happens(world):
        '''The call it pins a fault to is made.'''
        with then("all is well"):
            pass
        world.faults.refused("crm", of="organisation", error="NotAllowed")
        with pytest.raises(NotAllowed):
            world.faults.wrap("crm", world.books.port()).organisation()

    @scenario(covers=[])
    def test_it_is_left_out(world, product):
        '''It belongs to no product.'''
        assert product is None
        pytest.skip("not today")
"""

EXPECTED = {
    "customers/it_works_as_told[books]": "passed",
    "customers/it_works_as_told[invoice]": "passed",
    "customers/it_expects_too_much[books]": "failed",
    "customers/it_misses_in_then[books]": "failed",
    "customers/it_is_itself_at_fault[books]": "broken",
    "customers/its_fixture_is_at_fault[books]": "broken",
    "customers/a_gap_is_known[books]": "known gap",
    "customers/a_gap_is_closed[books]": "failed",
    "customers/a_gap_hides_no_fault[books]": "broken",
    "customers/an_oddity_never_shows[books]": "failed",
    "customers/an_oddity_off_is_never_missed[books]": "failed",
    "customers/a_fault_never_happens[books]": "failed",
    "customers/a_fault_that_happens[books]": "passed",
    "customers/it_is_left_out": "skipped",
}


class Suite:
    """Files of scenarios in a directory of their own, and what running them gave."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester

    def write(self, body: str, file: str = "scenarios/customers/test_some.py") -> None:
        """Put one file of scenarios where pytest will find it."""
        path = Path(self._pytester.path, file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(OPENING) + textwrap.dedent(body))

    def run(self, *options: str) -> pytest.RunResult:
        """Run everything in this process."""
        return self._pytester.runpytest_inprocess(*ALONE, *options)

    def run_apart(self, *options: str) -> pytest.RunResult:
        """Run everything in a process of its own."""
        return self._pytester.runpytest_subprocess(*ALONE, *options)

    def results(self) -> dict[str, ScenarioRun]:
        """The recorded results by scenario id."""
        return {each.id: each for each in read_recording(self._pytester.path / RUN_FILE).scenarios}


@pytest.fixture
def suite(pytester: pytest.Pytester) -> Suite:
    assert World  # imported above
    return Suite(pytester)


def test_each_scenario_ends_in_its_category(suite):
    suite.write(MIXED)
    outcome = suite.run()
    assert {name: each.result for name, each in suite.results().items()} == EXPECTED
    outcome.assert_outcomes(passed=3, failed=8, errors=1, xfailed=1, skipped=1)


def test_a_result_tells_the_whole_story(suite):
    suite.write(MIXED)
    suite.run("-k", "works")
    result = suite.results()["customers/it_works_as_told[books]"]
    assert result.file == "scenarios/customers/test_some.py"
    assert (result.title, result.doc) == ("It works.", "It works.\n\nAnd this is why.")
    assert (result.covers, result.tags) == (("CUS-09",), ("smoke",))
    assert (result.product, result.products) == ("books", ("books", "invoice"))
    assert [(step.keyword, step.first, step.last) for step in result.steps] == [
        ("given", 1, 3),
        ("when", 4, 4),
        ("then", 5, 5),
    ]
    told = world_in(result)
    lines = told.lines()
    assert lines[1].text == "Administrator created customer 'Acme' in Books"
    assert lines[2].cause == 2
    assert lines[4].moment == "2026-01-05 10:00:00"
    assert (result.marks, told.runs(), result.error) == ((), (), None)
    assert (result.entries, result.digest) == (len(lines), told.journal.digest())


def test_a_failure_prints_story_journal_and_the_command_that_repeats_it(suite):
    suite.write(MIXED)
    outcome = suite.run("-k", "too_much", "--zsim-seed", "7")
    outcome.stdout.fnmatch_lines(
        [
            "*zsim: customers/it_expects_too_much[[]books[]]*",
            "It fails.",
            "the story so far:",
            "  given Acme stands in the CRM",
            "  then  its phone is another",
            "what concerns the records that the failing statement names:",
            "*Administrator created account 'Acme' in the CRM (Phone 111)",
            "repeat: zsim run 'scenarios/customers/test_some.py::test_it_expects_too_much[[]books[]]' --seed 7",
        ]
    )
    result = suite.results()["customers/it_expects_too_much[books]"]
    error = result.error
    assert error.statement == 'assert acme.Phone == "222"'
    told = [line.text for line in world_in(result).lines() if line.number in error.about]
    assert told[0] == "Administrator created account 'Acme' in the CRM (Phone 111)"
    assert len(told) == 2
    assert "'111' == '222'" in error.message
    assert error.where.startswith("scenarios/customers/test_some.py:")


def test_options_choose_by_product_behaviour_and_tag(suite):
    suite.write(MIXED)
    assert suite.run("--zsim-product", "invoice").ret == 0
    assert list(suite.results()) == ["customers/it_works_as_told[invoice]"]
    assert suite.run("--zsim-tag", "smoke", "--zsim-behaviour", "CUS-09").ret == 0
    assert len(suite.results()) == 2


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (("--zsim-product", "boks"), "*product 'boks'*did you mean 'books'*"),
        (("--zsim-behaviour", "CUS-9"), "*behaviour 'CUS-9'*did you mean*"),
        (("--zsim-tag", "smokey"), "*tag 'smokey': no scenario carries it; did you mean 'smoke'*"),
    ],
)
def test_an_unknown_choice_is_a_usage_error(suite, option, message):
    suite.write(MIXED)
    outcome = suite.run(*option)
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stderr.fnmatch_lines([message])


def test_a_scenario_that_says_something_wrong_is_refused_alone(suite):
    suite.write(
        """
        @scenario(covers=["CUS-9"])
        def test_some_sentence_or_other(world, product):
            '''Says something.'''

        @scenario(covers=["CUS-09"], products=["books"])
        def test_it_is_as_told(world):
            '''Says something.'''
            with then("all is well"):
                pass
        """
    )
    outcome = suite.run()
    outcome.assert_outcomes(passed=1, errors=1)
    outcome.stdout.fnmatch_lines(["*behaviour 'CUS-9': the catalogue has no such behaviour; did you mean*"])
    assert {name: (each.result, each.covers) for name, each in suite.results().items()} == {
        "scenarios/customers/test_some.py::test_some_sentence_or_other": ("broken", ()),
        "customers/it_is_as_told[books]": ("passed", ("CUS-09",)),
    }


MISTAKEN = """
    @scenario(covers=["CUS-99"], products=["books"], tags=["smoke"])
    def test_it_covers_what_is_not(world):
        '''Its decorator is wrong.'''

    @scenario(covers=["CUS-09"], products=["books"], tags=["other"])
    def test_it_is_as_told(world):
        '''Says something.'''
        with then("all is well"):
            pass
"""


@pytest.mark.parametrize(
    "asked",
    [
        ("--zsim-tag", "smoke"),
        ("--zsim-tag", "other"),
        ("--zsim-scenario", "customers/it_covers_what_is_not"),
        ("--zsim-scenario", "customers/it_covers_what_is_not[books]"),
    ],
)
def test_no_choice_hides_that_a_scenario_is_refused(suite, asked):
    suite.write(MISTAKEN)
    outcome = suite.run(*asked)
    outcome.assert_outcomes(errors=1, passed=int("other" in asked))
    outcome.stdout.fnmatch_lines(["*behaviour 'CUS-99': the catalogue has no such behaviour*"])


@pytest.mark.parametrize("asked", [("--zsim-tag", "smoke"), ("--zsim-scenario", "customers/it_is_as_told")])
def test_no_choice_hides_that_a_file_cannot_be_collected(suite, asked):
    suite.write("""
    @scenario(covers=["CUS-09"], moments="some", tags=["smoke"])
    def test_it_is_as_told(world):
        '''Its decorator cannot be called.'''
    """)
    outcome = suite.run(*asked)
    outcome.assert_outcomes(errors=1)
    outcome.stdout.fnmatch_lines(["*moments: some: there is no such choice*"])


def test_an_unknown_product_in_an_id_is_refused_where_the_scenario_is_not(suite):
    suite.write(MISTAKEN)
    outcome = suite.run("--zsim-scenario", "customers/it_is_as_told[boks]")
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stderr.fnmatch_lines(["*did you mean 'customers/it_is_as_told[[]books[]]'*"])


def test_two_scenarios_of_one_id_are_refused(suite):
    body = """
        @scenario(covers=["CUS-09"])
        def test_one_and_the_same(world):
            '''Says something.'''
        """
    suite.write(body, "scenarios/customers/test_first.py")
    suite.write(body, "scenarios/customers/test_second.py")
    outcome = suite.run("--import-mode=importlib")
    outcome.stdout.fnmatch_lines(
        ["*scenario customers/one_and_the_same: there are two of that id: *test_first*test_second*"]
    )


def test_a_scenario_may_be_parametrised_further(suite):
    suite.write(
        """
        @pytest.mark.parametrize("extent", ["fetch", "both_ways"])
        @scenario(covers=["CUS-09"], products=["books"])
        def test_it_goes_every_way(world, product, extent):
            '''Says something.'''
            with then("all is well"):
                pass
        """
    )
    suite.run()
    assert sorted(suite.results()) == [
        "customers/it_goes_every_way[books-both_ways]",
        "customers/it_goes_every_way[books-fetch]",
    ]


def test_the_same_seed_gives_the_same_journal_and_another_seed_another_world(suite):
    suite.write(
        """
        @scenario(covers=["CUS-09"], products=["books"])
        def test_a_sample_is_drawn(world):
            '''Draws.'''
            with then("all is well"):
                pass
            world.populate(accounts=2)

        @scenario(covers=["CUS-09"], products=["books"], seed=5)
        def test_a_sample_is_fixed(world):
            '''Draws the same, whatever the seed of the session.'''
            with then("all is well"):
                pass
            world.populate(accounts=2)
        """
    )
    digests = []
    for seed in ("1", "1", "2"):
        suite.run("--zsim-seed", seed)
        results = suite.results()
        digests.append([results[f"customers/a_sample_is_{word}[books]"].digest for word in ("drawn", "fixed")])
    assert digests[0] == digests[1]
    assert digests[0][0] != digests[2][0]
    assert digests[0][1] == digests[2][1]


def test_a_scenario_that_runs_differently_a_second_time_is_unstable(suite):
    suite.write(
        """
        TIMES = []

        @scenario(covers=["CUS-09"], products=["books"])
        def test_it_remembers_the_past(world):
            '''Not the same twice.'''
            with then("all is well"):
                pass
            TIMES.append(1)
            world.crm.accounts.create(Account_Name=f"Acme {len(TIMES)}")

        @scenario(covers=["CUS-09"], products=["books"])
        def test_it_forgets_the_past(world, product, tmp_path):
            '''The same twice.'''
            with then("all is well"):
                pass
            world[product].customers.create(contact_name="Acme")
        """
    )
    outcome = suite.run("--zsim-twice")
    results = suite.results()
    assert results["customers/it_remembers_the_past[books]"].result == "unstable"
    assert results["customers/it_forgets_the_past[books]"].result == "passed"
    outcome.stdout.fnmatch_lines(["*the journals differ from entry 2 on*"])


def test_a_world_is_made_as_the_scenario_says(suite):
    suite.write(
        """
        @scenario(covers=["CUS-09"], products=["books"], start="2027-02-03 04:05", policies={"names": "exact"})
        def test_the_world_is_special(world):
            '''Starts elsewhere.'''
            with then("all is well"):
                pass
            assert world.now.isoformat() == "2027-02-03T04:05:00+00:00"
            assert world.policies.names == "exact"
        """
    )
    assert suite.run().ret == 0


def test_a_plain_test_may_take_a_world_and_leaves_no_record(suite, pytester):
    suite.write(
        """
        def test_plain(world):
            with given("something"):
                world.crm.accounts.create(Account_Name="Acme")

        def test_two_plain_worlds_are_strangers(world):
            assert len(world.crm.accounts) == 0
        """
    )
    suite.run().assert_outcomes(passed=2)
    assert not Path(pytester.path, ".zsim").exists()


def test_workers_record_the_same_results(suite):
    pytest.importorskip("xdist")
    suite.write(MIXED)
    suite.run()
    alone = suite.results()
    suite.run_apart("-n", "2")
    assert suite.results() == alone


def test_an_unknown_tag_is_a_usage_error_with_workers_too(suite):
    pytest.importorskip("xdist")
    suite.write(MIXED)
    outcome = suite.run_apart("-n", "2", "--zsim-tag", "smokey")
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stdout.fnmatch_lines(["*tag 'smokey': no scenario carries it; did you mean 'smoke'*"])


UNTOLD = """
    @scenario(covers=["CUS-09"], products=["books"])
    def test_it_expects_nothing_at_all(world):
        '''It asserts beside its story.'''
        with when("an hour passes"):
            world.advance(hours=1)
        assert world.crm.accounts.all() == []

    @scenario(covers=["CUS-09"], products=["books"])
    def test_it_forgets_to_enter(world):
        '''A step without with.'''
        when("an hour passes")
        with then("there is nothing"):
            assert world.crm.accounts.all() == []
"""
EXPECTING = 'with then("what must hold"): around what it asserts'
FORGOTTEN = 'when("an hour passes")'
ENTERING = f"with {FORGOTTEN}: around what belongs to it"


def test_a_story_that_expects_nothing_or_has_a_step_for_nothing_is_refused(suite):
    suite.write(UNTOLD)
    suite.run().assert_outcomes(failed=2)
    assert {name: (each.result, each.error.message) for name, each in suite.results().items()} == {
        "customers/it_expects_nothing_at_all[books]": (
            "broken",
            f"the scenario test_it_expects_nothing_at_all: it has no 'then'; {EXPECTING}",
        ),
        "customers/it_forgets_to_enter[books]": (
            "broken",
            f"the scenario test_it_forgets_to_enter: its step {FORGOTTEN} was never entered; {ENTERING}",
        ),
    }


MOMENTS = """
    @scenario(covers=["CUS-09"], products=["books"])
    def test_seven_seconds_lie_between(world):
        '''Holds only where time passes by itself, and only before what a person does.'''
        with given("two accounts, and somebody who acts at a moment of the clock"):
            world.crm.accounts.create(Account_Name="Acme")
            assert world.now.second == 0
            world.crm.accounts.create(Account_Name="Bolt")
            world.schedule.after(60_000, lambda: world.crm.accounts.create(Account_Name="Cord"))
            world.advance(minutes=1)
        with then("each has its time"):
            assert [each.Created_Time.second for each in world.crm.accounts.all()] == [0, 7, 7]

    @scenario(covers=["CUS-09"], products=["books"], moments="exact")
    def test_no_second_lies_between(world):
        '''Holds only where none does.'''
        with given("two accounts"):
            world.crm.accounts.create(Account_Name="Acme")
            world.crm.accounts.create(Account_Name="Bolt")
        with then("no time has passed"):
            assert world.now.second == 0
"""


def test_in_a_spread_run_seconds_lie_between_what_people_do(suite):
    suite.write(MOMENTS)
    suite.run().assert_outcomes(failed=1, passed=1)
    spread = suite.run("--zsim-spread", "--zsim-twice")
    spread.assert_outcomes(passed=1, skipped=1)
    assert suite.results()["customers/seven_seconds_lie_between[books]"].result == "passed"


JUDGED = """
    from zsim.checks.model import Difference

    @scenario(covers=["CUS-01"], products=["books"])
    def test_an_account_becomes_a_customer(world, product):
        '''Its run is judged.'''
        with when("it is synced"):
            world.crm.accounts.create(Account_Name="Acme")
            world.connect(product).customers.configure(module="accounts").save_and_sync()
            world.settle()
        with then("the model has judged that run"):
            assert world.judged.found == []
            assert world.judged.judged == 1

    @scenario(covers=["CUS-01"], products=["books"])
    def test_the_model_has_something_against_a_run(world, product):
        '''What it has is told at the end.'''
        with then("it differs"):
            world.judged.found.append(Difference("run 1", None, "it is to be created", ("CUS-03",), ()))
"""


def test_the_reference_model_judges_scenarios_if_asked(suite):
    suite.write(JUDGED)
    judged = suite.run("--zsim-model")
    judged.assert_outcomes(passed=1, failed=1)
    judged.stdout.fnmatch_lines(["*ModelDiffers: run 1: it is to be created (CUS-03)*"])
