"""The apps of one world, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zsim.catalogue import AppName, Policies, Product, Quirks, catalogue, did_you_mean
from zsim.catalogue.suggest import as_spelled
from zsim.fakes.crm import Crm
from zsim.fakes.finance import DocumentFunctions, Finance
from zsim.fakes.marketinghub import MarketingHub
from zsim.fakes.store.module import Module
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.kernel.schedule import Schedule
from zsim.kernel.stand_ins import NO_STAND_INS, StandIns
from zsim.kernel.streams import Streams
from zsim.ports.errors import NotModelled, Unmodelled
from zsim.ports.records import Fields, Record, Ref
from zsim.world.journal_words.names import NameResolver
from zsim.world.limits import Limits
from zsim.world.organisations import CRM, HUB

UNLIMITED = Limits()

ATTRIBUTES = {"invoice_import": "import"}
"""The products whose attribute of a world is not named by their key, for ``import`` is a word of Python's."""

UNMODELLED: Unmodelled = (
    "a world",
    {
        **dict.fromkeys(
            ("quotes", "estimates", "sales_orders", "purchase_orders", "payments", "credit_notes"),
            "invoices of an organisation, such as world.books.invoices",
        ),
        **dict.fromkeys(("triggers", "workflows"), "what falls due, and transactions of an integration"),
        **dict.fromkeys(("campaigns", "journeys"), "world.marketinghub.lists"),
        **dict.fromkeys(("expense", "inventory", "subscriptions", "checkout"), "world.books and world.billing"),
        **dict.fromkeys(("users", "permissions", "profiles"), "world.crm.users and world.crm.profiles"),
        "reports": "print(world.runs()); zsim report makes pages of a recording",
    },
)
"""What a world has and is not modelled, with the nearest thing that is."""


