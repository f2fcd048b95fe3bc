"""What a trigger is to do for a deal: whether it is won or lost, which documents stand for it, and whom they are for.

Source: TRG-01 to TRG-45.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.checks.model.records import Records
from zsim.checks.model.state import Memory
from zsim.checks.model.told import CRM, CUSTOMERS, DecisionTold, customer_of
from zsim.checks.model.values import blank
from zsim.ports.records import Fields, RecordId, Ref, Value

ESTIMATE, INVOICE = "estimates", "invoices"
TRIGGERS = (ESTIMATE, INVOICE)
WON, LOST, OPEN, CREATE, UNKNOWN = "won", "lost", "open", "create", "unknown"


class TriggerTerms(NamedTuple):
    """What triggers go by: which are on, the stages chosen in Books, and what the two apps say of deals.

    ``on`` are the modules of the documents made. ``created_at``, ``accepted_at`` and ``declined_at`` are chosen stages,
    blank where none was. ``probabilities`` are those of the stages, ``has_probability`` says whether deals have the
    field. ``edition`` is the organisation's, ``choice`` the customers' module choice, ``set_up`` whether
    they were ever set up,
    ``approvals`` whether Books' documents are approved before they are sent. ``owner`` gives the name of a user
    of the CRM, ``quirks_off`` and ``policies`` are as in ``Terms``.
    """

    organisation: str
    product: str
    on: tuple[str, ...] = ()
    created_at: str = ""
    accepted_at: str = ""
    declined_at: str = ""
    probabilities: Mapping[str, int] = {}
    has_probability: bool = True
    edition: str = ""
    choice: str = ""
    set_up: bool = True
    approvals: bool = False
    owner: Callable[[Value], str] = str
    policies: Mapping[str, str] = {}
    quirks_off: frozenset[str] = frozenset()

    def quirk(self, behaviour: str) -> bool:
        """Whether that oddity is in force: it is the product's, and not switched off."""
        return behaviour not in self.quirks_off and catalogue().behaviour(behaviour).holds_for(self.product)

    def policy(self, name: str) -> str:
        """The option in force."""
        return self.policies.get(name) or catalogue().policy(name).default

    @property
    def barred(self) -> bool:
        """Whether no trigger fires in an organisation of this edition. Source: TRG-07, TRG-22."""
        forbids = self.quirk("TRG-07") if self.product == "invoice" else False
        forbids |= self.product == "import" and self.policy("import_us_edition") == "as_invoice"
        return forbids and self.edition.upper() == "US"


@dataclass(slots=True)
class DealMemory:
    """How each deal stood when it was last judged, by trigger, and what is owed to it since.

    ``owed`` are those for which something could not be done (TRG-33, TRG-43), ``made`` those that had a document,
    ``pending`` the deals that were saved since. ``doubtful`` are deals of which it is open whether what they went
    through counts. ``unapproved`` are those whose document nobody had approved: each slot looks at them again (TRG-43).
    """

    judged: dict[tuple[Ref, str], str] = field(default_factory=dict)
    owed: set[tuple[Ref, str]] = field(default_factory=set)
    made: set[tuple[Ref, str]] = field(default_factory=set)
    pending: set[Ref] = field(default_factory=set)
    doubtful: set[Ref] = field(default_factory=set)
    unapproved: set[tuple[Ref, str]] = field(default_factory=set)

    def note(self, records: Records, terms: TriggerTerms, due: Collection[Ref] = ()) -> None:
        """Take in how all deals stand, but those ``due``: nothing is made for that. Source: TRG-30, TRG-31."""
        for deal in records.of(CRM, ("Deals",)):
            if deal in due:  # whether it failed before, or went through that while closed, is not told
                self.doubtful.add(deal)
            for trigger in TRIGGERS if deal not in due else ():
                self.judged[deal, trigger] = standing(terms, records.live[deal], trigger)
        self.doubtful.update([ref for ref in records.gone if ref.module == "Deals"])  # until it is restored
        self.pending.intersection_update(due)


