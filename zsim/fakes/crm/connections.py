"""The finance organisations connected with one CRM, and which of them may sync both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from zsim.catalogue import FurtherOrganisation, Quirks, catalogue
from zsim.fakes.crm.users import CrmUser
from zsim.ports.app import Organisation, Shared, SharedPerson
from zsim.ports.errors import NotAllowed
from zsim.ports.relay import DocumentRelay
from zsim.ports.schema import Field


class ConnectedOrganisation(NamedTuple):
    """A connected organisation, whether it may sync both ways, and whether its integration is enabled."""

    shared: Shared
    both_ways: bool
    enabled: bool = True


class ConnectedOrganisations:
    """Who is connected. Source: CON-07, CON-08, CON-09, CON-10, CON-12, DIS-05.

    ``on_suspended`` is told the key and product of an organisation that is disabled while its documents are shown, and
    says what is lost by that,
    ``on_fields`` a module of the section and the custom fields that it is to show, ``users`` gives the CRM's users.
    Source: TXN-11.
    """

    def __init__(
        self,
        quirks: Quirks,
        on_suspended: Callable[[str, str], tuple[str, ...]],
        on_fields: Callable[[str, Sequence[Field]], None],
        users: Callable[[], Iterable[CrmUser]],
    ) -> None:
        self._users = users
        self._quirks = quirks
        self._on_suspended = on_suspended
        self._on_fields = on_fields
        self._held: dict[str, ConnectedOrganisation] = {}
        self._granted: dict[str, None] = {}
        self._shown: dict[str, tuple[str, ...]] = {}
        self._relays: dict[str, DocumentRelay] = {}
        self._cleared: dict[str, int] = {}
        self._workflows: dict[str, Callable[[bool, bool], None]] = {}

    @property
    def all(self) -> tuple[Shared, ...]:
        """What each connected organisation shared, in the order they connected."""
        return tuple([each.shared for each in self._held.values()])

    def grant(self, product: str) -> None:
        """Let further organisations of a product connect, as the vendor's support does on request. Source: CON-10."""
        self._granted[catalogue().product(product).key] = None

    def admit(self, shared: Shared) -> bool:
        """Whether an organisation that is to be connected or enabled again may sync both ways; notes nothing.

        One that is enabled stays as it is. One that was disabled is admitted as a new one is, and never syncs both
        ways where it did not before.
        """
        held = self._held.get(shared.organisation.key)
        if held is None:
            return self._admit(shared)
        if held.enabled:
            return held.both_ways
        return (self._admit(shared) or not self._goes_both_ways(shared.product)) and held.both_ways

    def register(self, shared: Shared, both_ways: bool | None = None) -> bool:
        """Note an organisation as connected or enabled again; true if it may sync both ways, as ``admit`` said."""
        both_ways = self.admit(shared) if both_ways is None else both_ways
        self._held[shared.organisation.key] = ConnectedOrganisation(shared, both_ways)
        return both_ways

    def suspend(self, organisation_key: str) -> tuple[str, ...]:
        """Note that an integration is disabled: another one may take its place; tells what is lost. Source: DIS-05."""
        if (held := self._held.get(organisation_key)) is None:
            return ()
        self._held[organisation_key] = held._replace(enabled=False)
        return self._on_suspended(organisation_key, held.shared.product) if self._shown.get(organisation_key) else ()

    def show_transactions(self, organisation_key: str, modules: tuple[str, ...]) -> None:
        """Show these transaction modules of an organisation in the Zoho Finance section; none hides it."""
        self._shown[organisation_key] = modules

    def show_fields(self, module: str, fields: Sequence[Field]) -> None:
        """Have a module of the section carry these custom fields of finance's documents. Source: TXN-11."""
        self._on_fields(module, fields)

    def showing(self, module: str) -> list[str]:
        """The keys of the organisations whose documents of a transaction module the section shows. Source: SYN-10."""
        return [key for key, modules in self._shown.items() if module in modules]

    def serve_documents(self, organisation_key: str, relay: DocumentRelay) -> None:
        """Hand what people do in the section to documents of an organisation to its integration."""
        self._relays[organisation_key] = relay

    def connected(self) -> list[str]:
        """The keys of the organisations connected, in the order they did."""
        return list(self._held)

    def relay(self, organisation_key: str) -> DocumentRelay:
        """Whom commands to documents of an organisation are handed to."""
        return self._relays[organisation_key]

    def clear_comments(self, organisation_key: str, now_ms: int) -> None:
        """Lose the comments on an organisation's documents there are by now. Source: DIS-03."""
        self._cleared[organisation_key] = now_ms

    def cleared_ms(self, organisation_key: str) -> int:
        """When comments were lost the last time; 0 for never."""
        return self._cleared.get(organisation_key, 0)

    def users(self) -> tuple[SharedPerson, ...]:
        """The CRM's active users, the oldest first. Source: USR-02."""
        return tuple([SharedPerson(each.name, each.email) for each in self._users() if each.active])

    def offer_workflows(self, organisation_key: str, choose: Callable[[bool, bool], None]) -> None:
        """Offer an organisation's triggers in the set-up page; whoever loads a CRM offers them anew. Source: TRG-21."""
        self._workflows[organisation_key] = choose

    @property
    def workflows(self) -> Callable[[bool, bool], None] | None:
        """What takes a choice of triggers: that of the enabled organisation that offers them."""
        enabled = [key for key, each in self._held.items() if each.enabled and key in self._workflows]
        return self._workflows[enabled[0]] if enabled else None

    def unregister(self, organisation_key: str) -> None:
        """Forget an organisation; what the others may do stays as it is."""
        self._held.pop(organisation_key, None)
        self._shown.pop(organisation_key, None)
        self._workflows.pop(organisation_key, None)

    def export(self) -> dict[str, Any]:
        """The connections as plain values."""
        return {
            "held": [[*_plain(each.shared), each.both_ways, each.enabled] for each in self._held.values()],
            "granted": [*self._granted],
            "cleared": dict(self._cleared),
            "shown": {key: [*modules] for key, modules in self._shown.items()},
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        self._granted = dict.fromkeys(data["granted"])
        self._cleared = dict(data["cleared"])
        self._shown = {key: tuple(modules) for key, modules in data["shown"].items()}
        for product, organisation, contacts, users, both_ways, enabled in data["held"]:
            told = (tuple(SharedPerson(*each) for each in contacts), tuple(SharedPerson(*each) for each in users))
            shared = Shared(product, Organisation(**organisation), *told)
            self._held[shared.organisation.key] = ConnectedOrganisation(shared, both_ways, enabled)

    def _admit(self, shared: Shared) -> bool:
        product = catalogue().product(shared.product)
        others = self._enabled(product.key)
        if not others:
            return product.two_way
        other = others[0].shared.organisation.name
        if product.further_organisation is FurtherOrganisation.REFUSED:
            raise _refusal(
                f"{product.name} connects one organisation with a CRM, and {other!r} is; disable that one first"
            )
        if not self._quirks.fires("CON-10", ("crm", "Connections", shared.organisation.key)):
            return product.two_way
        if product.key not in self._granted:
            raise _refusal(
                f"{other!r} of {product.name} is connected; a further organisation needs multi-organisation support"
            )
        return False

    def _enabled(self, product: str) -> list[ConnectedOrganisation]:
        return [each for each in self._held.values() if each.enabled and each.shared.product == product]

    def _goes_both_ways(self, product: str) -> bool:
        return any(each.both_ways for each in self._enabled(product))


def _plain(shared: Shared) -> list[Any]:
    return [
        shared.product,
        asdict(shared.organisation),
        [list(each) for each in shared.contacts],
        [list(each) for each in shared.users],
    ]


def _refusal(message: str) -> NotAllowed:
    return NotAllowed(message, code="NOT_ALLOWED", field="organisation")
