"""Contact persons of customers."""

from __future__ import annotations

from zsim.fakes.finance.customer_fields import SOURCE
from zsim.fakes.finance.module import FinanceModule, require_parent, require_unchanged
from zsim.fakes.finance.own_persons import PRIMARY
from zsim.fakes.finance.profile import Profile
from zsim.fakes.store.table import Table
from zsim.ports.errors import InvalidData, LimitExceeded
from zsim.ports.records import DeletionCause, Fields, Record, RecordId
from zsim.ports.schema import Field, FieldType

CONTACT_PERSON_FIELDS = (
    Field("contact_id", FieldType.LOOKUP, "Customer", required=True, lookup="customers"),
    Field("salutation", label="Salutation"),
    Field("first_name", label="First Name"),
    Field("last_name", label="Last Name"),
    Field("email", FieldType.EMAIL, "Email"),
    Field("phone", FieldType.PHONE, "Phone"),
    Field("mobile", FieldType.PHONE, "Mobile"),
    Field("designation", label="Designation"),
    Field("department", label="Department"),
    Field("zcrm_contact_id", label="CRM Contact ID"),
    SOURCE,
)
CONTACT_PERSON_INDEXES = ("contact_id", "email", "zcrm_contact_id")


class ContactPersonModule(FinanceModule):
    """The people to write to at each customer."""

    singular = "contact person"
    name_field = "first_name"
    integration_only = frozenset({"zcrm_contact_id", SOURCE.name})

    def __init__(self, table: Table, *, profile: Profile, customers: Table) -> None:
        own = (PRIMARY,) if profile.individuals_are_own_persons else ()
        super().__init__(table, (*CONTACT_PERSON_FIELDS, *own))
        self._profile = profile
        self._customers = customers

    def name_of(self, record: Record) -> str:
        """First and last name."""
        parts = (record.fields.get("first_name"), record.fields.get("last_name"))
        return " ".join(str(each).strip() for each in parts if each)

    def move(self, loser: Record, winner: Record, actor: str, cause: int | None) -> None:
        """Hand those of a merged customer to the master, whose own person none of them becomes. Source: DEL-17."""
        for person in self.table.find("contact_id", loser.ref.id):
            fields = {**person.fields, "contact_id": winner.ref.id}
            self.table.replace(
                person, fields | ({PRIMARY.name: False} if fields.get(PRIMARY.name) else {}), actor, cause
            )

    def others_of(self, customer: RecordId) -> tuple[Record, ...]:
        """The persons of a customer that are not the customer itself."""
        found = self.table.find("contact_id", customer)
        return tuple([each for each in found if not each.fields.get(PRIMARY.name)])

    def delete_of(self, customer: RecordId, actor: str, cause: int | None) -> None:
        """Delete all persons of a customer that is being deleted."""
        for person in self.table.find("contact_id", customer):
            self.table.remove(person, actor, DeletionCause.PERMANENT, cause=cause)

    def _check(self, fields: Fields, before: Record | None) -> None:
        require_unchanged(self, fields, before, "contact_id", "delete the person and create one at the other customer")
        customer = require_parent(self, self._customers, fields, "contact_id")
        if not (_filled(fields, "first_name") or _filled(fields, "last_name")):
            raise InvalidData(
                f"{self.name}: first_name is missing, and there is no last_name either",
                code=self.codes.missing,
                field="first_name",
            )
        if before is None:
            self._check_cap(customer)

    def _check_cap(self, customer: Record) -> None:
        """Refuse one person too many. Source: CUS-27."""
        cap = self._profile.contact_persons_max
        if cap is not None and self.table.count("contact_id", customer.ref.id) >= cap:
            raise LimitExceeded(
                f"{self.name}: {customer.fields['contact_name']!r} has {cap} contact persons, the most there may be",
                code=self.codes.invalid,
                field="contact_id",
            )


def _filled(fields: Fields, name: str) -> bool:
    value = fields.get(name)
    return isinstance(value, str) and bool(value.strip())
