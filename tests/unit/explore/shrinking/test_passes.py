"""What each pass offers."""

from __future__ import annotations

from tests.unit.explore.script.samples import ACME, BOLT, SYNC
from zsim.explore.failures import without
from zsim.explore.script import Named, Script, Start, do
from zsim.explore.shrinking.passes import (
    earlier_records,
    fewer_faults,
    fewer_records,
    less_time,
    plainer_start,
    plainer_values,
    records_first,
)

KILLED = {"kind": "killed", "app": "books", "call": 3, "after_step": 2}


def script(*steps: object, **more: object) -> Script:
    """A script about Books."""
    return Script(Start("books"), steps, **more)  # type: ignore[arg-type]


def test_faults_stay_where_they_are_when_steps_go():
    assert without(script(ACME, BOLT, SYNC, faults=(KILLED,)), [0]).faults == ({**KILLED, "after_step": 1},)
    assert without(script(ACME, BOLT, SYNC, faults=(KILLED,)), [2]).faults == (KILLED,)


def test_faults_are_left_out_and_made_plainer():
    offered = [each.faults for each in fewer_faults(script(ACME, BOLT, faults=(KILLED,)))]
    assert offered == [(), ({"kind": "killed", "app": "books", "after_step": 2},)]


def test_values_are_left_out_one_by_one():
    offered = [each.steps[0].given["fields"] for each in plainer_values(script(ACME))]
    assert {"Account_Name": "Acme"} in offered
    assert {"Phone": "1"} in offered


def test_one_record_stands_for_another_of_its_module():
    edited = do("update", record="bolt in books", fields={"Parent_Account": Named("bolt")})
    (offered,) = fewer_records(script(ACME, BOLT, edited))
    assert offered.steps == (ACME, do("update", record="acme in books", fields={"Parent_Account": Named("acme")}))


def test_a_step_is_about_a_record_made_earlier_or_about_the_record_itself():
    edited = do("update", record="bolt in books", fields={"contact_name": "Dune"})
    offered = [each.steps[2].given["record"] for each in earlier_records(script(ACME, BOLT, edited))]
    assert offered == ["bolt", "acme"]
    assert list(earlier_records(script(ACME, do("delete", record="acme")))) == []


def test_records_are_made_first():
    offered = list(records_first(script(ACME, SYNC, BOLT, faults=(KILLED,))))
    assert [(each.steps, each.faults) for each in offered] == [((ACME, BOLT, SYNC), ({**KILLED, "after_step": 3},))]
    assert list(records_first(script(ACME, BOLT, SYNC))) == []


def test_a_start_is_made_usual():
    start = Start(("books", "invoice"), 7, call_ms=5, settles=False)
    offered = [each.start for each in plainer_start(Script(start, (ACME, do("settle"))))]
    assert Start(("books", "invoice"), 7, call_ms=5) in offered
    assert Start(("books", "invoice"), 0, call_ms=5, settles=False) in offered
    assert Start("books", 7, call_ms=5, settles=False) in offered


def test_time_is_shortened_and_summed():
    offered = [each.steps for each in less_time(script(do("advance", hours=3), do("advance", hours=1, minutes=2)))]
    assert (do("advance", hours=4, minutes=2),) in offered
    assert (do("advance", hours=1), do("advance", hours=1, minutes=2)) in offered
