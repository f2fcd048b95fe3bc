"""What triggers made of deals in all journals: by the deal's move, the state of its document, and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zsim.fakes.store import Effect
from zsim.ports.records import Ref
from zsim.recording.schema import Result, ScenarioRun
from zsim.sync import DecisionEntry

DEAL = "deal"
DEALS = "Deals"
ESTIMATE, INVOICE = "estimate", "invoice"
DOCUMENTS = {"estimates": ESTIMATE, "invoices": INVOICE}
NO_DOCUMENT = "no document"
WON, LOST = 100, 0

ENTERED, ENTERED_WON, ENTERED_LOST = "is entered", "is entered as won", "is entered as lost"
IS_WON, IS_LOST, STAGE, REOPENED = "is won", "is lost", "comes to a chosen stage", "stands open"
SAVED, DELETED = "is saved again", "is deleted"
MOVES = (ENTERED, ENTERED_WON, ENTERED_LOST, STAGE, IS_WON, IS_LOST, REOPENED, SAVED, DELETED)
"""What becomes of a deal, in the order of the table."""

BOOKKEEPING = frozenset({"deal-seen"})
"""What is decided of a deal that nobody saved since; it is no move."""
STOPPED = frozenset(
    {
        *("deal-edition", "deal-edition-import", "deal-inactive", "deal-missed", "deal-no-account", "deal-no-contact"),
        *("deal-no-customers", "deal-no-field", "deal-no-party", "deal-not-synced", "deal-noted", "deal-party-gone"),
    }
)
"""The reasons why a trigger did nothing that do not hang on the deal's move or its document."""
PLAIN_MOVES: Mapping[str, str] = {"deal-gone": DELETED, "deal-unchanged": SAVED, "deal-estimate-passed": STAGE}
OPEN = ("deal-left", "deal-open")
"""What is decided of deals that are neither won nor lost, whatever their probability: stages may be chosen."""
WINS = ("deal-accepted", "deal-invoice", "deal-estimate-won")
LOSSES = ("deal-declined", "deal-voided")


class TriggerCase(NamedTuple):
    """A trigger, the deal's move, the state of its document, and the code of the reason for what was done."""

    trigger: str
    move: str
    state: str
    code: str


class SeenCase:
    """The products that a case was met in, how often, and the smallest run that passed."""

    __slots__ = ("products", "run", "times")

    def __init__(self, run: ScenarioRun) -> None:
        self.run = run
        self.times = 0
        self.products: dict[str, None] = {}


class TriggerCases:
    """All cases that were met, and why else a trigger did nothing."""

    def __init__(self) -> None:
        self.met: dict[TriggerCase, SeenCase] = {}
        self.stopped: dict[str, SeenCase] = {}

    def add(self, case: TriggerCase, run: ScenarioRun) -> None:
        """A case was met in a run."""
        _add(self.met.setdefault(case, SeenCase(run)), run)

    def stop(self, code: str, run: ScenarioRun) -> None:
        """A trigger did nothing in a run, whatever became of the deal."""
        _add(self.stopped.setdefault(code, SeenCase(run)), run)


class TriggerReader:
    """Follows the deals and their documents through one journal."""

    def __init__(self, cases: TriggerCases, run: ScenarioRun) -> None:
        self._cases = cases
        self._run = run
        self._probability: dict[str, object] = {}
        self._documents: dict[tuple[str, str, str], dict[str, str]] = {}
        self._organisations: dict[int, str] = {}
        self._judged: set[tuple[str, str, str]] = set()

    def began(self, number: int, organisation: str) -> None:
        """A run of an organisation began."""
        self._organisations[number] = organisation

    def changed(self, subject: object, effect: Effect) -> None:
        """A record changed."""
        if not isinstance(subject, Ref):
            return
        fields = effect.after or {}
        if subject.module == DEALS:
            self._probability[subject.id] = fields.get("Probability")
        elif subject.module in DOCUMENTS:
            known = fields or effect.before or {}
            if known.get("zcrm_potential_by") == "trigger":
                key = subject.app, subject.module, str(known.get("zcrm_potential_id"))
                states = self._documents.setdefault(key, {})
                states.pop(subject.id, None)
                if fields:
                    states[subject.id] = str(fields.get("status") or "").replace("_", " ")

    def decided(self, decision: DecisionEntry, cause: int) -> None:
        """A trigger decided about a deal."""
        if decision.code in BOOKKEEPING:
            return
        trigger, app = _trigger(decision), self._app(decision, cause)
        key = app, trigger, decision.subject.id
        first = key not in self._judged
        if decision.code in STOPPED:
            self._cases.stop(decision.code, self._run)
            return
        self._judged.add(key)
        case = TriggerCase(trigger, self._move(decision, first), self._state(decision, app, trigger), decision.code)
        self._cases.add(case, self._run)

    def _app(self, decision: DecisionEntry, cause: int) -> str:
        return decision.target.app if decision.target is not None else self._organisations.get(cause, "")

    def _state(self, decision: DecisionEntry, app: str, trigger: str) -> str:
        states = self._documents.get((app, f"{trigger}s", decision.subject.id), {})
        if decision.target is not None and decision.target.id in states:
            return states[decision.target.id]
        return list(states.values())[-1] if states else NO_DOCUMENT

    def _move(self, decision: DecisionEntry, first: bool) -> str:
        code = decision.code
        if code in PLAIN_MOVES:
            return PLAIN_MOVES[code]
        if code.endswith("-stage"):
            return STAGE
        if code in OPEN:
            return ENTERED if first else REOPENED
        held = self._probability.get(decision.subject.id)
        if code.startswith(WINS) or (held == WON and not code.startswith(LOSSES)):
            return ENTERED_WON if first else IS_WON
        if code.startswith(LOSSES) or (held == LOST and held is not None):
            return ENTERED_LOST if first else IS_LOST
        return ENTERED if first else REOPENED


def _trigger(decision: DecisionEntry) -> str:
    if decision.target is not None and decision.target.module in DOCUMENTS:
        return DOCUMENTS[decision.target.module]
    estimates = ("deal-estimate", "deal-accepted", "deal-declined")
    return ESTIMATE if decision.aim == ESTIMATE or decision.code.startswith(estimates) else INVOICE


def _add(seen: SeenCase, run: ScenarioRun) -> None:
    seen.times += 1
    seen.products[run.product or ""] = None
    passed, former = run.result is Result.PASSED, seen.run.result is Result.PASSED
    if (not passed, run.entries, run.id) < (not former, seen.run.entries, seen.run.id):
        seen.run = run
