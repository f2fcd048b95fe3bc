"""Finished runs made by hand, each as small as what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zsim.checks import ConflictSeen, Decided, Decisions, Effects, EffectSeen, Noted, Pair, RunSeen, Sides
from zsim.ports.records import Fields, RecordId, Ref

ACME = Ref("crm", "Accounts", RecordId("11"))
BOLT = Ref("crm", "Accounts", RecordId("12"))
ACME_CUSTOMER = Ref("books", "customers", RecordId("21"))
BOLT_CUSTOMER = Ref("books", "customers", RecordId("22"))
ADMIN = "1"
ADA = Ref("crm", "Contacts", RecordId("31"))


def run(
    *,
    read: Sequence[Ref] = (),
    outcomes: Sequence[tuple[Ref, str]] = (),
    decided: Sequence[Decided] = (),
    conflicts: Sequence[ConflictSeen] = (),
    effects: Sequence[EffectSeen] = (),
    pairs: Mapping[Ref, Pair] | None = None,
    gone: Sequence[Ref] = (),
    same_named: Mapping[Ref, tuple[Ref, ...]] | None = None,
    allowed: Mapping[tuple[str, str], frozenset[str]] | None = None,
    finished: bool = True,
    whole: bool = True,
    overwrites: bool = False,
    merges: bool = False,
    quiet: bool = False,
    sources: Mapping[Ref, Ref] | None = None,
    born: Mapping[Ref, str] | None = None,
    used: Sequence[Ref] = (),
    noting: Sequence[Noted] = (),
    unlike: Mapping[Ref, tuple[str, ...]] | None = None,
    fields: Mapping[Ref, Fields] | None = None,
    targets: Mapping[Ref, Ref] | None = None,
    shut_out: bool = False,
    ended: bool = True,
    grade: str = "",
    history_grade: str = "",
    touched: Sequence[Ref] = (),
    checkpoint_ms: int | None = None,
    done_ms: int | None = None,
    parted: Sequence[Pair] = (),
    reborn: Sequence[Pair] = (),
    misplaced: Sequence[Ref] = (),
    astray: Sequence[Ref] = (),
    persons: Mapping[Ref, tuple[Ref, ...]] | None = None,
    hanging: Mapping[Ref, tuple[Ref, ...]] | None = None,
    handed_over: Sequence[Ref] = (),
    sides: Sides | None = None,
    product: str = "books",
    owners: Sequence[str] = (ADMIN,),
    fetches: bool = False,
    merges_in_crm: bool = False,
    cited: Mapping[int, Sequence[str]] | None = None,
) -> RunSeen:
    """A run in which this was seen; links are given by either record, records live unless they are ``gone``."""
    decisions = Decisions([Decided(ref, outcome, (targets or {}).get(ref)) for ref, outcome in outcomes] + [*decided])
    decisions.conflicts += conflicts
    decisions.cited |= {entry: (entry, rules) for entry, rules in (cited or {}).items()}
    return RunSeen(
        name="run 1 of books's customers",
        finished=finished,
        whole=whole,
        overwrites=overwrites,
        merges=merges,
        product=product,
        owners=frozenset(owners),
        fetches=fetches,
        merges_in_crm=merges_in_crm,
        quiet=quiet,
        read=tuple(read),
        decisions=decisions,
        effects=Effects(effects),
        allowed=allowed or {},
        pair_of=(pairs or {}).get,
        lives=lambda ref: ref not in gone,
        same_named=lambda ref: (same_named or {}).get(ref, ()),
        followed=lambda ref: ref in (pairs or {}),
        source=(sources or {}).get,
        born_in=lambda ref: born.get(ref) if born else None,
        used=lambda ref: ref in used,
        noting_the_same=lambda refs: [each for each in noting if each.ref in refs],
        hanging_on=lambda ref: (hanging or {}).get(ref, ()),
        handed_over=tuple(handed_over),
        persons_of=lambda ref: (persons or {}).get(ref, ()),
        sides_of=lambda ref, field, winner: sides,
        ended=ended,
        grade=grade,
        history_grade=history_grade,
        checkpoint_ms=checkpoint_ms,
        done_ms=done_ms,
        parted=tuple(parted),
        reborn=tuple(reborn),
        misplaced=tuple(misplaced),
        astray=frozenset(astray),
        touched=frozenset(touched),
        refused=frozenset(ref for ref, outcome in outcomes if outcome == "failed"),
        shut_out=shut_out,
        unlike=lambda ref: (unlike or {}).get(ref, ()),
        fields=lambda ref: None if ref in gone else (fields or {}).get(ref, {}),
    )


def linked(*pairs: Pair) -> dict[Ref, Pair]:
    """The links by the records at both ends; of two links of one record the later is told."""
    return {end: pair for pair in pairs for end in (pair.crm, pair.finance)}


def created(ref: Ref, number: int = 1) -> EffectSeen:
    """A record that was made."""
    return EffectSeen(number, ref, "created", None, {"Owner": ADMIN} if ref.app == "crm" else {})


def updated(ref: Ref, before: Fields, after: Fields, number: int = 1) -> EffectSeen:
    """A record that was changed."""
    return EffectSeen(number, ref, "updated", before, after)