class TriggersTold(NamedTuple):
    """A run of triggers that ended, as ``RunTold``; ``decisions`` are those about deals.

    ``fetched`` are the accounts and contacts that it looked at for a customer; ``slot`` says that it began at one.
    """

    name: str
    terms: TriggerTerms
    finished: bool = True
    excused: str = ""
    skewed: bool = False
    decisions: tuple[DecisionTold, ...] = ()
    touched: frozenset[Ref] = frozenset()
    fetched: frozenset[Ref] = frozenset()
    slot: bool = False
    counts: Mapping[str, int] | None = None


class DealScene(NamedTuple):
    """What a deal is judged in."""

    records: Records
    memory: Memory
    deals: DealMemory
    run: TriggersTold
    saved: frozenset[Ref]


def standing(terms: TriggerTerms, deal: Fields, trigger: str) -> str:
    """How a deal stands for a trigger. Source: TRG-08, TRG-09, TRG-12, TRG-36."""
    stage, chance = str(deal.get("Stage") or ""), deal.get("Probability")
    if terms.product == "invoice" and "TRG-08" not in terms.quirks_off:
        if not terms.has_probability:
            return UNKNOWN
    else:
        chance = terms.probabilities.get(stage)
    ends = {100: WON, 0: LOST}
    said = OPEN if blank(chance) else ends.get(int(str(chance)), OPEN)
    if trigger == INVOICE:
        return said
    if stage == terms.declined_at if terms.declined_at else said == LOST:
        return LOST
    if stage == terms.accepted_at if terms.accepted_at else said == WON:
        return WON
    return CREATE if not terms.created_at or stage == terms.created_at else OPEN


def by_trigger(records: Records, terms: TriggerTerms, deal: Ref, trigger: str) -> list[Ref]:
    """The documents that triggers made for a deal, oldest first. Source: TRG-37."""
    found = records.made_for(terms.organisation, trigger, deal)
    own = [ref for ref in found if records.live[ref].get("zcrm_potential_by") == "trigger"]
    return [ref for ref in own if not records.live[ref].get("estimate_id")]


def converted(records: Records, terms: TriggerTerms, deal: Ref) -> list[Ref]:
    """The invoices that a trigger's estimates of a deal became, as far as they serve the win. Source: TRG-44."""
    if terms.policy("converted_estimates") != "serve" or not catalogue().behaviour("TRG-44").holds_for(terms.product):
        return []
    estimates = {ref.id for ref in by_trigger(records, terms, deal, ESTIMATE)}
    found = records.made_for(terms.organisation, INVOICE, deal)
    return [ref for ref in found if records.live[ref].get("estimate_id") in estimates]


class WhomFor(NamedTuple):
    """Whom a document is for: a record of the CRM, its customer, and why there is none."""

    record: Ref | None = None
    customer: Ref | None = None
    lacks: str = ""
    rules: tuple[str, ...] = ()


def party(records: Records, memory: Memory, terms: TriggerTerms, deal: Fields) -> WhomFor:
    """Whom a deal's documents are for. Source: TRG-06, TRG-17, TRG-32, TRG-40."""
    account, contact = deal.get("Account_Name"), deal.get("Contact_Name")
    named: tuple[tuple[str, Value], ...] = (("Accounts", account),)
    rules: tuple[str, ...] = ("TRG-06",)
    if terms.product == "import":
        named, rules = (("Accounts", account), ("Contacts", contact)), ("TRG-40",)
    elif terms.choice == "contacts":
        named = (("Contacts", contact),)
    if not terms.set_up:
        return WhomFor(lacks="customers were never set up, so nobody can be fetched", rules=("TRG-17",))
    carried = [Ref(CRM, module, RecordId(str(value))) for module, value in named if not blank(value)]
    if not carried or carried[0] not in records.live:
        return WhomFor(lacks="it carries no account or contact to make it for", rules=rules)
    pair = memory.pairs.get(carried[0])
    held = records.live.get(pair.finance) if pair is not None else None
    if pair is None or held is None:
        return WhomFor(carried[0], lacks="its customer could not be fetched", rules=("TRG-17", "TRG-33"))
    customer = customer_of(held, pair.finance.app) if pair.finance.module != CUSTOMERS else pair.finance
    if records.inactive(customer):
        return WhomFor(carried[0], customer, "its customer is inactive", ("TRG-32",))
    return WhomFor(carried[0], customer, rules=rules)
