"""Late bugs in what a person chooses and asks for, and in what runs carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import of_deletions
from zsim.explore.bank.slipping.late import late
from zsim.fakes.crm.connections import ConnectedOrganisations
from zsim.kernel.printed import Printed
from zsim.ports.app import Shared
from zsim.ports.records import NOT_SEEN, Delete, Fields, Record, RecordId, Seen, Value
from zsim.sync import Conversion, EngineFunctions, Links, LinkState, Outcome, RunQueue, System, disconnect
from zsim.sync.connection import CustomerSync
from zsim.sync.execution import Calls, PairApplier, Steps
from zsim.sync.leads import LeadChoices, LeadDecision, LeadFunctions, LeadPlanInput, LeadRuns, plan_leads
from zsim.sync.model import ACCOUNT, CRM, PERSON, Exchange, FieldMap, MappedPair
from zsim.sync.planning import Decision, PlanContext, PlanInput, Planned, Reading, plan, project
from zsim.sync.runs import WriteStep
from zsim.sync.settings import CustomerRoutes, CustomerSettings
from zsim.sync.triggers import Triggers


class Tells(ConnectedOrganisations):
    """Shares an organisation's name, and none of its people."""

    def register(self, shared: Shared, both_ways: bool | None = None) -> bool:
        """Note an organisation as connected."""
        return super().register(replace(shared, contacts=(), users=()), both_ways)


class NotifiesNobody(Calls):
    """Tells nobody that an integration was deleted."""

    __slots__ = ()

    def notify(self, system: Any, text: str) -> Steps[None]:
        """Do nothing."""
        return
        yield


class NoOtherApps(Calls):
    """Knows of no other apps."""

    __slots__ = ()

    def of_organisation(self, system: Any, method: str, **given: str) -> Steps[tuple[Any, ...]]:
        """A call about an organisation."""
        if method == "other_apps":
            return ()
        return (yield from super().of_organisation(system, method, **given))


class WaitsForItsSlot(CustomerSync):
    """Waits for its slot where it is to run at once."""

    def notice(self, cause: int, trigger: Any = None) -> None:
        """Do nothing."""


class LaterIsNow(CustomerSync):
    """Save and Sync Later starts at once."""

    def save_and_sync_later(self) -> Any:
        """Save, and run."""
        super().save_and_sync_later()
        return self.instant_sync()


class PausedForAll(CustomerSync):
    """A paused sync fetches no single record."""

    def fetch(self, record: Any) -> Any:
        """Bring one record up to date."""
        self._require_unpaused("fetch one record")
        return super().fetch(record)


class FirstFound(CustomerSync):
    """A search gives the first that it finds."""

    def search(self, text: str) -> Printed[Any]:
        """The record of that name."""
        return Printed(tuple(super().search(text))[:1])


class AnyImportable(CustomerSettings):
    """Contacts can be imported by id beside accounts."""

    def importable(self, preferences: Any) -> tuple[str, ...]:
        """The modules whose records can be imported."""
        return tuple(dict.fromkeys(each.crm.module for each in self.kinds(preferences)))


class PersonsStayPersons(CustomerSettings):
    """A selected contact goes where the sync would put it."""

    def selected(self, job: Any) -> Any:
        """The job of fetching a selected record."""
        return job


class AnyCurrency(CustomerSettings):
    """Base currencies may differ as the mapping is saved."""

    def check_currencies(self) -> None:
        """Refuse nothing."""


class EverybodyIncluded(CustomerSettings):
    """Contacts without an account are always included."""

    def includes(self, preferences: Any) -> bool:
        """Whether they are customers of their own: always."""
        return True


class MailsOfTheImport(CustomerSettings):
    """The import carries the emails of contact persons, too."""

    def _default_pairs(self, kind: Any) -> Mapping[str, str]:
        sound = super()._default_pairs(kind)
        return {**sound, "Email": "email"} if kind is PERSON else sound


class AllAreBusiness(CustomerRoutes):
    """Individuals are pushed to Accounts."""

    __slots__ = ()

    @staticmethod
    def _finance_kind(record: Record) -> Any:
        return PERSON if record.ref.module == PERSON.finance.module else ACCOUNT


class PushedAreStrangers(CustomerRoutes):
    """The contact of an Individual born in finance needs an account."""

    __slots__ = ()

    def _was_pushed(self, contact: Record) -> bool:
        return False


class AllAreBusinessSettings(CustomerSettings):
    """Settings of such routes."""

    def router(self, preferences: Any) -> CustomerRoutes:
        """Where records go."""
        return AllAreBusiness(*_values(super().router(preferences)))


class StrangersSettings(CustomerSettings):
    """Settings of such routes."""

    def router(self, preferences: Any) -> CustomerRoutes:
        """Where records go."""
        return PushedAreStrangers(*_values(super().router(preferences)))