class Apps:
    """The CRM and the finance organisations around it, by the keys of their organisations."""

    def __init__(
        self,
        clock: Clock,
        journal: Journal,
        streams: Streams,
        quirks: Quirks,
        policies: Policies,
        search_lag_ms: int = 0,
        schedule: Schedule | None = None,
        functions: DocumentFunctions | None = None,
        editions: Mapping[str, str] | None = None,
        stand_ins: StandIns = NO_STAND_INS,
        limits: Limits = UNLIMITED,
    ) -> None:
        self._stand_ins = stand_ins
        self._shared = (clock, journal, streams, quirks, policies)
        self._alone = schedule, functions
        self._search_lag_ms, self._limits = search_lag_ms, limits
        self._crm: Crm | None = None
        self._finance: dict[str, Finance] = {}
        self._hub: MarketingHub | None = None
        self._make_editions({} if editions is None else editions)

    @property
    def crm(self) -> Crm:
        """The CRM."""
        if self._crm is None:
            self._crm = self._stand_ins.of(Crm)(*self._shared, self._stand_ins)
            self._set_up(self._crm.modules)
        return self._crm

    @property
    def hub(self) -> MarketingHub:
        """MarketingHub."""
        if self._hub is None:
            self._hub = self._new_hub()
            self._set_up(self._hub.modules)
        return self._hub

    def finance(self, key: str) -> Finance:
        """The organisation of that key; that of a product is made now, any other unknown key is refused."""
        return self._finance.get(key) or self._first(key)

    def meant(self, organisation: object) -> Finance:
        """The finance organisation given by itself or by its key; the CRM and MarketingHub are none."""
        if isinstance(organisation, Finance):
            return organisation
        if organisation == CRM or not isinstance(organisation, str):
            raise NotModelled(f"{organisation!r} is no finance organisation; the nearest that is: 'invoice', 'books'")
        return self.finance(organisation)

    def further(self, product: str | Finance, name: str) -> Finance:
        """One more organisation of a product."""
        first = self.meant(product)
        count = sum(each.product == first.product for each in self._finance.values())
        return self._make(first.product, f"{first.product.key}-{count + 1}", name)

    def modules(self) -> dict[str, Mapping[str, Module]]:
        """The modules of the apps made so far, by the key of the organisation and their API name."""
        apps: dict[str, Mapping[str, Module]] = {CRM: self._crm.modules} if self._crm is not None else {}
        apps |= {key: finance.modules for key, finance in self._finance.items()}
        return apps | ({HUB: self._hub.modules} if self._hub is not None else {})

    def in_use(self) -> list[Module]:
        """The modules asked for so far; only these can hold records."""
        apps = [each for each in (self._crm, *self._finance.values(), self._hub) if each is not None]
        return [module for app in apps for module in app.modules.made()]

    def module(self, app: str, name: str) -> Module | None:
        """One module of an organisation that has been made; ``None`` if there is none."""
        made = self._crm if app == CRM else self._hub if app == HUB else self._finance.get(app)
        return None if made is None else made.modules.get(name)

    def names(self) -> dict[str, str]:
        """What people call each organisation there is or will be, by its key."""
        products = {each.key: each.name for each in catalogue().products if each.app is AppName.FINANCE}
        made = {key: finance.name for key, finance in self._finance.items()}
        return {**products, **made, CRM: "the CRM", HUB: "MarketingHub"}

    def name_resolver(self) -> NameResolver:
        """What the apps and people are called."""
        modules = self.modules()
        return NameResolver(
            apps=self.names(),
            users={user.id: user.name for user in self._crm.users.all()} if self._crm is not None else {},
            module=lambda app, name: modules.get(app, {}).get(name),
            shown=self._shown,
            standing=self._standing,
        )

    def _shown(self, number: int, ref: Ref, fields: Fields) -> str | None:
        """The name that fields show of a record."""
        module = self.module(ref.app, ref.module)
        return None if module is None else module.name_of(Record(ref, fields, 0, 0))

    def _standing(self, ref: Ref) -> str:
        """What a record is called, or was; its id where there never was one."""
        module = self.module(ref.app, ref.module)
        record = module.table.get(ref.id) or module.table.recycled(ref.id) if module else None
        return module.name_of(record) if module and record else ref.id

    def snapshot(self) -> dict[str, dict[str, dict[str, Fields]]]:
        """All live records: fields by id, by module, by organisation."""
        return {
            app: {name: {record.id: dict(record.fields) for record in module.table} for name, module in modules.items()}
            for app, modules in self.modules().items()
        }

    def export(self) -> dict[str, Any]:
        """The state of the apps made so far, fit for JSON."""
        return {
            "crm": self._crm.export() if self._crm is not None else None,
            "finance": [finance.export() for finance in self._finance.values()],
            "marketinghub": self._hub.export() if self._hub is not None else None,
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        if data["crm"] is not None:
            self._crm = self._stand_ins.of(Crm).load(data["crm"], *self._shared, self._stand_ins)
            self._set_up(self._crm.modules)
        for each in data["finance"]:
            product = self._limits.product(catalogue().product(each["product"]))
            finance = self._finance[each["key"]] = self._stand_ins.of(Finance).load(
                each, product, *self._shared, *self._alone
            )
            self._limits.lay_on_users(finance.users)
            self._set_up(finance.modules)

        if data["marketinghub"] is not None:
            self._hub = self._new_hub()
            self._hub.load(data["marketinghub"])
            self._set_up(self._hub.modules)

    def _new_hub(self) -> MarketingHub:
        clock, journal, *_ = self._shared
        return self._stand_ins.of(MarketingHub)(clock, journal, self._stand_ins)

    def _first(self, key: str) -> Finance:
        products = [each.key for each in catalogue().products if each.app is AppName.FINANCE]
        key = as_spelled(key, (*products, *ATTRIBUTES, *self._finance))
        key = ATTRIBUTES.get(key, key)
        if key in self._finance:
            return self._finance[key]
        if key in products:
            return self._make(catalogue().product(key), key, None)
        if any(each.key == key for each in catalogue().products):
            raise NotModelled(
                f"{key} is no finance organisation; there is {', '.join(products)}. MarketingHub is world.marketinghub,"
                " and world.connect_marketinghub() gives its syncs"
            )
        known = dict.fromkeys((*products, *self._finance))
        raise UsageError(asked=f"the organisation {key!r}", found="there is none", right=did_you_mean(key, known))

    def _make_editions(self, editions: object) -> None:
        """Make organisations of these editions, by their products' keys; what is wrong with any is refused in words."""
        if not isinstance(editions, Mapping):
            raise UsageError(asked=f"editions={editions!r}", found="no mapping", right='such as {"invoice": "us"}')
        for key, edition in editions.items():
            product = self.meant(key).product
            self._make(product, product.key, None, edition)

    def _make(self, product: Product, key: str, name: str | None, edition: str = "IN") -> Finance:
        finance = self._finance[key] = self._stand_ins.of(Finance)(
            self._limits.product(product), *self._shared, *self._alone, key=key, name=name, edition=edition
        )
        self._limits.lay_on_users(finance.users)
        self._set_up(finance.modules)
        return finance

    def _set_up(self, modules: Mapping[str, Module]) -> None:
        """Let the searches of an app lag, if they do in this world, and lay its limits on it."""
        self._limits.lay_on(modules)
        if self._search_lag_ms:
            for module in modules.values():
                module.table.lag_search(self._search_lag_ms)
