"""Late bugs in what a person chooses and asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.slipping.late import late
from zsim.fakes.crm.connections import ConnectedOrganisations
from zsim.kernel.printed import Printed
from zsim.ports.app import Shared
from zsim.ports.records import Record
from zsim.sync.connection import CustomerSync
from zsim.sync.leads import LeadChoices, LeadRuns
from zsim.sync.model import ACCOUNT, PERSON
from zsim.sync.settings import CustomerRoutes, CustomerSettings
from zsim.sync.triggers import Triggers


class Tells(ConnectedOrganisations):
    """Shares an organisation's name, and none of its people."""

    def register(self, shared: Shared, both_ways: bool | None = None) -> bool:
        """Note an organisation as connected."""
        return super().register(replace(shared, contacts=(), users=()), both_ways)


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


def _values(routes: CustomerRoutes) -> list[Any]:
    return [getattr(routes, name) for name in CustomerRoutes.__dataclass_fields__]


IN_CHOICES: tuple[Bug, ...] = (
    late("share-nobody", "Connecting shares none of the organisation's people.", Family.RIGHTS, "CON-07 CON-08", Tells),
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
)
