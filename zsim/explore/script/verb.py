"""What a verb of a script is: what it is done to, what it calls there, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple


class Form(Enum):
    """How an argument is written in a step, and what is handed on for it."""

    VALUE = auto()
    """A value; records named in it are looked up."""
    TEXT = auto()
    """A text, such as the name of a sync, a view or a user."""
    TRUTH = auto()
    """True or False."""
    TEXTS = auto()
    """Texts, handed on as one value."""
    MAPPING = auto()
    """Texts by texts, handed on as one value."""
    CONDITIONS = auto()
    """Conditions of a criterion, handed on as one value: each a field, an operator and, for most, a value."""
    MODULE = auto()
    """An app and a module of it: "crm.accounts", "finance.customers", "crm.zoho_finance.invoices"."""
    APP = auto()
    """An organisation: "crm", a product's key, "finance" for the script's first product, or the name it was given."""
    ORGANISATION = auto()
    """The same, handed on as the organisation itself."""
    PRODUCT = auto()
    """A product's key, or "finance" for the script's first."""
    RECORD = auto()
    """The name of a record."""
    ID = auto()
    """The name of a record; its module and its id are handed on."""
    VIEW = auto()
    """The name of a view of the module."""
    LENGTH = auto()
    """A whole number of units of time."""
    MOMENT = auto()
    """A moment; "now" is the present one."""
    CRM_ACCOUNT = auto()
    """An email or a key of the CRM; "present" is what it has now."""
    SOURCE_ACCOUNT = auto()
    """An email or a key of the source of leads; "present" is what it has now."""
    RECORDS = auto()
    """Names of records, handed on one by one."""
    RECORD_LIST = auto()
    """Names of records, handed on as one value."""
    CONTENT = auto()
    """A text, handed on as the bytes of a file."""
    WORDS = auto()
    """Texts, handed on one by one."""
    EACH_CONDITION = auto()
    """Conditions, handed on one by one."""
    KEYWORDS = auto()
    """A mapping, handed on as keywords."""


class Argument(NamedTuple):
    """One thing a step may or must be given."""

    name: str
    form: Form
    required: bool
    by_name: bool


class On(Enum):
    """What a verb is done to; ``WHICH`` has the arguments that say which one."""

    MODULE = auto()
    RECORD = auto()
    DOCUMENT = auto()
    """A document of finance, there or in the CRM's Zoho Finance section; what its handle can do is called."""
    LIST = auto()
    APP = auto()
    CRM = auto()
    CONNECTION = auto()
    SYNC = auto()
    SERVICES = auto()
    LEAD_SYNC = auto()
    WORLD = auto()
    NAMES = auto()
    """A connection that is made or deleted: ``calling`` has a function for it."""
    TIME = auto()
    """Nothing but time: ``passing`` says until when."""


class Verb(NamedTuple):
    """One thing people do.

    ``call`` is a method, perhaps of an attribute; with ``makes`` a step gives a name to what it makes.
    """

    on: On
    call: str
    more: tuple[Argument, ...] = ()
    makes: bool = False

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """All a step of this verb is given."""
        return (*((NAME,) if self.makes else ()), *WHICH[self.on], *self.more)


def need(name: str, form: Form = Form.VALUE, *, by_name: bool = False) -> Argument:
    """An argument that cannot be left out."""
    return Argument(name, form, required=True, by_name=by_name)


def may(*names: str, form: Form = Form.VALUE) -> tuple[Argument, ...]:
    """Arguments that can be left out."""
    return tuple([Argument(name, form, required=False, by_name=True) for name in names])


NAME = need("name", Form.TEXT)
BY = may("by", form=Form.TEXT)
PRODUCT = may("product", form=Form.APP)
SOURCE = may("source", form=Form.APP)

WHICH: Mapping[On, tuple[Argument, ...]] = {
    On.MODULE: (need("module", Form.MODULE), *BY),
    On.RECORD: (need("record", Form.RECORD), *BY),
    On.DOCUMENT: (need("record", Form.RECORD), *BY),
    On.LIST: (need("list", Form.RECORD),),
    On.APP: (need("app", Form.APP),),
    On.CRM: BY,
    On.CONNECTION: PRODUCT,
    On.SYNC: (*PRODUCT, need("sync", Form.TEXT)),
    On.SERVICES: SOURCE,
    On.LEAD_SYNC: (*SOURCE, need("sync", Form.TEXT)),
    On.WORLD: (),
    On.NAMES: (),
    On.TIME: (),
}
"""The arguments that say what a verb is done to.

Left out, ``product`` is the script's first, ``source`` Invoice, and ``by`` the administrator or founder.
"""
