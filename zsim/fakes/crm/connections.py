"""The finance organisations connected with one CRM, and which of them may sync both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from zsim.catalogue import FurtherOrganisation, Quirks, catalogue
from zsim.ports.app import Organisation, Shared, SharedPerson
from zsim.ports.errors import NotAllowed


class ConnectedOrganisation(NamedTuple):
    """A connected organisation and whether it may sync both ways."""

    shared: Shared
    both_ways: bool


class ConnectedOrganisations:
    """Who is connected. Source: CON-07, CON-08, CON-09, CON-10, CON-12."""

    def __init__(self, quirks: Quirks) -> None:
        self._quirks = quirks
        self._held: dict[str, ConnectedOrganisation] = {}
        self._granted: dict[str, None] = {}
        self._shown: dict[str, tuple[str, ...]] = {}

    @property
    def all(self) -> tuple[Shared, ...]:
        """What each connected organisation shared, in the order they connected."""
        return tuple([each.shared for each in self._held.values()])

    def grant(self, product: str) -> None:
        """Let further organisations of a product connect, as the vendor's support does on request. Source: CON-10."""
        self._granted[catalogue().product(product).key] = None

    def register(self, shared: Shared) -> bool:
        """Note an organisation as connected; true if it may sync both ways. The same one again is the same one."""
        key = shared.organisation.key
        held = self._held.get(key)
        both_ways = held.both_ways if held is not None else self._admit(shared)
        self._held[key] = ConnectedOrganisation(shared, both_ways)
        return both_ways

    def show_transactions(self, organisation_key: str, modules: tuple[str, ...]) -> None:
        """Show these transaction modules of an organisation in the Zoho Finance section; none hides it."""
        self._shown[organisation_key] = modules

    def shows(self, module: str) -> bool:
        """Whether the Zoho Finance section shows a transaction module. Source: SYN-10."""
        return any(module in modules for modules in self._shown.values())

    def unregister(self, organisation_key: str) -> None:
        """Forget an organisation; what the others may do stays as it is."""
        self._held.pop(organisation_key, None)
        self._shown.pop(organisation_key, None)

    def export(self) -> dict[str, Any]:
        """The connections as plain values."""
        return {
            "held": [[*_plain(each.shared), each.both_ways] for each in self._held.values()],
            "granted": [*self._granted],
            "shown": {key: [*modules] for key, modules in self._shown.items()},
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        self._granted = dict.fromkeys(data["granted"])
        self._shown = {key: tuple(modules) for key, modules in data["shown"].items()}
        for product, organisation, contacts, users, both_ways in data["held"]:
            told = (tuple(SharedPerson(*each) for each in contacts), tuple(SharedPerson(*each) for each in users))
            shared = Shared(product, Organisation(**organisation), *told)
            self._held[shared.organisation.key] = ConnectedOrganisation(shared, both_ways)

    def _admit(self, shared: Shared) -> bool:
        product = catalogue().product(shared.product)
        others = [each.shared.organisation.name for each in self._held.values() if each.shared.product == product.key]
        if not others:
            return product.two_way
        if product.further_organisation is FurtherOrganisation.REFUSED:
            raise _refusal(f"{product.name} connects one organisation with a CRM, and {others[0]!r} is connected")
        if not self._quirks.fires("CON-10", ("crm", "Connections", shared.organisation.key)):
            return product.two_way
        if product.key not in self._granted:
            raise _refusal(
                f"{others[0]!r} of {product.name} is connected; a further organisation needs multi-organisation support"
            )
        return False


def _plain(shared: Shared) -> list[Any]:
    return [
        shared.product,
        asdict(shared.organisation),
        [list(each) for each in shared.contacts],
        [list(each) for each in shared.users],
    ]


def _refusal(message: str) -> NotAllowed:
    return NotAllowed(message, code="NOT_ALLOWED", field="organisation")
