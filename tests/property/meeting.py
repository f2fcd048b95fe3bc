"""What people at work on documents must meet: each legal move, each outcome of a trigger, each kind of refusal.

``NOT_MET`` names what no draw leads to, each with its reason; a test that meets less than the rest fails.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.catalogue.life_cycles import life_cycles
from zsim.explore.script import StepOutcome, StepResult
from zsim.kernel.journal import Journal
from zsim.sync import DecisionEntry
from zsim.sync.runs import REASONS
from zsim.world.document_moves import moves_made

CITED = re.compile(r"[A-Z]{3}-\d\d")
TRIGGER_CODES = tuple([each for each in REASONS if each.startswith("deal-")])
EVERYWHERE = ("invoice", "books", "billing", "import")
BOOKS = ("books",)
BY_HAND = ("invoice", "books")
TWO_WAY = ("invoice", "books", "billing")


class Kind(NamedTuple):
    """A kind of refusal: how its sentence is told, and the products that refuse so."""

    told: str
    products: tuple[str, ...] = EVERYWHERE


REFUSALS: Mapping[str, Kind] = {
    # Documents, in finance or relayed to it.
    "an illegal move": Kind(r"one cannot [\w ]+ it then; what can be done"),
    "a move that the type has not": Kind(r"one cannot record a payment of"),
    "a status by hand": Kind(r"the status is changed by what is done with"),
    "an edit of what has ended": Kind(r"is [\w ]+, so its \w+ stays"),
    "another party": Kind(r"customer_id of .* cannot be changed"),
    "no line": Kind(r"line_items is empty"),
    "a line without item or text": Kind(r"has neither an item nor a text"),
    "a line with an unknown column": Kind(r"line \d+ has no column"),
    "a negative rate": Kind(r"which is negative"),
    "a line without tax": Kind(r"has no tax, and the preference tax_mandatory"),
    "a last day before the first": Kind(r"is before the date"),
    "no address": Kind(r"there is no address to mail it to"),
    "a bad address": Kind(r"is no address to mail to"),
    "converted into what it cannot be": Kind(r"cannot be converted into"),
    "a new one that cannot be sent": Kind(r"a new [\w ]+ cannot be sent", ("invoice", "books", "import")),
    "an inactive customer": Kind(r"which is inactive and cannot be used"),
    "a full plan": Kind(r"the plan of .* holds \d+ documents"),
    "a number that was given": Kind(r"the next number after"),
    "a payment above the balance": Kind(r"is above the balance"),
    "a payment of no amount": Kind(r"an amount of .* cannot be paid"),
    "a total below what was paid": Kind(r"paid already; delete payments first"),
    "deleted or voided with payments": Kind(r"has payments of .*; delete those first"),
    "a bill without a move": Kind(r"bills: .* one cannot [\w ]+ it then", BOOKS),
    "approvals elsewhere": Kind(r"documents are approved in Books only", ("invoice", "billing", "import")),
    # Deals and documents.
    "a deal of another account": Kind(r"is no deal of .* \(POT-08\)"),
    "associated with another's deal": Kind(r"the deal is none of the customer's", BY_HAND),
    "associated already": Kind(r"belongs to another deal", BY_HAND),
    "dissociated from what it is not of": Kind(r"does not belong to that deal"),
    "dissociated from a trigger's": Kind(r"a trigger made .* for that deal", BY_HAND),
    "associated by hand where none are": Kind(r"deals cannot be associated with .* by hand"),
    "associated over a closed connection": Kind(r"deals cannot be associated with documents of", BY_HAND),
    # The section, the connection and who may.
    "a party that is not synced": Kind(r"is not synced as a customer or vendor"),
    "a disabled integration": Kind(r"is not enabled, and no command passes"),
    "a dead key": Kind(r"the ZSC key .* is dead", ("invoice", "books", "import")),
    "an action that the section has not": Kind(r"offers no such action"),
    "no right to create and edit": Kind(r"may not create and edit"),
    "no right to email": Kind(r"may not email"),
    "no right to view": Kind(r"may not view (?!the summary|Finance)"),
    "no right to the summary": Kind(r"may not view the summary"),
    "a hidden module": Kind(r"the profile Sales hides it"),
    "no user in Books": Kind(r"has no user of that email \(USR-08\)", BOOKS),
    "an inactive user in Books": Kind(r"the user is inactive there \(USR-08\)", BOOKS),
    "an inactive user in finance": Kind(r"is inactive in \w+; activate the user first"),
    "a deactivated user of the CRM": Kind(r"Igor is deactivated"),
    "an integration user beyond quotes and orders": Kind(r"creates quotes and sales orders, and views", BOOKS),
    "an integration user beyond editing": Kind(r"creates, edits and sends these, no more", BOOKS),
    "an integration user who views": Kind(r"only views documents \(USR-02\)", BOOKS),
    "an integration user who is one": Kind(r"is not made an integration user \(USR-08\)", BOOKS),
    "no integration user": Kind(r"is no integration user", BOOKS),
    "no integration users elsewhere": Kind(
        r"the integration users of .*: it has none", ("invoice", "billing", "import")
    ),
    # Triggers.
    "both triggers": Kind(r"either of them is on", ("invoice", "books", "import")),
    "stages elsewhere": Kind(r"offers no choice of stages", ("invoice",)),
    "estimates in Billing": Kind(r"makes no estimate from a deal", ("billing",)),
    "triggers of a closed connection": Kind(r"configure the triggers: the integration of \w+ is disabled", TWO_WAY),
    "workflows of a closed connection": Kind(r"no connected organisation offers one \(TRG-21\)", ("import",)),
}
"""Each kind of refusal of documents, the section, rights and triggers."""

STAGES_IN_BOOKS = "stages of estimates are chosen in Books alone (TRG-12)"
APPROVED_IN_BOOKS = "it takes a document that waits for approval, as in Books alone (TXN-24)"
RARE = "no draw of 800 led to it; tests/unit/sync/triggers/test_plan.py does"
NOT_MET: Mapping[str, str] = {
    "books: outcome: deal-no-move": RARE,
    "invoice: outcome: deal-estimate-passed": STAGES_IN_BOOKS,
    "billing: outcome: deal-estimate-passed": STAGES_IN_BOOKS,
    "import: outcome: deal-estimate-passed": STAGES_IN_BOOKS,
    "invoice: outcome: deal-no-move": APPROVED_IN_BOOKS,
    "billing: outcome: deal-no-move": APPROVED_IN_BOOKS,
    "import: outcome: deal-no-move": APPROVED_IN_BOOKS,
    "billing: outcome: deal-estimate-won": "Billing makes no estimate from a deal (TRG-23)",
    "billing: outcome: deal-already": "an invoice is to be void, and a void one does not stand for its deal (TRG-37)",
    "import: outcome: deal-not-synced": "finance deletes nothing imported (DEL-08): a fetch finds it",
    **{
        f"{each}: outcome: deal-party-gone": "the CRM takes a deleted account out of its deals at once: it takes a"
        " deletion between two calls of one run, as in tests/unit/sync/triggers/test_parties.py"
        for each in EVERYWHERE
    },
}
"""What no draw leads to, and why."""


class Met:
    """Counts what was met in one product."""

    def __init__(self, product: str) -> None:
        self._product = product
        self._counts: Counter[str] = Counter()

    def count(self, journals: Iterable[Journal], results: Iterable[StepResult]) -> None:
        """Add what a played script met; a refusal that is of no known kind counts for nothing."""
        for journal in journals:
            self._counts.update([f"move: {each.type} {_told(*each[2:5])}" for each in moves_made(journal)])
            for entries in journal.entry_batches(0):
                if entries.kind == "decision":
                    self._counts.update(_codes(entries))
        refused = [each.why for each in results if each.outcome is StepOutcome.REFUSED]
        for name, kind in REFUSALS.items():
            self._counts[f"refusal: {name}"] += sum([re.search(kind.told, each) is not None for each in refused])

    def missing(self) -> tuple[str, ...]:
        """What should have been met and was not, but for what ``NOT_MET`` names."""
        excused = {each.removeprefix(f"{self._product}: ") for each in NOT_MET if each.startswith(self._product)}
        return tuple([each for each in to_meet(self._product) if not self._counts[each] and each not in excused])

    def strange(self) -> tuple[str, ...]:
        """Moves that no life cycle has."""
        return tuple([each for each in self._counts if "  " in each])

    def __str__(self) -> str:
        rare = sorted([(self._counts[each], each) for each in to_meet(self._product)])
        excused = [
            f"not met, {each}: {why}" for each, why in NOT_MET.items() if self._product in each.partition(":")[0]
        ]
        return "\n".join([f"{self._product}: {count} times {each}" for count, each in rare] + excused)


def to_meet(product: str) -> Iterator[str]:
    """Everything there is to meet in a product: what its life cycles, its behaviours and its refusals have."""
    for cycle in life_cycles().values():
        if product in cycle.products:
            yield from [f"move: {cycle.type} {_told(*each[:3])}" for each in _moves(product, cycle.type)]
    for code in TRIGGER_CODES:
        if all(catalogue().behaviour(each).holds_for(product) for each in CITED.findall(REASONS[code])):
            yield f"outcome: {code}"
    yield from [f"refusal: {name}" for name, kind in REFUSALS.items() if product in kind.products]


def _moves(product: str, type: str) -> list[tuple[str, str, str]]:
    return list(dict.fromkeys([(each.verb, each.before, each.after) for each in life_cycles()[type].moves_in(product)]))


def _told(verb: str, before: str, after: str) -> str:
    return f"{verb} {before} -> {after}" if verb else f" {before} -> {after}"


def _codes(entries: object) -> list[str]:
    found = [each[3] for each in entries.entries()]  # type: ignore[attr-defined]
    return [
        f"outcome: {each.reason.plain_code}"
        for each in found
        if isinstance(each, DecisionEntry) and each.reason.plain_code in TRIGGER_CODES
    ]
