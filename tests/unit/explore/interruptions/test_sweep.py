"""The sweep: what it meets, and that it finds what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.explore.interruptions.samples import ACME, AGAIN, CORA, RUN, case, connected
from zsim.explore.interruptions import Finding, Sweep, Swept, all_cases, sweep
from zsim.explore.interruptions.content import content_of
from zsim.explore.interruptions.disturbances import BY_NOBODY, Disturbance, disturbances_of
from zsim.explore.interruptions.stage import Stage
from zsim.explore.script import Player, Start, do
from zsim.kernel.errors import UsageError
from zsim.ports.records import Create, Update, Write
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync import EngineFunctions
from zsim.sync.runs import WriteStep, traced

FIRST = case(ACME, *connected(), *RUN)
CLONED = case(CORA, *connected(duplicates="clone"), *RUN)
NOBODY = tuple([each.name for each in BY_NOBODY])


def forgetful(step: WriteStep, entry: int) -> Write:
    """A write that does not note the other side's id, by which the engine recognises what it wrote."""
    write = traced(step, entry)
    if isinstance(write, Create | Update):
        noted = {"zcrm_account_id", OWN_ID_FIELD}
        return write._replace(fields={name: value for name, value in write.fields.items() if name not in noted})
    return write


@pytest.fixture(scope="module")
def forgotten() -> Swept:
    """What a sweep of an engine that does not note ids met."""
    return Sweep(CLONED, EngineFunctions(traced=forgetful)).run()


def test_a_sound_engine_is_found_sound_and_everything_was_met():
    swept = Sweep(FIRST).run()
    assert swept.findings == []
    for name in NOBODY:
        assert (swept.plays[name], swept.fired[name]) == (swept.calls, swept.calls), name
    for name in ("edited", "renamed", "deleted", "paused and resumed", "disabled and enabled", "key regenerated"):
        assert swept.plays[name] >= swept.fired[name] > 0, name


def test_an_engine_that_does_not_note_ids_is_found_out(forgotten: Swept):
    assert {"killed after", "answer lost"} <= {each.disturbance for each in forgotten.findings}


def test_an_end_that_nothing_leads_to_is_told_in_words(forgotten: Swept):
    told = [each for each in forgotten.findings if each.disturbance == "killed after"]
    assert "a case, killed after at call" in str(told[0])
    assert any("there is" in line for line in told[0].told)


def test_the_script_of_a_finding_comes_to_the_same_end(forgotten: Swept):
    finding = next(
        each for each in forgotten.findings if each.disturbance == "killed after" and "there is" in each.told[0]
    )
    player = Player(finding.script.start, EngineFunctions(traced=forgetful), faults=finding.script.faults)
    for step in finding.script.steps:
        player.do(step)
    assert player.unfired == ()
    held = [str(each) for each in content_of(player.world, ("books",))]
    for line in finding.told:
        if line.startswith("there is ") and not line.startswith("there is no "):
            assert line.removeprefix("there is ") in held


def test_what_somebody_does_may_come_to_its_own_end_before_or_after_the_run():
    edited = case(ACME, *connected(), *RUN, do("update", record="acme", fields={"Fax": "3"}), *AGAIN)
    swept = Sweep(edited).run(lambda plays: [each for each in plays if each[0].kind == "edited"])
    assert swept.fired["edited"] == swept.plays["edited"]
    assert swept.findings == []


def test_what_somebody_does_may_come_to_an_end_of_its_own_between_two_records():
    stage = Stage(next(each for each in all_cases() if each.name == "books account fetch skip twins"))
    freed = (do("update", record="ann in books", fields={"contact_name": "Zed"}),)
    outside = [each.content for each in stage.ends_with(freed)]
    between = [each.content for each in stage.ends_between(freed)]
    assert [each for each in between if each not in outside]


def test_a_record_goes_by_its_own_name_and_not_as_the_counterpart_of_another_too():
    both = do("create", name="bolt", module="finance.customers", fields={"contact_name": "Acme", "phone": "2"})
    seen = Stage(case(ACME, both, *connected(), *RUN)).seen
    assert list(seen) == ["acme", "bolt"], "neither is 'acme in books' or 'bolt in crm' besides"
    assert list(Stage(FIRST).seen) == ["acme", "acme in books"]


