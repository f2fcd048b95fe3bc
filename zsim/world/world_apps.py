"""The apps of a world, as scripts name them."""

from __future__ import annotations

from zsim.fakes.crm import Crm
from zsim.fakes.finance import Finance
from zsim.fakes.marketinghub import MarketingHub
from zsim.ports.errors import PartlyModelled
from zsim.world.apps import Apps


class WorldApps(PartlyModelled):
    """What is in a world: the CRM, finance organisations and MarketingHub, each made when it is first asked for."""

    _apps: Apps

    @property
    def crm(self) -> Crm:
        """The CRM, acting as its administrator."""
        return self._apps.crm

    @property
    def invoice(self) -> Finance:
        """The Invoice organisation."""
        return self["invoice"]

    @property
    def books(self) -> Finance:
        """The Books organisation."""
        return self["books"]

    @property
    def billing(self) -> Finance:
        """The Billing organisation."""
        return self["billing"]

    @property
    def invoice_import(self) -> Finance:
        """The Invoice organisation that takes part in the one-way import."""
        return self["import"]

    @property
    def marketinghub(self) -> MarketingHub:
        """MarketingHub: its leads and mailing lists."""
        return self._apps.hub

    def __getitem__(self, key: str | Finance) -> Finance:
        """The finance organisation of that key: a product's key, or that of a further organisation."""
        return self._apps.meant(key)

    def organisation(self, product: str | Finance, name: str) -> Finance:
        """A further organisation of a product; its key is the product's with a number, such as "books-2"."""
        return self._apps.further(product, name)
