"""Made-up companies and people to fill a CRM with, the same for the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.kernel.streams import Streams

if TYPE_CHECKING:
    from zsim.fakes.crm import Crm

LOCALE = "en_US"


class Sample:
    """Draws companies and people from a stream of their own; no two companies carry the same name."""

    def __init__(self, streams: Streams) -> None:
        from faker import Faker

        self._faker = Faker(LOCALE, use_weighting=False)
        self._faker.factories[0].random = streams["sample"]

    def fill(self, crm: Crm, accounts: int, contacts: int) -> list[Handle]:
        """Create so many accounts, and contacts spread evenly over them; all of them, accounts first."""
        for name, count in (("accounts", accounts), ("contacts", contacts)):
            if not isinstance(count, int) or count < 0:
                raise UsageError(asked=f"{name}: {count}", found="it is no number of records", right="0, 1, 2, ...")
        made = [crm.accounts.create(**self._company(crm)) for _ in range(accounts)]
        homes = list(made) or crm.accounts.all()
        for number in range(contacts):
            person = self._person()
            if homes:
                person["Account_Name"] = homes[number % len(homes)].id
            made.append(crm.contacts.create(**person))
        return made

    def _company(self, crm: Crm) -> dict[str, str]:
        fake = self._faker
        return {
            "Account_Name": _unused(crm, fake.company()),
            "Phone": fake.numerify("+1 ### ### ####"),
            "Website": f"https://{fake.domain_word()}.example",
            "Billing_Street": fake.street_address(),
            "Billing_City": fake.city(),
            "Billing_Code": fake.postcode(),
        }

    def _person(self) -> dict[str, str]:
        fake = self._faker
        first, last = fake.first_name(), fake.last_name()
        return {
            "First_Name": first,
            "Last_Name": last,
            "Email": f"{first}.{last}.{fake.numerify('####')}@{fake.domain_word()}.example".lower(),
            "Phone": fake.numerify("+1 ### ### ####"),
        }


def _unused(crm: Crm, name: str) -> str:
    """The name, or the first with a number behind it that no account carries."""
    number, free = 1, name
    while crm.accounts.find(Account_Name=free):
        number += 1
        free = f"{name} {number}"
    return free
