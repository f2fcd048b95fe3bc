"""Late bugs in what is refused, what a person switches, and as what something is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.planting import by_policies, in_place, of_leads
from zsim.explore.bank.slipping.late import late
from zsim.fakes.crm.connections import ConnectedOrganisations
from zsim.fakes.finance.vendors import VendorModule
from zsim.ports.app import Shared
from zsim.ports.errors import NotAllowed
from zsim.ports.records import Record
from zsim.sync import Integration
from zsim.sync.documents import Transactions
from zsim.sync.leads import (
    JOIN_LIST,
    IgnoreReason,
    LeadChoices,
    LeadDecision,
    LeadFunctions,
    LeadPlanInput,
    LeadRuns,
    LeadSync,
    plan_leads,
)
from zsim.sync.runs import SyncRuns
from zsim.sync.settings import CustomerSettings
from zsim.testing.choosing import check_choices
from zsim.world import World


class AdmitsAnyone(ConnectedOrganisations):
    """Lets any further organisation in, to fetch."""

    def _admit(self, shared: Shared) -> bool:
        try:
            return super()._admit(shared)
        except NotAllowed:
            return False


class PushedVendorsCame(VendorModule):
    """Vendors that were pushed count as come from the CRM."""

    def came_from_crm(self, record: Record) -> bool:
        """Whether it is linked."""
        return super().came_from_crm(record) or bool(record.fields.get("zcrm_vendor_id"))


class DeletedThoughEnabled(Integration):
    """Can be deleted while enabled."""

    def _require_disabled(self, asked: str, right: str) -> None:
        """Refuse nothing."""


class OnlyOpenCredentials(Integration):
    """Takes no other key while disabled."""

    def update_credentials(self, *, email: str | None = None, key: str | None = None) -> None:
        """Replace email or key."""
        self.require_open("update the credentials")
        super().update_credentials(email=email, key=key)


class ShownAtOnce(Transactions):
    """Shows documents at once in every product."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._at_once = True


class AnyView(CustomerSettings):
    """Takes a view of any module."""

    def _check_views(self, *given: Any) -> None:
        """Refuse nothing."""


class AnyPair(CustomerSettings):
    """Takes any mapping."""

    def _check_mapping(self, *given: Any) -> None:
        """Refuse nothing."""


class StillActive(LeadSync):
    """Cannot be switched off."""

    def deactivate(self) -> LeadSync:
        """Note it."""
        self._note("deactivate", {})
        return self


class FirstDataStays(LeadRuns):
    """Other data to retrieve has no effect."""

    def choose(self, choices: LeadChoices) -> None:
        """Go by other choices, but for the data."""
        super().choose(replace(choices, after_ms=self.choices.after_ms))


class NewestFirst(SyncRuns[Any, Any]):
    """Tells the history backwards."""

    @property
    def history(self) -> Any:
        """The finished runs."""
        held = super().history
        return type(held)(reversed(tuple(held)))


