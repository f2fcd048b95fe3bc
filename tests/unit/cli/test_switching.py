"""Some scenarios are played once more with a quirk or a policy switched, and count nowhere."""

from __future__ import annotations

import pytest

from tests.report.made_up import Data, entry, recording, result, small_catalogue
from tests.unit.cli.suite import PASSING, Suite
from zsim.cli.exits import Exit
from zsim.cli.switching import CANDIDATES_MAX, Candidates, Switch, switches
from zsim.faults import Fired
from zsim.recording.schema import Result
from zsim.recording.worlds import world_in

KEPT = """
@scenario(covers=["DEL-01", "CUS-21"], products=["books"], quirks=["DEL-01"])
def test_what_finance_made_is_kept(world):
    '''What was born in finance outlives its twin in the CRM.'''
    with given("a customer that was born in finance is synced"):
        bolt = world.books.customers.create(contact_name="Bolt")
        sync = world.connect("books").customers.configure(module="accounts", extent="both_ways")
        sync.save_and_sync()
        world.settle()
    with when("its account is deleted"):
        world.crm.accounts.delete(world.counterpart(bolt, "crm"))
        world.advance(hours=3)
    with then("it stays"):
        assert bolt.alive
"""

HARMLESS = """
@scenario(covers=["CON-15"], products=["books"], quirks=["CON-15"])
def test_a_new_key_is_made(world):
    '''A key is made anew, and nothing is synced any more.'''
    with given("a connection"):
        world.connect("books")
    with when("the key is made anew"):
        world.crm.generate_zsc_key()
    with then("nobody is hurt"):
        assert world.books.customers.all() == []
"""

HARMFUL = """
@scenario(covers=["CON-15"], products=["books"], quirks=["CON-15"])
def test_a_new_key_stops_the_sync(world):
    '''With the old key nothing crosses.'''
    with given("a sync of accounts"):
        sync = world.connect("books").customers.configure(module="accounts")
        sync.save_and_sync()
        world.settle()
    with when("the key is made anew, and an account made"):
        world.crm.generate_zsc_key()
        world.crm.accounts.create(Account_Name="Acme")
        world.advance(hours=3)
    with then("it does not cross"):
        assert world.books.customers.all() == []
"""

LOST = """
@scenario(covers=["FLT-03"], products=["books"])
def test_an_answer_is_lost(world):
    '''What was written is recognised.'''
    with given("an account whose answer is going to be lost"):
        world.crm.accounts.create(Account_Name="Acme")
        sync = world.connect("books").customers.configure(module="accounts")
        world.faults.answer_lost("books")
    with when("it is synced"):
        sync.save_and_sync()
        world.advance(hours=3)
    with then("it is there once"):
        assert len(world.books.customers.all()) == 1
"""


def switched(*runs: Data) -> list[tuple[str, Switch]]:
    """The smallest candidate of each switch."""
    return [(found[0].id, switch) for found, switch in candidates(*runs)]


def candidates(*runs: Data) -> list[tuple[Candidates, Switch]]:
    return list(switches(recording({"scenarios": list(runs)}), small_catalogue()))


def marked(name: str, entries: int, covers: tuple[str, ...] = (), **more: object) -> Data:
    return result(f"connection/{name}[books]", covers, marks=["CON-02"], entries=0, tags=["x"] * entries, **more)


def test_of_a_quirk_the_smallest_passing_run_in_which_it_fired_is_played_without_it() -> None:
    (found,) = switched(marked("b_c_d", 0), marked("a_c_d", 0), marked("a_b_c", 0, result="failed"))
    assert found == ("connection/a_c_d[books]", Switch("without CON-02", quirk_off="CON-02"))


def test_of_a_quirk_a_few_scenarios_are_candidates_the_smallest_first_each_once() -> None:
    more = [marked(f"e_{letter}_f", 2) for letter in "abcdefgh"]
    ((found, _),) = candidates(*more, marked("a_c_d", 1), result("connection/a_c_d[billing]", (), marks=["CON-02"]))
    assert len(found) == CANDIDATES_MAX
    assert [run.id for run in found[:2]] == ["connection/a_c_d[billing]", "connection/e_a_f[books]"]


