"""Everything people do, as data: each verb with what it is done to, what it calls there, and what it is given.

A new verb is one line of ``VERBS``. Required arguments are handed on in the order they stand here, the others by name.
"""

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
    """An app and a module of it: "crm.accounts", "finance.customers"."""
    APP = auto()
    """An organisation: "crm", a product's key, "finance" for the script's first product, or the name it was given."""
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
FIELDS = need("fields", Form.KEYWORDS)
CHOICES = need("choices", Form.KEYWORDS)
CHANGES = need("changes", Form.KEYWORDS)
PRODUCT = may("product", form=Form.APP)
SOURCE = may("source", form=Form.APP)
CRM_ACCOUNT = may("email", "key", form=Form.CRM_ACCOUNT)
SOURCE_ACCOUNT = may("email", "key", form=Form.SOURCE_ACCOUNT)
TIMES = (*may("at", "zone", form=Form.TEXT), *may("weekday", "day"))
PATTERN = may("pattern", form=Form.TEXT)

WHICH: Mapping[On, tuple[Argument, ...]] = {
    On.MODULE: (need("module", Form.MODULE), *may("by", form=Form.TEXT)),
    On.RECORD: (need("record", Form.RECORD), *may("by", form=Form.TEXT)),
    On.LIST: (need("list", Form.RECORD),),
    On.APP: (need("app", Form.APP),),
    On.CRM: (),
    On.CONNECTION: PRODUCT,
    On.SYNC: (*PRODUCT, need("sync", Form.TEXT)),
    On.SERVICES: SOURCE,
    On.LEAD_SYNC: (*SOURCE, need("sync", Form.TEXT)),
    On.WORLD: (),
    On.NAMES: (),
    On.TIME: (),
}
"""The arguments that say what a verb is done to; left out, ``product`` is the script's first and ``source`` Invoice."""