def stay_deleted(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
    """A lead that was deleted is ignored."""
    return plan_leads(choices, replace(inputs, readds=False))


def bounced_pass(choices: LeadChoices, inputs: LeadPlanInput) -> tuple[LeadDecision, ...]:
    """An address that bounced is taken for one like any other."""
    kept = {each: tuple([why for why in against if why != "bounced"]) for each, against in inputs.suppressed.items()}
    leads = {
        each: lead._replace(fields={**lead.fields, "status": "active"}) if lead.fields["status"] == "bounced" else lead
        for each, lead in inputs.leads.items()
    }
    return plan_leads(choices, replace(inputs, suppressed=kept, leads=leads))


def empty_is_invalid(decision: LeadDecision) -> LeadDecision:
    """A missing address is told as an invalid one."""
    missing = decision.ignore_reason is IgnoreReason.EMPTY
    return decision._replace(ignore_reason=IgnoreReason.INVALID) if missing else decision


def off_the_list(decision: LeadDecision) -> LeadDecision:
    """A lead that is known does not join the list."""
    if decision.lead_id is None:
        return decision
    return decision._replace(fields={name: each for name, each in decision.fields.items() if name != JOIN_LIST})


def _switched_off(world: World) -> None:
    """Somebody switches a daily sync of leads off, and a day goes by."""
    news = world.marketinghub.lists.create(name="News")
    world.invoice.customers.create(contact_name="Ada", email="ada@example.com")
    sync = world.connect_marketinghub().new_sync("All", mailing_list=news)
    sync.schedule("daily", at="08:00").retrieve(data="all").initiate()
    world.settle()
    sync.deactivate()
    world.advance(days=1)
    check_choices(world)


def _enabled(world: World) -> None:
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("invoice")
    for module in sync.modules:
        module.choose({"extent": "fetch"}).save_and_sync()
        world.settle()
    sync.transactions.enable("invoices")
    customer = world.counterpart(acme, "invoice")
    world.invoice.invoices.create(customer=customer, lines=[{"name": "Advice", "rate": 100}])
    world.settle()
    world.check()


IN_REFUSALS: tuple[Bug, ...] = (
    late(
        "admit-anyone",
        "A second organisation connects without support for it.",
        Family.RIGHTS,
        "CON-12 CON-19",
        AdmitsAnyone,
    ),
    late(
        "pushed-vendors-came",
        "A pushed vendor is listed as come from the CRM.",
        Family.MATCHING,
        "VEN-06",
        PushedVendorsCame,
    ),
    late(
        "deleted-though-enabled",
        "An enabled integration can be deleted.",
        Family.DELETIONS,
        "DIS-06",
        DeletedThoughEnabled,
    ),
    late(
        "only-open-credentials", "A disabled integration takes no new key.", Family.KEYS, "CON-17", OnlyOpenCredentials
    ),
    Bug(
        "shown-at-once",
        "Invoice's documents show in the CRM without a refresh.",
        Family.DOCUMENTS,
        ("TXN-07",),
        lambda: in_place(ShownAtOnce),
        "shown-when-asked",
        _enabled,
        late=True,
    ),
    late("any-view", "A view of another module can be chosen.", Family.VIEWS, "VIW-05", AnyView),
    late("any-pair", "An unknown field can be mapped.", Family.MAPPING, "MAP-10", AnyPair),
    Bug(
        "still-active",
        "A deactivated sync of leads goes on.",
        Family.LISTS,
        ("KEY-05",),
        lambda: in_place(StillActive),
        "choices-stand",
        _switched_off,
        late=True,
    ),
    late(
        "first-data-stays", "Another date to retrieve from has no effect.", Family.CHECKPOINTS, "LED-09", FirstDataStays
    ),
    late("newest-first", "The history tells the newest run first.", Family.COUNTS, "SYN-05", NewestFirst),
    late(
        "contacts-may-not-move",
        "A contact that moved to another account fails.",
        Family.MATCHING,
        "CUS-24",
        lambda: by_policies(moved_contact="refuse"),
    ),
    late(
        "stay-deleted",
        "A lead that somebody deleted does not come back.",
        Family.LISTS,
        "LED-12",
        lambda: LeadFunctions(plan=stay_deleted),
    ),
    late(
        "bounced-pass",
        "An address that bounced is to be mailed again.",
        Family.LISTS,
        "LED-19",
        lambda: LeadFunctions(plan=bounced_pass),
    ),
    late(
        "empty-is-invalid",
        "A contact without email is counted as one with an invalid address.",
        Family.COUNTS,
        "LED-15 LED-21",
        lambda: of_leads(empty_is_invalid),
    ),
    late(
        "off-the-list",
        "A lead that is known already does not join the list.",
        Family.LISTS,
        "LED-30 LED-35",
        lambda: of_leads(off_the_list),
    ),
)
