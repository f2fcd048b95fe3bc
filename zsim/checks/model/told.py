"""What the model is told: what people and apps did, and of each run what was asked, what it said and what it wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from zsim.catalogue import Product, catalogue
from zsim.ports.records import Fields, RecordId, Ref, Value

CRM = "crm"
CUSTOMERS, VENDORS, ITEMS = "customers", "vendors", "items"


class RecordChange(NamedTuple):
    """A record was made (no ``before``), changed, or left its module (no ``after``)."""

    ref: Ref
    before: Fields | None
    after: Fields | None
    at_ms: int = 0


class MappedField(NamedTuple):
    """A field of the CRM and one of finance that carry one value.

    ``options`` gives finance's word for a value of the CRM where the two differ. ``listed`` are the values of the
    CRM's pick list, ``finance_listed`` those of finance's; ``whole`` says that finance holds a whole number, ``price``
    that both hold an amount, which crosses at the rate of its product. ``filled`` is what finance puts into a blank.
    Source: MAP-05, MAP-08, ITM-15.
    """

    crm: str
    finance: str
    options: tuple[tuple[str, str], ...] = ()
    listed: tuple[str, ...] = ()
    finance_listed: tuple[str, ...] = ()
    whole: bool = False
    price: bool = False
    filled: Value = None


def _all_listed(ref: Ref) -> bool:
    return True


class Terms(NamedTuple):
    """What a run goes by: what people chose for its module, and what the two apps ask for.

    ``choice`` is the customers' module choice; ``rows`` the mapping by kind; ``listed`` says whether the chosen views
    list a record of the CRM just now. ``both_ways`` is already false for a further organisation (CON-10). Names and
    item names are unique in finance where ``unique_names`` and ``unique_items`` say so. ``search_lags`` says that
    searches may not know yet who is there (FLT-08). ``owner`` is the connecting user, if known. ``policies`` gives the
    options of those that are not at their defaults, ``quirks_off`` the quirks that are switched off. ``places`` gives
    the minor units of a currency, ``currency`` is finance's base and ``crm_currency`` the CRM's.
    """

    organisation: str
    product: str
    module: str
    choice: str = ""
    both_ways: bool = False
    duplicates: str = "skip"
    include: bool = False
    rows: Mapping[str, Sequence[MappedField]] = {}
    listed: Callable[[Ref], bool] = _all_listed
    unique_names: bool = True
    unique_items: bool = True
    search_lags: bool = False
    owner: str = ""
    policies: Mapping[str, str] = {}
    quirks_off: frozenset[str] = frozenset()
    currency: str = ""
    crm_currency: str = ""
    places: Callable[[str], int] = lambda code: 2
    contact_persons_max: int | None = None

    @property
    def rules(self) -> Product:
        """How the product differs from the others."""
        return catalogue().product(self.product)

    def policy(self, name: str) -> str:
        """The option in force."""
        return self.policies.get(name) or catalogue().policy(name).default

    def quirk(self, behaviour: str) -> bool:
        """Whether that oddity is in force: it is the product's, and not switched off."""
        return behaviour not in self.quirks_off and catalogue().behaviour(behaviour).holds_for(self.product)

    @property
    def merges(self) -> bool:
        """Whether overwrite makes one record of several of one name. Source: CUS-14, ITM-06."""
        quirk = "ITM-06" if self.module == ITEMS else "CUS-14"
        return self.duplicates == "overwrite" and self.rules.merges_duplicates and quirk not in self.quirks_off


class DecisionTold(NamedTuple):
    """What a run said of a record, and the changes it made for that.

    ``cites`` are the behaviours it is told with, where they are judged. ``named`` are all other records it names;
    ``conflicts`` the fields it calls edited on both sides, with the winning app's side; ``refused`` the reason of an
    app that refused a write of it, and ``meant`` the outcome before that.
    """

    subject: Ref
    outcome: str
    named: tuple[Ref, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    changes: tuple[RecordChange, ...] = ()
    refused: str = ""
    meant: str = ""
    entry: int = 0
    cites: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[Ref, ...]:
        """Every record it says something of."""
        return (self.subject, *self.named)

    def made(self) -> tuple[RecordChange, ...]:
        """What it made."""
        return tuple([each for each in self.changes if each.before is None and each.after is not None])

    def taken(self) -> tuple[RecordChange, ...]:
        """What it took away."""
        return tuple([each for each in self.changes if each.after is None])


class RunTold(NamedTuple):
    """A run that ended.

    ``single`` is the fetch of one record that a person asked for (SYN-09). ``whole`` says that the run looks at every
    record, changed or not: the first of a module, or one of 'Save and Sync' (MAP-09); ``again`` that it does so in
    place of one that broke off. ``afresh`` says that it looks at every record that is in no pair, because choices were
    edited since the run before (SYN-07). ``excused`` is why the run is not judged, such as a fault that it met; it is
    taken over all the same. ``finished`` says that it did not fail, ``skewed`` that clocks were more than a second
    apart, so that changes may have been overlooked (FLT-17).
    ``touched`` are records that others changed while it was under way, or did in runs that were as it began; of these
    ``ahead`` are those changed before that, so that it read them as they are. ``counts`` is what its history says, by
    outcome.
    """

    name: str
    terms: Terms
    finished: bool = True
    single: bool = False
    whole: bool = False
    again: bool = False
    afresh: bool = False
    excused: str = ""
    skewed: bool = False
    decisions: tuple[DecisionTold, ...] = ()
    touched: frozenset[Ref] = frozenset()
    ahead: frozenset[Ref] = frozenset()
    counts: Mapping[str, int] | None = None


def customer_of(fields: Fields, app: str) -> Ref:
    """The customer of a contact person."""
    return Ref(app, "customers", RecordId(str(fields.get("contact_id"))))


def account_of(fields: Fields) -> Ref | None:
    """The account of a contact; ``None`` if it has none."""
    account = fields.get("Account_Name")
    return Ref(CRM, "Accounts", RecordId(str(account))) if account else None
