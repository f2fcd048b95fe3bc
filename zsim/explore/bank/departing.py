"""Planted bugs of deletions and what comes back, of conflicts, and of what crosses in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import (
    by_policies,
    decided,
    in_place,
    of_deletions,
    planned_by,
    told_of_deletions,
    written,
)
from zsim.fakes.store.table import Table
from zsim.ports.records import NOT_SEEN, Deletion, DeletionCause, Fields, Record, RecordId, Seen, Update, Value
from zsim.sync import Links, LinkState, Outcome, System
from zsim.sync.execution import Calls, PairApplier, Steps
from zsim.sync.model import CRM, FINANCE, FULL_NAME, Exchange, FieldMap, FieldMaps, MappedPair, join_name
from zsim.sync.planning import Decision, DeletionInput, Ending
from zsim.sync.runs import WriteStep

DAY_MS = 24 * 3600 * 1000


class NoTombstones(Links):
    """Links that leave nothing behind when they end."""

    __slots__ = ()

    def tombstone(self, system: System, record_id: RecordId) -> Any:
        """Nothing."""
        return None


class ShortBin(Table):
    """A recycle bin that is emptied after thirty days."""

    __slots__ = ()

    def recycled(self, record_id: RecordId) -> Record | None:
        """The last version of a record deleted no longer than that ago."""
        gone = self.deletion(record_id)
        old = gone is not None and self.clock.now_ms - gone.deleted_ms > 30 * DAY_MS
        return None if old else super().recycled(record_id)


class BinOnly(Calls):
    """Calls that hear of no deletion but those in the recycle bin."""

    __slots__ = ()

    def deleted(self, system: Any, module: str, since_ms: int | None) -> Steps[list[Deletion]]:
        """Deletions since of what can be restored."""
        found = yield from super().deleted(system, module, since_ms)
        return [each for each in found if each.cause is DeletionCause.RECYCLED]


class Blind(PairApplier):
    """Writes over whatever stands there, looked at or not."""

    __slots__ = ()

    def apply(self, decisions: Any, seen: Seen = NOT_SEEN, *, anew: bool = True) -> Steps[list[Decision]]:
        """Carry decisions out over records as they are now."""
        return (yield from super().apply(decisions, anew=anew))


class Lenient(MappedPair):
    """A pick list that takes any value."""

    def takes(self, value: Value) -> bool:
        """Whether the value may be written: always."""
        return True


class FirstNameFirst(MappedPair):
    """A full name parted at its first blank."""

    def to_crm(self, value: Value, record: Fields = {}) -> dict[str, Value]:  # noqa: B006  never written to
        """The fields that come to hold a value."""
        if self.crm != FULL_NAME or value is None:
            return super().to_crm(value, record)
        first, _, last = str(value).strip().partition(" ")
        return {"First_Name": first, "Last_Name": last} if last else {"First_Name": None, "Last_Name": first}

    def crm_held(self, value: Value, written: Fields, record: Fields = {}) -> Value:  # noqa: B006  never written to
        """What the field holds then."""
        return join_name(written) if self.crm == FULL_NAME else super().crm_held(value, written, record)


class Multiplied(Exchange):
    """Prices multiplied by the rate where they are to be divided."""

    def to_finance(self, price: Value, record: Fields) -> Value:
        """A price of the CRM in finance's currency."""
        return Exchange.to_crm(self, price, record)


class LenientMap(FieldMap):
    """Pairs whose pick lists take anything."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair]) -> None:
        super().__init__([Lenient(*each) for each in rows])


class FirstNameMap(FieldMap):
    """Pairs that part names at the first blank."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair]) -> None:
        super().__init__([FirstNameFirst(*each) for each in rows])


class UntranslatedMap(FieldMap):
    """Pairs whose pick lists are not translated."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair]) -> None:
        super().__init__([each._replace(option_map=None) for each in rows])


class SameMoneyMap(FieldMap):
    """Pairs whose prices cross as they stand."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair]) -> None:
        super().__init__([each._replace(exchange=None) for each in rows])


