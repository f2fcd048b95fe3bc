"""All that one CRM organisation knows; the faces and the gate act on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from zsim.catalogue import Policies, Quirks, catalogue
from zsim.fakes.crm.connections import ConnectedOrganisations
from zsim.fakes.crm.keys import Keys
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.modules import PLANS
from zsim.fakes.crm.profiles import ADMINISTRATOR, Profiles
from zsim.fakes.crm.projection import ShownDocuments
from zsim.fakes.crm.reports import Reports
from zsim.fakes.crm.stages import Stages
from zsim.fakes.crm.users import ADMIN_EMAIL, CrmUsers, Person
from zsim.fakes.crm.views import Views
from zsim.fakes.store.currencies import CURRENCIES, currency
from zsim.fakes.store.modules import Modules
from zsim.fakes.store.table import Table
from zsim.kernel.clock import Clock
from zsim.kernel.ids import IdCounter
from zsim.kernel.journal import Journal
from zsim.kernel.stand_ins import NO_STAND_INS, StandIns
from zsim.kernel.streams import Streams
from zsim.ports.app import Organisation
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import NotModelled
from zsim.ports.records import RecordId
from zsim.ports.relay import Remark
from zsim.ports.schema import Field

CRM = "crm"
ORGANISATION_NUMBER = 1_100_000
ADMIN_NUMBER = 1
COUNTED_FROM = 1000
CLEARS_DOCUMENTS = "DIS-02"
CLEARS = (CLEARS_DOCUMENTS, "DIS-03")
SANDBOX = "Sandbox"
"""An organisation that stands in the list of those to choose from, and is not simulated. Source: CON-20."""


class CrmState:
    """One CRM organisation: its settings, its people and its records."""

    def __init__(
        self,
        clock: Clock,
        journal: Journal,
        streams: Streams,
        quirks: Quirks,
        policies: Policies,
        stand_ins: StandIns = NO_STAND_INS,
        *,
        currency: str,
        country: str,
    ) -> None:
        self.clock = clock
        self.journal = journal
        self.stand_ins, made = stand_ins, stand_ins.of
        self._quirks = quirks
        self.policies = policies
        self.quirks = quirks
        self.name = "CRM organisation"
        self.country = country
        self.currency = currency
        self.multi_currency = False
        self.ids = IdCounter(ORGANISATION_NUMBER, COUNTED_FROM)
        self.modules = Modules({name: partial(self._make_module, name) for name in PLANS})
        self.profiles = made(Profiles)(self.modules)
        self.stages = made(Stages)(self.modules)
        self.users = made(CrmUsers)(self.profiles)
        self.users.add(lambda: _reserved(ADMIN_NUMBER), Person(ADMINISTRATOR, ADMIN_EMAIL, ADMINISTRATOR, True))
        self.reports = made(Reports)(self.modules, self.users)
        self.keys = made(Keys)(lambda: streams["crm.keys"], quirks)
        held = self._suspended, self._show_fields, lambda: self.users
        self.connections = made(ConnectedOrganisations)(quirks, *held)
        self.read: dict[RecordId, None] = {}
        self._views: dict[str, Views] = {}

    def new_id(self) -> RecordId:
        """The next id of this organisation."""
        return RecordId(self.ids.new())

    def organisation(self) -> Organisation:
        """What the CRM tells of itself."""
        return Organisation(
            key=CRM,
            name=self.name,
            email=ADMIN_EMAIL,
            country=self.country,
            currency=self.currency,
            multi_currency=self.multi_currency,
            edition="Enterprise",
        )

    def views(self, module: str) -> Views:
        """The views of a module."""
        views = self._views.get(module)
        if views is None:
            views = self._views[module] = self._make_views(module)
        return views

    def is_read(self, record_id: RecordId) -> bool:
        """Whether somebody opened the record."""
        return record_id in self.read

    def mark_read(self, record_id: RecordId) -> None:
        """Note that somebody opened the record."""
        self.read[record_id] = None

    def set_base_currency(self, code: str) -> None:
        """Take another base currency."""
        self.currency = currency(code)
        if self.multi_currency:
            self.enable_multi_currency()

    def enable_multi_currency(self) -> None:
        """Let each record have a currency of its own."""
        self.multi_currency = True
        for module in self.modules.made():
            module.offer_currencies(CURRENCIES, self.currency)

    def _suspended(self, organisation: str, product: str) -> tuple[str, ...]:
        """Clear what the section loses once an organisation is disabled, and tell it.

        In Books its custom reports and documents, in Billing the reports and what stands beside the documents.
        Source: DIS-02, DIS-03.
        """
        lost: list[str] = []
        for rule in CLEARS:
            if catalogue().behaviour(rule).holds_for(product) and self._quirks.fires(rule, (CRM, organisation)):
                reports = self.reports.forget(tuple(PROJECTED.values()))
                lost += [f"the custom report {each!r} of the CRM ({rule})" for each in reports]
                self.connections.clear_comments(organisation, self.clock.now_ms)
                for documents, name in PROJECTED.items():
                    module = self.modules[name]
                    shown = tuple(module.table.find("organisation", organisation))
                    for record in shown:
                        (module.delete if rule == CLEARS_DOCUMENTS else module.clear_beside)(record.ref.id, CRM)
                    what = "the CRM's list of" if rule == CLEARS_DOCUMENTS else "what stands in the CRM beside"
                    noun = documents.replace("_", " ")
                    told = f"1 {noun.removesuffix('s')}" if len(shown) == 1 else f"{len(shown)} {noun}"
                    lost += [f"{what} {told} ({rule})"] if shown else []
        return tuple(lost)

    def remarks_beside(self, record_id: RecordId) -> Iterator[Remark]:
        """The notes, events, calls and files beside a record."""
        for module in self.modules.values():
            for record in module.table.find(module.hangs_on, record_id) if module.hangs_on else ():
                at = module.whole_fields(record)["Created_Time"]
                assert isinstance(at, datetime), "the CRM says when"
                text = str(record.fields.get("Note_Content") or module.name_of(record))
                yield Remark(at, module.singular, self.users.person(RecordId(str(record.fields["Owner"]))).name, text)

    def _show_fields(self, name: str, fields: Sequence[Field]) -> None:
        """Have a module of the section carry custom fields of finance's. Source: TXN-11."""
        module = self.modules[name]
        assert isinstance(module, ShownDocuments), f"{name} shows documents"
        module.show_fields(fields)

    def _make_module(self, name: str) -> CrmModule:
        plan = PLANS[name]
        made = self.stand_ins.of
        table = made(Table)(CRM, name, self.clock, self.journal, self.ids, plan.indexed)
        module = made(plan.kind)(table, plan.fields, self.modules, self.users)
        if self.multi_currency:
            module.offer_currencies(CURRENCIES, self.currency)
        return module

    def _make_views(self, name: str) -> Views:
        module = self.modules.get(name)
        if module is None:
            raise NotModelled(f"there is no module {name!r}; there is {', '.join(self.modules)}")
        predefined = tuple([(_reserved(number), view, lists) for number, view, lists in PLANS[name].views])
        return self.stand_ins.of(Views)(
            module, predefined, self.clock, self.policies.recently_created_days, self.is_read
        )


def _reserved(number: int) -> RecordId:
    """An id of something every CRM comes with, so that looking at it takes none from the counter."""
    return RecordId(IdCounter(ORGANISATION_NUMBER, number - 1).new())