class NoCurrency(FieldMap):
    """Carries no currency."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair]) -> None:
        super().__init__([each for each in rows if each.finance != "currency_code"])


class RoundedDown(Exchange):
    """Prices cut to their digits."""

    def to_finance(self, price: Value, record: Fields) -> Value:
        """A price of the CRM in finance's currency."""
        sound = super().to_finance(price, record)
        rate = record.get("Exchange_Rate")
        if self.needless(record) or not isinstance(sound, Decimal) or not rate:
            return sound
        return (Decimal(str(price)) / Decimal(str(rate))).quantize(sound, ROUND_DOWN)


class RoundedDownMap(FieldMap):
    """Carries prices that are cut."""

    __slots__ = ()

    def __init__(self, rows: Iterable[MappedPair]) -> None:
        super().__init__([each._replace(exchange=each.exchange and RoundedDown(*each.exchange)) for each in rows])


class FetchedAgain(Links):
    """What was deleted in finance counts as never seen."""

    __slots__ = ()

    def tombstone(self, system: System, record_id: RecordId) -> Any:
        """The link a record was last in, unless finance deleted it."""
        held = super().tombstone(system, record_id)
        return None if held is not None and held.state is LinkState.FINANCE_DELETED and system is CRM else held


class AllInTurn(RunQueue):
    """Lets every request wait for its turn."""

    def ask(self, key: Any, request: Any) -> None:
        """Start a run, or put it behind those before."""
        row = self._cell.value
        if row.under_way is not None or row.waiting:
            self._cell.set(row._replace(waiting=(*row.waiting, (key, request))))
            self._state.commit()
        else:
            super().ask(key, request)


class NoSecondLook(PairApplier):
    """What overtakes a decision fails it."""

    __slots__ = ()

    def apply(self, decisions: Any, seen: Seen = NOT_SEEN, *, anew: bool = True) -> Steps[list[Decision]]:
        """Carry decisions out, each once."""
        return (yield from super().apply(decisions, seen, anew=False))


class ListlessAndActive(LeadRuns):
    """A sync stays active when its list was deleted."""

    def deactivate(self, why: str, cause: int) -> None:
        """Become inactive, unless for that."""
        if "mailing list" not in why:
            super().deactivate(why, cause)


class FirstListStays(LeadRuns):
    """Another list has no effect."""

    def choose(self, choices: LeadChoices) -> None:
        """Go by other choices, but for the list."""
        super().choose(replace(choices, list_id=self.choices.list_id))


class FirstMappingStays(LeadRuns):
    """Another mapping has no effect."""

    def choose(self, choices: LeadChoices) -> None:
        """Go by other choices, but for the mapping."""
        super().choose(replace(choices, mapping=self.choices.mapping))


class WaitsToBegin(LeadRuns):
    """An initiated sync waits for its slot."""

    def initiate(self, cause: int) -> None:
        """Become active."""
        self.activate(cause)


class BothOn(Triggers):
    """Switching one trigger on switches the other on, too."""

    def _choose(self, estimate: bool, invoice: bool, stages: Mapping[str, str | None]) -> None:
        super()._choose(estimate, invoice or estimate, stages)


def leave_the_inactive(context: PlanContext, inputs: PlanInput) -> Planned:
    """An inactive customer is not updated any more."""
    planned = plan(context, inputs)
    idle = {each.ref for each in inputs.counterparts.values() if each.fields.get("status") == "inactive"}
    return planned._replace(
        decisions=tuple(
            [
                each._replace(outcome=Outcome.UNCHANGED, steps=(), link=None)
                if each.target in idle and each.outcome is Outcome.UPDATED
                else each
                for each in planned.decisions
            ]
        )
    )


def take_all_along(step: WriteStep) -> WriteStep:
    """A customer is deleted with contact persons nobody saw."""
    return step._replace(write=step.write._replace(own=None)) if isinstance(step.write, Delete) else step


def let_nothing_go(context: Any, actor: str, convert: Conversion, cause: int) -> Steps[None]:
    """Every record is converted, whatever was chosen."""
    return disconnect(context, actor, Conversion.ALL, cause)


def show_deals_that_are_gone(links: Links, reading: Reading) -> list[Decision]:
    """A document shows with its potential, deleted or not."""
    named = {
        str(each.fields["zcrm_potential_id"]) for each in reading.documents if each.fields.get("zcrm_potential_id")
    }
    return project(links, replace(reading, deals=frozenset(map(RecordId, named))))


