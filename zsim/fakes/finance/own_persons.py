"""Customers that are their own contact persons, as the one-way import makes one of a contact alone."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.fakes.store.table import Table
from zsim.ports.records import Fields, Record, Value
from zsim.ports.schema import Field, FieldType

PRIMARY = Field("is_primary_contact", FieldType.CHECK_BOX, "Primary Contact", read_only=True)
NAMES = ("first_name", "last_name")
NAMED_BY = (*NAMES, "contact_name")
REACHED_BY = ("email", "phone", "mobile")


class OwnPersons:
    """The contact persons that are the customer itself; they carry ``is_primary_contact``, which only the app sets.

    One is made with its customer, and no rule for persons that people add can refuse it. Source: IMP-04.
    """

    def __init__(self, persons: Table) -> None:
        self._persons = persons

    def make(self, customer: Record, actor: str, cause: int | None) -> None:
        """Add the person that a new customer is."""
        fields = _taken_over(customer.fields, (*NAMED_BY, *REACHED_BY))
        self._persons.insert({"contact_id": customer.ref.id, PRIMARY.name: True, **fields}, actor, cause)

    def follow(self, customer: Record, written: Mapping[str, Value], actor: str, cause: int | None) -> None:
        """Let the person have those of the ``written`` fields that it shares; one that people deleted stays away."""
        fields = _taken_over(customer.fields, tuple(written))
        for person in self._persons.find("contact_id", customer.ref.id):
            if person.fields.get(PRIMARY.name) and any(person.fields.get(name) != fields[name] for name in fields):
                self._persons.replace(person, {**person.fields, **fields}, actor, cause)


def _taken_over(customer: Fields, written: tuple[str, ...]) -> dict[str, Value]:
    """The fields of the person that come from the named fields of a customer."""
    names = _names(customer) if any(name in NAMED_BY for name in written) else {}
    return names | {name: customer.get(name) for name in REACHED_BY if name in written}


def _names(customer: Fields) -> dict[str, Value]:
    """First and last name; of a customer with a display name alone, its last word is the last name."""
    if any(str(customer.get(name) or "").strip() for name in NAMES):
        return {name: customer.get(name) for name in NAMES}
    *first, last = str(customer["contact_name"]).split()
    return {"first_name": " ".join(first) or None, "last_name": last}
