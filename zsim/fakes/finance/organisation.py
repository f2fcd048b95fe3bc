"""A finance organisation: its modules, the people's faces on them, its key and its port."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zsim.catalogue.model import ConnectsBy, Product, Shares
from zsim.catalogue.policies import Policies
from zsim.catalogue.quirks import Quirks
from zsim.fakes.finance.acting import Acting
from zsim.fakes.finance.as_used import UsedOrganisation
from zsim.fakes.finance.details import Details, checked_email, organisation_number
from zsim.fakes.finance.documents.connected_crm import ConnectedCrm
from zsim.fakes.finance.documents.due_dates import DueDates
from zsim.fakes.finance.documents.functions import DocumentFunctions
from zsim.fakes.finance.documents.module import DocumentModule
from zsim.fakes.finance.documents.outbox import Outbox
from zsim.fakes.finance.documents.payments import PaymentModule
from zsim.fakes.finance.documents.remarks import Remarks
from zsim.fakes.finance.faces import FinanceFaces
from zsim.fakes.finance.gate import FinanceGate
from zsim.fakes.finance.module import INTEGRATION, FinanceModule
from zsim.fakes.finance.modules import FinanceModuleMaker
from zsim.fakes.finance.notifications import Notifications
from zsim.fakes.finance.other_apps import OtherApps
from zsim.fakes.finance.parties import PartyModule
from zsim.fakes.finance.port import FinancePort
from zsim.fakes.finance.preferences import OrganisationPreferences
from zsim.fakes.finance.unmodelled import FINANCE
from zsim.fakes.finance.users import OrganisationUser, OrganisationUsers
from zsim.fakes.store.codec import told
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.keys import new_key
from zsim.fakes.store.modules import Modules
from zsim.fakes.store.table import Table
from zsim.fakes.store.watching import Subscription
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.ids import IdCounter
from zsim.kernel.journal import COMMAND, Journal, command_called
from zsim.kernel.schedule import Schedule
from zsim.kernel.streams import Streams
from zsim.ports.app import Organisation, Shared, SharedPerson
from zsim.ports.codec import Plain
from zsim.ports.errors import NotAllowed
from zsim.ports.folding import folded
from zsim.ports.records import Fields, RecordId
from zsim.ports.refusals import tells_refusals

FOUNDER = "Administrator"
NO_KEY = "4"
THE_CLOCK = "The clock"
"""Who is said to have done what comes with the date."""


@tells_refusals("generate_zsc_key set_email set_base_currency set_edition set_plan as_user", "_recorder.journal")
class Finance(FinanceFaces):
    """One organisation of Invoice, Books or Billing; what differs between the products is data of the catalogue.

    ``key`` names the organisation in every ``Ref``: the product's key, or another one for a further organisation.
    What people do here, the founder does.
    """

    _unmodelled = ("finance", FINANCE)

    def __init__(
        self,
        product: Product,
        clock: Clock,
        journal: Journal,
        streams: Streams,
        quirks: Quirks,
        policies: Policies,
        schedule: Schedule | None = None,
        functions: DocumentFunctions | None = None,
        *,
        key: str | None = None,
        name: str | None = None,
        currency: str = "INR",
        country: str = "IN",
        edition: str = "IN",
    ) -> None:
        self.product, self.key, functions = product, key or product.key, functions or DocumentFunctions()
        self._made = made = functions.stand_ins.of
        self._clock, self._journal, self._streams = clock, journal, streams
        self._ids = IdCounter(organisation_number(self.key))
        self._quirks, self._policies = quirks, policies
        self._zsc_key: str | None = None
        self._crm, self._remarks = ConnectedCrm(quirks), Remarks(clock)
        self._key_channels: list[Subscription] = []
        self._recorder = CommandLog(journal, FOUNDER, _anyone_may)
        self._details = Details(self.key, name or product.name, f"admin@{self.key}.example", country, currency, edition)
        self.notifications = Notifications(clock)
        self.preferences = made(OrganisationPreferences)(self.key, self._recorder, product.key == "books")
        self.outbox = made(Outbox)(clock)
        """What was mailed to whom."""
        self.users = made(OrganisationUsers)(self.key, self._recorder, self._new_id)
        self.users.admit(FOUNDER, self._details.email)
        self.other_apps = OtherApps(self.key, product, self._recorder)
        due = made(DueDates)(schedule, clock, organisation_number(self.key), self._fall_due)
        settings = self._details, self.preferences, quirks, policies, self.outbox, due, self._crm, self._remarks
        maker = FinanceModuleMaker(product, self._table, clock, *settings, functions)
        self.modules: Modules[FinanceModule] = maker.modules()
        self._document_faces = {}

    def __repr__(self) -> str:
        return f"<{self.product.name} organisation {self.name!r}, key {self.key}>"

    @property
    def organisation(self) -> Organisation:
        """What the organisation tells of itself."""
        return self._details.organisation(self.preferences.approvals)

    @property
    def name(self) -> str:
        """The organisation's name."""
        return self._details.name

    @property
    def founder(self) -> str:
        """The person all is done as here."""
        return FOUNDER

    @property
    def email(self) -> str:
        """The organisation's primary email, which is its founder's."""
        return self._details.email

    @property
    def zsc_key(self) -> str | None:
        """The key that opens this organisation to other products; ``None`` until one is generated."""
        return self._zsc_key

    def as_user(self, user: OrganisationUser | str) -> UsedOrganisation:
        """The records as a user, or the one of that name, works on them; unknown names raise ``UsageError``.

        Refused for an inactive user, and for an integration user, who gets in through the CRM alone. Source: USR-03.
        """
        name = user if isinstance(user, str) else user.name
        return UsedOrganisation(self, self.users, name, self._journal, self._quirks)

    def generate_zsc_key(self) -> str:
        """Make a new key of 32 hexadecimal digits; the former one is dead at once. Source: CON-03."""
        if self.product.connects_by is not ConnectsBy.KEY:
            raise NotAllowed(
                f"{self.product.name} has no ZSC key, it connects by choosing an organisation", code=NO_KEY
            )
        key = new_key(self.product.key, self._streams[f"{self.key}.zsc"])
        cause = self._note("generate_zsc_key")
        self._zsc_key = key
        self._tell_of_key("KEY-01", cause)
        return key

    def set_email(self, email: str) -> None:
        """Give the organisation another primary email; no address raises ``UsageError``."""
        checked_email(email)
        cause = self._note("set_email", email=email)
        former = self._details.email
        self.users.change_email(former, email)
        self._details.email = email
        if folded(former) != folded(email):
            self._tell_of_key("KEY-03", cause)

    def set_base_currency(self, code: str) -> None:
        """Give the organisation another base currency; customers keep theirs. Source: CON-13."""
        self._details.set_currency(code)
        for module in self.modules.made():
            if isinstance(module, PartyModule):
                module.take_currency(code)
        self._note("set_base_currency", currency=code)

    def set_edition(self, edition: str) -> None:
        """Give the organisation another edition, named by its country's code such as "US". Source: TRG-07, TRG-22."""
        self._note("set_edition", edition=edition)
        self._details.set_edition(edition)

    def set_plan(self, documents_max: int | None) -> None:
        """Take a plan that holds so many documents, payments aside; ``None`` is without limit. Source: TXN-10."""
        if documents_max is not None and (type(documents_max) is not int or documents_max < 0):
            raise UsageError(asked=f"room for {documents_max} documents", found="no number", right="0 or more, or None")
        self._note("set_plan", documents_max=documents_max)
        self._details.documents_max = documents_max

    def shared(self) -> Shared:
        """What the CRM is told of this organisation on connecting. Source: CON-07, CON-08."""
        shares = self.product.shares
        contacts = [_shared_person(each.fields, "contact_name") for each in self.modules["customers"].table]
        users = [SharedPerson(each.name, each.email) for each in self.users]
        return Shared(
            product=self.product.key,
            organisation=self.organisation,
            contacts=tuple(contacts) if shares is Shares.CONTACTS else (),
            users=tuple(users) if shares is Shares.USERS else (),
        )

    def port(self, check: Callable[[str | None], None] | None = None, actor: str = INTEGRATION) -> FinancePort:
        """What the engine may call; without ``check`` it stands inside its own product and needs no key."""
        return self._made(FinancePort)(
            organisation=lambda: self.organisation,
            modules=self.modules,
            actor=actor,
            check=check or _always_open,
            on_crm=self._crm.serve,
            remarks=self._remarks,
            notifications=self.notifications,
            other_apps=lambda: tuple(self.other_apps),
            acting=Acting(self.key, self.product, self.users, self._policies),
        )

    @property
    def gate(self) -> FinanceGate:
        """Where other products get in with this organisation's key. Source: CON-03."""
        standing = self.product.key, lambda: self.organisation, lambda: self._zsc_key
        return self._made(FinanceGate)(*standing, self.port, self._key_channels)

    def export(self) -> dict[str, Plain]:
        """The whole state, fit for JSON."""
        return {
            "product": self.product.key,
            **self._details.export(),
            "ids": self._ids.value,
            "zsc_key": self._zsc_key,
            "preferences": self.preferences.export(),
            "users": self.users.export(),
            "other_apps": self.other_apps.export(),
            "notifications": self.notifications.export(),
            "outbox": self.outbox.export(),
            "remarks": self._remarks.export(),
            "modules": told({name: module.export() for name, module in self.modules.items()}),
        }

    @classmethod
    def load(
        cls,
        data: Mapping[str, Any],
        product: Product,
        clock: Clock,
        journal: Journal,
        streams: Streams,
        quirks: Quirks,
        policies: Policies,
        schedule: Schedule | None = None,
        functions: DocumentFunctions | None = None,
    ) -> Finance:
        """The organisation that ``export`` gave; ``product`` is the one of the key ``data["product"]``."""
        shared = clock, journal, streams, quirks, policies, schedule, functions
        finance = cls(product, *shared, key=data["key"], currency=data["currency"])
        finance._details.load(data)
        finance._ids.go_on_from(data["ids"])
        finance._zsc_key = data["zsc_key"]
        finance.preferences.load(data["preferences"])
        finance.users.load(data["users"])
        finance.other_apps.load(data["other_apps"])
        finance.notifications.load(data["notifications"])
        for name, module in data["modules"].items():
            finance.modules[name].load(module)
        finance.outbox.load(data["outbox"])
        finance._remarks.load(data["remarks"])
        for each in finance._document_modules():
            each.rearm()
        return finance

    def _table(self, module: str, indexed: tuple[str, ...]) -> Table:
        return self._made(Table)(self.key, module, self._clock, self._journal, self._ids, indexed)

    def _document_modules(self) -> list[DocumentModule | PaymentModule]:
        return [each for each in self.modules.made() if isinstance(each, (DocumentModule, PaymentModule))]

    def _fall_due(self) -> None:
        """Tell of the documents whose date has passed. Source: TXN-20."""
        for each in self._document_modules():
            if isinstance(each, DocumentModule) and each.past():
                about, passed = (self.key, each.name), command_called("pass_dates")
                each.fall_due(THE_CLOCK, self._journal.append(THE_CLOCK, COMMAND, about, {}, None, passed))

    def _new_id(self) -> RecordId:
        return RecordId(self._ids.new())

    def _tell_of_key(self, quirk: str, cause: int) -> None:
        """Tell those who read this organisation that what opened it does so no more. Source: KEY-01, KEY-03, KEY-06."""
        with self._journal.because(cause):
            if self._key_channels and self._quirks.fires(quirk, (self.key, "organisation")):
                for channel in tuple(self._key_channels):
                    channel.tell()

    def _note(self, command: str, **given: object) -> int:
        return self._recorder.note("organisation", command, (self.key, "organisation"), given)


def _shared_person(fields: Fields, name_field: str) -> SharedPerson:
    return SharedPerson(str(fields[name_field]), str(fields.get("email") or ""), str(fields.get("phone") or ""))


def _anyone_may(module: str, action: str) -> None:
    """Everybody who works in the organisation may do everything in it."""


def _always_open(module: str | None) -> None:
    """The engine's own product never shuts it out."""