def go_on_outside(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
    """A lead whose contact meets the criteria no more goes on updating."""
    held, known = choices.criteria, {*inputs.leads}
    if held is None or not known.intersection(inputs.addresses):
        return plan_leads(choices, inputs)
    return plan_leads(replace(choices, criteria=None), inputs)


def _values(routes: CustomerRoutes) -> list[Any]:
    return [getattr(routes, name) for name in CustomerRoutes.__dataclass_fields__]


IN_SYNCS: tuple[Bug, ...] = (
    late("share-nobody", "Connecting shares none of the organisation's people.", Family.RIGHTS, "CON-07 CON-08", Tells),
    late("notify-nobody", "Nobody is told that the integration was deleted.", Family.JOURNAL, "DIS-10", NotifiesNobody),
    late("no-other-apps", "The integrations of other finance apps stay.", Family.DELETIONS, "DIS-08", NoOtherApps),
    late(
        "wait-for-its-slot",
        "Enabled again, Billing fetches at the next slot.",
        Family.SCHEDULE,
        "DIS-12",
        WaitsForItsSlot,
    ),
    late("later-is-now", "Save and Sync Later starts at once.", Family.SCHEDULE, "SYN-03", LaterIsNow),
    late("paused-for-all", "While paused no single customer can be fetched.", Family.SCHEDULE, "SYN-13", PausedForAll),
    late("first-found", "A search in the CRM lists one record.", Family.MATCHING, "FND-02 FND-03 FND-08", FirstFound),
    late(
        "any-importable",
        "A contact without an account is imported by its id.",
        Family.DIRECTION,
        "FND-06",
        AnyImportable,
    ),
    late(
        "persons-stay-persons",
        "A selected contact of a synced account becomes no customer.",
        Family.DIRECTION,
        "FND-11",
        PersonsStayPersons,
    ),
    late(
        "any-currency", "A mapping is saved though the base currencies differ.", Family.NUMBERS, "CON-13", AnyCurrency
    ),
    late(
        "everybody-included",
        "Contacts without an account become customers, asked for or not.",
        Family.DIRECTION,
        "CUS-05 CUS-33",
        EverybodyIncluded,
    ),
    late("mails-of-the-import", "The import carries emails.", Family.MAPPING, "MAP-07", MailsOfTheImport),
    late(
        "all-are-business",
        "An Individual is pushed to Accounts.",
        Family.DIRECTION,
        "CUS-06 CUS-29",
        AllAreBusinessSettings,
    ),
    late(
        "pushed-are-strangers",
        "An Individual pushed to Contacts does not sync on.",
        Family.DIRECTION,
        "CUS-35",
        StrangersSettings,
    ),
    late("no-currency", "An account in dollars becomes a customer in rupees.", Family.NUMBERS, "CUS-37", NoCurrency),
    late("rounded-down", "A price of 0.005 rupees becomes nothing.", Family.NUMBERS, "ITM-15", RoundedDownMap),
    late(
        "fetched-again",
        "A customer deleted in finance comes back though nobody edited its account.",
        Family.DELETIONS,
        "DEL-06",
        FetchedAgain,
    ),
    late(
        "all-in-turn",
        "Each of ten changes during a run starts a run after it.",
        Family.SCHEDULE,
        "SYN-11 FLT-10",
        AllInTurn,
    ),
    late(
        "no-second-look",
        "A name taken while a run is under way makes a record fail.",
        Family.RETRIES,
        "FLT-19 FLT-08",
        NoSecondLook,
    ),
    late(
        "listless-and-active",
        "A sync whose list was deleted goes on failing.",
        Family.LISTS,
        "LED-31",
        ListlessAndActive,
    ),
    late("first-list-stays", "Another mailing list has no effect.", Family.LISTS, "LED-33", FirstListStays),
    late("first-pairs-stay", "A field mapped later is not fetched.", Family.MAPPING, "LED-05", FirstMappingStays),
    late("wait-to-begin", "An initiated sync fetches at its first slot.", Family.SCHEDULE, "LED-24", WaitsToBegin),
    late("both-on", "The estimate trigger makes invoices.", Family.TRIGGERS, "TRG-20", BothOn),
    late(
        "leave-the-inactive",
        "An inactive customer's fields stay as they are.",
        Family.MAPPING,
        "DEL-13",
        lambda: EngineFunctions(plan=leave_the_inactive),
    ),
    late(
        "take-all-along",
        "A contact person added during a run is deleted with its customer.",
        Family.DELETIONS,
        "FLT-22",
        lambda: of_deletions(lambda each: each._replace(steps=tuple(map(take_all_along, each.steps)))),
    ),
    late(
        "let-nothing-go",
        "Deleting keeps records without transactions, whatever was chosen.",
        Family.DELETIONS,
        "DIS-09",
        lambda: EngineFunctions(disconnect=let_nothing_go),
    ),
    late(
        "deals-that-are-gone",
        "A document of a deleted potential cannot be shown.",
        Family.DOCUMENTS,
        "TXN-38",
        lambda: EngineFunctions(project=show_deals_that_are_gone),
    ),
    late(
        "go-on-outside",
        "A lead goes on updating though its contact meets the criteria no more.",
        Family.LISTS,
        "LED-40",
        lambda: LeadFunctions(plan=go_on_outside),
    ),
)
