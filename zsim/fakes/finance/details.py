"""What a finance organisation tells of itself."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from zsim.fakes.store.currencies import currency
from zsim.kernel.errors import UsageError
from zsim.kernel.texts import require_whole
from zsim.ports.addresses import is_address
from zsim.ports.app import Organisation
from zsim.ports.codec import Plain


class Details:
    """The name, primary email, country, base currency and edition of an organisation.

    ``documents_max`` is how many documents its plan holds, ``None`` without limit. Source: TXN-10.
    """

    __slots__ = ("country", "currency", "documents_max", "edition", "email", "key", "name")

    def __init__(self, key: str, name: str, email: str, country: str, base: str, edition: str) -> None:
        require_whole(name)
        self.key = key
        self.name = name
        self.email = email
        self.country = country
        self.documents_max: int | None = None
        self.set_currency(base)
        self.set_edition(edition)

    def set_currency(self, code: str) -> None:
        """Take another base currency; one that is not offered raises ``UsageError``."""
        self.currency = currency(code)

    def set_edition(self, edition: str) -> None:
        """Take another edition; what is no code of a country raises ``UsageError``."""
        if not (isinstance(edition, str) and len(edition) == 2 and edition.isascii() and edition.isalpha()):
            right = 'the two letters of a country, such as "US" or "IN"'
            raise UsageError(asked=f"the edition {edition!r}", found="there is none", right=right)
        self.edition = edition.upper()

    def organisation(self, approvals: bool) -> Organisation:
        """The details as a port tells them; a customer's currency can differ from the base at any time."""
        return Organisation(
            key=self.key,
            name=self.name,
            email=self.email,
            country=self.country,
            currency=self.currency,
            multi_currency=True,
            edition=self.edition,
            approvals=approvals,
        )

    def export(self) -> dict[str, Plain]:
        """The details by name."""
        return {name: getattr(self, name) for name in self.__slots__}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over the details that ``export`` gave."""
        for name in self.__slots__:
            setattr(self, name, data[name])


def checked_email(email: str) -> str:
    """The address itself; ``UsageError`` when it is none."""
    if not is_address(email):
        raise UsageError(asked=f"the email {email!r}", found="no address", right="such as 'rita@books.example'")
    return email


def organisation_number(key: str) -> int:
    """Seven digits that begin every id of the organisation, always the same for the same key."""
    return 1_000_000 + zlib.crc32(key.encode()) % 9_000_000
