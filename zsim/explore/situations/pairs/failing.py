"""What becomes of a run that an app or the engine fails."""

from __future__ import annotations

from zsim.explore.situations.story import Called, Change, WorldStory
from zsim.sync import Grade
from zsim.sync.runs import INTERRUPTED

UNKNOWN = ("no answer", "server error")
FOUND_DONE = ("adopted", "finished", "lead-resumed", "lead-refreshed")


def a_write_carried_out_and_its_answer_lost(story: WorldStory) -> int:
    """An app does what a run asked, nobody hears of it, and the run finds out before it writes again."""
    return sum([_took_effect(story, each) for each in _unknown(story)])


def a_write_that_never_arrived_and_is_made_again(story: WorldStory) -> int:
    """A write gets no answer because it never arrived, and the run makes it again."""
    lost = [each for each in _unknown(story) if not _took_effect(story, each)]
    wrote = [each for each in story.calls if each.call.found and not each.call.refusal]
    return sum(
        [any(each.number < later.number and later.call[1:3] == each.call[1:3] for later in wrote) for each in lost]
    )


def edited_while_it_is_unknown_whether_a_write_was_done(story: WorldStory) -> int:
    """A write gets no answer, and somebody edits a record before anybody knows what became of it."""
    unknown = [(each.number, each.cause) for each in _unknown(story)]
    edits = [each for each in story.changes if each.edited and each.during] if unknown else []
    return sum([_in_run(each, number, run) for each in edits for number, run in unknown])


def found_done_after_a_break(story: WorldStory) -> int:
    """A run was broken off in the middle of a record, and the next finds that it was done and carries on from there."""
    return sum([each.code in FOUND_DONE for each in story.judged])


def engine_stopped_and_started_anew(story: WorldStory) -> int:
    """The engine is killed in the middle of a run, starts anew, and the run is made once more."""
    stopped: set[tuple[str, str]] = set()
    found = 0
    for run in story.runs:
        key = run.organisation, run.module
        found += key in stopped
        stopped.discard(key)
        if run.reason == INTERRUPTED:
            stopped.add(key)
    return found


def edited_between_a_kill_and_the_next_run(story: WorldStory) -> int:
    """The engine is killed in the middle of a run, and somebody edits a record before the next one reads."""
    stopped = [run for run in story.runs if run.reason == INTERRUPTED]
    edits = [each for each in story.changes if each.edited] if stopped else []
    found = 0
    for run in stopped:
        done = [each.ended for each in story.runs if each.began > run.ended and each.grade is not Grade.FAILED]
        found += any(run.ended < each.number < done[0] for each in edits) if done else 0
    return found


def two_faults_in_one_run(story: WorldStory) -> int:
    """Two things go wrong in one run."""
    met = [run.began for each in story.faults if each.fired.kind != "clock_skew" for run in each.during]
    return sum([met.count(each) > 1 for each in dict.fromkeys(met)])


def failed_twice_in_a_row_and_made_good(story: WorldStory) -> int:
    """Two runs in a row fail, and the one after them makes everything good."""
    failing: dict[tuple[str, str], int] = {}
    found = 0
    for run in story.runs:
        key = run.organisation, run.module
        if run.grade is Grade.FAILED:
            failing[key] = failing.get(key, 0) + 1
        elif run.grade is Grade.DONE:
            found += failing.pop(key, 0) > 1
    return found


def waited_for_a_limit_and_went_on(story: WorldStory) -> int:
    """An app has had too many calls, the run waits as it is told to, and goes on."""
    limited = [each for each in story.faults if each.fired.kind == "rate_limit"]
    return sum([run.grade is Grade.DONE for each in limited for run in each.during])


def a_clock_that_is_wrong_over_an_edit(story: WorldStory) -> int:
    """The clock of an app is wrong while somebody edits a record of it, and a run reads that by its times."""
    wrong = [each for each in story.faults if each.fired.kind == "clock_skew"]
    return sum(
        [
            any(edit.ref.app == fault.app and edit.edited and edit.number > fault.number for edit in each.edits)
            for fault in wrong
            for each in story.judged
        ]
    )


def exported_and_loaded_in_the_middle_of_a_run(story: WorldStory) -> int:
    """A world is exported in the middle of a run, and the loaded one makes that run anew."""
    return story.resumed


def exported_and_loaded_with_work_that_waits(story: WorldStory) -> int:
    """A world is exported over edits that no run has seen, and the loaded one carries them."""
    return story.inherited


FAILING = (
    a_write_carried_out_and_its_answer_lost,
    a_write_that_never_arrived_and_is_made_again,
    edited_while_it_is_unknown_whether_a_write_was_done,
    found_done_after_a_break,
    engine_stopped_and_started_anew,
    edited_between_a_kill_and_the_next_run,
    two_faults_in_one_run,
    failed_twice_in_a_row_and_made_good,
    waited_for_a_limit_and_went_on,
    a_clock_that_is_wrong_over_an_edit,
    exported_and_loaded_in_the_middle_of_a_run,
    exported_and_loaded_with_work_that_waits,
)


def _unknown(story: WorldStory) -> list[Called]:
    """The writes of which nobody knows whether they were carried out."""
    return [each for each in story.calls if each.call.method == "write" and each.call.refusal.startswith(UNKNOWN)]


def _in_run(edit: Change, number: int, began: int) -> bool:
    """Whether an edit was made after that entry in the run that began there."""
    return edit.number > number and any(run.began == began for run in edit.during)


def _took_effect(story: WorldStory, call: Called) -> bool:
    """Whether the app had carried out a write that got no answer: a run's records had changed since the call before."""
    before = max([each.number for each in story.calls if each.number < call.number], default=0)
    return any(before < each < call.number for each in story.wrote)


BY_FAULTS = (
    a_write_carried_out_and_its_answer_lost,
    a_write_that_never_arrived_and_is_made_again,
    edited_while_it_is_unknown_whether_a_write_was_done,
    two_faults_in_one_run,
    waited_for_a_limit_and_went_on,
    a_clock_that_is_wrong_over_an_edit,
)
"""Those that only a fault can bring about."""