VERBS: Mapping[str, Verb] = {
    # Records of any app.
    "create": Verb(On.MODULE, "create", (FIELDS,), makes=True),
    "update": Verb(On.RECORD, "update", (FIELDS,)),
    "delete": Verb(On.RECORD, "delete"),
    "restore": Verb(On.RECORD, "restore"),
    "merge": Verb(On.RECORD, "merge", (need("others", Form.RECORDS),)),
    "open": Verb(On.RECORD, "open"),
    "activate": Verb(On.RECORD, "activate"),
    "deactivate": Verb(On.RECORD, "deactivate"),
    "mark_sent": Verb(On.RECORD, "mark_sent"),
    # What becomes of leads, and who is on which list.
    "unsubscribe": Verb(On.RECORD, "unsubscribe", may("from_list", form=Form.RECORD)),
    "complain": Verb(On.RECORD, "complain"),
    "bounce": Verb(On.RECORD, "bounce", may("hard", form=Form.TRUTH)),
    "deliver": Verb(On.RECORD, "deliver"),
    "add_to_list": Verb(On.LIST, "add", (need("leads", Form.RECORDS),)),
    "remove_from_list": Verb(On.LIST, "remove", (need("leads", Form.RECORDS),)),
    # Modules: fields and views.
    "add_field": Verb(
        On.MODULE,
        "add_field",
        (
            need("field", Form.TEXT),
            *may("type", "label", form=Form.TEXT),
            *may("options", form=Form.TEXTS),
            *may("required", form=Form.TRUTH),
        ),
    ),
    "set_options": Verb(On.MODULE, "set_options", (need("field", Form.TEXT), need("options", Form.WORDS))),
    "set_layout": Verb(On.MODULE, "set_layout", (need("field", Form.TEXT), need("layout", Form.TEXT))),
    "create_view": Verb(
        On.MODULE, "views.create", (need("view", Form.TEXT), need("conditions", Form.EACH_CONDITION), *PATTERN)
    ),
    "update_view": Verb(
        On.MODULE, "views.update", (need("view", Form.VIEW), need("conditions", Form.EACH_CONDITION), *PATTERN)
    ),
    # Organisations.
    "create_organisation": Verb(
        On.WORLD, "organisation", (need("product", Form.PRODUCT), need("called", Form.TEXT)), makes=True
    ),
    "generate_zsc_key": Verb(On.APP, "generate_zsc_key"),
    "set_email": Verb(On.APP, "set_email", (need("email", Form.TEXT),)),
    "set_base_currency": Verb(On.APP, "set_base_currency", (need("code", Form.TEXT),)),
    "enable_multi_currency": Verb(On.CRM, "enable_multi_currency"),
    "rename_organisation": Verb(On.CRM, "rename_organisation", (need("called", Form.TEXT),)),
    "grant_multi_organisation": Verb(On.CRM, "grant_multi_organisation", (need("product", Form.PRODUCT),)),
    "update_preferences": Verb(On.APP, "preferences.update", (CHANGES,)),
    "create_user": Verb(
        On.APP,
        "users.create",
        (need("user", Form.TEXT), *may("email", "profile", "role", form=Form.TEXT), *may("admin", form=Form.TRUTH)),
    ),
    "activate_user": Verb(On.APP, "users.activate", (need("user", Form.TEXT),)),
    "deactivate_user": Verb(On.APP, "users.deactivate", (need("user", Form.TEXT),)),
    # A connection with the CRM.
    "connect": Verb(On.NAMES, "connect", (*PRODUCT, *CRM_ACCOUNT)),
    "update_credentials": Verb(On.CONNECTION, "update_credentials", CRM_ACCOUNT),
    "pause": Verb(On.CONNECTION, "pause"),
    "resume": Verb(On.CONNECTION, "resume"),
    "disable": Verb(On.CONNECTION, "disable"),
    "enable": Verb(On.CONNECTION, "enable", may("organisation", form=Form.TEXT)),
    "delete_integration": Verb(On.NAMES, "delete_integration", (*PRODUCT, *may("convert", form=Form.TEXT))),
    "enable_transactions": Verb(On.CONNECTION, "transactions.enable", (need("modules", Form.WORDS),)),
    "crm_information": Verb(On.CONNECTION, "crm_information", (need("customer", Form.RECORD),)),
    # The sync of a module: customers, vendors, items.
    "configure": Verb(On.SYNC, "configure", (CHOICES,)),
    "edit": Verb(On.SYNC, "edit", (CHOICES,)),
    "map": Verb(On.SYNC, "map", (need("crm_field", Form.TEXT), need("finance_field", Form.TEXT))),
    "unmap": Verb(On.SYNC, "unmap", (need("crm_field", Form.TEXT),)),
    "save_and_sync": Verb(On.SYNC, "save_and_sync"),
    "save_and_sync_later": Verb(On.SYNC, "save_and_sync_later"),
    "instant_sync": Verb(On.SYNC, "instant_sync"),
    "fetch": Verb(On.SYNC, "fetch", (need("record", Form.RECORD),)),
    "import_by_id": Verb(On.SYNC, "import_by_id", (need("record", Form.ID),)),
    "search": Verb(On.SYNC, "search", (need("text", Form.TEXT),)),
    "preview": Verb(On.SYNC, "preview"),
    # MarketingHub's syncs, each by its description.
    "connect_marketinghub": Verb(On.NAMES, "connect_marketinghub", (*SOURCE, *SOURCE_ACCOUNT)),
    "update_account": Verb(On.SERVICES, "update_account", SOURCE_ACCOUNT),
    "new_sync": Verb(
        On.SERVICES,
        "new_sync",
        (
            need("sync", Form.TEXT),
            need("mailing_list", Form.RECORD, by_name=True),
            *may("criteria", form=Form.CONDITIONS),
            *PATTERN,
        ),
    ),
    "schedule": Verb(On.LEAD_SYNC, "schedule", (need("frequency", Form.TEXT), *TIMES)),
    "retrieve": Verb(On.LEAD_SYNC, "retrieve", (*may("data", form=Form.TEXT), *may("after", form=Form.MOMENT))),
    "initiate": Verb(On.LEAD_SYNC, "initiate"),
    "edit_mapping": Verb(On.LEAD_SYNC, "edit_mapping", (need("changes", Form.MAPPING),)),
    "edit_retrieval": Verb(
        On.LEAD_SYNC,
        "edit_retrieval",
        (
            *may("frequency", form=Form.TEXT),
            *TIMES,
            *may("data", form=Form.TEXT),
            *may("after", form=Form.MOMENT),
            *may("mailing_list", form=Form.RECORD),
        ),
    ),
    "activate_sync": Verb(On.LEAD_SYNC, "activate"),
    "deactivate_sync": Verb(On.LEAD_SYNC, "deactivate"),
    # Time, and the world itself.
    "advance": Verb(
        On.TIME, "advance", may("weeks", "days", "hours", "minutes", "seconds", "milliseconds", form=Form.LENGTH)
    ),
    "advance_to": Verb(On.TIME, "advance_to", (need("moment", Form.TEXT), *may("tz", form=Form.TEXT))),
    "settle": Verb(On.TIME, "settle"),
    "next_event": Verb(On.TIME, "next_event"),
    "export_and_load": Verb(On.WORLD, "export"),
}
"""The verbs by their names."""
