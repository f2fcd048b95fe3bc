"""The moves that the documents of a journal made, each as the catalogue's life cycles have it. Source: TXN-15."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zsim.catalogue.life_cycles import LifeCycle, MovedBy, life_cycles
from zsim.fakes.finance.documents.pricing import paid_of
from zsim.fakes.store.effects import Effect
from zsim.kernel.journal import COMMAND, Command, Journal
from zsim.ports.records import Fields, Ref
from zsim.ports.refusals import Refusal
from zsim.sync import Call


class MadeMove(NamedTuple):
    """A move that a document of ``type`` made in a product; ``triggered`` says whether a trigger had it made.

    The verb is "" where the life cycle has no such move.
    """

    product: str
    type: str
    verb: str
    before: str
    after: str
    triggered: bool = False


def moves_made(journal: Journal) -> Iterator[MadeMove]:
    """The moves in a journal: those that changed a status or a balance, then those that led back to their state.

    A document that is made and sent at once moved from the first state of its type. One that is mailed again stays as
    it is, so what tells of that is a command that nothing refused and that changed no document.
    """
    standing: dict[Ref, str] = {}
    again: dict[int, MadeMove] = {}
    settled: set[int] = set()
    for batch in journal.entry_batches(0):
        if batch.kind not in (COMMAND, "effect", "refusal", "call"):
            continue
        for number, subject, cause, detail in batch.entries():
            match detail:
                case Effect(_, before, after) if (cycle := _cycle_of(subject)) is not None and after is not None:
                    standing[subject] = str(after["status"])
                    settled.add(cause)
                    caused_by = journal[cause].detail if cause else None
                    yield from _moved(subject, cycle, before, after, caused_by)
                case Command(verb) if subject in standing:
                    again |= _back(number, subject, verb, standing[subject])
                case Call(method="perform", asked={"action": str(verb)}, found=(Ref() as ref,)) if ref in standing:
                    again |= _back(cause, ref, verb, standing[ref])
                case Refusal():
                    settled.add(cause)
    yield from [move for number, move in again.items() if number not in settled]


def _cycle_of(subject: object) -> LifeCycle | None:
    """The life cycle that a finance organisation has for the records of a module."""
    if not isinstance(subject, Ref) or subject.module not in life_cycles():
        return None
    cycle = life_cycles()[subject.module]
    return cycle if cycle.moves and subject.app in cycle.products else None


def _moved(ref: Ref, cycle: LifeCycle, before: Fields | None, after: Fields, caused_by: object) -> Iterator[MadeMove]:
    """The moves that an effect tells of: none, one, or two where a document is past its date once it is sent."""
    former = {**after, "status": cycle.initial} if before is None else before
    start, end, paid = str(former["status"]), str(after["status"]), paid_of(after) - paid_of(former)
    if start == end and not paid:
        return
    verb = caused_by.name if isinstance(caused_by, Command) and before is not None else "send"
    if paid:
        verb = "record_payment" if paid > 0 else "delete_payment"
    for each in _way(cycle, verb, start, end, paid=bool(paid)):
        yield MadeMove(ref.app, cycle.type, *each, triggered=not isinstance(caused_by, Command))


def _way(cycle: LifeCycle, verb: str, start: str, end: str, *, paid: bool) -> list[tuple[str, str, str]]:
    """Verb and ends of each move from one state to another: by the verb where there is that choice."""
    moves = [(each.verb, each.before, each.after) for each in cycle.moves if (each.by is MovedBy.PAYMENT) is paid]
    direct = [each for each in moves if each[1:] == (start, end)]
    if direct:
        return ([each for each in direct if each[0] == verb] or direct)[:1]
    first = next((each for each in moves if each[:2] == (verb, start)), None)
    return [("", start, end)] if first is None else [first, *_way(cycle, "", first[2], end, paid=False)]


def _back(number: int, ref: Ref, verb: str, state: str) -> dict[int, MadeMove]:
    """The move that a command makes if it leaves the document in its state, by the number of the command."""
    cycle = _cycle_of(ref)
    legal = cycle is not None and any(
        (each.verb, each.before, each.after) == (verb, state, state) for each in cycle.moves
    )
    return {number: MadeMove(ref.app, ref.module, verb, state, state)} if legal else {}
