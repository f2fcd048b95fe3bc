"""A CRM, a Books organisation and the faults around their ports, with the world that faults need and no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from zsim.catalogue import Policies, Quirks, catalogue
from zsim.fakes.crm import Crm
from zsim.fakes.finance import Finance
from zsim.faults import Faults, Fired
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.schedule import Schedule
from zsim.kernel.streams import Streams
from zsim.ports.app import App, Credentials
from zsim.ports.records import Create, RecordId, Ref, Written

START_MS = 1_767_603_600_000  # 2026-01-05 09:00 UTC


class Stage:
    """It is the surroundings of its faults itself."""

    def __init__(self) -> None:
        self.clock = Clock(START_MS)
        self.journal = Journal(self.clock)
        self.schedule = Schedule(self.clock)
        shared = self.clock, self.journal, Streams(0), Quirks(self.journal), Policies()
        self.crm_app = Crm(*shared)
        self.books_app = Finance(catalogue().product("books"), *shared)
        self.faults = Faults(self)
        self.deeds: list[str] = []

    @cached_property
    def crm(self) -> App:
        """The CRM's port with the faults around it."""
        return self.faults.wrap("crm", self.crm_app.gate.open("billing", Credentials(self.crm_app.email, None)))

    @cached_property
    def books(self) -> App:
        """Books' port with the faults around it."""
        return self.faults.wrap("books", self.books_app.port())

    def accounts(self, *names: str) -> list[RecordId]:
        """Accounts of these names, made by a person."""
        return [self.crm_app.accounts.create(Account_Name=each).id for each in names]

    def named(self) -> list[str]:
        """The names of the accounts there are."""
        return [str(each.Account_Name) for each in self.crm_app.accounts.all()]

    def write(self, *names: str) -> tuple[Written, ...]:
        """Have accounts of these names made over the port."""
        return self.crm.write("Accounts", [Create({"Account_Name": each}) for each in names])

    @property
    def told(self) -> list[str]:
        """What the journal says of faults."""
        return [each.detail.sentence for each in self.journal if isinstance(each.detail, Fired)]

    @property
    def now_ms(self) -> int:
        return self.clock.now_ms

    def names(self) -> Mapping[str, str]:
        return {"crm": "the CRM", "books": "Books", "billing": "Billing", "marketinghub": "MarketingHub"}

    def pass_time(self, delay_ms: int) -> None:
        self.schedule.run_until(self.now_ms + delay_ms)

    def later(self, delay_ms: int, action: Callable[[], None]) -> None:
        self.schedule.after(delay_ms, action)

    def save_again(self, ref: Ref) -> None:
        self.crm_app.accounts.update(ref.id)

    def regenerate_key(self, app: str) -> None:
        self.deeds.append(f"new key of {app}")

    def withdraw_right(self, profile: str, module: str) -> None:
        self.deeds.append(f"{profile} loses {module}")
