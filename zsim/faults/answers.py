"""What faults make of an answer: pages, searches, and the results of a batch."""

from __future__ import annotations

from collections.abc import Sequence

from zsim.faults.errors import NO_ANSWER, SECOND_MS, refusal, too_many_calls
from zsim.faults.kinds import PageDrift, PartialBatch, SearchLagged, TruncatedPage
from zsim.faults.meeting import Meeting
from zsim.faults.words import counted, duration
from zsim.ports.app import App
from zsim.ports.records import Page, Record, Write, Written


def size_to_ask(meeting: Meeting, page_size: int) -> int:
    """How many the app is asked for."""
    return min([page_size, *[fault.size for _, fault in meeting.of_kind(TruncatedPage)]])


def note_cut(meeting: Meeting, next_token: str | None) -> None:
    """Note that a page was cut short, if more follow; a last page was not."""
    for met, fault in meeting.of_kind(TruncatedPage):
        if next_token is not None:
            meeting.fire(met, f"{met.call} was cut short after {fault.size}")


def drift(meeting: Meeting, module: str, page: Page) -> None:
    """Let the last records of a page come again, if a page follows."""
    place, token = meeting.place, page.next_token
    for met, fault in meeting.of_kind(PageDrift):
        moving = page.records[-fault.records :]
        if token is None or not moving:
            continue
        told = f"behind {met.call}, {counted(len(moving), 'record')} of it"
        if not fault.saved:
            meeting.fire(met, f"{told} slid onto the next page")
            place.pins.repeat(module, token, moving)
            continue
        entry = meeting.fire(met, f"{told} changed, to come again")
        with place.world.journal.because(entry):
            for each in moving:
                place.world.save_again(each.ref)


def found_by(meeting: Meeting, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records that a search finds: those written long enough ago."""
    for met, fault in meeting.of_kind(SearchLagged):
        since_ms = (meeting.place.world.now_ms - fault.lag_ms) // SECOND_MS * SECOND_MS
        known = tuple([each for each in records if each.modified_ms < since_ms])
        missed = len(records) - len(known)
        if missed:
            told = f"did not find {counted(missed, 'record')} written in the last {duration(fault.lag_ms)}"
            meeting.fire(met, f"{met.call} {told}")
        records = known
    return records


def written_by(meeting: Meeting, app: App, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
    """Have the writes carried out and answered, as many as the faults let pass."""
    count = len(writes)
    done = answered = count
    for met, fault in meeting.of_kind(PartialBatch):
        limits = {"done": fault.done, "answered": fault.answered}
        short = [f"{each} of {count} {word}" for word, each in limits.items() if each is not None and each < count]
        if short:
            meeting.fire(met, f"of {met.call}, only {' and '.join(short)}")
        done = min(done, count if fault.done is None else fault.done)
        answered = min(answered, count if fault.answered is None else fault.answered)
    results = app.write(module, writes[:done])
    if min(done, answered) == count:
        return results
    return tuple([_result(meeting, number, results, answered) for number in range(count)])


def _result(meeting: Meeting, number: int, results: Sequence[Written], answered: int) -> Written:
    """What the engine hears of one write of a batch."""
    place = meeting.place
    if number >= answered:
        return Written(None, refusal(place.app, NO_ANSWER, f"{place.called} did not answer"))
    if number >= len(results):
        return Written(None, too_many_calls(place.app, "minute", None, place.world.now_ms))
    return results[number]