class MultipliedMap(FieldMap):
    """Pairs whose prices cross by the wrong end of the rate."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair]) -> None:
        super().__init__([each._replace(exchange=each.exchange and Multiplied(*each.exchange)) for each in rows])


class FirstMaps(FieldMaps):
    """Field maps that are compiled once."""

    __slots__ = ()

    def of(self, kind: Any, pairs: Mapping[str, str], crm: Any, finance: Any, exchange: Any) -> FieldMap:
        """The field map that was compiled first."""
        return self.last(kind.name) or super().of(kind, pairs, crm, finance, exchange)


def forget_that_it_was_kept(decision: Decision) -> Decision:
    """What was kept in finance leaves a link that says it was deleted there."""
    endings = [Ending(each.link, LinkState.DELETED) for each in decision.endings]
    return decision._replace(endings=tuple(endings)) if decision.outcome is Outcome.KEPT else decision


def stay_inactive(step: WriteStep) -> WriteStep:
    """A restored record is brought up to date and stays inactive."""
    if not isinstance(step.write, Update) or step.write.fields.get("status") != "active":
        return step
    fields = {name: value for name, value in step.write.fields.items() if name != "status"}
    return step._replace(write=step.write._replace(fields=fields))


def still_from_the_crm(decision: Decision) -> Decision:
    """What is kept goes on counting as come from the CRM."""
    return decision._replace(steps=()) if decision.outcome is Outcome.KEPT else decision


def delete_what_is_used(gone: DeletionInput) -> DeletionInput:
    """The deletion of a record with transactions is tried, and refused."""
    return replace(gone, origins=replace(gone.origins, deactivates=False))


def deactivate_all(decision: Decision) -> Decision:
    """Whatever would be deleted is made inactive."""
    if decision.outcome is not Outcome.DELETED:
        return decision
    steps = [each._replace(write=Update(each.write.id, {"status": "inactive"})) for each in decision.steps]  # type: ignore[union-attr]
    endings = [Ending(each.link, LinkState.DEACTIVATED) for each in decision.endings]
    return decision._replace(steps=tuple(steps), endings=tuple(endings), outcome=Outcome.DEACTIVATED)


DEPARTING_BUGS: tuple[Bug, ...] = (
    Bug(
        "no-tombstones",
        "A customer whose account was deleted is pushed into the CRM once more when it is edited.",
        Family.DELETIONS,
        ("DEL-05", "DEL-06", "DEL-07"),
        lambda: in_place(NoTombstones),
    ),
    Bug(
        "bin-of-thirty-days",
        "What was deleted forty days ago cannot be restored.",
        Family.DELETIONS,
        ("DEL-07",),
        lambda: in_place(ShortBin),
    ),
    Bug(
        "bin-only",
        "What was merged away in the CRM stays in finance.",
        Family.DELETIONS,
        ("CUS-30", "DEL-15"),
        lambda: in_place(BinOnly),
    ),
    Bug(
        "forget-that-it-was-kept",
        "A customer kept in finance comes back to the CRM as it is edited.",
        Family.DELETIONS,
        ("DEL-05",),
        lambda: of_deletions(forget_that_it_was_kept),
    ),
    Bug(
        "stay-inactive",
        "A restored account leaves its customer inactive.",
        Family.DELETIONS,
        ("DEL-07",),
        lambda: written(stay_inactive),
    ),
    Bug(
        "still-from-the-crm",
        "A customer whose account was deleted is listed as come from the CRM.",
        Family.DELETIONS,
        ("FND-01", "DEL-16"),
        lambda: of_deletions(still_from_the_crm),
    ),
    Bug(
        "delete-what-is-used",
        "A deleted account whose customer has invoices fails at every run.",
        Family.DELETIONS,
        ("DEL-03", "DEL-04"),
        lambda: told_of_deletions(delete_what_is_used),
    ),
    Bug(
        "deactivate-all",
        "A customer without transactions is made inactive where it is to be deleted.",
        Family.DELETIONS,
        ("DEL-02", "DEL-04"),
        lambda: of_deletions(deactivate_all),
    ),
    Bug(
        "merged-is-lost",
        "A customer whose account was merged away does not go on with the winner.",
        Family.DELETIONS,
        ("CUS-30",),
        lambda: told_of_deletions(lambda gone: replace(gone, winners={})),
    ),
    Bug(
        "last-edit-wins",
        "A field edited on both sides holds what was typed last.",
        Family.CONFLICTS,
        ("CUS-21",),
        lambda: by_policies(conflicts="last_modified"),
    ),
    Bug(
        "finance-wins",
        "A customer's field edited on both sides holds finance's value.",
        Family.CONFLICTS,
        ("CUS-21",),
        lambda: planned_by(lambda given: given._replace(first=FINANCE)),
    ),
    Bug(
        "crm-wins-for-items",
        "An item's field edited on both sides holds the CRM's value.",
        Family.CONFLICTS,
        ("CUS-21",),
        lambda: planned_by(lambda given: given._replace(first=CRM)),
    ),
    Bug(
        "silent-conflict",
        "The history does not say that both sides had edited a field.",
        Family.CONFLICTS,
        ("CUS-21",),
        lambda: decided(lambda each: each._replace(conflicts=(), outcome=Outcome.UPDATED) if each.conflicts else each),
    ),
    Bug(
        "write-over-unseen",
        "An edit made while a run is under way is written over.",
        Family.CONFLICTS,
        ("FLT-19",),
        lambda: in_place(Blind),
    ),
    Bug(
        "blanks-erase",
        "An emptied phone number empties the customer's.",
        Family.MAPPING,
        ("CUS-22",),
        lambda: by_policies(blanks="erase"),
    ),
    Bug(
        "pick-lists-take-all",
        "A value that the pick list does not have makes the record fail.",
        Family.MAPPING,
        ("MAP-08",),
        lambda: in_place(LenientMap),
    ),
    Bug(
        "first-name-first",
        "Of the contact Anna Maria Hill the last name becomes Maria Hill.",
        Family.MAPPING,
        ("MAP-11",),
        lambda: in_place(FirstNameMap),
    ),
    Bug(
        "untranslated",
        "Products of the type Services become no services.",
        Family.MAPPING,
        ("MAP-05",),
        lambda: in_place(UntranslatedMap),
    ),
    Bug(
        "first-mapping-stays",
        "An edited mapping has no effect.",
        Family.MAPPING,
        ("MAP-09",),
        lambda: in_place(FirstMaps),
    ),
    Bug(
        "same-money",
        "A product of 10 dollars becomes an item of 10 rupees.",
        Family.NUMBERS,
        ("ITM-15",),
        lambda: in_place(SameMoneyMap),
    ),
    Bug(
        "multiply-by-the-rate",
        "A price is multiplied by its exchange rate where it is to be divided.",
        Family.NUMBERS,
        ("ITM-15",),
        lambda: in_place(MultipliedMap),
    ),
)
