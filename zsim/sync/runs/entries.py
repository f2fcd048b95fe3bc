"""Decisions and failures as the journal has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from zsim.kernel.enums import WordEnum
from zsim.ports.records import Ref
from zsim.sync.runs.outcomes import Outcome
from zsim.sync.runs.reasons import IMPORT, IMPORT_RULES, OWN_RULES, Reason, intended

NO_RULES: Mapping[str, str] = MappingProxyType({})
BEHAVIOUR_ID = re.compile(r"\b[A-Z]{3}-\d\d\b")


CONFLICT = "{field} was edited on both sides, {winner}'s value stands (CUS-21)"
NO_ENTRY = "the CRM's pick list {field} lacks the value, so it was not written (MAP-08)"


class Conflict(NamedTuple):
    """A mapped field edited on both sides to different values, and whose value stands."""

    field: str
    winner: WordEnum


class DecisionEntry(NamedTuple):
    """A decision as the journal keeps it: all but the writes, which show as effects.

    It is one value and not several in each other, for a run leaves many. ``subject`` and ``others`` are the records it
    covers, ``code`` to ``detail`` its reason.
    """

    kind: str
    outcome: Outcome
    subject: Ref
    others: tuple[Ref, ...]
    target: Ref | None
    code: str
    source: str = ""
    aim: str = ""
    detail: str = ""
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def covers(self) -> tuple[Ref, ...]:
        """The records it is about."""
        return (self.subject, *self.others) if self.others else (self.subject,)

    @property
    def concerned(self) -> tuple[Ref, ...]:
        """The records it covers, and the one it decides to write to."""
        return (*self.covers, *([self.target] if self.target else ()))

    @property
    def reason(self) -> Reason:
        """Why."""
        return Reason(self.code, self.source, self.aim, self.detail)

    @property
    def sentence(self) -> str:
        """The decision in words."""
        words = [self.reason.sentence]
        words += [CONFLICT.format(field=each.field, winner=each.winner.value) for each in self.conflicts]
        words += [NO_ENTRY.format(field=field) for field in self.refused]
        return "; ".join([_ruled(self.kind, self.code, each) for each in words])

    @property
    def intention(self) -> str:
        """The decision in words as long as it is not carried out."""
        return intended(self.sentence)

    @property
    def cites(self) -> tuple[str, ...]:
        """The ids of the behaviours that its sentence rests on, whatever records and fields are called."""
        return _cited(self.kind, self.code, bool(self.conflicts), bool(self.refused))

    def __str__(self) -> str:
        return self.intention


class Failure(NamedTuple):
    """A decision that was refused when it was carried out; it is tried again in the next run. Source: CUS-28."""

    covers: tuple[Ref, ...]
    code: str
    reason: str
    message: str

    @property
    def sentence(self) -> str:
        """The failure in words."""
        return f"failed ({self.reason}): {self.message}"


def _ruled(kind: str, code: str, sentence: str) -> str:
    """The sentence with the kind's, or the import's, own behaviours in place of those of customers."""
    rules = IMPORT_RULES if code.startswith(IMPORT) else OWN_RULES.get(kind, NO_RULES)
    for customers, own in rules.items():
        sentence = sentence.replace(customers, own)
    return sentence


@cache
def _cited(kind: str, code: str, conflicting: bool, refusing: bool) -> tuple[str, ...]:
    words = (Reason(code).sentence, CONFLICT * conflicting, NO_ENTRY * refusing)
    return tuple(BEHAVIOUR_ID.findall(_ruled(kind, code, "; ".join(words))))
