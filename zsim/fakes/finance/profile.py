"""What differs between the finance products, read from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from zsim.catalogue.loader import catalogue
from zsim.catalogue.model import Product
from zsim.catalogue.policies import Policies
from zsim.fakes.store.indexes import comparable
from zsim.ports.records import Value


@dataclass(frozen=True, slots=True)
class Profile:
    """How customers, vendors and items behave in one product under one world's policies.

    ``contact_persons_max`` and ``custom_fields_max`` are the product's caps, if one is documented (CUS-27, MAP-03).
    ``individuals_are_own_persons`` gives an imported individual a contact person that is itself (IMP-04).
    ``folds_names`` takes names that differ only in case or outer blanks for one (CUS-10). The next two refuse to
    delete an imported customer by hand (DEL-09), and to merge it into another that was not imported (DEL-11). Under
    ``imports_equal_names`` what comes from the CRM may have a name that is taken (IMP-09).
    """

    contact_persons_max: int | None
    custom_fields_max: int | None
    individuals_are_own_persons: bool
    folds_names: bool
    imported_deleted_in_crm_only: bool
    imported_is_master: bool
    imports_equal_names: bool

    def same_name(self, one: Value, other: Value) -> bool:
        """Whether two names are one. Source: CUS-10."""
        return one == other or (self.folds_names and comparable(one) == comparable(other))


def profile_of(product: Product, policies: Policies) -> Profile:
    """The profile of a product. Source: CUS-10, CUS-27, DEL-09, DEL-11, IMP-04, IMP-09, MAP-03."""
    behaviour = catalogue().behaviour
    return Profile(
        contact_persons_max=product.contact_persons_max,
        custom_fields_max=product.custom_fields_max,
        individuals_are_own_persons=product.individuals_are_own_persons,
        folds_names=policies.names == "fold",
        imported_deleted_in_crm_only=behaviour("DEL-09").holds_for(product.key),
        imported_is_master=behaviour("DEL-11").holds_for(product.key),
        imports_equal_names=behaviour("IMP-09").holds_for(product.key),
    )
