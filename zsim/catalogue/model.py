"""What the catalogue is made of: areas, behaviours, products, policies and invariants, all plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zsim.catalogue.suggest import did_you_mean
from zsim.kernel.errors import UsageError


class Basis(StrEnum):
    """What a behaviour rests on: a source document, other help of the vendor, or a decision of ours."""

    SEED = "seed"
    OFFICIAL = "official"
    RULING = "ruling"


@dataclass(frozen=True, slots=True)
class Area:
    """A group of behaviours; ``code`` is the prefix of their ids."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source document or page of other help: whose it is, by the keys of products, and the headings named of it.

    ``number`` is of figures for a source document, and begins with H for a page of the vendor's other help.
    """

    number: str
    title: str
    products: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def basis(self) -> Basis:
        """What a behaviour rests on that names it."""
        return Basis.OFFICIAL if self.number.startswith("H") else Basis.SEED


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a statement stands: the number of a document, and one of its headings."""

    document: str
    heading: str


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One thing the simulated ecosystem does.

    ``area`` is the area's code, ``products`` the keys of the products it holds for. ``where`` are the places in the
    documents that state it, ``taken_over`` the products among them for whose own document that is not so. A
    ruling has an ``alternative``: what could have been decided instead. A ``quirk`` is a deliberate oddity that a
    world can switch off.
    """

    id: str
    area: str
    title: str
    rule: str
    products: tuple[str, ...]
    basis: Basis
    taken_over: tuple[str, ...] = ()
    where: tuple[Passage, ...] = ()
    alternative: str = ""
    quirk: bool = False

    def holds_for(self, product: str) -> bool:
        """Whether the behaviour is one of the product of that key."""
        return product in self.products


class AppName(StrEnum):
    """Which fake serves a product."""

    FINANCE = "finance"
    MARKETINGHUB = "marketinghub"


class ConnectsBy(StrEnum):
    """What a person gives to connect: email and ZSC key, or a chosen CRM organisation. Source: CON-01, CON-02."""

    KEY = "key"
    ORGANISATION = "organisation"


class Shares(StrEnum):
    """Whose details the CRM is given on connecting. Source: CON-07, CON-08."""

    CONTACTS = "contacts"
    USERS = "users"
    NOTHING = "nothing"


class FurtherOrganisation(StrEnum):
    """What a second organisation on the same CRM may do. Source: CON-10, CON-12."""

    FETCH_ONLY = "fetch_only"
    REFUSED = "refused"


class Inclusion(StrEnum):
    """Whether contacts without account come along with accounts and their contacts.

    Source: CUS-04, CUS-05, IMP-04.
    """

    NEVER = "never"
    OPTIONAL = "optional"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Product:
    """A product that can be connected, and how it differs from the others.

    With ``individuals_are_own_persons`` an individual that the integration makes gets a contact person that is itself.

    ``two_way`` says whether its first organisation can sync both ways. ``period_hours`` is the time between scheduled
    runs, 0 where each sync brings its own times; with ``repeats_if_asked`` they happen only where auto-update was
    ticked. ``modules`` are what is synced, by the product's own names. ``matches_duplicates`` says that records not
    linked yet are matched by name, ``compares_sku`` that an item's SKU is a duplicate key beside it, ``maps_items``
    that its fields are mapped without asking. The two ``_max`` are the vendor's caps (contact persons of one customer,
    custom fields on contacts), ``None`` where no document states one.

    ``searches_all`` says that any account or contact found is fetched as a customer, whatever module is synced;
    ``freezes_sent_quotes`` that triggers leave a quote alone, too, that was marked sent (TRG-10).

    Source: CON-01, CON-02, CON-07 to CON-10, CON-12, CUS-04, CUS-05, CUS-14, CUS-27, FND-10, IMP-04, IMP-09, ITM-04,
    MAP-03, MAP-04, SYN-01, SYN-02.
    """

    key: str
    name: str
    app: AppName
    connects_by: ConnectsBy
    two_way: bool
    period_hours: int
    repeats_if_asked: bool
    modules: tuple[str, ...]
    shares: Shares
    further_organisation: FurtherOrganisation
    matches_duplicates: bool
    merges_duplicates: bool
    searches_all: bool
    compares_sku: bool
    maps_items: bool
    includes_contacts_without_account: Inclusion
    individuals_are_own_persons: bool
    freezes_sent_quotes: bool
    contact_persons_max: int | None
    custom_fields_max: int | None


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a policy, and what it makes happen."""

    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A point the documents leave open: its options, the one taken unless told otherwise, and why.

    ``decides`` holds the ids of the behaviours that hang on it.
    """

    name: str
    default: str
    options: tuple[Option, ...]
    decides: tuple[str, ...]
    why: str

    def option(self, value: str) -> Option:
        """The option of that value; ``UsageError`` when the policy has no such option."""
        for option in self.options:
            if option.value == str(value).strip().lower():
                return option
        raise UsageError(
            asked=f"policy {self.name} = {value!r}",
            found="it has no such option",
            right=did_you_mean(str(value), (option.value for option in self.options)),
        )


@dataclass(frozen=True, slots=True)
class Invariant:
    """Something that holds after every run, in one sentence; ``behaviours`` are the ids it rests on."""

    name: str
    sentence: str
    behaviours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What users complain about, and what is to be said to it.

    ``symptom`` is what the user sees, ``verdict`` whether that is right, and what helps; ``rules`` are the ids of the
    behaviours that decide it. The scenarios in ``scenarios/bugs`` tagged "complaint-" and the number tell it.
    """

    number: int
    symptom: str
    verdict: str
    rules: tuple[str, ...]
