"""The transaction modules of a connection: which of finance's documents the CRM's Zoho Finance section shows.

Finance owns its documents. The section hands what people do on to finance (see ``relay``) and shows a copy, kept as
finance has them where the product shows them at once, and else fetched when somebody asks (see ``showing``).
Source: SYN-10, TXN-01, TXN-07, TXN-12, TXN-14, TXN-17, CON-11, CON-22.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from zsim.catalogue import catalogue, did_you_mean
from zsim.catalogue.life_cycles import life_cycle
from zsim.catalogue.suggest import as_spelled, listed
from zsim.kernel.errors import UsageError
from zsim.ports.app import Cancellable, Timing
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import NotAllowed, PartlyModelled, refuse_unmodelled
from zsim.ports.refusals import tells_refusals
from zsim.sync.documents.crm_lookups import LookupsInCrm
from zsim.sync.documents.projection_sync import AT_ONCE, ProjectionSync
from zsim.sync.documents.relay import Relay
from zsim.sync.documents.unmodelled import TRANSACTIONS
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.model.kinds import FINANCE
from zsim.sync.runs.calls import at_once
from zsim.sync.runs.channels import Channels
from zsim.sync.settings.owner import Owner

FURTHER = ("CON-11", "CON-22")
"""The behaviours by which a further organisation has no transaction modules, each of its product."""
QUOTES = "quotes"
"""What Books and Billing call estimates."""


@tells_refusals("enable")
class Transactions(PartlyModelled):
    """The transaction modules of one connection, by finance's names for them.

    ``unsynced`` names the modules of customers, vendors and items that were not synced yet.
    """

    _unmodelled = TRANSACTIONS

    def __init__(
        self, owner: Owner, context: ConnectionContext, timing: Timing, unsynced: Callable[[], Sequence[str]]
    ) -> None:
        self._owner = owner
        self._context = context
        self._timing = timing
        self._unsynced = unsynced
        names = [each for each in PROJECTED if context.product.key in life_cycle(each).section]
        made = context.functions.stand_ins.of
        self._syncs = {name: made(ProjectionSync)(name, owner, context, timing) for name in names}
        self._at_once = catalogue().behaviour(AT_ONCE).holds_for(context.product.key)
        opening, wanted = lambda: self._watched(self.enabled), lambda: owner.open
        self._channels = made(Channels)(timing, context.journal, opening, wanted, self.notice)
        context.registry.serve_documents(owner.organisation_key, made(Relay)(owner, context, timing))
        context.finance.serve_crm(LookupsInCrm(owner, context, lambda: self.shows))

    def __getitem__(self, name: str) -> ProjectionSync:
        """The transaction module of that name ("invoices"); one the section does not show raises ``UsageError``."""
        return self._syncs[self._known(name)]

    def __iter__(self) -> Iterator[ProjectionSync]:
        return iter(self._syncs.values())

    def __contains__(self, name: object) -> bool:
        return name in self._syncs

    @property
    def estimates(self) -> ProjectionSync:
        """Estimates, which Books and Billing call quotes."""
        return self["estimates"]

    @property
    def quotes(self) -> ProjectionSync:
        """The same, by the name that Books and Billing have for them."""
        return self.estimates

    @property
    def invoices(self) -> ProjectionSync:
        """Invoices."""
        return self["invoices"]

    @property
    def sales_orders(self) -> ProjectionSync:
        """Sales orders. Source: TXN-12."""
        return self["sales_orders"]

    @property
    def purchase_orders(self) -> ProjectionSync:
        """Purchase orders. Source: TXN-12."""
        return self["purchase_orders"]

    @property
    def enabled(self) -> tuple[str, ...]:
        """The modules enabled."""
        return tuple([each.name for each in self if each.enabled])

    @property
    def disabled(self) -> tuple[str, ...]:
        """The modules that the product has and that are not enabled. Source: USR-01."""
        return tuple([each.name for each in self if not each.enabled])

    @property
    def shows(self) -> bool:
        """Whether the CRM shows any documents of this organisation."""
        return bool(self.enabled) or not _needs_enabling(self._context)

    @property
    def listening(self) -> bool:
        """Whether the notification channels are open."""
        return self._channels.listening

    def enable(self, *names: str) -> None:
        """Show these transaction modules inside the CRM, beside those shown already.

        A further organisation is refused, and so are a module that the section has not, and any while customers,
        vendors or items were not synced. Source: CON-11, CON-22, TXN-12, TXN-14, TXN-17.
        """
        self._owner.require_open("enable transaction modules")
        self._check_organisation()
        named = [self._known(each) for name in names for each in listed("modules", name)]
        chosen = tuple([name for name in self._syncs if name in named])
        if not chosen:
            raise UsageError(asked="enable transaction modules", found="none is named", right=", ".join(self._syncs))
        if unsynced := self._unsynced():
            raise NotAllowed(
                f"transaction modules can be enabled once {' and '.join(unsynced)} were synced (TXN-17)",
                code="NOT_ALLOWED",
            )
        shown = tuple([name for name in self._syncs if name in chosen or name in self.enabled])
        cause = self._owner.note("enable_transactions", {"modules": chosen})
        with self._context.journal.because(cause):
            self._context.registry.show_transactions(self._owner.organisation_key, shown)
            self._channels.open(lambda: self._watched(shown))
        for name in shown:
            self._syncs[name].switch(enabled=True)
        if self._at_once:
            for name in chosen:
                self._syncs[name].start(cause)

    def show_unasked(self) -> None:
        """Show what needs no enabling, as the import's documents. Source: TXN-07, TXN-17."""
        if not _needs_enabling(self._context):
            self._context.registry.show_transactions(self._owner.organisation_key, tuple(self._syncs))

    def open(self) -> None:
        """Listen to finance, if any module is enabled."""
        self._channels.open()

    def catch_up(self, cause: int) -> None:
        """Listen, if not yet, and run for what was missed; ``cause`` is the entry of what opened the apps again."""
        if not self.listening:
            self.open()
        self.notice(cause)

    def start(self, cause: int) -> None:
        """Show all anew, where the product shows at once: the CRM may have lost it while disabled. Source: DIS-02."""
        for sync in self:
            if sync.enabled and self._at_once:
                sync.start(cause)

    def restart(self) -> None:
        """Open the channels anew after the engine stopped."""
        self._channels.restart()

    def close(self) -> None:
        """Stop listening."""
        self._channels.close()

    def give_up(self) -> None:
        """Show none any more, as an organisation that only fetches shows none. Source: CON-11, CON-22."""
        self._context.registry.show_transactions(self._owner.organisation_key, ())
        self.close()
        for sync in self:
            sync.switch(enabled=False)

    def notice(self, cause: int) -> None:
        """Run each module that is enabled, because something was missed."""
        if self._at_once:
            for sync in self:
                sync.notice(cause)

    def show_awaited(self, cause: int) -> None:
        """Show documents whose customer or vendor was synced meanwhile, where they show at once. Source: TXN-31."""
        if self._at_once:
            for sync in self:
                sync.show_awaited(cause)

    def __repr__(self) -> str:
        shown = " and ".join([each.replace("_", " ") for each in self.enabled]) or "none"
        return f"<transactions of {self._owner.organisation_key}, enabled for the CRM: {shown}>"

    def _watched(self, names: Sequence[str]) -> Iterator[Cancellable]:
        """A channel for each; none where nothing is shown at once."""
        if self._at_once and names:
            calls = self._context.calls(self._owner.credentials)
            for name in names:
                yield at_once(calls.watch(FINANCE, name, self._teller(name)))

    def _teller(self, name: str) -> Callable[[], None]:
        return lambda: self._syncs[name].notice(len(self._context.journal))

    def _known(self, name: str) -> str:
        name = as_spelled(name, (*self._syncs, QUOTES, *TRANSACTIONS[1]))
        name = "estimates" if name == QUOTES else name
        if name in self._syncs:
            return name
        refuse_unmodelled(name, TRANSACTIONS)
        product = self._context.product
        found = f"{product.name} has none" if name in PROJECTED else "it does not sync (TXN-14)"
        raise UsageError(
            asked=f"the transaction module {name!r} of {product.name} in the CRM",
            found=found,
            right=did_you_mean(name, self._syncs),
        )

    def _check_organisation(self) -> None:
        product = self._context.product
        if not product.two_way:
            raise NotAllowed(
                f"{product.name}: its documents show without being enabled (TXN-07); refresh a record's list",
                code="NOT_ALLOWED",
            )
        if not self._owner.both_ways:
            rule = next(each for each in FURTHER if catalogue().behaviour(each).holds_for(product.key))
            raise NotAllowed(
                f"this organisation only fetches from the CRM: a further organisation syncs no transactions ({rule})",
                code="NOT_ALLOWED",
            )


def _needs_enabling(context: ConnectionContext) -> bool:
    return catalogue().behaviour("TXN-17").holds_for(context.product.key)
