"""A MarketingHub with nothing in it, in a small world of its own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from zsim.fakes.marketinghub import MarketingHub
from zsim.fakes.store import Effect, Handle
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.ports.errors import VendorError
from zsim.ports.records import RecordId, Ref, Update, Value, Write

NINE_MS = 1_767_603_600_000  # 2026-01-05 09:00 UTC


@dataclass(frozen=True)
class Office:
    """The hub, and what stands around it."""

    hub: MarketingHub
    clock: Clock
    journal: Journal

    def writes(self, module: str, *writes: Write) -> list[RecordId]:
        """The ids of what the port wrote; the first refusal is raised."""
        ids = []
        for written in self.hub.port().write(module, writes):
            if written.error is not None:
                raise written.error
            assert written.id is not None
            ids.append(written.id)
        return ids

    def refusal(self, module: str, write: Write) -> VendorError:
        """How the port refuses a write."""
        (written,) = self.hub.port().write(module, [write])
        assert written.error is not None, f"{write} was carried out"
        assert written.id is None
        return written.error

    def joins(self, lead: Handle, mailing_list: Handle) -> None:
        """Let the port put a lead on a list."""
        assert self.writes("Leads", joining(lead, mailing_list)) == [lead.id]

    def leaves(self, lead: Handle, mailing_list: Handle) -> None:
        """Let the port take a lead off a list."""
        assert self.writes("Leads", leaving(lead, mailing_list)) == [lead.id]

    def on(self, mailing_list: Handle) -> list[RecordId]:
        """The ids of the leads on a list, as the port finds them."""
        return [each.ref.id for each in self.hub.port().search("Leads", "lists", [mailing_list.id])]

    def changes(self, after: int) -> list[tuple[Ref, Effect]]:
        """Which records changed since that entry of the journal, and how."""
        return [
            (each.subject, each.detail)
            for each in self.journal
            if each.number > after and isinstance(each.subject, Ref) and isinstance(each.detail, Effect)
        ]

    def remembered(self, address: str) -> list[Value]:
        """The reasons an address is remembered for, as the port finds them."""
        return [each.fields["reason"] for each in self.hub.port().search("Suppressions", "email", [address])]

    def state(self) -> object:
        """All records there are."""
        return {name: list(module.table) for name, module in self.hub.modules.items()}


def joining(lead: Handle, mailing_list: Handle) -> Update:
    """The write that puts a lead on a list."""
    return Update(lead.id, {"join_list": mailing_list.id})


def leaving(lead: Handle, mailing_list: Handle) -> Update:
    """The write that takes a lead off a list."""
    return Update(lead.id, {"leave_list": mailing_list.id})


def new_office() -> Office:
    """A hub nobody used yet."""
    clock = Clock(NINE_MS)
    journal = Journal(clock)
    return Office(MarketingHub(clock, journal), clock, journal)


@pytest.fixture
def office() -> Office:
    """A hub nobody used yet."""
    return new_office()


@pytest.fixture
def hub(office: Office) -> MarketingHub:
    """The hub itself."""
    return office.hub


@pytest.fixture
def newsletter(hub: MarketingHub) -> Handle:
    """A mailing list."""
    return hub.lists.create("Newsletter")


@pytest.fixture
def offers(hub: MarketingHub) -> Handle:
    """Another mailing list."""
    return hub.lists.create("Offers")


@pytest.fixture
def ann(hub: MarketingHub) -> Handle:
    """A lead."""
    return hub.leads.create(email="Ann@Example.com", first_name="Ann")
