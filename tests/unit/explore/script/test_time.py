"""Time in a script: it passes by lengths and to moments, and the world may be exported in between."""

from __future__ import annotations

import pytest

from tests.unit.explore.script.samples import ACME, ADA, BOLT, CONNECTED, SYNC, script
from zsim.explore.script import Start, do, play


def now(*steps):
    return f"{play(script(*steps)).world.now:%Y-%m-%d %H:%M:%S.%f}"[:-3]


def test_time_passes_by_lengths_that_add_up():
    step = do("advance", weeks=1, days=1, hours=1, minutes=1, seconds=1, milliseconds=1)
    assert now(step) == "2026-01-13 10:01:01.001"


def test_time_passes_to_a_moment_of_a_zone():
    assert now(do("advance_to", moment="2026-03-01 10:00", tz="Asia/Kolkata")) == "2026-03-01 04:30:00.000"


def test_time_does_not_pass_to_a_moment_that_is_over():
    played = play(script(do("advance_to", moment="2026-01-01 10:00")))
    assert str(played.results[0]) == "nothing to do: it is 2026-01-05 09:00 already"


def test_a_moment_that_cannot_be_read_is_refused():
    assert str(play(script(do("advance_to", moment="soon"))).results[0]).startswith("refused: the moment 'soon'")


@pytest.mark.parametrize(
    ("length", "told"),
    [({"weeks": 10**6}, "no calendar goes that far"), ({"weeks": 10**12}, "longer than")],
)
def test_time_passes_no_further_than_the_calendar(length, told):
    assert told in str(play(script(do("advance", **length))).results[0])


def test_time_passes_to_what_falls_due_next():
    assert now(ACME, *CONNECTED, do("next_event")) == "2026-01-05 11:00:00.000"


def test_time_stands_where_nothing_is_to_come():
    assert str(play(script(do("next_event"))).results[0]) == "nothing to do: nothing is to come"


def test_names_outlive_an_export():
    steps = (ACME, ADA, *CONNECTED, do("export_and_load"), do("update", record="acme in books", fields={"phone": "7"}))
    played = play(script(*steps, SYNC))
    assert played["acme"].Phone == "7"


def test_a_world_loaded_again_holds_what_it_held():
    states = []
    steps = (ACME, BOLT, *CONNECTED, do("export_and_load"))
    play(script(*steps), after_each=lambda player, result: states.append(player.world.snapshot()))
    assert states[-1] == states[-2]


def test_a_world_exported_while_a_run_is_under_way_begins_it_anew():
    start = Start("books", call_ms=200)
    played = play(script(ACME, *CONNECTED, do("export_and_load"), do("advance", minutes=1), start=start))
    history = played.world.integration("books").customers.history
    assert [(run.grade, run.reason) for run in history] == [("failed", "the engine was stopped"), ("done", None)]
    assert len(played.world.books.customers.all()) == 1


def test_a_name_from_before_an_export_stays_taken_for_what_was_deleted():
    steps = (ACME, do("delete", record="acme"), do("export_and_load"), do("restore", record="acme"))
    assert play(script(*steps))["acme"].alive


@pytest.mark.parametrize("moment", ["now", "2026-01-01 00:00"])
def test_data_is_retrieved_after_a_moment(moment):
    steps = (
        do("connect_marketinghub"),
        do("create", name="news", module="marketinghub.lists", fields={"name": "News"}),
        do("new_sync", sync="India", mailing_list="news"),
        do("retrieve", sync="India", after=moment),
    )
    assert str(play(script(*steps)).results[-1]) == "done"