def test_whoever_was_refused_does_the_same_once_more_and_the_script_says_so():
    both = next(
        each for each in all_cases() if each.name == "books and invoice account both ways clone typed into both"
    )
    stage = Stage(both)
    (renewed,) = [each for each in disturbances_of(both, stage.seen) if each.kind == "key regenerated"]
    end = stage.end(renewed.at(stage.calls[2], both.disturbed_from), renewed.then)
    assert [each.verb for each in end.then] == ["update_credentials", "update_credentials", "advance", "save_and_sync"]
    assert end.content in [each.content for each in stage.ends_with()]


def test_an_engine_that_is_never_quiet_is_told_undisturbed():
    def restless(step: WriteStep, entry: int) -> Write:
        write = traced(step, entry)
        if isinstance(write, Create | Update) and "phone" in write.fields:
            return write._replace(fields={**write.fields, "phone": str(entry)})
        return write

    found = Sweep(FIRST, EngineFunctions(traced=restless)).run().findings
    assert [each.disturbance for each in found] == ["undisturbed"]


def test_what_is_written_in_the_last_period_or_after_it_is_late():
    """The write is the last call of the run, seven hours after the first; the last period ends at twenty past eight."""
    call_ms = 7 * 60 * 60 * 1000 // len(Stage(FIRST).calls)
    slow = replace(FIRST, script=replace(FIRST.script, start=Start("books", call_ms=call_ms)))
    (late,) = Stage(slow).end().late
    assert late.startswith("created books's customers")


def test_where_there_was_nothing_to_do_somebody_did_not_act():
    idle = Disturbance("idle", deed=(do("delete", record="nobody"),))
    swept = Sweep(FIRST).run(lambda plays: [(idle, plays[0][1])])
    assert (swept.plays["idle"], swept.fired["idle"]) == (1, 0)


def test_somebody_acts_before_a_call_or_after_it():
    (call, *_) = Stage(FIRST).calls
    for when in ("before", "after"):
        (fault,) = Disturbance("paused", deed=(do("pause"),), when=when).at(call, 3)
        assert (fault["kind"], fault["when"], fault["after_step"]) == ("meanwhile", when, 3)


def test_the_calls_counted_are_those_of_the_run_and_not_those_a_person_waits_for():
    calls = Stage(FIRST).calls
    assert [each.number for each in calls] == list(range(1, len(calls) + 1))
    assert (calls[0].method, calls[0].app, calls[-1].method, calls[-1].app) == ("open", "crm", "write", "books")
    assert str(calls[-1]) == f"call {len(calls)}, write of customers at books"


@pytest.mark.parametrize("sample", [1, 7, 40])
def test_a_sample_is_of_that_size_and_always_the_same(sample: int):
    first, again = [list(sweep((FIRST, CLONED), sample)) for _ in range(2)]
    assert sum(sum(each.plays.values()) for each in first) == sample
    assert [each.plays for each in first] == [each.plays for each in again]


def test_an_engine_that_breaks_down_before_is_a_finding_and_a_script_that_cannot_be_played_is_none():
    def broken(step: WriteStep, entry: int) -> Write:
        raise ZeroDivisionError

    later = case(ACME, *connected(), *RUN, *AGAIN)
    assert [each.findings[0].told for each in sweep((later,), 5, EngineFunctions(traced=broken))] == [
        ("ZeroDivisionError: ",)
    ]
    unknown = replace(FIRST, script=replace(FIRST.script, start=Start("books", quirks_off=("NO-01",))))
    with pytest.raises(UsageError, match="NO-01"):
        list(sweep((unknown,)))


def test_what_sweeps_met_is_added_up():
    total = Swept()
    finding = Finding("a case", "killed before", None, ("told",), FIRST.script)
    for calls in (2, 3):
        one = Swept(calls=calls, findings=[finding])
        one.plays["killed before"] += calls
        total.add(one)
    assert (total.calls, total.plays["killed before"], len(total.findings)) == (5, 5, 2)