def test_of_a_quirk_a_run_that_covers_it_is_taken_before_those_that_hold_without_it() -> None:
    ((found, _),) = candidates(marked("a_b_c", 0), marked("b_c_d", 0, ("CON-02",)))
    assert [run.id for run in found] == ["connection/b_c_d[books]"]


def test_of_an_option_a_run_with_it_is_played_with_the_default() -> None:
    usual = result("customers/a_b_c[books]", ("CUS-21",))
    assert switched(usual) == [
        ("customers/a_b_c[books]", Switch("conflicts = last", policy="conflicts", value="last")),
    ]
    chosen = result("customers/b_c_d[books]", (), policies=[["conflicts", "last"]])
    assert switched(usual, chosen) == [
        ("customers/b_c_d[books]", Switch("conflicts = first_reader", policy="conflicts", value="first_reader")),
    ]


def test_of_a_kind_of_fault_the_smallest_passing_run_in_which_one_happened_is_played_without_it() -> None:
    slow = entry(1, "fault", Fired("slow_answer", "an answer took 30 s"), actor="fault")
    more = entry(2, "step", ("then", "all is well"), actor="script")
    larger, smaller, failed = [
        result(f"faults/{name}[books]", (), journal=journal, result=ended)
        for name, journal, ended in (
            ("a_b_c", [slow, more], "passed"),
            ("b_c_d", [slow], "passed"),
            ("a_c_d", [slow], "failed"),
        )
    ]
    assert switched(larger, smaller, failed) == [
        ("faults/b_c_d[books]", Switch("without fault slow answer", fault_off="slow_answer")),
    ]


def test_a_scenario_is_shown_whose_twin_comes_to_something_else_before_a_smaller_one(suite: Suite) -> None:
    suite.write(HARMLESS, HARMFUL)
    assert suite.run() == Exit.OK
    recorded = suite.recorded()
    fired = {run.id: run.entries for run in recorded.scenarios if "CON-15" in run.marks}
    assert min(fired, key=fired.__getitem__) == "customers/a_new_key_is_made[books]"
    (without,) = [each for each in recorded.switched if each.switched == "without CON-15"]
    assert without.id == "customers/a_new_key_stops_the_sync[books]"


def test_where_no_twin_comes_to_something_else_the_smallest_is_shown(suite: Suite) -> None:
    suite.write(
        HARMLESS, HARMLESS.replace("is_made", "is_made_again").replace("nothing is synced", "no record crosses")
    )
    assert suite.run() == Exit.OK
    (without,) = [each for each in suite.recorded().switched if each.switched == "without CON-15"]
    assert without.id == "customers/a_new_key_is_made[books]"


def test_a_scenario_without_its_fault_does_not_fail_for_that(suite: Suite) -> None:
    suite.write(LOST)
    assert suite.run() == Exit.OK
    (without,) = [each for each in suite.recorded().switched if each.switched == "without fault answer lost"]
    assert without.result is Result.PASSED
    assert "was lost" not in "".join([line.text for line in world_in(without).lines()])


def test_what_no_run_shows_is_left_out() -> None:
    assert switched(result("customers/a_b_c[books]", ("CUS-09",))) == []


def test_a_whole_run_records_them_beside_the_scenarios_and_counts_them_nowhere(
    suite: Suite, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(KEPT, PASSING)
    assert suite.run() == Exit.OK
    assert "3 runs of 2 scenarios: 3 passed" in capfd.readouterr().out
    recorded = suite.recorded()
    assert len(recorded.scenarios) == 3
    without = next(each for each in recorded.switched if each.switched == "without DEL-01")
    assert (without.id, without.quirks_off) == ("customers/what_finance_made_is_kept[books]", ("DEL-01",))
    assert (without.result, [step.keyword for step in without.steps]) == (Result.FAILED, ["given", "when", "then"])
    assert without.error is not None
    usual = next(each for each in recorded.scenarios if each.id == without.id)
    assert without.seed == usual.seed
    assert world_in(without).lines()[:10] == world_in(usual).lines()[:10]
    (last,) = [each for each in recorded.switched if each.switched == "conflicts = last_modified"]
    assert (last.policies, last.result) == ((("conflicts", "last_modified"),), Result.PASSED)
    pages = sorted(path.name for path in (suite.folder / "reports/html/scenarios").iterdir())
    assert len(pages) == 2
    suite.run("-k", "kept")
    assert suite.recorded().switched == ()
