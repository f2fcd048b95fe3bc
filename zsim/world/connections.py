"""The connections of one world: the integrations of finance organisations with the CRM, by the organisation's key."""

from __future__ import annotations

from itertools import takewhile

from zsim.catalogue import ConnectsBy, Policies, Product, Quirks, did_you_mean
from zsim.fakes.finance import Finance
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.ports.app import Credentials, Ports
from zsim.ports.documents import DocumentPort
from zsim.ports.records import RecordId
from zsim.ports.refusals import tells_refusals
from zsim.sync import ConnectionContext, EngineFunctions, EngineState, Integration, IntegrationState, Links, StateTable
from zsim.world.apps import Apps
from zsim.world.organisations import CRM
from zsim.world.rehearsing import Rehearsals
from zsim.world.timing import WorldTiming
from zsim.world.wrapping import WrappedGate


@tells_refusals("connect", "_journal")
class Connections:
    """Connects finance organisations with the CRM; ``rehearsals`` is where the next run of one can be tried.

    All that is called goes through ``ports``.
    """

    def __init__(
        self,
        apps: Apps,
        ports: Ports,
        journal: Journal,
        policies: Policies,
        quirks: Quirks,
        functions: EngineFunctions,
        rehearsals: Rehearsals,
        state: EngineState,
        timing: WorldTiming,
    ) -> None:
        self._apps = apps
        self._ports = ports
        self._journal = journal
        self._policies = policies
        self._quirks = quirks
        self._functions = functions
        self._rehearsals = rehearsals
        self._state = state
        self._timing = timing
        self._numbers: StateTable[str, int] = state.table("connections", as_made=True)
        self.integrations: dict[str, Integration] = {}
        self._contexts: dict[str, ConnectionContext] = {}

    def connect(
        self, product: str | Finance, email: str | None, key: str | None, organisation: str | None
    ) -> Integration:
        """Connect an organisation; one that has an integration which was not deleted is refused."""
        finance = self._apps.finance(product) if isinstance(product, str) else product
        if organisation is not None:
            self._check_chosen(finance.product, organisation)
        former = self.integrations.get(finance.key)
        if former is not None and former.state is not IntegrationState.DELETED:
            raise UsageError(
                asked=f"connect {finance.key}",
                found=f"it has an integration, which is {former.state.value}",
                right="go on with that one, or disable and delete it first",
            )
        credentials = self._credentials(finance.product, email, key)
        number = (self._numbers.get(finance.key) or 0) + 1
        context = self._context(finance, number)
        integration = self._functions.stand_ins.of(Integration).connect(
            context, self._timing, credentials, finance.shared(), finance.founder, self.integrations.get
        )
        self.integrations[finance.key] = integration
        self._numbers.put(finance.key, number)
        self._state.commit()
        return integration

    def __getitem__(self, key: str) -> Integration:
        """The integration of an organisation; one never connected is refused."""
        found = self.integrations.get(key)
        if found is None:
            raise UsageError(
                asked=f"the integration of {key}",
                found=f"connected with the CRM: {', '.join(self.integrations) or 'nothing'}",
                right=f"connect it first: world.connect({key!r})",
            )
        return found

    def both_ways(self, integration: Integration) -> bool:
        """Whether a connection may go both ways: with the oddity, of one product's only the first. Source: CON-10."""
        before = takewhile(lambda each: each is not integration, self.integrations.values())
        others = [each for each in before if each.product == integration.product and each.open and each.both_ways]
        return integration.both_ways and not (others and self._quirks.on("CON-10"))

    def merges(self, integration: Integration) -> bool:
        """Whether overwrite merges duplicates over a connection. Source: CUS-14."""
        product = self._apps.finance(integration.organisation_key).product
        return product.merges_duplicates and self._quirks.on("CUS-14")

    def owner(self, integration: Integration) -> RecordId | None:
        """The id of the CRM's user by whose email a connection stands; ``None`` if no user has it any more."""
        return self._apps.crm.gate.user_id(integration.credentials.email)

    def edition(self, integration: Integration) -> str:
        """The edition of the finance organisation of a connection."""
        return self._apps.finance(integration.organisation_key).organisation.edition

    def links(self, key: str) -> Links:
        """The links of the connection of an organisation."""
        return self._contexts[key].links

    def load(self) -> None:
        """Make the integrations whose state was loaded."""
        known = {each.organisation.key: each for each in self._apps.crm.connected} if len(self._numbers) else {}
        for key, number in self._numbers.rows.items():
            finance = self._apps.finance(key)
            context, shared = self._context(finance, number), known.get(key) or finance.shared()
            made = self._functions.stand_ins.of(Integration)
            self.integrations[key] = made(context, self._timing, shared, self.integrations.get)

    def _context(self, finance: Finance, number: int) -> ConnectionContext:
        port = self._ports.wrap(finance.key, finance.port())
        assert isinstance(port, DocumentPort), "what is wrapped can do what it could before"
        context = self._contexts[finance.key] = ConnectionContext(
            product=finance.product,
            organisation_key=finance.key,
            gate=WrappedGate(self._apps.crm.gate.open, CRM, self._ports),
            registry=self._apps.crm.registry,
            finance=port,
            journal=self._journal,
            policies=self._policies,
            quirks=self._quirks,
            state=self._state.part(f"{finance.key}.{number}"),
            functions=self._functions,
            sandbox=self._rehearsals,
            mark=f"{finance.key}.{number}:",
        )
        return context

    def _check_chosen(self, product: Product, organisation: str) -> None:
        """Refuse any organisation of the CRM but the one that is simulated. Source: CON-02, CON-20."""
        asked, names = f"connect {product.key} with the CRM's {organisation!r}", self._apps.crm.organisations
        if product.connects_by is not ConnectsBy.ORGANISATION:
            raise UsageError(asked=asked, found=f"{product.name} takes an email and a key", right="leave it out")
        if organisation not in names:
            raise UsageError(asked=asked, found="there is none of that name", right=did_you_mean(organisation, names))
        if organisation != names[0]:
            raise UsageError(asked=asked, found="it is not simulated (CON-20)", right=f"choose {names[0]!r}")

    def _credentials(self, product: Product, email: str | None, key: str | None) -> Credentials:
        crm = self._apps.crm
        if key is None and product.connects_by is ConnectsBy.KEY:
            key = crm.zsc_key or crm.generate_zsc_key()
        return Credentials(crm.email if email is None else email, key)
