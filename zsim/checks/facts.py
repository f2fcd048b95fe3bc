"""What a check is given: one finished run as it shows in the journal and in the apps, in plain values.

The checks know neither the fakes nor the engine; ``zsim.world`` tells them what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.checks.decisions import Decisions
from zsim.checks.effects import Effects
from zsim.checks.fetches import FetchSeen
from zsim.checks.trigger_runs import TriggersSeen
from zsim.ports.records import Fields, RecordId, Ref


class Pair(NamedTuple):
    """A live link by its two records.

    ``followed`` says that the sync looks after pairs of this kind; one outside the chosen module stays as it was, and
    the sync does not even read whether its records live. Source: CUS-01, CUS-02, CUS-29.
    """

    crm: Ref
    finance: Ref
    followed: bool = True


class Noted(NamedTuple):
    """Two active records of one module that hold the id of one record of the other app in that field."""

    ref: Ref
    other: Ref
    field: str
    id: RecordId


class Sides(NamedTuple):
    """A mapped field of a pair on both sides, the CRM's first: each by its record and its name there.

    ``alike`` says that the other side holds what the winner's value becomes there.
    """

    fields: tuple[tuple[Ref, str], tuple[Ref, str]]
    alike: bool


def _nothing(*asked: object) -> tuple[()]:
    return ()


class RunSeen(NamedTuple):
    """One finished run; without an end if not ``ended``, though it will take no further step.

    ``read`` are the records the feeds delivered, ``decisions`` what became of them, in order; ``effects`` what the run
    itself changed. ``finished`` says that it was neither failed nor stopped; ``whole`` that it read what was deleted,
    which the single fetch of one record does not (SYN-09); ``quiet`` that nobody had edited anything since the run
    before. ``allowed`` names the fields a sync may change, by organisation and module; a module that is missing may not
    be changed at all. ``pair_of`` gives the live link of a record, ``lives`` whether a record is in its module,
    ``same_named`` the active customers of a customer's name beside itself, oldest first; ``named_apart`` says that
    there are none beside any of some records, ``paired`` that each link of some is of two that live, in no other.

    ``followed`` says of a CRM record that it is in a pair, or was absorbed. Of a finance record, ``source`` gives
    the CRM record it is or was linked with, ``born_in`` the side where that pair began, ``used`` whether it has
    transactions, and ``unlike`` the fields in which a record of either side differs from what its pair agreed on.
    ``fields`` gives a live record's fields, ``touched`` are records that others changed while the run was under way,
    ``refused`` those for which an app refused what was decided. ``shut_out`` says that an app refused the run for a key
    that had died. ``keeps_born_in_finance`` and ``spares_used`` say that the quirks DEL-01 and DEL-03 are not
    switched off. ``product`` is the key of the product that the run is of, ``owners`` are the ids of
    the connecting user, before and after; ``fetches`` says that the run is not to write to the CRM, ``merges_in_crm``
    that it may merge there for all that. ``fetch`` says more of a fetch of leads, ``triggers`` of a run of
    triggers.

    ``grade`` is how the run ended, ``history_grade`` what its sync's history has of it.
    ``checkpoint_ms`` is what the sync keeps, and ``done_ms`` when the last run that read on from it and did not fail
    began. ``parted`` are the links that ended since the run before and that no run still under way decided about,
    ``reborn`` pairs whose origin is another than before, ``misplaced`` records in a link of a kind of other modules,
    ``astray`` the contacts whose person was to hang on a customer that is not there. ``noting_the_same`` gives those of
    some records that hold the same id of the other app as another, ``persons_of`` the contact persons of a customer,
    deleted or not, ``hanging_on`` these and the documents of a customer or vendor, ``sides_of`` a field of the pair
    of a record, by its name in the CRM and the side whose value wins. ``handed_over`` are documents that others gave to
    another party since the run before, though they merged none. ``shown_apart`` tells what the CRM shows of some
    documents otherwise than finance has it.
    """

    name: str
    finished: bool
    whole: bool
    overwrites: bool
    merges: bool
    quiet: bool
    read: tuple[Ref, ...]
    decisions: Decisions
    effects: Effects
    allowed: Mapping[tuple[str, str], frozenset[str]]
    pair_of: Callable[[Ref], Pair | None]
    lives: Callable[[Ref], bool]
    same_named: Callable[[Ref], tuple[Ref, ...]]
    followed: Callable[[Ref], bool]
    source: Callable[[Ref], Ref | None]
    born_in: Callable[[Ref], str | None]
    used: Callable[[Ref], bool]
    unlike: Callable[[Ref], tuple[str, ...]]
    fields: Callable[[Ref], Fields | None]
    product: str = ""
    owners: frozenset[str] = frozenset()
    fetches: bool = False
    merges_in_crm: bool = False
    touched: frozenset[Ref] = frozenset()
    refused: frozenset[Ref] = frozenset()
    shut_out: bool = False
    ended: bool = True
    grade: str = ""
    history_grade: str = ""
    checkpoint_ms: int | None = None
    done_ms: int | None = None
    parted: tuple[Pair, ...] = ()
    reborn: tuple[Pair, ...] = ()
    misplaced: tuple[Ref, ...] = ()
    astray: frozenset[Ref] = frozenset()
    noting_the_same: Callable[[Sequence[Ref]], Sequence[Noted]] = _nothing
    named_apart: Callable[[Sequence[Ref]], bool] = lambda refs: False
    paired: Callable[[Sequence[Ref]], bool] = lambda refs: False
    persons_of: Callable[[Ref], tuple[Ref, ...]] = _nothing
    hanging_on: Callable[[Ref], tuple[Ref, ...]] = _nothing
    handed_over: tuple[Ref, ...] = ()
    sides_of: Callable[[Ref, str, str], Sides | None] = lambda ref, field, winner: None
    shown_apart: Callable[[Sequence[Ref]], Sequence[str]] = _nothing
    keeps_born_in_finance: bool = True
    spares_used: bool = True
    fetch: FetchSeen | None = None
    triggers: TriggersSeen | None = None


class Violation(NamedTuple):
    """An invariant that does not hold, and where it shows."""

    invariant: str
    told: str


class InvariantViolated(AssertionError):
    """An invariant is broken: a defect of the engine, of a fake, or of the catalogue's rulings."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        lines = [
            f"{each.invariant}: {catalogue().invariant(each.invariant).sentence} {each.told}" for each in violations
        ]
        super().__init__("\n".join(lines))
        self.violations = violations
